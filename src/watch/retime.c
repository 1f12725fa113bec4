/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The times of subtitles for the words of another text: a transcript that was heard badly, with
 * times, and the script with the right words. The two are compared without looking for moves, as
 * what is told in time is told in order; a cue begins in the script where its first word does, or,
 * in the midst of words that differ, as far into them as in the subtitles.
 */
#include "base/error.h"
#include "base/options.h"
#include "base/output.h"
#include "compare/comparison.h"
#include "read/cue_text.h"
#include "text/compared.h"
#include "text/milestones.h"
#include "text/signs.h"

#include <string.h>

/* The bytes where what white space parts begins. */
typedef struct tokens {
    uint32_t *starts;
    size_t room;
    uint32_t n;
} tokens;

typedef struct cue {
    uint64_t start, end; /* milliseconds */
    uint32_t byte;       /* of the subtitles, where its words begin */
    uint32_t token;      /* of the script, where they are */
} cue;

typedef struct retiming {
    const almost_allocator *allocator;
    const almost_text *texts[2]; /* subtitles, script: what is compared of them */
    tokens tokens[2];
    uint32_t *partners; /* of each token of the subtitles: one of the script */
    cue *cues;
    size_t n_cues, cues_room;
    uint64_t *ends; /* of cues, by their number, as the source has them */
    size_t n_ends, ends_room;
} retiming;

static bool is_white(const almost_text *text, uint64_t at)
{
    return al_is_space_byte(text->bytes[at]);
}

static bool cut(retiming *work, int side)
{
    const almost_text *text = work->texts[side];
    tokens *to = &work->tokens[side];
    for (uint64_t at = 0; at < text->length; at++) {
        if (is_white(text, at) || (at > 0 && !is_white(text, at - 1)))
            continue;
        if (!al_grow(work->allocator, (void **)&to->starts, &to->room, (size_t)to->n + 1,
                     sizeof *to->starts))
            return false;
        to->starts[to->n++] = (uint32_t)at;
    }
    return true;
}

/* The first token that begins at a byte, or behind it. */
static uint32_t token_at(const tokens *tokens, uint64_t byte)
{
    uint32_t low = 0, high = tokens->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tokens->starts[middle] < byte)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* --- Cues ---------------------------------------------------------------- */

static bool add_end(retiming *work, uint64_t end)
{
    if (!al_grow(work->allocator, (void **)&work->ends, &work->ends_room, work->n_ends + 1,
                 sizeof *work->ends))
        return false;
    work->ends[work->n_ends++] = end;
    return true;
}

/* When cues end stands in their source only: the lines of times of SubRip and WebVTT. */
static bool read_ends(retiming *work, const almost_text *subtitles)
{
    const char *at = subtitles->source, *end = at + subtitles->source_length;
    while (at != NULL && at < end) {
        const char *newline = memchr(at, '\n', (size_t)(end - at));
        const char *behind = newline != NULL ? newline + 1 : end;
        al_read_line line = {.bytes = at, .length = (uint32_t)(behind - at)};
        uint64_t start, stop;
        if (al_cue_times(&line, "-->", &start, &stop) && !add_end(work, stop))
            return false;
        at = behind;
    }
    return true;
}

static bool read_cues(retiming *work, const almost_text *subtitles)
{
    size_t n;
    const al_milestone *marks = al_milestones_all(subtitles->milestones, AL_MILESTONE_TIMECODE, &n);
    for (size_t i = 0; i < n; i++) {
        const al_value value = al_milestones_value(subtitles->milestones, &marks[i]);
        if (!al_grow(work->allocator, (void **)&work->cues, &work->cues_room, work->n_cues + 1,
                     sizeof *work->cues))
            return false;
        work->cues[work->n_cues++] = (cue){.start = value.number, .byte = marks[i].at};
    }
    return true;
}

/* A cue ends as its source says, or where the next one begins. */
static void end_cues(retiming *work)
{
    enum { LAST = 3000 /* milliseconds of a last cue that does not say */ };
    bool said = work->n_ends == work->n_cues;
    for (size_t i = 0; i < work->n_cues; i++) {
        cue *cue = &work->cues[i];
        uint64_t next = i + 1 < work->n_cues ? cue[1].start : cue->start + LAST;
        cue->end = said && work->ends[i] > cue->start ? work->ends[i] : next;
    }
}

/* --- Partners ------------------------------------------------------------ */

/* Tokens of one change: as many steps on either side, or in proportion. */
static void pair_tokens(retiming *work, const almost_change *change)
{
    const tokens *from = &work->tokens[0], *to = &work->tokens[1];
    uint32_t first = token_at(from, change->original.start),
             end = token_at(from, change->original.end),
             start = token_at(to, change->telling.start), stop = token_at(to, change->telling.end);
    for (uint32_t i = first; i < end; i++)
        work->partners[i] =
            start + (uint32_t)((uint64_t)(i - first) * (stop - start) / (end - first));
}

static almost_status pair(retiming *work, const almost_text *subtitles, const almost_text *words,
                          const almost_environment *environment, almost_error *error)
{
    almost_compare_options options;
    almost_comparison *comparison;
    almost_change change;
    almost_compare_options_init(&options);
    options.environment = environment;
    options.minimal = 1;
    almost_status status = almost_compare(subtitles, words, &options, &comparison, error);
    if (status != ALMOST_OK)
        return status;
    for (size_t i = 0; almost_comparison_change(comparison, i, &change); i++)
        pair_tokens(work, &change);
    almost_comparison_free(comparison);
    return ALMOST_OK;
}

/* Where cues begin in the script: in order, the first at its beginning. */
static void place_cues(retiming *work)
{
    uint32_t last = 0;
    for (size_t i = 0; i < work->n_cues; i++) {
        uint32_t token = token_at(&work->tokens[0], work->cues[i].byte);
        uint32_t place = token < work->tokens[0].n ? work->partners[token] : work->tokens[1].n;
        last = i > 0 && place > last ? place : last;
        work->cues[i].token = last;
    }
}

/* --- Writing ------------------------------------------------------------- */

static void put_padded(al_output *output, uint64_t number, int digits)
{
    char *to = al_output_room(output, 32);
    for (uint64_t least = digits > 2 ? 100 : 10; least > 1; least /= 10)
        if (number < least)
            *to++ = '0';
    al_output_wrote(output, to);
    al_output_number(output, number);
}

static void put_time(al_output *output, uint64_t milliseconds)
{
    put_padded(output, milliseconds / 3600000, 2);
    al_output_text(output, ":");
    put_padded(output, milliseconds / 60000 % 60, 2);
    al_output_text(output, ":");
    put_padded(output, milliseconds / 1000 % 60, 2);
    al_output_text(output, ",");
    put_padded(output, milliseconds % 1000, 3);
}

/* The bytes of a token without white space behind. */
static almost_span span_of(const retiming *work, uint32_t token)
{
    const almost_text *text = work->texts[1];
    uint64_t start = work->tokens[1].starts[token], end = start;
    while (end < text->length && !is_white(text, end))
        end++;
    return (almost_span){start, end};
}

/* The words of a cue, on two lines where one would be long: the second begins in the middle. */
static void put_words(const retiming *work, al_output *output, uint32_t first, uint32_t end)
{
    enum { LONG = 42 /* bytes of a line, as broadcasters have it */ };
    uint64_t start = work->tokens[1].starts[first], stop = span_of(work, end - 1).end;
    bool broken = stop - start <= LONG;
    for (uint32_t i = first; i < end; i++) {
        const almost_span span = span_of(work, i);
        bool breaks = !broken && i > first && span.start - start >= (stop - start) / 2;
        if (i > first)
            al_output_text(output, breaks ? "\n" : " ");
        broken |= breaks;
        al_output_bytes(output, work->texts[1]->bytes + span.start, span.end - span.start);
    }
    al_output_text(output, "\n\n");
}

static void put_cues(const retiming *work, al_output *output)
{
    uint64_t number = 0;
    for (size_t i = 0; i < work->n_cues; i++) {
        const cue *cue = &work->cues[i];
        uint32_t end = i + 1 < work->n_cues ? cue[1].token : work->tokens[1].n;
        if (end <= cue->token)
            continue; /* nothing of it is in the script */
        al_output_number(output, ++number);
        al_output_text(output, "\n");
        put_time(output, cue->start);
        al_output_text(output, " --> ");
        put_time(output, cue->end);
        al_output_text(output, "\n");
        put_words(work, output, cue->token, end);
    }
}

/* --- All of it ------------------------------------------------------------ */

static almost_status prepare(retiming *work, const almost_text *subtitles, const almost_text *words,
                             almost_error *error)
{
    work->texts[0] = al_text_compared(subtitles);
    work->texts[1] = al_text_compared(words);
    if (!read_cues(work, subtitles) || !read_ends(work, subtitles) || !cut(work, 0) ||
        !cut(work, 1))
        return al_fail_memory(error);
    if (work->n_cues == 0)
        return al_fail(error, ALMOST_ERROR_FORMAT, subtitles->name,
                       "has no times; give subtitles such as .srt or .vtt");
    work->partners = al_allocate_zero(work->allocator, work->tokens[0].n, sizeof *work->partners);
    if (work->partners == NULL)
        return al_fail_memory(error);
    end_cues(work);
    return ALMOST_OK;
}

static void release(retiming *work)
{
    al_release(work->allocator, work->tokens[0].starts);
    al_release(work->allocator, work->tokens[1].starts);
    al_release(work->allocator, work->partners);
    al_release(work->allocator, work->cues);
    al_release(work->allocator, work->ends);
}

static almost_status write_out(const retiming *work, almost_sink sink, void *sink_context,
                               almost_error *error)
{
    al_output output;
    if (!al_output_init(&output, work->allocator, sink, sink_context))
        return al_fail_memory(error);
    put_cues(work, &output);
    almost_status status = al_output_finish(&output, error);
    al_output_release(&output);
    return status;
}

almost_status almost_retime(const almost_text *subtitles, const almost_text *words,
                            const almost_environment *given, almost_sink sink, void *sink_context,
                            almost_error *error)
{
    almost_environment environment;
    almost_status status = al_environment_complete(&environment, given, error);
    if (status != ALMOST_OK)
        return status;
    retiming work = {.allocator = al_allocator_of(&environment)};
    status = prepare(&work, subtitles, words, error);
    if (status == ALMOST_OK)
        status = pair(&work, subtitles, words, &environment, error);
    if (status == ALMOST_OK) {
        place_cues(&work);
        status = write_out(&work, sink, sink_context, error);
    }
    release(&work);
    return status;
}
