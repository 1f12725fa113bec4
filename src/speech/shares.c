/* SPDX-License-Identifier: Apache-2.0 */
/* A list of pairs, sorted and summed; see shares.h. */
#include "speech/shares.h"

#include <stdlib.h>

bool al_speech_shares_add(al_speech_shares *shares, uint32_t name, uint32_t who)
{
    if (!al_grow(shares->allocator, (void **)&shares->list, &shares->capacity, shares->n + 2,
                 sizeof *shares->list))
        return false;
    /* the second counts all uses */
    shares->list[shares->n++] = (al_speech_use_of){name, who, 1};
    shares->list[shares->n++] = (al_speech_use_of){name, UINT32_MAX, 1};
    return true;
}

static int compare(const void *a, const void *b)
{
    const al_speech_use_of *x = a, *y = b;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return x->who < y->who ? -1 : x->who > y->who;
}

void al_speech_shares_complete(al_speech_shares *shares)
{
    size_t n = 0;
    if (shares->n > 0)
        qsort(shares->list, shares->n, sizeof *shares->list, compare);
    for (size_t i = 0; i < shares->n; i++) {
        if (n > 0 && compare(&shares->list[n - 1], &shares->list[i]) == 0)
            shares->list[n - 1].count++;
        else
            shares->list[n++] = shares->list[i];
    }
    shares->n = n;
}

static uint32_t count_of(const al_speech_shares *shares, uint32_t name, uint32_t who)
{
    const al_speech_use_of wanted = {name, who, 0};
    size_t low = 0, high = shares->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare(&shares->list[middle], &wanted);
        if (order == 0)
            return shares->list[middle].count;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

float al_speech_share(const al_speech_shares *shares, uint32_t name, uint32_t who)
{
    uint32_t all = count_of(shares, name, UINT32_MAX);
    return all == 0 ? 0 : (float)count_of(shares, name, who) / (float)all;
}
