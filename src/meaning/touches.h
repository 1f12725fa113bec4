/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a change touches: negation, number, name, modal, wording, spelling,
 * punctuation, case or spacing. Words are classed once a form, from the word
 * lists under data/words (one file a language), and changes are judged by
 * what classes their two sides hold.
 */
#ifndef AL_TOUCHES_H
#define AL_TOUCHES_H

#include "base/must_check.h"
#include "meaning/survey.h"
#include "meaning/capitals.h"
#include "words/side.h"

/* Says what a change touches: the classifier, with what it has worked out about two sides. */
typedef struct al_toucher al_toucher;

/*
 * For the two sides with their common forms, which must outlive it. `language` is a code of
 * almost_compare_options or NULL: guessed from the words. Not thread-safe: one a thread.
 */
AL_MUST_CHECK almost_status al_toucher_new(const almost_allocator *allocator,
                                           const al_side sides[2], const al_forms *forms,
                                           const char *language, al_toucher **out,
                                           almost_error *error);

/* Another for the same texts, so that a thread has one of its own; what was worked out is not
 * shared. On success *out is the caller's. MEMORY. */
AL_MUST_CHECK almost_status al_toucher_twin(const al_toucher *toucher, al_toucher **out,
                                            almost_error *error);

/* Go by the surveys of both texts, whose lists were merged: another way to the same answers. */
void al_toucher_take_surveys(al_toucher *toucher, const al_survey *const surveys[2],
                             const al_merge *merge);
void al_toucher_free(al_toucher *toucher);

/* What it works with, for the judge of whole sentences. Borrowed. */
al_classes *al_toucher_classes(al_toucher *toucher);
al_capitals *al_toucher_capitals(al_toucher *toucher);
const al_side *al_toucher_sides(const al_toucher *toucher);

/* The language in force, such as "en"; "" when none of the lists fits. */
const char *al_toucher_language(const al_toucher *toucher);

/*
 * A number that begins with word `word` of side 0 or 1 and ends before word `end`: `23`,
 * `twenty-three`, `XXIII`, `1,000`, `second` (ordinals are numbers of their own). Returns how many
 * words it takes, or 0 when there is none; *value gets its value (ordinals: see touches.c).
 */
uint32_t al_toucher_number(al_toucher *toucher, int side, uint32_t word, uint32_t end,
                           int64_t *value);

/* The first of these words with which a number may begin, or their end. */
uint32_t al_toucher_next_number(al_toucher *toucher, int side, al_range words);

/* One change, as words and as bytes on either side. Ranges may be empty. */
typedef struct al_touched {
    al_range words[2]; /* where one is empty, its place is that of the bytes */
    al_range bytes[2]; /* may hold punctuation and white space beyond the words */
    bool apart;   /* the empty side stands nowhere in particular: nothing around it says anything */
    bool respelt; /* the aligner says: one word (or one word split, or joined) in two spellings */
} al_touched;

/* almost_touch bits of the change, before anything is ignored; never 0. */
uint32_t al_toucher_touches(al_toucher *toucher, const al_touched *change);

#endif
