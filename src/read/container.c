/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each document becomes a text of its own by the reader that knows it, and is put behind those
 * before, with its marks and layers; its bytes come from its member, one by one where the reader
 * found them there. A compressed file is looked through: it has one document and no mark. What all
 * members are unpacked to counts against one limit, those of archives within archives included.
 */
#include "read/container.h"

#include "base/error.h"
#include "read/archive.h"
#include "read/zip.h"
#include "text/origin.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAME = 512 };

typedef struct joining {
    const char *name;
    const al_read_options *options;
    al_builder *builder;
    const al_parts *parts;
    uint64_t *budget; /* bytes that may still be unpacked */
    bool within;      /* the archive is a member of another */
    bool single;      /* compressed, not an archive */
    uint32_t left_out;
    almost_error *error;
} joining;

static almost_status read_packed_within(const al_read_source *source,
                                        const al_read_options *options, al_builder *builder,
                                        uint64_t *budget, almost_error *error);

/* --- Putting a text behind another -------------------------------------- */

/* Where a piece of the text comes from, byte for byte or not at all. */
static void append_bytes(joining *joining, const almost_text *text, const al_part *part)
{
    al_builder *builder = joining->builder;
    const al_origin *origin = text->origin;
    if (origin == NULL && text->decoded == NULL) {
        uint32_t start = part->bytes.start + (uint32_t)(text->bytes - text->source);
        al_builder_append(builder, text->bytes, text->length,
                          (al_range){start, start + (uint32_t)text->length});
        return;
    }
    if (origin == NULL || text->parts != NULL) {
        al_builder_append(builder, text->bytes, text->length, part->bytes);
        return;
    }
    for (size_t i = 0; i < origin->n; i++) {
        const al_origin_run *run = &origin->runs[i];
        uint32_t end = i + 1 < origin->n ? run[1].start : (uint32_t)text->length;
        al_range source = {part->bytes.start + run->source.start,
                           part->bytes.start + run->source.end};
        al_builder_append(builder, text->bytes + run->start, end - run->start, source);
    }
}

/* A part of an archive within an archive has the names of both. */
static void append_part_mark(joining *joining, const char *member, uint64_t at, al_value value)
{
    char name[NAME];
    int length = snprintf(name, sizeof name, "%s/%.*s", member, (int)value.number, value.bytes);
    if (value.bytes != NULL && length > 0 && length < NAME)
        value = al_value_bytes(name, (uint64_t)length);
    al_builder_milestone_at(joining->builder, AL_MILESTONE_PART, at, value);
}

static void append_marks(joining *joining, const almost_text *text, const char *member,
                         uint64_t start)
{
    for (int kind = 0; kind < AL_MILESTONE_KINDS; kind++) {
        size_t n = 0;
        const al_milestone *all = NULL;
        if (text->milestones != NULL)
            all = al_milestones_all(text->milestones, (al_milestone_kind)kind, &n);
        for (size_t i = 0; i < n; i++) {
            al_value value = al_milestones_value(text->milestones, &all[i]);
            if (kind == AL_MILESTONE_PART && member != NULL)
                append_part_mark(joining, member, start + all[i].at, value);
            else
                al_builder_milestone_at(joining->builder, (al_milestone_kind)kind,
                                        start + all[i].at, value);
        }
    }
}

static void append_layers(joining *joining, const almost_text *text, uint64_t start)
{
    al_range whole = {0, (uint32_t)text->length};
    for (int kind = 0; kind < AL_LAYER_KINDS; kind++) {
        al_layer_walk walk = al_layers_walk(text->layers, (al_layer_kind)kind, whole);
        for (const al_layer_span *span; (span = al_layer_next(&walk)) != NULL;) {
            al_range bytes = {(uint32_t)start + span->bytes.start,
                              (uint32_t)start + span->bytes.end};
            al_builder_layer(joining->builder, (al_layer_kind)kind, bytes,
                             al_layers_value(text->layers, span));
        }
    }
}

/* What the document before began, such as a page, is no place of the next. */
static void end_marks(joining *joining, uint64_t at)
{
    const al_milestones *milestones = joining->builder->text->milestones;
    for (int kind = 0; milestones != NULL && kind < AL_MILESTONE_PART; kind++) {
        size_t n;
        (void)al_milestones_all(milestones, (al_milestone_kind)kind, &n);
        if (n > 0)
            al_builder_milestone_at(joining->builder, (al_milestone_kind)kind, at,
                                    al_value_bytes("", 0));
    }
}

static void append_text(joining *joining, const almost_text *text, const al_part *part)
{
    al_builder *builder = joining->builder;
    const char *member = al_part_name(joining->parts, part);
    uint64_t before = al_builder_length(builder);
    al_range here = {part->bytes.start, part->bytes.start};
    for (size_t i = 0; i < text->left_out.n; i++)
        al_builder_leave_out(builder, text->left_out.items[i].what, text->left_out.items[i].words);
    builder->text->repaired += text->repaired;
    builder->mended = true;
    if (text->length == 0)
        return;
    if (before > 0) {
        bool ended = builder->out.bytes[before - 1] == '\n';
        al_builder_append(builder, "\n\n", ended ? 1 : 2, here);
    }
    uint64_t start = al_builder_length(builder);
    append_bytes(joining, text, part);
    if (al_builder_failed(builder))
        return;
    end_marks(joining, start);
    if (!joining->single)
        al_builder_milestone_at(builder, AL_MILESTONE_PART, start,
                                al_value_bytes(member, strlen(member)));
    append_marks(joining, text, joining->single ? NULL : member, start);
    append_layers(joining, text, start);
}

/* --- Members ------------------------------------------------------------ */

/* Takes over bytes->bytes. */
static almost_status read_with(joining *joining, const al_reader *reader,
                               const al_read_source *source, al_bytes *bytes, almost_text **out)
{
    al_builder inner;
    almost_status status = al_builder_init(&inner, joining->builder->text->allocator, source->name,
                                           bytes, joining->options->limit, joining->error);
    if (status != ALMOST_OK)
        return status;
    if (reader == &al_reader_packed)
        status =
            read_packed_within(source, joining->options, &inner, joining->budget, joining->error);
    else
        status = al_reader_read(reader, source, joining->options, &inner, joining->error);
    if (status == ALMOST_OK)
        return al_builder_finish(&inner, out);
    al_builder_release(&inner);
    return status;
}

/* Text may have them, but a file that nobody named is more likely a picture of a kind unknown. */
static bool has_zeros(const almost_text *text)
{
    enum { LOOKED_AT = 8192 };
    size_t length = text->length < LOOKED_AT ? (size_t)text->length : LOOKED_AT;
    return length > 0 && memchr(text->bytes, '\0', length) != NULL;
}

static almost_status read_member(joining *joining, const al_part *part, al_bytes *bytes,
                                 almost_text **out)
{
    char name[NAME];
    const char *member = al_part_name(joining->parts, part);
    snprintf(name, sizeof name, "%s%s%s", joining->name, joining->single ? "" : ": ",
             joining->single ? "" : member);
    al_read_source source = {name, member, bytes->bytes, bytes->length};
    const al_reader *reader = al_reader_choose(al_readers, &source);
    if (reader == &al_reader_packed && joining->within) {
        al_release(joining->builder->text->allocator, bytes->bytes);
        return al_fail(joining->error, ALMOST_ERROR_FORMAT, name,
                       "is an archive in an archive in an archive; unpack it");
    }
    bool foreign = reader == &al_reader_foreign && joining->options->encoding == NULL;
    if (foreign) {
        al_release(joining->builder->text->allocator, bytes->bytes);
        joining->left_out++;
        return ALMOST_OK;
    }
    almost_status status = read_with(joining, reader, &source, bytes, out);
    if (status == ALMOST_OK && reader == &al_reader_plain && !joining->single && has_zeros(*out)) {
        almost_text_free(*out);
        *out = NULL;
        joining->left_out++;
    }
    if (status != ALMOST_ERROR_ENCODING || reader != &al_reader_plain ||
        joining->options->encoding != NULL)
        return status;
    joining->left_out++; /* zeros and the like are no text */
    return ALMOST_OK;
}

static almost_status join_member(joining *joining, const al_part *part)
{
    const almost_allocator *allocator = joining->builder->text->allocator;
    size_t length = part->bytes.end - part->bytes.start;
    almost_text *text = NULL;
    al_bytes bytes = {al_allocate(allocator, length + AL_TEXT_PADDING, 1), length, 0};
    if (bytes.bytes == NULL)
        return al_fail_memory(joining->error);
    memcpy(bytes.bytes, al_part_bytes(joining->parts, part), length);
    memset(bytes.bytes + length, ' ', AL_TEXT_PADDING);
    almost_status status = read_member(joining, part, &bytes, &text);
    if (status == ALMOST_OK && text != NULL)
        append_text(joining, text, part);
    almost_text_free(text);
    return status;
}

/* A part in its order. */
typedef struct entry {
    const char *name;
    const al_part *part;
} entry;

static int by_name(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = strcmp(a->name, b->name);
    return order != 0 ? order : (a->part > b->part) - (a->part < b->part);
}

static almost_status join_all(joining *joining)
{
    const al_parts *parts = joining->parts;
    const almost_allocator *allocator = joining->builder->text->allocator;
    entry *entries = al_allocate(allocator, parts->n, sizeof *entries);
    if (entries == NULL)
        return al_fail_memory(joining->error);
    for (size_t i = 0; i < parts->n; i++)
        entries[i] = (entry){al_part_name(parts, &parts->items[i]), &parts->items[i]};
    qsort(entries, parts->n, sizeof *entries, by_name);
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < parts->n && status == ALMOST_OK; i++)
        if (!al_builder_failed(joining->builder))
            status = join_member(joining, entries[i].part);
    al_release(allocator, entries);
    if (status == ALMOST_OK && joining->left_out > 0 && al_builder_length(joining->builder) == 0)
        return al_fail(joining->error, ALMOST_ERROR_FORMAT, joining->name,
                       "holds no text, but %u other file%s; name what is to be compared",
                       joining->left_out, joining->left_out > 1 ? "s" : "");
    return status;
}

almost_status al_container_read(al_parts *parts, const char *name, const al_read_options *options,
                                al_builder *builder, almost_error *error)
{
    uint64_t budget =
        options->limit > parts->bytes.length ? options->limit - parts->bytes.length : 0;
    joining joining = {.name = name,
                       .options = options,
                       .builder = builder,
                       .parts = parts,
                       .budget = &budget,
                       .error = error};
    al_builder_parts(builder, parts);
    return join_all(&joining);
}

/* --- Archives ----------------------------------------------------------- */

typedef struct signature {
    const char *bytes;
    uint32_t length, at;
    uint32_t packings;
} signature;

#define COMPRESSED (AL_PACKING_TAR | AL_PACKING_RAW | AL_PACKING_FILTERS)

static const signature signatures[] = {
    {"PK\3\4", 4, 0, AL_PACKING_ZIP},
    {"PK\5\6", 4, 0, AL_PACKING_ZIP}, /* of one in which nothing is */
    {"ustar", 5, 257, AL_PACKING_TAR},
    {"\x1F\x8B\x08", 3, 0, COMPRESSED},
    {"\xFD"
     "7zXZ\0",
     6, 0, COMPRESSED},
    {"\x28\xB5\x2F\xFD", 4, 0, COMPRESSED},
    {"1AY&SY", 6, 4, COMPRESSED},
};

static uint32_t packings_of(const al_read_source *source)
{
    for (size_t i = 0; i < sizeof signatures / sizeof *signatures; i++) {
        const signature *known = &signatures[i];
        if (source->length >= known->at + known->length &&
            memcmp(source->bytes + known->at, known->bytes, known->length) == 0)
            return known->packings;
    }
    return 0;
}

/* Not what systems put beside files of their own accord. */
static bool is_wanted(const void *of, const char *name)
{
    (void)of;
    const char *slash = strrchr(name, '/');
    return strncmp(name, "__MACOSX/", 9) != 0 && (slash != NULL ? slash[1] : *name) != '.';
}

/* The name of what is compressed: that of the file, without how it was. */
static void inner_name(const al_read_source *source, char name[NAME])
{
    static const char *const ends[] = {".gz", ".bz2", ".xz", ".zst"};
    snprintf(name, NAME, "%s", source->path != NULL ? source->path : "");
    size_t length = strlen(name);
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (length > strlen(ends[i]) && strcasecmp(name + length - strlen(ends[i]), ends[i]) == 0) {
            name[length - strlen(ends[i])] = '\0';
            return;
        }
}

/* Compressed and no archive: libarchive calls its one member so. */
static bool is_single(const al_parts *parts, uint32_t packings)
{
    return packings == COMPRESSED && parts->n == 1 &&
           strcmp(al_part_name(parts, &parts->items[0]), "data") == 0;
}

/* The parts of an archive, which the builder has from then on. */
static almost_status unpack(const al_read_source *source, const al_read_options *options,
                            joining *joining)
{
    al_packed packed = {.packings = packings_of(source), .wanted = is_wanted};
    al_read_options within = *options;
    if (within.limit > *joining->budget)
        within.limit = *joining->budget;
    al_parts *parts = al_parts_new(joining->builder->text->allocator);
    if (parts == NULL)
        return al_fail_memory(joining->error);
    almost_status status = al_archive_unpack(source, &within, &packed, parts, joining->error);
    joining->single = status == ALMOST_OK && is_single(parts, packed.packings);
    if (status == ALMOST_OK && parts->n == 0)
        status = al_fail(joining->error, ALMOST_ERROR_READ, source->name,
                         "holds nothing; name what is to be compared");
    bool same = joining->single && parts->bytes.length == source->length &&
                memcmp(parts->bytes.bytes, source->bytes, (size_t)source->length) == 0;
    if (same) {
        status = al_fail(joining->error, ALMOST_ERROR_READ, source->name,
                         "cannot be unpacked: the file is broken or cut off");
    } else if (joining->single) {
        char name[NAME];
        inner_name(source, name);
        parts->items[0].name = (uint32_t)parts->names.length;
        al_buffer_append(&parts->names, name, strlen(name) + 1);
        if (parts->names.failed)
            status = al_fail_memory(joining->error);
    }
    if (status != ALMOST_OK) {
        al_parts_free(parts);
        return status;
    }
    *joining->budget -=
        parts->bytes.length < *joining->budget ? parts->bytes.length : *joining->budget;
    joining->parts = parts;
    al_builder_parts(joining->builder, parts);
    return ALMOST_OK;
}

static almost_status read_at(const al_read_source *source, const al_read_options *options,
                             joining *joining)
{
    if (packings_of(source) == 0)
        return al_fail(joining->error, ALMOST_ERROR_FORMAT, source->name,
                       "is not packed, or not as zip, tar, gz, bz2, xz or zst");
    joining->name = source->name;
    joining->options = options;
    almost_status status = unpack(source, options, joining);
    return status == ALMOST_OK ? join_all(joining) : status;
}

static almost_status read_packed_within(const al_read_source *source,
                                        const al_read_options *options, al_builder *builder,
                                        uint64_t *budget, almost_error *error)
{
    joining joining = {.builder = builder, .budget = budget, .within = true, .error = error};
    return read_at(source, options, &joining);
}

static almost_status read_packed(const al_read_source *source, const al_read_options *options,
                                 al_builder *builder, almost_error *error)
{
    uint64_t budget = options->limit;
    joining joining = {.builder = builder, .budget = &budget, .error = error};
    return read_at(source, options, &joining);
}

/* Documents that are archives by themselves have readers that are surer. */
static al_confidence probe(const al_read_source *source)
{
    return packings_of(source) != 0 ? AL_CONFIDENCE_LIKELY : AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {"zip", "tar", "gz", "bz2", "xz", "zst", "tgz", NULL};

const al_reader al_reader_packed = {"packed", extensions, probe, read_packed};
