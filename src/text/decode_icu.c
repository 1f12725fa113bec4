/* SPDX-License-Identifier: Apache-2.0 */
/* All other encodings, by ICU's converters. */
#include "base/error.h"
#include "text/icu.h"
#include "text/legacy.h"

#include <string.h>

enum { UNITS = 8192 };

/* ICU counts offsets in 32 bits. */
static const uint64_t most_source = UINT64_C(1) << 30;

typedef struct stream {
    al_decoder *decoder;
    const al_icu *icu;
    UConverter *converter;
    uint64_t known; /* bytes of the source that belong to what was put */
    uint32_t point; /* the last one, which is put when it is known where the next begins */
    bool waits;     /* whether there is such a one */
    UChar units[UNITS];
    int32_t offsets[UNITS];
} stream;

/* Put the code point that waits, now that the next thing begins at `start`. */
static void put_waiting(stream *stream, uint64_t start)
{
    if (!stream->waits)
        return;
    if (start < stream->known)
        start = stream->known;
    uint64_t length = start - stream->known;
    if (stream->point >= 0xD800 && stream->point < 0xE000)
        al_decoder_put_surrogate(stream->decoder, stream->point, length);
    else
        al_decoder_put(stream->decoder, stream->point, length);
    stream->known = start;
    stream->waits = false;
}

static void put_unit(stream *stream, UChar unit, uint64_t start)
{
    if (stream->waits && U16_IS_LEAD(stream->point) && U16_IS_TRAIL(unit)) {
        stream->point = U16_GET_SUPPLEMENTARY(stream->point, unit);
        return;
    }
    put_waiting(stream, start);
    stream->point = unit;
    stream->waits = true;
}

/* The bytes that the converter stopped at, which end at `end`. */
static void put_invalid(stream *stream, uint64_t end)
{
    char bytes[32];
    int8_t size = sizeof bytes;
    UErrorCode code = U_ZERO_ERROR;
    stream->icu->call_ucnv_getInvalidChars(stream->converter, bytes, &size, &code);
    if (U_FAILURE(code) || size < 0)
        size = 0;
    put_waiting(stream, end - (uint64_t)size);
    for (int i = 0; i < size; i++) {
        uint64_t start = end - (uint64_t)(size - i) + 1;
        al_decoder_put_byte(stream->decoder, (uint8_t)bytes[i],
                            start > stream->known ? start - stream->known : 0);
        if (start > stream->known)
            stream->known = start;
    }
}

/* Convert until the units are full, the source ends, or something is not valid. */
static almost_status convert_some(stream *stream, const char **source, const char *limit, bool last,
                                  bool *done)
{
    const al_document *document = stream->decoder->document;
    uint64_t base = (uint64_t)(*source - document->source);
    UChar *target = stream->units;
    UErrorCode code = U_ZERO_ERROR;
    stream->icu->call_ucnv_toUnicode(stream->converter, &target, stream->units + UNITS, source,
                                     limit, stream->offsets, last, &code);
    for (int32_t i = 0; i < target - stream->units; i++) {
        int32_t offset = stream->offsets[i];
        put_unit(stream, stream->units[i], offset < 0 ? stream->known : base + (uint64_t)offset);
    }
    *done = code != U_BUFFER_OVERFLOW_ERROR;
    if (code == U_ILLEGAL_CHAR_FOUND || code == U_INVALID_CHAR_FOUND ||
        code == U_TRUNCATED_CHAR_FOUND || code == U_ILLEGAL_ESCAPE_SEQUENCE ||
        code == U_UNSUPPORTED_ESCAPE_SEQUENCE) {
        put_invalid(stream, (uint64_t)(*source - document->source));
        *done = *source == limit && code == U_TRUNCATED_CHAR_FOUND;
    } else if (code == U_MEMORY_ALLOCATION_ERROR) {
        return al_fail_memory(stream->decoder->error);
    } else if (U_FAILURE(code) && code != U_BUFFER_OVERFLOW_ERROR) {
        return al_fail(stream->decoder->error, ALMOST_ERROR_ENCODING, document->name,
                       "cannot be decoded as %s (ICU error %d); name another encoding",
                       document->encoding, (int)code);
    }
    return al_decoder_check(stream->decoder);
}

static almost_status convert_all(stream *stream)
{
    const al_document *document = stream->decoder->document;
    const char *source = document->source, *end = source + document->source_length;
    almost_status status = ALMOST_OK;
    bool done = false;
    while (status == ALMOST_OK && (source < end || !done)) {
        uint64_t left = (uint64_t)(end - source);
        bool last = left <= most_source;
        status = convert_some(stream, &source, last ? end : source + most_source, last, &done);
    }
    if (status == ALMOST_OK)
        put_waiting(stream, document->source_length);
    return status;
}

static void copy_name(char *target, const char *name)
{
    size_t length = strlen(name);
    if (length >= AL_ENCODING_NAME)
        length = AL_ENCODING_NAME - 1;
    memcpy(target, name, length);
    target[length] = '\0';
}

/* The name that people know, and the one that tells converters apart. */
static void set_names(stream *stream, const char *encoding)
{
    al_document *document = stream->decoder->document;
    UErrorCode code = U_ZERO_ERROR;
    const char *converter = stream->icu->call_ucnv_getName(stream->converter, &code);
    const char *known = NULL;
    copy_name(stream->decoder->decoding->converter, U_SUCCESS(code) ? converter : encoding);
    static const char *const standards[] = {"MIME", "IANA"};
    for (int i = 0; i < 2 && known == NULL; i++) {
        code = U_ZERO_ERROR;
        known = stream->icu->call_ucnv_getStandardName(encoding, standards[i], &code);
    }
    copy_name(document->encoding, known != NULL ? known : encoding);
}

static almost_status open_converter(stream *stream, const char *encoding)
{
    const al_document *document = stream->decoder->document;
    UErrorCode code = U_ZERO_ERROR;
    stream->converter = stream->icu->call_ucnv_open(encoding, &code);
    if (code == U_MEMORY_ALLOCATION_ERROR)
        return al_fail_memory(stream->decoder->error);
    if (U_FAILURE(code))
        return al_fail(stream->decoder->error, ALMOST_ERROR_ENCODING, document->name,
                       "the encoding \"%s\" is not known; name one such as windows-1252", encoding);
    stream->icu->call_ucnv_setToUCallBack(
        stream->converter, stream->icu->call_UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    return ALMOST_OK;
}

almost_status al_legacy_decode(al_decoder *decoder, const char *encoding)
{
    const al_icu *icu = al_icu_get();
    if (icu == NULL)
        return al_icu_missing(decoder->error, decoder->document->name, "is not in UTF-8");
    stream *stream = al_allocate_zero(decoder->document->allocator, 1, sizeof *stream);
    if (stream == NULL)
        return al_fail_memory(decoder->error);
    stream->decoder = decoder;
    stream->icu = icu;
    decoder->decoding->units = AL_SOURCE_LENGTHS;
    almost_status status = open_converter(stream, encoding);
    if (status == ALMOST_OK) {
        set_names(stream, encoding);
        status = convert_all(stream);
        icu->call_ucnv_close(stream->converter);
    }
    al_release(decoder->document->allocator, stream);
    return status;
}
