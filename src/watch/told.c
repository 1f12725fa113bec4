/* SPDX-License-Identifier: Apache-2.0 */
/* Ordered rows, searched by halves. Each has a most, so that no telling fills the memory. */
#include "watch/told.h"

#include <string.h>

enum {
    MOST_STRETCHES = 4096, /* of who tells in order there is one a passage; the oldest go */
    MOST_PASSAGES = 65536,
    AHEAD = 2000, /* bytes of a source between two sentences of one passage */
    BACK = 400
};

void al_told_release(al_told *told)
{
    if (told->allocator == NULL) /* never begun */
        return;
    al_release(told->allocator, told->stretches);
    al_release(told->allocator, told->shares);
    al_release(told->allocator, told->passages);
}

/* --- Stretches ----------------------------------------------------------- */

static int order(al_source_id a, al_source_id b)
{
    if (a.segment != b.segment)
        return a.segment < b.segment ? -1 : 1;
    return a.document < b.document ? -1 : a.document > b.document;
}

/* The first stretch that ends behind a byte of a source, or at it. */
static size_t stretch_at(const al_told *told, al_source_id id, uint64_t byte)
{
    size_t low = 0, high = told->n_stretches;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const al_told_stretch *stretch = &told->stretches[middle];
        int side = order(stretch->id, id);
        if (side < 0 || (side == 0 && stretch->end < byte))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Put `n` stretches in the place of those from `first` to `end`. */
static bool replace(al_told *told, size_t first, size_t end, const al_told_stretch *with, size_t n)
{
    if (!al_grow(told->allocator, (void **)&told->stretches, &told->stretches_room,
                 told->n_stretches + n, sizeof *told->stretches))
        return false;
    memmove(told->stretches + first + n, told->stretches + end,
            (told->n_stretches - end) * sizeof *told->stretches);
    if (n > 0)
        memcpy(told->stretches + first, with, n * sizeof *with);
    told->n_stretches += n;
    told->n_stretches -= end - first;
    return true;
}

static bool add_stretch(al_told *told, al_source_id id, almost_span bytes)
{
    size_t first = stretch_at(told, id, bytes.start), end = first;
    al_told_stretch whole = {id, bytes.start, bytes.end};
    while (end < told->n_stretches && al_source_is(told->stretches[end].id, id) &&
           told->stretches[end].start <= bytes.end) {
        const al_told_stretch *old = &told->stretches[end++];
        whole.start = old->start < whole.start ? old->start : whole.start;
        whole.end = old->end > whole.end ? old->end : whole.end;
    }
    if (first == end && told->n_stretches >= MOST_STRETCHES) {
        if (!replace(told, 0, 1, NULL, 0)) /* what it held may be told of as left out then */
            return false;
        first -= first > 0;
        end = first;
    }
    return replace(told, first, end, &whole, 1);
}

static bool remove_stretch(al_told *told, al_source_id id, almost_span bytes)
{
    size_t at = stretch_at(told, id, bytes.start);
    if (at >= told->n_stretches || !al_source_is(told->stretches[at].id, id))
        return true;
    const al_told_stretch old = told->stretches[at];
    al_told_stretch rest[2];
    size_t n = 0;
    if (old.start < bytes.start)
        rest[n++] = (al_told_stretch){id, old.start, bytes.start};
    if (old.end > bytes.end)
        rest[n++] = (al_told_stretch){id, bytes.end, old.end};
    return replace(told, at, at + 1, rest, n);
}

almost_span al_told_lacks(const al_told *told, al_source_id id, almost_span bytes)
{
    size_t at = stretch_at(told, id, bytes.start);
    for (; at < told->n_stretches && al_source_is(told->stretches[at].id, id); at++) {
        const al_told_stretch *stretch = &told->stretches[at];
        if (stretch->start >= bytes.end)
            break;
        if (stretch->start > bytes.start)
            return (almost_span){bytes.start, stretch->start};
        bytes.start = stretch->end > bytes.start ? stretch->end : bytes.start;
        if (bytes.start >= bytes.end)
            return (almost_span){bytes.end, bytes.end};
    }
    return bytes;
}

/* --- Shares -------------------------------------------------------------- */

static al_told_share *share_of(al_told *told, al_source_id id, const char *name)
{
    size_t low = 0, high = told->n_shares;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order(told->shares[middle].id, id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low < told->n_shares && al_source_is(told->shares[low].id, id))
        return &told->shares[low];
    if (!al_grow(told->allocator, (void **)&told->shares, &told->shares_room, told->n_shares + 1,
                 sizeof *told->shares))
        return NULL;
    memmove(told->shares + low + 1, told->shares + low,
            (told->n_shares - low) * sizeof *told->shares);
    told->n_shares++;
    told->shares[low] = (al_told_share){.id = id, .share = {.source = name}};
    return &told->shares[low];
}

/* --- Passages ------------------------------------------------------------ */

static bool goes_on(const al_told_passage *passage, const al_told_sentence *sentence, bool before)
{
    const almost_span span = passage->source, next = sentence->source;
    if (!al_source_is(passage->id, sentence->id))
        return false;
    if (before)
        return next.end <= span.start + BACK && next.end + AHEAD >= span.start;
    return next.start + BACK >= span.end && next.start <= span.end + AHEAD;
}

static void widen(almost_span *span, almost_span by)
{
    span->start = by.start < span->start ? by.start : span->start;
    span->end = by.end > span->end ? by.end : span->end;
}

static bool add_passage(al_told *told, const al_told_sentence *sentence, bool before)
{
    al_told_passage *last = told->n_passages > 0 ? &told->passages[told->n_passages - 1] : NULL;
    if (last != NULL && told->passages_dropped == 0 && goes_on(last, sentence, before)) {
        widen(&last->source, sentence->source);
        widen(&last->telling, sentence->telling);
        widen(&last->passage.span, sentence->source_units);
        widen(&last->passage.telling, sentence->telling_units);
        last->passage.words += sentence->words;
        last->placed += sentence->placed;
        return true;
    }
    if (told->n_passages >= MOST_PASSAGES) {
        told->passages_dropped++;
        return true;
    }
    if (!al_grow(told->allocator, (void **)&told->passages, &told->passages_room,
                 told->n_passages + 1, sizeof *told->passages))
        return false;
    size_t at = told->n_passages - (before && last != NULL);
    memmove(told->passages + at + 1, told->passages + at,
            (told->n_passages - at) * sizeof *told->passages);
    told->n_passages++;
    told->passages[at] = (al_told_passage){.id = sentence->id,
                                           .source = sentence->source,
                                           .telling = sentence->telling,
                                           .placed = sentence->placed,
                                           .passage = {.source = sentence->name,
                                                       .span = sentence->source_units,
                                                       .telling = sentence->telling_units,
                                                       .words = sentence->words}};
    return true;
}

/*
 * Take a sentence off the end of its passage, which is one of the last: sentences are withdrawn
 * from the end, or judged anew soon after.
 */
static void shorten(al_told *told, const al_told_sentence *sentence)
{
    enum { LATEST = 16 };
    size_t at = told->n_passages;
    while (at > 0 && told->n_passages - at < LATEST &&
           told->passages[at - 1].telling.end != sentence->telling.end)
        at--;
    if (at == 0 || told->passages[at - 1].telling.end != sentence->telling.end)
        return; /* it was dropped */
    al_told_passage *passage = &told->passages[at - 1];
    if (passage->telling.start >= sentence->telling.start) {
        memmove(passage, passage + 1, (told->n_passages - at) * sizeof *passage);
        told->n_passages--;
        return;
    }
    passage->telling.end = sentence->telling.start;
    passage->source.end = sentence->source.start;
    passage->passage.telling.end = sentence->telling_units.start;
    passage->passage.span.end = sentence->source_units.start;
    passage->passage.words -= sentence->words;
    passage->placed -= sentence->placed;
}

bool al_told_add(al_told *told, const al_told_sentence *sentence, bool before)
{
    al_told_share *share = share_of(told, sentence->id, sentence->name);
    if (share == NULL || !add_stretch(told, sentence->id, sentence->source) ||
        !add_passage(told, sentence, before))
        return false;
    share->share.words += sentence->placed;
    return true;
}

bool al_told_take_back(al_told *told, const al_told_sentence *sentence)
{
    al_told_share *share = share_of(told, sentence->id, sentence->name);
    if (share == NULL || !remove_stretch(told, sentence->id, sentence->source))
        return false;
    share->share.words -=
        share->share.words < sentence->placed ? share->share.words : sentence->placed;
    shorten(told, sentence);
    return true;
}
