/* SPDX-License-Identifier: Apache-2.0 */
/* Rows that grow, and pointers into them that are set when they have stopped to. */
#include "quote/answer.h"

static const float may_occur = 24.F; /* bits of T: below, a place is no more than possible */

bool al_answer_begin(al_answer *answer, almost_quotations *quotations)
{
    *answer = (al_answer){.allocator = quotations->allocator};
    quotations->first_source =
        al_allocate_zero(quotations->allocator, quotations->n, sizeof *quotations->first_source);
    return quotations->first_source != NULL;
}

static almost_span span_of(al_range bytes)
{
    return (almost_span){bytes.start, bytes.end};
}

static bool add_change(al_answer *answer, const al_difference *from)
{
    if (!al_grow(answer->allocator, (void **)&answer->changes, &answer->changes_room,
                 answer->n_changes + 1, sizeof *answer->changes))
        return false;
    answer->changes[answer->n_changes++] =
        (almost_quotation_change){.kind = (almost_change_kind)from->kind,
                                  .touches = from->touches,
                                  .reason = (almost_change_reason)from->reason,
                                  .honest = from->effect == AL_EFFECT_NONE,
                                  .source = span_of(from->source),
                                  .quotation = span_of(from->account)};
    return true;
}

static bool add_source(al_answer *answer, almost_quotation_source source)
{
    if (!al_grow(answer->allocator, (void **)&answer->sources, &answer->sources_room,
                 answer->n_sources + 1, sizeof source) ||
        !al_grow(answer->allocator, (void **)&answer->first_change, &answer->first_room,
                 answer->n_sources + 1, sizeof *answer->first_change))
        return false;
    answer->first_change[answer->n_sources] = answer->n_changes;
    answer->sources[answer->n_sources++] = source;
    return true;
}

static almost_source_as as_of(const al_whose *whose)
{
    if (whose->found)
        return whose->expected > 1 ? ALMOST_AS_OCCURRENCE : ALMOST_AS_SOURCE;
    return whose->best->pieces.score >= may_occur ? ALMOST_AS_OCCURRENCE : ALMOST_AS_POSSIBLE;
}

static almost_span bytes_of(const al_sources *sources, al_range places)
{
    return (almost_span){sources->spans[places.start].start, sources->spans[places.end - 1].end};
}

/* The label of the part that a piece is in, where the account names one of the kind; else empty.
   False when memory ends. */
static bool find_label(const al_found *found, const al_piece *piece, almost_span *label)
{
    const al_part *part = NULL;
    bool fine = found->parts == NULL || al_parts_at(found->parts, piece->source, found->part_kind,
                                                    piece->places.start, &part);
    *label = part != NULL ? span_of(part->title) : (almost_span){0, 0};
    return fine;
}

/* A piece as a source, with what differs in it. */
static bool add_piece(al_answer *answer, const al_found *found, uint32_t number)
{
    const al_quoted *quoted = found->quoted;
    const al_reading *best = found->whose->best;
    const al_piece *piece = &best->pieces.items[number];
    al_range words = best->pieces.n > 1 ? piece->words : (al_range){0, quoted->n};
    uint32_t n = 0;
    float bits = 0;
    for (uint32_t i = words.start; i < words.end; i++) {
        bool placed = best->path.steps[i].place != AL_NO_PLACE;
        n += placed || !(quoted->words[i].flags & AL_QUOTED_BRACKETED);
        bits += placed ? best->path.steps[i].bits : 0;
    }
    almost_span label;
    if (!find_label(found, piece, &label))
        return false;
    return add_source(
        answer, (almost_quotation_source){.as = as_of(found->whose),
                                          .text = found->texts[piece->source],
                                          .span = bytes_of(found->sources, piece->places),
                                          .part = {quoted->words[words.start].span.start,
                                                   quoted->words[words.end - 1].span.end},
                                          .speaker = found->speaker,
                                          .likeness = n > 0 ? (double)piece->placed / (double)n : 0,
                                          .bits = bits,
                                          .expected = found->whose->expected,
                                          .within = label});
}

/* Where else it stands word for word. */
static bool add_others(al_answer *answer, const al_found *found)
{
    const al_quoted *quoted = found->quoted;
    for (uint32_t i = 0; i < found->whose->n_other; i++) {
        uint32_t place = found->whose->other[i];
        almost_quotation_source source = {
            .as = ALMOST_AS_OCCURRENCE,
            .text = found->texts[al_sources_of(found->sources, place)],
            .part = span_of((al_range){quoted->slice.start, quoted->slice.end}),
            .likeness = 1,
            .bits = quoted->bits,
            .expected = found->whose->expected};
        source.span = bytes_of(found->sources, (al_range){place, place + quoted->n});
        if (source.text != answer->sources[answer->n_sources - 1].text &&
            !add_source(answer, source))
            return false;
    }
    return true;
}

/* A place goes on to what stands there for the first or the last words, which agrees with nothing.
 */
static void widen(almost_quotation_source *source, const al_difference *change)
{
    bool stands_for_it = change->account.end > change->account.start &&
                         change->source.end > change->source.start &&
                         change->effect != AL_EFFECT_SPLICED;
    if (!stands_for_it)
        return;
    if (change->source.start < source->span.start)
        source->span.start = change->source.start;
    if (change->source.end > source->span.end)
        source->span.end = change->source.end;
}

bool al_answer_add(al_answer *answer, almost_quotations *quotations, size_t index,
                   const al_found *found)
{
    size_t first = answer->n_sources;
    const al_reading *best = found->whose->best;
    const al_differences *differences = found->differences;
    quotations->first_source[index] = first;
    if (best == NULL)
        return true;
    for (uint32_t k = 0, at = 0; k < best->pieces.n; k++) {
        if (!add_piece(answer, found, k))
            return false;
        for (; at < differences->n && differences->items[at].piece == k; at++) {
            if (!add_change(answer, &differences->items[at]))
                return false;
            widen(&answer->sources[answer->n_sources - 1], &differences->items[at]);
            answer->sources[answer->n_sources - 1].n_changes++;
        }
    }
    if (best->pieces.straight && !add_others(answer, found))
        return false;
    quotations->items[index].sources = answer->n_sources - first;
    return true;
}

void al_answer_end(al_answer *answer, almost_quotations *quotations)
{
    for (size_t i = 0; i < answer->n_sources; i++)
        answer->sources[i].changes =
            answer->sources[i].n_changes > 0 ? answer->changes + answer->first_change[i] : NULL;
    quotations->sources = answer->sources;
    quotations->n_sources = answer->n_sources;
    quotations->changes = answer->changes;
    answer->sources = NULL;
    answer->changes = NULL;
}

void al_answer_release(al_answer *answer)
{
    if (answer->allocator == NULL) /* never begun */
        return;
    al_release(answer->allocator, answer->sources);
    al_release(answer->allocator, answer->changes);
    al_release(answer->allocator, answer->first_change);
    *answer = (al_answer){.allocator = NULL};
}
