/* SPDX-License-Identifier: Apache-2.0 */
#include "match/likely.h"

static inline int32_t count_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555;
    bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F;
    bits += bits >> 8;
    return (int32_t)((bits + (bits >> 16)) & 0x3F);
}

/* An edit changes two kinds of letters at most, and one letter of length; one of each is free. */
void al_likely_mark(const al_sketches *words, uint32_t n, const al_sketches *others, uint32_t with,
                    const al_likely_bounds *bounds, uint32_t *marks)
{
    const float *restrict bits = words->bits;
    const int32_t *restrict letters = words->letters;
    const uint32_t *restrict signatures = words->signatures;
    uint32_t *restrict out = marks;
    float own_bits = others->bits[with], least = bounds->least, cost = bounds->edit_cost;
    float enough = bounds->bits;
    int32_t own_letters = others->letters[with], most_edits = bounds->most_edits;
    int32_t most_apart = bounds->most_apart, most_letters = bounds->most_letters;
    uint32_t own_signature = others->signatures[with];
    if (own_letters > most_letters)
        return;
    for (uint32_t i = 0; i < n; i++) {
        float rarer = bits[i] > own_bits ? bits[i] : own_bits;
        int32_t apart = letters[i] - own_letters;
        apart = apart < 0 ? -apart : apart;
        int32_t kinds = count_bits(signatures[i] ^ own_signature) / 2;
        int32_t edits = apart - 1 > kinds ? apart - 1 : kinds;
        int32_t likely = (rarer > enough) & ((float)edits <= (rarer - least) / cost) &
                         (edits <= most_edits) & (apart <= most_apart) &
                         (letters[i] <= most_letters);
        out[i] |= (uint32_t)likely;
    }
}
