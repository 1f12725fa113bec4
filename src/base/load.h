/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes of text as numbers, the first byte the lowest, whichever end the machine
 * puts first: where a number is hashed, masked or shifted, the answer is the
 * same on all of them. Nowhere else are bytes of text copied into a number.
 */
#ifndef AL_LOAD_H
#define AL_LOAD_H

#include <stdint.h>
#include <string.h>

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define AL_TURN_FOUR(value) __builtin_bswap32(value)
#define AL_TURN_EIGHT(value) __builtin_bswap64(value)
#else
#define AL_TURN_FOUR(value) (value)
#define AL_TURN_EIGHT(value) (value)
#endif

static inline uint32_t al_load_four(const char *bytes)
{
    uint32_t value;
    memcpy(&value, bytes, sizeof value);
    return AL_TURN_FOUR(value);
}

static inline uint64_t al_load_eight(const char *bytes)
{
    uint64_t value;
    memcpy(&value, bytes, sizeof value);
    return AL_TURN_EIGHT(value);
}

static inline void al_store_four(uint32_t value, char *out)
{
    value = AL_TURN_FOUR(value);
    memcpy(out, &value, sizeof value);
}

static inline void al_store_eight(uint64_t value, char *out)
{
    value = AL_TURN_EIGHT(value);
    memcpy(out, &value, sizeof value);
}

#endif
