/* SPDX-License-Identifier: Apache-2.0 */
/* What of a text was not compared, in words: nothing is left out in silence. */
#ifndef AL_WRITE_LEFT_OUT_H
#define AL_WRITE_LEFT_OUT_H

#include "write/page.h"

/* What was left out of each side, such as `front matter (12 words), headers and comments`. */
typedef struct al_left_out_said {
    al_buffer sides[2]; /* empty where all was compared */
    bool alike;         /* both say the same */
} al_left_out_said;

/*
 * That formatting, which is never compared, differs, and in how many places: a whole line without
 * its end, "" where it does not or is not known.
 */
enum { AL_LEFT_OUT_FORMATTING = 120 };
void al_left_out_formatting(const almost_comparison *comparison, char out[AL_LEFT_OUT_FORMATTING]);

/* False when memory ends; al_left_out_said_release() is called in any case. */
AL_MUST_CHECK bool al_left_out_say(const almost_comparison *comparison, al_left_out_said *said);
void al_left_out_said_release(al_left_out_said *said);

/* A line for each side of which something was left out, or one for both. False when memory ends. */
AL_MUST_CHECK bool al_left_out_write(const al_page *page);

#endif
