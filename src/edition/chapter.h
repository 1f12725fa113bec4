/* SPDX-License-Identifier: Apache-2.0 */
/* Chapters of a collation that was made by chapter, as editions refer to them. */
#ifndef AL_EDITION_CHAPTER_H
#define AL_EDITION_CHAPTER_H

#include "base/must_check.h"
#include "base/output.h"
#include "collate/collation.h"

/* Walks over the chapters with the rows. */
typedef struct al_chapter_walk {
    const almost_collation *collation;
    uint32_t chapter; /* that of the row in hand, from 0 */
} al_chapter_walk;

/* Whether a chapter begins at a row, which is then the one in hand; rows ascend from call to call.
 */
static inline bool al_chapter_begins(al_chapter_walk *walk, uint64_t row)
{
    const al_chapters_of *chapters = &walk->collation->chapters;
    while (walk->chapter + 1 < chapters->n && chapters->rows[walk->chapter + 1] <= row)
        walk->chapter++;
    return chapters->n > 0 && chapters->rows[walk->chapter] == row;
}

/* The row behind the chapter that a row is in, or behind all. */
uint64_t al_chapter_end(const almost_collation *collation, uint64_t row);

/* The first part of a chapter that a witness has, and behind it the others; NULL: it has none. */
const al_witness_part *al_chapter_part(const almost_collation *collation, uint32_t witness,
                                       uint32_t chapter, size_t *n);

/* What most witnesses call a chapter; of as many what is first by bytes. Empty: nothing. Borrowed.
 * NULL when memory ends. */
AL_MUST_CHECK const char *al_chapter_title(const almost_collation *collation, uint32_t chapter,
                                           size_t *length);

/* ,"chapters":[...] of an answer in JSON. */
void al_chapters_json(const almost_collation *collation, al_output *output);

#endif
