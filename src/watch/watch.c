/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Watching, from the caller's side: bytes are only kept when they are fed, and the work is done
 * when the next thing is asked for, one sentence at a time. So whoever asks slowly holds up nothing
 * but himself, and what waits to be told is never more than a sentence's.
 */
#include "watch/watch.h"

#include "base/error.h"
#include "base/options.h"

#include <stdio.h>
#include <string.h>

enum {
    USUAL_LONGEST = 48,
    MOST_LONGEST = 64, /* words that a library looks for at once */
    USUAL_BYTES = 1 << 30
};

void almost_watch_options_init_sized(almost_watch_options *options, size_t size)
{
    const almost_watch_options defaults = {.size = size};
    al_options_init(options, size, &defaults, sizeof defaults);
}

/* --- Opening ------------------------------------------------------------- */

static almost_status complete(const almost_watch_options *given, almost_watch_options *options,
                              almost_environment *environment, almost_error *error)
{
    almost_watch_options_init(options);
    almost_status status =
        al_options_complete(options, sizeof *options, given, "almost_watch_options", error);
    if (status == ALMOST_OK)
        status = al_environment_complete(environment, options->environment, error);
    if (status != ALMOST_OK)
        return status;
    if (options->longest > MOST_LONGEST)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "a sentence of more than %d words is not watched for; choose fewer",
                       MOST_LONGEST);
    if ((unsigned)options->units > ALMOST_UTF16)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "there are no such units");
    return ALMOST_OK;
}

/* A watch without sources. */
static almost_status begin(const almost_watch_options *options,
                           const almost_environment *environment, almost_watch **out,
                           almost_error *error)
{
    const almost_allocator *allocator = al_allocator_of(environment);
    const char *name = options->name != NULL ? options->name : "the telling";
    almost_watch *watch = al_allocate_zero(allocator, 1, sizeof *watch);
    if (watch == NULL)
        return al_fail_memory(error);
    watch->allocator = allocator;
    watch->environment = *environment;
    watch->units = options->units;
    watch->told.allocator = allocator;
    watch->stander.places.allocator = allocator;
    watch->differences.allocator = allocator;
    al_heard_init(&watch->heard, allocator,
                  environment->max_bytes > 0 ? environment->max_bytes : USUAL_BYTES,
                  options->longest > 0 ? options->longest : USUAL_LONGEST);
    watch->name = al_allocate(allocator, strlen(name) + 1, 1);
    if (watch->name == NULL) {
        almost_watch_free(watch);
        return al_fail_memory(error);
    }
    memcpy(watch->name, name, strlen(name) + 1);
    *out = watch;
    return ALMOST_OK;
}

almost_status almost_watch_open(const almost_text *const *sources, size_t n,
                                const almost_watch_options *given, almost_watch **out,
                                almost_error *error)
{
    almost_watch_options options;
    almost_environment environment;
    almost_watch *watch;
    almost_status status = complete(given, &options, &environment, error);
    if (status != ALMOST_OK)
        return status;
    if (n == 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "there is no source to watch against");
    status = begin(&options, &environment, &watch, error);
    if (status != ALMOST_OK)
        return status;
    status = al_ground_of_texts(&watch->ground, watch->allocator, sources, n, options.units, error);
    watch->position.known = n == 1; /* at its beginning */
    if (status == ALMOST_OK)
        *out = watch;
    else
        almost_watch_free(watch);
    return status;
}

almost_status almost_watch_open_library(const almost_library *library,
                                        const almost_watch_options *given, almost_watch **out,
                                        almost_error *error)
{
    almost_watch_options options;
    almost_environment environment;
    almost_watch *watch;
    almost_status status = complete(given, &options, &environment, error);
    if (status == ALMOST_OK)
        status = begin(&options, &environment, &watch, error);
    if (status != ALMOST_OK)
        return status;
    status =
        al_ground_of_library(&watch->ground, library, &watch->environment, options.units, error);
    if (status == ALMOST_OK)
        *out = watch;
    else
        almost_watch_free(watch);
    return status;
}

void almost_watch_free(almost_watch *watch)
{
    if (watch == NULL)
        return;
    const almost_allocator *allocator = watch->allocator;
    almost_comparison_free(watch->comparison);
    almost_text_free(watch->whole);
    for (size_t i = 0; i < AL_WATCH_EVENTS; i++)
        al_event_release(&watch->events[i]);
    al_release(allocator, watch->passages);
    al_release(allocator, watch->shares);
    al_told_release(&watch->told);
    al_differences_release(&watch->differences);
    al_quoted_release(&watch->quoted);
    al_stander_release(&watch->stander);
    al_heard_release(&watch->heard);
    al_ground_release(&watch->ground);
    al_release(allocator, watch->name);
    al_release(allocator, watch);
}

/* --- Feeding ------------------------------------------------------------- */

almost_status almost_watch_feed(almost_watch *watch, const char *bytes, size_t length,
                                almost_error *error)
{
    almost_status status = al_heard_feed(&watch->heard, bytes, length, error);
    if (status != ALMOST_OK && error != NULL)
        snprintf(error->file, sizeof error->file, "%s", watch->name);
    return status;
}

static void copy_cut(char to[AL_MARK_BYTES], const char *from)
{
    size_t n = from != NULL ? strlen(from) : 0;
    if (n >= AL_MARK_BYTES) {
        n = AL_MARK_BYTES - 1;
        while (n > 0 && (from[n] & 0xC0) == 0x80)
            n--;
    }
    if (n > 0)
        memcpy(to, from, n);
    to[n] = '\0';
}

almost_status almost_watch_set(almost_watch *watch, const almost_watch_mark *mark, int ends,
                               almost_error *error)
{
    al_told_mark own = {.ends = ends != 0};
    copy_cut(own.time, mark->time);
    copy_cut(own.speaker, mark->speaker);
    return al_heard_mark(&watch->heard, &own) ? ALMOST_OK : al_fail_memory(error);
}

void almost_watch_flush(almost_watch *watch)
{
    if (watch->heard.length > watch->heard.at)
        watch->heard.flushed = (uint32_t)watch->heard.length;
}

void almost_watch_end(almost_watch *watch)
{
    watch->heard.ended = true;
}

/* --- Taking back --------------------------------------------------------- */

static almost_status take_back(almost_watch *watch, const al_judged *judged, almost_error *error)
{
    watch->sentences[judged->as]--;
    watch->words -= judged->told.words;
    if (judged->placed && !al_told_take_back(&watch->told, &judged->told))
        return al_fail_memory(error);
    watch->position = judged->before;
    watch->withdrawn[watch->n_withdrawn++] = judged->id;
    return ALMOST_OK;
}

/* How many sentences that are remembered end before a byte, or at it. */
static size_t judged_before(const almost_watch *watch, uint64_t byte)
{
    size_t n = watch->n_judged;
    while (n > 0 && watch->judged[n - 1].told.telling.end > byte)
        n--;
    return n;
}

/* The first byte that can be taken back to, with so many sentences left. */
static uint64_t oldest_byte(const almost_watch *watch, size_t left)
{
    bool all = watch->n_judged == watch->last_id || watch->n_judged == 0;
    uint64_t known = all ? 0 : watch->judged[0].told.telling.start;
    known = left > 0 ? watch->judged[left - 1].told.telling.end : known;
    return known > watch->heard.base ? known : watch->heard.base;
}

/* Where the next sentence begins when what follows is told anew. */
static void resume(almost_watch *watch)
{
    al_heard *heard = &watch->heard;
    const al_judged *last = watch->n_judged > 0 ? &watch->judged[watch->n_judged - 1] : NULL;
    if (last != NULL && last->base == heard->base)
        heard->at = last->sentence.end;
    else if (last == NULL && heard->base == 0)
        heard->at = 0;
    heard->at = heard->at < heard->length ? heard->at : (uint32_t)heard->length;
}

almost_status almost_watch_revise(almost_watch *watch, uint64_t from, almost_error *error)
{
    al_heard *heard = &watch->heard;
    almost_status status = ALMOST_OK;
    if (from > heard->base + heard->length || heard->ended)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, watch->name,
                       "byte %llu was not told yet and cannot be taken back",
                       (unsigned long long)from);
    size_t left = judged_before(watch, from);
    if (from < oldest_byte(watch, left) ||
        watch->n_judged - left > AL_WATCH_REMEMBERED - watch->n_withdrawn)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, watch->name,
                       "what was told from byte %llu on is too long ago to be taken back",
                       (unsigned long long)from);
    while (watch->n_judged > left && status == ALMOST_OK)
        status = take_back(watch, &watch->judged[--watch->n_judged], error);
    al_heard_cut_back(heard, (uint32_t)(from - heard->base));
    resume(watch);
    return status;
}

/* --- What there is to tell ----------------------------------------------- */

/* Judge sentences until there is something to tell. */
static almost_status work(almost_watch *watch, almost_error *error)
{
    almost_status status = ALMOST_OK;
    watch->n_events = watch->next_event = 0;
    while (status == ALMOST_OK && watch->n_events == 0) {
        al_heard_sentence sentence;
        bool found;
        status = al_heard_next(&watch->heard, &sentence, &found, error);
        if (status != ALMOST_OK || !found)
            break;
        status = al_watch_judge(watch, &sentence, error);
        al_heard_pass(&watch->heard, &sentence);
    }
    if (status == ALMOST_OK && watch->n_events == 0 && watch->heard.ended && !watch->rest_told)
        status = al_watch_rest(watch, error);
    return status;
}

/* A sentence that was taken back; those that waited are of sentences that are no more. */
static const almost_watched *tell_withdrawn(almost_watch *watch)
{
    watch->n_events = 0;
    al_event *event =
        al_watch_event(watch, ALMOST_WATCHED_WITHDRAWN, watch->withdrawn[watch->next_withdrawn++]);
    watch->next_event = watch->n_events;
    return al_event_lend(event);
}

static bool is_cancelled(const almost_environment *environment)
{
    return environment->progress != NULL &&
           environment->progress(environment->progress_context, "watching", 0) != 0;
}

almost_status almost_watch_next(almost_watch *watch, const almost_watched **out,
                                almost_error *error)
{
    if (watch->next_withdrawn < watch->n_withdrawn) {
        *out = tell_withdrawn(watch);
        return ALMOST_OK;
    }
    watch->n_withdrawn = watch->next_withdrawn = 0;
    if (watch->next_event == watch->n_events) {
        if (is_cancelled(&watch->environment))
            return al_fail(error, ALMOST_ERROR_CANCELLED, NULL, "cancelled");
        almost_status status = work(watch, error);
        if (status != ALMOST_OK)
            return status;
    }
    *out = watch->next_event < watch->n_events ? al_event_lend(&watch->events[watch->next_event++])
                                               : NULL;
    return ALMOST_OK;
}
