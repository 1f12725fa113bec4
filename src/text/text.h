/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text object: decoded UTF-8 and the map back to its source.
 *
 * The decoded bytes are followed by AL_TEXT_PADDING readable bytes of 0x20 (a
 * blank), so that wide loads need no bounds checks. A UTF-8 source stands as
 * it is, invalid bytes included. Invalid sequences are cut by the rule of the
 * Unicode standard (maximal subparts, table 3-7; the same as U+FFFD
 * replacement in browsers and Python), and each is one code point.
 */
#ifndef AL_TEXT_H
#define AL_TEXT_H

#include "base/memory.h"

#define AL_TEXT_PADDING 192

/* Bytes of the longest text that the 32-bit offsets of the word list can hold. */
#define AL_TEXT_MOST_BYTES (UINT32_MAX - (UINT32_C(1) << 20))

struct almost_text {
    const almost_allocator *allocator;
    char *name;
    const char *bytes; /* decoded, AL_TEXT_PADDING blanks behind */
    uint64_t length;   /* of the decoded bytes */
    bool ascii;        /* no byte of `bytes` is 0x80 or above */
    uint64_t invalid;
    char encoding[64];
    char hash[33]; /* XXH3-128 of the source */
    char *source;  /* as it came, AL_TEXT_PADDING blanks behind */
    uint64_t source_length;
    size_t source_mapped;                    /* see src/read/file.h */
    char *decoded;                           /* NULL: `bytes` lies in `source` */
    struct al_decoding *decoding;            /* src/text/document.h: the way back; NULL for UTF-8 */
    _Atomic(struct al_place_index *) places; /* src/text/place.h: made when first needed */
};

#endif
