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

#include "base/must_check.h"
#include "base/memory.h"
#include "text/left_out.h"

#define AL_TEXT_PADDING 192

/* Room for the name of an encoding. */
#define AL_ENCODING_NAME 64

/* Bytes of the longest text that the 32-bit offsets of the word list can hold. */
#define AL_TEXT_MOST_BYTES ALMOST_MOST_BYTES

/*
 * Made by build.h and immutable ever after, but for `places`. What is NULL costs nothing: a plain
 * UTF-8 text has none of it.
 */
struct almost_text {
    const almost_allocator *allocator;
    char *name;
    const char *bytes; /* decoded, AL_TEXT_PADDING blanks behind */
    uint64_t length;   /* of the decoded bytes */
    bool ascii;        /* no byte of `bytes` is 0x80 or above */
    uint64_t invalid;
    uint64_t repaired; /* places that were mended: src/read/repair.h */
    char encoding[AL_ENCODING_NAME];
    const char *format; /* the reader's name for it, such as "text"; static */
    char hash[33];      /* XXH3-128 of the source */
    char *source;       /* as it came, AL_TEXT_PADDING blanks behind */
    uint64_t source_length;
    size_t source_mapped;             /* see src/text/source.h */
    char *decoded;                    /* the memory of `bytes`; NULL: they lie in `source` */
    struct al_decoding *decoding;     /* src/text/decoding.h: the way back; NULL for UTF-8 */
    struct al_parts *parts;           /* src/text/parts.h: what origins are in; NULL: source */
    struct al_origin *origin;         /* src/text/origin.h; NULL: the source, decoded */
    struct al_milestones *milestones; /* src/text/milestones.h; NULL: none */
    struct al_layers *layers;         /* src/text/layers.h; NULL: none */
    const char **witnesses;           /* their sigla, where an edition has some; NULL: none */
    size_t n_witnesses;
    char *witness_names;                     /* where they lie */
    al_left_out_list left_out;               /* of the text altogether */
    struct almost_text *compared;            /* src/text/compared.h; NULL: all of it */
    const struct almost_text *whole;         /* what it is compared for; NULL: no such copy */
    _Atomic(struct al_place_index *) places; /* src/text/place.h: made when first needed */
};

/* LIMIT: a text of this name has more than `limit` bytes of UTF-8. */
AL_MUST_CHECK almost_status al_text_too_long(const char *name, uint64_t limit, almost_error *error);

#endif
