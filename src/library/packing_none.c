/* SPDX-License-Identifier: Apache-2.0 */
/* Of builds without zstd: texts are kept as they are, and none that is packed is read. */
#include "library/packing.h"

bool al_packing_is_there(void)
{
    return false;
}

bool al_pack(al_buffer *out, const char *bytes, size_t length, bool *packed)
{
    (void)out;
    (void)bytes;
    (void)length;
    *packed = false;
    return true;
}

void al_unpacker_release(al_unpacker *unpacker)
{
    (void)unpacker;
}

al_unpacked al_unpack(al_unpacker *unpacker, const almost_allocator *allocator,
                      const al_packed_text *text, almost_span span, char *out)
{
    (void)unpacker;
    (void)allocator;
    (void)text;
    (void)span;
    (void)out;
    return AL_UNPACKED_BROKEN;
}
