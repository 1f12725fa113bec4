/* SPDX-License-Identifier: Apache-2.0 */
/* A number as lists of word processors show it: in figures, letters, or Roman. */
#ifndef AL_LIST_NUMBER_H
#define AL_LIST_NUMBER_H

#include <stddef.h>
#include <stdint.h>

/*
 * Write one to `out`, without NUL, and return its length: 0 where it does not fit into `room`, or
 * is none of its format. Formats: '1'; '0' for 01; 'a' and 'A', after z aa, bb, as Word has it; 'b'
 * and 'B', after z aa, ab; 'i' and 'I', Roman. Others show nothing.
 */
size_t al_list_number(uint32_t number, char format, char *out, size_t room);

#endif
