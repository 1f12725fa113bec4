/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A negation that one change takes away and another, in the same clause, puts
 * back is still there: `knew not` and `did not know` come out as a missing and
 * an added word, and neither touches the negation. The changes of a clause are
 * judged together: those that touch negation, with no end of a clause within
 * or between them and few words apart, are let off when their negations come
 * to the same on both sides. This reads alike from both ends, so that turned
 * comparisons stay mirror images.
 */
#include "compare/comparing.h"

#include <string.h>

enum {
    nearby = 100 /* bytes between two such changes at most, on either side */
};

/* A clause's worth of changes: first to last, and the negations that the original has more. */
typedef struct clause {
    size_t first;
    size_t last;
    int64_t balance;
} clause;

static bool ends_clause(const al_comparing *work, int side, al_range bytes)
{
    const char *text = work->texts[side]->bytes;
    for (uint32_t i = bytes.start; i < bytes.end; i++) {
        char c = text[i];
        if (c == '.' || c == '!' || c == '?' || c == ';' || c == ':')
            return true;
    }
    return false;
}

static bool spans_clauses(const al_comparing *work, const al_change *change)
{
    return ends_clause(work, work->original, change->original) ||
           ends_clause(work, work->telling, change->telling);
}

static bool touches_negation(const al_change *change)
{
    return change->touches & ALMOST_TOUCHES_NEGATION;
}

static uint32_t negations(const al_comparing *work, int side, al_range bytes)
{
    const al_side *words = &work->sides[side];
    al_range range = {al_side_word_at(words, bytes.start), al_side_word_at(words, bytes.end)};
    return al_toucher_negations(work->toucher, side, range);
}

static int64_t balance_of(const al_comparing *work, const al_change *change)
{
    return (int64_t)negations(work, work->original, change->original) -
           (int64_t)negations(work, work->telling, change->telling);
}

/* From a change that touches negation on to the last one of its clause. */
static clause clause_from(const al_comparing *work, size_t first)
{
    const almost_comparison *comparison = work->comparison;
    const al_change *changes = comparison->changes;
    clause found = {first, first, balance_of(work, &changes[first])};
    uint32_t apart = 0;
    for (size_t i = first + 1; i < comparison->n_changes; i++) {
        const al_change *change = &changes[i];
        uint32_t mine = change->original.end - change->original.start;
        uint32_t theirs = change->telling.end - change->telling.start;
        apart += mine > theirs ? mine : theirs;
        if (change->kind == ALMOST_MOVED || change->passage != changes[first].passage ||
            apart > nearby || spans_clauses(work, change))
            break;
        if (!touches_negation(change))
            continue;
        found.last = i;
        found.balance += balance_of(work, change);
        apart = 0;
    }
    return found;
}

/* Outside of passages, and where words stand in another order, neighbours are so in the telling
 * only. */
static bool has_neighbours(const al_comparing *work, const al_change *change)
{
    return change->passage != 0 && !work->passages[change->passage - 1].reworded;
}

void al_changes_settle(al_comparing *work)
{
    al_change *changes = work->comparison->changes;
    for (size_t i = 0; i < work->comparison->n_changes; i++) {
        if (!has_neighbours(work, &changes[i]) || !touches_negation(&changes[i]) ||
            spans_clauses(work, &changes[i]))
            continue;
        clause found = clause_from(work, i);
        for (size_t k = i; found.last > i && found.balance == 0 && k <= found.last; k++) {
            if (!touches_negation(&changes[k]))
                continue;
            changes[k].touches &= ~(uint32_t)ALMOST_TOUCHES_NEGATION;
            if (changes[k].touches == 0)
                changes[k].touches = ALMOST_TOUCHES_WORDING;
        }
        i = found.last;
    }
}
