/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passages: maximal stretches of related text, as a reader would mark them,
 * and the alignment that they are made of. What is found changes both: words
 * of a passage that is to be none lose their partners.
 */
#ifndef AL_PASSAGES_H
#define AL_PASSAGES_H

#include "base/must_check.h"
#include "compare/sides.h"

/* A passage by its words on either side. Listed in the telling's order. */
typedef struct al_passage {
    al_range words[2];
    uint32_t kept[2]; /* words that have a partner */
    double bits;
    bool moved;
    bool reworded;  /* found by its stems */
    bool in_order;  /* half of the words of a reworded one stand in order all the same */
    bool summary;   /* one side tells the other shortly; no words are aligned */
    int short_side; /* of a summary */
} al_passage;

/* What the two sides have in common: which words are partners, and in which passages. */
typedef struct al_aligned {
    al_alignment alignment;
    al_passage *passages;
    size_t n_passages;
    size_t passages_capacity;
} al_aligned;

void al_aligned_release(al_aligned *aligned);

/*
 * Group what is aligned into passages and, with `coherent`, let go of what
 * chance would have made. None crosses a word that is marked in `claimed`, a byte
 * a word (NULL: none is). The list is made anew.
 */
AL_MUST_CHECK almost_status al_passages_find(const al_sides *sides, bool coherent,
                                             uint8_t *const claimed[2], al_aligned *aligned,
                                             almost_error *error);

/*
 * For assertions: passages ascend on a side, and hold words of both sides and no more that are
 * kept. Linear.
 */
bool al_passages_hold(const al_aligned *aligned, int side);

/* Add one at the end. False when memory ends. */
bool al_passages_add(al_aligned *aligned, const al_passage *passage);

/* Let words at the edges of what has moved that were changed belong to it (edges.c). */
void al_edges_take(const al_sides *sides, al_aligned *aligned);

/* Let go of the words of a passage, which is to be none. */
void al_passage_let_go(al_alignment *alignment, const al_passage *passage);

/* The words of a passage, without those of moved passages that stand between them. */
uint32_t al_passage_own_words(const al_alignment *alignment, int side, const al_passage *passage);

/* Tell a passage of the stage, as what it is. */
void al_passage_trace(const al_sides *sides, const char *what, const al_passage *passage);

/* Put the passages into the order of a side. */
void al_passages_sort(al_aligned *aligned, int side);

#endif
