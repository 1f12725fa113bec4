/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the bytes of a source to UTF-8.
 *
 * A UTF-8 source is its own decoded text. Others are converted, and what is
 * not valid in them becomes an ill-formed sequence of three bytes that counts
 * as one code point and tells what stood there: F1 xx xx for a lone surrogate
 * of UTF-16 or UTF-32, F2 xx xx for a byte of any other encoding or at the end
 * of these. No text that is decoded has such a sequence otherwise, so that
 * encode.h finds the way back.
 */
#ifndef AL_DECODE_H
#define AL_DECODE_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "text/text.h"

/* How bytes of the source belong to code points of the decoded text. */
typedef enum al_source_units {
    AL_SOURCE_BYTES = 0,  /* one each */
    AL_SOURCE_UTF16 = 1,  /* two for each UTF-16 unit */
    AL_SOURCE_LENGTHS = 2 /* as many as `lengths` has it */
} al_source_units;

struct al_decoding {
    al_source_units units;
    uint32_t mark;         /* bytes of the byte order mark */
    uint8_t *lengths;      /* of each code point in the source; longer ones go on in the next */
    uint32_t *checkpoints; /* where code point 1024 * i begins, without the mark */
    uint64_t n_lengths;
    char converter[64]; /* of ICU, to encode; "" for UTF-16 and UTF-32 */
};

/*
 * Decode text->source: fill bytes, length, ascii, invalid, encoding, decoded
 * and decoding. `encoding` is the declared one or NULL. `limit` bounds the
 * decoded bytes. On failure the caller frees the text as a whole.
 */
AL_MUST_CHECK almost_status al_decode_text(almost_text *text, const char *encoding, uint64_t limit,
                                           almost_error *error);

/* Byte of the source for a place whose other members are known. */
uint64_t al_decode_source_byte(const almost_text *text, const almost_place *place);

void al_decoding_free(const almost_allocator *allocator, struct al_decoding *decoding);

/* --- Parts of decoding ----------------------------------------------------- */

/* What a converter writes to. */
typedef struct al_decoder {
    almost_text *text;
    struct al_decoding *decoding; /* belongs to the text already */
    al_buffer out;
    al_buffer lengths; /* a byte a code point, where units are LENGTHS */
    uint64_t waiting;  /* length that did not fit a byte */
    uint64_t limit;
    almost_error *error;
} al_decoder;

/* Add a code point, or what is not valid, that takes `length` bytes of the source. */
void al_decoder_put(al_decoder *decoder, uint32_t point, uint64_t length);
void al_decoder_put_surrogate(al_decoder *decoder, uint32_t surrogate, uint64_t length);
void al_decoder_put_byte(al_decoder *decoder, uint8_t byte, uint64_t length);

/* MEMORY or LIMIT when the output has failed or grown too long. */
AL_MUST_CHECK almost_status al_decoder_check(const al_decoder *decoder);

/* UTF-16 or UTF-32, in decode_wide.c; `width` is 2 or 4. */
AL_MUST_CHECK almost_status al_decode_wide(al_decoder *decoder, int width, bool big);

/* Any encoding that ICU knows, in decode_icu.c; puts its name into text->encoding. */
AL_MUST_CHECK almost_status al_decode_icu(al_decoder *decoder, const char *encoding);

/*
 * What an invalid sequence of decoded text stands for: a surrogate (from 0xD800
 * on), a byte (below 0x100), or AL_INVALID when it stands for itself.
 */
uint32_t al_decode_escape(const char *bytes, uint32_t size);

#endif
