/* SPDX-License-Identifier: Apache-2.0 */
/* One line of anchors, aligned from end to end: the words of its gaps. */
#ifndef AL_LINE_ALIGN_H
#define AL_LINE_ALIGN_H

#include "match/anchors.h"
#include "match/respell.h"

/* What aligning a line needs and reuses. */
typedef struct al_aligner {
    const al_pair *pair;
    const al_match_options *options;
    al_alignment *alignment;
    al_gap_work gaps;
    al_respeller *respeller; /* NULL: nothing is respelt */
    uint32_t *lists[4];      /* words and places of a gap, of either side */
    size_t lists_capacity[4];
    struct al_run *runs;
    size_t runs_capacity;
} al_aligner;

bool al_aligner_init(al_aligner *aligner, const al_pair *pair, const al_match_options *options,
                     al_alignment *alignment);
void al_aligner_release(al_aligner *aligner);

/*
 * Align the words of `range` around the anchors, which ascend in it. The main
 * line (`moved` false) passes over words that are out of line; a moved line
 * owns all words of its range. False when memory ends, or the time.
 */
bool al_line_align(al_aligner *aligner, const al_anchor *anchors, size_t n, al_words_range range,
                   bool moved);

/* Gather the words of `range` that are in the line and have no partner into the lists. */
bool al_aligner_gather(al_aligner *aligner, al_words_range range, bool moved, al_gap *gap);

#endif
