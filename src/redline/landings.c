/* SPDX-License-Identifier: Apache-2.0 */
/* Sorted once and then halved: there may be as many elements to ask for as bytes in the list. */
#include "redline/landings.h"

#include "base/search.h"

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
    size_t first = al_first_from(landings->bytes, 0, landings->n, sizeof *landings->bytes, 0,
                                 within.start + 1);
    return first < landings->n && landings->bytes[first] < within.end;
}
