/* SPDX-License-Identifier: Apache-2.0 */
/* From the bytes of a source to UTF-8: which encoding it is, and who converts it. */
#include "text/document.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/decoder.h"
#include "text/detect.h"
#include "text/legacy.h"

#include <string.h>

static almost_status decode_utf8(al_document *document, const al_encoding_found *found)
{
    al_units_count count = found->count;
    document->bytes = document->source + found->mark;
    document->length = document->source_length - found->mark;
    if (!found->counted)
        al_count_units(document->bytes, document->length, &count);
    document->ascii = count.code_points == document->length && count.invalid == 0;
    document->invalid = count.invalid;
    memcpy(document->encoding, "UTF-8", 6);
    return ALMOST_OK;
}

static void set_encoding(al_document *document, const char *name)
{
    memcpy(document->encoding, name, strlen(name) + 1);
}

static almost_status convert(al_decoder *decoder, const al_encoding_found *found)
{
    switch (found->kind) {
    case AL_ENCODING_UTF16LE:
        set_encoding(decoder->document, "UTF-16LE");
        return al_decode_wide(decoder, 2, false);
    case AL_ENCODING_UTF16BE:
        set_encoding(decoder->document, "UTF-16BE");
        return al_decode_wide(decoder, 2, true);
    case AL_ENCODING_UTF32LE:
        set_encoding(decoder->document, "UTF-32LE");
        return al_decode_wide(decoder, 4, false);
    case AL_ENCODING_UTF32BE:
        set_encoding(decoder->document, "UTF-32BE");
        return al_decode_wide(decoder, 4, true);
    case AL_ENCODING_LEGACY: return al_legacy_decode(decoder, found->name);
    case AL_ENCODING_UTF8: break;
    }
    return ALMOST_OK;
}

static almost_status decode_foreign(al_document *document, const al_encoding_found *found,
                                    uint64_t limit, almost_error *error)
{
    document->decoding = al_allocate_zero(document->allocator, 1, sizeof *document->decoding);
    if (document->decoding == NULL)
        return al_fail_memory(error);
    document->decoding->mark = found->mark;
    al_decoder decoder = {
        .document = document, .decoding = document->decoding, .limit = limit, .error = error};
    al_buffer_init(&decoder.out, document->allocator);
    al_buffer_init(&decoder.lengths, document->allocator);
    almost_status status = convert(&decoder, found);
    if (status == ALMOST_OK)
        status = al_decoder_finish(&decoder);
    al_buffer_release(&decoder.out);
    al_buffer_release(&decoder.lengths);
    if (status != ALMOST_OK)
        al_document_release(document);
    return status;
}

almost_status al_document_decode(al_document *document, const char *encoding, uint64_t limit,
                                 almost_error *error)
{
    al_encoding_found found;
    document->invalid = 0;
    document->decoded = NULL;
    document->decoding = NULL;
    almost_status status = al_detect(document, encoding, &found, error);
    if (status != ALMOST_OK)
        return status;
    if (found.kind == AL_ENCODING_UTF8)
        return decode_utf8(document, &found);
    return decode_foreign(document, &found, limit, error);
}

void al_document_release(al_document *document)
{
    al_decoding_free(document->allocator, document->decoding);
    al_release(document->allocator, document->decoded);
    document->decoding = NULL;
    document->decoded = NULL;
}
