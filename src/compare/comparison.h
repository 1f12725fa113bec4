/* SPDX-License-Identifier: Apache-2.0 */
/* The comparison object as compare makes it and as write and apply read it. */
#ifndef AL_COMPARISON_H
#define AL_COMPARISON_H

#include "base/memory.h"
#include "compare/settings.h"
#include "words/side.h"

/* A change in few bytes: a book has half a million. Spans are bytes of the decoded texts. */
typedef struct al_change {
    al_range original;
    al_range telling;
    uint32_t passage;       /* number of the passage, from 1; 0 for none */
    uint32_t touches : 24;  /* almost_touch bits */
    uint32_t kind : 5;      /* almost_change_kind */
    uint32_t unlike : 1;    /* same or moved, but the bytes differ in what is ignored */
    uint32_t summed : 1;    /* lies in a summary, or in what one tells */
    uint32_t inflected : 1; /* one word against another form of it, by their stem */
} al_change;

_Static_assert(sizeof(al_change) == 24, "a change takes no more than it must");

/*
 * The bytes that the words of a passage take of the original and the telling: as in changes, all
 * up to the next word. The passage's own spans are what a reader would mark.
 */
typedef struct al_passage_bytes {
    al_range bytes[2];
} al_passage_bytes;

struct almost_comparison {
    const almost_allocator *allocator;
    const almost_text *original; /* borrowed */
    const almost_text *telling;  /* borrowed */
    al_slice slices[2];          /* what was compared of the original and the telling */
    al_settings settings;
    al_change *changes; /* in the telling's order; ids are index + 1 */
    size_t n_changes;
    almost_passage *passages;
    al_passage_bytes *taken; /* of each passage */
    size_t n_passages;
    almost_approximation *approximations;
    size_t n_approximations;
    almost_verdict verdict;
    almost_statistics statistics;
    uint64_t reworded; /* words of the original in passages of that kind */
    char sentence[512];
    char language[8];
};

#endif
