/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters up to Unicode 13: how they are taken apart and put together, and what else ICU would
 * be asked of them (normal.h). All ascending. Syllables of Hangul are not in it.
 */
#ifndef AL_NORMAL_TABLE_H
#define AL_NORMAL_TABLE_H

#include <stddef.h>
#include <stdint.h>

/* Where in the pool stands what a character is apart: how many UTF-16 units, then these; 0: itself.
 */
typedef struct al_apart {
    uint32_t point;
    uint16_t canonical, compatible;
} al_apart;

typedef struct al_composition {
    uint32_t first, second, both;
} al_composition;

typedef struct al_point_range {
    uint32_t first, last; /* both in it */
    int32_t value;
} al_point_range;

extern const al_apart al_aparts[];
extern const size_t al_aparts_count;
extern const uint16_t al_apart_pool[];
extern const size_t al_apart_pool_count;
extern const al_composition al_compositions[];
extern const size_t al_compositions_count;
extern const al_point_range al_seconds[]; /* of compositions */
extern const size_t al_seconds_count;
extern const al_point_range al_mark_classes[]; /* canonical combining classes but 0 */
extern const size_t al_mark_classes_count;
extern const al_point_range al_case_steps[]; /* to what it folds to, where that is one character */
extern const size_t al_case_steps_count;
extern const al_point_range al_invisibles[]; /* default ignorable code points */
extern const size_t al_invisibles_count;
extern const al_point_range al_word_makers[]; /* letters, numbers, signs, kana, pictures */
extern const size_t al_word_makers_count;

#endif
