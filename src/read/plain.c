/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plain text: the decoded source as it stands. Nothing is copied; a UTF-8 file that is mapped is
 * the text. What in it belongs to the file is noted: gutenberg.h, emphasis.h.
 */
#include "read/emphasis.h"
#include "read/gutenberg.h"
#include "read/reader.h"
#include "read/repair.h"

/* Whatever no other format claims; whether it is text at all is found when it is decoded. */
static al_confidence probe(const al_read_source *source)
{
    (void)source;
    return AL_CONFIDENCE_POSSIBLE;
}

static void note_layers(al_builder *builder)
{
    const char *bytes = builder->taken ? builder->text->bytes : builder->out.bytes;
    uint64_t length = al_builder_length(builder);
    if (al_builder_failed(builder) || length == 0)
        return;
    al_emphasis_note(builder, bytes, length, '_');
    if (!al_gutenberg_is(bytes, length))
        return;
    al_gutenberg_note(builder, bytes, length);
    al_emphasis_note(builder, bytes, length, '*');
    al_emphasis_note(builder, bytes, length, '=');
}

static almost_status read_plain(const al_read_source *source, const al_read_options *options,
                                al_builder *builder, almost_error *error)
{
    al_document document = {
        .allocator = builder->text->allocator,
        .name = source->name,
        .source = source->bytes,
        .source_length = source->length,
    };
    almost_status status = al_document_decode(&document, options->encoding, options->limit, error);
    if (status != ALMOST_OK)
        return status;
    if (options->repair) {
        al_builder_encoding(builder, document.encoding);
        al_repair_append(builder, &document);
    } else {
        al_builder_take(builder, &document);
    }
    al_document_release(&document);
    note_layers(builder);
    return ALMOST_OK;
}

static const char *const extensions[] = {"txt", "text", NULL};

const al_reader al_reader_plain = {"text", extensions, probe, read_plain};
