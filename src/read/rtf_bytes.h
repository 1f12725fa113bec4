/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes of the code pages of an RTF file, one at a time, as characters with where they stand. */
#ifndef AL_RTF_BYTES_H
#define AL_RTF_BYTES_H

#include "base/must_check.h"
#include "base/range.h"
#include "text/legacy.h"

enum { AL_RTF_PAGES = 48 /* code pages that are known, or fewer */ };

typedef struct al_rtf_bytes {
    const char *name; /* of the file, for messages */
    almost_error *error;
    almost_status status;                       /* the first failure: ENCODING, MEMORY */
    al_legacy_stream *converters[AL_RTF_PAGES]; /* NULL: not used yet */
    size_t now;                                 /* which of them has a character that goes on */
    bool within;                                /* there is one */
    uint32_t start;                             /* where it begins in the source */
} al_rtf_bytes;

/* A piece of text as UTF-8. */
typedef struct al_rtf_piece {
    char bytes[32];
    uint32_t length; /* 0: the character goes on */
    al_range source;
} al_rtf_piece;

void al_rtf_bytes_init(al_rtf_bytes *bytes, const char *name, almost_error *error);
void al_rtf_bytes_release(al_rtf_bytes *bytes);

/* The next byte, which stands at `source`, in a code page; an unknown one is taken for 1252. */
al_rtf_piece al_rtf_bytes_next(al_rtf_bytes *bytes, uint16_t code_page, uint8_t byte,
                               al_range source);

/* No byte follows: what is left of a character that was cut off. */
al_rtf_piece al_rtf_bytes_end(al_rtf_bytes *bytes);

#endif
