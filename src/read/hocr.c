/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hOCR: HTML whose elements say by their class what of a page they are, and in their title where it
 * stands and how sure the words are. Much of it is no XML, and little is needed of it: tags are
 * read as they come, an end tag ends what it names, and what stands in no line is no text.
 */
#include "base/error.h"
#include "read/decoded.h"
#include "read/entities.h"
#include "read/scanned.h"
#include "text/signs.h"

#include <strings.h>

typedef enum kind { KIND_OTHER, KIND_PAGE, KIND_PARAGRAPH, KIND_LINE, KIND_WORD } kind;

typedef struct element {
    uint32_t name; /* a hash */
    kind kind;
} element;

typedef struct scan {
    al_layout layout;
    const char *bytes;
    uint32_t length, at;
    uint32_t offset; /* of `bytes` in what ranges count in */
    element *open;
    size_t n_open, open_room;
    uint32_t depth;            /* at most */
    uint32_t in_page, in_line; /* how many are open */
    uint64_t pages;
    al_layout_word word; /* that is open, or of the line: box, confidence */
    al_buffer text;      /* of it, so far */
    al_range source;
    bool in_paragraph; /* the next line begins none */
    bool deep, failed;
} scan;

static const struct {
    const char *class;
    kind kind;
    al_layout_role role;
} classes[] = {
    {"ocr_page", KIND_PAGE, AL_LAYOUT_TEXT},      {"ocr_carea", KIND_PARAGRAPH, AL_LAYOUT_TEXT},
    {"ocr_par", KIND_PARAGRAPH, AL_LAYOUT_TEXT},  {"ocr_line", KIND_LINE, AL_LAYOUT_TEXT},
    {"ocrx_line", KIND_LINE, AL_LAYOUT_TEXT},     {"ocr_caption", KIND_LINE, AL_LAYOUT_TEXT},
    {"ocr_textfloat", KIND_LINE, AL_LAYOUT_TEXT}, {"ocr_header", KIND_LINE, AL_LAYOUT_TEXT},
    {"ocr_footer", KIND_LINE, AL_LAYOUT_OUTSIDE}, {"ocr_pageno", KIND_LINE, AL_LAYOUT_OUTSIDE},
    {"ocrx_word", KIND_WORD, AL_LAYOUT_TEXT},     {"ocr_word", KIND_WORD, AL_LAYOUT_TEXT},
};

/* --- Words -------------------------------------------------------------- */

/* The text since the last word was told is a word, or several, where a line is not parted. */
static void flush(scan *scan)
{
    scan->word.source = scan->source;
    if (scan->text.length > 0)
        al_scanned_split(&scan->layout, scan->text.bytes, (uint32_t)scan->text.length, &scan->word);
    scan->text.length = 0;
}

/* Text of a page that stands in none of its lines is a line of its own. */
static bool begin_stray(scan *scan, const char *bytes, uint32_t length)
{
    uint32_t blanks = 0;
    while (blanks < length && al_is_space_byte(bytes[blanks]))
        blanks++;
    if (scan->in_page == 0 || blanks == length)
        return false;
    al_layout_begin_block(&scan->layout, AL_LAYOUT_TEXT);
    al_layout_begin_line(&scan->layout);
    scan->word = (al_layout_word){.confidence = AL_LAYOUT_SURE};
    return true;
}

static void add_text(scan *scan, const char *bytes, uint32_t length, al_range source)
{
    if (scan->in_line == 0 && scan->text.length == 0 && !begin_stray(scan, bytes, length))
        return;
    if (scan->text.length == 0)
        scan->source.start = scan->offset + source.start;
    scan->source.end = scan->offset + source.end;
    al_buffer_append(&scan->text, bytes, length);
    scan->failed |= scan->text.failed;
}

/* A character reference, or an ampersand that stands for itself. */
static void read_entity(scan *scan)
{
    al_entity entity;
    uint32_t size =
        al_entity_read(scan->bytes + scan->at, (uint64_t)scan->length - scan->at, &entity);
    if (size == 0) {
        size = 1;
        entity = (al_entity){"&", 1};
    }
    add_text(scan, entity.bytes, entity.length, (al_range){scan->at, scan->at + size});
    scan->at += size;
}

/* --- Tags --------------------------------------------------------------- */

typedef struct tag {
    const char *name, *class, *title; /* within the source; NULL: there is none */
    uint32_t name_length, class_length, title_length;
    bool ends;
    bool empty; /* ended by itself */
} tag;

static bool is_name_byte(char c)
{
    return !al_is_space_byte(c) && c != '>' && c != '/' && c != '=';
}

/* An attribute at scan->at, and behind it. */
static void read_attribute(scan *scan, tag *tag)
{
    const char *bytes = scan->bytes;
    uint32_t at = scan->at, end = scan->length;
    const char *name = bytes + at;
    while (at < end && is_name_byte(bytes[at]))
        at++;
    uint32_t length = (uint32_t)(bytes + at - name);
    while (at < end && al_is_space_byte(bytes[at]))
        at++;
    scan->at = at;
    if (at == end || bytes[at] != '=')
        return;
    for (at++; at < end && al_is_space_byte(bytes[at]);)
        at++;
    char quote = at < end && (bytes[at] == '"' || bytes[at] == '\'') ? bytes[at++] : '\0';
    const char *value = bytes + at;
    while (at < end &&
           (quote != '\0' ? bytes[at] != quote : !al_is_space_byte(bytes[at]) && bytes[at] != '>'))
        at++;
    uint32_t value_length = (uint32_t)(bytes + at - value);
    scan->at = at + (quote != '\0' && at < end);
    if (length == 5 && strncasecmp(name, "class", 5) == 0) {
        tag->class = value;
        tag->class_length = value_length;
    } else if (length == 5 && strncasecmp(name, "title", 5) == 0) {
        tag->title = value;
        tag->title_length = value_length;
    }
}

/* The tag behind <, and behind it. */
static tag read_tag(scan *scan)
{
    tag tag = {0};
    scan->at++;
    if (scan->at < scan->length && scan->bytes[scan->at] == '/') {
        tag.ends = true;
        scan->at++;
    }
    tag.name = scan->bytes + scan->at;
    while (scan->at < scan->length && is_name_byte(scan->bytes[scan->at]))
        scan->at++;
    tag.name_length = (uint32_t)(scan->bytes + scan->at - tag.name);
    while (scan->at < scan->length && scan->bytes[scan->at] != '>') {
        char c = scan->bytes[scan->at];
        tag.empty = c == '/' || (tag.empty && al_is_space_byte(c));
        if (is_name_byte(c))
            read_attribute(scan, &tag);
        else
            scan->at++;
    }
    scan->at += scan->at < scan->length;
    return tag;
}

static bool is_named(const tag *tag, const char *name)
{
    return strlen(name) == tag->name_length && strncasecmp(tag->name, name, tag->name_length) == 0;
}

static uint32_t hash_name(const tag *tag)
{
    uint32_t hash = 2166136261U;
    for (uint32_t i = 0; i < tag->name_length; i++)
        hash = (hash ^ (uint8_t)(tag->name[i] | 0x20)) * 16777619U;
    return hash;
}

/* The first class of hOCR, of the names that stand there; its number, or -1. */
static int class_of(const tag *tag)
{
    for (uint32_t at = 0; at < tag->class_length;) {
        uint32_t end = at;
        while (end < tag->class_length && !al_is_space_byte(tag->class[end]))
            end++;
        for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
            if (strlen(classes[i].class) == end - at &&
                memcmp(classes[i].class, tag->class + at, end - at) == 0)
                return (int)i;
        at = end + 1;
    }
    return -1;
}

/* Where a property begins in the title, behind its name, or NULL. */
static const char *property(const tag *tag, const char *name)
{
    size_t length = strlen(name);
    for (uint32_t at = 0; at < tag->title_length;) {
        while (at < tag->title_length && al_is_space_byte(tag->title[at]))
            at++;
        if (at + length < tag->title_length && memcmp(tag->title + at, name, length) == 0 &&
            al_is_space_byte(tag->title[at + length]))
            return tag->title + at + length + 1;
        const char *next = memchr(tag->title + at, ';', tag->title_length - at);
        if (next == NULL)
            return NULL;
        at = (uint32_t)(next - tag->title) + 1;
    }
    return NULL;
}

/* The box and the confidence that the title says, into the word that is open. */
static void read_title(scan *scan, const tag *tag)
{
    const char *box = property(tag, "bbox");
    scan->word =
        (al_layout_word){.confidence = al_scanned_confidence(property(tag, "x_wconf"), 100)};
    if (box == NULL)
        return;
    float values[4];
    for (int i = 0; i < 4; i++)
        values[i] = al_scanned_number(&box);
    scan->word.box = (al_box){values[0], values[1], values[2], values[3]};
}

/* --- Elements ----------------------------------------------------------- */

static void begin_page(scan *scan, const tag *tag)
{
    const char *number = property(tag, "ppageno");
    scan->pages++;
    scan->in_page++;
    al_layout_begin_page(&scan->layout,
                         number != NULL ? strtoull(number, NULL, 10) + 1 : scan->pages);
    scan->in_paragraph = false;
}

static void begin_line(scan *scan, al_layout_role role)
{
    if (scan->in_line++ > 0)
        return;
    if (!scan->in_paragraph || role != AL_LAYOUT_TEXT)
        al_layout_begin_block(&scan->layout, role);
    scan->in_paragraph = role == AL_LAYOUT_TEXT;
    al_layout_begin_line(&scan->layout);
}

static void begin(scan *scan, const tag *tag, int class)
{
    kind kind = classes[class].kind;
    flush(scan);
    if (kind == KIND_PAGE)
        begin_page(scan, tag);
    else if (kind == KIND_PARAGRAPH)
        scan->in_paragraph = false;
    else if (kind == KIND_LINE)
        begin_line(scan, classes[class].role);
    if (kind == KIND_LINE || kind == KIND_WORD)
        read_title(scan, tag);
}

static void end(scan *scan, kind kind)
{
    if (kind == KIND_OTHER)
        return;
    flush(scan);
    if (kind == KIND_LINE)
        scan->in_line--;
    else if (kind != KIND_WORD)
        scan->in_paragraph = false;
    scan->in_page -= kind == KIND_PAGE;
}

static void open_element(scan *scan, const tag *tag)
{
    static const char *const empties[] = {"br", "hr", "img", "meta", "link", "input", "!doctype"};
    int class = class_of(tag);
    for (size_t i = 0; i < sizeof empties / sizeof *empties; i++)
        if (tag->empty || is_named(tag, empties[i]))
            return;
    scan->deep = scan->n_open >= scan->depth;
    if (scan->deep)
        return;
    if (!al_grow(scan->layout.allocator, (void **)&scan->open, &scan->open_room, scan->n_open + 1,
                 sizeof *scan->open)) {
        scan->failed = true;
        return;
    }
    if (class >= 0)
        begin(scan, tag, class);
    scan->open[scan->n_open++] =
        (element){hash_name(tag), class >= 0 ? classes[class].kind : KIND_OTHER};
}

/* Ends the innermost of its name and all in it; where there is none it is passed over. */
static void close_element(scan *scan, const tag *tag)
{
    uint32_t name = hash_name(tag);
    size_t i = scan->n_open;
    while (i > 0 && scan->open[i - 1].name != name)
        i--;
    if (i == 0)
        return;
    while (scan->n_open >= i)
        end(scan, scan->open[--scan->n_open].kind);
}

/* --- The scan ----------------------------------------------------------- */

/* Up to behind the next of these, or to the end. */
static void skip_to(scan *scan, const char *mark)
{
    uint32_t length = (uint32_t)strlen(mark);
    while (scan->at < scan->length) {
        const char *found =
            memchr(scan->bytes + scan->at, mark[0], (size_t)(scan->length - scan->at));
        if (found == NULL)
            break;
        scan->at = (uint32_t)(found - scan->bytes) + 1;
        if (strncasecmp(found, mark, length) == 0) { /* blanks stand behind the source */
            scan->at = (uint32_t)(found - scan->bytes) + length;
            return;
        }
    }
    scan->at = scan->length;
}

/* What begins with <: a comment, a declaration, a tag, or the sign itself. */
static void read_markup(scan *scan)
{
    const char *bytes = scan->bytes + scan->at;
    if (strncmp(bytes, "<!--", 4) == 0) {
        skip_to(scan, "-->");
        return;
    }
    if (bytes[1] == '?' || bytes[1] == '!') {
        skip_to(scan, ">");
        return;
    }
    char first = (char)((bytes[1] == '/' ? bytes[2] : bytes[1]) | 0x20);
    if (first < 'a' || first > 'z') {
        add_text(scan, bytes, 1, (al_range){scan->at, scan->at + 1});
        scan->at++;
        return;
    }
    tag tag = read_tag(scan);
    if (tag.ends)
        close_element(scan, &tag);
    else if (is_named(&tag, "script") && !tag.empty)
        skip_to(scan, "</script");
    else if (is_named(&tag, "style") && !tag.empty)
        skip_to(scan, "</style");
    else
        open_element(scan, &tag);
}

static bool stops(const scan *scan)
{
    return scan->deep || scan->failed || al_layout_failed(&scan->layout);
}

static void scan_all(scan *scan)
{
    while (scan->at < scan->length && !stops(scan)) {
        uint32_t start = scan->at;
        while (scan->at < scan->length && scan->bytes[scan->at] != '<' &&
               scan->bytes[scan->at] != '&')
            scan->at++;
        if (scan->at > start)
            add_text(scan, scan->bytes + start, scan->at - start, (al_range){start, scan->at});
        if (scan->at == scan->length)
            break;
        if (scan->bytes[scan->at] == '<')
            read_markup(scan);
        else
            read_entity(scan);
    }
    flush(scan);
}

/* --- The reader --------------------------------------------------------- */

static almost_status build(scan *scan, const al_read_source *source, al_builder *builder,
                           almost_error *error)
{
    if (scan->deep)
        return al_fail_at(error, ALMOST_ERROR_LIMIT, source->name, scan->at, 0, 0,
                          "elements nest deeper than the limit of %u; raise max_depth",
                          scan->depth);
    if (scan->failed)
        return al_fail_memory(error);
    if (scan->pages == 0 && !al_layout_failed(&scan->layout))
        return al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                       "has no ocr_page, which is where hOCR has its text: read it as HTML");
    return al_layout_tell(&scan->layout, source->name, builder, error);
}

static almost_status read_hocr(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    al_decoded decoded;
    almost_status status = al_decode_source(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    scan scan = {.bytes = decoded.bytes,
                 .length = decoded.length,
                 .offset = decoded.offset,
                 .depth = options->depth};
    al_layout_init(&scan.layout, builder->text->allocator, options->limit);
    al_buffer_init(&scan.text, builder->text->allocator);
    scan_all(&scan);
    status = build(&scan, source, builder, error);
    al_release(builder->text->allocator, scan.open);
    al_buffer_release(&scan.text);
    al_layout_release(&scan.layout);
    return status;
}

static bool holds(const char *bytes, size_t length, const char *text)
{
    size_t size = strlen(text);
    for (size_t at = 0; at + size <= length; at++)
        if (bytes[at] == text[0] && memcmp(bytes + at, text, size) == 0)
            return true;
    return false;
}

/* HTML that names a class of hOCR near its beginning. */
static al_confidence probe(const al_read_source *source)
{
    enum { LOOKED_AT = 1 << 14 };
    size_t length = source->length < LOOKED_AT ? (size_t)source->length : LOOKED_AT, at = 0;
    if (length >= 3 && memcmp(source->bytes, "\xEF\xBB\xBF", 3) == 0)
        at = 3;
    while (at < length && al_is_space_byte(source->bytes[at]))
        at++;
    if (at == length || source->bytes[at] != '<')
        return AL_CONFIDENCE_NONE;
    bool found = holds(source->bytes, length, "\"ocr_page") ||
                 holds(source->bytes, length, "'ocr_page") ||
                 holds(source->bytes, length, "=ocr_page") ||
                 holds(source->bytes, length, "ocr-capabilities");
    return found ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {"hocr", "html", "htm", "xhtml", NULL};

const al_reader al_reader_hocr = {"hocr", extensions, probe, read_hocr};
