/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The positions in the lists of the rarest keys are votes, each for its diagonal. Longer lists have
 * too many to vote: theirs count only where a vote is near, which a filter of a few kilobytes
 * tells. What is left is sorted, and each stretch of six diagonals weighed by the words that meet
 * in it, so that a name that stands all over a chapter cannot outvote a sentence.
 */
#include "quote/trace_vote.h"

#include "base/error.h"

#include <string.h>

enum {
    BIAS = AL_QUERY_WORDS, /* so that no diagonal is negative */
    KEY_BITS = 8,          /* of a vote: its key's number */
    STRETCH = 6,           /* diagonals: so many words may be added or missing in all */
    BUCKET_BITS = 4,       /* diagonals of a bit in the filter */
    LEAST_LISTS = 3,       /* that vote, though they are long */
    FAR_OVER = 8,          /* times the budget: longer ones do not */
    MOST_READ = 1 << 22,   /* positions of one list */
    PASSES = 3             /* of sorting */
};

/* A key of the quotation that the segment has: of a word, or of it and the next. */
typedef struct vote_key {
    al_entry entry;
    uint32_t word;
    double bits[2]; /* of the words; the second is 0 where there is one */
} vote_key;

typedef struct ballot {
    al_votes *votes;
    const al_segment *segment;
    vote_key keys[AL_VOTE_KEYS];
    uint32_t n_keys;   /* by their counts, the rarest first */
    uint32_t n_voting; /* of them, whose lists vote */
    uint32_t n_read;   /* whose lists are read */
    uint32_t shift;    /* of hashes, to bits of the filter */
    almost_error *error;
} ballot;

void al_votes_release(al_votes *votes)
{
    al_release(votes->allocator, votes->positions);
    al_release(votes->allocator, votes->items);
    al_release(votes->allocator, votes->sorting);
    al_release(votes->allocator, votes->filter);
}

/* --- Keys --------------------------------------------------------------- */

static void add_key(ballot *ballot, const al_entry *entry, uint32_t word, double first,
                    double second)
{
    uint32_t at = ballot->n_keys;
    if (entry->count == 0 || (entry->flags & AL_ENTRY_FUNCTION) || entry->count > MOST_READ)
        return;
    if (at == AL_VOTE_KEYS && ballot->keys[at - 1].entry.count <= entry->count)
        return;
    at = at < AL_VOTE_KEYS ? at : AL_VOTE_KEYS - 1;
    for (; at > 0 && ballot->keys[at - 1].entry.count > entry->count; at--)
        ballot->keys[at] = ballot->keys[at - 1];
    ballot->keys[at] = (vote_key){*entry, word, {first, second}};
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
                add_key(ballot, &entry, word, first->items[i]->bits, second->items[k]->bits);
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
            add_key(ballot, &here->entries[k], i, here->items[k]->bits, 0);
        if (i > 0)
            add_pairs(ballot, before, here, i - 1);
    }
}

/* --- Lists -------------------------------------------------------------- */

/* Which lists vote, the rarest first, and which are read besides. */
static void choose_lists(ballot *ballot, const al_vote_budget *budget)
{
    uint64_t total = 0;
    uint32_t i = 0;
    for (; i < ballot->n_keys; i++) {
        uint64_t with = total + ballot->keys[i].entry.count;
        if (i > 0 && with > budget->voting &&
            (i >= LEAST_LISTS || with > (uint64_t)FAR_OVER * budget->voting))
            break;
        total = with;
    }
    ballot->n_voting = i;
    for (; i < ballot->n_keys; i++) {
        total += ballot->keys[i].entry.count;
        if (total > budget->seconding)
            break;
    }
    ballot->n_read = i;
}

static almost_status read_list(ballot *ballot, uint32_t i, uint32_t room)
{
    al_votes *votes = ballot->votes;
    const al_entry *entry = &ballot->keys[i].entry;
    if (!al_grow(votes->allocator, (void **)&votes->positions, &votes->positions_capacity,
                 entry->count, sizeof *votes->positions) ||
        !al_grow(votes->allocator, (void **)&votes->items, &votes->capacity,
                 (size_t)votes->n + room, sizeof *votes->items))
        return al_fail_memory(ballot->error);
    if (!al_segment_positions(ballot->segment, entry, votes->positions))
        return al_segment_broken(ballot->segment, "a list is none", ballot->error);
    return ALMOST_OK;
}

static almost_status read_voting(ballot *ballot)
{
    al_votes *votes = ballot->votes;
    votes->n = 0;
    for (uint32_t i = 0; i < ballot->n_voting; i++) {
        uint32_t n = ballot->keys[i].entry.count, shift = BIAS - ballot->keys[i].word;
        almost_status status = read_list(ballot, i, n);
        if (status != ALMOST_OK)
            return status;
        uint64_t *out = votes->items + votes->n;
        for (uint32_t k = 0; k < n; k++)
            out[k] = (uint64_t)(votes->positions[k] + shift) << KEY_BITS | i;
        votes->n += n;
    }
    return ALMOST_OK;
}

/* --- The filter --------------------------------------------------------- */

static inline uint32_t filter_place(const ballot *ballot, uint32_t bucket)
{
    return bucket * UINT32_C(0x9E3779B9) >> ballot->shift;
}

/* The bucket of each vote and its nearer neighbour. */
static almost_status fill_filter(ballot *ballot)
{
    enum { A_VOTE = 16, LEAST_BITS = 10, MOST_BITS = 24 };
    al_votes *votes = ballot->votes;
    uint32_t bits = LEAST_BITS;
    while (bits < MOST_BITS && (UINT32_C(1) << bits) / A_VOTE < votes->n)
        bits++;
    ballot->shift = 32 - bits;
    size_t words = (size_t)1 << (bits - 6);
    if (!al_grow(votes->allocator, (void **)&votes->filter, &votes->filter_capacity, words,
                 sizeof *votes->filter))
        return al_fail_memory(ballot->error);
    memset(votes->filter, 0, words * sizeof *votes->filter);
    for (uint32_t i = 0; i < votes->n; i++) {
        uint32_t half = (uint32_t)(votes->items[i] >> KEY_BITS) >> (BUCKET_BITS - 1);
        uint32_t here = filter_place(ballot, half >> 1),
                 there = filter_place(ballot, (half >> 1) + (half & 1) * 2 - 1);
        votes->filter[here / 64] |= UINT64_C(1) << here % 64;
        votes->filter[there / 64] |= UINT64_C(1) << there % 64;
    }
    return ALMOST_OK;
}

/* The positions of the longer lists that have a vote nearby. */
static almost_status read_seconding(ballot *ballot)
{
    al_votes *votes = ballot->votes;
    almost_status status = ballot->n_read > ballot->n_voting ? fill_filter(ballot) : ALMOST_OK;
    for (uint32_t i = ballot->n_voting; status == ALMOST_OK && i < ballot->n_read; i++) {
        uint32_t n = ballot->keys[i].entry.count, shift = BIAS - ballot->keys[i].word;
        status = read_list(ballot, i, n);
        if (status != ALMOST_OK)
            break;
        uint64_t *out = votes->items + votes->n;
        for (uint32_t k = 0; k < n; k++) {
            uint32_t diagonal = votes->positions[k] + shift;
            uint32_t place = filter_place(ballot, diagonal >> BUCKET_BITS);
            *out = (uint64_t)diagonal << KEY_BITS | i;
            out += votes->filter[place / 64] >> place % 64 & 1;
        }
        votes->n = (uint32_t)(out - votes->items);
    }
    return status;
}

/* --- Sorting ------------------------------------------------------------ */

/* By diagonals, which have so many bits: from the lowest digit to the highest. */
static almost_status sort_votes(ballot *ballot, uint32_t bits)
{
    al_votes *votes = ballot->votes;
    const uint32_t digit = (bits + PASSES - 1) / PASSES, mask = (UINT32_C(1) << digit) - 1;
    uint32_t counts[PASSES][1 << 11];
    if (!al_grow(votes->allocator, (void **)&votes->sorting, &votes->sorting_capacity, votes->n,
                 sizeof *votes->sorting))
        return al_fail_memory(ballot->error);
    for (uint32_t pass = 0; pass < PASSES; pass++)
        memset(counts[pass], 0, (mask + 1) * sizeof **counts);
    for (uint32_t i = 0; i < votes->n; i++)
        for (uint32_t pass = 0; pass < PASSES; pass++)
            counts[pass][votes->items[i] >> (KEY_BITS + pass * digit) & mask]++;
    uint64_t *from = votes->items, *to = votes->sorting;
    for (uint32_t pass = 0; pass < PASSES; pass++) {
        uint32_t sum = 0;
        for (uint32_t k = 0; k <= mask; k++) {
            uint32_t count = counts[pass][k];
            counts[pass][k] = sum;
            sum += count;
        }
        for (uint32_t i = 0; i < votes->n; i++)
            to[counts[pass][from[i] >> (KEY_BITS + pass * digit) & mask]++] = from[i];
        uint64_t *other = from;
        from = to;
        to = other;
    }
    votes->sorting = to; /* an odd number of passes */
    votes->items = from;
    size_t capacity = votes->capacity;
    votes->capacity = votes->sorting_capacity;
    votes->sorting_capacity = capacity;
    return ALMOST_OK;
}

/* --- Stretches ---------------------------------------------------------- */

static void add_candidate(al_candidates *out, const al_candidate *candidate)
{
    uint32_t at = out->n;
    if (at == AL_CANDIDATES && out->items[at - 1].bits >= candidate->bits)
        return;
    at = at < AL_CANDIDATES ? at : AL_CANDIDATES - 1;
    for (; at > 0 && out->items[at - 1].bits < candidate->bits; at--)
        out->items[at] = out->items[at - 1];
    out->items[at] = *candidate;
    out->n += out->n < AL_CANDIDATES;
}

/* Add the bits of those words of a key that are not in the mask yet, which has 65. */
static double add_words(const vote_key *key, uint64_t mask[2])
{
    double bits = 0;
    for (uint32_t k = 0; k < 2 && key->bits[k] > 0; k++) {
        uint32_t word = key->word + k;
        uint64_t bit = UINT64_C(1) << word % 64;
        bits += (mask[word / 64] & bit) == 0 ? key->bits[k] : 0;
        mask[word / 64] |= bit;
    }
    return bits;
}

static inline uint32_t diagonal_of(const al_votes *votes, uint32_t i)
{
    return (uint32_t)(votes->items[i] >> KEY_BITS);
}

static inline const vote_key *key_of(const ballot *ballot, uint32_t i)
{
    return &ballot->keys[ballot->votes->items[i] & ((1U << KEY_BITS) - 1)];
}

/* Whether the vote behind i is in the stretch that begins with vote `first`. */
static inline bool goes_on(const al_votes *votes, uint32_t first, uint32_t i)
{
    return i + 1 < votes->n && diagonal_of(votes, i + 1) - diagonal_of(votes, first) < STRETCH;
}

/* The bits of the words that meet in the stretch that begins with vote i. */
static double weigh_stretch(const ballot *ballot, uint32_t i)
{
    uint64_t mask[2] = {0, 0};
    double bits = add_words(key_of(ballot, i), mask);
    for (uint32_t k = i; goes_on(ballot->votes, i, k); k++)
        bits += add_words(key_of(ballot, k + 1), mask);
    return bits;
}

/* Whether a vote that stands alone is too light to be a candidate. */
static inline bool is_light(const al_candidates *out, const vote_key *key)
{
    return out->n == AL_CANDIDATES &&
           (float)(key->bits[0] + key->bits[1]) <= out->items[AL_CANDIDATES - 1].bits;
}

/* Of stretches that overlap the heaviest. */
static void list_stretches(const ballot *ballot, uint32_t segment, al_candidates *out)
{
    const al_votes *votes = ballot->votes;
    for (uint32_t i = 0; i < votes->n;) {
        if (!goes_on(votes, i, i) && is_light(out, key_of(ballot, i))) {
            i++;
            continue;
        }
        uint32_t best = i, k = i;
        double bits = weigh_stretch(ballot, i);
        while (goes_on(votes, i, k)) {
            double other = weigh_stretch(ballot, ++k);
            best = other > bits ? k : best;
            bits = other > bits ? other : bits;
        }
        const uint32_t word = key_of(ballot, best)->word;
        add_candidate(out, &(al_candidate){segment, diagonal_of(votes, best) - BIAS + word, word,
                                           (float)bits});
        k = best;
        while (goes_on(votes, best, k))
            k++;
        i = k + 1;
    }
}

/* --- All of it ---------------------------------------------------------- */

static void note_read(const ballot *ballot, al_candidates *out)
{
    uint64_t mask[2] = {0, 0};
    double bits = 0;
    for (uint32_t i = ballot->n_read; i-- > 0;) /* the likeliest reading of a word first */
        bits += add_words(&ballot->keys[i], mask);
    out->read = bits > out->read ? bits : out->read;
    out->all &= ballot->n_voting == ballot->n_keys;
}

/* Bits of the diagonals of a segment. */
static uint32_t diagonal_bits(const al_segment *segment)
{
    uint32_t bits = 1;
    while (bits < 32 && (segment->positions + BIAS) >> bits != 0)
        bits++;
    return bits;
}

almost_status al_vote(al_votes *votes, const almost_library *library, uint32_t segment,
                      const al_query *query, al_candidates *out, almost_error *error)
{
    ballot ballot; /* not cleared: most of it is room */
    ballot.votes = votes;
    ballot.segment = library->holdings[segment].segment;
    ballot.error = error;
    find_keys(&ballot, query);
    choose_lists(&ballot, &out->budget);
    note_read(&ballot, out);
    if (ballot.n_read == 0)
        return ALMOST_OK;
    almost_status status = read_voting(&ballot);
    if (status == ALMOST_OK)
        status = read_seconding(&ballot);
    if (status == ALMOST_OK)
        status = sort_votes(&ballot, diagonal_bits(ballot.segment));
    if (status == ALMOST_OK)
        list_stretches(&ballot, segment, out);
    return status;
}
