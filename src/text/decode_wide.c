/* SPDX-License-Identifier: Apache-2.0 */
/* UTF-16 and UTF-32 in either byte order. Bytes at the end that make no unit are kept. */
#include "text/decoder.h"

#include "base/utf8.h"

/* The output is looked after once in so many units. */
enum { CHECKED = 65536 };

static uint32_t unit_at(const uint8_t *bytes, int width, bool big)
{
    uint32_t unit = 0;
    for (int i = 0; i < width; i++)
        unit |= (uint32_t)bytes[i] << 8 * (big ? width - 1 - i : i);
    return unit;
}

static bool is_surrogate(uint32_t unit)
{
    return unit >= 0xD800 && unit < 0xE000;
}

/* One code point or what is none; how many bytes it takes. */
static uint32_t put_one(al_decoder *decoder, const uint8_t *bytes, uint64_t left, int width,
                        bool big)
{
    uint32_t unit = unit_at(bytes, width, big);
    if (unit > 0x10FFFF) {
        for (int i = 0; i < width; i++)
            al_decoder_put_byte(decoder, bytes[i], 1);
        return (uint32_t)width;
    }
    if (!is_surrogate(unit)) {
        al_decoder_put(decoder, unit, (uint64_t)width);
        return (uint32_t)width;
    }
    if (width == 2 && unit < 0xDC00 && left >= 4) {
        uint32_t trail = unit_at(bytes + 2, 2, big);
        if (trail >= 0xDC00 && trail < 0xE000) {
            al_decoder_put(decoder, 0x10000 + ((unit - 0xD800) << 10) + (trail - 0xDC00), 4);
            return 4;
        }
    }
    al_decoder_put_surrogate(decoder, unit, (uint64_t)width);
    return (uint32_t)width;
}

almost_status al_decode_wide(al_decoder *decoder, int width, bool big)
{
    const uint8_t *bytes = (const uint8_t *)decoder->document->source + decoder->decoding->mark;
    uint64_t length = decoder->document->source_length - decoder->decoding->mark, at = 0, next = 0;
    decoder->decoding->units = width == 2 ? AL_SOURCE_UTF16 : AL_SOURCE_LENGTHS;
    while (length - at >= (uint64_t)width) {
        if (at >= next) {
            almost_status status = al_decoder_check(decoder);
            if (status != ALMOST_OK)
                return status;
            next = at + CHECKED;
        }
        at += put_one(decoder, bytes + at, length - at, width, big);
    }
    for (; at < length; at++)
        al_decoder_put_byte(decoder, bytes[at], 1);
    return al_decoder_check(decoder);
}
