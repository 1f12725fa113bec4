/* SPDX-License-Identifier: Apache-2.0 */
/* The way back from the code points of a converted document to the bytes of its source. */
#ifndef AL_DECODING_H
#define AL_DECODING_H

#include "base/buffer.h"
#include "text/text.h"

/* How bytes of the source belong to code points of the document. */
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
    char converter[AL_ENCODING_NAME]; /* of ICU, to encode; "" for UTF-16 and UTF-32 */
};

/*
 * Take over the lengths of all code points, which the buffer then no longer has, and make
 * checkpoints; or note that none need be kept. False when memory ends.
 */
bool al_decoding_keep(struct al_decoding *decoding, al_buffer *lengths, uint64_t source_length);

/* The byte of the source, its mark included, at which a code point begins. May lie beyond its end.
 */
uint64_t al_decoding_source_byte(const struct al_decoding *decoding, uint64_t code_point,
                                 uint64_t utf16);

void al_decoding_free(const almost_allocator *allocator, struct al_decoding *decoding);

#endif
