/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A table of elements by name (TEI P5, chapters 3, 4, 7, 11, 12). What is not listed, or not of
 * TEI, is as if it were not marked. What is left out at all is skipped; what is not told of the
 * state or the witness that is read is muted, so that its pages count.
 */
#include "read/tei_walk.h"

#include "base/search.h"

#include "text/signs.h"

#include <stdio.h>
#include <stdlib.h>

static al_telling *telling(al_tei_walk *walk)
{
    return &walk->flow->telling;
}

bool al_tei_muted(const al_tei_walk *walk)
{
    return walk->muted > 0 || walk->absent || walk->span_end > 0 || walk->texts == 0;
}

static void skip_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    (void)open;
    walk->skipping = 1;
}

static void mute(al_tei_walk *walk, al_tei_open *open, bool muted)
{
    open->muted = muted;
    walk->muted += muted;
}

static const al_tei_open *parent(const al_tei_walk *walk)
{
    static const al_tei_open none = {0};
    return walk->n_opened > 1 ? &walk->opened[walk->n_opened - 2] : &none;
}

static bool parent_is(const al_tei_walk *walk, const char *name)
{
    const al_tei_rule *rule = parent(walk)->rule;
    return rule != NULL && strcmp(rule->name, name) == 0;
}

/* --- Blocks ------------------------------------------------------------- */

static void block_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    (void)open;
    al_tei_block(walk->flow, true);
}

static void block_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    al_tei_block_end(walk->flow, true);
}

/* Of what may stand in a sentence as well. */
static void soft_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    open->done = !al_tei_running(walk->flow);
    if (open->done)
        al_tei_block(walk->flow, true);
}

static void soft_end(al_tei_walk *walk, al_tei_open *open)
{
    if (open->done)
        al_tei_block_end(walk->flow, true);
}

/* Of what only holds blocks, as a rule. */
static void holder_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    (void)open;
    al_tei_block(walk->flow, false);
}

static void holder_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    al_tei_block_end(walk->flow, false);
}

static void text_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    walk->texts++;
    holder_start(walk, element, open);
}

static void text_end(al_tei_walk *walk, al_tei_open *open)
{
    holder_end(walk, open);
    walk->texts--;
}

/* A transcription by pages and lines is the text where there is no other. */
static void transcription_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    if (walk->survey->has_text)
        walk->skipping = 1;
    else
        text_start(walk, element, open);
}

static bool is_one_of(const char *value, const char *a, const char *b)
{
    return value != NULL && (strcmp(value, a) == 0 || strcmp(value, b) == 0);
}

/* Numbers of divisions are a place, joined by points: the second verse of the third chapter. */
static void number_division(al_tei_walk *walk, const al_xml_element *element)
{
    const char *number = al_tei_attribute(element, "n");
    size_t length = strlen(walk->path);
    if (number == NULL || number[0] == '\0' || strchr(number, ':') != NULL ||
        length + strlen(number) + 2 > sizeof walk->path)
        return;
    snprintf(walk->path + length, sizeof walk->path - length, "%s%s", length > 0 ? "." : "",
             number);
    bool verse = is_one_of(al_tei_attribute(element, "subtype"), "verse", "line") ||
                 is_one_of(al_tei_attribute(element, "type"), "verse", "line");
    if (verse)
        snprintf(walk->milestone, sizeof walk->milestone, "%s", walk->path);
    al_telling_mark(telling(walk), verse ? AL_MILESTONE_ELEMENT : AL_MILESTONE_CHAPTER, walk->path);
}

static void division_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    al_tei_block(walk->flow, false);
    walk->divisions++;
    open->path = (uint8_t)strlen(walk->path);
    number_division(walk, element);
}

static void division_end(al_tei_walk *walk, al_tei_open *open)
{
    walk->divisions--;
    walk->path[open->path] = '\0';
    al_tei_block_end(walk->flow, false);
}

static void heading_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    uint32_t level = walk->divisions;
    block_start(walk, element, open);
    const char *type =
        strcmp(element->name, "titlePart") == 0 ? al_tei_attribute(element, "type") : NULL;
    open->done = (type == NULL || strcmp(type, "main") == 0) &&
                 (parent(walk)->rule == NULL || !(parent(walk)->rule->is & AL_TEI_HEADS_NO_TEXT));
    if (open->done)
        al_telling_begin(telling(walk), AL_LAYER_HEADING, level < 1 ? 1 : level > 9 ? 9 : level);
}

static void heading_end(al_tei_walk *walk, al_tei_open *open)
{
    if (open->done && !al_tei_flow_failed(walk->flow))
        al_tei_heading_end(walk->flow);
    block_end(walk, open);
}

/* A line of verse without a number is not the one that had it last. */
static void number_verse(al_tei_walk *walk, const al_xml_element *element)
{
    const char *number = al_tei_attribute(element, "n");
    if (number != NULL || walk->verse_numbered)
        al_telling_mark(telling(walk), AL_MILESTONE_LINE, number != NULL ? number : "");
    walk->verse_numbered = number != NULL;
}

static void line_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)open;
    al_tei_line(walk->flow);
    number_verse(walk, element);
}

static void line_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    al_tei_line_end(walk->flow);
}

/* --- Breaks ------------------------------------------------------------- */

void al_tei_capture(al_tei_walk *walk, const char *bytes, uint32_t length)
{
    for (uint32_t i = 0; i < length && walk->captured_length < AL_TEI_NAME - 1; i++) {
        char byte = al_is_space_byte(bytes[i]) ? ' ' : bytes[i];
        if (byte != ' ' ||
            (walk->captured_length > 0 && walk->captured[walk->captured_length - 1] != ' '))
            walk->captured[walk->captured_length++] = byte;
    }
}

/* Whether a break is one of other witnesses than the one that is read. */
static bool is_of_another(const al_tei_walk *walk, const al_xml_element *element)
{
    const al_tei_witness *witness = walk->survey->witness;
    return witness != NULL &&
           (al_tei_witness_another(witness, al_tei_attribute(element, "edRef")) ||
            al_tei_witness_another(witness, al_tei_attribute(element, "ed")));
}

static void line_break(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    const char *breaks = al_tei_attribute(element, "break");
    (void)open;
    if (walk->capturing)
        al_tei_capture(walk, " ", 1);
    if (al_tei_muted(walk) || walk->capturing)
        return;
    if (is_of_another(walk, element)) {
        al_tei_other_break(walk->flow, breaks, element->source.start);
        return;
    }
    al_tei_line_break(walk->flow, breaks == NULL && walk->words > 0 ? "no" : breaks);
    if (al_tei_attribute(element, "n") == NULL)
        return;
    walk->verse_numbered = false;
    al_telling_mark(telling(walk), AL_MILESTONE_LINE, al_tei_attribute(element, "n"));
}

static void page_break(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    const char *number = al_tei_attribute(element, "n");
    (void)open;
    if (is_of_another(walk, element))
        return;
    if (number != NULL)
        al_telling_mark(telling(walk), AL_MILESTONE_PAGE, number);
    if (!al_tei_muted(walk))
        al_tei_page_break(walk->flow, al_tei_attribute(element, "break"));
}

static void milestone(al_tei_walk *walk, const al_xml_element *element, const char *unit)
{
    const char *number = al_tei_attribute(element, "n");
    if (is_of_another(walk, element))
        return;
    if (!al_tei_muted(walk) && is_one_of(unit, "paragraph", "p"))
        al_tei_paragraph_break(walk->flow);
    else if (!al_tei_muted(walk))
        al_tei_page_break(walk->flow, al_tei_attribute(element, "break"));
    if (number == NULL)
        return;
    snprintf(walk->milestone, sizeof walk->milestone, "%s %s", unit, number);
    al_telling_mark(telling(walk), AL_MILESTONE_ELEMENT, walk->milestone);
}

static void milestone_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    const char *unit = al_tei_attribute(element, "unit");
    (void)open;
    milestone(walk, element, unit != NULL ? unit : "milestone");
}

static void column_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)open;
    milestone(walk, element, "column");
}

/* --- Words -------------------------------------------------------------- */

static void word_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    const char *part = al_tei_attribute(element, "part"),
               *joins = al_tei_attribute(element, "join");
    (void)open;
    bool joined = is_one_of(part, "M", "F") || is_one_of(joins, "left", "both");
    if (!al_tei_muted(walk))
        al_tei_word(walk->flow, joined, element->source);
    walk->words++;
}

static void word_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    walk->words--;
    if (!al_tei_muted(walk))
        al_tei_word_end(walk->flow);
}

static void punctuation_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    const char *force = al_tei_attribute(element, "force");
    (void)open;
    walk->flow->closing = true;
    walk->flow->keeps_hyphens = force != NULL && strcmp(force, "strong") == 0;
}

static void punctuation_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    walk->flow->closing = walk->flow->keeps_hyphens = false;
}

static void emphasis_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    open->done = walk->capturing || al_tei_muted(walk);
    if (!open->done)
        al_telling_begin(telling(walk), AL_LAYER_EMPHASIS, 0);
}

static void emphasis_end(al_tei_walk *walk, al_tei_open *open)
{
    if (!open->done)
        al_telling_end(telling(walk), AL_LAYER_EMPHASIS);
}

/* --- States and editing ------------------------------------------------- */

static void deletion_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    mute(walk, open, !walk->original && walk->restored == 0);
}

static void addition_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    mute(walk, open, walk->original);
}

/* A deletion that was taken back. */
static void restore_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    (void)open;
    walk->restored++;
}

static void restore_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    walk->restored--;
}

static void span_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    const al_tei_survey *survey = walk->survey;
    (void)open;
    while (walk->next_span < survey->n_spans &&
           survey->spans[walk->next_span].element < walk->element)
        walk->next_span++;
    if (walk->next_span == survey->n_spans ||
        survey->spans[walk->next_span].element != walk->element)
        return;
    uint32_t end = survey->spans[walk->next_span].end;
    bool told = (strcmp(element->name, "addSpan") == 0) != walk->original;
    if (!told && end != AL_TEI_NONE && end > walk->span_end) {
        walk->span_end = end;
        walk->span_depth = 0;
    }
}

static void surplus_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    mute(walk, open, !walk->survey->original);
}

/* What an editor writes out, and what stands for it. */
static void written_out_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    mute(walk, open, walk->survey->original);
}

static void abbreviated_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    mute(walk, open, walk->expanded > 0 && !walk->survey->original);
}

static void expansion_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    (void)open;
    walk->expanded++;
}

static void expansion_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    walk->expanded--;
}

/* --- Speech ------------------------------------------------------------- */

static void copy_who(const al_xml_element *element, char *name, size_t room)
{
    const char *who = al_tei_attribute(element, "who");
    size_t length = who != NULL ? strcspn(who, " \t\r\n") : 0;
    snprintf(name, room, "%.*s", (int)(length < room ? length : room - 1), who != NULL ? who : "");
    const char *target = al_tei_target(name);
    memmove(name, target, strlen(target) + 1);
}

static void speech_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    char who[AL_TEI_NAME];
    (void)open;
    copy_who(element, who, sizeof who);
    al_tei_speech(walk->flow, who);
}

static void speech_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    al_tei_speech_end(walk->flow);
}

static void speaker_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    (void)open;
    walk->capturing = true;
    walk->captured_length = 0;
}

/* As it is printed, but for what parts it from the speech. */
static void speaker_end(al_tei_walk *walk, al_tei_open *open)
{
    size_t length = walk->captured_length;
    (void)open;
    walk->capturing = false;
    while (length > 0 && strchr(" .:,", walk->captured[length - 1]) != NULL)
        length--;
    walk->captured[length] = '\0';
    if (length > 0)
        al_tei_speaker(walk->flow, walk->captured);
}

enum { IN_BLOCK = 1, IN_STORY, IN_SPEAKER };

/* Within a sentence a direction is told behind it, so that no speech is torn. */
static void stage_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    if (walk->capturing)
        open->done = IN_SPEAKER;
    else if (al_tei_filled(walk->flow))
        open->done = IN_STORY;
    else
        open->done = IN_BLOCK;
    walk->capturing = false;
    if (open->done == IN_BLOCK)
        al_tei_aside(walk->flow);
    else
        al_tei_story(walk->flow);
}

static void stage_end(al_tei_walk *walk, al_tei_open *open)
{
    if (open->done == IN_BLOCK)
        al_tei_aside_end(walk->flow);
    else
        al_tei_story_end(walk->flow);
    walk->capturing = open->done == IN_SPEAKER;
}

enum { AS_BLOCK = 1, AS_SPEECH = 2 };

static void quotation_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    if (!al_tei_running(walk->flow)) {
        al_tei_block(walk->flow, false);
        open->done = AS_BLOCK;
    }
    if (al_tei_muted(walk) || walk->capturing)
        return;
    al_tei_quoted(walk->flow, "");
    open->done |= AS_SPEECH;
}

static void quotation_end(al_tei_walk *walk, al_tei_open *open)
{
    if (open->done & AS_SPEECH)
        al_tei_quoted_end(walk->flow, false);
    if (open->done & AS_BLOCK)
        al_tei_block_end(walk->flow, false);
}

enum { AS_SAID = 4 };

static void said_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    char who[AL_TEI_NAME];
    copy_who(element, who, sizeof who);
    if (who[0] == '\0' || al_tei_muted(walk) || walk->capturing) {
        quotation_start(walk, element, open);
        return;
    }
    if (!al_tei_running(walk->flow)) {
        al_tei_block(walk->flow, false);
        open->done = AS_BLOCK;
    }
    al_tei_quoted(walk->flow, who);
    open->done |= AS_SAID;
}

static void said_end(al_tei_walk *walk, al_tei_open *open)
{
    if (open->done & AS_SAID)
        al_tei_quoted_end(walk->flow, true);
    quotation_end(walk, open);
}

/* --- What stands apart -------------------------------------------------- */

static void note_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    (void)open;
    if (al_tei_muted(walk) || walk->capturing) {
        walk->skipping = 1;
        return;
    }
    al_tei_note(walk->flow);
}

static void note_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    al_tei_note_end(walk->flow);
}

/* The number of an item is a place and no text; what it is about is. */
static void label_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    open->done = parent_is(walk, "list");
    if (!open->done)
        return;
    block_start(walk, element, open);
    al_tei_story(walk->flow);
}

static void label_end(al_tei_walk *walk, al_tei_open *open)
{
    if (!open->done)
        return;
    al_tei_label_end(walk->flow);
    block_end(walk, open);
}

/* --- Tables ------------------------------------------------------------- */

static void table_end(al_tei_walk *walk, al_tei_open *open)
{
    if (open->done)
        al_telling_table_end(telling(walk));
    al_tei_block_end(walk->flow, false);
}

/* A table begins with its first row, behind its head. */
static void row_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    (void)element;
    (void)open;
    if (!parent_is(walk, "table"))
        return;
    if (!parent(walk)->done)
        al_telling_table_begin(telling(walk));
    walk->opened[walk->n_opened - 2].done = true;
    al_telling_row(telling(walk), 1);
}

static void cell_start(al_tei_walk *walk, const al_xml_element *element, al_tei_open *open)
{
    const char *columns = al_tei_attribute(element, "cols");
    int number = columns != NULL ? atoi(columns) : 1;
    (void)open;
    al_tei_cell(walk->flow, number > 0 && number < 1000 ? (uint32_t)number : 1);
}

static void cell_end(al_tei_walk *walk, al_tei_open *open)
{
    (void)open;
    al_tei_cell_end(walk->flow);
}

/* --- The table ---------------------------------------------------------- */

#define SKIP skip_start, NULL, 0
#define BLOCK block_start, block_end, 0
#define BLOCK_PLACE block_start, block_end, AL_TEI_PLACE
#define SOFT soft_start, soft_end, 0
#define HOLDER holder_start, holder_end, 0
#define DIVISION division_start, division_end, 0
#define STAGE stage_start, stage_end, 0

/* By name, in the order of strcmp(). */
static const al_tei_rule rules[] = {
    {"ab", BLOCK_PLACE},
    {"add", addition_start, NULL, 0},
    {"addSpan", span_start, NULL, 0},
    {"alt", SKIP},
    {"altGrp", SKIP},
    {"am", abbreviated_start, NULL, 0},
    {"app", NULL, NULL, AL_TEI_ONLY_ELEMENTS},
    {"argument", HOLDER},
    {"back", HOLDER},
    {"bibl", SOFT},
    {"biblFull", SOFT},
    {"biblStruct", SOFT},
    {"binaryObject", SKIP},
    {"body", HOLDER},
    {"byline", SOFT},
    {"camera", STAGE},
    {"caption", STAGE},
    {"castGroup", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"castItem", BLOCK},
    {"castList", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"cb", column_start, NULL, 0},
    {"cell", cell_start, cell_end, 0},
    {"certainty", SKIP},
    {"choice", NULL, NULL, AL_TEI_ONLY_ELEMENTS},
    {"cit", SOFT},
    {"closer", SOFT},
    {"dateline", SOFT},
    {"del", deletion_start, NULL, 0},
    {"delSpan", span_start, NULL, 0},
    {"desc", SKIP},
    {"div", DIVISION},
    {"div0", DIVISION},
    {"div1", DIVISION},
    {"div2", DIVISION},
    {"div3", DIVISION},
    {"div4", DIVISION},
    {"div5", DIVISION},
    {"div6", DIVISION},
    {"div7", DIVISION},
    {"docAuthor", SOFT},
    {"docDate", SOFT},
    {"docEdition", SOFT},
    {"docImprint", SOFT},
    {"docTitle", HOLDER},
    {"eg", SOFT},
    {"egXML", SOFT},
    {"emph", emphasis_start, emphasis_end, 0},
    {"entry", SOFT},
    {"entryFree", SOFT},
    {"epigraph", HOLDER},
    {"epilogue", HOLDER},
    {"etym", SOFT},
    {"event", SOFT},
    {"ex", written_out_start, NULL, 0},
    {"expan", expansion_start, expansion_end, 0},
    {"fLib", SKIP},
    {"facsimile", SKIP},
    {"figDesc", SKIP},
    {"figure", soft_start, soft_end, AL_TEI_HEADS_NO_TEXT},
    {"floatingText", HOLDER},
    {"front", HOLDER},
    {"fs", SKIP},
    {"fsdDecl", SKIP},
    {"fvLib", SKIP},
    {"fw", SKIP},
    {"gap", SKIP},
    {"graphic", SKIP},
    {"group", HOLDER},
    {"head", heading_start, heading_end, 0},
    {"hi", emphasis_start, emphasis_end, 0},
    {"imprimatur", SOFT},
    {"index", SKIP},
    {"interp", SKIP},
    {"interpGrp", SKIP},
    {"item", BLOCK_PLACE},
    {"join", SKIP},
    {"joinGrp", SKIP},
    {"l", line_start, line_end, AL_TEI_PLACE},
    {"label", label_start, label_end, 0},
    {"lb", line_break, NULL, 0},
    {"lem", NULL, NULL, AL_TEI_READING},
    {"lg", HOLDER},
    {"line", line_start, line_end, 0},
    {"link", SKIP},
    {"linkGrp", SKIP},
    {"list", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"listApp", SKIP},
    {"listBibl", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"listEvent", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"listOrg", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"listPerson", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"listPlace", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"listRelation", SKIP},
    {"listWit", holder_start, holder_end, AL_TEI_HEADS_NO_TEXT},
    {"media", SKIP},
    {"metamark", SKIP},
    {"milestone", milestone_start, NULL, 0},
    {"move", SKIP},
    {"notatedMusic", SKIP},
    {"note", note_start, note_end, 0},
    {"opener", SOFT},
    {"org", SOFT},
    {"p", BLOCK_PLACE},
    {"pb", page_break, NULL, 0},
    {"pc", punctuation_start, punctuation_end, 0},
    {"performance", HOLDER},
    {"person", SOFT},
    {"place", SOFT},
    {"postscript", HOLDER},
    {"precision", SKIP},
    {"prologue", HOLDER},
    {"q", said_start, said_end, 0},
    {"quote", quotation_start, quotation_end, 0},
    {"rdg", NULL, NULL, AL_TEI_READING},
    {"rdgGrp", NULL, NULL, AL_TEI_ONLY_ELEMENTS},
    {"respons", SKIP},
    {"restore", restore_start, restore_end, 0},
    {"row", row_start, NULL, 0},
    {"rt", SKIP},
    {"said", said_start, said_end, 0},
    {"salute", SOFT},
    {"sense", SOFT},
    {"set", HOLDER},
    {"signed", SOFT},
    {"sound", STAGE},
    {"sourceDoc", transcription_start, text_end, 0},
    {"sp", speech_start, speech_end, 0},
    {"spGrp", HOLDER},
    {"span", SKIP},
    {"spanGrp", SKIP},
    {"speaker", speaker_start, speaker_end, 0},
    {"stage", STAGE},
    {"standOff", SKIP},
    {"subst", NULL, NULL, AL_TEI_ONLY_ELEMENTS},
    {"surface", HOLDER},
    {"surplus", surplus_start, NULL, 0},
    {"table", holder_start, table_end, AL_TEI_HEADS_NO_TEXT},
    {"tech", STAGE},
    {"teiHeader", SKIP},
    {"text", text_start, text_end, 0},
    {"timeline", SKIP},
    {"titlePage", HOLDER},
    {"titlePart", heading_start, heading_end, 0},
    {"trailer", SOFT},
    {"view", STAGE},
    {"w", word_start, word_end, 0},
    {"wit", SKIP},
    {"witDetail", SKIP},
    {"witness", SOFT},
    {"xenoData", SKIP},
    {"zone", HOLDER},
};

const al_tei_rule *al_tei_rule_of(const char *name)
{
    return AL_SEARCH_NAME(rules, name);
}
