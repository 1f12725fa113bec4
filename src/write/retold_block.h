/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A block of what is told in other words, on a page of one column: a line that
 * says what it is, the two texts one under the other behind a bar, or the
 * short text of a summary and the place of the long one.
 */
#ifndef AL_RETOLD_BLOCK_H
#define AL_RETOLD_BLOCK_H

#include "write/retold.h"
#include "base/must_check.h"

/* With `legend`, say how what agrees is marked. False when memory ends. */
AL_MUST_CHECK bool al_retold_block_write(const al_page *page, const al_block *block, bool legend);

/*
 * What a block is, for a line above it, `legend` as above. Of a summary it tells the place of the
 * long text, with its first and last words.
 */
void al_retold_block_say(const al_page *page, const al_block *block, bool legend, al_flow *flow);

#endif
