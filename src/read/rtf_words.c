/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which words mean something for the text. All others are passed over, and a group that begins with
 * \* and one of them is as a whole, as the format asks of whoever does not know it.
 */
#include "read/rtf_walk.h"

#include "base/search.h"

#include <string.h>

static bool is_on(const al_rtf_sign *sign)
{
    return !sign->numbered || sign->number != 0;
}

static void word_skip(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_skip(walk);
}

/* What stands on each page, and what readers said of the text, is none of it. */
static void word_header(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    if (walk->skipping == 0)
        al_builder_leave_out(walk->telling.prose.builder, "headers and footers", 0);
    word_skip(walk, sign);
}

static void word_annotation(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    if (walk->skipping == 0)
        al_builder_leave_out(walk->telling.prose.builder, "comments", 0);
    word_skip(walk, sign);
}

static void word_nothing(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)walk;
    (void)sign;
}

static void default_page(al_rtf_walk *walk, int32_t number)
{
    if (number > 0 && number <= UINT16_MAX)
        walk->known.default_page = (uint16_t)number;
}

static void word_code_page(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    default_page(walk, sign->number);
    walk->said_page = true;
}

static void word_character_set(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    int32_t number = 1252;
    if (strcmp(sign->word, "mac") == 0)
        number = 10000;
    else if (strcmp(sign->word, "pc") == 0)
        number = 437;
    else if (strcmp(sign->word, "pca") == 0)
        number = 850;
    if (!walk->said_page)
        default_page(walk, number);
}

static void word_default_font(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    walk->default_font = al_rtf_now(walk)->font = sign->number;
}

static void word_font(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    al_rtf_now(walk)->font = sign->number;
}

static void word_fallback(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    al_rtf_now(walk)->fallback = sign->numbered && sign->number >= 0 ? sign->number : 1;
}

static void word_hidden(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    al_rtf_now(walk)->hidden = is_on(sign);
}

static void word_deleted(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    al_rtf_now(walk)->deleted = is_on(sign);
}

static void word_inserted(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    al_rtf_now(walk)->inserted = is_on(sign);
}

static void word_plain(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_state *state = al_rtf_now(walk);
    state->hidden = state->deleted = state->inserted = false;
    state->font = walk->default_font;
}

static void word_paragraph_default(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_now(walk)->table = al_rtf_now(walk)->style = 0;
    al_rtf_now(walk)->level = -1;
    al_rtf_now(walk)->hanging = false;
}

static void word_first_indent(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    al_rtf_now(walk)->hanging = sign->number < 0;
}

static void word_style(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    al_rtf_now(walk)->style = sign->number;
}

static void word_level(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    al_rtf_now(walk)->level = sign->number >= 0 && sign->number <= 8 ? sign->number + 1 : 0;
}

static void word_in_table(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    if (al_rtf_now(walk)->table == 0)
        al_rtf_now(walk)->table = 1;
}

static void word_table_depth(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    int32_t most = (int32_t)(walk->options->depth < 512 ? walk->options->depth : 512);
    al_rtf_now(walk)->table = sign->number > 0 ? (sign->number < most ? sign->number : most) : 0;
}

static void word_paragraph(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    if (al_rtf_now(walk)->destination != AL_RTF_TO_TEXT || al_rtf_is_gone(walk))
        return;
    if (!al_rtf_paragraph_now(walk)->filled)
        al_rtf_open_tables(walk, al_rtf_now(walk)->table);
    al_rtf_end_paragraph(walk);
}

static void word_block(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    if (al_rtf_is_told(walk))
        al_rtf_end_paragraph(walk);
}

static void word_line(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_part(walk, AL_PARTING_LINE);
}

static void word_tab(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_part(walk, AL_PARTING_TAB);
}

/* The cell ends, even if it has had nothing. */
static void end_cell(al_rtf_walk *walk, int32_t depth)
{
    if (al_rtf_now(walk)->destination != AL_RTF_TO_TEXT)
        return;
    al_rtf_open_cell(walk, depth);
    al_rtf_end_paragraph(walk);
    if (!walk->failed && walk->n_tables > al_rtf_paragraph_now(walk)->tables)
        walk->tables[walk->n_tables - 1].cell = false;
}

static void end_row(al_rtf_walk *walk, int32_t depth)
{
    if (al_rtf_now(walk)->destination != AL_RTF_TO_TEXT)
        return;
    al_rtf_end_paragraph(walk);
    al_rtf_open_tables(walk, depth);
    if (!walk->failed && walk->n_tables > al_rtf_paragraph_now(walk)->tables)
        walk->tables[walk->n_tables - 1] = (al_rtf_table){0};
}

static void word_cell(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    end_cell(walk, 1);
}

static void word_row(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    end_row(walk, 1);
}

static void word_nested_cell(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    end_cell(walk, al_rtf_now(walk)->table > 2 ? al_rtf_now(walk)->table : 2);
}

static void word_nested_row(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    end_row(walk, al_rtf_now(walk)->table > 2 ? al_rtf_now(walk)->table : 2);
}

static void word_fonts(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_now(walk)->destination = AL_RTF_TO_FONTS;
}

static void word_styles(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_now(walk)->destination = AL_RTF_TO_STYLES;
}

static void word_note(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_begin_apart(walk, AL_RTF_APART_NOTE);
}

static void word_box(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_begin_apart(walk, AL_RTF_APART_BOX);
}

static void word_either(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    (void)sign;
    al_rtf_now(walk)->either = true;
}

static void word_unicode(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    if (sign->numbered)
        al_rtf_unicode(walk, sign);
}

typedef struct rule {
    const char *word;
    void (*does)(al_rtf_walk *walk, const al_rtf_sign *sign);
    bool starred; /* its group is not passed over where \* stands before it */
    const char *sign;
} rule;

#define SIGN(word, sign)                                                                           \
    {                                                                                              \
        word, NULL, false, sign                                                                    \
    }

/* clang-format off */
/* By word. */
static const rule rules[] = {
    {"NeXTGraphic", word_skip, false, NULL},
    {"aftncn", word_skip, false, NULL},
    {"aftnsep", word_skip, false, NULL},
    {"aftnsepc", word_skip, false, NULL},
    {"annotation", word_annotation, false, NULL},
    {"ansi", word_character_set, false, NULL},
    {"ansicpg", word_code_page, false, NULL},
    {"atnauthor", word_skip, false, NULL},
    {"atnid", word_skip, false, NULL},
    {"bkmkend", word_skip, false, NULL},
    {"bkmkstart", word_skip, false, NULL},
    SIGN("bullet", "\xE2\x80\xA2"),
    {"cell", word_cell, false, NULL},
    {"colortbl", word_skip, false, NULL},
    {"column", word_block, false, NULL},
    {"comment", word_skip, false, NULL},
    {"datafield", word_skip, false, NULL},
    {"datastore", word_skip, false, NULL},
    {"deff", word_default_font, false, NULL},
    {"deleted", word_deleted, false, NULL},
    {"do", word_nothing, true, NULL},
    {"docvar", word_skip, false, NULL},
    {"dptxbxtext", word_box, true, NULL},
    SIGN("emdash", "\xE2\x80\x94"),
    SIGN("emspace", "\xE2\x80\x83"),
    SIGN("endash", "\xE2\x80\x93"),
    SIGN("enspace", "\xE2\x80\x82"),
    {"f", word_font, false, NULL},
    {"fi", word_first_indent, false, NULL},
    {"filetbl", word_skip, false, NULL},
    {"fldinst", word_skip, false, NULL},
    {"fonttbl", word_fonts, false, NULL},
    {"footer", word_header, false, NULL},
    {"footerf", word_header, false, NULL},
    {"footerl", word_header, false, NULL},
    {"footerr", word_header, false, NULL},
    {"footnote", word_note, true, NULL},
    {"formfield", word_skip, false, NULL},
    {"ftncn", word_skip, false, NULL},
    {"ftnsep", word_skip, false, NULL},
    {"ftnsepc", word_skip, false, NULL},
    {"header", word_header, false, NULL},
    {"headerf", word_header, false, NULL},
    {"headerl", word_header, false, NULL},
    {"headerr", word_header, false, NULL},
    {"info", word_skip, false, NULL},
    {"intbl", word_in_table, false, NULL},
    {"itap", word_table_depth, false, NULL},
    {"lbr", word_line, false, NULL},
    SIGN("ldblquote", "\xE2\x80\x9C"),
    {"line", word_line, false, NULL},
    {"listtext", word_skip, false, NULL},
    SIGN("lquote", "\xE2\x80\x98"),
    SIGN("ltrmark", "\xE2\x80\x8E"),
    {"mac", word_character_set, false, NULL},
    {"mmathPict", word_skip, false, NULL},
    {"moMath", word_nothing, true, NULL},
    {"moMathPara", word_nothing, true, NULL},
    {"mvf", word_deleted, false, NULL},
    {"mvt", word_inserted, false, NULL},
    {"nestcell", word_nested_cell, false, NULL},
    {"nestrow", word_nested_row, false, NULL},
    {"nesttableprops", word_nothing, true, NULL},
    {"nonesttables", word_skip, false, NULL},
    {"nonshppict", word_skip, false, NULL},
    {"objdata", word_skip, false, NULL},
    {"outlinelevel", word_level, false, NULL},
    {"page", word_block, false, NULL},
    {"par", word_paragraph, false, NULL},
    {"pard", word_paragraph_default, false, NULL},
    {"pc", word_character_set, false, NULL},
    {"pca", word_character_set, false, NULL},
    {"pict", word_skip, false, NULL},
    {"plain", word_plain, false, NULL},
    {"pntext", word_skip, false, NULL},
    {"pntxta", word_skip, false, NULL},
    {"pntxtb", word_skip, false, NULL},
    {"private", word_skip, false, NULL},
    SIGN("qmspace", "\xE2\x80\x85"),
    SIGN("rdblquote", "\xE2\x80\x9D"),
    {"revised", word_inserted, false, NULL},
    {"revtbl", word_skip, false, NULL},
    {"row", word_row, false, NULL},
    SIGN("rquote", "\xE2\x80\x99"),
    SIGN("rtlmark", "\xE2\x80\x8F"),
    {"rxe", word_skip, false, NULL},
    {"s", word_style, false, NULL},
    {"sect", word_block, false, NULL},
    {"shpinst", word_nothing, true, NULL},
    {"shprslt", word_skip, false, NULL},
    {"shptxt", word_box, true, NULL},
    {"softline", word_nothing, false, NULL},
    {"sp", word_skip, false, NULL},
    {"stylesheet", word_styles, false, NULL},
    {"tab", word_tab, false, NULL},
    {"tc", word_skip, false, NULL},
    {"tcn", word_skip, false, NULL},
    {"template", word_skip, false, NULL},
    {"txe", word_skip, false, NULL},
    {"u", word_unicode, false, NULL},
    {"uc", word_fallback, false, NULL},
    {"ud", word_nothing, true, NULL},
    {"upr", word_either, true, NULL},
    {"v", word_hidden, false, NULL},
    {"xe", word_skip, false, NULL},
    SIGN("zwbo", "\xE2\x80\x8B"),
    SIGN("zwj", "\xE2\x80\x8D"),
    SIGN("zwnbo", "\xE2\x81\xA0"),
    SIGN("zwnj", "\xE2\x80\x8C"),
};
/* clang-format on */

static const rule *find_rule(const char *word)
{
    return AL_SEARCH_NAME(rules, word);
}

/* How formulas are set: groups such as \mctrlPr, which hold no text. */
static bool is_of_formula(const char *word)
{
    size_t length = strlen(word);
    return length > 3 && *word == 'm' && strcmp(word + length - 2, "Pr") == 0;
}

void al_rtf_word(al_rtf_walk *walk, const al_rtf_sign *sign, bool starred)
{
    const rule *rule = find_rule(sign->word);
    if ((starred && (rule == NULL || !rule->starred)) ||
        (rule == NULL && is_of_formula(sign->word)))
        al_rtf_skip(walk);
    else if (rule != NULL && rule->sign != NULL)
        al_rtf_tell(walk, rule->sign, (uint32_t)strlen(rule->sign), sign->source);
    else if (rule != NULL)
        rule->does(walk, sign);
}
