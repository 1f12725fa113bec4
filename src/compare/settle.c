/* SPDX-License-Identifier: Apache-2.0 */
/*
 * To settle negations, as one settles accounts: what one change takes away and
 * another, in the same clause, puts back is still there. `knew not` and `did not
 * know` come out as a missing and an added word, and neither touches the
 * negation. The changes of a clause are
 * judged together: those that touch negation, with no end of a clause within
 * or between them and few words apart, are let off when their negations come
 * to the same on both sides. This reads alike from both ends, so that turned
 * comparisons stay mirror images.
 */
#include "compare/changes.h"

#include <string.h>

enum {
    nearby = 100 /* bytes between two such changes at most, on either side */
};

/* What the changes are judged by. */
typedef struct settling {
    const al_sides *sides;
    al_toucher *toucher;
    const al_changes *changes;
} settling;

/* A clause's worth of changes: first to last, and the negations that the original has more. */
typedef struct clause {
    size_t first;
    size_t last;
    int64_t balance;
} clause;

static bool ends_clause(const al_side *side, al_range bytes)
{
    const char *text = side->text->bytes;
    for (uint32_t i = bytes.start; i < bytes.end; i++) {
        char c = text[i];
        if (c == '.' || c == '!' || c == '?' || c == ';' || c == ':')
            return true;
    }
    return false;
}

static bool spans_clauses(const al_sides *sides, const al_change *change)
{
    return ends_clause(&sides->side[sides->original], change->original) ||
           ends_clause(&sides->side[sides->telling], change->telling);
}

static bool touches_negation(const al_change *change)
{
    return change->touches & ALMOST_TOUCHES_NEGATION;
}

static uint32_t negations(const settling *settling, int side, al_range bytes)
{
    const al_side *words = &settling->sides->side[side];
    al_range range = {al_side_word_at(words, bytes.start), al_side_word_at(words, bytes.end)};
    return al_toucher_negations(settling->toucher, side, range);
}

static int64_t balance_of(const settling *settling, const al_change *change)
{
    return (int64_t)negations(settling, settling->sides->original, change->original) -
           (int64_t)negations(settling, settling->sides->telling, change->telling);
}

/* From a change that touches negation on to the last one of its clause. */
static clause clause_from(const settling *settling, size_t first)
{
    const al_change *changes = settling->changes->items;
    clause found = {first, first, balance_of(settling, &changes[first])};
    uint32_t apart = 0;
    for (size_t i = first + 1; i < settling->changes->n; i++) {
        const al_change *change = &changes[i];
        uint32_t mine = change->original.end - change->original.start;
        uint32_t theirs = change->telling.end - change->telling.start;
        apart += mine > theirs ? mine : theirs;
        if (change->kind == ALMOST_MOVED || change->passage != changes[first].passage ||
            apart > nearby || spans_clauses(settling->sides, change))
            break;
        if (!touches_negation(change))
            continue;
        found.last = i;
        found.balance += balance_of(settling, change);
        apart = 0;
    }
    return found;
}

/* Outside of passages, and where words stand in another order, neighbours are so in the telling
 * only. */
static bool has_neighbours(const al_passage *passages, const al_change *change)
{
    return change->passage != 0 && !passages[change->passage - 1].reworded;
}

void al_changes_settle(const al_sides *sides, al_toucher *toucher, const al_passage *passages,
                       al_changes *list)
{
    settling settling = {sides, toucher, list};
    al_change *changes = list->items;
    for (size_t i = 0; i < list->n; i++) {
        if (!has_neighbours(passages, &changes[i]) || !touches_negation(&changes[i]) ||
            spans_clauses(sides, &changes[i]))
            continue;
        clause found = clause_from(&settling, i);
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
