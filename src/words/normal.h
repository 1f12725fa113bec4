/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Normal forms of Unicode (UAX #15) by a table of our own: it knows the characters up to Unicode
 * 13, and those that came later stay as they are, see stand_in.h. Nothing fails. Code points are
 * those of text, never surrogates.
 */
#ifndef AL_NORMAL_H
#define AL_NORMAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define AL_APART_MOST 18 /* more characters no one is made of */

/*
 * What a character is made of, to the end, by canonical equivalence or by compatibility; itself if
 * it is of one piece. Returns how many.
 */
uint32_t al_normal_apart(uint32_t point, bool compatible, uint32_t out[AL_APART_MOST]);

/* The one character that two make, or 0. */
uint32_t al_normal_pair(uint32_t first, uint32_t second);

/* Whether nothing before it composes with it or changes places with it. */
bool al_normal_begins(uint32_t point);

/* Put what was taken apart into order (NFD), in place. */
void al_normal_order(uint32_t *points, size_t n);

/* Put together what is in order (NFC), in place; returns how many are left. */
size_t al_normal_compose(uint32_t *points, size_t n);

/* What it folds to by case, if that is one character and another; else itself. */
uint32_t al_normal_case(uint32_t point);

/* Whether it is by default not shown (UAX #44, Default_Ignorable_Code_Point). */
bool al_normal_invisible(uint32_t point);

/* Whether it makes a word of what it stands in: a letter, a number, a sign, kana, a picture. */
bool al_normal_makes_word(uint32_t point);

#endif
