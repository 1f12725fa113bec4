/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ALTO, versions 1 to 4 (Library of Congress): pages, margins, blocks, lines, strings. A word that
 * a line end parts is said whole in its first part, and its second is passed over. Of margins the
 * upper and the lower are those of running heads and page numbers; what stands at the side is
 * notes.
 */
#include "base/error.h"
#include "base/utf8.h"
#include "read/scanned.h"
#include "read/xml.h"

typedef struct walk {
    al_layout layout;
    bool found; /* a layout */
    uint64_t pages;
    al_layout_role role; /* of blocks, by the margin they stand in */
    bool in_line;
    bool spaced;     /* since the last word */
    bool rest_told;  /* of the word whose second part comes next */
    bool hyphenated; /* the last word is whole though the line ends in it */
} walk;

static const char *of(const al_xml_element *element, const char *name)
{
    return al_xml_attribute(element, "", name);
}

static al_box box_of(const al_xml_element *element)
{
    al_box box = {al_scanned_value(of(element, "HPOS")), al_scanned_value(of(element, "VPOS")), 0,
                  0};
    box.right = box.left + al_scanned_value(of(element, "WIDTH"));
    box.bottom = box.top + al_scanned_value(of(element, "HEIGHT"));
    return box;
}

/* Scripts that part no words by blanks: where strings follow each other there is none between. */
static bool is_unspaced(const char *bytes, uint32_t length, bool last)
{
    uint32_t at = last ? length - 1 : 0, size;
    while (last && at > 0 && ((unsigned char)bytes[at] & 0xC0) == 0x80)
        at--;
    uint32_t c = al_decode(bytes, length, at, &size);
    return (c >= 0x2E80 && c <= 0xABFF && !(c >= 0xA000 && c <= 0xAB6F)) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFF00 && c <= 0xFFEF) ||
           (c >= 0x20000 && c <= 0x3FFFF) || (c >= 0xE00 && c <= 0xEFF);
}

static bool is_glued(walk *walk, const char *content, uint32_t length)
{
    const al_layout_word *before = al_layout_last_word(&walk->layout);
    return before != NULL && !walk->spaced && length > 0 &&
           is_unspaced(al_layout_bytes(&walk->layout, before), before->length, true) &&
           is_unspaced(content, length, false);
}

static void read_string(walk *walk, const al_xml_element *element)
{
    const char *content = of(element, "CONTENT"), *type = of(element, "SUBS_TYPE"),
               *whole = of(element, "SUBS_CONTENT");
    bool second = type != NULL && strcmp(type, "HypPart2") == 0;
    bool told = second && walk->rest_told;
    walk->rest_told = false;
    if (content == NULL || told)
        return;
    if (type != NULL && strcmp(type, "HypPart1") == 0 && whole != NULL && *whole != '\0') {
        content = whole;
        walk->rest_told = true;
    }
    walk->hyphenated = walk->rest_told;
    uint32_t length = (uint32_t)strlen(content);
    al_layout_word word = {.source = element->source,
                           .box = box_of(element),
                           .confidence = al_scanned_confidence(of(element, "WC"), 1),
                           .glued = is_glued(walk, content, length)};
    al_layout_add_word(&walk->layout, content, length, &word);
    walk->spaced = false;
}

/* A hyphen belongs to the word before, unless that is said whole or has it. */
static void read_hyphen(walk *walk, const al_xml_element *element)
{
    const char *content = of(element, "CONTENT");
    const al_layout_word *before = al_layout_last_word(&walk->layout);
    if (content == NULL || before == NULL || walk->hyphenated)
        return;
    uint32_t length = (uint32_t)strlen(content);
    const char *end = al_layout_bytes(&walk->layout, before) + before->length;
    if (before->length < length || memcmp(end - length, content, length) != 0)
        al_layout_lengthen_word(&walk->layout, content, length);
}

static void begin_page(walk *walk, const al_xml_element *element)
{
    const char *number = of(element, "PHYSICAL_IMG_NR");
    unsigned long long own = number != NULL ? strtoull(number, NULL, 10) : 0;
    walk->pages++;
    walk->role = AL_LAYOUT_TEXT;
    al_layout_begin_page(&walk->layout, own > 0 ? own : walk->pages);
}

static bool is(const al_xml_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

/* Elements that enclose lines. */
static void start_area(walk *walk, const al_xml_element *element)
{
    if (is(element, "Layout"))
        walk->found = true;
    else if (is(element, "Page"))
        begin_page(walk, element);
    else if (is(element, "TopMargin") || is(element, "BottomMargin"))
        walk->role = AL_LAYOUT_OUTSIDE;
    else if (is(element, "LeftMargin") || is(element, "RightMargin"))
        walk->role = AL_LAYOUT_NOTE;
    else if (is(element, "PrintSpace"))
        walk->role = AL_LAYOUT_TEXT;
    else if (is(element, "TextBlock"))
        al_layout_begin_block(&walk->layout, walk->role);
}

static bool on_start(void *data, const al_xml_element *element)
{
    walk *walk = data;
    if (is(element, "TextLine")) {
        al_layout_begin_line(&walk->layout);
        walk->in_line = true;
        walk->hyphenated = false;
    } else if (!walk->in_line)
        start_area(walk, element);
    else if (is(element, "String"))
        read_string(walk, element);
    else if (is(element, "HYP"))
        read_hyphen(walk, element);
    else if (is(element, "SP"))
        walk->spaced = true;
    return !al_layout_failed(&walk->layout);
}

static bool on_end(void *data, const al_xml_element *element)
{
    walk *walk = data;
    if (is(element, "TextLine"))
        walk->in_line = false;
    return true;
}

static al_confidence probe(const al_read_source *source)
{
    return al_scanned_root(source, "alto") ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static almost_status read_alto(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    walk walk = {0};
    al_layout_init(&walk.layout, builder->text->allocator, options->limit);
    al_xml_source xml = {.name = source->name,
                         .bytes = source->bytes,
                         .length = (uint32_t)source->length,
                         .encoding = options->encoding};
    al_xml_listener listener = {.of = &walk, .start = on_start, .end = on_end};
    almost_status status = al_xml_parse(&xml, options, &listener, error);
    if (status == ALMOST_OK && !walk.found && !al_layout_failed(&walk.layout))
        status = al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                         "has no Layout, which is where ALTO has its text: it is something else");
    if (status == ALMOST_OK)
        status = al_layout_tell(&walk.layout, source->name, builder, error);
    al_layout_release(&walk.layout);
    return status;
}

static const char *const extensions[] = {"alto", "xml", NULL};

const al_reader al_reader_alto = {"alto", extensions, probe, read_alto};
