/* SPDX-License-Identifier: Apache-2.0 */
/*
 * E-books (EPUB 2 and 3): the parts that the spine names, in its order, each told as a web page is
 * (html_walk.h). Contents and covers lead through a book and are none of its text, unless there is
 * nothing else. What is a part is said by what stands in it and not by the media type that it is
 * said to be of, which is often wrong.
 */
#include "base/error.h"
#include "read/epub_book.h"
#include "read/html_encoding.h"
#include "read/html_walk.h"
#include "read/zip.h"

#include <string.h>
#include <strings.h>

static bool has_extension(const char *name, const char *const *extensions)
{
    const char *point = name != NULL ? strrchr(name, '.') : NULL;
    for (; point != NULL && *extensions != NULL; extensions++)
        if (strcasecmp(point + 1, *extensions) == 0)
            return true;
    return false;
}

static const char *const extensions[] = {"epub", NULL};

static al_confidence probe(const al_read_source *source)
{
    if (!al_zip_is(source)) /* what is called a book and is none is not compared as text */
        return has_extension(source->path, extensions) ? AL_CONFIDENCE_LIKELY : AL_CONFIDENCE_NONE;
    bool is = al_zip_begins_with(source, "application/epub+zip") ||
              (al_zip_holds(source, "META-INF/container.xml", true) &&
               has_extension(source->path, extensions));
    return is ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

/* What is no text, whatever else: it is not even unpacked. */
static bool is_picture(const char *name)
{
    static const char *const known[] = {"jpg",  "jpeg", "png",  "gif", "webp", "svg", "bmp",
                                        "css",  "js",   "ttf",  "otf", "woff", "mp3", "mp4",
                                        "m4a",  "ogg",  "wav",  "tif", "tiff", "pdf", "woff2",
                                        "avif", "webm", "smil", NULL};
    return has_extension(name, known);
}

static bool is_wanted(const void *unused, const char *name)
{
    (void)unused;
    return !is_picture(name);
}

/* --- Which parts -------------------------------------------------------- */

typedef struct rootfile {
    char name[AL_PACKAGE_NAME];
} rootfile;

/* The first one counts. */
static bool on_rootfile(void *of, const al_xml_element *element)
{
    rootfile *root = of;
    const char *path = al_xml_attribute(element, "", "full-path");
    if (strcmp(element->name, "rootfile") != 0 || path == NULL ||
        !al_package_resolve("", path, root->name))
        return true;
    return false;
}

/* The package document: as the container says, else the first that is named like one; or NULL. */
static almost_status find_package(const al_package *package, const al_part **out,
                                  almost_error *error)
{
    static const char *const known[] = {"opf", NULL};
    const al_part *container = al_package_part(package, "META-INF/container.xml");
    rootfile root = {""};
    *out = NULL;
    if (container != NULL) {
        al_xml_listener listener = {.of = &root, .start = on_rootfile};
        almost_status status = al_package_parse(package, container, &listener, error);
        if (status != ALMOST_OK)
            return status;
        *out = al_package_part(package, root.name);
    }
    for (size_t i = 0; i < package->parts->n && *out == NULL; i++)
        if (has_extension(al_part_name(package->parts, &package->parts->items[i]), known))
            *out = &package->parts->items[i];
    return ALMOST_OK;
}

/* A book that is read: which parts its steps are. */
typedef struct reading {
    al_package package;
    al_parts *parts;
    al_epub_book book;
    size_t *shown; /* a part a step, or NONE */
    bool *told;    /* a part is told once */
    almost_error *error;
} reading;

enum { NONE = -1 };

static almost_status fail_missing(const reading *reading, const al_epub_step *step)
{
    const char *file = reading->package.source->name;
    if (!step->known)
        return al_fail(reading->error, ALMOST_ERROR_FORMAT, file,
                       "reads “%s”, which its manifest does not list: the book is broken",
                       al_epub_name(&reading->book, step));
    return al_fail(reading->error, ALMOST_ERROR_FORMAT, file,
                   "reads “%s”, which is not in it: the book is broken or cut off",
                   al_epub_name(&reading->book, step));
}

/* The part of each step. */
static almost_status find_parts(reading *reading, const al_name_key *keys, size_t n)
{
    for (size_t i = 0; i < reading->book.n; i++) {
        const al_epub_step *step = &reading->book.steps[i];
        const char *name = al_epub_name(&reading->book, step);
        const al_name_key *found = step->known ? al_name_keys_find(keys, n, name) : NULL;
        if (found == NULL && step->known)
            found = al_name_keys_find(keys, n, reading->book.names.bytes + step->raw);
        reading->shown[i] = found != NULL ? found->index : (size_t)NONE;
        if (found == NULL && !step->outside && !is_picture(name))
            return fail_missing(reading, step);
    }
    return ALMOST_OK;
}

static almost_status look_up(reading *reading)
{
    const al_parts *parts = reading->parts;
    al_name_key *keys = al_allocate(parts->allocator, parts->n, sizeof *keys);
    if (keys == NULL)
        return al_fail_memory(reading->error);
    for (size_t i = 0; i < parts->n; i++)
        keys[i] = (al_name_key){al_part_name(parts, &parts->items[i]), i};
    al_name_keys_sort(keys, parts->n);
    almost_status status = find_parts(reading, keys, parts->n);
    al_release(parts->allocator, keys);
    return status;
}

/* --- What stands in them ------------------------------------------------ */

static bool starts_with(const char *bytes, uint64_t length, const char *sign, size_t size)
{
    return length >= size && memcmp(bytes, sign, size) == 0;
}

/* Markup begins with < in whatever encoding. */
static bool is_markup(const char *bytes, uint64_t length)
{
    while (length > 0 && (*bytes == ' ' || (*bytes >= '\t' && *bytes <= '\r'))) {
        bytes++;
        length--;
    }
    return starts_with(bytes, length, "<", 1) || starts_with(bytes, length, "\xEF\xBB\xBF", 3) ||
           starts_with(bytes, length, "\xFF\xFE", 2) || starts_with(bytes, length, "\xFE\xFF", 2);
}

/* Put a part that is not UTF-8 behind the others, as it is decoded: it is the step's from now on.
 */
static almost_status decode(reading *reading, size_t step, const char *encoding)
{
    al_parts *parts = reading->parts;
    const al_part *part = &parts->items[reading->shown[step]];
    al_document document = {
        .allocator = parts->allocator,
        .name = reading->package.source->name,
        .source = al_part_bytes(parts, part),
        .source_length = part->bytes.end - part->bytes.start,
    };
    almost_status status =
        al_document_decode(&document, encoding, reading->package.options->limit, reading->error);
    if (status != ALMOST_OK)
        return status;
    if (document.decoded != NULL) {
        char name[AL_PACKAGE_NAME + 1];
        strncpy(name, al_part_name(parts, part), sizeof name - 1);
        name[sizeof name - 1] = '\0';
        bool kept = document.length < AL_TEXT_MOST_BYTES - parts->bytes.length &&
                    al_parts_begin(parts, name);
        if (kept)
            al_buffer_append(&parts->bytes, document.bytes, (size_t)document.length);
        if (!kept || !al_parts_end(parts))
            status = al_fail_memory(reading->error);
        reading->shown[step] = parts->n - 1;
    }
    al_document_release(&document);
    return status;
}

/* Whether a part is to be decoded, and from what. */
static bool is_foreign(const reading *reading, const al_part *part, char *room, size_t size,
                       const char **encoding)
{
    al_read_source source = {.bytes = al_part_bytes(reading->parts, part),
                             .length = part->bytes.end - part->bytes.start};
    *encoding = al_html_encoding(&source, room, size);
    return starts_with(source.bytes, source.length, "\xFF\xFE", 2) ||
           starts_with(source.bytes, source.length, "\xFE\xFF", 2) ||
           (*encoding != NULL && strcasecmp(*encoding, "utf-8") != 0 &&
            strcasecmp(*encoding, "utf8") != 0);
}

/* A part of the text that is no text to us is not left out in silence. */
static void leave_out(const reading *reading, size_t step, al_builder *builder)
{
    if (!reading->book.steps[step].outside)
        al_builder_leave_out(builder, "parts of the book that cannot be read (encrypted, say)", 0);
}

/* Each step has a part of its own with markup in UTF-8, or none. */
static almost_status prepare(reading *reading, al_builder *builder)
{
    const al_parts *parts = reading->parts;
    almost_status status = look_up(reading);
    for (size_t i = 0; i < reading->book.n && status == ALMOST_OK; i++) {
        if (reading->shown[i] == (size_t)NONE)
            continue;
        const al_part *part = &parts->items[reading->shown[i]];
        bool told = reading->told[reading->shown[i]];
        reading->told[reading->shown[i]] = true;
        char room[40];
        const char *encoding;
        bool markup = is_markup(al_part_bytes(parts, part), part->bytes.end - part->bytes.start);
        if (!markup && !told)
            leave_out(reading, i, builder);
        if (told || !markup)
            reading->shown[i] = (size_t)NONE;
        else if (is_foreign(reading, part, room, sizeof room, &encoding))
            status = decode(reading, i, encoding);
    }
    return status;
}

/* --- Reading ------------------------------------------------------------ */

static bool tell_part(const reading *reading, al_telling *telling, size_t index)
{
    const al_part *part = &reading->parts->items[index];
    al_read_options options = *reading->package.options;
    options.main_only = false;
    al_html_source source = {
        .bytes = al_part_bytes(reading->parts, part),
        .length = part->bytes.end - part->bytes.start,
        .offset = part->bytes.start,
        .xml = true,
    };
    if (starts_with(source.bytes, source.length, "\xEF\xBB\xBF", 3)) {
        source.bytes += 3;
        source.length -= 3;
        source.offset += 3;
    }
    al_telling_mark(telling, AL_MILESTONE_PART, al_part_name(reading->parts, part));
    return al_html_tell(telling, &source, &options);
}

/* Tell the text, or with `outside` what leads through it. How many parts there are of it. */
static size_t tell(const reading *reading, al_telling *telling, bool outside)
{
    size_t n = 0;
    for (size_t i = 0; i < reading->book.n; i++) {
        if (reading->shown[i] == (size_t)NONE || reading->book.steps[i].outside != outside)
            continue;
        n++;
        if (!tell_part(reading, telling, reading->shown[i]))
            break;
    }
    return n;
}

static almost_status tell_book(reading *reading, al_builder *builder)
{
    al_telling telling;
    size_t n = 0;
    bool begun = al_telling_init(&telling, builder);
    if (begun && (n = tell(reading, &telling, false)) == 0)
        n = tell(reading, &telling, true);
    almost_status status = al_telling_finish(&telling, reading->error);
    if (status != ALMOST_OK || n > 0)
        return status;
    if (!begun)
        return al_fail_memory(reading->error);
    return al_fail(reading->error, ALMOST_ERROR_FORMAT, reading->package.source->name,
                   "is an e-book without a text that can be read: it is encrypted, or of pictures");
}

static almost_status prepare_book(reading *reading, al_builder *builder)
{
    const al_part *opf;
    almost_status status = find_package(&reading->package, &opf, reading->error);
    if (status != ALMOST_OK)
        return status;
    if (opf == NULL)
        return al_fail(reading->error, ALMOST_ERROR_FORMAT, reading->package.source->name,
                       "holds no package document (.opf), which says what is read of an e-book: "
                       "the file is broken, or is something else");
    status = al_epub_book_read(&reading->book, &reading->package, opf, reading->error);
    if (status != ALMOST_OK)
        return status;
    const almost_allocator *allocator = reading->parts->allocator;
    reading->shown = al_allocate(allocator, reading->book.n, sizeof *reading->shown);
    reading->told = al_allocate_zero(allocator, reading->parts->n, sizeof *reading->told);
    if (reading->shown == NULL || reading->told == NULL)
        return al_fail_memory(reading->error);
    return prepare(reading, builder);
}

static almost_status read_epub(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    static const al_packed packed = {.packings = AL_PACKING_ZIP, .wanted = is_wanted};
    const almost_allocator *allocator = builder->text->allocator;
    if (!al_zip_is(source))
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "is no e-book (EPUB), which begins as a zip archive does; say what it is "
                       "with --from");
    al_parts *parts = al_parts_new(allocator);
    if (parts == NULL)
        return al_fail_memory(error);
    reading reading = {.package = {source, options, parts}, .parts = parts, .error = error};
    reading.book.allocator = allocator;
    almost_status status = al_archive_unpack(source, options, &packed, parts, error);
    if (status == ALMOST_OK)
        status = prepare_book(&reading, builder);
    if (status != ALMOST_OK) {
        al_parts_free(parts);
    } else {
        al_builder_parts(builder, parts);
        status = tell_book(&reading, builder);
    }
    al_epub_book_release(&reading.book);
    al_release(allocator, reading.shown);
    al_release(allocator, reading.told);
    return status;
}

const al_reader al_reader_epub = {"epub", extensions, probe, read_epub};
