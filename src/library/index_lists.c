/* SPDX-License-Identifier: Apache-2.0 */
/* The second half of the indexer: ranks, keys, and the positions of each. */
#include "library/index_lists.h"

#include "base/error.h"
#include "library/format.h"
#include "library/index_word.h"

#include <assert.h>
#include <string.h>

/*
 * How many function words and pair words there are to be, by the words of the segment: each pair
 * word more makes fewer long lists and more keys, which weigh more the smaller a segment is. The
 * figures are in doc/method.md.
 */
typedef struct ranking {
    uint64_t below; /* words */
    uint32_t functions, paired;
} ranking;

const double al_indexer_reading = .65;

/* A list shorter than this needs no help. */
enum { LEAST_RANKED = 64 };

static const ranking rankings[] = {{200000, 32, 32},
                                   {2000000, 64, 64},
                                   {12000000, 64, 256},
                                   {80000000, 128, 512},
                                   {UINT64_MAX, 256, 1024}};

static const ranking *ranking_for(uint64_t words)
{
    const ranking *usual = rankings;
    while (words >= usual->below)
        usual++;
    return usual;
}

uint32_t al_usual_pairs(uint64_t words)
{
    return ranking_for(words)->paired;
}

/* A key with where its positions go. */
typedef struct posted {
    uint64_t key;
    uint32_t of; /* number of a form; of a pair its number in the table of pairs */
    uint32_t count;
    uint32_t flags;
} posted;

typedef struct dealing {
    al_indexer *indexer;
    const almost_allocator *allocator;
    uint64_t *ranked; /* keys of pair words by rank */
    uint32_t functions, paired;
    uint32_t *pair_counts; /* paired * paired */
    posted *keys;
    uint32_t n_keys;
    uint64_t *form_at; /* where the next position of a form goes; of a pair */
    uint64_t *pair_at;
    uint32_t *positions;
} dealing;

/* --- Ranks -------------------------------------------------------------- */

static bool is_commoner(const al_indexed_form *a, const al_indexed_form *b)
{
    return a->count != b->count ? a->count > b->count : a->key < b->key;
}

/* The commonest forms, by insertion into a row that stays short. */
static void rank_forms(dealing *dealing)
{
    const al_indexer *indexer = dealing->indexer;
    uint32_t n = 0;
    for (uint32_t i = 0; i < indexer->n_forms; i++) {
        const al_indexed_form *form = &indexer->forms[i];
        uint32_t last = n < dealing->paired ? n : dealing->paired - 1, at = last;
        if (form->count < LEAST_RANKED)
            continue;
        if (n == dealing->paired &&
            !is_commoner(form, &indexer->forms[(uint32_t)dealing->ranked[last]]))
            continue;
        while (at > 0 && is_commoner(form, &indexer->forms[(uint32_t)dealing->ranked[at - 1]])) {
            dealing->ranked[at] = dealing->ranked[at - 1];
            at--;
        }
        dealing->ranked[at] = i;
        n += n < dealing->paired;
    }
    dealing->paired = n;
    dealing->functions = dealing->functions < n ? dealing->functions : n;
    for (uint32_t i = 0; i < n; i++)
        dealing->ranked[i] = indexer->forms[(uint32_t)dealing->ranked[i]].key;
}

static almost_status settle_ranks(dealing *dealing, const al_ranks *ranks, almost_error *error)
{
    al_indexer *indexer = dealing->indexer;
    const ranking *usual = ranking_for(indexer->n_words);
    bool given = ranks != NULL && ranks->keys != NULL;
    dealing->functions = given ? ranks->functions : usual->functions;
    dealing->paired = given ? ranks->paired : usual->paired;
    dealing->ranked = al_allocate(dealing->allocator, dealing->paired, sizeof *dealing->ranked);
    if (dealing->ranked == NULL)
        return al_fail_memory(error);
    if (given)
        memcpy(dealing->ranked, ranks->keys, dealing->paired * sizeof *dealing->ranked);
    else
        rank_forms(dealing);
    for (uint32_t i = 0; i < indexer->n_forms; i++)
        indexer->forms[i].rank = UINT32_MAX;
    for (uint32_t i = 0; i < dealing->paired; i++) {
        uint32_t form = al_indexer_form(indexer, dealing->ranked[i]);
        if (form != UINT32_MAX)
            indexer->forms[form].rank = i;
    }
    al_segment_maker_ranks(&indexer->maker, dealing->ranked, dealing->functions, dealing->paired);
    return ALMOST_OK;
}

/* --- Keys --------------------------------------------------------------- */

/* The number of the pair of a word and the one before; UINT32_MAX: it is none. */
static uint32_t pair_of(const dealing *dealing, uint32_t before, uint32_t rank)
{
    return before < dealing->paired && rank < dealing->paired ? before * dealing->paired + rank
                                                              : UINT32_MAX;
}

static almost_status count_pairs(dealing *dealing, almost_error *error)
{
    const al_indexer *indexer = dealing->indexer;
    size_t n = (size_t)dealing->paired * dealing->paired;
    dealing->pair_counts = al_allocate_zero(dealing->allocator, n, sizeof *dealing->pair_counts);
    if (dealing->pair_counts == NULL)
        return al_fail_memory(error);
    for (uint32_t i = 0; i < indexer->n_runs; i++) {
        const al_index_run *run = &indexer->runs[i];
        uint32_t before = UINT32_MAX;
        for (uint64_t word = run->word; word < run->word + run->n; word++) {
            uint32_t rank = indexer->forms[indexer->words[word]].rank;
            uint32_t pair = pair_of(dealing, before, rank);
            if (pair != UINT32_MAX)
                dealing->pair_counts[pair]++;
            before = rank;
        }
    }
    return ALMOST_OK;
}

static void list_keys(dealing *dealing)
{
    const al_indexer *indexer = dealing->indexer;
    uint32_t pairs = dealing->paired * dealing->paired;
    for (uint32_t i = 0; i < indexer->n_forms; i++) {
        const al_indexed_form *form = &indexer->forms[i];
        uint32_t flags = (form->rank < dealing->functions ? AL_ENTRY_FUNCTION : 0) |
                         (form->rank < dealing->paired ? AL_ENTRY_PAIRED : 0);
        dealing->keys[dealing->n_keys++] = (posted){form->key, i, form->count, flags};
    }
    for (uint32_t i = 0; i < pairs; i++) {
        uint64_t key =
            al_pair_key(dealing->ranked[i / dealing->paired], dealing->ranked[i % dealing->paired]);
        if (dealing->pair_counts[i] > 0)
            dealing->keys[dealing->n_keys++] =
                (posted){key, i, dealing->pair_counts[i], AL_ENTRY_PAIR};
    }
}

/* By their keys, 13 bits at a time; forms stay before pairs of the same key. */
static void sort_keys(posted *keys, posted *room, uint32_t n)
{
    enum { DIGIT = 13, DIGITS = AL_KEY_BITS / DIGIT };
    uint32_t starts[1 << DIGIT];
    for (uint32_t pass = 0; pass < DIGITS; pass++) {
        const uint32_t shift = pass * DIGIT, mask = (1 << DIGIT) - 1;
        uint32_t sum = 0;
        memset(starts, 0, sizeof starts);
        for (uint32_t i = 0; i < n; i++)
            starts[keys[i].key >> shift & mask]++;
        for (uint32_t i = 0; i <= mask; i++) {
            uint32_t count = starts[i];
            starts[i] = sum;
            sum += count;
        }
        for (uint32_t i = 0; i < n; i++)
            room[starts[keys[i].key >> shift & mask]++] = keys[i];
        posted *other = keys;
        keys = room;
        room = other;
    }
}

static almost_status collect_keys(dealing *dealing, almost_error *error)
{
    size_t pairs = 0, all = (size_t)dealing->paired * dealing->paired;
    for (size_t i = 0; i < all; i++)
        pairs += dealing->pair_counts[i] > 0;
    size_t n = dealing->indexer->n_forms + pairs;
    dealing->keys = al_allocate(dealing->allocator, n, sizeof *dealing->keys);
    posted *room = al_allocate(dealing->allocator, n, sizeof *room);
    if (dealing->keys != NULL && room != NULL) {
        list_keys(dealing);
        sort_keys(dealing->keys, room, dealing->n_keys);
    }
    bool made = dealing->keys != NULL && room != NULL;
    al_release(dealing->allocator, room);
    return made ? ALMOST_OK : al_fail_memory(error);
}

/* --- Positions ---------------------------------------------------------- */

/* Where the list of each key begins among all positions. */
static almost_status lay_out(dealing *dealing, almost_error *error)
{
    size_t pairs = (size_t)dealing->paired * dealing->paired;
    uint64_t sum = 0;
    dealing->form_at = al_allocate(dealing->allocator, dealing->indexer->n_forms, 8);
    dealing->pair_at = al_allocate(dealing->allocator, pairs, 8);
    if (dealing->form_at == NULL || dealing->pair_at == NULL)
        return al_fail_memory(error);
    for (uint32_t i = 0; i < dealing->n_keys; i++) {
        const posted *key = &dealing->keys[i];
        *(key->flags & AL_ENTRY_PAIR ? &dealing->pair_at[key->of] : &dealing->form_at[key->of]) =
            sum;
        sum += key->flags & AL_ENTRY_FUNCTION ? 0 : key->count;
    }
    dealing->positions = al_allocate(dealing->allocator, sum, sizeof *dealing->positions);
    return dealing->positions != NULL ? ALMOST_OK : al_fail_memory(error);
}

/* Of the time that lists take: up to where positions are dealt out, and up to where lists are made;
   the rest is for the disk. */
static const double until_keys = .2, until_dealing = .35, until_making = .65, until_writing = .9;

static void deal_out_run(dealing *dealing, const al_index_run *run, uint64_t start, uint64_t end)
{
    const al_indexer *indexer = dealing->indexer;
    uint32_t before =
        start > 0 ? indexer->forms[indexer->words[run->word + start - 1]].rank : UINT32_MAX;
    for (uint64_t k = start; k < end; k++) {
        uint32_t word = indexer->words[run->word + k], rank = indexer->forms[word].rank;
        uint32_t position = (uint32_t)(run->position + k), pair = pair_of(dealing, before, rank);
        if (rank >= dealing->functions)
            dealing->positions[dealing->form_at[word]++] = position;
        if (pair != UINT32_MAX)
            dealing->positions[dealing->pair_at[pair]++] = position - 1;
        before = rank;
    }
}

static almost_status deal_out(dealing *dealing, al_pace *pace, almost_error *error)
{
    const uint64_t piece = UINT64_C(1) << 18;
    const al_indexer *indexer = dealing->indexer;
    almost_status status = ALMOST_OK;
    for (uint32_t i = 0; status == ALMOST_OK && i < indexer->n_runs; i++) {
        const al_index_run *run = &indexer->runs[i];
        for (uint64_t at = 0; status == ALMOST_OK && at < run->n; at += piece) {
            uint64_t end = run->n - at < piece ? run->n : at + piece;
            deal_out_run(dealing, run, at, end);
            double done = (double)(run->word + end) / (double)indexer->n_words;
            status =
                al_pace_tell(pace, until_dealing + (until_making - until_dealing) * done, error);
        }
    }
    return status;
}

/* Of two keys that are one by their bits the form is kept: a pair that lacks its list costs time.
 */
static almost_status hand_over(dealing *dealing, al_pace *pace, almost_error *error)
{
    enum { OFTEN = 1024 }; /* keys */
    const uint32_t *at = dealing->positions;
    almost_status status = ALMOST_OK;
    for (uint32_t i = 0; status == ALMOST_OK && i < dealing->n_keys; i++) {
        const posted *key = &dealing->keys[i];
        bool listed = (key->flags & AL_ENTRY_FUNCTION) == 0;
        if (i == 0 || key->key != dealing->keys[i - 1].key)
            al_segment_maker_key(&dealing->indexer->maker, key->key, key->flags, listed ? at : NULL,
                                 key->count);
        at += listed ? key->count : 0;
        if (i % OFTEN == 0)
            status = al_pace_tell(
                pace, until_making + (until_writing - until_making) * i / dealing->n_keys, error);
    }
    return status;
}

almost_status al_indexer_finish(al_indexer *indexer, const al_ranks *ranks, al_pace *pace,
                                al_segment_about *about, almost_error *error)
{
    dealing dealing = {.indexer = indexer, .allocator = indexer->allocator};
    almost_status status = al_pace_tell(pace, 0, error);
    if (status == ALMOST_OK)
        status = settle_ranks(&dealing, ranks, error);
    if (status == ALMOST_OK)
        status = count_pairs(&dealing, error);
    if (status == ALMOST_OK)
        status = al_pace_tell(pace, until_keys, error);
    if (status == ALMOST_OK)
        status = collect_keys(&dealing, error);
    if (status == ALMOST_OK)
        status = lay_out(&dealing, error);
    if (status == ALMOST_OK)
        status = deal_out(&dealing, pace, error);
    if (status == ALMOST_OK)
        status = hand_over(&dealing, pace, error);
    if (status == ALMOST_OK) {
        indexer->making = false;
        status = al_segment_maker_finish(&indexer->maker, about, error);
    }
    al_release(dealing.allocator, dealing.ranked);
    al_release(dealing.allocator, dealing.pair_counts);
    al_release(dealing.allocator, dealing.keys);
    al_release(dealing.allocator, dealing.form_at);
    al_release(dealing.allocator, dealing.pair_at);
    al_release(dealing.allocator, dealing.positions);
    return status;
}
