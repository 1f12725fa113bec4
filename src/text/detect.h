/* SPDX-License-Identifier: Apache-2.0 */
/* Finding out the encoding of a source that does not say it. */
#ifndef AL_DETECT_H
#define AL_DETECT_H

#include "base/must_check.h"
#include "base/utf8.h"
#include "text/document.h"

typedef enum al_encoding_kind {
    AL_ENCODING_UTF8,
    AL_ENCODING_UTF16LE,
    AL_ENCODING_UTF16BE,
    AL_ENCODING_UTF32LE,
    AL_ENCODING_UTF32BE,
    AL_ENCODING_LEGACY /* one that has a name only */
} al_encoding_kind;

typedef struct al_encoding_found {
    al_encoding_kind kind;
    uint32_t mark;               /* bytes of a byte order mark at the front */
    char name[AL_ENCODING_NAME]; /* of a legacy one */
    bool counted;                /* whether `count` is that of the whole source */
    al_units_count count;
} al_encoding_found;

/*
 * The declared encoding, else by byte order mark, zero bytes, validity as UTF-8
 * and, last, a guess by its letters (legacy.h). ENCODING when the source is no text.
 */
AL_MUST_CHECK almost_status al_detect(const al_document *document, const char *declared,
                                      al_encoding_found *found, almost_error *error);

#endif
