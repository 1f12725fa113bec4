/* SPDX-License-Identifier: Apache-2.0 */
/* Looking up words by the bytes at which they stand. */
#include "words/side.h"

#include "base/search.h"

uint32_t al_side_word_at(const al_side *side, uint32_t place)
{
    return (uint32_t)AL_FIRST_FROM(al_word_span, side->spans, 0, side->n_words, start, place);
}

/* Look a few words on, or back, from word *word, which gets the one that was reached. */
static bool is_near(const al_side *side, uint32_t place, uint32_t *word)
{
    enum { few = 4 };
    const al_word_span *spans = side->spans;
    for (uint32_t i = 0; i < few; i++) {
        if (*word < side->n_words && spans[*word].start < place)
            ++*word;
        else if (*word > 0 && spans[*word - 1].start >= place)
            --*word;
        else
            return true;
    }
    return false;
}

uint32_t al_side_word_near(const al_side *side, uint32_t hint, uint32_t place)
{
    uint32_t low = hint < side->n_words ? hint : side->n_words, high, step = 1;
    if (is_near(side, place, &low))
        return low;
    if (low > 0 && (low == side->n_words || side->spans[low].start >= place)) {
        high = low; /* it lies at `low` or before */
        for (; low > 0 && side->spans[low - 1].start >= place; step *= 2) {
            high = low;
            low = low > step ? low - step : 0;
        }
    } else {
        high = low;
        for (; high < side->n_words && side->spans[high].start < place; step *= 2) {
            low = high;
            high = side->n_words - high > step ? high + step : side->n_words;
        }
    }
    return (uint32_t)AL_FIRST_FROM(al_word_span, side->spans, low, high, start, place);
}
