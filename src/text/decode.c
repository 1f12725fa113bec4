/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decoding a source: UTF-8 is used where it lies, UTF-16 and UTF-32 go through
 * decode_wide.c, all else through ICU (decode_icu.c). Converters write through the
 * functions here, which keep account of how many source bytes each code point
 * took; where that is one each, or two for each UTF-16 unit, nothing is kept.
 * Otherwise there is a byte a code point and a sum every CHECKPOINT, so that the
 * way back is a short walk.
 */
#include "text/decode.h"

#include "base/error.h"
#include "text/detect.h"
#include "base/utf8.h"

#include <string.h>

enum { CHECKPOINT = 1024 };

static almost_status decode_utf8(almost_text *text, const al_encoding_found *found)
{
    al_units_count count = found->count;
    text->bytes = text->source + found->mark;
    text->length = text->source_length - found->mark;
    if (!found->counted)
        al_count_units(text->bytes, text->length, &count);
    text->ascii = count.code_points == text->length && count.invalid == 0;
    text->invalid = count.invalid;
    memcpy(text->encoding, "UTF-8", 6);
    return ALMOST_OK;
}

/* --- What converters write -------------------------------------------------- */

static void put_length(al_decoder *decoder, uint64_t length)
{
    if (decoder->decoding->units != AL_SOURCE_LENGTHS)
        return;
    decoder->waiting += length;
    char byte = (char)(decoder->waiting < 255 ? decoder->waiting : 255);
    decoder->waiting -= (uint8_t)byte;
    al_buffer_append(&decoder->lengths, &byte, 1);
}

void al_decoder_put(al_decoder *decoder, uint32_t point, uint64_t length)
{
    char bytes[4];
    al_buffer_append(&decoder->out, bytes, al_encode(point, bytes));
    put_length(decoder, length);
}

static void put_escape(al_decoder *decoder, char lead, uint32_t value, uint64_t length)
{
    char bytes[3] = {lead, (char)(0x80 | value >> 6), (char)(0x80 | (value & 0x3F))};
    al_buffer_append(&decoder->out, bytes, sizeof bytes);
    put_length(decoder, length);
    decoder->text->invalid++;
}

void al_decoder_put_surrogate(al_decoder *decoder, uint32_t surrogate, uint64_t length)
{
    put_escape(decoder, '\xF1', surrogate - 0xD800, length);
}

void al_decoder_put_byte(al_decoder *decoder, uint8_t byte, uint64_t length)
{
    put_escape(decoder, '\xF2', byte, length);
}

uint32_t al_decode_escape(const char *bytes, uint32_t size)
{
    if (size != 3 || (bytes[0] != '\xF1' && bytes[0] != '\xF2'))
        return AL_INVALID;
    uint32_t value = (uint32_t)(bytes[1] & 0x3F) << 6 | (uint32_t)(bytes[2] & 0x3F);
    if (bytes[0] == '\xF1')
        return value < 0x800 ? 0xD800 + value : AL_INVALID;
    return value < 0x100 ? value : AL_INVALID;
}

almost_status al_decoder_check(const al_decoder *decoder)
{
    if (decoder->out.failed || decoder->lengths.failed)
        return al_fail_memory(decoder->error);
    if (decoder->out.length > decoder->limit)
        return al_fail(decoder->error, ALMOST_ERROR_LIMIT, decoder->text->name,
                       "is longer than the limit of %llu bytes as UTF-8; raise the limit or split "
                       "the file",
                       (unsigned long long)decoder->limit);
    return ALMOST_OK;
}

/* --- The way back to source bytes --------------------------------------------- */

/* Most encodings have a byte a code point; then nothing need be kept. Escapes at the end of the
   source stand for none. */
static bool all_ones(const al_decoder *decoder)
{
    const al_buffer *lengths = &decoder->lengths;
    for (size_t i = 0; i < lengths->length; i++) {
        if (lengths->bytes[i] != 1)
            return false;
    }
    return lengths->length + decoder->decoding->mark == decoder->text->source_length;
}

static almost_status keep_lengths(al_decoder *decoder)
{
    struct al_decoding *decoding = decoder->decoding;
    if (decoding->units != AL_SOURCE_LENGTHS)
        return ALMOST_OK;
    if (all_ones(decoder)) {
        decoding->units = AL_SOURCE_BYTES;
        return ALMOST_OK;
    }
    uint64_t n = decoder->lengths.length, sum = 0;
    decoding->checkpoints =
        al_allocate(decoder->text->allocator, n / CHECKPOINT + 1, sizeof *decoding->checkpoints);
    if (decoding->checkpoints == NULL)
        return al_fail_memory(decoder->error);
    decoding->lengths = (uint8_t *)decoder->lengths.bytes;
    decoding->n_lengths = n;
    decoder->lengths.bytes = NULL;
    decoding->checkpoints[0] = 0;
    for (uint64_t i = 0; i < n; i++) {
        if (i % CHECKPOINT == 0)
            decoding->checkpoints[i / CHECKPOINT] = (uint32_t)sum;
        sum += decoding->lengths[i];
    }
    return ALMOST_OK;
}

static uint64_t sum_lengths(const struct al_decoding *decoding, uint64_t code_point)
{
    if (code_point >= decoding->n_lengths)
        return UINT64_MAX / 2;
    uint64_t at = code_point / CHECKPOINT * CHECKPOINT;
    uint64_t sum = decoding->checkpoints[code_point / CHECKPOINT];
    for (; at < code_point; at++)
        sum += decoding->lengths[at];
    return sum;
}

uint64_t al_decode_source_byte(const almost_text *text, const almost_place *place)
{
    const struct al_decoding *decoding = text->decoding;
    if (decoding == NULL)
        return place->byte + (text->source_length - text->length);
    uint64_t byte = place->code_point;
    if (decoding->units == AL_SOURCE_UTF16)
        byte = place->utf16 * 2;
    else if (decoding->units == AL_SOURCE_LENGTHS)
        byte = sum_lengths(decoding, place->code_point);
    byte += decoding->mark;
    return byte < text->source_length ? byte : text->source_length;
}

void al_decoding_free(const almost_allocator *allocator, struct al_decoding *decoding)
{
    if (decoding == NULL)
        return;
    al_release(allocator, decoding->lengths);
    al_release(allocator, decoding->checkpoints);
    al_release(allocator, decoding);
}

/* --- Decoding as a whole ------------------------------------------------------- */

static void set_encoding(almost_text *text, const char *name)
{
    memcpy(text->encoding, name, strlen(name) + 1);
}

static almost_status convert(al_decoder *decoder, const al_encoding_found *found)
{
    switch (found->kind) {
    case AL_ENCODING_UTF16LE:
        set_encoding(decoder->text, "UTF-16LE");
        return al_decode_wide(decoder, 2, false);
    case AL_ENCODING_UTF16BE:
        set_encoding(decoder->text, "UTF-16BE");
        return al_decode_wide(decoder, 2, true);
    case AL_ENCODING_UTF32LE:
        set_encoding(decoder->text, "UTF-32LE");
        return al_decode_wide(decoder, 4, false);
    case AL_ENCODING_UTF32BE:
        set_encoding(decoder->text, "UTF-32BE");
        return al_decode_wide(decoder, 4, true);
    case AL_ENCODING_ICU: return al_decode_icu(decoder, found->name);
    case AL_ENCODING_UTF8: break;
    }
    return ALMOST_OK;
}

/* Pad what was decoded and give it to the text. */
static almost_status finish(al_decoder *decoder)
{
    almost_text *text = decoder->text;
    char blanks[AL_TEXT_PADDING];
    uint64_t length = decoder->out.length;
    almost_status status = al_decoder_check(decoder);
    if (status == ALMOST_OK)
        status = keep_lengths(decoder);
    if (status != ALMOST_OK)
        return status;
    memset(blanks, ' ', sizeof blanks);
    al_buffer_append(&decoder->out, blanks, sizeof blanks);
    if (decoder->out.failed)
        return al_fail_memory(decoder->error);
    al_units_count count;
    al_count_units(decoder->out.bytes, length, &count);
    text->ascii = count.code_points == length && count.invalid == 0;
    text->bytes = text->decoded = decoder->out.bytes;
    text->length = length;
    decoder->out.bytes = NULL;
    return ALMOST_OK;
}

static almost_status decode_foreign(almost_text *text, const al_encoding_found *found,
                                    uint64_t limit, almost_error *error)
{
    text->decoding = al_allocate_zero(text->allocator, 1, sizeof *text->decoding);
    if (text->decoding == NULL)
        return al_fail_memory(error);
    text->decoding->mark = found->mark;
    al_decoder decoder = {.text = text, .decoding = text->decoding, .limit = limit, .error = error};
    al_buffer_init(&decoder.out, text->allocator);
    al_buffer_init(&decoder.lengths, text->allocator);
    almost_status status = convert(&decoder, found);
    if (status == ALMOST_OK)
        status = finish(&decoder);
    al_buffer_release(&decoder.out);
    al_buffer_release(&decoder.lengths);
    return status;
}

almost_status al_decode_text(almost_text *text, const char *encoding, uint64_t limit,
                             almost_error *error)
{
    al_encoding_found found;
    almost_status status = al_detect(text, encoding, &found, error);
    if (status != ALMOST_OK)
        return status;
    if (found.kind == AL_ENCODING_UTF8)
        return decode_utf8(text, &found);
    return decode_foreign(text, &found, limit, error);
}
