/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an editor has decided: which words belong together, and which do not. A line each,
 *
 *     together  A 12 quick  B 11 swift
 *     apart     A 30 the    B 28 the
 *
 * with the siglum of a witness, the number of its word, and the word, so that a decision does not
 * slip to another one when a text is changed. What has blanks in it stands between quotation marks,
 * which are doubled within. A line that begins with # is a remark.
 */
#ifndef AL_DECISIONS_H
#define AL_DECISIONS_H

#include "collate/spellings.h"
#include "collate/witness.h"
#include "almost/almost.h"

typedef struct al_decided_word {
    uint32_t witness;
    uint32_t word; /* of those that it was cut into, from 0 */
} al_decided_word;

typedef struct al_decision {
    bool together;
    size_t first; /* of its words */
    size_t n;
    size_t start, end; /* of its line in `text` */
} al_decision;

typedef struct al_decisions {
    const almost_allocator *allocator;
    const char *name; /* for messages, borrowed; see al_decisions_read() */
    char *text;       /* as it was given */
    char *fields;     /* the same, cut up; spellings hold on to it */
    size_t length;
    al_decision *items;
    size_t n, room;
    al_decided_word *words;
    size_t n_words, words_room;
} al_decisions;

/*
 * Read options->fix, which is there, about `n` witnesses, which are cut and whose forms are in
 * `spellings`, not sorted yet. Its name is used until the witnesses are aligned. Errors, which name
 * the line: FORMAT (no decision, or one of words that are not there), MEMORY.
 * al_decisions_release() in any case.
 */
AL_MUST_CHECK almost_status al_decisions_read(al_decisions *decisions,
                                              const almost_collate_options *options,
                                              const al_witness *witnesses, uint32_t n,
                                              al_spellings *spellings, almost_error *error);
void al_decisions_release(al_decisions *decisions);

/* Two decisions cannot both hold, or one cannot: FORMAT. `other` may be `one`. */
almost_status al_decisions_contradict(const al_decisions *decisions, size_t one, size_t other,
                                      const char *why, almost_error *error);

/* The number of a decision's line, from 1. */
uint64_t al_decision_line(const al_decisions *decisions, size_t number);

#endif
