/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sorting numbers by a comparison, stable, with memory of the caller, in n log n on any input;
 * and finding a place in what is sorted.
 */
#ifndef AL_ORDER_H
#define AL_ORDER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Whether number `left` stands before number `right`. */
typedef bool al_before(const void *context, size_t left, size_t right);

/* Sort `count` numbers; `room` has space for as many. What is in order already costs n. */
void al_order(size_t *numbers, size_t count, size_t *room, al_before *before, const void *context);

/* Whether number `number` of a sorted list stands before a key. */
typedef bool al_before_key(const void *context, size_t number, uint64_t key);

/*
 * The first of `count` numbers that does not stand before the key, or `count`. Inline, so that what
 * looks up every change of a book asks no pointer to a function.
 */
static inline size_t al_order_find(size_t count, al_before_key *before, const void *context,
                                   uint64_t key)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (before(context, middle, key))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

#endif
