/* SPDX-License-Identifier: Apache-2.0 */
/* Who marks, when, and with which numbers. */
#ifndef AL_REDLINE_MARKING_H
#define AL_REDLINE_MARKING_H

#include "base/buffer.h"

typedef struct al_marking {
    char author[200]; /* escaped for an attribute */
    char date[32];    /* such as 2026-11-29T20:15:00Z */
    uint32_t others;  /* the next number for what another author's mark is cut into */
    uint32_t first;   /* the first number of a mark of ours; those of others are lower */
    uint32_t next;
    bool native_moves;
    bool unfit; /* a text had a character that XML cannot have */
} al_marking;

/* `date` is in seconds since 1970; years from 0 to 9999. False: it is none. */
bool al_marking_init(al_marking *marking, const char *author, int64_t date);

/* Append letters as XML: marking->unfit is set where that cannot be. */
void al_marking_escape(al_marking *marking, al_buffer *out, const char *bytes, size_t length);

#endif
