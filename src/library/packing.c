/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zstd is opened when a text is kept, or a kept one is read. Its functions have had these types
 * since 1.0, and its soname has been 1 since then.
 */
#include "library/packing.h"

#include "base/load.h"
#include "base/shared_object.h"

#include <assert.h>
#include <string.h>
#include <zstd.h>

/* clang-format off */
#define FUNCTIONS(X) \
    X(ZSTD_createCCtx) X(ZSTD_freeCCtx) X(ZSTD_compressCCtx) X(ZSTD_compressBound) \
    X(ZSTD_createDCtx) X(ZSTD_freeDCtx) X(ZSTD_decompressDCtx) X(ZSTD_isError)
/* clang-format on */

typedef struct functions {
    FUNCTIONS(AL_SHARED_MEMBER)
} functions;

#ifdef __APPLE__
static const char *const names[] = {"libzstd.1.dylib", "libzstd.dylib"};
#else
static const char *const names[] = {"libzstd.so.1"};
#endif
static const char *const wanted[] = {FUNCTIONS(AL_SHARED_NAME)};
static functions table;
static al_shared_object zstd = AL_SHARED_OBJECT(names, wanted, &table);

enum { LEVEL = 3 }; /* its usual one; level 9 takes four times as long for .01 less */

bool al_packing_is_there(void)
{
    return al_shared_object_is_there(&zstd);
}

/* --- Packing ------------------------------------------------------------ */

static uint64_t block_length(uint64_t length, uint64_t block)
{
    uint64_t left = length - block * AL_PACKED_BLOCK;
    return left < AL_PACKED_BLOCK ? left : AL_PACKED_BLOCK;
}

/* One block behind what is there; as it is where it does not get shorter. */
static void pack_block(ZSTD_CCtx *context, al_buffer *out, const char *bytes, size_t length)
{
    size_t bound = table.call_ZSTD_compressBound(length);
    al_buffer_reserve(out, bound);
    if (out->failed)
        return;
    size_t packed = table.call_ZSTD_compressCCtx(context, out->bytes + out->length, bound, bytes,
                                                 length, LEVEL);
    if (table.call_ZSTD_isError(packed) || packed >= length)
        al_buffer_append(out, bytes, length);
    else
        out->length += packed;
}

static void append_end(al_buffer *ends, uint64_t end)
{
    char bytes[AL_PACKED_END];
    al_store_four((uint32_t)end, bytes);
    al_buffer_append(ends, bytes, sizeof bytes);
}

bool al_pack(al_buffer *out, const char *bytes, size_t length, bool *packed)
{
    const size_t before = out->length;
    al_buffer ends;
    *packed = false;
    if (length == 0 || !al_packing_is_there())
        return true;
    ZSTD_CCtx *context = table.call_ZSTD_createCCtx();
    al_buffer_init(&ends, out->allocator);
    for (uint64_t i = 0; context != NULL && i < al_packed_blocks(length); i++) {
        pack_block(context, out, bytes + i * AL_PACKED_BLOCK, (size_t)block_length(length, i));
        append_end(&ends, out->length - before);
    }
    if (context != NULL && !ends.failed)
        al_buffer_append(out, ends.bytes, ends.length);
    bool room = context != NULL && !ends.failed && !out->failed;
    *packed = room && out->length - before < length;
    if (!*packed)
        out->length = before;
    al_buffer_release(&ends);
    if (context != NULL)
        table.call_ZSTD_freeCCtx(context);
    return room;
}

/* --- Unpacking ---------------------------------------------------------- */

void al_unpacker_release(al_unpacker *unpacker)
{
    if (unpacker->context != NULL)
        table.call_ZSTD_freeDCtx(unpacker->context);
    if (unpacker->allocator != NULL)
        al_release(unpacker->allocator, unpacker->block);
    *unpacker = (al_unpacker){0};
}

static bool make_room(al_unpacker *unpacker, const almost_allocator *allocator)
{
    unpacker->allocator = allocator;
    if (unpacker->block == NULL)
        unpacker->block = al_allocate_zero(allocator, AL_PACKED_BLOCK, 1);
    if (unpacker->context == NULL)
        unpacker->context = table.call_ZSTD_createDCtx();
    return unpacker->block != NULL && unpacker->context != NULL;
}

/* Where a block lies. False: it lies where it cannot. */
static bool find_block(const al_packed_text *text, uint64_t block, const char **bytes,
                       size_t *length)
{
    uint64_t ends = al_packed_blocks(text->length) * AL_PACKED_END;
    if (text->packed < ends)
        return false;
    uint64_t room = text->packed - ends;
    const char *row = text->bytes + room + block * AL_PACKED_END;
    uint64_t start = block > 0 ? al_load_four(row - AL_PACKED_END) : 0, end = al_load_four(row);
    *bytes = text->bytes + start;
    *length = (size_t)(end - start);
    return start <= end && end <= room;
}

/* A block of the text, unpacked; NULL: it is broken. */
static const char *unpack_block(al_unpacker *unpacker, const al_packed_text *text, uint64_t block)
{
    const char *bytes;
    size_t length, wanted = (size_t)block_length(text->length, block);
    if (!find_block(text, block, &bytes, &length))
        return NULL;
    if (length == wanted)
        return bytes;
    if (unpacker->from == bytes)
        return unpacker->block;
    unpacker->from = NULL;
    if (table.call_ZSTD_decompressDCtx(unpacker->context, unpacker->block, wanted, bytes, length) !=
        wanted)
        return NULL;
    unpacker->from = bytes;
    return unpacker->block;
}

al_unpacked al_unpack(al_unpacker *unpacker, const almost_allocator *allocator,
                      const al_packed_text *text, almost_span span, char *out)
{
    uint64_t start = span.start, end = span.end;
    assert(start <= end && end <= text->length);
    if (!al_packing_is_there())
        return AL_UNPACKED_BROKEN;
    if (!make_room(unpacker, allocator))
        return AL_UNPACKED_NO_MEMORY;
    while (start < end) {
        uint64_t block = start / AL_PACKED_BLOCK, within = start % AL_PACKED_BLOCK;
        uint64_t left = block_length(text->length, block) - within;
        uint64_t part = end - start < left ? end - start : left;
        const char *bytes = unpack_block(unpacker, text, block);
        if (bytes == NULL)
            return AL_UNPACKED_BROKEN;
        memcpy(out, bytes + within, (size_t)part);
        out += part;
        start += part;
    }
    return AL_UNPACKED;
}
