/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of collating chapter by chapter, in their order; see chapters.h. */
#ifndef AL_BY_CHAPTER_OF_WITNESSES_H
#define AL_BY_CHAPTER_OF_WITNESSES_H

#include "collate/collation.h"

/* Find the chapters of witnesses that are cut. MEMORY. */
AL_MUST_CHECK almost_status al_collate_find_chapters(almost_collation *collation,
                                                     const almost_text *const *texts,
                                                     almost_error *error);

/*
 * Match them, when forms are sorted, and put the chapters of each witness in the order of the
 * table; nothing where no text has chapters. MEMORY, LIMIT (more chapters than anybody has).
 */
AL_MUST_CHECK almost_status al_collate_arrange_chapters(almost_collation *collation,
                                                        almost_error *error);

/* The table, each chapter collated by itself. The errors of al_align(). */
AL_MUST_CHECK almost_status al_collate_align_chapters(almost_collation *collation,
                                                      const al_collating *collating,
                                                      almost_error *error);

#endif
