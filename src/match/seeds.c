/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds by hashed k-grams, as in minimap2 (Li, Bioinformatics 2018), but over
 * words: rare runs of words shared by the two sides. A k-gram that stands
 * twice in side 0 says little about where its copy comes from and is dead.
 *
 * A hit is extended both ways to the longest equal run. Hits inside that run
 * are skipped, and no extension goes back behind the start of the run before,
 * so that all extensions together are linear in side 1.
 *
 * Most k-grams stand on one side only. Where all are looked at, a bit for each
 * that the other side may have (Bloom, CACM 1970, with one hash) keeps the rest
 * out of the table, and from being looked up in it.
 */
#include "match/anchors.h"

#include "base/error.h"

#include <string.h>

enum {
    behind = 16, /* look-ups in flight: the time of one cache miss */
    dead = 1
};

/* A place of side 0 by its k-gram: the upper half of the hash, and position * 2 + dead. */
typedef struct seed_slot {
    uint32_t hash;
    uint32_t place;
} seed_slot;

typedef struct seed_table {
    seed_slot *slots;
    uint32_t mask;
} seed_table;

/* The k-grams that a side may have: a bit by the upper end of the hash. */
typedef struct filter {
    uint64_t *bits; /* NULL: any */
    size_t n;       /* words of 64 bits */
    uint32_t shift;
} filter;

static const uint32_t nowhere = UINT32_MAX;

static uint64_t kgram_hash(const uint32_t *words, uint32_t k)
{
    uint64_t hash = 0;
    for (uint32_t i = 0; i < k; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x9FB21C651E98DF25);
        hash ^= hash >> 32;
    }
    return hash * UINT64_C(0x9E3779B97F4A7C15);
}

/* One in four: two bits that neither the place in the table nor the stored half uses alone. */
static bool chosen(uint64_t hash, bool sampled)
{
    return !sampled || (hash & 3) == 0;
}

static uint32_t slot_of(const seed_table *table, uint64_t hash)
{
    return (uint32_t)(hash >> 8) & table->mask;
}

static bool equal_kgram(const uint32_t *a, const uint32_t *b, uint32_t k)
{
    for (uint32_t i = 0; i < k; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

static void filter_add(filter *filter, uint64_t hash)
{
    uint64_t bit = hash >> filter->shift;
    filter->bits[bit / 64] |= UINT64_C(1) << (bit % 64);
}

static bool filter_has(const filter *filter, uint64_t hash)
{
    if (filter->bits == NULL)
        return true;
    uint64_t bit = hash >> filter->shift;
    return (filter->bits[bit / 64] >> (bit % 64) & 1) != 0;
}

/* The k-grams of side 1. False when memory ends. */
static bool filter_init(filter *filter, const al_pair *pair, uint32_t k,
                        const almost_allocator *allocator)
{
    uint32_t n = pair->n[1], log = 12; /* 16 bits for each k-gram: one in 16 passes by chance */
    while (log < 40 && UINT64_C(1) << log < (uint64_t)n * 16)
        log++;
    filter->n = (size_t)1 << (log - 6);
    filter->shift = 64 - log;
    filter->bits = al_allocate_zero(allocator, filter->n, sizeof *filter->bits);
    if (filter->bits == NULL)
        return false;
    for (uint32_t i = 0; i + k <= n; i++)
        filter_add(filter, kgram_hash(pair->words[1] + i, k));
    return true;
}

/* How many k-grams of side 0 the other side may have; the filter then holds these. */
static size_t filter_turn(filter *filter, const uint32_t *words, uint32_t n, uint32_t k,
                          uint32_t *kept)
{
    size_t n_kept = 0;
    for (uint32_t i = 0; i + k <= n; i++) {
        kept[n_kept] = i;
        n_kept += filter_has(filter, kgram_hash(words + i, k));
    }
    memset(filter->bits, 0, filter->n * sizeof *filter->bits);
    for (size_t i = 0; i < n_kept; i++)
        filter_add(filter, kgram_hash(words + kept[i], k));
    return n_kept;
}

/* The `n` k-grams of side 0 at `places`, or where that is NULL the first ones, in a table. */
static almost_status table_fill(seed_table *table, const uint32_t *words, uint32_t n,
                                const uint32_t *places, uint32_t k, bool sampled,
                                const almost_allocator *allocator, almost_error *error)
{
    size_t expected = sampled ? n / 4 + 64 : n, size = 64;
    while (size < expected * 2)
        size *= 2;
    table->slots = al_allocate(allocator, size, sizeof *table->slots);
    if (table->slots == NULL)
        return al_fail_memory(error);
    table->mask = (uint32_t)(size - 1);
    for (size_t i = 0; i < size; i++)
        table->slots[i].place = nowhere;
    size_t used = 0;
    for (uint32_t each = 0; each < n; each++) {
        uint32_t i = places != NULL ? places[each] : each;
        uint64_t hash = kgram_hash(words + i, k);
        if (!chosen(hash, sampled))
            continue;
        uint32_t at = slot_of(table, hash), upper = (uint32_t)(hash >> 32);
        while (table->slots[at].place != nowhere && table->slots[at].hash != upper)
            at = (at + 1) & table->mask;
        if (table->slots[at].place != nowhere) {
            table->slots[at].place |= dead;
        } else if (++used * 4 < size * 3) { /* a sample can come out larger; what is over is lost */
            table->slots[at] = (seed_slot){upper, i * 2};
        }
    }
    return ALMOST_OK;
}

/* Only those that the other side may have; *filter is left with them. */
static almost_status table_fill_shared(seed_table *table, const al_pair *pair, uint32_t k,
                                       filter *filter, const almost_allocator *allocator,
                                       almost_error *error)
{
    uint32_t *kept = al_allocate(allocator, pair->n[0], sizeof *kept);
    almost_status status = ALMOST_OK;
    if (kept == NULL || !filter_init(filter, pair, k, allocator)) {
        status = al_fail_memory(error);
    } else {
        size_t n = filter_turn(filter, pair->words[0], pair->n[0], k, kept);
        status = table_fill(table, pair->words[0], (uint32_t)n, kept, k, false, allocator, error);
    }
    al_release(allocator, kept);
    if (status != ALMOST_OK)
        al_release(allocator, filter->bits);
    return status;
}

/* The place in side 0 of the k-gram at words, or `nowhere`. */
static uint32_t table_look_up(const seed_table *table, const al_pair *pair, uint32_t at,
                              uint64_t hash, uint32_t k)
{
    uint32_t upper = (uint32_t)(hash >> 32);
    for (uint32_t slot = slot_of(table, hash);; slot = (slot + 1) & table->mask) {
        const seed_slot *found = &table->slots[slot];
        if (found->place == nowhere)
            return nowhere;
        if (found->hash != upper)
            continue;
        if (found->place & dead)
            return nowhere;
        bool equal = equal_kgram(pair->words[0] + found->place / 2, pair->words[1] + at, k);
        return equal ? found->place / 2 : nowhere;
    }
}

/* The longest equal run around word a and word b, not before `floor` in side 1. */
static al_anchor extend(const al_pair *pair, uint32_t a, uint32_t b, uint32_t k, uint32_t floor)
{
    const uint32_t *mine = pair->words[0], *theirs = pair->words[1];
    uint32_t back = 0, length = k;
    while (a > back && b > floor + back && mine[a - back - 1] == theirs[b - back - 1])
        back++;
    while (a + length < pair->n[0] && b + length < pair->n[1] &&
           mine[a + length] == theirs[b + length])
        length++;
    return (al_anchor){.start = {a - back, b - back}, .length = length + back};
}

typedef struct pending {
    uint64_t hash;
    uint32_t at;
} pending;

almost_status al_seeds_find(const al_pair *pair, const almost_allocator *allocator, uint32_t k,
                            bool sampled, al_anchors *out, almost_error *error)
{
    if (pair->n[0] < k || pair->n[1] < k)
        return ALMOST_OK;
    seed_table table = {0};
    filter filter = {.bits = NULL};
    almost_status status =
        sampled ? table_fill(&table, pair->words[0], pair->n[0] - k + 1, NULL, k, true, allocator,
                             error)
                : table_fill_shared(&table, pair, k, &filter, allocator, error);
    if (status != ALMOST_OK)
        return status;
    pending queue[behind];
    size_t queued = 0, taken = 0;
    uint32_t next = 0, last = pair->n[1] - k + 1, run_start = 0, run_end = 0;
    while (status == ALMOST_OK && (next < last || taken < queued)) {
        if (next < last && queued - taken < behind) {
            uint64_t hash = kgram_hash(pair->words[1] + next, k);
            if (chosen(hash, sampled) && filter_has(&filter, hash)) {
                __builtin_prefetch(&table.slots[slot_of(&table, hash)]);
                queue[queued++ % behind] = (pending){hash, next};
            }
            next++;
            continue;
        }
        pending look = queue[taken++ % behind];
        if (look.at + k <= run_end)
            continue;
        uint32_t a = table_look_up(&table, pair, look.at, look.hash, k);
        if (a == nowhere)
            continue;
        al_anchor anchor = extend(pair, a, look.at, k, run_start);
        anchor.bits = al_run_bits(pair, anchor.start[0], anchor.length);
        run_start = anchor.start[1];
        run_end = anchor.start[1] + anchor.length;
        if (!al_anchors_add(out, allocator, anchor))
            status = al_fail_memory(error);
    }
    al_release(allocator, table.slots);
    al_release(allocator, filter.bits);
    return status;
}
