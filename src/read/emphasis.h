/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Emphasis as plain text has it: `_so_`, and in texts of Project Gutenberg `*so*` and `=so=`. The
 * marks are no part of what is told (AL_LAYER_OUTSIDE); what stands between them is
 * AL_LAYER_EMPHASIS. Only pairs around words of one paragraph are marks, and never what names have
 * in them: snake_case, __init__, a lone one.
 */
#ifndef AL_EMPHASIS_H
#define AL_EMPHASIS_H

#include "text/build.h"

/* Note the emphasis in what was built, which is these bytes. `mark` is of ASCII. Linear. */
void al_emphasis_note(al_builder *builder, const char *bytes, uint64_t length, char mark);

#endif
