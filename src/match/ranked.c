/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds of texts that repeat themselves: a book bound twice, form letters, logs. Every k-gram
 * stands in every copy, and none tells by itself which copy is meant. Two guesses do:
 *
 *   - a k-gram that stands equally often on both sides has its i-th place where the
 *     other side has the i-th: exact where copies are kept or dropped as they are;
 *   - another stands, of all its places on side 0, nearest to where the run before
 *     leads, which no edit throws out of step.
 *
 * Both are offered; chains prefer what holds together longest, and what chains leave has no
 * words to claim. Places of a k-gram are found by sorting hashes and by halving, so n log n;
 * runs are followed for `reach` words and then begin anew, so that many runs through the same
 * words cost no more than their number.
 */
#include "match/ranked.h"

#include "base/error.h"
#include "match/sample.h"

#include <stdlib.h>

enum {
    least_run = 8, /* words; shorter runs are phrases that stand anywhere */
    reach = 64,    /* words that a run is followed, before and behind */
    near = 128,    /* words by which runs that follow each other are shifted at most */
    enough = 64    /* words, in runs and of side 1, without one that leads on from there */
};

/* A place of a k-gram. */
typedef struct sighting {
    uint64_t hash;
    uint32_t place;
    uint32_t index; /* in the order of places */
} sighting;

typedef struct sightings {
    sighting *items; /* by hash, then by place */
    size_t n;
} sightings;

/* The places on side 0 of a k-gram of side 1. */
typedef struct candidates {
    uint32_t start; /* among those of side 0 */
    uint32_t n;
    uint32_t rank; /* of this place among those of side 1, or AL_NONE where these are not n */
    uint32_t place;
} candidates;

/*
 * Runs by one guess. Those far from where the run before leads are phrases that stand elsewhere,
 * until enough of them follow each other: then the text goes on there.
 */
typedef struct trail {
    al_anchors runs;
    size_t sure;    /* so many of the runs; the others are yet to be confirmed */
    int64_t shift;  /* of side 0 against side 1 in the last sure run */
    uint32_t words; /* in runs that are yet to be confirmed */
    uint32_t since; /* the k-gram of side 1 that the first of them was found by */
} trail;

typedef struct ranking {
    const al_pair *pair;
    const almost_allocator *allocator;
    const sighting *places; /* of side 0 */
    trail ranked;
    trail led;
} ranking;

static int by_hash(const void *left, const void *right)
{
    const sighting *a = left, *b = right;
    if (a->hash != b->hash)
        return a->hash < b->hash ? -1 : 1;
    return a->place < b->place ? -1 : a->place > b->place;
}

static int by_telling(const void *left, const void *right)
{
    const al_anchor *a = left, *b = right;
    if (a->start[1] != b->start[1])
        return a->start[1] < b->start[1] ? -1 : 1;
    return a->start[0] < b->start[0] ? -1 : a->start[0] > b->start[0];
}

/* The sampled k-grams of a side. */
static bool collect(const al_pair *pair, int side, const almost_allocator *allocator,
                    sightings *out)
{
    const uint32_t *words = pair->words[side];
    uint32_t last = pair->n[side] - AL_SAMPLE_WORDS;
    size_t n = 0;
    for (uint32_t at = 0; at <= last; at++)
        n += al_sample_has(al_sample_hash(words + at));
    *out = (sightings){.items = al_allocate(allocator, n, sizeof *out->items)};
    if (out->items == NULL)
        return false;
    for (uint32_t at = 0; at <= last; at++) {
        uint64_t hash = al_sample_hash(words + at);
        if (al_sample_has(hash)) {
            out->items[out->n] = (sighting){hash, at, (uint32_t)out->n};
            out->n++;
        }
    }
    if (n > 1)
        qsort(out->items, n, sizeof *out->items, by_hash);
    return true;
}

/* The end of the sightings that have the hash of the one at `start`. */
static size_t end_of_equal(const sightings *list, size_t start)
{
    size_t end = start + 1;
    while (end < list->n && list->items[end].hash == list->items[start].hash)
        end++;
    return end;
}

static bool repeats(const sightings *list)
{
    size_t once = 0;
    for (size_t start = 0, end; start < list->n; start = end) {
        end = end_of_equal(list, start);
        once += end - start == 1;
    }
    return al_sample_repeats(list->n, once);
}

/* Of each sighting of side 1, in the order of its places, where side 0 has it. */
static void join(const sightings lists[2], candidates *out)
{
    size_t a = 0;
    for (size_t b = 0; b < lists[1].n;) {
        size_t end = end_of_equal(&lists[1], b), start = b;
        uint64_t hash = lists[1].items[b].hash;
        while (a < lists[0].n && lists[0].items[a].hash < hash)
            a++;
        bool found = a < lists[0].n && lists[0].items[a].hash == hash;
        size_t n = found ? end_of_equal(&lists[0], a) - a : 0;
        for (; b < end; b++)
            out[lists[1].items[b].index] = (candidates){
                (uint32_t)a, (uint32_t)n, n == end - start ? (uint32_t)(b - start) : AL_NONE,
                lists[1].items[b].place};
        a += n;
    }
}

/* Of the ascending places of a k-gram, how many stand before `wanted`. */
static uint32_t count_before(const sighting *places, uint32_t n, int64_t wanted)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (places[middle].place < wanted)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static int64_t shift_of(const uint32_t place[2])
{
    return (int64_t)place[0] - place[1];
}

static bool is_near(int64_t shift, int64_t other)
{
    return shift - other <= near && other - shift <= near;
}

/* The run through a k-gram on both sides, as far as it reaches, from behind `floor` on. */
static al_anchor run_through(const al_pair *pair, const uint32_t place[2], const uint32_t floor[2])
{
    al_anchor run = {.start = {place[0], place[1]}};
    al_words_range within;
    for (int side = 0; side < 2; side++) {
        if (run.start[side] < floor[side])
            run.start[side] = floor[side];
        within.start[side] =
            run.start[side] - floor[side] > reach ? run.start[side] - reach : floor[side];
        within.end[side] =
            pair->n[side] - run.start[side] > reach ? run.start[side] + reach : pair->n[side];
    }
    al_anchor_extend(pair, within, &run);
    return run;
}

/* Words were added to the last run by the k-gram at `at` of side 1: are the last ones sure now? */
static void settle(trail *trail, uint32_t words, uint32_t at)
{
    int64_t shift = shift_of(trail->runs.items[trail->runs.n - 1].start);
    trail->words += words;
    if (!is_near(shift, trail->shift) && (trail->words < enough || at - trail->since < enough))
        return;
    trail->sure = trail->runs.n;
    trail->shift = shift;
    trail->words = 0;
}

/* Add a run; those that are not sure and that it does not go on from are given up. */
static bool add_run(const ranking *work, trail *trail, al_anchor run, uint32_t at)
{
    int64_t shift = shift_of(run.start);
    al_anchors *runs = &trail->runs;
    if (runs->n == trail->sure || is_near(shift, trail->shift) ||
        !is_near(shift, shift_of(runs->items[runs->n - 1].start))) {
        runs->n = trail->sure;
        trail->words = 0;
        trail->since = at;
    }
    if (!al_anchors_add(runs, work->allocator, run))
        return false;
    settle(trail, run.length, at);
    return true;
}

/* Follow a run through a k-gram of both sides. */
static bool follow(const ranking *work, trail *trail, const uint32_t place[2])
{
    al_anchor *last = trail->runs.n > 0 ? &trail->runs.items[trail->runs.n - 1] : NULL;
    bool same = last != NULL && shift_of(last->start) == shift_of(place);
    uint32_t end[2] = {0, 0}; /* of the run before on this diagonal */
    if (same) {
        end[0] = last->start[0] + last->length;
        end[1] = last->start[1] + last->length;
        if (place[1] + AL_SAMPLE_WORDS <= end[1]) {
            settle(trail, 0, place[1]);
            return true;
        }
    }
    al_anchor run = run_through(work->pair, place, end);
    if (!same || run.start[1] > end[1])
        return run.length < least_run || add_run(work, trail, run, place[1]);
    last->length += run.length;
    last->bits += run.bits;
    settle(trail, run.length, place[1]);
    return true;
}

/* Where the text goes on: near where the trail leads, else the first place behind its end. */
static uint32_t next_place(const trail *trail, const sighting *places, const candidates *each)
{
    int64_t wanted = each->place + trail->shift;
    uint32_t n = each->n, after = count_before(places, n, wanted), before = after - (after > 0);
    after -= after == n;
    int64_t behind = wanted - places[before].place, ahead = places[after].place - wanted;
    uint32_t nearest = behind >= 0 && (behind <= ahead || ahead < 0) ? before : after;
    if (is_near(places[nearest].place, wanted))
        return places[nearest].place;
    const al_anchor *last = trail->sure > 0 ? &trail->runs.items[trail->sure - 1] : NULL;
    uint32_t next =
        last == NULL ? 0 : count_before(places, n, (int64_t)last->start[0] + last->length);
    return places[next < n ? next : nearest].place;
}

static bool find_runs(ranking *work, const candidates *items, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const candidates *each = &items[i];
        if (each->n == 0)
            continue;
        const sighting *places = work->places + each->start;
        uint32_t led[2] = {next_place(&work->led, places, each), each->place};
        if (!follow(work, &work->led, led))
            return false;
        if (each->rank == AL_NONE)
            continue;
        uint32_t ranked[2] = {places[each->rank].place, each->place};
        if (ranked[0] != led[0] && !follow(work, &work->ranked, ranked))
            return false;
    }
    return true;
}

/* Add the sure runs of a trail. */
static bool take(const ranking *work, const trail *trail, al_anchors *anchors)
{
    for (size_t i = 0; i < trail->sure; i++)
        if (!al_anchors_add(anchors, work->allocator, trail->runs.items[i]))
            return false;
    return true;
}

static bool find_all(const al_pair *pair, const almost_allocator *allocator,
                     const sightings lists[2], al_anchors *anchors)
{
    ranking work = {.pair = pair, .allocator = allocator, .places = lists[0].items};
    candidates *items = al_allocate(allocator, lists[1].n, sizeof *items);
    if (items == NULL)
        return false;
    join(lists, items);
    bool whole = find_runs(&work, items, lists[1].n) && take(&work, &work.led, anchors) &&
                 take(&work, &work.ranked, anchors);
    al_release(allocator, items);
    al_release(allocator, work.led.runs.items);
    al_release(allocator, work.ranked.runs.items);
    if (anchors->n > 1)
        qsort(anchors->items, anchors->n, sizeof *anchors->items, by_telling);
    return whole;
}

almost_status al_ranked_find(const al_pair *pair, const almost_allocator *allocator,
                             al_anchors *anchors, almost_error *error)
{
    if (pair->n[0] < AL_SAMPLE_WORDS || pair->n[1] < AL_SAMPLE_WORDS)
        return ALMOST_OK;
    sightings lists[2] = {{0}, {0}};
    bool whole = collect(pair, 0, allocator, &lists[0]);
    if (whole && repeats(&lists[0]))
        whole = collect(pair, 1, allocator, &lists[1]) && find_all(pair, allocator, lists, anchors);
    al_release(allocator, lists[0].items);
    al_release(allocator, lists[1].items);
    return whole ? ALMOST_OK : al_fail_memory(error);
}
