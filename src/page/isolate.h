/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text that is read from right to left beside ours, which is not. A terminal that turns it takes
 * marks, numbers and what stands between two such words along, so that a reader sees the brackets
 * of one change around another; an isolate (U+2068 ... U+2069) keeps each piece to itself. They are
 * for the eye: no form for programs has them.
 */
#ifndef AL_ISOLATE_H
#define AL_ISOLATE_H

#include <stdbool.h>
#include <stddef.h>

#define AL_ISOLATE "\xE2\x81\xA8"
#define AL_ISOLATE_END "\xE2\x81\xA9"

/* Whether there is a letter that is read from right to left. */
bool al_turns(const char *bytes, size_t length);

/*
 * The parts of a sentence of ours, by turns what stands up to the mark that opens a quotation, and
 * what is quoted: how long the next one is. *quoted, false at first, says whether the part behind
 * it is quoted.
 */
size_t al_quotation_part(const char *sentence, size_t length, bool *quoted);

#endif
