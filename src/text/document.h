/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A document: a source as UTF-8, before anything is known of its format.
 *
 * A UTF-8 source is its own decoded document. Others are converted, and what is
 * not valid in them becomes an ill-formed sequence of three bytes that counts
 * as one code point and tells what stood there: F1 xx xx for a lone surrogate
 * of UTF-16 or UTF-32, F2 xx xx for a byte of any other encoding or at the end
 * of these. No document that is decoded has such a sequence otherwise, so that
 * encode.h finds the way back.
 */
#ifndef AL_DOCUMENT_H
#define AL_DOCUMENT_H

#include "base/must_check.h"
#include "text/text.h"

struct al_decoding; /* text/decoding.h */

typedef struct al_document {
    const almost_allocator *allocator;
    const char *name;   /* for messages; borrowed */
    const char *source; /* borrowed; AL_TEXT_PADDING blanks behind */
    uint64_t source_length;
    const char *bytes; /* decoded, AL_TEXT_PADDING blanks behind */
    uint64_t length;   /* of the decoded bytes */
    bool ascii;        /* no byte of `bytes` is 0x80 or above */
    uint64_t invalid;  /* sequences that were not valid */
    char encoding[AL_ENCODING_NAME];
    char *decoded;                /* the memory of `bytes`; NULL: they lie in `source` */
    struct al_decoding *decoding; /* the way back; NULL for UTF-8 */
} al_document;

/*
 * Decode document->source, whose allocator and name are set: fill the rest. `encoding` is
 * the declared one or NULL. `limit` bounds the decoded bytes. On failure there is nothing to
 * release. Errors: ENCODING, LIMIT, MEMORY.
 */
AL_MUST_CHECK almost_status al_document_decode(al_document *document, const char *encoding,
                                               uint64_t limit, almost_error *error);

/* Release what decoding made and no text has taken over. */
void al_document_release(al_document *document);

#endif
