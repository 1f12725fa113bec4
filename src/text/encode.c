/* SPDX-License-Identifier: Apache-2.0 */
/* The converters of decode.c, the other way round; what was not valid becomes what it was. */
#include "text/encode.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/decoder.h"
#include "text/legacy.h"

#include <string.h>

typedef struct encoder {
    const al_encoding *encoding;
    const char *file;
    const char *bytes;
    size_t length;
    size_t at;
    al_buffer *out;
    almost_error *error;
} encoder;

almost_status al_legacy_cannot_hold(const al_encoding *encoding, const char *file, uint32_t point,
                                    almost_error *error)
{
    if (point == AL_INVALID)
        return al_fail(error, ALMOST_ERROR_ENCODING, file,
                       "%s cannot hold a byte that is not valid; convert both texts to UTF-8 first",
                       encoding->name);
    return al_fail(error, ALMOST_ERROR_ENCODING, file,
                   "%s cannot hold the character U+%04X; convert the text to UTF-8 first",
                   encoding->name, (unsigned)point);
}

static almost_status outcome(const encoder *encoder)
{
    return encoder->out->failed ? al_fail_memory(encoder->error) : ALMOST_OK;
}

static void put_unit(encoder *encoder, uint32_t unit, int width, bool big)
{
    char bytes[4];
    for (int i = 0; i < width; i++)
        bytes[i] = (char)(unit >> 8 * (big ? width - 1 - i : i));
    al_buffer_append(encoder->out, bytes, (size_t)width);
}

static almost_status encode_wide(encoder *encoder, int width, bool big)
{
    while (encoder->at < encoder->length) {
        const char *here = encoder->bytes + encoder->at;
        uint32_t size, point = al_decode(encoder->bytes, encoder->length, encoder->at, &size);
        encoder->at += size;
        uint32_t escape = point == AL_INVALID ? al_decode_escape(here, size) : point;
        if (escape == AL_INVALID)
            return al_legacy_cannot_hold(encoder->encoding, encoder->file, AL_INVALID,
                                         encoder->error);
        if (point == AL_INVALID && escape < 0x100) {
            char byte = (char)escape;
            al_buffer_append(encoder->out, &byte, 1);
        } else if (escape > 0xFFFF && width == 2) {
            put_unit(encoder, 0xD7C0 + (escape >> 10), 2, big);
            put_unit(encoder, 0xDC00 | (escape & 0x3FF), 2, big);
        } else {
            put_unit(encoder, escape, width, big);
        }
    }
    return outcome(encoder);
}

al_encoding al_encoding_of(const almost_text *text)
{
    return (al_encoding){text->encoding, text->decoding != NULL ? text->decoding->converter : ""};
}

almost_status al_encode_text(const al_encoding *encoding, const char *file, const char *bytes,
                             size_t length, al_buffer *out, almost_error *error)
{
    static const struct {
        const char *name;
        int width;
        bool big;
    } wide[] = {
        {"UTF-16LE", 2, false},
        {"UTF-16BE", 2, true},
        {"UTF-32LE", 4, false},
        {"UTF-32BE", 4, true},
    };
    encoder encoder = {encoding, file, bytes, length, 0, out, error};
    if (strcmp(encoding->name, "UTF-8") == 0) {
        al_buffer_append(out, bytes, length);
        return outcome(&encoder);
    }
    for (size_t i = 0; i < sizeof wide / sizeof *wide; i++) {
        if (strcmp(encoding->name, wide[i].name) == 0)
            return encode_wide(&encoder, wide[i].width, wide[i].big);
    }
    return al_legacy_encode(encoding, file, bytes, length, out, error);
}

bool al_text_is_plain(const almost_text *text)
{
    return text->origin == NULL;
}

bool al_text_has_mark(const almost_text *text)
{
    return al_text_is_plain(text) && almost_text_place(text, 0).source_byte > 0;
}

/* By the name alone, which is all that whoever makes the source again will know. */
static almost_status encode_again(const almost_text *text, al_buffer *out, almost_error *error)
{
    static const char mark[] = "\xEF\xBB\xBF";
    al_encoding encoding = {text->encoding, ""};
    almost_status status = ALMOST_OK;
    if (al_text_has_mark(text))
        status = al_encode_text(&encoding, text->name, mark, sizeof mark - 1, out, error);
    return status == ALMOST_OK
               ? al_encode_text(&encoding, text->name, text->bytes, text->length, out, error)
               : status;
}

almost_status al_encode_check(const almost_text *text, const almost_allocator *allocator,
                              almost_error *error)
{
    if (text->decoding == NULL || !al_text_is_plain(text))
        return ALMOST_OK; /* it is its own source, or that of another format */
    al_buffer again;
    al_buffer_init(&again, allocator);
    almost_status status = encode_again(text, &again, error);
    bool same = status == ALMOST_OK && again.length == text->source_length &&
                (again.length == 0 || memcmp(again.bytes, text->source, again.length) == 0);
    al_buffer_release(&again);
    if (same || (status != ALMOST_OK && status != ALMOST_ERROR_ENCODING))
        return status;
    return al_fail(
        error, ALMOST_ERROR_ENCODING, text->name,
        "its characters in %.40s are not its bytes again, so that no patch could rebuild "
        "it; convert it to UTF-8 first",
        text->encoding);
}
