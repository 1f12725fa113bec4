/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The buffer in front of the sink, and JSON strings into it.
 *
 * A JSON string is looked through 16 bytes at a time (SSE2, else 8 in a
 * machine word) for the few bytes that need care; the rest is copied as found.
 */
#include "base/output.h"

#include "base/error.h"
#include "base/utf8.h"

#if defined(__SSE2__) && !defined(AL_NO_SIMD)
#include <emmintrin.h>
#endif

bool al_output_init(al_output *output, const almost_allocator *allocator, almost_sink sink,
                    void *context)
{
    *output = (al_output){.allocator = allocator, .sink = sink, .context = context};
    output->bytes = al_allocate(allocator, AL_OUTPUT_CAPACITY, 1);
    return output->bytes != NULL;
}

void al_output_release(al_output *output)
{
    al_release(output->allocator, output->bytes);
    output->bytes = NULL;
}

void al_output_flush(al_output *output)
{
    if (output->length > 0 && !output->failed &&
        output->sink(output->context, output->bytes, output->length) != 0)
        output->failed = true;
    output->length = 0;
}

almost_status al_output_finish(al_output *output, almost_error *error)
{
    al_output_flush(output);
    if (output->failed)
        return al_fail(error, ALMOST_ERROR_WRITE, NULL, "the output cannot be written");
    return ALMOST_OK;
}

void al_output_large(al_output *output, const char *bytes, size_t length)
{
    while (length > 0 && !output->failed) {
        size_t room = AL_OUTPUT_CAPACITY - output->length;
        size_t part = length < room ? length : room;
        memcpy(output->bytes + output->length, bytes, part);
        output->length += part;
        bytes += part;
        length -= part;
        if (length > 0)
            al_output_flush(output);
    }
}

void al_output_bytes(al_output *output, const char *bytes, size_t length)
{
    if (length > AL_OUTPUT_CAPACITY - output->length) {
        al_output_large(output, bytes, length);
        return;
    }
    memcpy(output->bytes + output->length, bytes, length);
    output->length += length;
}

void al_output_number(al_output *output, uint64_t number)
{
    al_output_wrote(output, al_put_number(al_output_room(output, 20), number));
}

void al_output_grouped(al_output *output, uint64_t number)
{
    al_output_wrote(output, al_put_grouped(al_output_room(output, 26), number));
}

void al_output_fixed(al_output *output, double number, int decimals)
{
    al_output_wrote(output, al_put_fixed(al_output_room(output, 48), number, decimals));
}

void al_output_scientific(al_output *output, double number)
{
    al_output_wrote(output, al_put_scientific(al_output_room(output, 48), number));
}

enum { BLOCK = 16 };

/*
 * Copy the 16 bytes at `from` to `to` and tell how many of the first need no
 * care: no control character, quotation mark, backslash or byte from 0x80.
 */
#if defined(__SSE2__) && !defined(AL_NO_SIMD)
static size_t copy_plain(char *to, const char *from)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)from);
    _mm_storeu_si128((__m128i *)to, bytes);
    /* As signed numbers, bytes from 0x80 are below zero. */
    __m128i special = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)),
                                   _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
                                                _mm_cmpeq_epi8(bytes, _mm_set1_epi8('\\'))));
    unsigned mask = (unsigned)_mm_movemask_epi8(special);
    return mask == 0 ? BLOCK : (size_t)__builtin_ctz(mask);
}
#else
static bool needs_care(uint64_t bytes)
{
    const uint64_t ones = UINT64_C(0x0101010101010101);
    const uint64_t highs = ones << 7;
    uint64_t quote = bytes ^ (ones * '"');
    uint64_t slash = bytes ^ (ones * '\\');
    return ((bytes | (bytes - ones * 0x20) | (quote - ones) | (slash - ones)) & highs) != 0;
}

static size_t copy_plain(char *to, const char *from)
{
    memcpy(to, from, BLOCK);
    size_t at = 0;
    uint64_t bytes;
    memcpy(&bytes, from, sizeof bytes);
    if (!needs_care(bytes)) {
        at = sizeof bytes;
        memcpy(&bytes, from + at, sizeof bytes);
        if (!needs_care(bytes))
            return BLOCK;
    }
    while (at < BLOCK) {
        unsigned char byte = (unsigned char)from[at];
        if (byte < 0x20 || byte >= 0x80 || byte == '"' || byte == '\\')
            break;
        at++;
    }
    return at;
}
#endif

static char *put_escape(char *to, unsigned char byte)
{
    static const char hexadecimal[] = "0123456789abcdef";
    static const char names[] = "btn\0fr"; /* 0x08 to 0x0D */
    *to++ = '\\';
    if (byte == '"' || byte == '\\') {
        *to++ = (char)byte;
    } else if (byte >= 0x08 && byte <= 0x0D && byte != 0x0B) {
        *to++ = names[byte - 0x08];
    } else {
        memcpy(to, "u00", 3);
        to[3] = hexadecimal[byte >> 4];
        to[4] = hexadecimal[byte & 15];
        to += 5;
    }
    return to;
}

/* One code point, or U+FFFD for what is none; *size gets how many bytes it takes. */
static char *put_code_point(char *to, const char *bytes, size_t length, size_t at, uint32_t *size)
{
    if (al_decode(bytes, length, at, size) == AL_INVALID) {
        memcpy(to, "\xEF\xBF\xBD", 3);
        return to + 3;
    }
    memcpy(to, bytes + at, *size);
    return to + *size;
}

/* Copy what needs no care, whole blocks as far as there is room for them; how much that was. */
static size_t copy_run(al_output *output, const char *bytes, size_t length)
{
    char *to = al_output_room(output, BLOCK);
    size_t room = AL_OUTPUT_CAPACITY - output->length, at = 0, plain = BLOCK;
    size_t most = (length < room ? length : room) / BLOCK * BLOCK;
    while (at < most && plain == BLOCK) {
        plain = copy_plain(to + at, bytes + at);
        at += plain;
    }
    if (most == 0) {
        char rest[BLOCK];
        memset(rest, '"', sizeof rest);
        memcpy(rest, bytes, length);
        at = copy_plain(to, rest);
    }
    al_output_wrote(output, to + at);
    return at;
}

static uint32_t put_careful(al_output *output, const char *bytes, size_t length, size_t at)
{
    char *to = al_output_room(output, 8);
    uint32_t size = 1;
    if ((unsigned char)bytes[at] < 0x80)
        to = put_escape(to, (unsigned char)bytes[at]);
    else
        to = put_code_point(to, bytes, length, at, &size);
    al_output_wrote(output, to);
    return size;
}

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\';
}

void al_output_json(al_output *output, const char *bytes, size_t length)
{
    *al_output_room(output, 1) = '"';
    output->length++;
    for (size_t at = 0; at < length;) {
        if (is_plain((unsigned char)bytes[at]))
            at += copy_run(output, bytes + at, length - at);
        else
            at += put_careful(output, bytes, length, at);
    }
    *al_output_room(output, 1) = '"';
    output->length++;
}
