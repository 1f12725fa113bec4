/* SPDX-License-Identifier: Apache-2.0 */
/* Whether it is the source that was misread, and not the quotation that is wrong. */
#ifndef AL_MISREAD_H
#define AL_MISREAD_H

#include "quote/sources.h"

/*
 * Of two words of like letters: the source has one that hardly any text has, the quotation one that
 * is common. In a scan less is needed than in a clean text. `quoted` may be AL_KEY_UNKNOWN.
 */
bool al_is_misread(const al_sources *sources, const al_source *source, uint32_t written,
                   uint32_t quoted);

#endif
