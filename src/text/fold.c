/* SPDX-License-Identifier: Apache-2.0 */
#include "text/fold.h"

#include <string.h>

/* Eight bytes of ASCII in lower case. */
static uint64_t lower(uint64_t word)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    uint64_t heptets = word & (ones * 0x7F);
    uint64_t from_a = heptets + ones * (0x80 - 'A');
    uint64_t past_z = heptets + ones * (0x80 - 'Z' - 1);
    uint64_t upper = (from_a ^ past_z) & ~word & (ones * 0x80);
    return word | upper >> 2;
}

size_t al_fold_word(const char *bytes, size_t length, uint32_t folds, char *out, size_t capacity)
{
    if (length > capacity)
        length = capacity;
    memcpy(out, bytes, length);
    if (!(folds & AL_FOLD_CASE))
        return length;
    for (size_t at = 0; at < length; at += 8) {
        uint64_t word = 0;
        size_t size = length - at < 8 ? length - at : 8;
        memcpy(&word, out + at, size);
        word = lower(word);
        memcpy(out + at, &word, size);
    }
    return length;
}
