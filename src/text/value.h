/* SPDX-License-Identifier: Apache-2.0 */
/* What a milestone or a layer says besides where it stands: a number, or some bytes of UTF-8. */
#ifndef AL_VALUE_H
#define AL_VALUE_H

#include "base/buffer.h"

typedef struct al_value {
    const char *bytes; /* not ended by NUL; NULL: a number */
    uint64_t number;   /* or the length of the bytes */
} al_value;

static inline al_value al_value_number(uint64_t number)
{
    return (al_value){NULL, number};
}

static inline al_value al_value_bytes(const char *bytes, uint64_t length)
{
    return (al_value){bytes, length};
}

/* A value as tables keep it, its bytes in a buffer. */
typedef struct al_kept_value {
    uint64_t number; /* or where its bytes begin in the buffer */
    uint32_t length; /* of its bytes; AL_VALUE_NUMBER: a number */
} al_kept_value;

#define AL_VALUE_NUMBER UINT32_MAX

/* Copy a value; its bytes are fewer than AL_VALUE_NUMBER. buffer->failed when memory ends. */
al_kept_value al_value_keep(al_buffer *buffer, al_value value);

/* The value again; its bytes lie in the buffer. */
al_value al_value_kept(const al_buffer *buffer, al_kept_value kept);

#endif
