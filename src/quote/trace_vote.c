/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The positions in the lists of the rarest keys are votes, each for its diagonal. Longer lists have
 * too many to vote: theirs count only where a vote is near. What has company is sorted, and each
 * stretch of six diagonals weighed by the words that meet in it, so that a name that stands all
 * over a chapter cannot outvote a sentence. Nine votes in ten stand alone, which trace_nearby.h
 * tells: they are not sorted, and are candidates only where there is nothing better.
 */
#include "quote/trace_vote.h"

#include "base/error.h"

#include <string.h>

enum {
    BIAS = AL_QUERY_WORDS + AL_NEARBY_REACH, /* so that no diagonal is negative */
    KEY_BITS = 8,                            /* of a vote: its key's number */
    STRETCH = AL_NEARBY_REACH + 1, /* diagonals: so many words may be added or missing in all */
    LEAST_LISTS = 3,               /* that vote, though they are long */
    FAR_OVER = 8,                  /* times the budget: longer ones do not */
    MOST_READ = 1 << 22            /* positions of one list */
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
    uint32_t n_keys;             /* by their counts, the rarest first */
    uint32_t n_voting;           /* of them, whose lists vote */
    uint32_t n_read;             /* whose lists are read */
    uint32_t ends[AL_VOTE_KEYS]; /* of what each list left among the items, those read last first */
    almost_error *error;
} ballot;

void al_votes_release(al_votes *votes)
{
    al_release(votes->allocator, votes->positions);
    al_release(votes->allocator, votes->items);
    al_release(votes->allocator, votes->sorting);
    al_nearby_release(&votes->nearby, votes->allocator);
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
    ballot->votes->n_positions = total;
    for (; i < ballot->n_keys; i++) {
        total += ballot->keys[i].entry.count;
        if (total > budget->seconding)
            break;
    }
    ballot->n_read = i;
}

/* The positions of a list behind those of the lists that vote, `before` of them. */
static almost_status read_list(ballot *ballot, uint32_t i, size_t before)
{
    al_votes *votes = ballot->votes;
    const al_entry *entry = &ballot->keys[i].entry;
    if (!al_grow(votes->allocator, (void **)&votes->positions, &votes->positions_capacity,
                 before + entry->count, sizeof *votes->positions))
        return al_fail_memory(ballot->error);
    if (!al_segment_positions(ballot->segment, entry, votes->positions + before))
        return al_segment_broken(ballot->segment, "a list is none", ballot->error);
    return ALMOST_OK;
}

/* What is added to a position of a list for its diagonal. */
static inline uint64_t shift_of(const ballot *ballot, uint32_t i)
{
    return BIAS - ballot->keys[i].word;
}

/* The lists that vote, one behind the other, each of their positions marked. */
static almost_status read_voting(ballot *ballot)
{
    al_votes *votes = ballot->votes;
    size_t done = 0;
    if (!al_nearby_begin(&votes->nearby, votes->allocator, votes->n_positions,
                         ballot->segment->positions))
        return al_fail_memory(ballot->error);
    const al_nearby nearby = votes->nearby;
    for (uint32_t i = 0; i < ballot->n_voting; i++) {
        const uint64_t shift = shift_of(ballot, i);
        almost_status status = read_list(ballot, i, done);
        if (status != ALMOST_OK)
            return status;
        for (size_t end = done + ballot->keys[i].entry.count; done < end; done++)
            al_nearby_mark(&nearby, votes->positions[done] + shift);
    }
    al_nearby_end(&nearby);
    return ALMOST_OK;
}

static almost_status make_room(al_votes *votes, uint32_t more, almost_error *error)
{
    return al_grow(votes->allocator, (void **)&votes->items, &votes->capacity,
                   (size_t)votes->n + more, sizeof *votes->items)
               ? ALMOST_OK
               : al_fail_memory(error);
}

/* The positions of the longer lists that have a vote nearby, which then has company. */
static almost_status read_seconding(ballot *ballot)
{
    al_votes *votes = ballot->votes;
    const al_nearby nearby = votes->nearby;
    for (uint32_t i = ballot->n_voting; i < ballot->n_read; i++) {
        const uint32_t n = ballot->keys[i].entry.count;
        const uint64_t shift = shift_of(ballot, i);
        almost_status status = read_list(ballot, i, votes->n_positions);
        if (status == ALMOST_OK)
            status = make_room(votes, n, ballot->error);
        if (status != ALMOST_OK)
            return status;
        const uint32_t *positions = votes->positions + votes->n_positions;
        uint64_t *out = votes->items + votes->n;
        for (uint32_t k = 0; k < n; k++) {
            *out = (positions[k] + shift) << KEY_BITS | i;
            out += al_nearby_has(&nearby, positions[k] + shift);
        }
        for (; votes->n < out - votes->items; votes->n++)
            al_nearby_second(&nearby, votes->items[votes->n] >> KEY_BITS);
        ballot->ends[i - ballot->n_voting] = votes->n;
    }
    al_nearby_end(&nearby);
    return ALMOST_OK;
}

/* The votes that have company. */
static almost_status take_voting(ballot *ballot)
{
    al_votes *votes = ballot->votes;
    const al_nearby nearby = votes->nearby;
    const uint32_t *positions = votes->positions;
    for (uint32_t i = 0; i < ballot->n_voting; i++) {
        const uint32_t n = ballot->keys[i].entry.count;
        const uint64_t shift = shift_of(ballot, i);
        almost_status status = make_room(votes, n, ballot->error);
        if (status != ALMOST_OK)
            return status;
        uint64_t *out = votes->items + votes->n;
        for (uint32_t k = 0; k < n; k++) {
            *out = (positions[k] + shift) << KEY_BITS | i;
            out += al_nearby_has_two(&nearby, positions[k] + shift);
        }
        votes->n = (uint32_t)(out - votes->items);
        ballot->ends[ballot->n_read - ballot->n_voting + i] = votes->n;
        positions += n;
    }
    return ALMOST_OK;
}

/* --- Sorting ------------------------------------------------------------ */

/* A part of the items, ascending. */
typedef struct run {
    const uint64_t *first, *end;
} run;

static inline size_t length_of(run run)
{
    return (size_t)(run.end - run.first);
}

/*
 * Two runs in one; nothing is in both. Without branches, which would be guessed wrong half the
 * time, and from both ends at once, so that one does not wait for the other.
 */
static void merge_two(run a, run b, uint64_t *out)
{
    uint64_t *out_end = out + length_of(a) + length_of(b);
    for (size_t n = 2; n > 1;) {
        n = length_of(a) < length_of(b) ? length_of(a) : length_of(b);
        for (size_t i = 0; i < n / 2; i++) { /* so that neither ends */
            const bool low = *b.first < *a.first, high = a.end[-1] < b.end[-1];
            *out++ = low ? *b.first : *a.first;
            *--out_end = high ? b.end[-1] : a.end[-1];
            a.first += !low;
            b.first += low;
            a.end -= !high;
            b.end -= high;
        }
    }
    while (a.first < a.end && b.first < b.end)
        *out++ = *b.first < *a.first ? *b.first++ : *a.first++;
    while (a.first < a.end)
        *out++ = *a.first++;
    while (b.first < b.end)
        *out++ = *b.first++;
}

static void swap_sorting(al_votes *votes)
{
    uint64_t *items = votes->items;
    const size_t capacity = votes->capacity;
    votes->items = votes->sorting;
    votes->capacity = votes->sorting_capacity;
    votes->sorting = items;
    votes->sorting_capacity = capacity;
}

/* By diagonals. What each list left is in order, so that pairs of such rows are merged. */
static almost_status sort_votes(ballot *ballot)
{
    al_votes *votes = ballot->votes;
    uint32_t *ends = ballot->ends;
    if (votes->n == 0)
        return ALMOST_OK;
    if (!al_grow(votes->allocator, (void **)&votes->sorting, &votes->sorting_capacity, votes->n,
                 sizeof *votes->sorting))
        return al_fail_memory(ballot->error);
    for (uint32_t n = ballot->n_read; n > 1; n = (n + 1) / 2) {
        for (uint32_t i = 0; i < n; i += 2) {
            const uint32_t start = i > 0 ? ends[i - 1] : 0, end = i + 1 < n ? ends[i + 1] : ends[i];
            const uint64_t *items = votes->items;
            merge_two((run){items + start, items + ends[i]}, (run){items + ends[i], items + end},
                      votes->sorting + start);
            ends[i / 2] = end;
        }
        swap_sorting(votes);
    }
    return ALMOST_OK;
}

/* --- Stretches ---------------------------------------------------------- */

/* Which of two places is looked at first: the heavier one, of equal ones the first. */
static inline bool goes_before(const al_candidate *a, const al_candidate *b)
{
    if (a->bits != b->bits)
        return a->bits > b->bits;
    return a->segment != b->segment ? a->segment < b->segment : a->position < b->position;
}

static bool add_candidate(al_candidates *out, const al_candidate *candidate)
{
    uint32_t at = out->n;
    if (at == AL_CANDIDATES && !goes_before(candidate, &out->items[at - 1]))
        return false;
    at = at < AL_CANDIDATES ? at : AL_CANDIDATES - 1;
    for (; at > 0 && goes_before(candidate, &out->items[at - 1]); at--)
        out->items[at] = out->items[at - 1];
    out->items[at] = *candidate;
    out->n += out->n < AL_CANDIDATES;
    return true;
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

static inline uint64_t diagonal_of(const al_votes *votes, uint32_t i)
{
    return votes->items[i] >> KEY_BITS;
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

/* Whether a place of so many bits is too light to be a candidate. */
static inline bool is_light(const al_candidates *out, double bits)
{
    return out->n == AL_CANDIDATES && (float)bits <= out->items[AL_CANDIDATES - 1].bits;
}

static inline double bits_of(const vote_key *key)
{
    return key->bits[0] + key->bits[1];
}

/* At least the bits of the words that meet in the stretch that begins with vote i. */
static double bound_stretch(const ballot *ballot, uint32_t i)
{
    double bits = bits_of(key_of(ballot, i));
    for (uint32_t k = i; goes_on(ballot->votes, i, k); k++)
        bits += bits_of(key_of(ballot, k + 1));
    return bits;
}

/* Of stretches that overlap the heaviest. */
static void list_stretches(const ballot *ballot, uint32_t segment, al_candidates *out)
{
    const al_votes *votes = ballot->votes;
    for (uint32_t i = 0; i < votes->n;) {
        if (is_light(out, bound_stretch(ballot, i))) {
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
        const vote_key *key = key_of(ballot, best);
        uint32_t position = (uint32_t)(diagonal_of(votes, best) - (BIAS - key->word));
        add_candidate(out, &(al_candidate){segment, position, key->word, (float)bits});
        k = best;
        while (goes_on(votes, best, k))
            k++;
        i = k + 1;
    }
}

/* Votes without company, the first ones of each key, while they are heavy enough. */
static void list_lonely(const ballot *ballot, uint32_t segment, al_candidates *out)
{
    const uint32_t *positions = ballot->votes->positions;
    for (uint32_t i = 0; i < ballot->n_voting; i++) {
        const vote_key *key = &ballot->keys[i];
        const float bits = (float)bits_of(key);
        bool taken = true;
        for (uint32_t k = 0; k < key->entry.count && taken; k++)
            if (!al_nearby_has_two(&ballot->votes->nearby, positions[k] + shift_of(ballot, i)))
                taken = add_candidate(out, &(al_candidate){segment, positions[k], key->word, bits});
        positions += key->entry.count;
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
    votes->n = 0;
    almost_status status = read_voting(&ballot);
    if (status == ALMOST_OK)
        status = read_seconding(&ballot);
    if (status == ALMOST_OK)
        status = take_voting(&ballot);
    if (status == ALMOST_OK)
        status = sort_votes(&ballot);
    if (status != ALMOST_OK)
        return status;
    list_stretches(&ballot, segment, out);
    list_lonely(&ballot, segment, out);
    return ALMOST_OK;
}
