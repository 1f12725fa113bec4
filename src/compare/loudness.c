/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which changes are loud, and which of two is louder; see loudness.h. The
 * sentence, the lists above a comparison and what is marked in it go by this.
 */
#include "compare/loudness.h"

#include "text/signs.h"

static uint64_t words_in(const almost_text *text, al_range range)
{
    uint64_t words = 0;
    bool blank = true;
    for (uint32_t at = range.start; at < range.end; at++) {
        bool now = al_is_space_byte(text->bytes[at]);
        words += blank && !now;
        blank = now;
    }
    return words;
}

uint64_t al_change_stretch(const almost_comparison *comparison, const al_change *change)
{
    if (change->kind != ALMOST_MISSING && change->kind != ALMOST_ADDED)
        return 0;
    bool missing = change->kind == ALMOST_MISSING;
    al_range range = missing ? change->original : change->telling;
    if (range.end - range.start < AL_LONG_STRETCH)
        return 0;
    uint64_t words = words_in(missing ? comparison->original : comparison->telling, range);
    return words >= AL_LONG_STRETCH ? words : 0;
}

bool al_change_is_loud(const almost_comparison *comparison, const al_change *change)
{
    return (change->touches & AL_TOUCHES_MEANING) != 0 && !change->summed &&
           al_change_stretch(comparison, change) == 0;
}

bool al_change_is_louder(const al_change *a, const al_change *b)
{
    if (a->weight != b->weight)
        return a->weight > b->weight;
    return a < b; /* changes stand in one array, in the telling's order */
}
