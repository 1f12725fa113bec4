/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much is shown around what is different: about so many words, and where a sentence or a line
 * that was meant ends near there, up to that.
 */
#ifndef AL_CONTEXT_H
#define AL_CONTEXT_H

#include "page/reading.h"

/*
 * Where the context ends that follows on a change at the start of `span`, and where the one begins
 * that leads to a change at its end. Within the span; at most twice `words` long.
 */
uint64_t al_context_behind(const al_reading *reading, almost_span span, uint64_t words);
uint64_t al_context_before(const al_reading *reading, almost_span span, uint64_t words);

#endif
