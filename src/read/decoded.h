/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A source as UTF-8, for readers that look for markup in its characters. Their ranges count in the
 * source where it is UTF-8; else what was decoded is a part of its own, and they count in that.
 */
#ifndef AL_DECODED_H
#define AL_DECODED_H

#include "base/must_check.h"
#include "read/reader.h"

typedef struct al_decoded {
    const char *bytes; /* AL_TEXT_PADDING blanks behind; lives as long as the builder or its text */
    uint32_t length;
    uint32_t offset; /* of `bytes` in what ranges count in */
} al_decoded;

/* Decode, and tell the builder of it. Errors: ENCODING, LIMIT, MEMORY. */
AL_MUST_CHECK almost_status al_decode_source(const al_read_source *source,
                                             const al_read_options *options, al_builder *builder,
                                             al_decoded *out, almost_error *error);

/* The range of a piece of what was decoded. */
static inline al_range al_decoded_range(const al_decoded *decoded, const char *bytes,
                                        uint64_t length)
{
    uint32_t start = decoded->offset + (uint32_t)(bytes - decoded->bytes);
    return (al_range){start, start + (uint32_t)length};
}

/* A line without its end, which is LF, CR LF or CR. */
typedef struct al_read_line {
    const char *bytes;
    uint32_t length;
} al_read_line;

/* The next line from *at on, a byte of what was decoded; false at its end. */
bool al_decoded_line(const al_decoded *decoded, uint32_t *at, al_read_line *line);

/* Bytes that a probe looks at. */
#define AL_FRONT 4096

/*
 * The front of a source, for probes: without a byte order mark, UTF-16 as ASCII with what is none
 * as question marks. Written to `room`, of AL_FRONT bytes.
 */
al_decoded al_source_front(const al_read_source *source, char *room);

/* Whether the front begins with a sign. */
bool al_source_begins(const al_read_source *source, const char *sign);

#endif
