/* SPDX-License-Identifier: Apache-2.0 */
/* From decoded text back to the bytes of an encoding; see document.h. */
#ifndef AL_ENCODE_H
#define AL_ENCODE_H

#include "base/buffer.h"
#include "base/must_check.h"
#include "text/text.h"

/* What to encode to. */
typedef struct al_encoding {
    const char *name;      /* as almost_text_encoding() has it, for messages, too */
    const char *converter; /* of ICU, where it is known; "": found by name */
} al_encoding;

/* That of a text. Borrowed. */
al_encoding al_encoding_of(const almost_text *text);

/* Whether a text is its source, decoded; else a reader has put it together from what is in it. */
bool al_text_is_plain(const almost_text *text);

/* Whether the source of a plain text begins with a byte order mark, which the text does not have.
 */
bool al_text_has_mark(const almost_text *text);

/*
 * Whether the source of a text can be made again from the text and the name of its encoding. Some
 * encodings have two ways to write one text (ED E2 and FA 4D of Shift_JIS, the escapes of
 * ISO-2022-KR), of which only one comes back. Errors: ENCODING when it cannot, MEMORY.
 */
AL_MUST_CHECK almost_status al_encode_check(const almost_text *text,
                                            const almost_allocator *allocator, almost_error *error);

/*
 * Append `length` bytes of decoded text to `out` in an encoding. `file` is for
 * messages. A byte order mark at the front is one like any other character.
 * What was not valid in a source of the same encoding becomes again what it was.
 *
 * Errors: ENCODING when a character has no place in the encoding, MEMORY.
 */
AL_MUST_CHECK almost_status al_encode_text(const al_encoding *encoding, const char *file,
                                           const char *bytes, size_t length, al_buffer *out,
                                           almost_error *error);

#endif
