/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A quotation as it is held against sources: its words, and what its writer says to have done with
 * them: an ellipsis where something is left out, brackets around what is the writer's own.
 */
#ifndef AL_QUOTED_H
#define AL_QUOTED_H

#include "base/range.h"
#include "quote/cut.h"
#include "quote/sources.h"

typedef enum al_quoted_flag {
    AL_QUOTED_GAP = 1 << 0,        /* an ellipsis stands before the word */
    AL_QUOTED_BRACKETED = 1 << 1,  /* it stands in brackets */
    AL_QUOTED_BY_BRACKET = 1 << 2, /* a bracket stands before it, or around it */
    AL_QUOTED_EDITED = 1 << 3      /* brackets touch its letters: [T]he, walk[ed], walk[] */
} al_quoted_flag;

typedef struct al_quoted_word {
    al_word_span span; /* in the account, with the brackets that touch its letters */
    al_spelling spelling;
    uint32_t key;
    float bits;
    uint8_t flags;
    uint8_t head; /* of an edited word: bytes of its key before the first bracket, */
    uint8_t tail; /* and behind the last */
} al_quoted_word;

/* The caller's to release, and to use for one quotation after another. */
typedef struct al_quoted {
    const almost_allocator *allocator;
    al_slice slice;
    al_quoted_word *words;
    size_t room;
    uint32_t n;
    float bits;    /* of all words but those in brackets */
    char *letters; /* of words that no source has */
    size_t letters_room;
    size_t letters_used;
} al_quoted;

/* Read the quotation that is a slice of an account, which was cut. False when memory ends. */
AL_MUST_CHECK bool al_quoted_read(al_quoted *quoted, const al_sources *sources, const al_cut *cut,
                                  const al_slice *slice);
void al_quoted_release(al_quoted *quoted);

/* Whether an edited word may stand for another: what is outside its brackets is of that. */
bool al_quoted_keeps(const al_quoted_word *word, const al_spelling *other);

/* Whether some bytes hold an ellipsis: `…`, `...`, `. . .`, `***`. */
bool al_holds_ellipsis(const char *bytes, al_range range);

#endif
