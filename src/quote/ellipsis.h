/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an ellipsis skips, and whether that turns what is quoted. To leave words out is honest; to
 * leave out a `not` that governs the words quoted is not. Without syntax the scope of a word is its
 * clause, told by marks and by words that open one.
 */
#ifndef AL_ELLIPSIS_H
#define AL_ELLIPSIS_H

#include "quote/sources.h"
#include "base/range.h"

typedef struct al_skipped {
    uint32_t turns; /* almost_touch bits of what governs words that are quoted; 0: honest */
    uint32_t holds; /* the same of all that it holds */
} al_skipped;

/* The words `skipped` of the row are left out between words that are quoted. Not empty. */
al_skipped al_skipped_judge(const al_sources *sources, size_t source, al_range skipped);

/* Negations among some words of the row. */
uint32_t al_count_negations(const al_sources *sources, size_t source, al_range words);

/* Whether a word by its letters, as written and as its key, negates. */
bool al_spelling_negates(const al_language *language, const al_spelling *key, const char *written,
                         uint32_t length);

#endif
