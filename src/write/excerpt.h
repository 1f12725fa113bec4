/* SPDX-License-Identifier: Apache-2.0 */
/* Where a long piece of a text is cut for reading: between words, and never within a character. */
#ifndef AL_EXCERPT_H
#define AL_EXCERPT_H

#include "text/document.h"

/* The byte where the first part of `span`, of at most `most` bytes, ends: span.end if it is short.
 */
uint64_t al_excerpt_end(const almost_text *text, almost_span span, uint64_t most);

/* The byte where the last part of `span`, of at most `most` bytes, begins. */
uint64_t al_excerpt_start(const almost_text *text, almost_span span, uint64_t most);

#endif
