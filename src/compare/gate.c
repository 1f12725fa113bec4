/* SPDX-License-Identifier: Apache-2.0 */
/* Which changes a gate does not let pass; see almost/gate.h for the rules. */
#include "base/names.h"
#include "compare/comparison.h"
#include "text/signs.h"

#include <assert.h>

/* Words, missing or new in a row, that are text of their own and no wording of other text. */
enum { own_words = 8 };

/*
 * Whether a side's bytes hold so many words, as white space parts them. Two letters of a script
 * that is written without blanks are one.
 */
static bool is_own_text(const almost_text *text, al_range range)
{
    uint32_t words = 0, letters = 0;
    bool blank = true;
    for (uint32_t at = range.start; at < range.end && words + letters / 2 < own_words; at++) {
        unsigned char byte = (unsigned char)text->bytes[at];
        bool now = al_is_space_byte((char)byte);
        words += blank && !now;
        letters += byte >= 0xE3 && byte <= 0xED;
        blank = now;
    }
    return words + letters / 2 >= own_words;
}

/* Whether a piece of moved text stands behind another one of the same. */
static bool goes_on(const almost_comparison *comparison, const al_change *change)
{
    if (change == comparison->changes)
        return false;
    return change[-1].moved && change[-1].passage == change->passage;
}

/* Words elsewhere in a passage that has not moved itself are told in another order: wording. */
static uint32_t kind_of_moved(const almost_comparison *comparison, const al_change *change)
{
    if (change->kind != ALMOST_MOVED || goes_on(comparison, change))
        return 0;
    assert(change->passage <= comparison->n_passages);
    bool in_place = change->passage != 0 && !comparison->passages[change->passage - 1].moved;
    return in_place ? ALMOST_TOUCHES_WORDING : ALMOST_GATE_MOVED;
}

/* All that a change belongs to, without what is allowed. */
static uint32_t kinds_of(const almost_comparison *comparison, const al_change *change,
                         uint32_t allow)
{
    uint32_t kinds = change->touches | kind_of_moved(comparison, change), own = 0;
    if (change->kind == ALMOST_MISSING &&
        (change->sentences || is_own_text(comparison->original, change->original)))
        own = ALMOST_GATE_MISSING;
    if (change->kind == ALMOST_ADDED &&
        (change->sentences || is_own_text(comparison->telling, change->telling)))
        own = ALMOST_GATE_ADDED;
    return own & allow ? 0 : (kinds | own) & ~allow;
}

uint32_t almost_comparison_fails(const almost_comparison *comparison, size_t index,
                                 uint32_t fail_on, uint32_t allow)
{
    if (index >= comparison->n_changes)
        return 0;
    uint32_t asked = fail_on == 0 && allow != 0 ? ALMOST_GATE_ALL : fail_on;
    return kinds_of(comparison, &comparison->changes[index], allow) & asked;
}

uint64_t almost_comparison_findings(const almost_comparison *comparison, uint32_t fail_on,
                                    uint32_t allow)
{
    uint64_t findings = 0;
    if (fail_on == 0 && allow == 0)
        return 0; /* nothing is asked for */
    for (size_t i = 0; i < comparison->n_changes; i++)
        findings += almost_comparison_fails(comparison, i, fail_on, allow) != 0;
    return findings;
}
