/* SPDX-License-Identifier: Apache-2.0 */
#include "text/decode.h"

#include "text/unicode.h"

#include <string.h>

static almost_status decode_utf8(almost_text *text, uint32_t mark)
{
    al_units_count count;
    text->bytes = text->source + mark;
    text->length = text->source_length - mark;
    al_count_units(text->bytes, text->length, &count);
    text->ascii = count.code_points == text->length && count.invalid == 0;
    text->invalid = count.invalid;
    memcpy(text->encoding, "UTF-8", 6);
    return ALMOST_OK;
}

almost_status al_decode_text(almost_text *text, const char *encoding, uint64_t limit,
                             almost_error *error)
{
    (void)encoding;
    (void)limit;
    (void)error;
    bool marked = text->source_length >= 3 && memcmp(text->source, "\xEF\xBB\xBF", 3) == 0;
    return decode_utf8(text, marked ? 3 : 0);
}

uint64_t al_decode_source_byte(const almost_text *text, uint64_t byte)
{
    return byte + (text->source_length - text->length);
}

void al_decoding_free(const almost_allocator *allocator, struct al_decoding *decoding)
{
    al_release(allocator, decoding);
}
