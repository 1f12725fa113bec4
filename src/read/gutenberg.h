/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Project Gutenberg puts around a text: a head that ends with `*** START OF THE PROJECT
 * GUTENBERG EBOOK …` or with the small print of older files, those who made the file, notes of the
 * transcriber, and a tail from `*** END OF …` or `End of Project Gutenberg's …` on.
 */
#ifndef AL_GUTENBERG_H
#define AL_GUTENBERG_H

#include "text/build.h"

/* Whether a text says at its beginning or its end that it is one of these. Looks at a few KiB. */
bool al_gutenberg_is(const char *bytes, uint64_t length);

/* Note what belongs to the file and not to the text as AL_LAYER_OUTSIDE; the bytes are what was
 * built. */
void al_gutenberg_note(al_builder *builder, const char *bytes, uint64_t length);

#endif
