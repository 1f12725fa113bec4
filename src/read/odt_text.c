/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One walk through the body (ODF 1.3, part 3): tables of elements by name, as for Word. Tracked
 * changes stand before the text as regions: what was inserted stands in the text between two marks,
 * what was deleted in its region, and in the text a mark where it was. As it became, the text is
 * what it is. As it was, what is inserted is passed over with the ends of paragraphs in it, and
 * what was deleted is told at its mark: of its paragraphs the first goes on where the mark stands,
 * and what follows the mark goes on with the last.
 */
#include "read/odt_text.h"

#include "base/error.h"
#include "base/search.h"
#include "read/telling.h"
#include "text/signs.h"

#include <stdio.h>
#include <stdlib.h>

static const char text_space[] = AL_ODT_TEXT, office_space[] = AL_ODT_OFFICE,
                  table_space[] = "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
                  draw_space[] = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
                  svg_space[] = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
                  math_space[] = "http://www.w3.org/1998/Math/MathML",
                  xml_space[] = "http://www.w3.org/XML/1998/namespace";

#define REGION_ID 80

/* A tracked change. */
typedef struct region {
    char id[REGION_ID];
    bool insertion;
    bool told;           /* it is: a change stands in one place */
    bool earlier;        /* than those that this reading is before */
    uint32_t paragraphs; /* of what was deleted */
    al_story story, behind;
} region;

/* The paragraphs of a story: of the text, a note, a text box, a deletion. */
typedef struct paragraph {
    bool open;
    bool joined;  /* the end of the one before is not there in this reading */
    bool filled;  /* the block has text */
    bool heading; /* a heading's layer is open */
    bool deleted; /* they are those of a deletion */
    bool counted; /* the block has its number */
    int level;    /* of a heading; 0: none */
    uint32_t n;
} paragraph;

typedef struct span {
    bool hidden;
    al_look look; /* with what encloses it */
} span;

typedef struct walk {
    al_telling *telling;
    const al_odt_styles *styles;
    bool original;
    uint32_t first_change; /* and which: regions before the one of this number are accepted */
    bool found;            /* a text */
    uint32_t skipping;     /* elements that are open in one that is left out, itself included */
    paragraph *paragraphs;
    size_t n_paragraphs, paragraphs_room;
    span *spans; /* open ones and paragraphs */
    size_t n_spans, spans_room;
    uint32_t hidden; /* of these */
    region *regions; /* by id, once all are there */
    size_t n_regions, regions_room;
    uint32_t inserting; /* insertions that are open */
    al_odt_counting counting;
    bool numbered; /* what follows would seem to have a number */
    bool failed;
} walk;

static paragraph *now(walk *walk)
{
    return &walk->paragraphs[walk->n_paragraphs - 1];
}

static void skip_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    walk->skipping = 1;
}

static bool is_visible(walk *walk)
{
    return now(walk)->open && walk->hidden == 0 && walk->inserting == 0;
}

static const char *of_text(const al_xml_element *element, const char *name)
{
    return al_xml_attribute(element, text_space, name);
}

/* --- Paragraphs and spans ----------------------------------------------- */

static al_look look(const walk *walk)
{
    return walk->n_spans > 0 ? walk->spans[walk->n_spans - 1].look : (al_look){0};
}

/* A paragraph looks as its style has it, a span like what encloses it as well. */
static void push_span(walk *walk, const al_odt_style *style, al_look within)
{
    if (!al_grow(walk->telling->allocator, (void **)&walk->spans, &walk->spans_room,
                 walk->n_spans + 1, sizeof *walk->spans)) {
        walk->failed = true;
        return;
    }
    span span = {.look = within};
    if (style != NULL)
        span = (struct span){style->hidden == 1, al_look_inherit(style->look, within)};
    walk->spans[walk->n_spans++] = span;
    walk->hidden += span.hidden;
}

static void pop_span(walk *walk)
{
    if (walk->n_spans > 0)
        walk->hidden -= walk->spans[--walk->n_spans].hidden;
}

static void end_heading(walk *walk)
{
    if (now(walk)->heading)
        al_telling_end(walk->telling, AL_LAYER_HEADING);
    now(walk)->heading = false;
}

static void end_block(walk *walk)
{
    end_heading(walk);
    al_telling_block_end(walk->telling);
    now(walk)->joined = now(walk)->filled = now(walk)->counted = false;
}

/* The block has text, or is there without: it has a number if it is of a list, or a heading. */
static void count(walk *walk)
{
    paragraph *paragraph = now(walk);
    char shown[AL_ODT_NUMBER] = "";
    if (paragraph->counted || paragraph->deleted)
        return;
    paragraph->counted = true;
    if (walk->counting.n_open > 0)
        al_odt_item_count(&walk->counting, shown);
    else if (paragraph->level > 0)
        al_odt_heading_count(&walk->counting, paragraph->level, shown);
    if (shown[0] == '\0' && !walk->numbered)
        return;
    al_telling_mark(walk->telling, AL_MILESTONE_ELEMENT, shown);
    walk->numbered = shown[0] != '\0' && !paragraph->heading;
}

/* Headings that do not say that they have no number. */
static bool is_numbered(const al_xml_element *element)
{
    const char *header = of_text(element, "is-list-header");
    return header == NULL || strcmp(header, "true") != 0;
}

static void begin_paragraph(walk *walk, const al_xml_element *element, int level)
{
    paragraph *paragraph = now(walk);
    const char *name = of_text(element, "style-name");
    const al_odt_style *style = al_odt_styles_find(walk->styles, AL_ODT_OF_PARAGRAPH, name);
    bool title = style != NULL ? style->title : name != NULL && strcmp(name, "Title") == 0;
    push_span(walk, style, (al_look){0});
    paragraph->open = true;
    paragraph->n++;
    if (paragraph->deleted) {
        if (paragraph->n > 1)
            al_telling_part(walk->telling, AL_PARTING_BLOCK);
        return;
    }
    if (!paragraph->joined)
        al_telling_block_begin(walk->telling);
    paragraph->level = is_numbered(element) ? level : 0;
    if (title && level == 0)
        level = 1;
    if (level == 0 || (paragraph->joined && paragraph->filled))
        return;
    end_heading(walk);
    al_telling_begin(walk->telling, AL_LAYER_HEADING, (uint32_t)level);
    paragraph->heading = true;
}

static void paragraph_start(walk *walk, const al_xml_element *element)
{
    begin_paragraph(walk, element, 0);
}

static void heading_start(walk *walk, const al_xml_element *element)
{
    const char *level = of_text(element, "outline-level");
    int number = level != NULL ? atoi(level) : 1;
    begin_paragraph(walk, element, number > 0 && number <= 10 ? number : 1);
}

static void paragraph_end(walk *walk)
{
    paragraph *paragraph = now(walk);
    pop_span(walk);
    paragraph->open = false;
    if (paragraph->deleted)
        return;
    paragraph->joined = walk->inserting > 0;
    if (paragraph->joined && !paragraph->filled)
        end_heading(walk);
    if (paragraph->joined)
        return;
    count(walk);
    end_block(walk);
}

/* --- Lists -------------------------------------------------------------- */

static void list_start(walk *walk, const al_xml_element *element)
{
    walk->failed |= !al_odt_list_begin(&walk->counting, element);
}

static void list_end(walk *walk)
{
    al_odt_list_end(&walk->counting);
}

static void item_start(walk *walk, const al_xml_element *element)
{
    al_odt_item_begin(&walk->counting, element);
}

/* --- Spans -------------------------------------------------------------- */

static void span_start(walk *walk, const al_xml_element *element)
{
    const char *name = of_text(element, "style-name");
    push_span(walk, al_odt_styles_find(walk->styles, AL_ODT_OF_TEXT, name), look(walk));
}

static void span_end(walk *walk)
{
    pop_span(walk);
}

static bool is_all_space(const char *bytes, uint32_t length)
{
    uint32_t at = 0;
    while (at < length && al_is_space_byte(bytes[at]))
        at++;
    return at == length;
}

static bool on_text(void *of, const char *bytes, uint32_t length, al_range source)
{
    walk *walk = of;
    if (walk->skipping > 0 || !is_visible(walk))
        return true;
    if (!is_all_space(bytes, length))
        count(walk);
    al_telling_look(walk->telling, look(walk).is);
    al_telling_collapsed(walk->telling, bytes, length, source);
    now(walk)->filled = true;
    return !al_telling_failed(walk->telling);
}

static void blanks_start(walk *walk, const al_xml_element *element)
{
    const char *count = of_text(element, "c");
    long number = count != NULL ? strtol(count, NULL, 10) : 1;
    if (number > 0 && is_visible(walk))
        al_telling_blanks(walk->telling, number < 64 ? (uint32_t)number : 64, element->source);
}

static void tab_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (is_visible(walk))
        al_telling_part(walk->telling, AL_PARTING_TAB);
}

static void line_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (is_visible(walk))
        al_telling_part(walk->telling, AL_PARTING_LINE);
}

/* A section, or a field, that says of itself that it is hidden. */
static void section_start(walk *walk, const al_xml_element *element)
{
    const char *display = of_text(element, "display");
    if (display != NULL && strcmp(display, "none") == 0)
        walk->skipping = 1;
}

static void hidden_text_start(walk *walk, const al_xml_element *element)
{
    const char *hidden = of_text(element, "is-hidden");
    if (hidden == NULL || strcmp(hidden, "false") != 0)
        walk->skipping = 1;
}

/* --- What stands apart -------------------------------------------------- */

static bool push_paragraph(walk *walk, bool deleted)
{
    if (!al_grow(walk->telling->allocator, (void **)&walk->paragraphs, &walk->paragraphs_room,
                 walk->n_paragraphs + 1, sizeof *walk->paragraphs)) {
        walk->failed = true;
        return false;
    }
    walk->paragraphs[walk->n_paragraphs++] = (paragraph){.deleted = deleted};
    return true;
}

static void box_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (walk->hidden > 0 || walk->inserting > 0) {
        walk->skipping = 1;
        return;
    }
    al_telling_story_begin(walk->telling);
    al_telling_part(walk->telling, AL_PARTING_BLOCK);
    push_paragraph(walk, false);
}

/* Where no paragraph is open, as where a frame belongs to a page, it is told at once. */
static void box_end(walk *walk)
{
    al_story story;
    if (walk->failed || al_telling_failed(walk->telling))
        return;
    end_block(walk);
    walk->n_paragraphs--;
    al_telling_part(walk->telling, AL_PARTING_BLOCK);
    al_telling_story_end(walk->telling, &story, NULL);
    al_telling_tell_behind(walk->telling, &story);
    if (!now(walk)->open && !now(walk)->joined && !now(walk)->deleted)
        al_telling_block_end(walk->telling);
}

static void note_start(walk *walk, const al_xml_element *element)
{
    box_start(walk, element);
    if (walk->skipping == 0)
        al_telling_begin(walk->telling, AL_LAYER_NOTE, 0);
}

static void note_end(walk *walk)
{
    if (walk->failed)
        return;
    end_heading(walk);
    al_telling_end(walk->telling, AL_LAYER_NOTE);
    box_end(walk);
}

/* --- Tables ------------------------------------------------------------- */

static uint32_t repeated(const al_xml_element *element, const char *name)
{
    const char *count = al_xml_attribute(element, table_space, name);
    long number = count != NULL ? strtol(count, NULL, 10) : 1;
    return number > 0 && number <= 1 << 20 ? (uint32_t)number : 1;
}

static void table_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (!now(walk)->deleted)
        end_block(walk);
    al_telling_table_begin(walk->telling);
}

static void table_end(walk *walk)
{
    al_telling_table_end(walk->telling);
}

static void row_start(walk *walk, const al_xml_element *element)
{
    al_telling_row(walk->telling, repeated(element, "number-rows-repeated"));
}

static void cell_start(walk *walk, const al_xml_element *element)
{
    al_telling_cell(walk->telling);
    al_telling_cell_spans(walk->telling, repeated(element, "number-columns-repeated"));
    now(walk)->n = 0;
}

static void cell_end(walk *walk)
{
    if (!now(walk)->deleted)
        end_block(walk);
}

/* A cell that another one covers: what may stand in it is not seen. */
static void covered_start(walk *walk, const al_xml_element *element)
{
    cell_start(walk, element);
    walk->skipping = 1;
}

/* --- Tracked changes ---------------------------------------------------- */

static void changes_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (!walk->original)
        walk->skipping = 1;
}

static int by_id(const void *left, const void *right)
{
    return strcmp(((const region *)left)->id, ((const region *)right)->id);
}

static void changes_end(walk *walk)
{
    if (walk->n_regions > 0)
        qsort(walk->regions, walk->n_regions, sizeof *walk->regions, by_id);
}

static void region_start(walk *walk, const al_xml_element *element)
{
    const char *id = al_xml_attribute(element, xml_space, "id");
    if (id == NULL)
        id = of_text(element, "id");
    if (!al_grow(walk->telling->allocator, (void **)&walk->regions, &walk->regions_room,
                 walk->n_regions + 1, sizeof *walk->regions)) {
        walk->failed = true;
        return;
    }
    region *region = &walk->regions[walk->n_regions++];
    memset(region, 0, sizeof *region);
    region->earlier = walk->n_regions < walk->first_change;
    region->story.bytes.allocator = region->behind.bytes.allocator = walk->telling->allocator;
    snprintf(region->id, sizeof region->id, "%s", id != NULL ? id : "");
}

static void insertion_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (walk->n_regions > 0)
        walk->regions[walk->n_regions - 1].insertion = true;
}

static void deletion_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (walk->n_regions == 0) {
        walk->skipping = 1;
        return;
    }
    al_telling_story_begin(walk->telling);
    push_paragraph(walk, true);
}

static void deletion_end(walk *walk)
{
    if (walk->failed || al_telling_failed(walk->telling))
        return;
    region *region = &walk->regions[walk->n_regions - 1];
    al_story_release(&region->story, walk->telling->allocator);
    al_story_release(&region->behind, walk->telling->allocator);
    region->paragraphs = now(walk)->n;
    walk->n_paragraphs--;
    al_telling_story_end(walk->telling, &region->story, &region->behind);
}

static region *region_of(walk *walk, const al_xml_element *element)
{
    region key;
    const char *id = of_text(element, "change-id");
    if (id == NULL || walk->n_regions == 0)
        return NULL;
    snprintf(key.id, sizeof key.id, "%s", id);
    region *found = bsearch(&key, walk->regions, walk->n_regions, sizeof *walk->regions, by_id);
    return found != NULL && !found->earlier ? found : NULL;
}

static void change_start(walk *walk, const al_xml_element *element)
{
    region *region = region_of(walk, element);
    if (region == NULL || region->insertion || region->told || walk->inserting > 0 ||
        (region->story.n == 0 && region->behind.n == 0))
        return;
    if (region->paragraphs > 1)
        end_heading(walk);
    now(walk)->filled = true;
    region->told = true;
    al_telling_tell_here(walk->telling, &region->story);
    al_telling_tell_behind(walk->telling, &region->behind);
}

static void insertion_begins(walk *walk, const al_xml_element *element)
{
    const region *region = region_of(walk, element);
    walk->inserting += region != NULL && region->insertion;
}

static void insertion_ends(walk *walk, const al_xml_element *element)
{
    const region *region = region_of(walk, element);
    walk->inserting -= region != NULL && region->insertion && walk->inserting > 0;
}

/* --- The tables --------------------------------------------------------- */

static void body_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    walk->found = true;
}

typedef struct rule {
    const char *name;
    void (*start)(walk *walk, const al_xml_element *element);
    void (*end)(walk *walk);
} rule;

/* Each by name. */
static const rule text_rules[] = {
    {"alphabetical-index-source", skip_start, NULL},
    {"bibliography-source", skip_start, NULL},
    {"change", change_start, NULL},
    {"change-end", insertion_ends, NULL},
    {"change-start", insertion_begins, NULL},
    {"changed-region", region_start, NULL},
    {"deletion", deletion_start, deletion_end},
    {"h", heading_start, paragraph_end},
    {"hidden-text", hidden_text_start, NULL},
    {"illustration-index-source", skip_start, NULL},
    {"insertion", insertion_start, NULL},
    {"line-break", line_start, NULL},
    {"list", list_start, list_end},
    {"list-item", item_start, NULL},
    {"note-body", note_start, note_end},
    {"note-citation", skip_start, NULL},
    {"number", skip_start, NULL},
    {"object-index-source", skip_start, NULL},
    {"p", paragraph_start, paragraph_end},
    {"ruby-text", skip_start, NULL}, /* how the text below it is read aloud */
    {"s", blanks_start, NULL},
    {"script", skip_start, NULL},
    {"section", section_start, NULL},
    {"span", span_start, span_end},
    {"tab", tab_start, NULL},
    {"table-index-source", skip_start, NULL},
    {"table-of-content-source", skip_start, NULL},
    {"tracked-changes", changes_start, changes_end},
    {"user-index-source", skip_start, NULL},
};

static const rule table_rules[] = {
    {"covered-table-cell", covered_start, NULL},
    {"desc", skip_start, NULL},
    {"table", table_start, table_end},
    {"table-cell", cell_start, cell_end},
    {"table-row", row_start, NULL},
    {"title", skip_start, NULL},
};

static const rule draw_rules[] = {
    {"caption", box_start, box_end},
    {"circle", box_start, box_end},
    {"connector", box_start, box_end},
    {"control", skip_start, NULL},
    {"custom-shape", box_start, box_end},
    {"ellipse", box_start, box_end},
    {"line", box_start, box_end},
    {"measure", box_start, box_end},
    {"object", skip_start, NULL},
    {"object-ole", skip_start, NULL},
    {"path", box_start, box_end},
    {"polygon", box_start, box_end},
    {"polyline", box_start, box_end},
    {"rect", box_start, box_end},
    {"regular-polygon", box_start, box_end},
    {"text-box", box_start, box_end},
};

static const rule office_rules[] = {
    {"annotation", skip_start, NULL},      {"automatic-styles", skip_start, NULL},
    {"binary-data", skip_start, NULL},     {"event-listeners", skip_start, NULL},
    {"font-face-decls", skip_start, NULL}, {"forms", skip_start, NULL},
    {"master-styles", skip_start, NULL},   {"meta", skip_start, NULL},
    {"scripts", skip_start, NULL},         {"settings", skip_start, NULL},
    {"styles", skip_start, NULL},          {"text", body_start, NULL},
};

static const rule svg_rules[] = {{"desc", skip_start, NULL}, {"title", skip_start, NULL}};
static const rule math_rules[] = {{"math", skip_start, NULL}};

typedef struct space {
    const char *uri;
    const rule *rules;
    size_t n;
} space;

#define SPACE(uri, rules)                                                                          \
    {                                                                                              \
        uri, rules, sizeof(rules) / sizeof *(rules)                                                \
    }

static const space spaces[] = {
    SPACE(text_space, text_rules), SPACE(table_space, table_rules),
    SPACE(draw_space, draw_rules), SPACE(office_space, office_rules),
    SPACE(svg_space, svg_rules),   SPACE(math_space, math_rules),
};

static const rule *find(const space *space, const char *name)
{
    return al_search_name(space->rules, space->n, sizeof *space->rules, name);
}

static const rule *rule_of(const al_xml_element *element)
{
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        if (strcmp(element->space, spaces[i].uri) == 0)
            return find(&spaces[i], element->name);
    return NULL;
}

static bool on_start(void *of, const al_xml_element *element)
{
    walk *walk = of;
    if (walk->skipping > 0) {
        walk->skipping++;
        return true;
    }
    const rule *rule = rule_of(element);
    if (rule != NULL)
        rule->start(walk, element);
    return !walk->failed && !al_telling_failed(walk->telling);
}

static bool on_end(void *of, const al_xml_element *element)
{
    walk *walk = of;
    if (walk->skipping > 0) {
        walk->skipping--;
        return true;
    }
    const rule *rule = rule_of(element);
    if (rule != NULL && rule->end != NULL)
        rule->end(walk);
    return !walk->failed && !al_telling_failed(walk->telling);
}

/* --- Reading ------------------------------------------------------------ */

static void release(walk *walk)
{
    const almost_allocator *allocator = walk->telling->allocator;
    for (size_t i = 0; i < walk->n_regions; i++) {
        al_story_release(&walk->regions[i].story, allocator);
        al_story_release(&walk->regions[i].behind, allocator);
    }
    al_release(allocator, walk->regions);
    al_release(allocator, walk->paragraphs);
    al_release(walk->telling->allocator, walk->spans);
    al_odt_counting_release(&walk->counting);
}

static almost_status read_body(walk *walk, const al_xml_source *source,
                               const al_read_options *options, almost_error *error)
{
    al_xml_listener listener = {walk, on_start, on_end, on_text, NULL};
    almost_status status = al_xml_parse(source, options, &listener, error);
    if (status != ALMOST_OK)
        return status;
    if (walk->failed)
        return al_fail_memory(error);
    if (!walk->found && !al_telling_failed(walk->telling))
        return al_fail(
            error, ALMOST_ERROR_FORMAT, source->name,
            "is an OpenDocument file without a text (a sheet or a drawing, say); save it "
            "as text where it opens");
    if (!al_telling_failed(walk->telling))
        end_block(walk);
    return ALMOST_OK;
}

almost_status al_odt_read_text(const al_xml_source *source, const al_read_options *options,
                               const al_odt_styles *styles, al_builder *builder,
                               almost_error *error)
{
    al_telling telling;
    bool made = al_telling_init(&telling, builder);
    walk walk = {.telling = &telling,
                 .styles = styles,
                 .original = options->revisions == ALMOST_REVISIONS_ORIGINAL,
                 .first_change = options->first_change};
    made = push_paragraph(&walk, false) && made;
    made = al_odt_counting_init(&walk.counting, &styles->lists) && made;
    almost_status status = made ? read_body(&walk, source, options, error) : al_fail_memory(error);
    release(&walk);
    almost_status finished = al_telling_finish(&telling, status == ALMOST_OK ? error : NULL);
    return status != ALMOST_OK ? status : finished;
}
