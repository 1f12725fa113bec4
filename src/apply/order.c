/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Merge sort of natural runs. The orders that are sorted here are nearly
 * sorted already: the original's is the telling's but for what moved.
 */
#include "apply/order.h"

#include <assert.h>
#include <string.h>

static size_t run_end(const size_t *numbers, size_t start, size_t count, al_before *before,
                      const void *context)
{
    size_t end = start + 1;
    while (end < count && !before(context, numbers[end], numbers[end - 1]))
        end++;
    return end;
}

static void merge(size_t *numbers, size_t middle, size_t end, size_t *room, al_before *before,
                  const void *context)
{
    assert(0 < middle && middle < end);
    memcpy(room, numbers, middle * sizeof *numbers);
    size_t left = 0, right = middle, to = 0;
    while (left < middle && right < end) {
        if (before(context, numbers[right], room[left]))
            numbers[to++] = numbers[right++];
        else
            numbers[to++] = room[left++];
    }
    memcpy(numbers + to, room + left, (middle - left) * sizeof *numbers);
}

void al_order(size_t *numbers, size_t count, size_t *room, al_before *before, const void *context)
{
    bool merged = true;
    while (merged) {
        merged = false;
        for (size_t start = 0; start < count;) {
            size_t middle = run_end(numbers, start, count, before, context);
            if (middle == count)
                break;
            size_t end = run_end(numbers, middle, count, before, context);
            merge(numbers + start, middle - start, end - start, room, before, context);
            merged = true;
            start = end;
        }
    }
}
