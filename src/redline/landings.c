/* SPDX-License-Identifier: Apache-2.0 */
/* Sorted once and then halved: there may be as many elements to ask for as bytes in the list. */
#include "redline/landings.h"

#include <stdlib.h>

void al_landings_add(al_landings *landings, uint32_t byte)
{
    if (landings->failed || !al_grow(landings->allocator, (void **)&landings->bytes,
                                     &landings->room, landings->n + 1, sizeof *landings->bytes)) {
        landings->failed = true;
        return;
    }
    landings->bytes[landings->n++] = byte;
}

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

void al_landings_sort(al_landings *landings)
{
    if (landings->n > 0)
        qsort(landings->bytes, landings->n, sizeof *landings->bytes, by_number);
}

void al_landings_release(al_landings *landings)
{
    al_release(landings->allocator, landings->bytes);
    landings->bytes = NULL;
    landings->n = landings->room = 0;
}

bool al_landings_any(const al_landings *landings, al_range within)
{
    size_t low = 0, high = landings->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (landings->bytes[middle] <= within.start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < landings->n && landings->bytes[low] < within.end;
}
