/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Strings and members of JSON into the buffer in front of the sink.
 *
 * A string is looked through 16 bytes at a time (SSE2, else 8 in a machine
 * word) for the few bytes that need care; the rest is copied as found.
 */
#include "base/json.h"

#include "base/load.h"
#include "base/utf8.h"

#if defined(__SSE2__) && !defined(AL_NO_SIMD)
#include <emmintrin.h>
#endif

enum { BLOCK = 16, DEL = 0x7F };

static bool is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < DEL && byte != '"' && byte != '\\';
}

/*
 * Copy the 16 bytes at `from` to `to` and tell how many of the first need no
 * care: no control character, quotation mark, backslash, DEL or byte from 0x80.
 */
#if defined(__SSE2__) && !defined(AL_NO_SIMD)
static size_t copy_plain(char *to, const char *from)
{
    __m128i bytes = _mm_loadu_si128((const __m128i *)from);
    _mm_storeu_si128((__m128i *)to, bytes);
    /* As signed numbers, bytes from 0x80 are below zero. */
    __m128i outside = _mm_or_si128(_mm_cmplt_epi8(bytes, _mm_set1_epi8(0x20)),
                                   _mm_cmpeq_epi8(bytes, _mm_set1_epi8(DEL)));
    __m128i special =
        _mm_or_si128(outside, _mm_or_si128(_mm_cmpeq_epi8(bytes, _mm_set1_epi8('"')),
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
    uint64_t del = bytes ^ (ones * DEL);
    return ((bytes | (bytes - ones * 0x20) | (quote - ones) | (slash - ones) | (del - ones)) &
            highs) != 0;
}

static size_t copy_plain(char *to, const char *from)
{
    memcpy(to, from, BLOCK);
    size_t at = 0;
    if (!needs_care(al_load_eight(from))) {
        at = 8;
        if (!needs_care(al_load_eight(from + at)))
            return BLOCK;
    }
    while (at < BLOCK) {
        unsigned char byte = (unsigned char)from[at];
        if (!is_plain(byte))
            break;
        at++;
    }
    return at;
}
#endif

/* \u and four digits. */
static char *put_unicode(char *to, uint32_t unit)
{
    static const char hexadecimal[] = "0123456789abcdef";
    memcpy(to, "\\u", 2);
    for (int i = 0; i < 4; i++)
        to[2 + i] = hexadecimal[unit >> (12 - 4 * i) & 15];
    return to + 6;
}

static char *put_escape(char *to, unsigned char byte)
{
    static const char names[] = "btn\0fr"; /* 0x08 to 0x0D */
    char name = '\0';
    if (byte == '"' || byte == '\\')
        name = (char)byte;
    else if (byte >= 0x08 && byte <= 0x0D)
        name = names[byte - 0x08];
    if (name == '\0')
        return put_unicode(to, byte);
    *to++ = '\\';
    *to++ = name;
    return to;
}

/*
 * What would command a terminal that the answer is printed on, or turn around what stands beside
 * it there: controls of C1, marks and overrides of direction, ends of lines and paragraphs.
 */
static bool is_unseen(uint32_t c)
{
    return (c >= 0x80 && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
           (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

/* One code point, or U+FFFD for what is none; *size gets how many bytes it takes. */
static char *put_code_point(char *to, const char *bytes, size_t length, size_t at, uint32_t *size)
{
    uint32_t c = al_decode(bytes, length, at, size);
    if (c != AL_INVALID && is_unseen(c))
        return put_unicode(to, c);
    if (c == AL_INVALID) {
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

void al_json_bytes(al_output *output, const char *bytes, size_t length)
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

void al_json_flag(al_output *output, const char *key, bool flag)
{
    al_output_text(output, key);
    al_output_text(output, flag ? "true" : "false");
}

void al_json_count(al_output *output, const char *key, uint64_t number)
{
    al_output_text(output, key);
    al_output_number(output, number);
}

void al_json_fixed(al_output *output, const char *key, double number)
{
    al_output_text(output, key);
    al_output_fixed(output, number, 6);
}

void al_json_name(al_output *output, const char *key, const al_name *name)
{
    al_output_text(output, key);
    al_json_bytes(output, name->text, name->length);
}

void al_json_text(al_output *output, const char *key, const char *string)
{
    al_output_text(output, key);
    if (string != NULL)
        al_json_string(output, string);
    else
        al_output_text(output, "null");
}

void al_json_error(al_output *output, const char *key, const almost_error *error)
{
    al_output_text(output, key);
    al_json_text(output, "{\"message\":", error->message);
    al_json_text(output, ",\"file\":", error->file[0] != '\0' ? error->file : NULL);
    if (error->line > 0)
        al_json_count(output, ",\"line\":", error->line);
    else
        al_json_text(output, ",\"line\":", NULL);
    al_output_text(output, "}");
}
