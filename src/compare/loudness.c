/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which changes are loud, and which of two is louder; see loudness.h. The
 * sentence, the lists above a comparison and what is marked in it go by this.
 */
#include "compare/loudness.h"

#include "base/names.h"
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

/*
 * How far the change is from a word or two, lost or new, that turn the sense of an else equal
 * sentence; in classes, so that places count among changes of about one size.
 */
static uint32_t size_class(const al_change *change)
{
    uint32_t size = (change->original.end - change->original.start + change->telling.end -
                     change->telling.start) >>
                    4;
    uint32_t class = 0;
    for (; size > 0; size >>= 1)
        class ++;
    return 2 * class + (change->kind == ALMOST_DIFFERENT);
}

bool al_change_is_louder(const al_change *a, const al_change *b)
{
    uint32_t ranks_a = al_touches_ranked(a->touches), ranks_b = al_touches_ranked(b->touches);
    uint32_t loud_a = ranks_a & -ranks_a, loud_b = ranks_b & -ranks_b;
    if (loud_a != loud_b)
        return loud_a < loud_b;
    if (size_class(a) != size_class(b))
        return size_class(a) < size_class(b);
    return a < b; /* changes stand in one array, in the telling's order */
}
