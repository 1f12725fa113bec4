/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weighted longest increasing subsequence, by a Fenwick tree over ranks that
 * holds prefix maxima: for each item the best set that ends at a lower rank is one
 * descent, entering its own another, so n log n on any input.
 */
#include "match/ascent.h"

/* The best set that ends at a rank or before: its weight, and its last item + 1. */
typedef struct best_entry {
    double weight;
    size_t last;
} best_entry;

bool al_heaviest_ascent(const almost_allocator *allocator, al_weighted *items, size_t n,
                        size_t n_ranks, double *weight)
{
    best_entry *tree = al_allocate_zero(allocator, n_ranks + 1, sizeof *tree);
    size_t *previous = al_allocate(allocator, n, sizeof *previous);
    if (tree == NULL || previous == NULL) {
        al_release(allocator, tree);
        al_release(allocator, previous);
        return false;
    }
    best_entry best = {0, 0};
    for (size_t i = 0; i < n; i++) {
        best_entry before = {0, 0};
        for (size_t r = items[i].rank; r > 0; r &= r - 1)
            if (tree[r].weight > before.weight)
                before = tree[r];
        previous[i] = before.last;
        best_entry here = {before.weight + items[i].weight, i + 1};
        for (size_t r = (size_t)items[i].rank + 1; r <= n_ranks; r += r & -r)
            if (here.weight > tree[r].weight)
                tree[r] = here;
        if (here.weight > best.weight)
            best = here;
        items[i].chosen = false;
    }
    for (size_t i = best.last; i > 0; i = previous[i - 1])
        items[i - 1].chosen = true;
    if (weight != NULL)
        *weight = best.weight;
    al_release(allocator, tree);
    al_release(allocator, previous);
    return true;
}
