/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Placing a patch in another version of the text, in three steps. The bytes that
 * the patch shows are laid end to end as runs. The text is indexed by groups of
 * eight bytes, counted and filled like a radix sort. Runs of sixteen bytes that
 * occur once in it are ties, thinned to the longest rising subsequence; between
 * two ties a place is expected at their offset, and the bytes around it choose
 * among a bounded number of candidates. What does not fit well enough is not
 * placed: a change in the wrong spot is worse than one that is refused.
 */
#include "apply/locate.h"

#include "apply/order.h"
#include "base/load.h"
#include "text/text.h"

#include <assert.h>
#include <string.h>

enum {
    GROUP = 8,            /* bytes of an indexed group */
    TIE = 16,             /* bytes of a run that ties the texts together */
    TIE_STEP = 8,         /* bytes between the starts of runs that are tried */
    MOST_CONTEXT = 64,    /* bytes next to a place that are looked at on either side */
    MOST_CANDIDATES = 16, /* places of one group that are looked at on either side */
    LEAST_FIT = 16        /* bytes that must agree, where so many are known */
};

/* A run of bytes that the patch shows. */
typedef struct run {
    uint64_t start; /* in the text that was compared */
    uint64_t at;    /* in `known` */
    uint64_t length;
} run;

/* One place in both texts. */
typedef struct tie {
    uint64_t from;
    uint64_t to;
} tie;

struct al_locator {
    const almost_allocator *allocator;
    const almost_text *text;
    uint64_t given_length;
    char *known; /* all shown bytes of the side, in its order */
    run *runs;
    size_t n_runs;
    uint32_t *buckets; /* where the places of each bucket begin; the last is their end */
    uint32_t *places;  /* of groups in the text, rising within a bucket */
    unsigned shift;
    tie *ties;
    size_t n_ties;
};

/* --- What the patch shows ------------------------------------------------- */

static void collect_known(al_locator *locator, const almost_patch *patch, int given)
{
    uint64_t filled = 0;
    al_pieces walk = al_pieces_of(patch, given);
    while (al_pieces_next(&walk)) {
        const al_piece *piece = walk.piece;
        if (piece->kind == AL_PIECE_HIDDEN)
            continue;
        run *last = locator->n_runs > 0 ? &locator->runs[locator->n_runs - 1] : NULL;
        memcpy(locator->known + filled, patch->texts + piece->at, piece->length);
        if (last != NULL && last->start + last->length == walk.start)
            last->length += piece->length;
        else
            locator->runs[locator->n_runs++] = (run){walk.start, filled, piece->length};
        filled += piece->length;
    }
}

static bool run_before(const void *runs, size_t number, uint64_t place)
{
    return ((const run *)runs)[number].start < place;
}

/* The run that holds or touches a place; one that holds it comes first. */
static const run *run_at(const al_locator *locator, uint64_t place)
{
    size_t behind = al_order_find(locator->n_runs, run_before, locator->runs, place + 1);
    if (behind == 0)
        return NULL;
    const run *found = &locator->runs[behind - 1];
    return place <= found->start + found->length ? found : NULL;
}

/* --- The index of the text ------------------------------------------------ */

static size_t bucket_of(const al_locator *locator, const char *bytes)
{
    return (size_t)(al_load_eight(bytes) * UINT64_C(0x9E3779B97F4A7C15) >> locator->shift);
}

static uint64_t group_count(const almost_text *text)
{
    return text->length < GROUP ? 0 : text->length - GROUP + 1;
}

/*
 * Counted one bucket ahead, so that filling, which moves the start of each
 * bucket to its end, leaves every start where it is looked for.
 */
static bool index_text(al_locator *locator)
{
    const almost_text *text = locator->text;
    uint64_t count = group_count(text);
    unsigned bits = 8;
    while (bits < 24 && (UINT64_C(1) << bits) < count)
        bits++;
    locator->shift = 64 - bits;
    size_t n_buckets = (size_t)1 << bits;
    uint32_t *buckets = al_allocate_zero(locator->allocator, n_buckets + 2, sizeof *buckets);
    locator->buckets = buckets;
    locator->places = al_allocate(locator->allocator, count, sizeof *locator->places);
    if (buckets == NULL || locator->places == NULL)
        return false;
    for (uint64_t i = 0; i < count; i++)
        buckets[bucket_of(locator, text->bytes + i) + 2]++;
    for (size_t i = 1; i < n_buckets + 2; i++)
        buckets[i] += buckets[i - 1];
    for (uint64_t i = 0; i < count; i++)
        locator->places[buckets[bucket_of(locator, text->bytes + i) + 1]++] = (uint32_t)i;
    return true;
}

/* --- Ties ----------------------------------------------------------------- */

/* The only place in the text of TIE bytes; false when there is none, or another. */
static bool only_place(const al_locator *locator, const char *bytes, uint64_t *place)
{
    size_t bucket = bucket_of(locator, bytes);
    uint32_t start = locator->buckets[bucket], end = locator->buckets[bucket + 1];
    size_t found = 0;
    if (end - start > MOST_CANDIDATES)
        return false;
    for (uint32_t i = start; i < end; i++) {
        uint64_t at = locator->places[i];
        if (at + TIE > locator->text->length || memcmp(locator->text->bytes + at, bytes, TIE) != 0)
            continue;
        *place = at;
        found++;
    }
    return found == 1;
}

static bool find_ties(al_locator *locator)
{
    size_t capacity = 0;
    for (size_t i = 0; i < locator->n_runs; i++)
        capacity += locator->runs[i].length / TIE_STEP + 1;
    locator->ties = al_allocate(locator->allocator, capacity, sizeof *locator->ties);
    if (locator->ties == NULL)
        return false;
    for (size_t i = 0; i < locator->n_runs; i++) {
        const run *run = &locator->runs[i];
        for (uint64_t offset = 0; offset + TIE <= run->length; offset += TIE_STEP) {
            tie *tie = &locator->ties[locator->n_ties];
            tie->from = run->start + offset;
            if (only_place(locator, locator->known + run->at + offset, &tie->to))
                locator->n_ties++;
        }
    }
    return true;
}

/* How many of the chains' last ties, each the least for its length, end before `to`. */
static size_t chain_before(const tie *ties, const size_t *lasts, size_t count, uint64_t to)
{
    size_t low = 0;
    while (low < count) {
        size_t middle = low + (count - low) / 2;
        if (ties[lasts[middle]].to < to)
            low = middle + 1;
        else
            count = middle;
    }
    return low;
}

/* Keep the longest subsequence of the ties that rises in both texts. */
static bool keep_rising(al_locator *locator)
{
    size_t count = locator->n_ties, longest = 0;
    size_t *lasts = al_allocate(locator->allocator, count, sizeof *lasts);
    size_t *previous = al_allocate(locator->allocator, count, sizeof *previous);
    bool enough = lasts != NULL && previous != NULL;
    for (size_t i = 0; enough && i < count; i++) {
        size_t length = chain_before(locator->ties, lasts, longest, locator->ties[i].to);
        previous[i] = length > 0 ? lasts[length - 1] : i;
        lasts[length] = i;
        longest = length == longest ? longest + 1 : longest;
    }
    if (enough && longest > 0) {
        size_t i = lasts[longest - 1];
        for (size_t to = longest; to > 0; to--) {
            lasts[to - 1] = i;
            i = previous[i];
        }
        for (size_t to = 0; to < longest; to++)
            locator->ties[to] = locator->ties[lasts[to]];
    }
    locator->n_ties = enough ? longest : 0;
    al_release(locator->allocator, lasts);
    al_release(locator->allocator, previous);
    return enough;
}

/* --- Making and releasing ------------------------------------------------- */

al_locator *al_locator_new(const almost_patch *patch, int given, const almost_text *text,
                           const almost_allocator *allocator)
{
    al_locator *locator = al_allocate_zero(allocator, 1, sizeof *locator);
    if (locator == NULL)
        return NULL;
    locator->allocator = allocator;
    locator->text = text;
    locator->given_length = patch->sides[given].length;
    locator->known = al_allocate(allocator, patch->texts_length, 1);
    locator->runs = al_allocate(allocator, patch->n_pieces, sizeof *locator->runs);
    bool enough = locator->known != NULL && locator->runs != NULL;
    if (enough)
        collect_known(locator, patch, given);
    if (!enough || !index_text(locator) || !find_ties(locator) || !keep_rising(locator)) {
        al_locator_free(locator);
        return NULL;
    }
    return locator;
}

void al_locator_free(al_locator *locator)
{
    if (locator == NULL)
        return;
    al_release(locator->allocator, locator->known);
    al_release(locator->allocator, locator->runs);
    al_release(locator->allocator, locator->buckets);
    al_release(locator->allocator, locator->places);
    al_release(locator->allocator, locator->ties);
    al_release(locator->allocator, locator);
}

/* --- Finding -------------------------------------------------------------- */

/* What is looked for, and the best places so far. */
typedef struct search {
    const al_locator *locator;
    const char *bytes; /* the changed bytes; what surrounds them stands around */
    uint64_t length;
    uint64_t before; /* known bytes on either side, up to MOST_CONTEXT */
    uint64_t after;
    bool whole; /* the patch shows all of the text that was compared */
    uint64_t expected;
    uint64_t low; /* between the ties on either side */
    uint64_t high;
    bool found;
    bool rivalled; /* another place fits as well */
    bool full;     /* all that is known agrees */
    uint64_t place;
    uint64_t rival_distance;
} search;

static uint64_t distance(uint64_t a, uint64_t b)
{
    return a < b ? b - a : a - b;
}

/* The place that a tie makes a place of the other text to be. */
static uint64_t carry(const al_locator *locator, const tie *tie, uint64_t place)
{
    uint64_t most = locator->text->length;
    if (place < tie->from)
        return tie->from - place < tie->to ? tie->to - (tie->from - place) : 0;
    return place - tie->from < most - tie->to ? tie->to + (place - tie->from) : most;
}

static bool tie_before(const void *ties, size_t number, uint64_t place)
{
    return ((const tie *)ties)[number].from < place;
}

static void expect(search *search, uint64_t place)
{
    const al_locator *locator = search->locator;
    size_t behind = al_order_find(locator->n_ties, tie_before, locator->ties, place + 1);
    const tie *before = behind > 0 ? &locator->ties[behind - 1] : NULL;
    const tie *after = behind < locator->n_ties ? &locator->ties[behind] : NULL;
    const tie *nearest = before;
    if (before == NULL || (after != NULL && after->from - place < place - before->from))
        nearest = after;
    search->low = before != NULL ? before->to : 0;
    search->high = after != NULL ? after->to + TIE : locator->text->length;
    uint64_t most = locator->text->length;
    search->expected = nearest != NULL ? carry(locator, nearest, place)
                       : place < most  ? place
                                       : most;
}

/* How many bytes before and behind a candidate agree with those that are known. */
static uint64_t agreement(const search *search, uint64_t place, bool *full)
{
    const almost_text *text = search->locator->text;
    uint64_t before = 0, after = 0, end = place + search->length;
    while (before < search->before && before < place &&
           text->bytes[place - before - 1] == search->bytes[-(ptrdiff_t)before - 1])
        before++;
    while (after < search->after && end + after < text->length &&
           text->bytes[end + after] == search->bytes[search->length + after])
        after++;
    *full = before == search->before && after == search->after;
    return before + after;
}

/*
 * Whether enough agrees at a candidate: the changed bytes, and LEAST_FIT bytes
 * with those around them. Where not all agrees, only a place between the
 * nearest ties will do.
 */
static bool fits(const search *search, uint64_t place, bool *full)
{
    const almost_text *text = search->locator->text;
    if (place > text->length || search->length > text->length - place ||
        memcmp(text->bytes + place, search->bytes, search->length) != 0)
        return false;
    uint64_t agreed = agreement(search, place, full);
    uint64_t length = search->length < LEAST_FIT ? search->length : LEAST_FIT;
    if (*full)
        return agreed + length >= LEAST_FIT || search->whole;
    return agreed + length / 2 >= LEAST_FIT && place >= search->low && place <= search->high;
}

static void consider(search *search, uint64_t place)
{
    bool full;
    if ((search->found && place == search->place) || !fits(search, place, &full))
        return;
    uint64_t away = distance(place, search->expected);
    if (!search->found || (full && !search->full)) {
        search->rivalled = false;
    } else if (full == search->full) {
        uint64_t best = distance(search->place, search->expected);
        uint64_t further = away < best ? best : away;
        if (!search->rivalled || further < search->rival_distance)
            search->rival_distance = further;
        search->rivalled = true;
        if (away >= best)
            return;
    } else {
        return;
    }
    search->found = true;
    search->full = full;
    search->place = place;
}

/* Consider where a group of bytes, `offset` behind the place that is looked for, stands. */
static void consider_group(search *search, ptrdiff_t offset)
{
    const al_locator *locator = search->locator;
    if (-offset > (ptrdiff_t)search->before ||
        offset + GROUP > (ptrdiff_t)(search->length + search->after))
        return;
    size_t bucket = bucket_of(locator, search->bytes + offset);
    uint32_t start = locator->buckets[bucket], end = locator->buckets[bucket + 1];
    uint32_t low = start, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if ((int64_t)locator->places[middle] - offset < (int64_t)search->expected)
            low = middle + 1;
        else
            high = middle;
    }
    uint32_t first = low - start > MOST_CANDIDATES ? low - MOST_CANDIDATES : start;
    uint32_t last = end - low > MOST_CANDIDATES ? low + MOST_CANDIDATES : end;
    for (uint32_t i = first; i < last; i++) {
        int64_t place = (int64_t)locator->places[i] - offset;
        if (place >= 0)
            consider(search, (uint64_t)place);
    }
}

bool al_locator_find(const al_locator *locator, almost_span span, almost_span *place)
{
    const run *run = run_at(locator, span.start);
    if (run == NULL || span.end > run->start + run->length)
        return false;
    uint64_t before = span.start - run->start, after = run->start + run->length - span.end;
    search search = {
        .locator = locator,
        .bytes = locator->known + run->at + before,
        .length = span.end - span.start,
        .before = before < MOST_CONTEXT ? before : MOST_CONTEXT,
        .after = after < MOST_CONTEXT ? after : MOST_CONTEXT,
        .whole = run->start == 0 && run->length == locator->given_length,
    };
    expect(&search, span.start);
    consider(&search, search.expected);
    if (!search.found || !search.full) {
        ptrdiff_t end = (ptrdiff_t)search.length;
        const ptrdiff_t offsets[] = {-GROUP, -2 * GROUP, -4 * GROUP,  -GROUP / 2,
                                     0,      end,        end + GROUP, end + 3 * GROUP};
        for (size_t i = 0; i < sizeof offsets / sizeof *offsets; i++)
            consider_group(&search, offsets[i]);
    }
    if (!search.found || (search.rivalled &&
                          search.rival_distance < 2 * distance(search.place, search.expected) + 1))
        return false;
    assert(search.place + search.length <= locator->text->length);
    *place = (almost_span){search.place, search.place + search.length};
    return true;
}
