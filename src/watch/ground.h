/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of the sources a sentence is held against word by word: all of them, where they are texts,
 * or the stretch of a library's document around where the telling is.
 */
#ifndef AL_WATCH_GROUND_H
#define AL_WATCH_GROUND_H

#include "base/range.h"
#include "quote/sources.h"
#include "watch/seeker.h"

typedef struct al_ground {
    const almost_allocator *allocator;
    almost_units units;
    al_sources row;
    bool there;                /* the row is of something */
    const almost_text **texts; /* as the caller has them; NULL: a library */
    size_t n_texts;
    al_seeker *seeker; /* NULL: texts */
    al_document_part stretch;
    almost_text text; /* of the stretch */
} al_ground;

/* On success the caller's to release. MEMORY, ENCODING, LIMIT, ARGUMENT. */
AL_MUST_CHECK almost_status al_ground_of_texts(al_ground *ground, const almost_allocator *allocator,
                                               const almost_text *const *texts, size_t n,
                                               almost_units units, almost_error *error);
AL_MUST_CHECK almost_status al_ground_of_library(al_ground *ground, const almost_library *library,
                                                 const almost_environment *environment,
                                                 almost_units units, almost_error *error);
void al_ground_release(al_ground *ground);

/* Go where a byte of a document is, if the ground is a stretch; there is none afterwards where the
   source is not what was indexed. MEMORY, ENCODING, FORMAT. */
AL_MUST_CHECK almost_status al_ground_move(al_ground *ground, al_source_id id, uint64_t byte,
                                           almost_error *error);

/* Which source a word of the row is of, and its words. */
al_source_id al_ground_id(const al_ground *ground, uint32_t word);
al_range al_ground_words(const al_ground *ground, uint32_t word);
const char *al_ground_name(const al_ground *ground, al_source_id id);

/* Where a byte of the row's text lies in its source: which byte, unit and line of it. */
uint64_t al_ground_byte(const al_ground *ground, uint32_t byte);
uint64_t al_ground_unit(const al_ground *ground, al_source_id id, uint32_t byte);
uint64_t al_ground_line(const al_ground *ground, al_source_id id, uint32_t byte);

/* The word of the row at a byte of a source, or behind it; UINT32_MAX: it is not in the row. */
uint32_t al_ground_word_at(const al_ground *ground, al_source_id id, uint64_t byte);

/* The text that words of a source of the row lie in. */
const almost_text *al_ground_text(const al_ground *ground, al_source_id id);

#endif
