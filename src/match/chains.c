/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chains: colinear sets of anchors by gap-cost dynamic programming with a
 * bounded look-back, as in minimap2. A text has many chains, in any order,
 * which is how moved passages are found. Here a chain decides who owns words
 * that several anchors want: the best chain claims first.
 */
#include "match/anchors.h"

#include "base/error.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const uint32_t look_back = 16;
static const float gap_cost = .05F;  /* bits a word between two anchors */
static const float shift_cost = .5F; /* bits a word of change of diagonal */

typedef struct link {
    float score;
    uint32_t previous; /* AL_NONE at the head of a chain */
    uint32_t end;      /* 1 when some anchor continues from here */
} chain_link;

typedef struct chain_tail {
    float score;
    uint32_t anchor;
} chain_tail;

bool al_anchors_add(al_anchors *anchors, const almost_allocator *allocator, al_anchor anchor)
{
    if (!al_grow(allocator, (void **)&anchors->items, &anchors->capacity, anchors->n + 1,
                 sizeof *anchors->items))
        return false;
    anchors->items[anchors->n++] = anchor;
    return true;
}

bool al_anchors_merge(al_anchors *anchors, const almost_allocator *allocator,
                      const al_anchors *more)
{
    if (!al_grow(allocator, (void **)&anchors->items, &anchors->capacity, anchors->n + more->n,
                 sizeof *anchors->items))
        return false;
    size_t i = anchors->n, j = more->n;
    anchors->n += more->n;
    for (size_t at = anchors->n; at-- > 0 && j > 0;) {
        if (i > 0 && anchors->items[i - 1].start[1] > more->items[j - 1].start[1])
            anchors->items[at] = anchors->items[--i];
        else
            anchors->items[at] = more->items[--j];
    }
    assert(al_anchors_ascend(anchors));
    return true;
}

al_words_range al_anchors_range(const al_anchor *anchors, size_t n)
{
    const al_anchor *last = &anchors[n - 1];
    return (al_words_range){
        {anchors->start[0], anchors->start[1]},
        {last->start[0] + last->length, last->start[1] + last->length},
    };
}

bool al_anchors_ascend(const al_anchors *anchors)
{
    for (size_t i = 0; i < anchors->n; i++) {
        const al_anchor *anchor = &anchors->items[i];
        if (anchor->length == 0 ||
            (i > 0 && anchor->start[1] < anchor[-1].start[1] + anchor[-1].length))
            return false;
    }
    return true;
}

void al_anchors_trace(const al_pair *pair, const char *stage, const char *what,
                      const al_anchors *anchors)
{
    for (size_t i = 0; al_tracing(&pair->trace) && i < anchors->n; i++)
        al_trace_words(&pair->trace, stage, what, al_anchors_range(&anchors->items[i], 1),
                       anchors->items[i].bits);
}

void al_line_trace(const al_pair *pair, const char *what, const al_anchor *anchors, size_t n)
{
    double bits = 0;
    if (!al_tracing(&pair->trace) || n == 0)
        return;
    for (size_t i = 0; i < n; i++)
        bits += anchors[i].bits;
    al_trace_words(&pair->trace, "moves", what, al_anchors_range(anchors, n), bits);
}

float al_run_bits(const al_pair *pair, uint32_t start, uint32_t length)
{
    float bits = 0;
    const uint32_t *words = pair->words[0] + start;
    for (uint32_t i = 0; i < length; i++)
        bits += pair->bits[words[i]];
    return bits;
}

void al_anchor_extend(const al_pair *pair, al_words_range within, al_anchor *anchor)
{
    const uint32_t *mine = pair->words[0], *theirs = pair->words[1];
    uint32_t start[2] = {anchor->start[0], anchor->start[1]};
    uint32_t end[2] = {start[0] + anchor->length, start[1] + anchor->length};
    while (start[0] > within.start[0] && start[1] > within.start[1] &&
           mine[start[0] - 1] == theirs[start[1] - 1]) {
        start[0]--;
        start[1]--;
    }
    while (end[0] < within.end[0] && end[1] < within.end[1] && mine[end[0]] == theirs[end[1]]) {
        end[0]++;
        end[1]++;
    }
    memcpy(anchor->start, start, sizeof start);
    anchor->length = end[0] - start[0];
    anchor->bits = al_run_bits(pair, start[0], anchor->length);
}

float al_anchor_distance(const al_anchor *from, const al_anchor *to)
{
    if (to->start[0] <= from->start[0] || to->start[1] <= from->start[1])
        return 2 * AL_FAR;
    int64_t a = (int64_t)to->start[0] - from->start[0] - from->length;
    int64_t b = (int64_t)to->start[1] - from->start[1] - from->length;
    if (a + (int64_t)to->length <= 0 || b + (int64_t)to->length <= 0)
        return 2 * AL_FAR;
    int64_t shift = a > b ? a - b : b - a, gap = a > b ? a : b;
    return (gap > 0 ? gap_cost * (float)gap : 0) + shift_cost * (float)shift;
}

static void link_anchors(const al_anchors *anchors, chain_link *links)
{
    for (uint32_t i = 0; i < anchors->n; i++) {
        const al_anchor *anchor = &anchors->items[i];
        chain_link best = {.score = anchor->bits, .previous = AL_NONE};
        for (uint32_t j = i; j > 0 && i - j < look_back; j--) {
            const al_anchor *before = &anchors->items[j - 1];
            float cost = al_anchor_distance(before, anchor);
            if (cost > AL_FAR)
                continue;
            float score = links[j - 1].score + anchor->bits - cost;
            if (score > best.score)
                best = (chain_link){.score = score, .previous = j - 1};
            if (before->start[0] + before->length == anchor->start[0] ||
                before->start[1] + before->length == anchor->start[1])
                break; /* adjacent: nothing farther back does better */
        }
        links[i] = best;
        if (best.previous != AL_NONE)
            links[best.previous].end = 1;
    }
}

static int by_score(const void *left, const void *right)
{
    const chain_tail *a = left, *b = right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    return a->anchor < b->anchor ? -1 : 1;
}

static int by_telling(const void *left, const void *right)
{
    const al_anchor *a = left, *b = right;
    return a->start[1] < b->start[1] ? -1 : a->start[1] > b->start[1];
}

/* Claim the longest part of an anchor that is free on both sides, if it is worth enough. */
static bool claim(const al_pair *pair, uint8_t *const taken[2], al_anchor *anchor)
{
    const uint8_t *mine = taken[0] + anchor->start[0], *theirs = taken[1] + anchor->start[1];
    uint32_t best = 0, best_start = 0, run = 0;
    for (uint32_t i = 0; i < anchor->length; i++) {
        run = mine[i] | theirs[i] ? 0 : run + 1;
        if (run > best) {
            best = run;
            best_start = i + 1 - run;
        }
    }
    if (best != anchor->length) {
        anchor->start[0] += best_start;
        anchor->start[1] += best_start;
        anchor->length = best;
        anchor->bits = al_run_bits(pair, anchor->start[0], best);
    }
    if (best == 0 || anchor->bits < AL_LEAST_ANCHOR)
        return false;
    memset(taken[0] + anchor->start[0], 1, best);
    memset(taken[1] + anchor->start[1], 1, best);
    return true;
}

/* Walk each chain from its tail, best tail first; anchors of better chains are gone already. */
static void claim_chains(const al_pair *pair, uint8_t *const taken[2], al_anchors *anchors,
                         chain_link *links, chain_tail *tails)
{
    size_t n_tails = 0;
    for (uint32_t i = 0; i < anchors->n; i++)
        if (!links[i].end)
            tails[n_tails++] = (chain_tail){links[i].score, i};
    qsort(tails, n_tails, sizeof *tails, by_score);
    for (size_t t = 0; t < n_tails; t++) {
        for (uint32_t i = tails[t].anchor; i != AL_NONE;) {
            uint32_t previous = links[i].previous;
            links[i].previous = AL_NONE;
            if (links[i].end != 2 && !claim(pair, taken, &anchors->items[i]))
                anchors->items[i].length = 0;
            links[i].end = 2;
            i = previous;
        }
    }
}

/* Tell each chain from its head to its tail; where several have one head, all of them. */
static void trace_chains(const al_pair *pair, const al_anchors *anchors, const chain_link *links)
{
    for (uint32_t tail = 0; tail < anchors->n; tail++) {
        if (links[tail].end)
            continue;
        uint32_t head = tail;
        while (links[head].previous != AL_NONE)
            head = links[head].previous;
        al_words_range words = al_anchors_range(&anchors->items[tail], 1);
        memcpy(words.start, anchors->items[head].start, sizeof words.start);
        al_trace_words(&pair->trace, "chains", "chain", words, links[tail].score);
    }
}

almost_status al_anchors_claim(const al_pair *pair, const almost_allocator *allocator,
                               uint8_t *const taken[2], al_anchors *anchors, almost_error *error)
{
    if (anchors->n == 0)
        return ALMOST_OK;
    chain_link *links = al_allocate(allocator, anchors->n, sizeof *links);
    chain_tail *tails = al_allocate(allocator, anchors->n, sizeof *tails);
    if (links == NULL || tails == NULL) {
        al_release(allocator, links);
        al_release(allocator, tails);
        return al_fail_memory(error);
    }
    link_anchors(anchors, links);
    if (al_tracing(&pair->trace))
        trace_chains(pair, anchors, links);
    claim_chains(pair, taken, anchors, links, tails);
    al_release(allocator, links);
    al_release(allocator, tails);
    size_t kept = 0;
    for (size_t i = 0; i < anchors->n; i++)
        if (anchors->items[i].length > 0)
            anchors->items[kept++] = anchors->items[i];
    anchors->n = kept;
    if (kept > 1)
        qsort(anchors->items, kept, sizeof *anchors->items, by_telling);
    assert(al_anchors_ascend(anchors));
    al_anchors_trace(pair, "chains", "claimed", anchors);
    return ALMOST_OK;
}
