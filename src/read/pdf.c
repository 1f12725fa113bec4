/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PDF, through pdftotext of poppler: a process of its own, so that what a broken file does to it is
 * not done to us, and its licence stays its own. It tells pages, blocks in reading order, lines and
 * words with their boxes.
 */
#include "read/pdf.h"

#include "base/error.h"
#include "base/utf8.h"
#include "read/program.h"
#include "read/scanned.h"
#include "read/xml.h"

#include <errno.h>

typedef struct walk {
    al_layout *layout;
    al_range source;
    uint64_t pages;
    al_buffer text; /* of the word that is open */
    al_box box;
    bool in_word;
} walk;

static float of(const al_xml_element *element, const char *name)
{
    return al_scanned_value(al_xml_attribute(element, "", name));
}

static bool is(const al_xml_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

static bool on_start(void *data, const al_xml_element *element)
{
    walk *walk = data;
    if (is(element, "page"))
        al_layout_begin_page(walk->layout, ++walk->pages);
    else if (is(element, "block"))
        al_layout_begin_block(walk->layout, AL_LAYOUT_TEXT);
    else if (is(element, "line"))
        al_layout_begin_line(walk->layout);
    else if (is(element, "word")) {
        walk->in_word = true;
        walk->text.length = 0;
        walk->box = (al_box){of(element, "xMin"), of(element, "yMin"), of(element, "xMax"),
                             of(element, "yMax")};
    }
    return !al_layout_failed(walk->layout);
}

static bool on_text(void *data, const char *bytes, uint32_t length, al_range source)
{
    walk *walk = data;
    (void)source;
    if (walk->in_word)
        al_buffer_append(&walk->text, bytes, length);
    return !walk->text.failed;
}

static bool on_end(void *data, const al_xml_element *element)
{
    walk *walk = data;
    if (is(element, "word")) {
        al_layout_word word = {
            .source = walk->source, .box = walk->box, .confidence = AL_LAYOUT_SURE};
        al_layout_add_word(walk->layout, walk->text.bytes, (uint32_t)walk->text.length, &word);
        walk->in_word = false;
    }
    return !al_layout_failed(walk->layout);
}

/* Blanks instead of what XML does not know: controls, and what is no UTF-8. Fonts name such. */
static void clean(char *bytes, size_t n)
{
    uint32_t size;
    for (size_t at = 0; at < n; at += size) {
        uint32_t c = al_decode(bytes, n, at, &size);
        if (c == AL_INVALID || c == 0xFFFE || c == 0xFFFF ||
            (c < ' ' && c != '\t' && c != '\n' && c != '\r'))
            memset(bytes + at, ' ', size);
    }
}

/* Where a tag stands first, or last, in the bytes; NULL: nowhere. */
static char *find(char *bytes, size_t n, const char *tag, bool last)
{
    size_t length = strlen(tag);
    for (size_t i = 0; i + length <= n; i++) {
        char *at = bytes + (last ? n - length - i : i);
        if (*at == *tag && memcmp(at, tag, length) == 0)
            return at;
    }
    return NULL;
}

almost_status al_pdf_read_boxes(al_layout *layout, const al_read_source *source,
                                const al_read_options *options, char *bytes, size_t n,
                                almost_error *error)
{
    static const char end_tag[] = "</doc>";
    char *start = find(bytes, n, "<doc>", false), *end = find(bytes, n, end_tag, true);
    if (start == NULL || end == NULL || end < start)
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "what pdftotext tells of it is no whole document: install a newer poppler");
    size_t length = (size_t)(end - start) + sizeof end_tag - 1;
    clean(start, length);
    walk walk = {.layout = layout, .source = {0, (uint32_t)source->length}};
    al_buffer_init(&walk.text, layout->allocator);
    layout->exact = true;
    al_xml_source xml = {.name = source->name,
                         .part = "what pdftotext tells of it",
                         .bytes = start,
                         .length = (uint32_t)length,
                         .encoding = "UTF-8"};
    al_xml_listener listener = {.of = &walk, .start = on_start, .end = on_end, .text = on_text};
    almost_status status = al_xml_parse(&xml, options, &listener, error);
    if (status == ALMOST_OK && walk.text.failed)
        status = al_fail_memory(error);
    al_buffer_release(&walk.text);
    return status;
}

/* --- The file itself ---------------------------------------------------- */

static bool holds(const al_read_source *source, const char *text)
{
    return find((char *)source->bytes, (size_t)source->length, text, false) != NULL;
}

/* Whether the end is there: a mark of where the table of objects lies, behind all of them. */
static bool is_whole(const al_read_source *source)
{
    char *bytes = (char *)source->bytes; /* only looked at */
    size_t n = (size_t)source->length;
    const char *end = find(bytes, n, "startxref", true), *object = find(bytes, n, "endobj", true);
    return end != NULL && (object == NULL || end > object);
}

static almost_status fail_to_open(const al_read_source *source, almost_error *error)
{
    if (holds(source, "/Encrypt"))
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "is encrypted, or does not allow its text to be taken out; save it without "
                       "a password");
    return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                   "is a broken PDF: pdftotext cannot open it; mend it, or make it anew");
}

static almost_status fail(const al_read_source *source, const al_read_options *options,
                          al_program_end end, almost_error *error)
{
    switch (end) {
    case AL_PROGRAM_MISSING:
        return al_fail(error, ALMOST_ERROR_READ, source->name,
                       "reading PDF takes pdftotext of poppler-utils, which is not installed; "
                       "install poppler-utils");
    case AL_PROGRAM_LATE:
        return al_fail(error, ALMOST_ERROR_LIMIT, source->name,
                       "pdftotext takes longer than the limit of %u seconds; raise max_seconds",
                       options->seconds);
    case AL_PROGRAM_LONG:
        return al_fail(error, ALMOST_ERROR_LIMIT, source->name,
                       "pdftotext writes more than its text could be within the limit of %llu "
                       "bytes; raise the limit",
                       (unsigned long long)options->limit);
    case AL_PROGRAM_MEMORY: return al_fail_memory(error);
    case AL_PROGRAM_TROUBLE:
        return al_fail(error, ALMOST_ERROR_READ, source->name,
                       "pdftotext cannot be started: system error %d; see to room in the folder "
                       "for temporary files",
                       errno);
    default: return fail_to_open(source, error);
    }
}

/* Of a word of text it writes about a hundred bytes. */
static uint64_t most_output(uint64_t limit)
{
    enum { EACH = 32, BESIDE = 1 << 20, MOST = 1 << 30 };
    uint64_t most = limit < MOST ? limit * EACH + BESIDE : MOST;
    return most < MOST ? most : MOST;
}

static almost_status tell(const al_read_source *source, const al_read_options *options,
                          al_buffer *boxes, al_builder *builder, almost_error *error)
{
    al_layout layout;
    al_layout_init(&layout, builder->text->allocator, options->limit);
    almost_status status =
        al_pdf_read_boxes(&layout, source, options, boxes->bytes, boxes->length, error);
    if (status == ALMOST_OK && layout.n_words == 0 && !al_layout_failed(&layout))
        status = al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                         layout.n_pages > 0 ? "holds pictures of pages and no text: run OCR first"
                                            : "is a PDF without pages");
    if (status == ALMOST_OK)
        status = al_layout_tell(&layout, source->name, builder, error);
    al_layout_release(&layout);
    return status;
}

static almost_status read_pdf(const al_read_source *source, const al_read_options *options,
                              al_builder *builder, almost_error *error)
{
    static const char *const arguments[] = {"pdftotext",    "-q", "-enc", "UTF-8",
                                            "-bbox-layout", "-",  "-",    NULL};
    if (!is_whole(source))
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "is cut off, or no PDF: it does not end as a PDF does; get it anew");
    al_program program = {.name = arguments[0],
                          .arguments = arguments,
                          .bytes = source->bytes,
                          .length = source->length,
                          .limit = most_output(options->limit),
                          .seconds = options->seconds};
    al_buffer boxes;
    al_buffer_init(&boxes, builder->text->allocator);
    al_program_end end = al_program_run(&program, &boxes);
    almost_status status = end == AL_PROGRAM_DONE ? tell(source, options, &boxes, builder, error)
                                                  : fail(source, options, end, error);
    al_buffer_release(&boxes);
    return status;
}

/* Readers of PDF take some garbage before it. */
static al_confidence probe(const al_read_source *source)
{
    return source->length >= 5 && memcmp(source->bytes, "%PDF-", 5) == 0 ? AL_CONFIDENCE_SURE
                                                                         : AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {"pdf", NULL};

const al_reader al_reader_pdf = {"pdf", extensions, probe, read_pdf};
