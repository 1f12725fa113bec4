/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds of long texts by hashed k-grams, as in minimap2 (Li, Bioinformatics
 * 2018), but over words: rare runs of words shared by the two sides. One k-gram
 * in four is looked at. One that stands twice in side 0 says little about where
 * its copy comes from and is dead.
 *
 * A hit is extended both ways to the longest equal run. Hits inside that run
 * are skipped, and no extension goes back behind the start of the run before,
 * so that all extensions together are linear in side 1.
 */
#include "match/anchors.h"

#include "base/error.h"
#include "base/secret.h"
#include "match/sample.h"

enum {
    seed_words = AL_SAMPLE_WORDS,
    behind = 16, /* look-ups in flight: the time of one cache miss */
    dead = 1
};

/* A place of side 0 by its k-gram: the lower half of the hash, and position * 2 + dead. */
typedef struct seed_slot {
    uint32_t hash;
    uint32_t place;
} seed_slot;

typedef struct seed_table {
    const uint64_t *factors;
    seed_slot *slots;
    uint32_t mask;
    bool repeats; /* side 0 repeats itself */
} seed_table;

static const uint32_t nowhere = UINT32_MAX;

/* One in four. */
static bool chosen(const uint32_t *words)
{
    return al_sample_has(al_sample_hash(words));
}

/* Of its place: multilinear, by factors that nobody can foresee; see kgrams.c. */
static uint64_t kgram_hash(const seed_table *table, const uint32_t *words)
{
    const uint64_t *factors = table->factors;
    return words[0] * factors[0] + words[1] * factors[1] + words[2] * factors[2] +
           words[3] * factors[3];
}

static uint32_t slot_of(const seed_table *table, uint64_t hash)
{
    return (uint32_t)(hash >> 32) & table->mask;
}

static bool equal_kgram(const uint32_t *a, const uint32_t *b)
{
    for (uint32_t i = 0; i < seed_words; i++)
        if (a[i] != b[i])
            return false;
    return true;
}

/* The k-grams of side 0, `n` of them. False when memory ends. */
static bool table_fill(seed_table *table, const uint32_t *words, uint32_t n,
                       const almost_allocator *allocator)
{
    size_t size = 64;
    while (size < ((size_t)n / 4 + 64) * 2)
        size *= 2;
    table->slots = al_allocate(allocator, size, sizeof *table->slots);
    if (table->slots == NULL)
        return false;
    table->mask = (uint32_t)(size - 1);
    for (size_t i = 0; i < size; i++)
        table->slots[i].place = nowhere;
    size_t used = 0, once = 0, all = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (!chosen(words + i))
            continue;
        all++;
        uint64_t hash = kgram_hash(table, words + i);
        uint32_t at = slot_of(table, hash), lower = (uint32_t)hash;
        while (table->slots[at].place != nowhere &&
               (table->slots[at].hash != lower ||
                !equal_kgram(words + table->slots[at].place / 2, words + i)))
            at = (at + 1) & table->mask;
        if (table->slots[at].place != nowhere) {
            once -= !(table->slots[at].place & dead);
            table->slots[at].place |= dead;
        } else if (++used * 4 < size * 3) { /* a sample can come out larger; what is over is lost */
            once++;
            table->slots[at] = (seed_slot){lower, i * 2};
        }
    }
    table->repeats = al_sample_repeats(all, once);
    return true;
}

/* The place in side 0 of the k-gram at words, or `nowhere`. */
static uint32_t table_look_up(const seed_table *table, const al_pair *pair, uint32_t at,
                              uint64_t hash)
{
    uint32_t lower = (uint32_t)hash;
    for (uint32_t slot = slot_of(table, hash);; slot = (slot + 1) & table->mask) {
        const seed_slot *found = &table->slots[slot];
        if (found->place == nowhere)
            return nowhere;
        if (found->hash == lower &&
            equal_kgram(pair->words[0] + found->place / 2, pair->words[1] + at))
            return found->place & dead ? nowhere : found->place / 2;
    }
}

typedef struct pending {
    uint64_t hash;
    uint32_t at;
} pending;

almost_status al_seeds_find(const al_pair *pair, const almost_allocator *allocator, al_anchors *out,
                            bool *repeats, almost_error *error)
{
    *repeats = false;
    if (pair->n[0] < seed_words || pair->n[1] < seed_words)
        return ALMOST_OK;
    seed_table table = {.factors = al_secret() + 4};
    if (!table_fill(&table, pair->words[0], pair->n[0] - seed_words + 1, allocator))
        return al_fail_memory(error);
    *repeats = table.repeats;
    almost_status status = ALMOST_OK;
    pending queue[behind];
    size_t queued = 0, taken = 0;
    uint32_t next = 0, last = pair->n[1] - seed_words + 1, run_start = 0, run_end = 0;
    while (status == ALMOST_OK && (next < last || taken < queued)) {
        if (next < last && queued - taken < behind) {
            if (chosen(pair->words[1] + next)) {
                uint64_t hash = kgram_hash(&table, pair->words[1] + next);
                __builtin_prefetch(&table.slots[slot_of(&table, hash)]);
                queue[queued++ % behind] = (pending){hash, next};
            }
            next++;
            continue;
        }
        pending look = queue[taken++ % behind];
        if (look.at + seed_words <= run_end)
            continue;
        uint32_t a = table_look_up(&table, pair, look.at, look.hash);
        if (a == nowhere)
            continue;
        al_anchor anchor = {.start = {a, look.at}, .length = seed_words};
        al_words_range within = {{0, run_start}, {pair->n[0], pair->n[1]}};
        al_anchor_extend(pair, within, &anchor);
        run_start = anchor.start[1];
        run_end = anchor.start[1] + anchor.length;
        if (!al_anchors_add(out, allocator, anchor))
            status = al_fail_memory(error);
    }
    al_release(allocator, table.slots);
    return status;
}
