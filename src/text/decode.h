/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the bytes of a source to UTF-8, and back.
 *
 * A UTF-8 source is its own decoded text. Others are converted, and what is
 * not valid in them becomes an ill-formed sequence of three bytes that counts
 * as one code point and tells what stood there: F1 xx xx for a lone surrogate
 * of UTF-16 or UTF-32, F2 xx xx for a byte of any other encoding. A well-formed
 * text has no such sequence, so that the way back is exact.
 */
#ifndef AL_DECODE_H
#define AL_DECODE_H

#include "text/text.h"

/*
 * Decode text->source: fill bytes, length, ascii, invalid, encoding, decoded
 * and decoding. `encoding` is the declared one or NULL. `limit` bounds the
 * decoded bytes. On failure the caller frees the text as a whole.
 */
almost_status al_decode_text(almost_text *text, const char *encoding, uint64_t limit,
                             almost_error *error);

/* Byte of the source where a byte of the decoded text comes from; the end for the end. */
uint64_t al_decode_source_byte(const almost_text *text, uint64_t byte);

void al_decoding_free(const almost_allocator *allocator, struct al_decoding *decoding);

#endif
