/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The text of a TEI document with an apparatus of two witnesses (TEI P5, chapter 12, parallel
 * segmentation). A paragraph that both have is a <p>; where one alone has a line end or a
 * paragraph, a milestone says whose it is. White space is said as its kind: a blank, a line, a
 * paragraph.
 *
 * What both have waits until something follows, so that no text begins or ends with white space.
 */
#ifndef AL_TEI_PAGE_H
#define AL_TEI_PAGE_H

#include "base/output.h"
#include "base/range.h"

#include <stdbool.h>

typedef enum al_tei_gap {
    AL_TEI_GAP_NONE,
    AL_TEI_GAP_BLANK,
    AL_TEI_GAP_LINE,
    AL_TEI_GAP_PARAGRAPH
} al_tei_gap;

typedef struct al_tei_page {
    al_output *output;
    al_tei_gap gaps[2];    /* of the original and the telling, behind all that was put */
    al_tei_gap told[2];    /* since the last word of either */
    unsigned line_ends[2]; /* likewise, and those that wait */
    bool carriage[2];      /* the last white space is a carriage return, and may go on */
    bool paragraph;        /* is open */
} al_tei_page;

/* Bytes of one text, ended where its last white space is. */
typedef struct al_tei_run {
    const char *bytes;
    uint64_t length;
    bool last; /* nothing of this text follows */
} al_tei_run;

/* What one entry of the apparatus has besides its readings; 0: it has not moved. */
typedef struct al_tei_entry {
    uint32_t moved; /* number of the passage that moved */
    bool first;     /* of the passage, on this side */
    bool here;      /* where the telling has it */
} al_tei_entry;

/* Text without what XML has no place for: such a character is put as U+FFFD. */
void al_tei_escape(al_output *output, const char *bytes, uint64_t length);

/* What both have: the same words as far as they are the same, entries for the others. */
void al_tei_put_kept(al_tei_page *page, al_tei_run original, al_tei_run telling);

/* What they have instead of each other; either may be empty. */
void al_tei_put_entry(al_tei_page *page, al_tei_entry entry, al_tei_run original,
                      al_tei_run telling);

/* The last paragraph ends. */
void al_tei_page_end(al_tei_page *page);

#endif
