/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Chapter by chapter: which of the original are which of the telling, by the words that they have
 * in common, and what became of them. The comparison of the whole is looked at, not made anew, so
 * that the list and the changes say the same.
 */
#ifndef AL_BY_CHAPTER_H
#define AL_BY_CHAPTER_H

#include "compare/comparison.h"
#include "compare/passages.h"
#include "text/chapters.h"

/* One line of it: the chapters of either side that are one another. */
typedef struct al_chapter_row {
    uint32_t first[2]; /* of the original, the telling: where its chapters begin in `members` */
    uint32_t n[2];     /* how many there are; 0 on one side: it is missing, or added */
    uint64_t words[2];
    uint64_t kept[2]; /* words that are in the other text in some wording, wherever */
    uint64_t changes; /* other than same and moved, without those of titles */
    uint64_t loud;    /* of them, those that touch the meaning */
    uint8_t kind;     /* al_chapter_kind */
    bool moved;       /* out of the order of the others */
} al_chapter_row;

typedef struct al_by_chapter {
    al_chapters chapters[2]; /* of the original, the telling */
    uint32_t *members[2];    /* numbers of chapters, row by row, ascending in each */
    al_chapter_row *rows;    /* in the telling's order; what is missing behind what stood before */
    size_t n_rows;
} al_by_chapter;

/* Fill comparison->chapters, when all else but the sentence is there. n log n. MEMORY. */
AL_MUST_CHECK almost_status al_by_chapter_find(const al_sides *sides, const al_aligned *aligned,
                                               almost_comparison *comparison, almost_error *error);

/* NULL is nothing. */
void al_by_chapter_free(const almost_allocator *allocator, struct al_by_chapter *chapters);

#endif
