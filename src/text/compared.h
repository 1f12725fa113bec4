/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is compared of a text. Bytes of AL_LAYER_OUTSIDE belong to its file and not to what it
 * tells: a licence, a sound note, the marks of emphasis. They are left out of a comparison by
 * comparing another text in its place, in which they are white space; a span that holds a line end
 * is the end of a paragraph. All else stands at the same bytes, so that whatever is found in the
 * one is found in the other, and whoever compares need not know of it. What a file is rebuilt from,
 * and where a byte lies, is asked of the whole text.
 */
#ifndef AL_COMPARED_H
#define AL_COMPARED_H

#include "base/must_check.h"
#include "text/text.h"

/* Make what is compared of a text whose layers are complete, where anything is left out. False when
   memory ends. */
AL_MUST_CHECK bool al_text_leave_out(almost_text *text);

/* For almost_text_free(). */
void al_text_compared_free(almost_text *compared);

/* The text that is compared in its place; itself where nothing is left out. */
static inline const almost_text *al_text_compared(const almost_text *text)
{
    return text->compared != NULL ? text->compared : text;
}

/* The text that this is compared for; itself where nothing is left out. */
static inline const almost_text *al_text_whole(const almost_text *text)
{
    return text->whole != NULL ? text->whole : text;
}

#endif
