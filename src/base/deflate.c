/* SPDX-License-Identifier: Apache-2.0 */
/*
 * zlib's streams at level 9: pages are written once and sent often. Its soname has been 1 for
 * thirty years, and the types of these functions are as old.
 */
#include "base/deflate.h"

#include "base/shared_object.h"

#include <string.h>
#include <zlib.h>

/* clang-format off */
#define FUNCTIONS(X) X(deflateInit2_) X(deflate) X(deflateEnd)
/* clang-format on */

typedef struct functions {
    FUNCTIONS(AL_SHARED_MEMBER)
} functions;

enum {
    IN_SIZE = 1 << 15, /* gathered before zlib is called; a stored block may have 65,535 bytes */
    OUT_SIZE = 1 << 16,
    LEVEL = 9,
    RAW_WINDOW = -15, /* 32 KiB, and neither head nor checksum around the stream */
    MEMORY_LEVEL = 9
};

#ifdef __APPLE__
static const char *const names[] = {"libz.1.dylib", "libz.dylib"};
#else
static const char *const names[] = {"libz.so.1"};
#endif
static const char *const wanted[] = {FUNCTIONS(AL_SHARED_NAME)};
static functions table AL_SHARED_TABLE(FUNCTIONS);
static al_shared_object zlib = AL_SHARED_LINKABLE(names, wanted, &table);

static void *zlib_allocate(void *allocator, unsigned count, unsigned size)
{
    return al_allocate_zero(allocator, count, size);
}

static void zlib_release(void *allocator, void *pointer)
{
    al_release(allocator, pointer);
}

static bool begin_stream(al_deflate *deflate)
{
    z_stream *stream = al_allocate_zero(deflate->allocator, 1, sizeof *stream);
    if (stream == NULL)
        return false;
    stream->zalloc = zlib_allocate;
    stream->zfree = zlib_release;
    stream->opaque = (void *)deflate->allocator;
    if (table.call_deflateInit2_(stream, LEVEL, Z_DEFLATED, RAW_WINDOW, MEMORY_LEVEL,
                                 Z_DEFAULT_STRATEGY, ZLIB_VERSION, (int)sizeof *stream) != Z_OK) {
        al_release(deflate->allocator, stream);
        return false;
    }
    deflate->stream = stream;
    return true;
}

bool al_deflate_init(al_deflate *deflate, const almost_allocator *allocator, al_deflate_sink *sink,
                     void *context)
{
    *deflate = (al_deflate){.allocator = allocator, .sink = sink, .context = context};
    deflate->block = al_allocate(allocator, IN_SIZE + OUT_SIZE, 1);
    if (deflate->block == NULL)
        return false;
    if (!al_shared_object_is_there(&zlib) || begin_stream(deflate))
        return true;
    al_release(allocator, deflate->block);
    return false;
}

/* What was gathered goes through zlib. */
static void pack(al_deflate *deflate, bool last)
{
    z_stream *stream = deflate->stream;
    stream->next_in = (Bytef *)deflate->block;
    stream->avail_in = (uInt)deflate->length;
    do {
        stream->next_out = (Bytef *)deflate->block + IN_SIZE;
        stream->avail_out = OUT_SIZE;
        (void)table.call_deflate(stream, last ? Z_FINISH : Z_NO_FLUSH);
        deflate->sink(deflate->context, deflate->block + IN_SIZE, OUT_SIZE - stream->avail_out);
    } while (stream->avail_out == 0);
}

/* A block as it is: whether it is the last, its length, and that with all bits turned. */
static void store(al_deflate *deflate, bool last)
{
    uint16_t length = (uint16_t)deflate->length, turned = (uint16_t)~length;
    char head[5] = {(char)last, (char)(length & 0xFF), (char)(length >> 8), (char)(turned & 0xFF),
                    (char)(turned >> 8)};
    deflate->sink(deflate->context, head, sizeof head);
    deflate->sink(deflate->context, deflate->block, length);
}

static void flush(al_deflate *deflate, bool last)
{
    if (deflate->stream != NULL)
        pack(deflate, last);
    else
        store(deflate, last);
    deflate->length = 0;
}

void al_deflate_bytes(al_deflate *deflate, const char *bytes, size_t length)
{
    while (length > 0) {
        size_t part = IN_SIZE - deflate->length;
        part = part < length ? part : length;
        memcpy(deflate->block + deflate->length, bytes, part);
        deflate->length += part;
        bytes += part;
        length -= part;
        if (deflate->length == IN_SIZE)
            flush(deflate, false);
    }
}

void al_deflate_finish(al_deflate *deflate)
{
    flush(deflate, true);
    if (deflate->stream != NULL)
        table.call_deflateEnd(deflate->stream);
    al_release(deflate->allocator, deflate->stream);
    al_release(deflate->allocator, deflate->block);
    *deflate = (al_deflate){0};
}
