/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of those who surely speak in a source, by their words, so that a name is folded once
 * and not at each question. Two names may be one person's where they share a word that says who it
 * is, a letter more or less, or cut short as people do: Anna Bell is Anna, and Miss Bell; Rachel is
 * Rachael; Tom is Thomas. They are not, where one is a man's and one a woman's: Mr. Bell, Mrs.
 * Bell.
 */
#ifndef AL_BEARERS_H
#define AL_BEARERS_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "speech/quotations.h"

/* A word of a name, and that name, folded. Both point into `names`. */
typedef struct al_bearer {
    const char *word;
    size_t length;
    const char *name;
    bool speaks; /* and is not only named */
} al_bearer;

typedef struct al_bearers {
    al_buffer names;  /* folded; those of speakers first */
    size_t of_others; /* where those of who is only named begin */
    al_bearer *list;  /* in the order of their words */
    size_t n;
} al_bearers;

/* False when memory ends; the caller's to release in any case. O(n log n) in the quotations. */
AL_MUST_CHECK bool al_bearers_init(al_bearers *bearers, const almost_allocator *allocator,
                                   const almost_quotations *quotations);
void al_bearers_release(al_bearers *bearers);

/*
 * A name as names are compared: a letter for the sex that it says (m, f, or - for none), its words,
 * a blank behind each, and NUL. What memory ends for is `failed`.
 */
void al_bearers_fold(al_buffer *out, const char *name);

/* Whether two folded names share a word, and are not of a man and of a woman. */
bool al_bearers_may_be_one(const char *a, const char *b);

/*
 * Whether one who speaks may be called `claimed` and is surely not `other`; both are folded. Nobody
 * is, where one has both names: Mr. Hill is Tom where Tom Hill is named. Of namesakes only so many
 * are looked at that a text made of nothing else costs no more.
 */
bool al_bearers_have(const al_bearers *bearers, const char *claimed, const char *other);

/* Whether it is known for sure, and by name, who says this. */
bool al_bearers_sure(const almost_quotation *item);

#endif
