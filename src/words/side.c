/* SPDX-License-Identifier: Apache-2.0 */
/* Finding a word by its place: spans ascend, so by halving. */
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
