/* SPDX-License-Identifier: Apache-2.0 */
/* The converters of decode.c, the other way round; what was not valid becomes what it was. */
#include "text/encode.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/decoder.h"
#include "text/icu.h"

#include <string.h>

enum { UNITS = 4096 };

typedef struct encoder {
    const al_encoding *encoding;
    const char *file;
    const char *bytes;
    size_t length;
    size_t at;
    al_buffer *out;
    almost_error *error;
} encoder;

static almost_status cannot_hold(const encoder *encoder, uint32_t point)
{
    if (point == AL_INVALID)
        return al_fail(encoder->error, ALMOST_ERROR_ENCODING, encoder->file,
                       "%s cannot hold a byte that is not valid; convert both texts to UTF-8 first",
                       encoder->encoding->name);
    return al_fail(encoder->error, ALMOST_ERROR_ENCODING, encoder->file,
                   "%s cannot hold the character U+%04X; convert the text to UTF-8 first",
                   encoder->encoding->name, (unsigned)point);
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
            return cannot_hold(encoder, AL_INVALID);
        if (point == AL_INVALID && escape < 0x100) {
            char byte = (char)escape;
            al_buffer_append(encoder->out, &byte, 1);
        } else if (escape > 0xFFFF && width == 2) {
            put_unit(encoder, U16_LEAD(escape), 2, big);
            put_unit(encoder, U16_TRAIL(escape), 2, big);
        } else {
            put_unit(encoder, escape, width, big);
        }
    }
    return outcome(encoder);
}

/* Characters up to something that is not valid, or as many as there is room for. */
static int32_t take_units(encoder *encoder, UChar *units)
{
    int32_t n = 0;
    while (encoder->at < encoder->length && n < UNITS - 1) {
        uint32_t size, point = al_decode(encoder->bytes, encoder->length, encoder->at, &size);
        if (point == AL_INVALID)
            break;
        U16_APPEND_UNSAFE(units, n, point);
        encoder->at += size;
    }
    return n;
}

/* The byte that an invalid sequence stands for. */
static almost_status put_escape(encoder *encoder)
{
    uint32_t size;
    al_decode(encoder->bytes, encoder->length, encoder->at, &size);
    uint32_t escape = al_decode_escape(encoder->bytes + encoder->at, size);
    if (escape >= 0x100)
        return cannot_hold(encoder, AL_INVALID);
    char byte = (char)escape;
    al_buffer_append(encoder->out, &byte, 1);
    encoder->at += size;
    return ALMOST_OK;
}

/* The first code point of `units` that the converter does not take. */
static uint32_t culprit(const al_icu *icu, UConverter *converter, const UChar *units, int32_t n)
{
    for (int32_t at = 0; at < n;) {
        int32_t start = at;
        UChar32 point;
        U16_NEXT(units, at, n, point);
        const UChar *source = units + start;
        char bytes[64], *target = bytes;
        UErrorCode code = U_ZERO_ERROR;
        icu->call_ucnv_resetFromUnicode(converter);
        icu->call_ucnv_fromUnicode(converter, &target, bytes + sizeof bytes, &source, units + at,
                                   NULL, true, &code);
        if (U_FAILURE(code))
            return (uint32_t)point;
    }
    return AL_INVALID;
}

static almost_status encode_units(encoder *encoder, const al_icu *icu, UConverter *converter,
                                  const UChar *units, int32_t n, bool last)
{
    const UChar *source = units;
    UErrorCode code;
    do {
        char bytes[UNITS], *target = bytes;
        code = U_ZERO_ERROR;
        icu->call_ucnv_fromUnicode(converter, &target, bytes + sizeof bytes, &source, units + n,
                                   NULL, last, &code);
        al_buffer_append(encoder->out, bytes, (size_t)(target - bytes));
    } while (code == U_BUFFER_OVERFLOW_ERROR);
    if (U_FAILURE(code))
        return cannot_hold(encoder, culprit(icu, converter, units, n));
    return outcome(encoder);
}

static almost_status encode_all(encoder *encoder, const al_icu *icu, UConverter *converter)
{
    UChar units[UNITS];
    almost_status status = ALMOST_OK;
    while (status == ALMOST_OK && encoder->at < encoder->length) {
        int32_t n = take_units(encoder, units);
        bool full = n >= UNITS - 1;
        status = encode_units(encoder, icu, converter, units, n,
                              encoder->at == encoder->length || !full);
        if (status == ALMOST_OK && encoder->at < encoder->length && !full)
            status = put_escape(encoder);
    }
    return status;
}

static almost_status encode_icu(encoder *encoder)
{
    const al_icu *icu = al_icu_get();
    if (icu == NULL)
        return al_icu_missing(encoder->error, encoder->file, "is not in UTF-8");
    const al_encoding *encoding = encoder->encoding;
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = icu->call_ucnv_open(
        encoding->converter[0] != '\0' ? encoding->converter : encoding->name, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return al_fail_memory(encoder->error);
    if (U_FAILURE(code))
        return al_fail(encoder->error, ALMOST_ERROR_ENCODING, encoder->file,
                       "the encoding \"%.40s\" is not known; convert both texts to UTF-8 first",
                       encoding->name);
    icu->call_ucnv_setFromUCallBack(converter, icu->call_UCNV_FROM_U_CALLBACK_STOP, NULL, NULL,
                                    NULL, &code);
    almost_status status = encode_all(encoder, icu, converter);
    icu->call_ucnv_close(converter);
    return status;
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
    return encode_icu(&encoder);
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
