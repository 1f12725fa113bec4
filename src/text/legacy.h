/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Encodings that have a name only, neither UTF-8 nor UTF-16 nor UTF-32: all that ICU has converters
 * for (legacy_icu.c, decode_icu.c), or in builds without ICU those of a byte a character, by tables
 * (legacy_pages.c).
 */
#ifndef AL_LEGACY_H
#define AL_LEGACY_H

#include "base/must_check.h"
#include "text/decoder.h"
#include "text/encode.h"

/* The most code points that one byte of a source can be or end. */
enum { AL_LEGACY_POINTS = 8 };

/* Whether there is anybody to ask. Thread-safe, as all of these. */
bool al_legacy_is_there(void);

/* Decode as `encoding`; puts its name into document->encoding. Errors: ENCODING, MEMORY, LIMIT. */
AL_MUST_CHECK almost_status al_legacy_decode(al_decoder *decoder, const char *encoding);

/* See al_encode_text(), which this is a part of. */
AL_MUST_CHECK almost_status al_legacy_encode(const al_encoding *encoding, const char *file,
                                             const char *bytes, size_t length, al_buffer *out,
                                             almost_error *error);

/*
 * The most likely encoding of text that is not in UTF-8, by frequencies of letters; NULL where
 * nobody can tell. Borrowed, forever.
 */
const char *al_legacy_guess(const char *sample, uint64_t length);

/* What each byte of an encoding is, -1 where it is none; false where a byte is not a character. */
bool al_legacy_bytes(const char *encoding, int map[256]);

/* --- A byte after the other ------------------------------------------------ */

typedef struct al_legacy_stream al_legacy_stream;

/* On success *out is the caller's. Errors: ENCODING (not known, or nobody to ask; no message is
   written), MEMORY. */
AL_MUST_CHECK almost_status al_legacy_stream_open(const char *encoding, al_legacy_stream **out);
void al_legacy_stream_close(al_legacy_stream *stream);

/*
 * The next byte, or that there is none (NULL): how many code points came out, 0 where a character
 * goes on. What is no character is U+FFFD or nothing.
 */
size_t al_legacy_stream_next(al_legacy_stream *stream, const char *byte,
                             uint32_t points[AL_LEGACY_POINTS]);

/* --- For the two -------------------------------------------------------------- */

/* The failure of a character that an encoding has not; AL_INVALID: of a byte that is not valid. */
AL_MUST_CHECK almost_status al_legacy_cannot_hold(const al_encoding *encoding, const char *file,
                                                  uint32_t point, almost_error *error);

#endif
