/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a converter writes to: code points as UTF-8, and how many bytes of the source each took.
 * document.h tells how what is not valid is written.
 */
#ifndef AL_DECODER_H
#define AL_DECODER_H

#include "base/must_check.h"
#include "base/buffer.h"
#include "text/decoding.h"
#include "text/document.h"

typedef struct al_decoder {
    al_document *document;
    struct al_decoding *decoding; /* the document's */
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

/* Pad what was decoded and give it to the document. */
AL_MUST_CHECK almost_status al_decoder_finish(al_decoder *decoder);

/*
 * What an invalid sequence of decoded text stands for: a surrogate (from 0xD800
 * on), a byte (below 0x100), or AL_INVALID when it stands for itself.
 */
uint32_t al_decode_escape(const char *bytes, uint32_t size);

/* --- Converters, each in a file of its own ------------------------------------ */

/* UTF-16 or UTF-32; `width` is 2 or 4. */
AL_MUST_CHECK almost_status al_decode_wide(al_decoder *decoder, int width, bool big);

#endif
