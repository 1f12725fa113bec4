/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of documents that is in no segment: plain files, read where they are. A file is looked
 * at only if it is the one that was indexed: by size, times and inode where these can be trusted,
 * else by its hash. What is read of it is read, not mapped: whoever cuts such a file off while it
 * is open then gets a poor answer, and no signal. Any number of threads may ask at once.
 */
#ifndef AL_SOURCES_H
#define AL_SOURCES_H

#include "library/segment.h"

#include <sys/stat.h>

typedef struct al_sources al_sources;

typedef enum al_source_state {
    AL_SOURCE_UNKNOWN, /* nobody has looked yet */
    AL_SOURCE_SAME,
    AL_SOURCE_CHANGED,
    AL_SOURCE_GONE /* or not readable */
} al_source_state;

/* Of so many segments with as many documents each. NULL when memory ends. */
al_sources *al_sources_new(const almost_allocator *allocator, const uint32_t *documents,
                           uint32_t n);
void al_sources_free(al_sources *sources);

/* A document of a segment. */
typedef struct al_source_place {
    uint32_t segment;
    uint32_t document;
    const al_document_record *record;
} al_source_place;

/*
 * Bytes start to end of the text of a document that is not kept into `out`. False when the source
 * is not what was indexed: al_sources_state() says why.
 */
AL_MUST_CHECK bool al_sources_read(al_sources *sources, const al_source_place *place,
                                   uint64_t start, uint64_t end, char *out);

/* Whether a source is what was indexed at this moment: since it was opened it may have changed. */
AL_MUST_CHECK bool al_sources_still(al_sources *sources, const al_source_place *place);

/* What is known of a source by now. */
al_source_state al_sources_state(const al_sources *sources, uint32_t segment, uint32_t document);

/* Why nothing is quoted from a source that is not what was indexed, and what helps. */
const char *al_source_why(al_source_state state);

/* Look at a source now. */
al_source_state al_sources_look(al_sources *sources, const al_source_place *place);

/* What stat() tells in nanoseconds. */
uint64_t al_stat_modified(const struct stat *about);
uint64_t al_stat_changed(const struct stat *about);

/* The XXH3-128 of an open file, as documents have it. False when it cannot be read. */
bool al_source_hash(int descriptor, unsigned char hash[16]);

#endif
