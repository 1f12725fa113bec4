/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Votes are counted twice. First in buckets of sixteen diagonals, by hash, where each position sets
 * the bit of its key, so that a name that stands all over a chapter cannot outvote a sentence; a
 * bucket is weighed with its better neighbour. Then the positions in the heaviest buckets are
 * sorted, and stretches of six diagonals weighed exactly.
 */
#include "quote/trace_vote.h"

#include "base/error.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    BIAS = AL_QUERY_WORDS, /* so that no diagonal is negative */
    BUCKET_BITS = 4,
    STRETCH = 6,        /* diagonals: so many words may be added or missing in all */
    CLOSE = 800,        /* positions that are looked at closely */
    LEAST_LISTS = 3,    /* that are read, though they are long */
    FAR_OVER = 8,       /* times the budget: longer ones are not */
    MOST_READ = 1 << 22 /* positions of one list */
};

typedef struct al_cast_vote {
    uint32_t diagonal;
    uint16_t weight; /* of its bucket; in eighths of a bit */
    uint8_t key;
    uint8_t word;
} al_cast_vote;

/* A key of the quotation that the segment has. */
typedef struct vote_key {
    al_entry entry;
    uint32_t word;
    double bits;
} vote_key;

typedef struct ballot {
    al_votes *votes;
    const al_segment *segment;
    vote_key keys[AL_VOTE_KEYS];
    uint32_t n_keys; /* by their counts, the rarest first */
    uint32_t n_read;
    uint32_t buckets; /* of the table; a power of two */
    uint32_t shift;
    bool wide; /* masks of 32 bits, not 8 */
    uint16_t weights[4][256];
    almost_error *error;
} ballot;

void al_votes_release(al_votes *votes)
{
    al_release(votes->allocator, votes->positions);
    al_release(votes->allocator, votes->votes);
    al_release(votes->allocator, votes->table);
}

/* --- Keys --------------------------------------------------------------- */

static void add_key(ballot *ballot, const al_entry *entry, uint32_t word, double bits)
{
    uint32_t at = ballot->n_keys;
    if (entry->count == 0 || (entry->flags & AL_ENTRY_FUNCTION) || entry->count > MOST_READ)
        return;
    if (at == AL_VOTE_KEYS && ballot->keys[at - 1].entry.count <= entry->count)
        return;
    at = at < AL_VOTE_KEYS ? at : AL_VOTE_KEYS - 1;
    for (; at > 0 && ballot->keys[at - 1].entry.count > entry->count; at--)
        ballot->keys[at] = ballot->keys[at - 1];
    ballot->keys[at] = (vote_key){*entry, word, bits};
    ballot->n_keys += ballot->n_keys < AL_VOTE_KEYS;
}

/* What a word may stand for, with what the segment has of it. */
typedef struct readings {
    const al_reading *items[1 + AL_QUERY_ALTERNATIVES];
    al_entry entries[1 + AL_QUERY_ALTERNATIVES];
    uint32_t n;
} readings;

static void find_readings(const al_segment *segment, const al_query_word *word, readings *out)
{
    out->n = 0;
    if (word->own.count > 0)
        out->items[out->n++] = &word->own;
    for (uint32_t i = 0; i < word->n_alternatives; i++)
        out->items[out->n++] = &word->alternatives[i];
    for (uint32_t i = 0; i < out->n; i++)
        out->entries[i] = al_segment_find(segment, out->items[i]->key);
}

static void add_pairs(ballot *ballot, const readings *first, const readings *second, uint32_t word)
{
    for (uint32_t i = 0; i < first->n; i++)
        for (uint32_t k = 0; k < second->n; k++) {
            if (!(first->entries[i].flags & second->entries[k].flags & AL_ENTRY_PAIRED))
                continue;
            al_entry entry = al_segment_find(
                ballot->segment, al_pair_key(first->items[i]->key, second->items[k]->key));
            if (entry.flags & AL_ENTRY_PAIR)
                add_key(ballot, &entry, word, first->items[i]->bits + second->items[k]->bits);
        }
}

static void find_keys(ballot *ballot, const al_query *query)
{
    readings both[2];
    ballot->n_keys = 0;
    for (uint32_t i = 0; i < query->n; i++) {
        readings *here = &both[i % 2], *before = &both[1 - i % 2];
        find_readings(ballot->segment, &query->words[i], here);
        for (uint32_t k = 0; k < here->n; k++)
            add_key(ballot, &here->entries[k], i, here->items[k]->bits);
        if (i > 0)
            add_pairs(ballot, before, here, i - 1);
    }
}

/* --- Lists -------------------------------------------------------------- */

/* How many lists are read, the rarest first, and how many positions that is. */
static uint32_t choose_lists(ballot *ballot, uint32_t budget)
{
    uint64_t total = 0;
    ballot->n_read = 0;
    for (uint32_t i = 0; i < ballot->n_keys; i++) {
        uint64_t with = total + ballot->keys[i].entry.count;
        if (i > 0 && ((total >= budget && i >= LEAST_LISTS) || with > (uint64_t)FAR_OVER * budget))
            break;
        total = with;
        ballot->n_read++;
    }
    return (uint32_t)total;
}

static bool make_room(al_votes *votes, uint32_t n, size_t table)
{
    return al_grow(votes->allocator, (void **)&votes->positions, &votes->positions_capacity, n,
                   sizeof *votes->positions) &&
           al_grow(votes->allocator, (void **)&votes->votes, &votes->votes_capacity, n,
                   sizeof *votes->votes) &&
           al_grow(votes->allocator, (void **)&votes->table, &votes->table_capacity, table, 1);
}

static almost_status read_lists(ballot *ballot)
{
    al_votes *votes = ballot->votes;
    votes->n = 0;
    for (uint32_t i = 0; i < ballot->n_read; i++) {
        const vote_key *key = &ballot->keys[i];
        if (!al_segment_positions(ballot->segment, &key->entry, votes->positions))
            return al_segment_broken(ballot->segment, "a list is none", ballot->error);
        for (uint32_t k = 0; k < key->entry.count; k++)
            votes->votes[votes->n++] =
                (al_cast_vote){.diagonal = votes->positions[k] + BIAS - key->word,
                               .key = (uint8_t)i,
                               .word = (uint8_t)key->word};
    }
    return ALMOST_OK;
}

/* --- Buckets ------------------------------------------------------------ */

/* Each mask by the one without its lowest bit. */
static void weigh_masks(ballot *ballot)
{
    const double most = 2000; /* bits, so that four of them are below 2^16 eighths */
    for (uint32_t byte = 0; byte < (ballot->wide ? 4U : 1U); byte++) {
        uint16_t own[8] = {0};
        for (uint32_t k = 0; k < 8 && byte * 8 + k < ballot->n_read; k++) {
            double bits = ballot->keys[byte * 8 + k].bits;
            own[k] = (uint16_t)((bits < most / 8 ? bits : most / 8) * 8);
        }
        ballot->weights[byte][0] = 0;
        for (uint32_t mask = 1; mask < 256; mask++)
            ballot->weights[byte][mask] =
                (uint16_t)(ballot->weights[byte][mask & (mask - 1)] + own[__builtin_ctz(mask)]);
    }
}

/* Eight buckets in a row lie together, so that most have their neighbours in the same line. */
static inline uint32_t bucket_place(const ballot *ballot, uint32_t bucket)
{
    return (bucket >> 3) * UINT32_C(0x9E3779B9) >> ballot->shift << 3 | (bucket & 7);
}

static void mark_buckets(ballot *ballot)
{
    const al_votes *votes = ballot->votes;
    uint8_t *narrow = (uint8_t *)votes->table;
    uint32_t *wide = (uint32_t *)(void *)votes->table;
    memset(votes->table, 0, (size_t)ballot->buckets * (ballot->wide ? 4 : 1));
    if (ballot->wide)
        for (uint32_t i = 0; i < votes->n; i++)
            wide[bucket_place(ballot, votes->votes[i].diagonal >> BUCKET_BITS)] |=
                UINT32_C(1) << votes->votes[i].key;
    else
        for (uint32_t i = 0; i < votes->n; i++)
            narrow[bucket_place(ballot, votes->votes[i].diagonal >> BUCKET_BITS)] |=
                (uint8_t)(1 << votes->votes[i].key);
}

static uint32_t weight_of(const ballot *ballot, uint32_t mask)
{
    const uint16_t(*weights)[256] = ballot->weights;
    return (uint32_t)weights[0][mask & 255] + weights[1][mask >> 8 & 255] +
           weights[2][mask >> 16 & 255] + weights[3][mask >> 24];
}

/* The weight of each vote's bucket with its better neighbour; returns the best. */
static uint32_t weigh_buckets(ballot *ballot)
{
    const al_votes *votes = ballot->votes;
    const uint8_t *narrow = (const uint8_t *)votes->table;
    const uint32_t *wide = (const uint32_t *)(const void *)votes->table;
    uint32_t best = 0;
    for (uint32_t i = 0; i < votes->n; i++) {
        uint32_t bucket = votes->votes[i].diagonal >> BUCKET_BITS, weight, other;
        uint32_t here = bucket_place(ballot, bucket), below = bucket_place(ballot, bucket - 1),
                 above = bucket_place(ballot, bucket + 1);
        if (ballot->wide) {
            weight = weight_of(ballot, wide[here] | wide[below]);
            other = weight_of(ballot, wide[here] | wide[above]);
        } else {
            weight = ballot->weights[0][narrow[here] | narrow[below]];
            other = ballot->weights[0][narrow[here] | narrow[above]];
        }
        weight = weight > other ? weight : other;
        votes->votes[i].weight = (uint16_t)(weight < UINT16_MAX ? weight : UINT16_MAX);
        best = weight > best ? weight : best;
    }
    return best < UINT16_MAX ? best : UINT16_MAX;
}

/* The least weight that is looked at closely: above half of the best, and at most CLOSE votes. */
static uint32_t choose_least(const al_votes *votes, uint32_t best)
{
    enum { STEPS = 32 };
    uint32_t counts[STEPS + 1] = {0}, half = best / 2, total = 0;
    uint32_t step = (best - half) / STEPS + 1;
    for (uint32_t i = 0; i < votes->n; i++)
        if (votes->votes[i].weight > half)
            counts[(votes->votes[i].weight - half) / step]++;
    for (uint32_t k = STEPS + 1; k-- > 0;) {
        if (total > 0 && total + counts[k] > CLOSE)
            return half + (k + 1) * step;
        total += counts[k];
    }
    return half + 1;
}

/* --- Stretches ---------------------------------------------------------- */

static int by_diagonal(const void *a, const void *b)
{
    const al_cast_vote *first = a, *second = b;
    if (first->diagonal != second->diagonal)
        return first->diagonal < second->diagonal ? -1 : 1;
    return (first->key > second->key) - (first->key < second->key);
}

/* Keep the heaviest buckets' votes, by their diagonals. */
static void keep_close(al_votes *votes, uint32_t least)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < votes->n; i++)
        if (votes->votes[i].weight >= least && kept < 4 * CLOSE)
            votes->votes[kept++] = votes->votes[i];
    votes->n = kept;
    if (kept > 1)
        qsort(votes->votes, kept, sizeof *votes->votes, by_diagonal);
}

static bool add_candidate(al_candidates *out, const al_candidate *candidate)
{
    if (!al_grow(out->allocator, (void **)&out->items, &out->capacity, out->n + 1,
                 sizeof *out->items))
        return false;
    out->items[out->n++] = *candidate;
    return true;
}

/* The bits of the keys that meet in the stretch that begins with vote i. */
static double weigh_stretch(const ballot *ballot, uint32_t i)
{
    const al_votes *votes = ballot->votes;
    uint32_t mask = 0;
    double bits = 0;
    for (uint32_t k = i;
         k < votes->n && votes->votes[k].diagonal - votes->votes[i].diagonal < STRETCH; k++) {
        uint32_t bit = UINT32_C(1) << votes->votes[k].key;
        bits += mask & bit ? 0 : ballot->keys[votes->votes[k].key].bits;
        mask |= bit;
    }
    return bits;
}

/* Of stretches that overlap the heaviest. */
static almost_status list_stretches(const ballot *ballot, uint32_t segment, al_candidates *out)
{
    const al_votes *votes = ballot->votes;
    for (uint32_t i = 0; i < votes->n;) {
        uint32_t best = i, k = i;
        double bits = weigh_stretch(ballot, i);
        for (; k < votes->n && votes->votes[k].diagonal - votes->votes[i].diagonal < STRETCH; k++) {
            double other = weigh_stretch(ballot, k);
            if (other > bits) {
                best = k;
                bits = other;
            }
        }
        const al_cast_vote *vote = &votes->votes[best];
        al_candidate candidate = {segment, vote->diagonal - BIAS + vote->word, vote->word,
                                  (float)bits};
        if (!add_candidate(out, &candidate))
            return al_fail_memory(ballot->error);
        while (k < votes->n && votes->votes[k].diagonal - vote->diagonal < STRETCH)
            k++;
        i = k;
    }
    return ALMOST_OK;
}

/* --- All of it ---------------------------------------------------------- */

static void size_table(ballot *ballot, uint32_t total)
{
    uint32_t wanted = total * (ballot->wide ? 8 : 16), bits = 8;
    while (bits < 26 && (UINT32_C(1) << bits) < wanted)
        bits++;
    ballot->buckets = UINT32_C(1) << bits;
    ballot->shift = 32 - (bits - 3);
}

static void note_read(const ballot *ballot, al_candidates *out)
{
    double bits = 0;
    for (uint32_t i = 0; i < ballot->n_read; i++)
        bits += ballot->keys[i].bits;
    out->read = bits > out->read ? bits : out->read;
    out->all &= ballot->n_read == ballot->n_keys;
}

almost_status al_vote(al_votes *votes, const almost_library *library, uint32_t segment,
                      const al_query *query, al_candidates *out, almost_error *error)
{
    ballot ballot; /* not cleared: most of it is room */
    ballot.votes = votes;
    ballot.segment = library->holdings[segment].segment;
    ballot.error = error;
    find_keys(&ballot, query);
    uint32_t total = choose_lists(&ballot, out->budget);
    note_read(&ballot, out);
    if (total == 0)
        return ALMOST_OK;
    ballot.wide = ballot.n_read > 8;
    size_table(&ballot, total);
    if (!make_room(votes, total, (size_t)ballot.buckets * (ballot.wide ? 4 : 1)))
        return al_fail_memory(error);
    almost_status status = read_lists(&ballot);
    if (status != ALMOST_OK)
        return status;
    weigh_masks(&ballot);
    mark_buckets(&ballot);
    uint32_t best = weigh_buckets(&ballot);
    keep_close(votes, choose_least(votes, best));
    return list_stretches(&ballot, segment, out);
}
