/* SPDX-License-Identifier: Apache-2.0 */
/* Votes for diagonals, by eight words at a time. */
#include "quote/places.h"

#include <stdlib.h>
#include <string.h>

enum {
    block = 8,            /* words that vote together */
    least_lists = 3,      /* that each eight ask */
    enough = 4000,        /* places that were read: no further list is asked */
    longest_list = 16384, /* places that are read of a list: more are of `of the` alone, which finds
                             nothing */
    bucket_bits = 4,      /* 16 diagonals: what an editor puts in or leaves out in eight words */
    before = 8,           /* words of a window beyond the quotation's own */
    behind = 24,
    most_lists = 2 * block,
    most_confirmed = 1 << 18, /* places of the rarest list that are held against a quotation, a
                                 millisecond: none of more than a few of the commonest words has as
                                 many, and its count ends there */
    bias = 1 << 24            /* makes diagonals positive; more than a quotation has words */
};

typedef struct list {
    al_postings postings;
    float bits;
    uint32_t offset; /* in the quotation */
} list;

/* The first place that is not below `least`. */
static uint32_t lower(const al_postings *postings, uint32_t least)
{
    uint32_t low = 0, high = postings->n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (postings->places[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static al_postings cut_to(al_postings postings, al_range within)
{
    uint32_t start = lower(&postings, within.start), end = lower(&postings, within.end);
    return (al_postings){postings.places + start, end - start};
}

static int by_length(const void *a, const void *b)
{
    const list *x = a, *y = b;
    if (x->postings.n != y->postings.n)
        return x->postings.n < y->postings.n ? -1 : 1;
    return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* What word i is looked up by: itself, or as a common one with the next. False: by nothing. */
static bool list_of(const al_sources *sources, const al_quoted *quoted, uint32_t i, list *out)
{
    const al_quoted_word *word = &quoted->words[i], *next = word + 1;
    if (word->key == AL_KEY_UNKNOWN || word->flags & AL_QUOTED_BRACKETED)
        return false;
    *out = (list){.bits = word->bits, .offset = i};
    if (!al_sources_common(sources, word->key)) {
        out->postings = al_sources_list(sources, word->key);
        return true;
    }
    if (i + 1 >= quoted->n || next->key == AL_KEY_UNKNOWN ||
        next->flags & (AL_QUOTED_GAP | AL_QUOTED_BRACKETED) ||
        !al_sources_common(sources, next->key))
        return false;
    out->bits += next->bits;
    out->postings = al_sources_pair(sources, word->key, next->key);
    return true;
}

/* The lists of some words, the shortest first. */
static uint32_t lists_of(const al_sources *sources, const al_quoted *quoted, al_range words,
                         al_range within, list out[most_lists])
{
    uint32_t n = 0;
    bool all = within.start == 0 && within.end == sources->n_words;
    for (uint32_t i = words.start; i < words.end && n < most_lists; i++) {
        if (!list_of(sources, quoted, i, &out[n]))
            continue;
        if (!all)
            out[n].postings = cut_to(out[n].postings, within);
        n += out[n].postings.n > 0;
    }
    qsort(out, n, sizeof *out, by_length);
    uint32_t asked = 0;
    for (uint64_t read = 0; asked < n && (asked < least_lists || read < enough); asked++) {
        if (out[asked].postings.n > longest_list)
            out[asked].postings.n = longest_list;
        read += out[asked].postings.n;
    }
    return asked;
}

static bool make_room(al_places *places, size_t slots)
{
    uint32_t *buckets = al_allocate(places->allocator, slots, sizeof *buckets);
    al_vote *votes = al_allocate(places->allocator, slots, sizeof *votes);
    if (buckets == NULL || votes == NULL) {
        al_release(places->allocator, buckets);
        al_release(places->allocator, votes);
        return false;
    }
    al_places_release(places);
    places->buckets = buckets;
    places->votes = votes;
    places->room = slots;
    return true;
}

/* An empty table for so many votes. */
static bool clear(al_places *places, size_t votes)
{
    size_t slots = 64;
    while (slots < 2 * votes)
        slots *= 2;
    if (slots > places->room && !make_room(places, slots))
        return false;
    places->n_slots = slots;
    memset(places->buckets, 0, slots * sizeof *places->buckets);
    memset(places->present, 0, sizeof places->present);
    return true;
}

/* The slot of a bucket, which is never 0, or the free one where it belongs. */
static size_t slot_of(const al_places *places, uint32_t bucket)
{
    uint32_t mask = (uint32_t)places->n_slots - 1;
    uint32_t at = (bucket * UINT32_C(0x9E3779B9)) >> 7 & mask;
    while (places->buckets[at] != bucket && places->buckets[at] != 0)
        at = (at + 1) & mask;
    return at;
}

static uint64_t bit_of(uint32_t bucket, uint32_t *word)
{
    *word = bucket / 64 % AL_PRESENT_WORDS;
    return UINT64_C(1) << bucket % 64;
}

/* What a bucket has got, if anything. */
static al_vote votes_of(const al_places *places, uint32_t bucket)
{
    uint32_t word;
    uint64_t bit = bit_of(bucket, &word);
    if (!(places->present[word] & bit))
        return (al_vote){0, 0};
    size_t at = slot_of(places, bucket);
    return places->buckets[at] != 0 ? places->votes[at] : (al_vote){0, 0};
}

static void add_bucket(al_places *places, size_t at, uint32_t bucket)
{
    uint32_t word;
    uint64_t bit = bit_of(bucket, &word);
    places->present[word] |= bit;
    places->buckets[at] = bucket;
    places->votes[at] = (al_vote){0, 0};
}

static void vote(al_places *places, const list *from, uint32_t number)
{
    uint32_t bit = UINT32_C(1) << number;
    for (uint32_t i = 0; i < from->postings.n; i++) {
        uint32_t bucket = (from->postings.places[i] + bias - from->offset) >> bucket_bits;
        size_t at = slot_of(places, bucket);
        if (places->buckets[at] == 0)
            add_bucket(places, at, bucket);
        al_vote *got = &places->votes[at];
        if (got->lists & bit)
            continue; /* a name that comes again and again says no more for that */
        got->lists |= bit;
        got->weight += from->bits;
    }
}

/* What a neighbour adds to a bucket: the lists that it alone has. */
static float adds(al_vote mine, al_vote other, const list *lists)
{
    float sum = 0;
    for (uint32_t rest = other.lists & ~mine.lists; rest != 0; rest &= rest - 1)
        sum += lists[__builtin_ctz(rest)].bits;
    return sum;
}

/* Keep the best in order of weight, then of place. */
static void keep(al_candidate *best, uint32_t *n, al_candidate candidate)
{
    uint32_t at = *n;
    while (at > 0 &&
           (best[at - 1].weight < candidate.weight ||
            (best[at - 1].weight == candidate.weight && best[at - 1].first > candidate.first)))
        at--;
    if (at >= AL_PLACES_MOST)
        return;
    *n += *n < AL_PLACES_MOST;
    memmove(best + at + 1, best + at, (*n - 1 - at) * sizeof *best);
    best[at] = candidate;
}

/* The best buckets of the table, each with its better neighbour. */
static uint32_t count_votes(const al_places *places, const list *lists,
                            al_candidate best[AL_PLACES_MOST])
{
    uint32_t n = 0;
    for (size_t i = 0; i < places->n_slots; i++) {
        const uint32_t bucket = places->buckets[i];
        if (bucket == 0)
            continue;
        const al_vote mine = places->votes[i];
        float from_left = adds(mine, votes_of(places, bucket - 1), lists),
              from_right = adds(mine, votes_of(places, bucket + 1), lists);
        al_candidate candidate = {bucket, bucket, mine.weight, false};
        if (from_left > 0 && from_left >= from_right) {
            candidate.first--;
            candidate.weight += from_left;
        } else if (from_right > 0) {
            candidate.last++;
            candidate.weight += from_right;
        }
        keep(best, &n, candidate);
    }
    return n;
}

/* Add a candidate, or its weight to one at about the same place. */
static void run(al_places *places, al_candidate candidate)
{
    for (uint32_t i = 0; i < places->n_candidates; i++) {
        al_candidate *other = &places->candidates[i];
        if (candidate.first > other->last + 1 || other->first > candidate.last + 1)
            continue;
        other->first = other->first < candidate.first ? other->first : candidate.first;
        other->last = other->last > candidate.last ? other->last : candidate.last;
        other->weight += candidate.weight;
        other->best |= candidate.best;
        return;
    }
    if (places->n_candidates < AL_CANDIDATES)
        places->candidates[places->n_candidates++] = candidate;
}

static bool ask_block(al_places *places, const al_sources *sources, const al_quoted *quoted,
                      al_range words, al_range within)
{
    list lists[most_lists];
    uint32_t n_lists = lists_of(sources, quoted, words, within, lists);
    size_t votes = 0;
    for (uint32_t i = 0; i < n_lists; i++)
        votes += lists[i].postings.n;
    if (!clear(places, votes))
        return false;
    for (uint32_t i = 0; i < n_lists; i++)
        vote(places, &lists[i], i);
    al_candidate best[AL_PLACES_MOST + 1];
    uint32_t n = count_votes(places, lists, best);
    for (uint32_t i = 0; i < n; i++) {
        best[i].best = i == 0;
        run(places, best[i]);
    }
    return true;
}

static int by_weight(const void *a, const void *b)
{
    const al_candidate *x = a, *y = b;
    if (x->best != y->best)
        return x->best ? -1 : 1;
    if (x->weight != y->weight)
        return x->weight > y->weight ? -1 : 1;
    return x->first < y->first ? -1 : x->first > y->first;
}

static int by_start(const void *a, const void *b)
{
    const al_range *x = a, *y = b;
    return x->start < y->start ? -1 : x->start > y->start;
}

/* The diagonals of a candidate, from the first to behind the last. */
typedef struct diagonals {
    int64_t low, high;
} diagonals;

static diagonals diagonals_of(const al_candidate *candidate)
{
    return (diagonals){((int64_t)candidate->first << bucket_bits) - bias,
                       ((int64_t)(candidate->last + 1) << bucket_bits) - bias};
}

/* The source of a place, which may lie a little outside of all. */
static size_t source_at(const al_sources *sources, int64_t place, al_range within)
{
    place = place < within.start ? within.start : place;
    place = place >= within.end ? (int64_t)within.end - 1 : place;
    return al_sources_of(sources, (uint32_t)place);
}

/* The words of a source, within a range, that a candidate stands for. */
static al_range window_of(const al_source *source, diagonals of, al_range words, al_range within)
{
    int64_t start = of.low + words.start - before, end = of.high + words.end + behind;
    int64_t first = source->first > within.start ? source->first : within.start;
    int64_t last = source->end < within.end ? source->end : within.end;
    start = start < first ? first : start;
    end = end > last ? last : end;
    return end > start ? (al_range){(uint32_t)start, (uint32_t)end} : (al_range){0, 0};
}

/*
 * The windows of a candidate: one, or where its diagonals lie at the end of a source and the
 * beginning of the next, one of either. Returns how many of up to `most`.
 */
static uint32_t windows_of(const al_sources *sources, const al_candidate *candidate, al_range words,
                           al_range within, al_range *out, uint32_t most)
{
    diagonals of = diagonals_of(candidate);
    int64_t middle = (words.start + words.end) / 2;
    size_t first = source_at(sources, of.low + middle, within),
           last = source_at(sources, of.high - 1 + middle, within);
    uint32_t n = 0;
    for (size_t i = first; i <= last && n < most; i++) {
        out[n] = window_of(&sources->items[i], of, words, within);
        n += out[n].end > out[n].start;
    }
    return n;
}

/* Windows from candidates: ascending, and one where two would overlap. */
static void open_windows(al_places *places, const al_sources *sources, al_range words,
                         al_range within)
{
    qsort(places->candidates, places->n_candidates, sizeof *places->candidates, by_weight);
    uint32_t n = 0;
    for (uint32_t i = 0; i < places->n_candidates && n < AL_PLACES_MOST; i++)
        n += windows_of(sources, &places->candidates[i], words, within, places->windows + n,
                        AL_PLACES_MOST - n);
    qsort(places->windows, n, sizeof *places->windows, by_start);
    places->n = 0;
    for (uint32_t i = 0; i < n; i++) {
        al_range *last = places->n > 0 ? &places->windows[places->n - 1] : NULL;
        if (last == NULL || places->windows[i].start > last->end)
            places->windows[places->n++] = places->windows[i];
        else if (places->windows[i].end > last->end)
            last->end = places->windows[i].end;
    }
}

bool al_places_find(al_places *places, const al_sources *sources, const al_quoted *quoted,
                    al_range words, al_range within)
{
    places->allocator = sources->allocator;
    places->n_candidates = 0;
    places->n = 0;
    for (uint32_t at = words.start; at < words.end; at += block) {
        uint32_t start = at, end = at + block;
        if (end > words.end) { /* the last eight, whatever is left */
            end = words.end;
            start = end - words.start > block ? end - block : words.start;
        }
        if (!ask_block(places, sources, quoted, (al_range){start, end}, within))
            return false;
    }
    open_windows(places, sources, words, within);
    return true;
}

void al_places_take(al_places *places, al_range window)
{
    places->windows[0] = window;
    places->n = window.end > window.start ? 1 : 0;
}

void al_places_release(al_places *places)
{
    al_release(places->allocator, places->buckets);
    al_release(places->allocator, places->votes);
    places->buckets = NULL;
    places->votes = NULL;
    places->room = 0;
}

/* The shortest list of the quotation, cut to the words; offset UINT32_MAX: it has none. */
static list shortest_list(const al_sources *sources, const al_quoted *quoted, al_range within)
{
    list best = {.offset = UINT32_MAX};
    for (uint32_t i = 0; i < quoted->n; i++) {
        list one;
        if (list_of(sources, quoted, i, &one) &&
            (best.offset == UINT32_MAX || one.postings.n < best.postings.n))
            best = one;
    }
    if (best.offset != UINT32_MAX)
        best.postings = cut_to(best.postings, within);
    return best;
}

static bool stands_at(const al_sources *sources, const al_quoted *quoted, uint32_t start)
{
    for (uint32_t i = 0; i < quoted->n; i++)
        if (sources->words[start + i] != quoted->words[i].key)
            return false;
    return true;
}

uint32_t al_places_verbatim(const al_sources *sources, const al_quoted *quoted, al_range within,
                            uint32_t *out, uint32_t most)
{
    for (uint32_t i = 0; i < quoted->n; i++)
        if (quoted->words[i].key == AL_KEY_UNKNOWN ||
            quoted->words[i].flags & (AL_QUOTED_BRACKETED | AL_QUOTED_GAP))
            return 0;
    uint32_t found = 0;
    list rarest = shortest_list(sources, quoted, within);
    if (rarest.offset != UINT32_MAX && rarest.postings.n > most_confirmed)
        rarest.postings.n = most_confirmed;
    for (uint32_t i = 0; rarest.offset != UINT32_MAX && i < rarest.postings.n; i++) {
        uint32_t place = rarest.postings.places[i];
        if (place < within.start + rarest.offset ||
            place - rarest.offset + quoted->n > within.end ||
            !stands_at(sources, quoted, place - rarest.offset))
            continue;
        if (found < most)
            out[found] = place - rarest.offset;
        found++;
    }
    return found;
}
