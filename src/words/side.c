/* SPDX-License-Identifier: Apache-2.0 */
/* Words of a side are in the order of their places: a binary search finds one. */
#include "words/side.h"

uint32_t al_side_word_at(const al_side *side, uint32_t place)
{
    uint32_t low = 0, high = side->n_words;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (side->spans[middle].start < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}
