/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters of which not every ICU knows the same: those that came after Unicode 13, those that
 * changed what they are, and what is not assigned. An answer may not depend on which ICU is
 * installed, so that words are found with another character in their place, of which all say what
 * the newest says of them, and their folds stand in a table. They are not composed.
 */
#ifndef AL_STAND_IN_H
#define AL_STAND_IN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct al_stand_in {
    uint32_t first, last; /* both in it */
    uint32_t shown;       /* 0: there is none, and they are in no word */
    uint32_t late;        /* 1: later than Unicode 13, or not assigned */
} al_stand_in;

typedef struct al_late_fold {
    uint32_t point;
    uint32_t typography, letter_case, accents; /* what each fold makes of it; 0: nothing */
} al_late_fold;

/* Both ascending. */
extern const al_stand_in al_stand_ins[];
extern const size_t al_stand_ins_count;
extern const al_late_fold al_late_folds[];
extern const size_t al_late_folds_count;

/* What words are found with in place of a character: itself, another, or an exclamation mark. */
uint32_t al_stand_in_of(uint32_t point);

/* Whether there is an ICU that does not know the character. */
bool al_is_late(uint32_t point);

/* One fold (AL_FOLD_TYPOGRAPHY, ..._CASE or ..._ACCENTS) of a late character; 0: it is left out. */
uint32_t al_late_fold_of(uint32_t point, uint32_t fold);

#endif
