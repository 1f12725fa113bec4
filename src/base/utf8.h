/* SPDX-License-Identifier: Apache-2.0 */
/* One code point at a time out of bytes that may be no valid UTF-8. */
#ifndef AL_UTF8_H
#define AL_UTF8_H

#include <stddef.h>
#include <stdint.h>

#define AL_INVALID UINT32_C(0xFFFFFFFF)

/*
 * The code point at bytes[at], at < length, or AL_INVALID for a maximal
 * subpart of an ill-formed sequence; *size gets its bytes, at least 1.
 */
uint32_t al_decode(const char *bytes, uint64_t length, uint64_t at, uint32_t *size);

/* Write a valid code point to `bytes`, up to 4 bytes; returns how many. */
uint32_t al_encode(uint32_t code_point, char *bytes);

/* What some bytes hold; an invalid sequence is one code point and one UTF-16 unit. */
typedef struct al_units_count {
    uint64_t code_points;
    uint64_t utf16;
    uint64_t wide; /* valid code points beyond ASCII */
    uint64_t invalid;
} al_units_count;

void al_count_units(const char *bytes, uint64_t length, al_units_count *count);

/* How many code points, and UTF-16 code units, lie in the bytes. */
uint64_t al_count_code_points(const char *bytes, uint64_t length);
uint64_t al_count_utf16(const char *bytes, uint64_t length);

#endif
