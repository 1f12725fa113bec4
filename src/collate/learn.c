/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two rounds of expectation and re-estimation over a few pairs of sequences (Dempster, Laird and
 * Rubin 1977): how often scribes of this tradition keep, respell, replace and leave out words.
 * Pairs are no independent samples, as one scribe's habit shows in all pairs of his copies, which
 * is why what is assumed weighs so much.
 */
#include "collate/learn.h"

#include "base/error.h"
#include "base/workers.h"

#include <stdatomic.h>
#include <string.h>

enum { ROUNDS = 2, MOST_PAIRS = 24, MOST_WORDS = 200000 };

/* A word that has partners by less is not yet, or no longer, in the text. */
static const double matched = .5;

/* Of the whole of the work: about so much, where there are some dozen witnesses. */
static const double share_of_learning = .2;

/* Bounds for what a tradition of a few words could teach. */
static const double least_open = .002, most_open = .2, least_extend = .3, most_extend = .95;

/* --- Filling pairs by several threads -----------------------------------------------------------
 */

typedef struct filling {
    al_pairings *pairings;
    const al_model *model;
    const al_collating *collating;
    al_shares shares;
    atomic_uint next;
    atomic_bool failed;
} filling;

/* Fill one after the other; on the thread of who asked for all, tell how far it is. */
static void fill_some(filling *filling, bool tells)
{
    uint32_t i, n = filling->pairings->n;
    al_pairer pairer;
    if (!al_pairer_init(&pairer, filling->model, filling->collating))
        filling->failed = true;
    while (!filling->failed && (i = atomic_fetch_add(&filling->next, 1)) < n) {
        double share = filling->shares.from + (filling->shares.to - filling->shares.from) * i / n;
        if ((tells && !al_watch_tell(filling->collating->watch, "collating", share)) ||
            !al_pairing_fill(&filling->pairings->items[i], &pairer))
            filling->failed = true;
    }
    al_pairer_release(&pairer);
}

static void fill_as_worker(void *context)
{
    fill_some(context, false);
}

almost_status al_pairings_fill(al_pairings *pairings, const al_model *model,
                               const al_collating *collating, al_shares shares, almost_error *error)
{
    filling filling = {
        .pairings = pairings, .model = model, .collating = collating, .shares = shares};
    uint32_t threads = collating->threads < pairings->n ? collating->threads : pairings->n;
    al_workers *workers = NULL;
    if (threads > 1)
        workers = al_workers_start(pairings->allocator, threads - 1, fill_as_worker, &filling);
    fill_some(&filling, true);
    al_workers_join(workers);
    return filling.failed ? al_watch_fail(collating->watch, error) : ALMOST_OK;
}

/* --- Which pairs there are -----------------------------------------------------------------------
 */

bool al_pairings_init(al_pairings *pairings, const al_tradition *tradition, size_t n_pairs)
{
    size_t n = tradition->n, all = n * (n - 1) / 2;
    *pairings = (al_pairings){.allocator = tradition->allocator, .tradition = tradition};
    pairings->items = al_allocate_zero(tradition->allocator, n_pairs, sizeof *pairings->items);
    pairings->numbers = al_allocate(tradition->allocator, all, sizeof *pairings->numbers);
    if (pairings->items == NULL || pairings->numbers == NULL) {
        al_pairings_release(pairings);
        return false;
    }
    memset(pairings->numbers, 0xFF, all * sizeof *pairings->numbers);
    return true;
}

void al_pairings_add(al_pairings *pairings, uint32_t x, uint32_t y)
{
    pairings->numbers[(size_t)y * (y - 1) / 2 + x] = pairings->n;
    pairings->items[pairings->n++] = (al_pairing){.x = x, .y = y};
}

bool al_pairings_all(al_pairings *pairings, const al_tradition *tradition)
{
    size_t n = tradition->n;
    if (!al_pairings_init(pairings, tradition, n * (n - 1) / 2))
        return false;
    for (uint32_t x = 0; x < n; x++)
        for (uint32_t y = x + 1; y < n; y++)
            al_pairings_add(pairings, x, y);
    return true;
}

void al_pairings_release(al_pairings *pairings)
{
    if (pairings->allocator == NULL)
        return;
    for (uint32_t i = 0; i < pairings->n; i++)
        al_pairing_release(&pairings->items[i], pairings->allocator);
    al_release(pairings->allocator, pairings->items);
    al_release(pairings->allocator, pairings->numbers);
    *pairings = (al_pairings){.allocator = NULL};
}

/* Some pairs to learn from: evenly spaced among all, and not too many words. */
static bool choose_pairs(al_pairings *pairings, const al_tradition *tradition)
{
    uint64_t n = tradition->n, all = n * (n - 1) / 2, words = 0, number = 0;
    uint64_t wanted = all < MOST_PAIRS ? all : MOST_PAIRS, taken = 0;
    if (!al_pairings_init(pairings, tradition, wanted))
        return false;
    for (uint32_t x = 0; x < n; x++) {
        for (uint32_t y = x + 1; y < n; y++, number++) {
            if (taken == wanted || number * wanted / all < taken)
                continue;
            taken++;
            words += tradition->sequences[x].n + (uint64_t)tradition->sequences[y].n;
            if (words <= MOST_WORDS || pairings->n == 0)
                al_pairings_add(pairings, x, y);
        }
    }
    return true;
}

/* --- What pairs teach --------------------------------------------------------------------------
 */

typedef struct tally {
    double kept[AL_N_LIKE];
    double words; /* that have partners */
    double gaps;  /* that begin on either side, between the first and the last of these */
    double alone; /* words in them */
} tally;

/* How surely each word has a partner, of either side. */
static void add_partners(const al_pairing *pairing, uint32_t n, double *of_x, double *of_y)
{
    for (uint32_t x = 0; x < n; x++) {
        for (uint32_t i = pairing->starts[x]; i < pairing->starts[x + 1]; i++) {
            of_x[x] += pairing->partners[i].p;
            of_y[pairing->partners[i].word] += pairing->partners[i].p;
        }
    }
}

/* Gaps of a side: what lies before the first and behind the last partner is none, but a fragment.
 */
static void tally_gaps(tally *tally, const double *partners, uint32_t n, double weight)
{
    uint32_t first = 0, end = n;
    while (first < end && partners[first] < matched)
        first++;
    while (end > first && partners[end - 1] < matched)
        end--;
    double last = 0;
    for (uint32_t i = first; i < end; i++) {
        double alone = partners[i] < 1 ? 1 - partners[i] : 0;
        tally->alone += weight * alone;
        tally->gaps += alone > last ? weight * (alone - last) : 0;
        last = alone;
    }
}

static void tally_classes(tally *tally, const al_pairing *pairing, al_likeness *likeness,
                          double weight)
{
    const al_sequence *x = &likeness->tradition->sequences[pairing->x];
    const al_sequence *y = &likeness->tradition->sequences[pairing->y];
    for (uint32_t word = 0; word < x->n; word++) {
        for (uint32_t i = pairing->starts[word]; i < pairing->starts[word + 1]; i++) {
            al_partner partner = pairing->partners[i];
            int class = al_likeness_class(likeness, x->forms[word], y->forms[partner.word]);
            tally->kept[class] += weight * partner.p;
            tally->words += weight * partner.p;
        }
    }
}

static bool tally_pair(tally *tally, const al_pairing *pairing, al_likeness *likeness)
{
    const al_tradition *tradition = likeness->tradition;
    const al_sequence *x = &tradition->sequences[pairing->x],
                      *y = &tradition->sequences[pairing->y];
    double weight = (double)x->weight * y->weight;
    size_t n = (size_t)x->n + y->n;
    double *partners = al_allocate_zero(tradition->allocator, n, sizeof *partners);
    if (partners == NULL)
        return false;
    add_partners(pairing, x->n, partners, partners + x->n);
    tally_gaps(tally, partners, x->n, weight);
    tally_gaps(tally, partners + x->n, y->n, weight);
    tally_classes(tally, pairing, likeness, weight);
    al_release(tradition->allocator, partners);
    return true;
}

static double within(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

/* Either side may have a gap at each word: half of the gaps are one side's. */
static void estimate(al_model *model, const al_model *before, const tally *tally)
{
    const double prior = AL_MODEL_PRIOR_WORDS, gaps = AL_MODEL_PRIOR_GAPS;
    for (int class = 0; class < AL_N_LIKE; class ++)
        model->kept[class] =
            (prior * before->kept[class] + tally->kept[class]) / (prior + tally->words);
    double open = (prior * before->open + tally->gaps / 2) / (prior + tally->words);
    double extend = (gaps * before->extend + tally->alone - tally->gaps) / (gaps + tally->alone);
    model->open = within(open, least_open, most_open);
    model->extend = within(extend, least_extend, most_extend);
    al_model_settle(model);
}

typedef struct learning {
    al_model *model;
    al_model before;
    al_pairings pairings;
    al_likeness likeness;
    const al_collating *collating;
} learning;

static almost_status learn_round(learning *learning, int round, almost_error *error)
{
    const double share = share_of_learning / ROUNDS;
    const al_shares shares = {share * round, share * (round + 1)};
    al_pairings *pairings = &learning->pairings;
    tally tally = {.words = 0};
    almost_status status =
        al_pairings_fill(pairings, learning->model, learning->collating, shares, error);
    for (uint32_t i = 0; i < pairings->n && status == ALMOST_OK; i++)
        if (!tally_pair(&tally, &pairings->items[i], &learning->likeness))
            status = al_fail_memory(error);
    for (uint32_t i = 0; i < pairings->n; i++)
        al_pairing_release(&pairings->items[i], pairings->allocator);
    if (status == ALMOST_OK)
        estimate(learning->model, &learning->before, &tally);
    return status;
}

almost_status al_model_learn(al_model *model, const al_tradition *tradition,
                             const al_collating *collating, almost_error *error)
{
    learning learning = {.model = model, .collating = collating};
    almost_status status = ALMOST_OK;
    if (!al_likeness_init(&learning.likeness, tradition))
        return al_fail_memory(error);
    al_model_init(model, tradition, &learning.likeness);
    learning.before = *model;
    if (tradition->n > 1 && !choose_pairs(&learning.pairings, tradition))
        status = al_fail_memory(error);
    for (int round = 0; tradition->n > 1 && round < ROUNDS && status == ALMOST_OK; round++)
        status = learn_round(&learning, round, error);
    al_pairings_release(&learning.pairings);
    al_likeness_release(&learning.likeness);
    return status;
}
