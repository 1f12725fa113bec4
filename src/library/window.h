/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Some words of a document, read where they lie: from the checkpoint before them, and with as much
 * around them as the scanner may want to see. And where a byte of a document stands.
 */
#ifndef AL_WINDOW_H
#define AL_WINDOW_H

#include "library/holdings.h"
#include "library/index_word.h"

/* The most words that are looked at at once. */
enum { AL_WINDOW_WORDS = 512 };

/* For one thread. */
typedef struct al_window {
    const almost_library *library;
    const almost_allocator *allocator;
    al_index_words *scanner;
    al_unpacker unpacker;
    almost_text text; /* the bytes that were read; tokens are in bytes of it */
    char *bytes;
    size_t capacity;
    uint64_t start; /* byte of the document where they begin */
    uint64_t first; /* number in the document of the first of */
    uint32_t n;
    al_index_word tokens[AL_WINDOW_WORDS];
} al_window;

void al_window_init(al_window *window, const almost_library *library,
                    const almost_allocator *allocator);
void al_window_release(al_window *window);

/*
 * Words first to first + n of a document, n at most AL_WINDOW_WORDS; fewer at its end. *there is
 * false, and nothing is read, where the source is not what was indexed. Errors: MEMORY, ENCODING.
 */
AL_MUST_CHECK almost_status al_window_read(al_window *window, const al_source_place *place,
                                           uint64_t first, uint32_t n, bool *there,
                                           almost_error *error);

/* Where a byte of a document stands; all 0 where its source cannot be read. MEMORY. */
typedef struct al_document_place {
    uint64_t code_point, utf16;
    uint64_t line; /* from 1 */
} al_document_place;

/* `wide`: utf16 is wanted, for which the text is read from its start. */
AL_MUST_CHECK almost_status al_window_place(al_window *window, const al_source_place *place,
                                            uint64_t byte, bool wide, al_document_place *out,
                                            almost_error *error);

/* From the place of the first byte of a span to the one behind its last. */
AL_MUST_CHECK almost_status al_window_go_on(al_window *window, const al_source_place *place,
                                            almost_span span, al_document_place *at,
                                            almost_error *error);

/* Bytes of a document into the window; text.bytes has them, with padding. */
AL_MUST_CHECK almost_status al_window_bytes(al_window *window, const al_source_place *place,
                                            uint64_t start, uint64_t end, bool *there,
                                            almost_error *error);

#endif
