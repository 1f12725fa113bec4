/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signs that are said, though no letters stand for them: a minus, a decimal point before its
 * digits, a currency, a relation, an operator, per cent. They are words in all but their letters,
 * so that another one is no change of punctuation. Most of ASCII is both: `x < y` relates and `<b>`
 * marks up, so that what stands around a sign decides.
 *
 * An address (a link, a mailbox) is one word, whatever marks stand in it.
 */
#ifndef AL_SIGN_H
#define AL_SIGN_H

#include "base/range.h"
#include "words/side.h"

typedef enum al_signs_difference {
    AL_SIGNS_EQUAL,
    AL_SIGNS_OF_A_NUMBER, /* a minus or a point before digits: what it says is in the value */
    AL_SIGNS_APART
} al_signs_difference;

/* How the signs in some bytes of either side differ, in kind or order. */
al_signs_difference al_signs_differ(const al_side sides[2], const al_range bytes[2]);

/*
 * Whether a word behind a number is another unit by its capitals alone: mW and MW, Mb and MB. Both
 * ranges are one word and what stands behind it.
 */
bool al_signs_rescale(const al_side sides[2], const al_range bytes[2]);

/* Whether some bytes of either side lie in an address, not merely at its end. */
bool al_signs_in_address(const al_side sides[2], const al_range bytes[2]);

#endif
