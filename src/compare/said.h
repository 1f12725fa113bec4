/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines that another person says. Where both texts say whose each speech is (scripts, chats,
 * subtitles), what is the same but for that is cut out and told as different. In prose the change
 * that puts one name for another beside a quotation touches the speaker, too: looked for in the
 * paragraphs around such changes only.
 */
#ifndef AL_SAID_H
#define AL_SAID_H

#include "base/deadline.h"
#include "compare/comparison.h"

/* Who says what a change is of, or is beside. Places in comparison->said_names, ended by NUL. */
typedef struct al_said {
    size_t change; /* its index */
    uint32_t names[2];
} al_said;

/* Find them. The comparison has its judged changes. Errors: MEMORY, TIMEOUT by the clock. */
AL_MUST_CHECK almost_status al_said_find(almost_comparison *comparison, const char *language,
                                         al_clock *clock, almost_error *error);

/*
 * The name of who says on a side what another says on the other, where nothing else differs in a
 * change; else NULL. It may hold anything.
 */
const char *al_said_name(const almost_comparison *comparison, const al_change *change, size_t index,
                         int side);

/* The row of a change, or NULL. O(log n). */
const al_said *al_said_of(const almost_comparison *comparison, size_t change);

/* Whether two names may be of one person: they share a word, titles and case apart. */
bool al_said_may_be_one(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
