/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which capitalised words are names. Within a sentence a capital is enough
 * (where not all nouns have one); at its start, after a quotation mark, a dash
 * or at the start of a line of verse, the word must stand with a capital
 * within sentences elsewhere and nearly never without. That is counted once,
 * over both texts, when it is first needed.
 *
 * Where all nouns have capitals (German), a name is a word behind a title such
 * as Frau, or one that is seen three times within sentences and hardly ever
 * behind a determiner, and that does not end like a noun.
 */
#ifndef AL_CAPITALS_H
#define AL_CAPITALS_H

#include "meaning/classes.h"
#include "words/side.h"
#include "base/must_check.h"

/* How a form is used in both texts. */
typedef struct al_capital_count {
    uint32_t small;  /* of all forms that fold alike: occurrences with a small letter */
    uint32_t large;  /* and with a capital */
    uint16_t within; /* own occurrences with a capital within a sentence, up to what is enough */
    uint16_t determined; /* of these, behind a determiner; only where all nouns have capitals */
} al_capital_count;

/* How the words of a text are written, for comparisons to come. Nothing changes once it is made. */
typedef struct al_capital_survey {
    const al_word_list *list;
    uint8_t *words; /* of each distinct word: bits of capitals.c */
    bool wrapped;   /* as below */
} al_capital_survey;

typedef struct al_capitals {
    const al_side *sides; /* two */
    al_classes *classes;
    al_capital_count *counts;
    uint8_t *wanted; /* of each form: whether its words are still counted; or what surveys say */
    const al_capital_survey *surveys[2]; /* NULL: none */
    const al_merge *merge;
    bool counted;
    bool wrapped[2]; /* lines are broken where they are full: a line start says nothing */
} al_capitals;

AL_MUST_CHECK almost_status al_capitals_init(al_capitals *capitals, const al_side sides[2],
                                             al_classes *classes, almost_error *error);
void al_capitals_release(al_capitals *capitals);

/* Survey a text. False when memory ends; the caller's to release, also then. */
bool al_capital_survey_init(al_capital_survey *survey, const almost_text *text,
                            const al_word_list *list);
void al_capital_survey_release(al_capital_survey *survey);

/* Count by the surveys of the texts whose lists were merged, where that says the same. */
void al_capitals_take(al_capitals *capitals, const al_capital_survey *const surveys[2],
                      const al_merge *merge);

/* Whether a word whose form has AL_FORM_CAPITAL is a name at this place. */
bool al_capitals_name(al_capitals *capitals, int side, uint32_t word);

#endif
