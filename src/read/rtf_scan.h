/* SPDX-License-Identifier: Apache-2.0 */
/* The signs that an RTF file is made of, one after the other (Rich Text Format 1.9.1). */
#ifndef AL_RTF_SCAN_H
#define AL_RTF_SCAN_H

#include "base/range.h"

#include <stdbool.h>
#include <stdint.h>

typedef enum al_rtf_kind {
    AL_RTF_END,    /* of the file */
    AL_RTF_CUT,    /* of the file, within what \bin says that there is */
    AL_RTF_OPEN,   /* a group */
    AL_RTF_CLOSE,  /* a group */
    AL_RTF_WORD,   /* a backslash and letters, and a number or none */
    AL_RTF_SYMBOL, /* a backslash and another sign */
    AL_RTF_BYTE,   /* a byte in hexadecimal */
    AL_RTF_BINARY, /* bytes that are no text */
    AL_RTF_TEXT    /* bytes up to the next sign */
} al_rtf_kind;

typedef struct al_rtf_sign {
    al_rtf_kind kind;
    char word[34]; /* ended by NUL; longer ones are cut off */
    bool numbered;
    int32_t number; /* of a word; the symbol; the byte */
    al_range source;
} al_rtf_sign;

typedef struct al_rtf_scan {
    const char *bytes; /* some blanks behind */
    uint32_t length;
    uint32_t at;
} al_rtf_scan;

/* The next sign. Line ends and NULs between signs are passed over. */
void al_rtf_next(al_rtf_scan *scan, al_rtf_sign *sign);

#endif
