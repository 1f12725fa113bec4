/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A growable byte string. Failure is remembered and not returned: a writer appends
 * some hundred times and looks once, at the end. After a failure nothing is
 * appended any more, so that what is there is a whole front of what was meant.
 */
#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

void al_buffer_init(al_buffer *buffer, const almost_allocator *allocator)
{
    *buffer = (al_buffer){.allocator = allocator};
}

void al_buffer_release(al_buffer *buffer)
{
    al_release(buffer->allocator, buffer->bytes);
    al_buffer_init(buffer, buffer->allocator);
}

static bool reserve(al_buffer *buffer, size_t extra)
{
    size_t wanted;
    if (buffer->failed || __builtin_add_overflow(buffer->length, extra, &wanted) ||
        !al_grow(buffer->allocator, (void **)&buffer->bytes, &buffer->capacity, wanted, 1)) {
        buffer->failed = true;
        return false;
    }
    return true;
}

void al_buffer_reserve(al_buffer *buffer, size_t extra)
{
    reserve(buffer, extra);
}

void al_buffer_append(al_buffer *buffer, const char *bytes, size_t length)
{
    if (length == 0 || !reserve(buffer, length))
        return;
    memcpy(buffer->bytes + buffer->length, bytes, length);
    buffer->length += length;
}

void al_buffer_append_text(al_buffer *buffer, const char *text)
{
    al_buffer_append(buffer, text, strlen(text));
}

void al_buffer_append_format(al_buffer *buffer, const char *format, ...)
{
    va_list arguments, again;
    va_start(arguments, format);
    va_copy(again, arguments);
    int length = vsnprintf(NULL, 0, format, arguments);
    if (length >= 0 && reserve(buffer, (size_t)length + 1)) {
        vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, again);
        buffer->length += (size_t)length;
    } else {
        buffer->failed = true;
    }
    va_end(again);
    va_end(arguments);
}
