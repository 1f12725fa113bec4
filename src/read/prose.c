/* SPDX-License-Identifier: Apache-2.0 */
/* What parts two pieces is put in when the second is there; see prose.h. */
#include "read/prose.h"

#include "base/error.h"
#include "text/signs.h"

#include <stdio.h>
#include <string.h>

void al_prose_init(al_prose *prose, al_builder *builder)
{
    *prose = (al_prose){.builder = builder,
                        .allocator = builder->text->allocator,
                        .counts_paragraphs = true,
                        .block_begins = true};
}

/* Where the last character begins of what was told. */
static uint32_t last_character(const al_prose *prose)
{
    const al_buffer *out = &prose->builder->out;
    size_t at = out->length;
    while (at > 0 && ((unsigned char)out->bytes[--at] & 0xC0) == 0x80)
        ;
    return (uint32_t)at;
}

/* What refers to a note may be no text itself: the character before stands for it. */
static void close_layer(al_prose *prose, const al_prose_layer *layer)
{
    bool waits = layer->start == AL_PROSE_WAITING;
    if ((waits && layer->kind != AL_LAYER_REFERENCE) || al_prose_failed(prose))
        return;
    uint32_t end = (uint32_t)al_builder_length(prose->builder);
    uint32_t start = waits ? last_character(prose) : layer->start;
    al_builder_layer(prose->builder, layer->kind, (al_range){start, end},
                     al_value_bytes(layer->value, strlen(layer->value)));
}

almost_status al_prose_finish(al_prose *prose, almost_error *error)
{
    while (prose->n_layers > 0)
        close_layer(prose, &prose->layers[--prose->n_layers]);
    al_release(prose->allocator, prose->marks);
    al_release(prose->allocator, prose->layers);
    prose->marks = NULL;
    prose->layers = NULL;
    return prose->failed ? al_fail_memory(error) : ALMOST_OK;
}

bool al_prose_failed(const al_prose *prose)
{
    return prose->failed || al_builder_failed(prose->builder);
}

void al_prose_part(al_prose *prose, al_parting parting)
{
    if (parting == AL_PARTING_BLOCK)
        prose->block_begins = true;
    if (parting > prose->parting)
        prose->parting = parting;
}

static const char *const partings[] = {
    [AL_PARTING_NONE] = "",   [AL_PARTING_BLANK] = " ",    [AL_PARTING_TAB] = "\t",
    [AL_PARTING_LINE] = "\n", [AL_PARTING_BLOCK] = "\n\n",
};

static void put_mark(al_prose *prose, const al_prose_mark *mark)
{
    al_builder_milestone(prose->builder, mark->kind,
                         mark->named ? al_value_bytes(mark->name, strlen(mark->name))
                                     : al_value_number(mark->number));
}

/* What waited for text: the parting, then what begins here. `at` is where the text comes from. */
static void begin_text(al_prose *prose, uint32_t at)
{
    al_builder *builder = prose->builder;
    if (al_builder_length(builder) > 0)
        al_builder_append(builder, partings[prose->parting], strlen(partings[prose->parting]),
                          (al_range){at, at});
    prose->parting = AL_PARTING_NONE;
    if (prose->block_begins && prose->counts_paragraphs)
        al_builder_milestone(builder, AL_MILESTONE_PARAGRAPH, al_value_number(++prose->paragraphs));
    prose->block_begins = false;
    for (size_t i = 0; i < prose->n_marks; i++)
        put_mark(prose, &prose->marks[i]);
    prose->n_marks = 0;
    for (size_t i = prose->n_layers; i-- > 0 && prose->layers[i].start == AL_PROSE_WAITING;)
        prose->layers[i].start = (uint32_t)al_builder_length(builder);
}

void al_prose_verbatim(al_prose *prose, const char *bytes, uint64_t length, al_range source)
{
    if (length == 0 || al_prose_failed(prose))
        return;
    begin_text(prose, source.start);
    al_builder_append(prose->builder, bytes, length, source);
}

/* How far from `at` on the bytes can be taken as they are: no white space but single blanks. */
static uint64_t plain_stretch(const char *bytes, uint64_t length, uint64_t at)
{
    uint64_t end = at;
    while (end < length) {
        if (!al_is_space_byte(bytes[end]))
            end++;
        else if (bytes[end] == ' ' && end + 1 < length && !al_is_space_byte(bytes[end + 1]))
            end += 2;
        else
            break;
    }
    return end;
}

void al_prose_text(al_prose *prose, const char *bytes, uint64_t length, al_range source)
{
    bool each = source.end - source.start == length; /* byte for byte */
    uint64_t at = 0;
    while (at < length && !al_prose_failed(prose)) {
        if (al_is_space_byte(bytes[at])) {
            al_prose_part(prose, AL_PARTING_BLANK);
            at++;
            continue;
        }
        uint64_t end = plain_stretch(bytes, length, at);
        al_range from =
            each ? (al_range){source.start + (uint32_t)at, source.start + (uint32_t)end} : source;
        begin_text(prose, from.start);
        al_builder_append(prose->builder, bytes + at, end - at, from);
        at = end;
    }
}

static void add_mark(al_prose *prose, const al_prose_mark *mark)
{
    if (!al_grow(prose->allocator, (void **)&prose->marks, &prose->marks_room, prose->n_marks + 1,
                 sizeof *prose->marks))
        prose->failed = true;
    else
        prose->marks[prose->n_marks++] = *mark;
}

void al_prose_mark_number(al_prose *prose, al_milestone_kind kind, uint64_t number)
{
    al_prose_mark mark = {.kind = kind, .number = number};
    add_mark(prose, &mark);
}

void al_prose_mark_name(al_prose *prose, al_milestone_kind kind, const char *name)
{
    al_prose_mark mark = {.kind = kind, .named = true};
    snprintf(mark.name, sizeof mark.name, "%s", name);
    add_mark(prose, &mark);
}

void al_prose_begin(al_prose *prose, al_layer_kind kind, const char *value)
{
    if (!al_grow(prose->allocator, (void **)&prose->layers, &prose->layers_room,
                 prose->n_layers + 1, sizeof *prose->layers)) {
        prose->failed = true;
        return;
    }
    al_prose_layer *layer = &prose->layers[prose->n_layers++];
    *layer = (al_prose_layer){.kind = kind, .start = AL_PROSE_WAITING};
    snprintf(layer->value, sizeof layer->value, "%s", value);
}

void al_prose_end(al_prose *prose, al_layer_kind kind)
{
    for (size_t i = prose->n_layers; i-- > 0;) {
        if (prose->layers[i].kind != kind)
            continue;
        close_layer(prose, &prose->layers[i]);
        memmove(&prose->layers[i], &prose->layers[i + 1],
                (--prose->n_layers - i) * sizeof *prose->layers);
        return;
    }
}
