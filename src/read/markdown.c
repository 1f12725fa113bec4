/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Markdown (CommonMark, with tables and text struck through), by md4c, which tells of blocks and
 * pieces of text as they come, nearly all of them pieces of the source. What looks like Markdown
 * may be anything, so it is one by its name only. Targets of links are no text; HTML within is told
 * as a web page is, where it is a block, and left out within a line. What stands before all else,
 * between lines of three hyphens or plus signs, is about the text and outside of it.
 */
#include "base/error.h"
#include "base/shared_object.h"
#include "read/decoded.h"
#include "read/entities.h"
#include "read/html_walk.h"
#include "read/markdown_notes.h"
#include "text/signs.h"

#include <md4c.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

enum { NESTED = 32 /* lists in lists whose items are numbered */ };

typedef struct walk {
    al_telling *telling;
    const al_decoded *decoded;
    al_markdown_notes *notes; /* NULL: this is one, and none begins in it */
    const al_read_options *options;
    uint32_t at;           /* where the last text ended, in what ranges count in */
    unsigned next[NESTED]; /* number of the lists that are open; 0: theirs have none */
    uint32_t lists;
    unsigned number;             /* of the item that the next text begins; 0: none */
    bool in_code, in_html, torn; /* HTML of which the lines have signs between them */
    const char *html;            /* where it begins, and ends */
    const char *html_end;

    /* In a block of code: lines that have ended since its last text, blanks behind these. */
    uint32_t lines, blanks;
    bool filled;
} walk;

static int parse_text(walk *walk, const char *bytes, uint32_t length);

/* --- Text --------------------------------------------------------------- */

/* Where a piece comes from: nowhere, if it is not of the source. */
static al_range range_of(walk *walk, const char *bytes, uint32_t length)
{
    const al_decoded *decoded = walk->decoded;
    uintptr_t start = (uintptr_t)decoded->bytes, at = (uintptr_t)bytes;
    if (at < start || at + length > start + decoded->length)
        return (al_range){walk->at, walk->at};
    al_range range = al_decoded_range(decoded, bytes, length);
    walk->at = range.end;
    return range;
}

static bool is_blank(const char *bytes, uint32_t length)
{
    uint32_t at = 0;
    while (at < length && al_is_space_byte(bytes[at]))
        at++;
    return at == length;
}

/* The number of an item is its place. */
static void begin_text(walk *walk)
{
    char name[16];
    if (walk->number == 0)
        return;
    snprintf(name, sizeof name, "%u.", walk->number);
    al_telling_mark(walk->telling, AL_MILESTONE_ELEMENT, name);
    walk->number = 0;
}

static void tell_text(walk *walk, const char *bytes, uint32_t length)
{
    if (!is_blank(bytes, length))
        begin_text(walk);
    al_telling_collapsed(walk->telling, bytes, length, range_of(walk, bytes, length));
}

/* A note is told behind the block that refers to it, once. */
static void tell_note(walk *walk, al_markdown_note *note)
{
    al_buffer body;
    al_story story;
    struct walk own = {
        .telling = walk->telling, .decoded = walk->decoded, .options = walk->options};
    if (note->told || al_telling_failed(walk->telling))
        return;
    note->told = true;
    own.at = al_decoded_range(walk->decoded, walk->decoded->bytes + note->body.start, 0).start;
    al_buffer_init(&body, walk->telling->allocator);
    al_markdown_note_body(walk->notes, note, &body);
    al_telling_story_begin(walk->telling);
    al_telling_part(walk->telling, AL_PARTING_BLOCK);
    al_telling_begin(walk->telling, AL_LAYER_NOTE, 0);
    if (body.failed || parse_text(&own, body.bytes, (uint32_t)body.length) < 0)
        walk->telling->failed = true;
    al_buffer_release(&body);
    al_telling_end(walk->telling, AL_LAYER_NOTE);
    al_telling_part(walk->telling, AL_PARTING_BLOCK);
    if (al_telling_failed(walk->telling))
        return;
    al_telling_story_end(walk->telling, &story, NULL);
    al_telling_tell_behind(walk->telling, &story);
}

/* Text of the copy, in which commas stand for references; `bytes` are those of the source. */
static void tell_with_notes(walk *walk, const char *copy, const char *bytes, uint32_t length)
{
    const al_markdown_notes *notes = walk->notes;
    uint32_t told = 0;
    for (uint32_t at = 0; at < length;) {
        uint32_t end;
        if (copy[at] == bytes[at]) {
            at++;
            continue;
        }
        uint32_t start = (uint32_t)(bytes - notes->bytes);
        al_markdown_note *note = al_markdown_note_at(notes, start + at, &end);
        if (at > told)
            tell_text(walk, bytes + told, at - told);
        if (note != NULL)
            tell_note(walk, note);
        told = at = note != NULL && end - start < length ? end - start : length;
    }
    if (told < length)
        tell_text(walk, bytes + told, length - told);
}

/* The same bytes of the source, for a piece of the copy. */
static const char *of_source(const walk *walk, const char *bytes, uint32_t length)
{
    const al_markdown_notes *notes = walk->notes;
    if (notes == NULL || notes->copy == NULL)
        return bytes;
    uintptr_t start = (uintptr_t)notes->copy, at = (uintptr_t)bytes;
    bool inside = at >= start && at + length <= start + notes->length;
    return inside ? notes->bytes + (at - start) : bytes;
}

static void tell_entity(walk *walk, const char *bytes, uint32_t length)
{
    al_entity entity;
    if (al_entity_read(bytes, length, &entity) != length) {
        tell_text(walk, bytes, length);
        return;
    }
    begin_text(walk);
    al_telling_collapsed(walk->telling, entity.bytes, entity.length, range_of(walk, bytes, length));
}

/* Empty lines before a line of code, of which the first two are a parting. */
static void part_lines(walk *walk)
{
    static const char ends[] = "\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n\n";
    uint32_t lines = walk->filled ? walk->lines : 0;
    walk->lines = 0;
    walk->filled = true;
    if (lines > 0)
        al_telling_part(walk->telling, lines > 1 ? AL_PARTING_BLOCK : AL_PARTING_LINE);
    if (lines > 2)
        al_telling_verbatim(walk->telling, ends,
                            lines - 2 < sizeof ends - 1 ? lines - 2 : sizeof ends - 1,
                            (al_range){walk->at, walk->at});
}

static void tell_code(walk *walk, const char *bytes, uint32_t length)
{
    static const char sixteen[] = "                ";
    if (length == 1 && *bytes == '\n') {
        walk->lines++;
        walk->blanks = 0;
        return;
    }
    if (is_blank(bytes, length)) {
        walk->blanks += length;
        return;
    }
    begin_text(walk);
    part_lines(walk);
    al_range here = {walk->at, walk->at};
    for (; walk->blanks > 0; walk->blanks -= walk->blanks < 16 ? walk->blanks : 16)
        al_telling_verbatim(walk->telling, sixteen, walk->blanks < 16 ? walk->blanks : 16, here);
    al_telling_verbatim(walk->telling, bytes, length, range_of(walk, bytes, length));
}

/* A piece of HTML: of a block, which is kept for its end, or a tag in a line. */
static void take_html(walk *walk, const char *bytes, uint32_t length)
{
    if (!walk->in_html) {
        if (length >= 3 && strncasecmp(bytes, "<br", 3) == 0)
            al_telling_part(walk->telling, AL_PARTING_LINE);
        return;
    }
    if (length == 1 && *bytes == '\n') /* of md4c's own */
        return;
    if (walk->html == NULL)
        walk->html = bytes;
    else
        walk->torn |= !is_blank(walk->html_end, (uint32_t)(bytes - walk->html_end));
    walk->html_end = bytes + length;
}

static int on_text(MD_TEXTTYPE type, const MD_CHAR *bytes, MD_SIZE length, void *of)
{
    walk *walk = of;
    const char *copy = bytes;
    bytes = of_source(walk, bytes, length);
    switch (type) {
    case MD_TEXT_BR: al_telling_part(walk->telling, AL_PARTING_LINE); break;
    case MD_TEXT_SOFTBR: tell_text(walk, "\n", 1); break;
    case MD_TEXT_NULLCHAR: tell_text(walk, "\xEF\xBF\xBD", 3); break;
    case MD_TEXT_ENTITY: tell_entity(walk, bytes, length); break;
    case MD_TEXT_HTML: take_html(walk, bytes, length); break;
    default:
        if (walk->in_code)
            tell_code(walk, bytes, length);
        else if (type == MD_TEXT_NORMAL && copy != bytes)
            tell_with_notes(walk, copy, bytes, length);
        else
            tell_text(walk, bytes, length);
    }
    return al_telling_failed(walk->telling);
}

/* --- Blocks and spans --------------------------------------------------- */

/* A list begins, whose first item has a number, or none. */
static void enter_list(walk *walk, unsigned number)
{
    if (walk->lists < NESTED)
        walk->next[walk->lists] = number;
    walk->lists++;
}

static void enter_item(walk *walk)
{
    bool known = walk->lists > 0 && walk->lists <= NESTED;
    walk->number = known ? walk->next[walk->lists - 1] : 0;
    if (walk->number > 0)
        walk->next[walk->lists - 1]++;
}

static void leave_list(walk *walk)
{
    walk->lists--;
    walk->number = 0;
    al_telling_mark(walk->telling, AL_MILESTONE_ELEMENT, "");
}

static int enter_block(MD_BLOCKTYPE type, void *detail, void *of)
{
    walk *walk = of;
    al_telling *telling = walk->telling;
    switch (type) {
    case MD_BLOCK_UL: enter_list(walk, 0); break;
    case MD_BLOCK_OL: enter_list(walk, ((const MD_BLOCK_OL_DETAIL *)detail)->start); break;
    case MD_BLOCK_TABLE: al_telling_table_begin(telling); break;
    case MD_BLOCK_TR: al_telling_row(telling, 1); break;
    case MD_BLOCK_TH:
    case MD_BLOCK_TD: al_telling_cell(telling); break;
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY: break;
    case MD_BLOCK_HTML:
        walk->in_html = true;
        walk->torn = false;
        walk->html = NULL;
        break;
    case MD_BLOCK_LI: enter_item(walk); /* fall through */
    default: al_telling_block_begin(telling);
    }
    if (type == MD_BLOCK_QUOTE)
        al_telling_begin(telling, AL_LAYER_QUOTATION, 0);
    if (type == MD_BLOCK_H)
        al_telling_begin(telling, AL_LAYER_HEADING, ((const MD_BLOCK_H_DETAIL *)detail)->level);
    if (type == MD_BLOCK_CODE) {
        walk->in_code = true;
        walk->filled = false;
        walk->lines = walk->blanks = 0;
    }
    return al_telling_failed(telling);
}

static void tell_html(walk *walk)
{
    walk->in_html = false;
    if (walk->html == NULL || walk->torn)
        return;
    uint32_t length = (uint32_t)(walk->html_end - walk->html);
    al_range range = range_of(walk, walk->html, length);
    al_html_source source = {walk->html, length, range.start, false};
    al_read_options options = *walk->options;
    options.main_only = false;
    bool told = al_html_tell(walk->telling, &source, &options);
    (void)told; /* the telling knows */
}

static int leave_block(MD_BLOCKTYPE type, void *detail, void *of)
{
    walk *walk = of;
    al_telling *telling = walk->telling;
    (void)detail;
    switch (type) {
    case MD_BLOCK_H: al_telling_end(telling, AL_LAYER_HEADING); break;
    case MD_BLOCK_QUOTE: al_telling_end(telling, AL_LAYER_QUOTATION); break;
    case MD_BLOCK_CODE: walk->in_code = false; break;
    case MD_BLOCK_HTML: tell_html(walk); break;
    case MD_BLOCK_TABLE: al_telling_table_end(telling); break;
    case MD_BLOCK_TR:
    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
    case MD_BLOCK_THEAD:
    case MD_BLOCK_TBODY: return al_telling_failed(telling);
    default: break;
    }
    if (type == MD_BLOCK_OL || type == MD_BLOCK_UL)
        leave_list(walk);
    al_telling_block_end(telling);
    al_telling_block_begin(telling);
    return al_telling_failed(telling);
}

static bool is_emphasis(MD_SPANTYPE type)
{
    return type == MD_SPAN_EM || type == MD_SPAN_STRONG;
}

static int enter_span(MD_SPANTYPE type, void *detail, void *of)
{
    walk *walk = of;
    (void)detail;
    if (is_emphasis(type))
        al_telling_begin(walk->telling, AL_LAYER_EMPHASIS, 0);
    return al_telling_failed(walk->telling);
}

static int leave_span(MD_SPANTYPE type, void *detail, void *of)
{
    walk *walk = of;
    (void)detail;
    if (is_emphasis(type))
        al_telling_end(walk->telling, AL_LAYER_EMPHASIS);
    return al_telling_failed(walk->telling);
}

/* --- What stands before the text ---------------------------------------- */

static bool is_line(al_read_line line, const char *text)
{
    uint32_t length = (uint32_t)strlen(text);
    while (line.length > length && al_is_space_byte(line.bytes[line.length - 1]))
        line.length--;
    return line.length == length && memcmp(line.bytes, text, length) == 0;
}

/* Whether a line can be the first of YAML: a key, an item, a comment. */
static bool is_data(al_read_line line)
{
    return line.length > 0 && (memchr(line.bytes, ':', line.length) != NULL ||
                               line.bytes[0] == '#' || line.bytes[0] == '-');
}

/* Where the front matter ends, behind its last line; 0: there is none. */
static uint32_t end_of_front(const al_decoded *decoded)
{
    uint32_t at = 0;
    al_read_line line;
    if (!al_decoded_line(decoded, &at, &line))
        return 0;
    bool yaml = is_line(line, "---"), toml = is_line(line, "+++");
    if (!yaml && !toml)
        return 0;
    for (bool first = true; al_decoded_line(decoded, &at, &line); first = false) {
        if (yaml ? is_line(line, "---") || is_line(line, "...") : is_line(line, "+++"))
            return at;
        if (first && yaml && !is_data(line))
            return 0;
    }
    return 0;
}

/* Its lines, as they stand, without the last line end. */
static void tell_front(walk *walk, uint32_t end)
{
    const char *bytes = walk->decoded->bytes;
    while (end > 0 && al_is_space_byte(bytes[end - 1]))
        end--;
    al_telling_begin_named(walk->telling, AL_LAYER_OUTSIDE, "front matter");
    al_telling_verbatim(walk->telling, bytes, end, range_of(walk, bytes, end));
    al_telling_end(walk->telling, AL_LAYER_OUTSIDE);
    al_telling_block_begin(walk->telling);
}

/* --- Reading ------------------------------------------------------------ */

static bool has_name(const char *path)
{
    const char *point = path != NULL ? strrchr(path, '.') : NULL;
    for (const char *const *known = al_reader_markdown.extensions; point != NULL && *known != NULL;
         known++)
        if (strcasecmp(point + 1, *known) == 0)
            return true;
    return false;
}

static al_confidence probe(const al_read_source *source)
{
    return has_name(source->path) ? AL_CONFIDENCE_POSSIBLE : AL_CONFIDENCE_NONE;
}

/* Few texts are Markdown, so not every start looks for the library. */
#define FUNCTIONS(X) X(md_parse)

typedef struct functions {
    FUNCTIONS(AL_SHARED_MEMBER)
} functions;

#ifdef __APPLE__
static const char *const names[] = {"libmd4c.0.dylib", "libmd4c.dylib"};
#else
static const char *const names[] = {"libmd4c.so.0"};
#endif
static const char *const wanted[] = {FUNCTIONS(AL_SHARED_NAME)};
static functions table AL_SHARED_TABLE(FUNCTIONS);
static al_shared_object md4c = AL_SHARED_LINKABLE(names, wanted, &table);

static int parse_text(walk *walk, const char *bytes, uint32_t length)
{
    static const MD_PARSER parser = {
        .flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH,
        .enter_block = enter_block,
        .leave_block = leave_block,
        .enter_span = enter_span,
        .leave_span = leave_span,
        .text = on_text,
    };
    return table.call_md_parse(bytes, length, &parser, walk);
}

/* Notes that nothing refers to stand at the end. */
static void tell_other_notes(walk *walk)
{
    al_markdown_notes_by_place(walk->notes);
    for (size_t i = 0; i < walk->notes->n; i++)
        if (!walk->notes->items[i].told)
            tell_note(walk, &walk->notes->items[i]);
    al_telling_block_end(walk->telling);
}

static almost_status tell(walk *walk, almost_error *error)
{
    const al_decoded *decoded = walk->decoded;
    al_markdown_notes notes;
    uint32_t front = end_of_front(decoded);
    bool found = al_markdown_notes_find(&notes, walk->telling->allocator, decoded->bytes,
                                        decoded->length, front);
    int parsed = -1;
    if (found) {
        const char *bytes = notes.copy != NULL ? notes.copy : decoded->bytes;
        walk->notes = &notes;
        if (front > 0)
            tell_front(walk, front);
        parsed = parse_text(walk, bytes + front, decoded->length - front);
        if (parsed == 0)
            tell_other_notes(walk);
    }
    al_markdown_notes_release(&notes);
    almost_status status = al_telling_finish(walk->telling, error);
    return parsed < 0 && status == ALMOST_OK ? al_fail_memory(error) : status;
}

static almost_status read_markdown(const al_read_source *source, const al_read_options *options,
                                   al_builder *builder, almost_error *error)
{
    if (!al_shared_object_is_there(&md4c))
        return al_fail(error, ALMOST_ERROR_READ, source->name,
                       "is Markdown, and reading it takes md4c, which is not installed; install "
                       "libmd4c0, or say --from text");
    al_decoded decoded;
    almost_status status = al_decode_source(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    al_telling telling;
    walk walk = {
        .telling = &telling, .decoded = &decoded, .options = options, .at = decoded.offset};
    if (al_telling_init(&telling, builder))
        return tell(&walk, error);
    status = al_telling_finish(&telling, error);
    return status == ALMOST_OK ? al_fail_memory(error) : status;
}

static const char *const extensions[] = {"md", "markdown", "mdown", "mkd", NULL};

const al_reader al_reader_markdown = {"markdown", extensions, probe, read_markdown};
