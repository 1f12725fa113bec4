/* SPDX-License-Identifier: Apache-2.0 */
/* All of it: shares and passages as they were told, and against one text the comparison. */
#include "watch/watch.h"

#include "base/error.h"

#include <stdlib.h>
#include <string.h>

static int by_words(const void *a, const void *b)
{
    const almost_watch_share *x = a, *y = b;
    if (x->words != y->words)
        return x->words > y->words ? -1 : 1;
    return strcmp(x->source, y->source);
}

static almost_status sum_passages(almost_watch *watch, almost_error *error)
{
    const al_told *told = &watch->told;
    almost_watch_passage *passages =
        al_allocate(watch->allocator, told->n_passages, sizeof *passages);
    if (passages == NULL)
        return al_fail_memory(error);
    for (size_t i = 0; i < told->n_passages; i++) {
        passages[i] = told->passages[i].passage;
        if (passages[i].words > 0)
            passages[i].likeness = (double)told->passages[i].placed / (double)passages[i].words;
    }
    al_release(watch->allocator, watch->passages);
    watch->passages = passages;
    watch->summary.passages = passages;
    watch->summary.n_passages = told->n_passages;
    watch->summary.passages_dropped = told->passages_dropped;
    return ALMOST_OK;
}

static almost_status sum_shares(almost_watch *watch, almost_error *error)
{
    const al_told *told = &watch->told;
    almost_watch_summary *summary = &watch->summary;
    double all = watch->words > 0 ? (double)watch->words : 1;
    almost_watch_share *shares = al_allocate(watch->allocator, told->n_shares, sizeof *shares);
    if (shares == NULL)
        return al_fail_memory(error);
    summary->told = 0;
    summary->n_shares = 0;
    for (size_t i = 0; i < told->n_shares; i++) {
        almost_watch_share share = told->shares[i].share;
        share.share = (double)share.words / all;
        summary->told += share.share;
        if (share.words > 0)
            shares[summary->n_shares++] = share;
    }
    if (summary->n_shares > 1)
        qsort(shares, summary->n_shares, sizeof *shares, by_words);
    al_release(watch->allocator, watch->shares);
    watch->shares = shares;
    summary->shares = shares;
    return ALMOST_OK;
}

/* The telling as a text, as its reader would have it who read it from a file. */
static almost_status make_text(almost_watch *watch, almost_error *error)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.environment = &watch->environment;
    options.encoding = "UTF-8";
    options.format = "text";
    options.name = watch->name;
    almost_text_free(watch->whole);
    watch->whole = NULL;
    return almost_text_from_memory(watch->heard.bytes, watch->heard.length, &options, &watch->whole,
                                   error);
}

static almost_status compare(almost_watch *watch, const almost_text *telling,
                             const almost_compare_options *given, almost_error *error)
{
    almost_compare_options options;
    almost_status status = ALMOST_OK;
    almost_compare_options_init(&options);
    options.environment = &watch->environment;
    almost_comparison_free(watch->comparison);
    watch->comparison = NULL;
    watch->summary.comparison = NULL;
    if (watch->ground.seeker != NULL || watch->ground.n_texts != 1 ||
        (telling == NULL && watch->heard.base > 0))
        return ALMOST_OK;
    if (telling == NULL)
        status = make_text(watch, error);
    if (status == ALMOST_OK)
        status = almost_compare(watch->ground.texts[0], telling != NULL ? telling : watch->whole,
                                given != NULL ? given : &options, &watch->comparison, error);
    watch->summary.comparison = watch->comparison;
    return status;
}

almost_status almost_watch_sum(almost_watch *watch, const almost_text *telling,
                               const almost_compare_options *options,
                               const almost_watch_summary **out, almost_error *error)
{
    almost_watch_summary *summary = &watch->summary;
    memcpy(summary->sentences, watch->sentences, sizeof summary->sentences);
    summary->words = watch->words;
    summary->let_go = watch->heard.base;
    almost_status status = sum_passages(watch, error);
    if (status == ALMOST_OK)
        status = sum_shares(watch, error);
    if (status == ALMOST_OK)
        status = compare(watch, telling, options, error);
    if (status == ALMOST_OK)
        *out = summary;
    return status;
}
