/* SPDX-License-Identifier: Apache-2.0 */
/* From decoded text back to the bytes of an encoding; see decode.h. */
#ifndef AL_ENCODE_H
#define AL_ENCODE_H

#include "base/buffer.h"
#include "text/text.h"

/*
 * Append `length` bytes of decoded text to `out` in the encoding of `like`.
 * A byte order mark at the front is one like any other character. What was not
 * valid in a source of the same kind becomes again what it was.
 *
 * Errors: ENCODING when a character has no place in the encoding, MEMORY.
 */
almost_status al_encode_text(const almost_text *like, const char *bytes, size_t length,
                             al_buffer *out, almost_error *error);

#endif
