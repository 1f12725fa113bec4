/* SPDX-License-Identifier: Apache-2.0 */
/* What converters write, from the first code point to the decoded document. */
#include "text/decoder.h"

#include "base/error.h"
#include "base/utf8.h"

#include <assert.h>
#include <string.h>

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
    decoder->document->invalid++;
}

void al_decoder_put_surrogate(al_decoder *decoder, uint32_t surrogate, uint64_t length)
{
    assert(surrogate >= 0xD800 && surrogate < 0xE000);
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
        return al_text_too_long(decoder->document->name, decoder->limit, decoder->error);
    return ALMOST_OK;
}

almost_status al_decoder_finish(al_decoder *decoder)
{
    al_document *document = decoder->document;
    char blanks[AL_TEXT_PADDING];
    uint64_t length = decoder->out.length;
    almost_status status = al_decoder_check(decoder);
    if (status != ALMOST_OK)
        return status;
    memset(blanks, ' ', sizeof blanks);
    al_buffer_append(&decoder->out, blanks, sizeof blanks);
    if (decoder->out.failed ||
        !al_decoding_keep(decoder->decoding, &decoder->lengths, document->source_length))
        return al_fail_memory(decoder->error);
    al_units_count count;
    al_count_units(decoder->out.bytes, length, &count);
    document->ascii = count.code_points == length && count.invalid == 0;
    document->bytes = document->decoded = decoder->out.bytes;
    document->length = length;
    decoder->out.bytes = NULL;
    return ALMOST_OK;
}
