/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a vocable in one language, worked out once and left with it
 * in the vocabulary: a record a language, in a list that only grows. Any number
 * of threads may ask and add at once; two that add the same have found the same.
 */
#ifndef AL_WORD_RECORD_H
#define AL_WORD_RECORD_H

#include "meaning/classes.h"

typedef struct al_word_record {
    struct al_word_record *next;
    const al_language *language; /* NULL: none of those that there are lists for */
    uint16_t flags;              /* al_form_flag bits */
    al_form_class class;
} al_word_record;

/* The record of a vocable in a language, or NULL. */
const al_word_record *al_word_record_find(const al_vocable *vocable, const al_language *language);

/* Leave a copy of `record`. Where memory ends nothing is left, and nothing is lost but time. */
void al_word_record_add(al_vocabulary *vocabulary, al_vocable *vocable,
                        const al_word_record *record);

#endif
