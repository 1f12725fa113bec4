/* SPDX-License-Identifier: Apache-2.0 */
/* A library that is open: its segments as one catalogue named them, and its sources. */
#ifndef AL_HOLDINGS_H
#define AL_HOLDINGS_H

#include "library/catalogue.h"
#include "library/segment.h"
#include "library/sources.h"
#include "words/slice.h"

/* A segment with what was removed of it. */
typedef struct al_holding {
    al_segment *segment;
    uint64_t number;
    unsigned char *removed; /* a bit a document */
    size_t removed_length;
    uint32_t documents; /* that are not removed */
} al_holding;

struct almost_library {
    const almost_allocator *allocator;
    char *path;
    al_holding *holdings;
    size_t capacity;
    uint32_t n;
    uint64_t words, documents;
    al_sources *sources;
};

static inline bool al_bit_is_set(const unsigned char *bits, size_t length, uint32_t i)
{
    return i / 8 < length && (bits[i / 8] >> i % 8 & 1) != 0;
}

static inline bool al_holding_removed(const al_holding *holding, uint32_t document)
{
    return al_bit_is_set(holding->removed, holding->removed_length, document);
}

/* The segments that an open catalogue names, and nothing else of a library: no sources. */
AL_MUST_CHECK almost_status al_holdings_open(const almost_allocator *allocator, const char *path,
                                             al_catalogue *catalogue, almost_library **out,
                                             almost_error *error);

/* The path of a file of a library, in memory of the allocator; NULL when memory ends. */
char *al_library_file(const almost_allocator *allocator, const char *folder, const char *name);

/*
 * All of the text of a document, with AL_TEXT_PADDING blanks behind, as a text of no name. The
 * bytes are the caller's to release. MISMATCH: the source is not what was indexed.
 */
AL_MUST_CHECK almost_status al_holdings_text(const almost_library *library,
                                             const al_source_place *place, almost_text *text,
                                             char **bytes, almost_error *error);

#endif
