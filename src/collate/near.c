/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Samples by a threshold of the hash (as in FracMinHash; Irber and others 2022): of two sequences
 * the same pairs of words are in the sample or are not, so that samples compare as wholes do.
 */
#include "collate/near.h"

#include <stdlib.h>
#include <string.h>

enum {
    SAMPLE = 512,   /* pairs of words of a sequence, about */
    SAMPLES = 1000, /* of so many sequences; of more smaller ones, as all pairs are compared */
    NEAREST = 20,   /* sequences that each is paired with */
    ACROSS = 40     /* pairs across a merge, at least, where there are so many */
};

typedef struct sample {
    uint64_t *hashes; /* ascending, each once */
    uint32_t n;
} sample;

typedef struct samples {
    sample *items;
    uint64_t *hashes; /* where they lie */
} samples;

static uint64_t hash_of(uint32_t first, uint32_t second)
{
    uint64_t hash = ((uint64_t)first << 32 | second) + 1;
    hash = (hash ^ hash >> 31) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
    return hash ^ hash >> 32;
}

static int ascending(const void *one, const void *other)
{
    uint64_t a = *(const uint64_t *)one, b = *(const uint64_t *)other;
    return (a > b) - (a < b);
}

/* The sample of one sequence, put at `hashes`. */
static sample take(const al_sequence *sequence, uint64_t *hashes, uint64_t most)
{
    uint32_t n = 0, kept = 0;
    for (uint32_t i = 0; i + 1 < sequence->n; i++) {
        uint64_t hash = hash_of(sequence->forms[i], sequence->forms[i + 1]);
        if (hash <= most)
            hashes[n++] = hash;
    }
    qsort(hashes, n, sizeof *hashes, ascending);
    for (uint32_t i = 0; i < n; i++)
        if (kept == 0 || hashes[kept - 1] != hashes[i])
            hashes[kept++] = hashes[i];
    return (sample){hashes, kept};
}

static bool take_all(samples *samples, const al_tradition *tradition)
{
    uint64_t usual = tradition->n_words / tradition->n;
    uint64_t wanted = tradition->n <= SAMPLES ? SAMPLE : SAMPLE * SAMPLES / tradition->n;
    uint64_t most = usual > wanted ? UINT64_MAX / usual * wanted : UINT64_MAX;
    size_t at = 0;
    samples->items = al_allocate(tradition->allocator, tradition->n, sizeof *samples->items);
    samples->hashes =
        al_allocate(tradition->allocator, tradition->n_words, sizeof *samples->hashes);
    if (samples->items == NULL || samples->hashes == NULL)
        return false;
    for (uint32_t i = 0; i < tradition->n; i++) {
        samples->items[i] = take(&tradition->sequences[i], samples->hashes + at, most);
        at += samples->items[i].n;
    }
    return true;
}

static double shared(const sample *a, const sample *b)
{
    uint32_t i = 0, j = 0, both = 0, shorter = a->n < b->n ? a->n : b->n;
    while (i < a->n && j < b->n) {
        uint64_t one = a->hashes[i], other = b->hashes[j];
        both += one == other;
        i += one <= other;
        j += other <= one;
    }
    return shorter > 0 ? (double)both / shorter : 0;
}

double *al_near_likeness(const al_tradition *tradition)
{
    samples samples;
    size_t n = tradition->n;
    double *likeness = al_allocate_zero(tradition->allocator, n * n, sizeof *likeness);
    if (take_all(&samples, tradition) && likeness != NULL) {
        for (size_t x = 0; x < n; x++)
            for (size_t y = x + 1; y < n; y++)
                likeness[x * n + y] = likeness[y * n + x] =
                    shared(&samples.items[x], &samples.items[y]);
    } else {
        al_release(tradition->allocator, likeness);
        likeness = NULL;
    }
    al_release(tradition->allocator, samples.items);
    al_release(tradition->allocator, samples.hashes);
    return likeness;
}

double *al_near_copy(const al_tradition *tradition, const double *likeness)
{
    size_t n = tradition->n;
    double *copy = al_allocate(tradition->allocator, n * n, sizeof *copy);
    if (copy != NULL && likeness != NULL)
        memcpy(copy, likeness, n * n * sizeof *copy);
    else
        al_release(tradition->allocator, copy);
    return likeness != NULL ? copy : NULL;
}

/* --- Which pairs -------------------------------------------------------------------------------
 */

/* A pair that may be taken. */
typedef struct candidate {
    double likeness;
    uint32_t x, y; /* x < y */
} candidate;

/* The most alike first; of equal ones the first in order. */
static int by_likeness(const void *one, const void *other)
{
    const candidate *a = one, *b = other;
    if (a->likeness != b->likeness)
        return a->likeness > b->likeness ? -1 : 1;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

typedef struct choosing {
    const al_tradition *tradition;
    const double *likeness;
    bool *taken; /* of x * n + y, x < y */
    candidate *candidates;
    uint32_t *members; /* of each node of the tree, one behind the other */
    uint32_t *firsts;  /* of each node: where its members begin; their number in `sizes` */
    uint32_t *sizes;
} choosing;

static candidate pair_of(const choosing *choosing, uint32_t a, uint32_t b)
{
    size_t n = choosing->tradition->n;
    return (candidate){choosing->likeness[a * n + b], a < b ? a : b, a < b ? b : a};
}

static void take_best(choosing *choosing, size_t n, size_t wanted)
{
    qsort(choosing->candidates, n, sizeof *choosing->candidates, by_likeness);
    for (size_t i = 0; i < n && i < wanted; i++) {
        const candidate *pair = &choosing->candidates[i];
        choosing->taken[(size_t)pair->x * choosing->tradition->n + pair->y] = true;
    }
}

static void take_nearest(choosing *choosing)
{
    uint32_t n = choosing->tradition->n;
    for (uint32_t a = 0; a < n; a++) {
        size_t found = 0;
        for (uint32_t b = 0; b < n; b++)
            if (b != a)
                choosing->candidates[found++] = pair_of(choosing, a, b);
        take_best(choosing, found, NEAREST);
    }
}

/* The pairs across a merge, as far as there are not enough yet. */
static void take_across(choosing *choosing, uint32_t left, uint32_t right)
{
    size_t n = choosing->tradition->n, found = 0, have = 0;
    for (uint32_t i = 0; i < choosing->sizes[left]; i++) {
        for (uint32_t j = 0; j < choosing->sizes[right]; j++) {
            candidate pair = pair_of(choosing, choosing->members[choosing->firsts[left] + i],
                                     choosing->members[choosing->firsts[right] + j]);
            if (choosing->taken[pair.x * n + pair.y])
                have++;
            else
                choosing->candidates[found++] = pair;
        }
    }
    if (have < ACROSS)
        take_best(choosing, found, ACROSS - have);
}

/* Members of merged nodes lie side by side: the left ones are copied to where both begin. */
static void walk_merges(choosing *choosing, const al_merge *merges)
{
    uint32_t n = choosing->tradition->n, end = n;
    for (uint32_t i = 0; i < n; i++) {
        choosing->members[i] = choosing->firsts[i] = i;
        choosing->sizes[i] = 1;
    }
    for (uint32_t k = 0; k + 1 < n; k++) {
        uint32_t left = merges[k].left, right = merges[k].right, node = n + k;
        take_across(choosing, left, right);
        uint32_t *sizes = choosing->sizes, *firsts = choosing->firsts;
        memcpy(choosing->members + end, choosing->members + firsts[left],
               sizes[left] * sizeof(uint32_t));
        memcpy(choosing->members + end + sizes[left], choosing->members + firsts[right],
               sizes[right] * sizeof(uint32_t));
        firsts[node] = end;
        sizes[node] = sizes[left] + sizes[right];
        end += sizes[node];
    }
}

static bool gather(const choosing *choosing, al_pairings *pairings)
{
    size_t n = choosing->tradition->n, count = 0;
    for (size_t i = 0; i < n * n; i++)
        count += choosing->taken[i];
    if (!al_pairings_init(pairings, choosing->tradition, count))
        return false;
    for (uint32_t x = 0; x < n; x++)
        for (uint32_t y = x + 1; y < n; y++)
            if (choosing->taken[x * n + y])
                al_pairings_add(pairings, x, y);
    return true;
}

bool al_pairings_near(al_pairings *pairings, const al_tradition *tradition, const double *likeness,
                      const al_merge *merges)
{
    const almost_allocator *allocator = tradition->allocator;
    size_t n = tradition->n, all = n * n;
    choosing choosing = {
        .tradition = tradition,
        .likeness = likeness,
        .taken = al_allocate_zero(allocator, all, sizeof(bool)),
        .candidates = al_allocate(allocator, all, sizeof(candidate)),
        .members = al_allocate(allocator, n + all, sizeof(uint32_t)),
        .firsts = al_allocate(allocator, 2 * n, sizeof(uint32_t)),
        .sizes = al_allocate(allocator, 2 * n, sizeof(uint32_t)),
    };
    bool done = choosing.taken != NULL && choosing.candidates != NULL && choosing.members != NULL &&
                choosing.firsts != NULL && choosing.sizes != NULL;
    if (done) {
        take_nearest(&choosing);
        walk_merges(&choosing, merges);
        done = gather(&choosing, pairings);
    }
    al_release(allocator, choosing.taken);
    al_release(allocator, choosing.candidates);
    al_release(allocator, choosing.members);
    al_release(allocator, choosing.firsts);
    al_release(allocator, choosing.sizes);
    return done;
}
