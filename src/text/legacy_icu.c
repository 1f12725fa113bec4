/* SPDX-License-Identifier: Apache-2.0 */
/* ICU's converters and its detector: see legacy.h. decode_icu.c has the other direction. */
#include "text/legacy.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/icu.h"

#include <string.h>

enum { UNITS = 4096 };

bool al_legacy_is_there(void)
{
    return al_icu_get() != NULL;
}

typedef struct encoder {
    const al_encoding *encoding;
    const char *file;
    const char *bytes;
    size_t length;
    size_t at;
    al_buffer *out;
    almost_error *error;
} encoder;

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
        return al_legacy_cannot_hold(encoder->encoding, encoder->file, AL_INVALID, encoder->error);
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
        return al_legacy_cannot_hold(encoder->encoding, encoder->file,
                                     culprit(icu, converter, units, n), encoder->error);
    return encoder->out->failed ? al_fail_memory(encoder->error) : ALMOST_OK;
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

almost_status al_legacy_encode(const al_encoding *encoding, const char *file, const char *bytes,
                               size_t length, al_buffer *out, almost_error *error)
{
    const al_icu *icu = al_icu_get();
    if (icu == NULL)
        return al_icu_missing(error, file, "is not in UTF-8");
    encoder encoder = {encoding, file, bytes, length, 0, out, error};
    UErrorCode code = U_ZERO_ERROR;
    UConverter *converter = icu->call_ucnv_open(
        encoding->converter[0] != '\0' ? encoding->converter : encoding->name, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return al_fail_memory(error);
    if (U_FAILURE(code))
        return al_fail(error, ALMOST_ERROR_ENCODING, file,
                       "the encoding \"%.40s\" is not known; convert both texts to UTF-8 first",
                       encoding->name);
    icu->call_ucnv_setFromUCallBack(converter, icu->call_UCNV_FROM_U_CALLBACK_STOP, NULL, NULL,
                                    NULL, &code);
    almost_status status = encode_all(&encoder, icu, converter);
    icu->call_ucnv_close(converter);
    return status;
}

const char *al_legacy_guess(const char *sample, uint64_t length)
{
    const al_icu *icu = al_icu_get();
    if (icu == NULL)
        return NULL;
    UErrorCode code = U_ZERO_ERROR;
    UCharsetDetector *detector = icu->call_ucsdet_open(&code);
    icu->call_ucsdet_setText(detector, sample, (int32_t)length, &code);
    const UCharsetMatch *match = icu->call_ucsdet_detect(detector, &code);
    const char *name = match == NULL ? NULL : icu->call_ucsdet_getName(match, &code);
    /* These are what ICU guesses when there are too few letters to tell. */
    if (U_FAILURE(code) || name == NULL || strncmp(name, "UTF", 3) == 0 ||
        strncmp(name, "IBM", 3) == 0 || strncmp(name, "ISO-2022", 8) == 0 ||
        strcmp(name, "ISO-8859-1") == 0)
        name = "windows-1252";
    icu->call_ucsdet_close(detector); /* names are ICU's own and stay */
    return name;
}

bool al_legacy_bytes(const char *encoding, int map[256])
{
    const al_icu *icu = al_icu_get();
    UErrorCode code = U_ZERO_ERROR;
    if (icu == NULL)
        return false;
    UConverter *converter = icu->call_ucnv_open(encoding, &code);
    if (U_FAILURE(code))
        return false;
    bool single = icu->call_ucnv_getMaxCharSize(converter) == 1;
    for (int byte = 0; byte < 256 && single; byte++) {
        char from = (char)byte;
        const char *in = &from;
        UChar to[2], *out = to;
        code = U_ZERO_ERROR;
        icu->call_ucnv_toUnicode(converter, &out, to + 2, &in, in + 1, NULL, true, &code);
        map[byte] = U_SUCCESS(code) && out == to + 1 ? to[0] : -1;
        icu->call_ucnv_reset(converter);
    }
    icu->call_ucnv_close(converter);
    return single;
}

/* --- A byte after the other ------------------------------------------------ */

almost_status al_legacy_stream_open(const char *encoding, al_legacy_stream **out)
{
    const al_icu *icu = al_icu_get();
    UErrorCode code = U_ZERO_ERROR;
    if (icu == NULL)
        return ALMOST_ERROR_ENCODING;
    UConverter *converter = icu->call_ucnv_open(encoding, &code);
    if (U_FAILURE(code))
        return code == U_MEMORY_ALLOCATION_ERROR ? ALMOST_ERROR_MEMORY : ALMOST_ERROR_ENCODING;
    *out = (al_legacy_stream *)converter;
    return ALMOST_OK;
}

void al_legacy_stream_close(al_legacy_stream *stream)
{
    if (stream != NULL)
        al_icu_get()->call_ucnv_close((UConverter *)stream);
}

size_t al_legacy_stream_next(al_legacy_stream *stream, const char *byte,
                             uint32_t points[AL_LEGACY_POINTS])
{
    UChar units[AL_LEGACY_POINTS], *to = units;
    UErrorCode code = U_ZERO_ERROR;
    const al_icu *icu = al_icu_get();
    const char *from = byte != NULL ? byte : "", *end = from + (byte != NULL);
    icu->call_ucnv_toUnicode((UConverter *)stream, &to, units + AL_LEGACY_POINTS, &from, end, NULL,
                             byte == NULL, &code);
    size_t n = 0;
    for (int32_t at = 0; at < to - units; n++) {
        UChar32 point;
        U16_NEXT(units, at, to - units, point);
        points[n] = (uint32_t)point;
    }
    if (U_FAILURE(code) || byte == NULL)
        icu->call_ucnv_reset((UConverter *)stream);
    return n;
}
