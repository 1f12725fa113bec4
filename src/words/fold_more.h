/* SPDX-License-Identifier: Apache-2.0 */
/* What folding needs beyond fold_table.h: characters that few texts have, and marks put together.
 */
#ifndef AL_FOLD_MORE_H
#define AL_FOLD_MORE_H

#include <stddef.h>
#include <stdint.h>

#define AL_FOLD_MOST 32 /* more code points than any one character folds to */

/*
 * Fold a character by one bit of al_fold, AL_FOLD_TYPOGRAPHY, _CASE or
 * _ACCENTS, into `out`; returns how many code points.
 */
uint32_t al_fold_more(uint32_t code_point, uint32_t fold, uint32_t out[AL_FOLD_MOST]);

/*
 * Compose and order marks (NFC) in UTF-8, in place, in a buffer of `capacity`
 * bytes; returns the new length. Where the room does not do, marks stay.
 */
size_t al_compose(char *bytes, size_t length, size_t capacity);

#endif
