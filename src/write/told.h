/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of a stretch as they are told: what is left out of the comparison (text/compared.h) is
 * white space there, and a mark of emphasis between two letters, or before a comma, is nothing.
 */
#ifndef AL_TOLD_H
#define AL_TOLD_H

#include "base/buffer.h"
#include "base/range.h"
#include "text/text.h"

/*
 * Borrowed from the text, or from `scratch` where something of the stretch is nothing; that is
 * emptied first, and `failed` in it says that memory has ended.
 */
const char *al_told_bytes(const almost_text *text, al_range range, al_buffer *scratch,
                          uint32_t *length);

#endif
