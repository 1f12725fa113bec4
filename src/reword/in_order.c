/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether shared words come in the same order. The last one predicts where the
 * next will be; a word near there is worth more than one at a place of chance.
 */
#include "reword/refine.h"

#include <math.h>

static const double in_order = .5; /* probability that a kept word stands where it is expected */
static const int64_t near = 2;     /* words */

/* The occurrences of a stem in a range of side 0. */
static al_range occurrences(const al_evidence *evidence, uint32_t stem, al_range words)
{
    const uint32_t *at = evidence->at[0];
    uint32_t bounds[2];
    for (int end = 0; end < 2; end++) {
        uint32_t value = end ? words.end : words.start;
        uint32_t low = evidence->first[0][stem], high = evidence->first[0][stem + 1];
        while (low < high) {
            uint32_t middle = low + (high - low) / 2;
            if (at[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        bounds[end] = low;
    }
    return (al_range){bounds[0], bounds[1]};
}

/* The occurrence nearest to the prediction. */
static int64_t nearest(const uint32_t *at, al_range places, int64_t expected)
{
    uint32_t low = places.start, high = places.end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (at[middle] < expected)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == places.end || (low > places.start && expected - at[low - 1] <= at[low] - expected))
        low--;
    return at[low];
}

/* What a word says that stands where it is expected, one of n; `elsewhere` is ln of their not doing
 * so. */
static double hit_bits(double elsewhere, uint32_t n)
{
    double chance = -expm1(n * elsewhere);
    return log2((in_order + (1 - in_order) * chance) / chance);
}

double al_order_bits(al_evidence *evidence, const al_words_range *words)
{
    const uint32_t *stems = evidence->stems[1];
    al_range mine = {words->start[0], words->end[0]};
    double length = mine.end - mine.start, sum = 0, window = fmin(1, (2. * near + 1) / length);
    int64_t expected = mine.start;
    double elsewhere = log1p(-fmin(window, .999)), once = hit_bits(elsewhere, 1);
    double missed = log2(1 - in_order);
    uint32_t previous = words->start[1];
    evidence->looked_at += words->end[1] - words->start[1];
    for (uint32_t word = words->start[1]; word < words->end[1]; word++) {
        al_range places = occurrences(evidence, stems[word], mine);
        uint32_t n = places.end - places.start;
        if (n == 0)
            continue;
        int64_t here = expected + (word - previous);
        int64_t place = nearest(evidence->at[0], places, here);
        bool hit = place - here <= near && here - place <= near;
        sum += !hit ? missed : n == 1 ? once : hit_bits(elsewhere, n);
        if (hit || n == 1) {
            expected = place;
            previous = word;
        }
    }
    return sum;
}
