/* SPDX-License-Identifier: Apache-2.0 */
/* Values in tables: numbers stand there, bytes stand one behind the other in a buffer. */
#include "text/value.h"

#include <assert.h>

al_kept_value al_value_keep(al_buffer *buffer, al_value value)
{
    if (value.bytes == NULL)
        return (al_kept_value){value.number, AL_VALUE_NUMBER};
    assert(value.number < AL_VALUE_NUMBER);
    al_kept_value kept = {buffer->length, (uint32_t)value.number};
    al_buffer_append(buffer, value.bytes, (size_t)value.number);
    return kept;
}

al_value al_value_kept(const al_buffer *buffer, al_kept_value kept)
{
    if (kept.length == AL_VALUE_NUMBER)
        return al_value_number(kept.number);
    if (kept.length == 0)
        return al_value_bytes("", 0);
    assert(kept.number + kept.length <= buffer->length);
    return al_value_bytes(buffer->bytes + kept.number, kept.length);
}
