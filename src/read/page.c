/* SPDX-License-Identifier: Apache-2.0 */
/*
 * PAGE-XML (PRImA, 2010 to 2019; Transkribus): regions in their reading order, lines, words. Text
 * stands there as often as there are levels: that of lines is taken, else that of their words, and
 * of a region without lines its own. Where a line and its words say the same the words are told,
 * with their boxes and how sure they are.
 */
#include "base/error.h"
#include "read/scanned.h"
#include "read/xml.h"
#include "text/signs.h"

#include <stdio.h>

typedef enum level { LEVEL_NONE, LEVEL_REGION, LEVEL_LINE, LEVEL_WORD, LEVEL_GLYPH } level;

enum { ID = 64, OPEN = 32, GROUPS = 3, GROUP_BITS = 20 };

#define LAST UINT64_MAX /* the order of what the reading order does not name */

/* Text that stands at a level: of several readings the first. */
typedef struct saying {
    al_buffer bytes;
    al_range source;
    al_box box;
    long index; /* of the reading that is kept */
    uint8_t confidence;
    bool any;
} saying;

/* A region that is open. */
typedef struct region {
    uint64_t order;
    uint32_t place, row, column;
    uint32_t block; /* the last one begun for it, from 1 on */
    al_layout_role role;
    bool table;
    bool told; /* it has lines with text */
} region;

typedef struct reference {
    char id[ID];
    uint64_t order;
} reference;

/* A block and where it is to stand. */
typedef struct placed {
    uint64_t order;
    uint32_t place, row, column, index;
    al_layout_block block;
} placed;

typedef struct walk {
    al_layout layout;
    bool found;
    uint64_t pages;
    level level; /* of what is open and says something */
    saying sayings[LEVEL_GLYPH + 1];
    saying reading; /* the one that is being read */
    bool in_unicode;
    region regions[OPEN];
    uint32_t n_regions; /* deeper ones count as the deepest */
    reference *references;
    size_t n_references, references_room;
    uint64_t group;             /* the order of the group that is open */
    uint32_t n_groups;          /* that are */
    uint32_t in_groups[GROUPS]; /* members that each has had */
    placed *blocks;             /* of the page */
    size_t n_blocks, blocks_room;
    bool failed;
} walk;

static const char *of(const al_xml_element *element, const char *name)
{
    return al_xml_attribute(element, "", name);
}

static bool is(const al_xml_element *element, const char *name)
{
    return strcmp(element->name, name) == 0;
}

static uint32_t number_of(const al_xml_element *element, const char *name)
{
    const char *value = of(element, name);
    long number = value != NULL ? strtol(value, NULL, 10) : 0;
    return number > 0 && number < 1 << GROUP_BITS ? (uint32_t)number : 0;
}

static region *now(walk *walk)
{
    return &walk->regions[walk->n_regions < OPEN ? walk->n_regions : OPEN - 1];
}

/* --- Reading order ------------------------------------------------------ */

/* The order of the next member of the group that is open; it has an index, or is the next. */
static uint64_t order_of_member(walk *walk, const al_xml_element *element)
{
    uint32_t depth = walk->n_groups < GROUPS ? walk->n_groups : GROUPS;
    if (depth == 0)
        return 0;
    uint32_t count = walk->in_groups[depth - 1]++;
    uint64_t index = of(element, "index") != NULL ? number_of(element, "index") : count;
    return walk->group + (index << (GROUP_BITS * (GROUPS - depth)));
}

static void add_reference(walk *walk, const al_xml_element *element)
{
    const char *id = of(element, "regionRef");
    uint64_t order = order_of_member(walk, element);
    if (id == NULL)
        return;
    if (!al_grow(walk->layout.allocator, (void **)&walk->references, &walk->references_room,
                 walk->n_references + 1, sizeof *walk->references)) {
        walk->failed = true;
        return;
    }
    reference *reference = &walk->references[walk->n_references++];
    memset(reference, 0, sizeof *reference);
    snprintf(reference->id, sizeof reference->id, "%s", id);
    reference->order = order;
}

static void begin_group(walk *walk, const al_xml_element *element)
{
    uint64_t order = order_of_member(walk, element);
    if (of(element, "regionRef") != NULL)
        add_reference(walk, element);
    if (walk->n_groups < GROUPS) {
        walk->group = order;
        walk->in_groups[walk->n_groups] = 0;
    }
    walk->n_groups++;
}

static void end_group(walk *walk)
{
    if (walk->n_groups == 0)
        return;
    uint32_t depth = --walk->n_groups;
    if (depth < GROUPS && depth > 0)
        walk->group &= ~((UINT64_C(1) << (GROUP_BITS * (GROUPS - depth))) - 1);
}

static int by_id(const void *left, const void *right)
{
    return strcmp(((const reference *)left)->id, ((const reference *)right)->id);
}

static uint64_t order_of_region(const walk *walk, const char *id, uint64_t other)
{
    reference key;
    if (id == NULL || walk->n_references == 0)
        return other;
    snprintf(key.id, sizeof key.id, "%s", id);
    const reference *found = bsearch(&key, walk->references, walk->n_references, sizeof key, by_id);
    return found != NULL ? found->order : other;
}

static int by_place(const void *left, const void *right)
{
    const placed *a = left, *b = right;
    if (a->order != b->order)
        return a->order < b->order ? -1 : 1;
    const uint32_t mine[] = {a->place, a->row, a->column, a->index},
                   others[] = {b->place, b->row, b->column, b->index};
    for (int i = 0; i < 4; i++)
        if (mine[i] != others[i])
            return mine[i] < others[i] ? -1 : 1;
    return 0;
}

static void end_page(walk *walk)
{
    if (walk->failed || al_layout_failed(&walk->layout))
        return;
    size_t first = walk->layout.n_blocks - walk->n_blocks;
    for (size_t i = 0; i < walk->n_blocks; i++)
        walk->blocks[i].block = walk->layout.blocks[first + i];
    if (walk->n_blocks > 0)
        qsort(walk->blocks, walk->n_blocks, sizeof *walk->blocks, by_place);
    for (size_t i = 0; i < walk->n_blocks; i++)
        walk->layout.blocks[first + i] = walk->blocks[i].block;
}

/* --- Regions ------------------------------------------------------------ */

static const struct {
    const char *type;
    al_layout_role role;
} types[] = {
    {"catch-word", AL_LAYOUT_OUTSIDE},      {"endnote", AL_LAYOUT_NOTE},
    {"footer", AL_LAYOUT_OUTSIDE},          {"footnote", AL_LAYOUT_NOTE},
    {"footnote-continued", AL_LAYOUT_NOTE}, {"header", AL_LAYOUT_OUTSIDE},
    {"heading", AL_LAYOUT_HEADING},         {"marginalia", AL_LAYOUT_NOTE},
    {"page-number", AL_LAYOUT_OUTSIDE},     {"signature-mark", AL_LAYOUT_OUTSIDE},
};

static al_layout_role role_of_type(const char *type, size_t length)
{
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (strlen(types[i].type) == length && memcmp(types[i].type, type, length) == 0)
            return types[i].role;
    return AL_LAYOUT_TEXT;
}

/* By its type; Transkribus says it as `structure {type:heading;}`. */
static al_layout_role role_of(const al_xml_element *element)
{
    const char *type = of(element, "type"), *custom = of(element, "custom");
    if (type != NULL)
        return role_of_type(type, strlen(type));
    const char *said = custom != NULL ? strstr(custom, "structure {") : NULL;
    if (said != NULL && (said = strstr(said, "type:")) != NULL)
        return role_of_type(said + 5, strcspn(said + 5, ";}"));
    return AL_LAYOUT_TEXT;
}

static void reset(saying *saying)
{
    saying->bytes.length = 0;
    saying->any = false;
    saying->box = (al_box){0};
}

static void set_cell(walk *walk, uint32_t row, uint32_t column)
{
    region *region = now(walk);
    region->role = AL_LAYOUT_CELL;
    region->row = row;
    region->column = column;
}

static void begin_region(walk *walk, const al_xml_element *element)
{
    region outer = walk->n_regions > 0 ? *now(walk) : (region){.order = LAST};
    walk->n_regions++;
    uint32_t place = outer.table ? outer.place : (uint32_t)walk->n_blocks;
    *now(walk) = (region){.order = order_of_region(walk, of(element, "id"), outer.order),
                          .place = place,
                          .role = role_of(element),
                          .table = is(element, "TableRegion")};
    reset(&walk->sayings[LEVEL_REGION]);
    walk->level = LEVEL_REGION;
    if (is(element, "TableCell"))
        set_cell(walk, number_of(element, "row"), number_of(element, "col"));
}

/* The next line is one of the region that is open. */
static void begin_line(walk *walk)
{
    region *region = now(walk);
    if (region->block == 0 || region->block != walk->layout.n_blocks) {
        al_layout_begin_block(&walk->layout, region->role);
        region->block = (uint32_t)walk->layout.n_blocks;
        if (al_layout_failed(&walk->layout) ||
            !al_grow(walk->layout.allocator, (void **)&walk->blocks, &walk->blocks_room,
                     walk->n_blocks + 1, sizeof *walk->blocks)) {
            walk->failed = true;
            return;
        }
        uint32_t index = (uint32_t)walk->n_blocks;
        al_layout_block *block = &walk->layout.blocks[walk->layout.n_blocks - 1];
        block->row = region->row;
        block->column = region->column;
        walk->blocks[walk->n_blocks++] =
            (placed){region->order, region->role == AL_LAYOUT_CELL ? region->place : index,
                     region->row,   region->column,
                     index,         {.lines = {0, 0}}};
    }
    al_layout_begin_line(&walk->layout);
}

/* --- Text --------------------------------------------------------------- */

static al_layout_word word_of(const saying *saying)
{
    return (al_layout_word){
        .source = saying->source, .box = saying->box, .confidence = saying->confidence};
}

/* A region that has text and no lines: each of its text's lines is one. */
static void end_region(walk *walk)
{
    region *region = now(walk);
    saying *saying = &walk->sayings[LEVEL_REGION];
    bool each = saying->source.end - saying->source.start == saying->bytes.length;
    for (size_t at = 0; !region->told && saying->any && at < saying->bytes.length;) {
        const char *bytes = saying->bytes.bytes + at, *end;
        size_t left = saying->bytes.length - at;
        end = memchr(bytes, '\n', left);
        uint32_t length = end != NULL ? (uint32_t)(end - bytes) : (uint32_t)left;
        al_layout_word word = word_of(saying);
        word.box = (al_box){0};
        if (each)
            word.source = (al_range){saying->source.start + (uint32_t)at,
                                     saying->source.start + (uint32_t)at + length};
        begin_line(walk);
        al_scanned_split(&walk->layout, bytes, length, &word);
        at += length + 1;
    }
    reset(saying);
    walk->n_regions -= walk->n_regions > 0;
    walk->level = walk->n_regions > 0 ? LEVEL_REGION : LEVEL_NONE;
}

/* Whether the words of a line are what the line is, but for white space. */
static bool words_say(const walk *walk, const al_layout_line *line, const saying *saying)
{
    if (line->words.start == line->words.end)
        return false;
    size_t at = walk->layout.words[line->words.start].text, end = walk->layout.text.length;
    for (size_t i = 0; i < saying->bytes.length; i++) {
        if (al_is_space_byte(saying->bytes.bytes[i]))
            continue;
        while (at < end && al_is_space_byte(walk->layout.text.bytes[at]))
            at++;
        if (at == end || walk->layout.text.bytes[at++] != saying->bytes.bytes[i])
            return false;
    }
    return at == end;
}

static void end_line(walk *walk)
{
    saying *saying = &walk->sayings[LEVEL_LINE];
    al_layout *layout = &walk->layout;
    walk->level = LEVEL_REGION;
    if (walk->failed || al_layout_failed(layout) || layout->n_lines == 0)
        return;
    al_layout_line *line = &layout->lines[layout->n_lines - 1];
    if (saying->any && saying->bytes.length > 0 && !words_say(walk, line, saying)) {
        if (line->words.end > line->words.start)
            layout->text.length = layout->words[line->words.start].text;
        layout->n_words = line->words.end = line->words.start;
        al_layout_word word = word_of(saying);
        al_scanned_split(layout, saying->bytes.bytes, (uint32_t)saying->bytes.length, &word);
    }
    now(walk)->told |= line->words.end > line->words.start;
}

static void end_word(walk *walk)
{
    saying *saying = &walk->sayings[LEVEL_WORD];
    walk->level = LEVEL_LINE;
    if (!saying->any)
        return;
    al_layout_word word = word_of(saying);
    al_layout_add_word(&walk->layout, saying->bytes.bytes, (uint32_t)saying->bytes.length, &word);
}

static void begin_reading(walk *walk, const al_xml_element *element)
{
    reset(&walk->reading);
    walk->reading.index = of(element, "index") != NULL ? (long)number_of(element, "index") : -1;
    walk->reading.confidence = al_scanned_confidence(of(element, "conf"), 1);
}

/* The reading is kept where it is the first of its level. */
static void end_reading(walk *walk)
{
    saying *kept = &walk->sayings[walk->level], *reading = &walk->reading;
    if (reading->bytes.length == 0 || (kept->any && kept->index <= reading->index))
        return;
    saying before = *kept;
    reading->any = true;
    *kept = *reading;
    kept->box = before.box;
    *reading = before;
}

static void add_points(saying *saying, const char *points)
{
    while (points != NULL && *points != '\0') {
        const char *before = points;
        float x = al_scanned_number(&points);
        points += *points == ',';
        float y = al_scanned_number(&points);
        al_box *box = &saying->box;
        if (points == before)
            return;
        bool first = box->right == 0 && box->bottom == 0;
        box->left = first || x < box->left ? x : box->left;
        box->top = first || y < box->top ? y : box->top;
        box->right = x > box->right ? x : box->right;
        box->bottom = y > box->bottom ? y : box->bottom;
    }
}

/* --- The walk ----------------------------------------------------------- */

static bool is_region(const al_xml_element *element)
{
    size_t length = strlen(element->name);
    return is(element, "TableCell") ||
           (length > 6 && strcmp(element->name + length - 6, "Region") == 0);
}

static bool is_group(const al_xml_element *element)
{
    return strncmp(element->name, "OrderedGroup", 12) == 0 ||
           strncmp(element->name, "UnorderedGroup", 14) == 0;
}

static void start_page(walk *walk)
{
    walk->found = true;
    walk->n_references = walk->n_blocks = 0;
    walk->n_regions = walk->n_groups = 0;
    walk->group = 0;
    al_layout_begin_page(&walk->layout, ++walk->pages);
}

/* Lines and words begin. */
static void start_level(walk *walk, level level)
{
    walk->level = level;
    reset(&walk->sayings[level]);
    if (level == LEVEL_LINE)
        begin_line(walk);
}

static void start_text(walk *walk, const al_xml_element *element)
{
    if (is(element, "TextLine"))
        start_level(walk, LEVEL_LINE);
    else if (is(element, "Word"))
        start_level(walk, LEVEL_WORD);
    else if (is(element, "Glyph"))
        start_level(walk, LEVEL_GLYPH);
    else if (is(element, "TextEquiv"))
        begin_reading(walk, element);
    else if (is(element, "Unicode"))
        walk->in_unicode = true;
    else if (is(element, "Coords"))
        add_points(&walk->sayings[walk->level], of(element, "points"));
    else if (is(element, "TableCellRole"))
        set_cell(walk, number_of(element, "rowIndex"), number_of(element, "columnIndex"));
}

static bool on_start(void *data, const al_xml_element *element)
{
    walk *walk = data;
    if (is(element, "Page"))
        start_page(walk);
    else if (is_region(element))
        begin_region(walk, element);
    else if (walk->n_regions > 0)
        start_text(walk, element);
    else if (is_group(element))
        begin_group(walk, element);
    else if (strncmp(element->name, "RegionRef", 9) == 0)
        add_reference(walk, element);
    return !walk->failed && !al_layout_failed(&walk->layout);
}

static void end_text(walk *walk, const al_xml_element *element)
{
    if (is(element, "TextLine"))
        end_line(walk);
    else if (is(element, "Word"))
        end_word(walk);
    else if (is(element, "Glyph"))
        walk->level = LEVEL_WORD;
    else if (is(element, "TextEquiv"))
        end_reading(walk);
    else if (is(element, "Unicode"))
        walk->in_unicode = false;
}

static bool on_end(void *data, const al_xml_element *element)
{
    walk *walk = data;
    if (is(element, "Page"))
        end_page(walk);
    else if (is_region(element))
        end_region(walk);
    else if (walk->n_regions > 0)
        end_text(walk, element);
    else if (is_group(element))
        end_group(walk);
    else if (is(element, "ReadingOrder") && walk->n_references > 0)
        qsort(walk->references, walk->n_references, sizeof *walk->references, by_id);
    return !walk->failed && !al_layout_failed(&walk->layout);
}

static bool on_text(void *data, const char *bytes, uint32_t length, al_range source)
{
    walk *walk = data;
    saying *reading = &walk->reading;
    if (!walk->in_unicode)
        return true;
    if (reading->bytes.length == 0)
        reading->source.start = source.start;
    reading->source.end = source.end;
    al_buffer_append(&reading->bytes, bytes, length);
    walk->failed |= reading->bytes.failed;
    return !walk->failed;
}

/* --- The reader --------------------------------------------------------- */

static void init(walk *walk, const almost_allocator *allocator, uint64_t limit)
{
    *walk = (struct walk){0};
    al_layout_init(&walk->layout, allocator, limit);
    al_buffer_init(&walk->reading.bytes, allocator);
    for (int i = 0; i <= LEVEL_GLYPH; i++)
        al_buffer_init(&walk->sayings[i].bytes, allocator);
}

static void release(walk *walk)
{
    for (int i = 0; i <= LEVEL_GLYPH; i++)
        al_buffer_release(&walk->sayings[i].bytes);
    al_buffer_release(&walk->reading.bytes);
    al_release(walk->layout.allocator, walk->references);
    al_release(walk->layout.allocator, walk->blocks);
    al_layout_release(&walk->layout);
}

static almost_status read_page(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    walk walk;
    init(&walk, builder->text->allocator, options->limit);
    al_xml_source xml = {.name = source->name,
                         .bytes = source->bytes,
                         .length = (uint32_t)source->length,
                         .encoding = options->encoding};
    al_xml_listener listener = {.of = &walk, .start = on_start, .end = on_end, .text = on_text};
    almost_status status = al_xml_parse(&xml, options, &listener, error);
    if (status == ALMOST_OK && walk.failed)
        status = al_fail_memory(error);
    if (status == ALMOST_OK && !walk.found && !walk.layout.full)
        status = al_fail(error, ALMOST_ERROR_FORMAT, source->name,
                         "has no Page, which is where PAGE-XML has its text: it is something else");
    if (status == ALMOST_OK)
        status = al_layout_tell(&walk.layout, source->name, builder, error);
    release(&walk);
    return status;
}

static al_confidence probe(const al_read_source *source)
{
    return al_scanned_root(source, "PcGts") ? AL_CONFIDENCE_SURE : AL_CONFIDENCE_NONE;
}

static const char *const extensions[] = {"page", "xml", NULL};

const al_reader al_reader_page = {"page", extensions, probe, read_page};
