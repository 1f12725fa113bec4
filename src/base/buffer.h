/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growable byte string. A failed append sets `failed` and later appends do
 * nothing, so that one check at the end is enough.
 */
#ifndef AL_BUFFER_H
#define AL_BUFFER_H

#include "base/memory.h"

typedef struct al_buffer {
    const almost_allocator *allocator;
    char *bytes; /* not ended by NUL; NULL while empty */
    size_t length;
    size_t capacity;
    bool failed;
} al_buffer;

void al_buffer_init(al_buffer *buffer, const almost_allocator *allocator);
void al_buffer_release(al_buffer *buffer);
/* Room for `extra` further bytes at once, so that what is appended piece by piece is not moved. */
void al_buffer_reserve(al_buffer *buffer, size_t extra);
void al_buffer_append(al_buffer *buffer, const char *bytes, size_t length);
void al_buffer_append_text(al_buffer *buffer, const char *text);
__attribute__((format(printf, 2, 3))) void al_buffer_append_format(al_buffer *buffer,
                                                                   const char *format, ...);

#endif
