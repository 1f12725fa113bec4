/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One walk through WordprocessingML (ECMA-376, part 1, 17), transitional or strict: a table of
 * elements by name, with what is done where they begin and end. What is not in the table counts for
 * nothing, and what is in it is looked at. Tracked changes: w:del and w:moveFrom are there in the
 * original only, w:ins and w:moveTo in what became of it. In properties they say so of what has
 * these: of a paragraph's mark, whose paragraph joins the next when it is gone, of a row, a cell.
 */
#include "read/docx_text.h"

#include "base/error.h"
#include "base/search.h"
#include "base/utf8.h"
#include "read/docx_symbols.h"

#include <stdlib.h>
#include <string.h>

static const char word[] = "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
                  strict_word[] = "http://purl.oclc.org/ooxml/wordprocessingml/main",
                  math[] = "http://schemas.openxmlformats.org/officeDocument/2006/math",
                  strict_math[] = "http://purl.oclc.org/ooxml/officeDocument/math",
                  compatibility[] = "http://schemas.openxmlformats.org/markup-compatibility/2006",
                  xml[] = "http://www.w3.org/XML/1998/namespace";

typedef al_docx_walk walk;
typedef al_docx_paragraph paragraph;

static paragraph *now(walk *walk)
{
    return &walk->paragraphs[walk->n_paragraphs - 1];
}

/* The element that has just begun is left out with all that is in it. */
static void skip(walk *walk)
{
    walk->skipping = 1;
}

static void skip_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    skip(walk);
}

/* --- Paragraphs --------------------------------------------------------- */

static void end_heading(walk *walk)
{
    if (now(walk)->heading)
        al_telling_end(walk->telling, AL_LAYER_HEADING);
    now(walk)->heading = false;
}

/* The block ends, whatever its last paragraph's mark says. */
static void end_block(walk *walk)
{
    end_heading(walk);
    al_telling_block_end(walk->telling);
    now(walk)->joined = now(walk)->filled = now(walk)->counted = false;
}

/* The block has text, or is there without: it has a number if it is of a list. */
static void count(walk *walk)
{
    paragraph *paragraph = now(walk);
    const al_docx_style *style = paragraph->style;
    char shown[AL_DOCX_NUMBER] = "";
    if (paragraph->counted)
        return;
    paragraph->counted = true;
    long list = paragraph->list < 0 && style != NULL ? style->list : paragraph->list;
    int level =
        paragraph->list_level < 0 && style != NULL ? style->list_level : paragraph->list_level;
    if (list > 0)
        al_docx_numbers_count(walk->numbers, list, level, style != NULL ? style->id : "", shown);
    if (shown[0] == '\0' && !walk->numbered)
        return;
    al_telling_mark(walk->telling, AL_MILESTONE_ELEMENT, shown);
    walk->numbered = shown[0] != '\0' && !paragraph->heading;
}

/* What is seen of the paragraph begins, or goes on. */
static void fill(walk *walk)
{
    count(walk);
    al_telling_look(walk->telling, walk->look);
    now(walk)->filled = true;
}

static void reset(paragraph *paragraph)
{
    paragraph->level = paragraph->style_hidden = paragraph->list_level = -1;
    paragraph->list = -1;
    paragraph->style = NULL;
}

static void paragraph_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    paragraph *paragraph = now(walk);
    if (walk->cell_gone) {
        skip(walk);
        return;
    }
    if (!paragraph->joined)
        al_telling_block_begin(walk->telling);
    paragraph->open = true;
    paragraph->mark_gone = false;
    reset(paragraph);
}

static void paragraph_end(walk *walk)
{
    paragraph *paragraph = now(walk);
    paragraph->open = false;
    paragraph->joined = paragraph->mark_gone;
    if (!paragraph->joined) {
        count(walk);
        end_block(walk);
    } else if (!paragraph->filled) {
        end_heading(walk);
    }
    /* an instruction that goes on is no text; a field that was cut in two must not hide what is */
    for (size_t i = walk->fields.length; i > 0 && walk->instructions > 0; i--) {
        walk->instructions -= walk->fields.bytes[i - 1] == 'i';
        walk->fields.bytes[i - 1] = 'r';
    }
    walk->instructions = 0;
}

static void paragraph_properties_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    now(walk)->properties = true;
}

static void paragraph_properties_end(walk *walk)
{
    paragraph *paragraph = now(walk);
    paragraph->properties = false;
    if (paragraph->level <= 0 || (paragraph->joined && paragraph->filled))
        return;
    end_heading(walk);
    al_telling_begin(walk->telling, AL_LAYER_HEADING, (uint32_t)paragraph->level);
    paragraph->heading = true;
}

static void paragraph_style_start(walk *walk, const al_xml_element *element)
{
    const al_docx_style *style = al_docx_styles_find(walk->styles, al_docx_value(element));
    if (style == NULL || !now(walk)->properties)
        return;
    if (now(walk)->level < 0)
        now(walk)->level = style->level;
    now(walk)->style_hidden = style->hidden;
    now(walk)->style = style;
}

static void list_start(walk *walk, const al_xml_element *element)
{
    if (now(walk)->properties)
        now(walk)->list = strtol(al_docx_value(element), NULL, 10);
}

static void list_level_start(walk *walk, const al_xml_element *element)
{
    if (now(walk)->properties)
        now(walk)->list_level = atoi(al_docx_value(element));
}

static void outline_start(walk *walk, const al_xml_element *element)
{
    if (now(walk)->properties)
        now(walk)->level = al_docx_outline(element);
}

/* Whether the reading is before a change. */
static bool is_before(const walk *walk, const al_xml_element *change)
{
    if (!walk->original || walk->first_change == 0)
        return walk->original;
    const char *id = al_xml_attribute(change, change->space, "id");
    return id != NULL && strtoul(id, NULL, 10) >= walk->first_change;
}

/* Properties as they were: of a paragraph they are the last, and hold instead of those before. */
static void old_paragraph_start(walk *walk, const al_xml_element *element)
{
    if (!is_before(walk, element))
        skip(walk);
    else
        reset(now(walk));
}

static void old_run_start(walk *walk, const al_xml_element *element)
{
    if (!is_before(walk, element) || now(walk)->properties)
        skip(walk);
    else
        walk->run_hidden = walk->run_style_hidden = -1;
    walk->run_look = walk->run_style_look = (al_look){0};
}

/* --- Tracked changes ---------------------------------------------------- */

/* What has this in its properties is not there, or all that the element encloses. */
static void leave_out(walk *walk)
{
    bool of_mark = now(walk)->properties;
    if (walk->row_properties)
        walk->row_gone = true;
    else if (of_mark && walk->run_properties)
        now(walk)->mark_gone = true;
    else if (of_mark)
        now(walk)->list = 0; /* numbering that was put in */
    else if (!walk->run_properties)
        skip(walk);
}

static void inserted_start(walk *walk, const al_xml_element *element)
{
    if (is_before(walk, element))
        leave_out(walk);
}

static void deleted_start(walk *walk, const al_xml_element *element)
{
    if (!is_before(walk, element))
        leave_out(walk);
}

static void cell_inserted_start(walk *walk, const al_xml_element *element)
{
    walk->cell_gone |= walk->cell_properties && is_before(walk, element);
}

static void cell_deleted_start(walk *walk, const al_xml_element *element)
{
    walk->cell_gone |= walk->cell_properties && !is_before(walk, element);
}

/* --- Runs --------------------------------------------------------------- */

/* What the run says holds, else what its style and that of the paragraph do. */
static void see_look(walk *walk)
{
    const al_docx_style *style = now(walk)->style;
    al_look styled = walk->run_style_look;
    if (style != NULL)
        styled = al_look_toggle(style->look, styled);
    walk->look = al_look_inherit(walk->run_look, styled).is;
}

static void run_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    walk->run_hidden = walk->run_style_hidden = -1;
    walk->hidden = now(walk)->style_hidden == 1;
    walk->run_look = walk->run_style_look = (al_look){0};
    see_look(walk);
}

static void run_properties_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    walk->run_properties = true;
}

static void run_properties_end(walk *walk)
{
    walk->run_properties = false;
    if (now(walk)->properties)
        return;
    int hidden = walk->run_hidden >= 0 ? walk->run_hidden : walk->run_style_hidden;
    walk->hidden = (hidden >= 0 ? hidden : now(walk)->style_hidden) == 1;
    see_look(walk);
}

static void run_style_start(walk *walk, const al_xml_element *element)
{
    const al_docx_style *style = al_docx_styles_find(walk->styles, al_docx_value(element));
    if (style == NULL || now(walk)->properties)
        return;
    walk->run_style_hidden = style->hidden;
    walk->run_style_look = style->look;
}

static void look_start(walk *walk, const al_xml_element *element)
{
    if (walk->run_properties && !now(walk)->properties)
        al_docx_look(&walk->run_look, element);
}

static void vanish_start(walk *walk, const al_xml_element *element)
{
    if (walk->run_properties && !now(walk)->properties)
        walk->run_hidden = al_docx_switch(element);
}

static bool is_visible(const walk *walk)
{
    return !walk->hidden && walk->instructions == 0;
}

static void text_start(walk *walk, const al_xml_element *element)
{
    const char *space = al_xml_attribute(element, xml, "space");
    walk->text = is_visible(walk);
    walk->preserve = space != NULL && strcmp(space, "preserve") == 0;
    walk->text_open = false;
}

static void text_end(walk *walk)
{
    walk->text = false;
}

static bool is_space(char byte)
{
    return byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
}

/* White space at the edges of a text that does not ask for it is the file's. It comes in pieces. */
static bool on_text(void *of, const char *bytes, uint32_t length, al_range source)
{
    walk *walk = of;
    if (!walk->text || walk->skipping > 0)
        return true;
    if (walk->preserve) {
        fill(walk);
        al_telling_text(walk->telling, bytes, length, source);
    } else {
        uint32_t front = 0;
        while (!walk->text_open && front < length && is_space(bytes[front]))
            front++;
        if (front == length)
            return true;
        bool each = source.end - source.start == length;
        fill(walk);
        al_telling_text(walk->telling, bytes + front, length - front,
                        (al_range){source.start + (each ? front : 0), source.end});
    }
    walk->text_open = true;
    return !al_telling_failed(walk->telling);
}

/* A sign that stands for itself. */
static void sign(walk *walk, const char *bytes, const al_xml_element *element)
{
    if (!is_visible(walk))
        return;
    fill(walk);
    al_telling_text(walk->telling, bytes, (uint32_t)strlen(bytes), element->source);
}

static void no_break_hyphen_start(walk *walk, const al_xml_element *element)
{
    sign(walk, "\xE2\x80\x91", element);
}

static void soft_hyphen_start(walk *walk, const al_xml_element *element)
{
    sign(walk, "\xC2\xAD", element);
}

static void symbol_start(walk *walk, const al_xml_element *element)
{
    const char *font = al_xml_attribute(element, element->space, "font"),
               *code = al_xml_attribute(element, element->space, "char");
    char bytes[8];
    if (code != NULL && al_docx_symbol(font, code, bytes))
        sign(walk, bytes, element);
}

static void tab_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (!now(walk)->properties && is_visible(walk))
        al_telling_part(walk->telling, AL_PARTING_TAB);
}

static void break_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (is_visible(walk))
        al_telling_part(walk->telling, AL_PARTING_LINE);
}

/* --- Fields, alternatives ----------------------------------------------- */

static void push(walk *walk, al_buffer *stack, char byte)
{
    al_buffer_append(stack, &byte, 1);
    walk->failed |= stack->failed;
}

static void field_start(walk *walk, const al_xml_element *element)
{
    const char *type = al_xml_attribute(element, element->space, "fldCharType");
    al_buffer *fields = &walk->fields;
    if (type == NULL)
        return;
    if (strcmp(type, "begin") == 0) {
        push(walk, fields, 'i');
        walk->instructions++;
        return;
    }
    if (fields->length == 0)
        return;
    char *last = &fields->bytes[fields->length - 1];
    walk->instructions -= *last == 'i' && walk->instructions > 0;
    *last = 'r';
    if (strcmp(type, "end") == 0)
        fields->length--;
}

static void alternatives_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    push(walk, &walk->alternatives, 0);
}

static void alternatives_end(walk *walk)
{
    if (walk->alternatives.length > 0)
        walk->alternatives.length--;
}

/* The first of them is the one that its writer meant, the others are for older readers. */
static void alternative_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    al_buffer *alternatives = &walk->alternatives;
    if (alternatives->length == 0)
        return;
    char *taken = &alternatives->bytes[alternatives->length - 1];
    if (*taken)
        skip(walk);
    *taken = 1;
}

/* --- Tables ------------------------------------------------------------- */

static void table_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (walk->cell_gone) {
        skip(walk);
        return;
    }
    end_block(walk);
    al_telling_table_begin(walk->telling);
}

static void table_end(walk *walk)
{
    al_telling_table_end(walk->telling);
}

static void row_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    walk->row_gone = false;
    al_telling_row(walk->telling, 1);
}

static void row_end(walk *walk)
{
    walk->row_gone = false;
}

static void row_properties_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    walk->row_properties = true;
}

static void row_properties_end(walk *walk)
{
    walk->row_properties = false;
}

static void cell_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    walk->cell_gone = false;
    if (walk->row_gone)
        skip(walk);
    else
        al_telling_cell(walk->telling);
}

static void cell_end(walk *walk)
{
    walk->cell_gone = false;
    end_block(walk);
}

static void cell_properties_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    walk->cell_properties = true;
}

static void cell_properties_end(walk *walk)
{
    walk->cell_properties = false;
    if (walk->cell_gone)
        al_telling_cell_gone(walk->telling);
}

static void span_start(walk *walk, const al_xml_element *element)
{
    int columns = atoi(al_docx_value(element));
    if (columns > 0 && columns <= 1000)
        al_telling_cell_spans(walk->telling, (uint32_t)columns);
}

/* --- Text boxes and notes ----------------------------------------------- */

static bool push_paragraph(walk *walk)
{
    if (!al_grow(walk->telling->allocator, (void **)&walk->paragraphs, &walk->paragraphs_room,
                 walk->n_paragraphs + 1, sizeof *walk->paragraphs)) {
        walk->failed = true;
        return false;
    }
    walk->paragraphs[walk->n_paragraphs++] = (paragraph){.style_hidden = -1};
    return true;
}

static void box_start(walk *walk, const al_xml_element *element)
{
    (void)element;
    if (!is_visible(walk)) {
        skip(walk);
        return;
    }
    al_telling_story_begin(walk->telling);
    al_telling_part(walk->telling, AL_PARTING_BLOCK);
    push_paragraph(walk);
}

static void box_end(walk *walk)
{
    al_story story;
    if (walk->failed || al_telling_failed(walk->telling))
        return;
    end_block(walk);
    walk->n_paragraphs--;
    walk->hidden = false; /* the run that it stands in is not */
    al_telling_part(walk->telling, AL_PARTING_BLOCK);
    al_telling_story_end(walk->telling, &story, NULL);
    al_telling_tell_behind(walk->telling, &story);
}

/* Notes that are no notes but draw the line above them are of another type. */
static void note_start(walk *walk, const al_xml_element *element)
{
    const char *type = al_xml_attribute(element, element->space, "type"),
               *id = al_xml_attribute(element, element->space, "id");
    if (id == NULL || (type != NULL && strcmp(type, "normal") != 0)) {
        skip(walk);
        return;
    }
    if (!al_grow(walk->telling->allocator, (void **)&walk->notes, &walk->notes_room,
                 walk->n_notes + 1, sizeof *walk->notes)) {
        walk->failed = true;
        return;
    }
    walk->notes[walk->n_notes] = (al_docx_note){.id = strtol(id, NULL, 10),
                                                .endnote = walk->endnotes,
                                                .story.bytes.allocator = walk->telling->allocator};
    walk->n_notes++;
    al_telling_story_begin(walk->telling);
    al_telling_part(walk->telling, AL_PARTING_BLOCK);
    al_telling_begin(walk->telling, AL_LAYER_NOTE, 0);
}

static void note_end(walk *walk)
{
    if (walk->n_notes == 0 || walk->failed)
        return;
    end_block(walk);
    al_telling_end(walk->telling, AL_LAYER_NOTE);
    al_telling_part(walk->telling, AL_PARTING_BLOCK);
    al_telling_story_end(walk->telling, &walk->notes[walk->n_notes - 1].story, NULL);
}

static int by_id(const void *left, const void *right)
{
    const al_docx_note *a = left, *b = right;
    if (a->endnote != b->endnote)
        return a->endnote ? 1 : -1;
    return a->id < b->id ? -1 : a->id > b->id;
}

/* A note is told where it is referred to first. */
static void refer(walk *walk, const al_xml_element *element, bool endnote)
{
    const char *id = al_xml_attribute(element, element->space, "id");
    if (id == NULL || walk->n_notes == 0 || !is_visible(walk))
        return;
    al_docx_note key = {.id = strtol(id, NULL, 10), .endnote = endnote};
    al_docx_note *note = bsearch(&key, walk->notes, walk->n_notes, sizeof *walk->notes, by_id);
    if (note != NULL)
        al_telling_tell_behind(walk->telling, &note->story);
}

static void footnote_reference_start(walk *walk, const al_xml_element *element)
{
    refer(walk, element, false);
}

static void endnote_reference_start(walk *walk, const al_xml_element *element)
{
    refer(walk, element, true);
}

/* --- The table ---------------------------------------------------------- */

typedef struct rule {
    const char *name;
    void (*start)(walk *walk, const al_xml_element *element);
    void (*end)(walk *walk);
} rule;

/* By name. */
static const rule word_rules[] = {
    {"b", look_start, NULL},
    {"br", break_start, NULL},
    {"caps", look_start, NULL},
    {"cellDel", cell_deleted_start, NULL},
    {"cellIns", cell_inserted_start, NULL},
    {"cr", break_start, NULL},
    {"del", deleted_start, NULL},
    {"delInstrText", skip_start, NULL},
    {"delText", text_start, text_end},
    {"dstrike", look_start, NULL},
    {"endnote", note_start, note_end},
    {"endnoteReference", endnote_reference_start, NULL},
    {"fldChar", field_start, NULL},
    {"footnote", note_start, note_end},
    {"footnoteReference", footnote_reference_start, NULL},
    {"gridSpan", span_start, NULL},
    {"highlight", look_start, NULL},
    {"i", look_start, NULL},
    {"ilvl", list_level_start, NULL},
    {"ins", inserted_start, NULL},
    {"instrText", skip_start, NULL},
    {"moveFrom", deleted_start, NULL},
    {"moveTo", inserted_start, NULL},
    {"noBreakHyphen", no_break_hyphen_start, NULL},
    {"numId", list_start, NULL},
    {"numberingChange", skip_start, NULL},
    {"outlineLvl", outline_start, NULL},
    {"p", paragraph_start, paragraph_end},
    {"pPr", paragraph_properties_start, paragraph_properties_end},
    {"pPrChange", old_paragraph_start, NULL},
    {"pStyle", paragraph_style_start, NULL},
    {"ptab", tab_start, NULL},
    {"r", run_start, NULL},
    {"rPr", run_properties_start, run_properties_end},
    {"rPrChange", old_run_start, NULL},
    {"rStyle", run_style_start, NULL},
    {"rt", skip_start, NULL}, /* how the text below it is read aloud */
    {"sdtEndPr", skip_start, NULL},
    {"sdtPr", skip_start, NULL},
    {"sectPr", skip_start, NULL},
    {"smallCaps", look_start, NULL},
    {"softHyphen", soft_hyphen_start, NULL},
    {"strike", look_start, NULL},
    {"sym", symbol_start, NULL},
    {"t", text_start, text_end},
    {"tab", tab_start, NULL},
    {"tbl", table_start, table_end},
    {"tblGrid", skip_start, NULL},
    {"tblPr", skip_start, NULL},
    {"tblPrEx", skip_start, NULL},
    {"tc", cell_start, cell_end},
    {"tcPr", cell_properties_start, cell_properties_end},
    {"tcPrChange", skip_start, NULL},
    {"tr", row_start, row_end},
    {"trPr", row_properties_start, row_properties_end},
    {"trPrChange", skip_start, NULL},
    {"txbxContent", box_start, box_end},
    {"u", look_start, NULL},
    {"vanish", vanish_start, NULL},
    {"vertAlign", look_start, NULL},
};

static const rule math_rules[] = {{"t", text_start, text_end}};

static const rule compatibility_rules[] = {
    {"AlternateContent", alternatives_start, alternatives_end},
    {"Choice", alternative_start, NULL},
    {"Fallback", alternative_start, NULL},
};

static const rule *rule_of(const al_xml_element *element)
{
    const char *space = element->space;
    if (strcmp(space, word) == 0 || strcmp(space, strict_word) == 0)
        return AL_SEARCH_NAME(word_rules, element->name);
    if (strcmp(space, compatibility) == 0)
        return AL_SEARCH_NAME(compatibility_rules, element->name);
    if (strcmp(space, math) == 0 || strcmp(space, strict_math) == 0)
        return AL_SEARCH_NAME(math_rules, element->name);
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

bool al_docx_walk_init(walk *walk, al_telling *telling, const al_docx_styles *styles,
                       al_docx_numbers *numbers, almost_revisions revisions)
{
    *walk = (al_docx_walk){.telling = telling,
                           .styles = styles,
                           .numbers = numbers,
                           .original = revisions == ALMOST_REVISIONS_ORIGINAL};
    al_buffer_init(&walk->fields, telling->allocator);
    al_buffer_init(&walk->alternatives, telling->allocator);
    return push_paragraph(walk);
}

void al_docx_walk_release(walk *walk)
{
    for (size_t i = 0; i < walk->n_notes; i++)
        al_story_release(&walk->notes[i].story, walk->telling->allocator);
    al_release(walk->telling->allocator, walk->notes);
    al_release(walk->telling->allocator, walk->paragraphs);
    al_buffer_release(&walk->fields);
    al_buffer_release(&walk->alternatives);
}

static almost_status read_part(walk *walk, const al_package *package, const al_part *part,
                               almost_error *error)
{
    al_xml_listener listener = {walk, on_start, on_end, on_text, NULL};
    almost_status status = al_package_parse(package, part, &listener, error);
    if (status == ALMOST_OK && walk->failed)
        return al_fail_memory(error);
    return status;
}

almost_status al_docx_read_notes(walk *walk, const al_package *package, const al_part *part,
                                 bool endnotes, almost_error *error)
{
    if (part == NULL)
        return ALMOST_OK;
    walk->endnotes = endnotes;
    almost_status status = read_part(walk, package, part, error);
    if (status == ALMOST_OK && walk->n_notes > 0)
        qsort(walk->notes, walk->n_notes, sizeof *walk->notes, by_id);
    return status;
}

almost_status al_docx_read_body(walk *walk, const al_package *package, const al_part *part,
                                almost_error *error)
{
    almost_status status = read_part(walk, package, part, error);
    if (status == ALMOST_OK)
        end_block(walk);
    return status;
}
