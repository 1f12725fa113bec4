/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A sentence is judged: where it stands, what differs, what was left out before it, and which
 * sentences before it are better understood now.
 */
#include "watch/watch.h"

#include "base/error.h"

#include <string.h>

al_event *al_watch_event(almost_watch *watch, almost_watched_kind kind, uint64_t id)
{
    assert(watch->n_events < AL_WATCH_EVENTS);
    al_event *event = &watch->events[watch->n_events++];
    al_event_begin(event, watch->allocator, kind, id);
    return event;
}

/* --- Where it stands ----------------------------------------------------- */

/* The words of heard->cut that lie in the sentence, as they are held against the row. */
static bool read_quoted(almost_watch *watch, const almost_text *text,
                        const al_heard_sentence *sentence)
{
    const al_slice slice = {text, sentence->bytes.start, sentence->bytes.end};
    if (watch->ground.there)
        return al_quoted_read(&watch->quoted, &watch->ground.row, &watch->heard.cut, &slice);
    watch->quoted.n = 0;
    return true;
}

/* What a library says of a sentence. */
typedef struct sought {
    al_seeker_place at;
    bool found; /* it is told of */
    bool taken; /* the row is around it now, and it is held against that */
} sought;

/* A place in a library must be better than what is near by so many bits to be gone to. */
static const float away_bias = 16;
static const double least_margin = 10, sure = 1e-3;

/*
 * Ask the whole library where the row has nothing that explains the sentence. If it knows one place
 * that is beyond chance and better than all others, go there.
 */
static almost_status ask_library(almost_watch *watch, const almost_text *text,
                                 const al_heard_sentence *sentence, al_standing *standing,
                                 sought *out, almost_error *error)
{
    al_seeker_place *at = &out->at;
    bool found = false;
    *out = (sought){.found = false};
    const al_pieces *pieces = standing->reading != NULL ? &standing->reading->pieces : NULL;
    if (pieces != NULL && 5 * pieces->unexplained <= pieces->words)
        return ALMOST_OK;
    almost_status status =
        al_seeker_find(watch->ground.seeker, text->bytes + sentence->bytes.start,
                       sentence->bytes.end - sentence->bytes.start, at, &found, error);
    if (status != ALMOST_OK || !found || at->expected >= sure)
        return status;
    if (pieces != NULL && at->judged <= pieces->score + away_bias)
        return ALMOST_OK;
    out->found = true;
    if (!at->sure || at->margin < least_margin)
        return ALMOST_OK;
    status = al_ground_move(&watch->ground, at->id, at->bytes.start, error);
    if (status != ALMOST_OK)
        return status;
    const al_position there = {true, at->id, at->bytes.start};
    if (!read_quoted(watch, text, sentence) ||
        !al_standing_at(&watch->stander, &watch->ground, &watch->quoted, &there, standing))
        return al_fail_memory(error);
    out->taken = standing->found;
    standing->jumps = standing->found;
    standing->margin = at->margin;
    standing->expected = at->expected;
    return ALMOST_OK;
}

/* --- What is told of it -------------------------------------------------- */

/* Take the words that are placed as told. */
static void take_place(almost_watch *watch, const al_standing *standing, al_judged *judged)
{
    const al_ground *ground = &watch->ground;
    const al_pieces *pieces = &standing->reading->pieces;
    al_range places = al_standing_places(standing->reading);
    al_source_id id = al_ground_id(ground, places.start);
    judged->placed = true;
    judged->moved = standing->moves;
    judged->told.id = id;
    judged->told.name = al_ground_name(ground, id);
    uint32_t start = ground->row.spans[places.start].start,
             end = ground->row.spans[places.end - 1].end;
    judged->told.source = (almost_span){al_ground_byte(ground, start), al_ground_byte(ground, end)};
    judged->told.source_units =
        (almost_span){al_ground_unit(ground, id, start), al_ground_unit(ground, id, end)};
    judged->told.placed = pieces->words - pieces->unexplained;
}

/* What differs at the edges of the sentence is told, too: it stands for what stood there. */
static void take_edges(almost_watch *watch, al_judged *judged)
{
    const al_ground *ground = &watch->ground;
    al_told_sentence *told = &judged->told;
    for (uint32_t i = 0; i < watch->differences.n; i++) {
        const al_range source = watch->differences.items[i].source;
        if (source.start >= source.end)
            continue;
        uint64_t start = al_ground_byte(ground, source.start),
                 end = al_ground_byte(ground, source.end);
        if (start < told->source.start) {
            told->source.start = start;
            told->source_units.start = al_ground_unit(ground, told->id, source.start);
        }
        if (end > told->source.end) {
            told->source.end = end;
            told->source_units.end = al_ground_unit(ground, told->id, source.end);
        }
    }
}

/* Whether the words are the same: who speaks says no marks and no capitals. */
static bool all_are_small(const al_differences *differences)
{
    const uint32_t small =
        ALMOST_TOUCHES_PUNCTUATION | ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_SPACING;
    for (uint32_t i = 0; i < differences->n; i++) {
        const al_difference *item = &differences->items[i];
        if (item->effect > AL_EFFECT_TYPOGRAPHIC && (item->touches == 0 || item->touches & ~small))
            return false;
    }
    return true;
}

/* What differs, and what that makes of the sentence. */
static almost_status find_differences(almost_watch *watch, const al_reading *reading,
                                      al_judged *judged, almost_error *error)
{
    al_differences *differences = &watch->differences;
    const al_sources *row = &watch->ground.row;
    differences->n = 0;
    differences->effect = AL_EFFECT_NONE;
    if (!al_differences_list(differences, row, &watch->quoted, &reading->path, &reading->pieces))
        return al_fail_memory(error);
    take_edges(watch, judged);
    almost_status status = al_differences_judge(differences, row, &watch->quoted, &reading->path,
                                                &reading->pieces, error);
    bool same = reading->pieces.unexplained == 0 && all_are_small(differences);
    judged->as = same ? ALMOST_WATCHED_SAME : ALMOST_WATCHED_DIFFERENT;
    return status;
}

static bool put_place(almost_watch *watch, const al_standing *standing, const al_judged *judged,
                      al_event *event)
{
    const al_ground *ground = &watch->ground;
    const al_pieces *pieces = &standing->reading->pieces;
    al_range places = al_standing_places(standing->reading);
    uint32_t start = ground->row.spans[places.start].start;
    almost_watched *watched = &event->watched;
    al_source_id id = judged->told.id;
    watched->source = judged->told.name;
    watched->span = judged->told.source_units;
    watched->line = al_ground_line(ground, id, start);
    watched->moves = standing->moves;
    watched->likeness = pieces->words > 0 ? (double)judged->told.placed / (double)pieces->words : 0;
    watched->bits = pieces->bits;
    watched->expected = standing->expected;
    watched->margin = standing->margin;
    return al_event_differ(event, &watch->heard, ground, id, judged->sentence.bytes,
                           &watch->differences);
}

/* A sentence that stands in several documents of a library, or in one that may be it. */
static void put_sought(const al_seeker_place *at, al_judged *judged, almost_watched *watched)
{
    judged->as = at->likeness > .999 ? ALMOST_WATCHED_SAME : ALMOST_WATCHED_DIFFERENT;
    judged->placed = true;
    judged->told.id = at->id;
    judged->told.name = at->name;
    judged->told.source = at->bytes;
    judged->told.source_units = at->units;
    judged->told.placed = (uint64_t)(at->likeness * (double)judged->told.words + .5);
    watched->source = at->name;
    watched->span = at->units;
    watched->line = at->line;
    watched->likeness = at->likeness;
    watched->bits = at->bits;
    watched->expected = at->expected;
    watched->margin = at->margin > 0 ? at->margin : 0;
}

/* --- What was left out --------------------------------------------------- */

enum { MOST_SHOWN = 400 /* bytes of what was left out */ };

/* A gap of a library's document that is longer than the row: no word of it is at hand. */
static almost_status say_gap(almost_watch *watch, const al_lack *gap, almost_watched *watched,
                             almost_error *error)
{
    uint64_t line;
    if (watch->ground.seeker == NULL)
        return ALMOST_OK;
    almost_status status = al_seeker_say(watch->ground.seeker, gap->source, gap->bytes.end,
                                         &watched->span.end, &line, error);
    if (status == ALMOST_OK)
        status = al_seeker_say(watch->ground.seeker, gap->source, gap->bytes.start,
                               &watched->span.start, &watched->line, error);
    return status;
}

/* Whether words of the row lie in some bytes of a source; how many; and show them. */
static almost_status show_gap(almost_watch *watch, const al_lack *gap, al_event *event,
                              almost_error *error)
{
    const al_ground *ground = &watch->ground;
    uint32_t first = al_ground_word_at(ground, gap->source, gap->bytes.start),
             end = al_ground_word_at(ground, gap->source, gap->bytes.end);
    almost_watched *watched = &event->watched;
    watched->source = al_ground_name(ground, gap->source);
    if (first == UINT32_MAX || end == UINT32_MAX || first >= end)
        return say_gap(watch, gap, watched, error);
    uint32_t start = ground->row.spans[first].start, behind = ground->row.spans[end - 1].end;
    watched->span = (almost_span){al_ground_unit(ground, gap->source, start),
                                  al_ground_unit(ground, gap->source, behind)};
    watched->line = al_ground_line(ground, gap->source, start);
    watched->words = end - first;
    const char *bytes = al_ground_text(ground, gap->source)->bytes;
    watched->length = behind - start;
    if (watched->length > MOST_SHOWN) {
        watched->length = MOST_SHOWN;
        while (watched->length > 0 && (bytes[start + watched->length] & 0xC0) == 0x80)
            watched->length--;
    }
    al_buffer_append(&event->strings, bytes + start, watched->length);
    return event->strings.failed ? al_fail_memory(error) : ALMOST_OK;
}

/* Whether anything of the row stands in some bytes of a source; what is not in the row may. */
static bool has_words(const al_ground *ground, al_source_id id, almost_span bytes)
{
    uint32_t first = al_ground_word_at(ground, id, bytes.start),
             end = al_ground_word_at(ground, id, bytes.end);
    return bytes.start < bytes.end && (first == UINT32_MAX || end == UINT32_MAX || first < end);
}

static void remember_gap(almost_watch *watch, const al_lack *gap)
{
    if (watch->n_gaps == AL_WATCH_OPEN_GAPS) {
        memmove(watch->gaps, watch->gaps + 1, (AL_WATCH_OPEN_GAPS - 1) * sizeof *watch->gaps);
        watch->n_gaps--;
    }
    watch->gaps[watch->n_gaps++] = *gap;
}

/* Tell what was left out of some bytes of a source and never told. */
static almost_status tell_gaps(almost_watch *watch, al_source_id id, almost_span bytes,
                               uint32_t heard, almost_error *error)
{
    for (int i = 0; i < AL_WATCH_GAPS && bytes.start < bytes.end;) {
        almost_span lacks = al_told_lacks(&watch->told, id, bytes);
        bytes.start = lacks.end > bytes.start ? lacks.end : bytes.end;
        if (!has_words(&watch->ground, id, lacks))
            continue;
        i++;
        const al_lack gap = {++watch->last_gap, id, lacks};
        al_event *event = al_watch_event(watch, ALMOST_WATCHED_LEFT_OUT, gap.id);
        uint64_t unit = al_heard_unit(&watch->heard, heard, watch->units);
        event->watched.telling = (almost_span){unit, unit};
        almost_status status = show_gap(watch, &gap, event, error);
        if (status != ALMOST_OK)
            return status;
        remember_gap(watch, &gap);
    }
    return ALMOST_OK;
}

/* The last gap that a sentence lies in, or touches; 0: none. */
static uint64_t fills(const almost_watch *watch, const al_told_sentence *told)
{
    for (size_t i = watch->n_gaps; i-- > 0;) {
        const al_lack *gap = &watch->gaps[i];
        if (al_source_is(gap->source, told->id) && told->source.start < gap->bytes.end &&
            gap->bytes.start < told->source.end)
            return gap->id;
    }
    return 0;
}

almost_status al_watch_rest(almost_watch *watch, almost_error *error)
{
    watch->rest_told = true;
    if (watch->ground.seeker != NULL || watch->ground.n_texts != 1 || !watch->position.known)
        return ALMOST_OK;
    const almost_text *source = al_ground_text(&watch->ground, watch->position.id);
    return tell_gaps(watch, watch->position.id, (almost_span){watch->position.byte, source->length},
                     (uint32_t)watch->heard.length, error);
}

/* --- Keeping account ----------------------------------------------------- */

static void remember(almost_watch *watch, const al_judged *judged)
{
    if (watch->n_judged == AL_WATCH_REMEMBERED) {
        size_t half = AL_WATCH_REMEMBERED / 2;
        memmove(watch->judged, watch->judged + half, half * sizeof *watch->judged);
        watch->n_judged = half;
    }
    watch->judged[watch->n_judged++] = *judged;
}

/* Count a sentence, and where it was told from. */
static bool count(almost_watch *watch, const al_judged *judged, bool before)
{
    watch->sentences[judged->as]++;
    return !judged->placed || al_told_add(&watch->told, &judged->told, before);
}

/* --- Judging anew -------------------------------------------------------- */

/* Hold a sentence that was not placed against what stands before a byte of a source. */
static almost_status judge_again(almost_watch *watch, al_judged *judged, const al_position *before,
                                 bool *better, almost_error *error)
{
    al_standing standing;
    al_heard_sentence sentence = judged->sentence;
    almost_text text = al_heard_text(&watch->heard);
    const al_slice slice = {&text, sentence.bytes.start, sentence.bytes.end};
    *better = false;
    watch->heard.cut.n = 0;
    almost_status status = al_cut_words(&watch->heard.cut, &slice, error);
    if (status != ALMOST_OK)
        return status;
    if (!read_quoted(watch, &text, &sentence) ||
        !al_standing_at(&watch->stander, &watch->ground, &watch->quoted, before, &standing))
        return al_fail_memory(error);
    if (!standing.found)
        return ALMOST_OK;
    al_judged next = *judged;
    next.revision++;
    take_place(watch, &standing, &next);
    status = find_differences(watch, standing.reading, &next, error);
    if (status != ALMOST_OK)
        return status;
    watch->sentences[judged->as]--;
    if (judged->placed && !al_told_take_back(&watch->told, &judged->told))
        return al_fail_memory(error);
    al_event *event = al_watch_event(watch, ALMOST_WATCHED_SENTENCE, next.id);
    event->watched.revision = next.revision;
    event->watched.as = next.as;
    if (!al_event_tell(event, &watch->heard, sentence.bytes, watch->units) ||
        !put_place(watch, &standing, &next, event) || !count(watch, &next, true))
        return al_fail_memory(error);
    *judged = next;
    *better = true;
    return ALMOST_OK;
}

/*
 * The telling jumped to where `judged`, the last, stands. The sentences right before it that were
 * not placed may stand right before that place. `first` becomes where the earliest of them does.
 */
static almost_status look_back(almost_watch *watch, const al_judged *judged, uint64_t *first,
                               almost_error *error)
{
    almost_status status = ALMOST_OK;
    al_position before = {true, judged->told.id, judged->told.source.start};
    for (int i = 0; i < AL_WATCH_PENDING && status == ALMOST_OK; i++) {
        size_t at = watch->n_judged - 1 - (size_t)i;
        if (watch->n_judged <= (size_t)i || watch->judged[at].moved ||
            watch->judged[at].base != watch->heard.base)
            break;
        al_judged *earlier = &watch->judged[at];
        uint64_t width = earlier->sentence.bytes.end - earlier->sentence.bytes.start;
        al_position there = before;
        there.byte -= width < there.byte ? width : there.byte;
        bool better;
        status = judge_again(watch, earlier, &there, &better, error);
        if (status == ALMOST_OK && better) {
            before.byte = earlier->told.source.start;
            *first = before.byte < *first ? before.byte : *first;
        }
    }
    return status;
}

/* --- A sentence ---------------------------------------------------------- */

/* Where the telling is now, and what it left out on its way there. */
static almost_status move(almost_watch *watch, const al_judged *judged, bool jumps,
                          almost_error *error)
{
    const al_position old = watch->position;
    uint64_t first = judged->told.source.start;
    almost_status status = ALMOST_OK;
    watch->position = (al_position){true, judged->told.id, judged->told.source.end};
    if (jumps)
        status = look_back(watch, judged, &first, error);
    if (status == ALMOST_OK && old.known && al_source_is(old.id, judged->told.id) &&
        first > old.byte)
        status = tell_gaps(watch, old.id, (almost_span){old.byte, first},
                           judged->sentence.bytes.start, error);
    if (status == ALMOST_OK)
        status = al_ground_move(&watch->ground, watch->position.id, watch->position.byte, error);
    return status;
}

static almost_status tell(almost_watch *watch, al_standing *standing, const sought *sought,
                          al_judged *judged, almost_error *error)
{
    al_event *event = al_watch_event(watch, ALMOST_WATCHED_SENTENCE, judged->id);
    almost_watched *watched = &event->watched;
    almost_status status = ALMOST_OK;
    if (!al_event_tell(event, &watch->heard, judged->sentence.bytes, watch->units))
        return al_fail_memory(error);
    judged->told.telling_units = watched->telling;
    if (standing->found && (sought->taken || !sought->found)) {
        take_place(watch, standing, judged);
        status = find_differences(watch, standing->reading, judged, error);
        if (status == ALMOST_OK && !put_place(watch, standing, judged, event))
            status = al_fail_memory(error);
    } else if (sought->found) {
        put_sought(&sought->at, judged, watched);
    }
    watched->as = judged->as;
    watched->fills = judged->placed ? fills(watch, &judged->told) : 0;
    if (status == ALMOST_OK && !count(watch, judged, false))
        status = al_fail_memory(error);
    return status;
}

/* What is known of a sentence before it is looked for. */
static al_judged begin(const almost_watch *watch, const al_heard_sentence *sentence)
{
    uint64_t base = watch->heard.base;
    return (al_judged){
        .id = watch->last_id + 1,
        .as = ALMOST_WATCHED_ADDED,
        .before = watch->position,
        .sentence = *sentence,
        .base = base,
        .told = {.telling = {base + sentence->bytes.start, base + sentence->bytes.end},
                 .words = watch->heard.cut.n}};
}

/* Find where a sentence of `text`, which is looked at until it is told of, stands. */
static almost_status place(almost_watch *watch, const almost_text *text,
                           const al_heard_sentence *sentence, al_standing *standing, sought *sought,
                           almost_error *error)
{
    almost_status status = ALMOST_OK;
    *sought = (struct sought){.found = false};
    if (watch->position.known) /* a library's row may be elsewhere after a vain look there */
        status = al_ground_move(&watch->ground, watch->position.id, watch->position.byte, error);
    if (status != ALMOST_OK)
        return status;
    if (!read_quoted(watch, text, sentence) ||
        !al_standing_find(&watch->stander, &watch->ground, &watch->quoted, &watch->position,
                          standing))
        return al_fail_memory(error);
    if (watch->ground.seeker != NULL)
        status = ask_library(watch, text, sentence, standing, sought, error);
    return status;
}

almost_status al_watch_judge(almost_watch *watch, const al_heard_sentence *sentence,
                             almost_error *error)
{
    al_standing standing;
    sought sought;
    const almost_text text = al_heard_text(&watch->heard);
    al_judged judged = begin(watch, sentence);
    if (judged.told.words == 0)
        return ALMOST_OK;
    almost_status status = place(watch, &text, sentence, &standing, &sought, error);
    if (status == ALMOST_OK)
        status = tell(watch, &standing, &sought, &judged, error);
    if (status != ALMOST_OK)
        return status;
    watch->last_id++;
    watch->words += judged.told.words;
    if (judged.moved)
        status = move(watch, &judged, standing.jumps, error);
    remember(watch, &judged);
    return status;
}
