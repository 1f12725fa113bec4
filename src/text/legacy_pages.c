/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Of builds without ICU: encodings of a byte a character, by tables. Nothing is guessed: text in an
 * encoding that nobody names is read as UTF-8 with its strange bytes marked.
 */
#include "text/legacy.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/code_pages.h"

#include <string.h>

enum { NAME = 24 };

bool al_legacy_is_there(void)
{
    return false;
}

/* The name in capital letters and digits; false if it is too long to be one. */
static bool simplify(const char *name, char simple[NAME])
{
    size_t length = 0;
    for (; *name != '\0'; name++) {
        char c = *name >= 'a' && *name <= 'z' ? (char)(*name - 'a' + 'A') : *name;
        if (!((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')))
            continue;
        if (length + 1 >= NAME)
            return false;
        simple[length++] = c;
    }
    simple[length] = '\0';
    return true;
}

/* NULL where there is none of the name. */
static const al_code_page *find_page(const char *name)
{
    char simple[NAME];
    if (!simplify(name, simple))
        return NULL;
    size_t low = 0, high = al_code_page_names_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(al_code_page_names[middle].name, simple);
        if (order == 0)
            return &al_code_pages[al_code_page_names[middle].page];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static almost_status fail_unknown(const char *file, const char *encoding, almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_ENCODING, file,
                   "the encoding \"%.40s\" is none that this almost knows, which was built without "
                   "ICU; convert the text to UTF-8",
                   encoding);
}

almost_status al_legacy_decode(al_decoder *decoder, const char *encoding)
{
    enum { PIECE = 1 << 16 };
    al_document *document = decoder->document;
    const al_code_page *page = find_page(encoding);
    if (page == NULL)
        return fail_unknown(document->name, encoding, decoder->error);
    decoder->decoding->units = AL_SOURCE_BYTES;
    memcpy(document->encoding, page->name, strlen(page->name) + 1);
    almost_status status = ALMOST_OK;
    for (uint64_t at = 0; at < document->source_length && status == ALMOST_OK; at++) {
        uint8_t byte = (uint8_t)document->source[at];
        uint32_t point = byte < 0x80 ? byte : page->upper[byte - 0x80];
        if (point == 0 && byte != 0)
            al_decoder_put_byte(decoder, byte, 1);
        else
            al_decoder_put(decoder, point, 1);
        if (at % PIECE == 0)
            status = al_decoder_check(decoder);
    }
    return status;
}

/* The byte of a character, or -1. */
static int byte_of(const al_code_page *page, uint32_t point)
{
    if (point < 0x80)
        return (int)point;
    for (int byte = 0; byte < 128; byte++)
        if (page->upper[byte] == point)
            return byte + 0x80;
    return -1;
}

almost_status al_legacy_encode(const al_encoding *encoding, const char *file, const char *bytes,
                               size_t length, al_buffer *out, almost_error *error)
{
    const al_code_page *page = find_page(encoding->name);
    if (page == NULL)
        return fail_unknown(file, encoding->name, error);
    for (size_t at = 0; at < length;) {
        uint32_t size, point = al_decode(bytes, length, at, &size);
        int byte = point != AL_INVALID ? byte_of(page, point) : -1;
        uint32_t escape = point == AL_INVALID ? al_decode_escape(bytes + at, size) : AL_INVALID;
        if (escape < 0x100)
            byte = (int)escape;
        if (byte < 0)
            return al_legacy_cannot_hold(encoding, file, point, error);
        al_buffer_append(out, &(const char){(char)byte}, 1);
        at += size;
    }
    return out->failed ? al_fail_memory(error) : ALMOST_OK;
}

const char *al_legacy_guess(const char *sample, uint64_t length)
{
    (void)sample;
    (void)length;
    return NULL;
}

bool al_legacy_bytes(const char *encoding, int map[256])
{
    const al_code_page *page = find_page(encoding);
    if (page == NULL)
        return false;
    for (int byte = 0; byte < 0x80; byte++)
        map[byte] = byte;
    for (int byte = 0; byte < 0x80; byte++)
        map[byte + 0x80] = page->upper[byte] != 0 ? page->upper[byte] : -1;
    return true;
}

/* --- A byte after the other ------------------------------------------------ */

/* A stream has no state but the page that it is of, which lives forever. */
almost_status al_legacy_stream_open(const char *encoding, al_legacy_stream **out)
{
    const al_code_page *page = find_page(encoding);
    if (page == NULL)
        return ALMOST_ERROR_ENCODING;
    *out = (al_legacy_stream *)page;
    return ALMOST_OK;
}

void al_legacy_stream_close(al_legacy_stream *stream)
{
    (void)stream;
}

size_t al_legacy_stream_next(al_legacy_stream *stream, const char *byte,
                             uint32_t points[AL_LEGACY_POINTS])
{
    const al_code_page *page = (const al_code_page *)stream;
    if (byte == NULL)
        return 0;
    uint8_t of = (uint8_t)*byte;
    points[0] = of < 0x80 ? of : page->upper[of - 0x80];
    if (points[0] == 0 && of != 0)
        points[0] = 0xFFFD;
    return 1;
}
