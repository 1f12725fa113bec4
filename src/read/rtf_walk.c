/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A paragraph ends with \par, a cell with \cell: that something begins is found when there is text.
 */
#include "read/rtf_walk.h"

#include "base/utf8.h"
#include "read/docx_symbols.h"

#include <stdio.h>
#include <string.h>

al_rtf_state *al_rtf_now(al_rtf_walk *walk)
{
    return &walk->states[walk->n_states - 1];
}

al_rtf_paragraph *al_rtf_paragraph_now(al_rtf_walk *walk)
{
    return &walk->paragraphs[walk->n_paragraphs - 1];
}

bool al_rtf_is_gone(al_rtf_walk *walk)
{
    const al_rtf_state *state = al_rtf_now(walk);
    bool original = walk->options->revisions == ALMOST_REVISIONS_ORIGINAL;
    return original ? state->inserted : state->deleted;
}

bool al_rtf_is_told(al_rtf_walk *walk)
{
    return al_rtf_now(walk)->destination == AL_RTF_TO_TEXT && !al_rtf_now(walk)->hidden &&
           !al_rtf_is_gone(walk);
}

/* --- Tables and paragraphs ---------------------------------------------- */

/* As many tables are open as the paragraph stands in, of those of its story. */
void al_rtf_open_tables(al_rtf_walk *walk, int32_t wanted)
{
    size_t most = (size_t)(wanted < 0 ? 0 : wanted) + al_rtf_paragraph_now(walk)->tables;
    while (walk->n_tables > most) {
        al_telling_table_end(&walk->telling);
        walk->n_tables--;
    }
    while (walk->n_tables < most && !walk->failed) {
        if (!al_grow(walk->telling.allocator, (void **)&walk->tables, &walk->tables_room,
                     walk->n_tables + 1, sizeof *walk->tables)) {
            walk->failed = true;
            return;
        }
        walk->tables[walk->n_tables++] = (al_rtf_table){0};
        al_telling_table_begin(&walk->telling);
        if (walk->n_tables == most)
            return;
        al_telling_row(&walk->telling, 1);
        al_telling_cell(&walk->telling);
        walk->tables[walk->n_tables - 1] = (al_rtf_table){true, true};
    }
}

/* The cell in which text stands, or that ends. */
void al_rtf_open_cell(al_rtf_walk *walk, int32_t depth)
{
    al_rtf_open_tables(walk, depth);
    if (walk->failed || walk->n_tables == al_rtf_paragraph_now(walk)->tables)
        return;
    al_rtf_table *table = &walk->tables[walk->n_tables - 1];
    if (!table->row)
        al_telling_row(&walk->telling, 1);
    if (!table->cell)
        al_telling_cell(&walk->telling);
    *table = (al_rtf_table){true, true};
}

/* Whether a paragraph begins with an item's number or bullet: 1. (a) iv) or a sign. */
static bool is_label(const char *bytes, uint32_t length)
{
    uint32_t letters = 0, digits = 0, others = 0, roman = 0;
    for (uint32_t i = 0; i < length; i++) {
        char byte = bytes[i];
        bool digit = byte >= '0' && byte <= '9';
        bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        digits += digit;
        letters += letter;
        roman += letter && memchr("ivxlcdm", byte | 0x20, 7) != NULL;
        others += !digit && !letter && memchr("().", byte, 3) == NULL;
    }
    bool closed = length > 0 && memchr(").", bytes[length - 1], 2) != NULL;
    if (letters + digits == 0)
        return length <= 4 && others > 0; /* one character, most likely */
    return others == 0 && closed && (letters <= 1 || letters == roman);
}

/* The number of an item is its place and no text. */
static void mark_label(al_rtf_walk *walk)
{
    char name[AL_RTF_LABEL + 1];
    memcpy(name, walk->label, walk->label_length);
    name[walk->label_length] = '\0';
    bool number = strpbrk(name, ").") != NULL;
    if (number || walk->numbered)
        al_telling_mark(&walk->telling, AL_MILESTONE_ELEMENT, number ? name : "");
    walk->numbered = number;
    walk->label_length = 0;
}

/* There is text. */
static void open_paragraph(al_rtf_walk *walk)
{
    al_rtf_paragraph *paragraph = al_rtf_paragraph_now(walk);
    const al_rtf_state *state = al_rtf_now(walk);
    if (paragraph->filled)
        return;
    al_rtf_open_cell(walk, state->table);
    al_telling_block_begin(&walk->telling);
    int level = state->level >= 0 ? state->level : al_rtf_level_of(&walk->known, state->style);
    if (level > 0)
        al_telling_begin(&walk->telling, AL_LAYER_HEADING, (uint32_t)level);
    paragraph->heading = level > 0;
    paragraph->filled = true;
    if (walk->numbered && !state->hanging) {
        al_telling_mark(&walk->telling, AL_MILESTONE_ELEMENT, "");
        walk->numbered = false;
    }
}

/* It was no label, but the beginning of the text. */
static void tell_label(al_rtf_walk *walk)
{
    uint32_t length = walk->label_length;
    walk->label_length = 0;
    if (length == 0)
        return;
    open_paragraph(walk);
    al_telling_text(&walk->telling, walk->label, length, walk->label_source);
}

/* The text of a hanging paragraph may begin with a label. False: it does not. */
static bool keep_label(al_rtf_walk *walk, const char *bytes, uint32_t length, al_range source)
{
    if (!al_rtf_now(walk)->hanging || al_rtf_paragraph_now(walk)->filled ||
        length > AL_RTF_LABEL - walk->label_length || memchr(bytes, ' ', length) != NULL)
        return false;
    if (walk->label_length == 0)
        walk->label_source = source;
    walk->label_source.end = source.end;
    memcpy(walk->label + walk->label_length, bytes, length);
    walk->label_length += length;
    return true;
}

void al_rtf_end_paragraph(al_rtf_walk *walk)
{
    al_rtf_paragraph *paragraph = al_rtf_paragraph_now(walk);
    tell_label(walk);
    if (paragraph->heading)
        al_telling_end(&walk->telling, AL_LAYER_HEADING);
    paragraph->heading = paragraph->filled = false;
    al_telling_block_end(&walk->telling);
}

void al_rtf_tell(al_rtf_walk *walk, const char *bytes, uint32_t length, al_range source)
{
    if (length == 0 || !al_rtf_is_told(walk) || keep_label(walk, bytes, length, source))
        return;
    tell_label(walk);
    open_paragraph(walk);
    al_telling_text(&walk->telling, bytes, length, source);
}

void al_rtf_part(al_rtf_walk *walk, al_parting parting)
{
    if (!al_rtf_is_told(walk))
        return;
    if (parting == AL_PARTING_TAB && is_label(walk->label, walk->label_length)) {
        mark_label(walk);
        return;
    }
    tell_label(walk);
    al_telling_part(&walk->telling, parting);
}

/* --- Characters --------------------------------------------------------- */

static const char no_character[] = "\xEF\xBF\xBD"; /* U+FFFD */

/* What was cut off by what follows it. */
void al_rtf_end_character(al_rtf_walk *walk)
{
    al_range at = {walk->lead_at, walk->lead_at};
    if (walk->lead != 0)
        al_rtf_tell(walk, no_character, sizeof no_character - 1, at);
    walk->lead = 0;
    if (walk->bytes.within) {
        al_rtf_piece piece = al_rtf_bytes_end(&walk->bytes);
        al_rtf_tell(walk, piece.bytes, piece.length, piece.source);
    }
}

/* A sign of a font whose letters are none. False: it has no such sign. */
static bool tell_symbol(al_rtf_walk *walk, uint32_t number, al_range source)
{
    char code[12], sign[8];
    uint8_t symbols = al_rtf_font_of(&walk->known, al_rtf_now(walk)->font).symbols;
    if (symbols == 0 || number <= ' ' || (number > 0xFF && number < 0xF000) || number > 0xF0FF)
        return false;
    snprintf(code, sizeof code, "%X", 0xF000 | number);
    if (!al_docx_symbol(al_rtf_symbol_fonts[symbols], code, sign))
        return false;
    al_rtf_tell(walk, sign, (uint32_t)strlen(sign), source);
    return true;
}

void al_rtf_tell_byte(al_rtf_walk *walk, uint8_t byte, al_range source)
{
    al_rtf_font font = al_rtf_font_of(&walk->known, al_rtf_now(walk)->font);
    if (!al_rtf_is_told(walk) || tell_symbol(walk, byte, source))
        return;
    if (byte == '\t' || byte == '\r' || byte == '\n') {
        al_rtf_part(walk, byte == '\t' ? AL_PARTING_TAB : AL_PARTING_LINE);
        return;
    }
    if (byte < 0x80 && !walk->bytes.within) {
        al_rtf_tell(walk, (const char *)&byte, 1, source);
        return;
    }
    al_rtf_piece piece = al_rtf_bytes_next(&walk->bytes, font.code_page, byte, source);
    al_rtf_tell(walk, piece.bytes, piece.length, piece.source);
}

static void tell_point(al_rtf_walk *walk, uint32_t point, al_range source)
{
    char bytes[4];
    if (!tell_symbol(walk, point, source))
        al_rtf_tell(walk, bytes, al_encode(point, bytes), source);
}

/* \u and a number of 16 bits, with its sign or without. */
void al_rtf_unicode(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    uint32_t unit = (uint32_t)sign->number & 0xFFFF;
    walk->passing = al_rtf_now(walk)->fallback;
    if (walk->lead != 0 && unit >= 0xDC00 && unit < 0xE000) {
        uint32_t point = 0x10000 + ((walk->lead - 0xD800) << 10) + (unit - 0xDC00);
        al_range both = {walk->lead_at, sign->source.end};
        walk->lead = 0;
        tell_point(walk, point, both);
        return;
    }
    al_rtf_end_character(walk);
    if (unit >= 0xD800 && unit < 0xDC00) {
        walk->lead = unit;
        walk->lead_at = sign->source.start;
    } else if (unit >= 0xDC00 && unit < 0xE000) {
        al_rtf_tell(walk, no_character, sizeof no_character - 1, sign->source);
    } else if (unit != 0) {
        tell_point(walk, unit, sign->source);
    }
}

/* Bytes as they come: stretches of ASCII as a whole. */
void al_rtf_text(al_rtf_walk *walk, const al_rtf_sign *sign)
{
    uint32_t at = sign->source.start, end = sign->source.end;
    const char *bytes = walk->scan.bytes;
    bool plain = al_rtf_font_of(&walk->known, al_rtf_now(walk)->font).symbols == 0;
    while (at < end) {
        uint32_t stop = at;
        while (plain && !walk->bytes.within && stop < end && (unsigned char)bytes[stop] < 0x80 &&
               bytes[stop] != '\t')
            stop++;
        if (stop > at)
            al_rtf_tell(walk, bytes + at, stop - at, (al_range){at, stop});
        else
            al_rtf_tell_byte(walk, (uint8_t)bytes[stop++], (al_range){at, at + 1});
        at = stop;
    }
}

/* --- What stands apart -------------------------------------------------- */

void al_rtf_skip(al_rtf_walk *walk)
{
    if (walk->n_states > 1)
        walk->skipping = 1;
}

bool al_rtf_push_paragraph(al_rtf_walk *walk)
{
    if (!al_grow(walk->telling.allocator, (void **)&walk->paragraphs, &walk->paragraphs_room,
                 walk->n_paragraphs + 1, sizeof *walk->paragraphs)) {
        walk->failed = true;
        return false;
    }
    walk->paragraphs[walk->n_paragraphs++] = (al_rtf_paragraph){.tables = walk->n_tables};
    return true;
}

void al_rtf_begin_apart(al_rtf_walk *walk, al_rtf_apart apart)
{
    al_rtf_state *state = al_rtf_now(walk);
    if (state->apart != AL_RTF_APART_NONE || !al_rtf_is_told(walk)) {
        al_rtf_skip(walk);
        return;
    }
    tell_label(walk);
    state->apart = (uint8_t)apart;
    state->table = state->style = 0;
    state->level = -1;
    al_telling_story_begin(&walk->telling);
    al_telling_part(&walk->telling, AL_PARTING_BLOCK);
    if (apart == AL_RTF_APART_NOTE)
        al_telling_begin(&walk->telling, AL_LAYER_NOTE, 0);
    al_rtf_push_paragraph(walk);
}

void al_rtf_end_apart(al_rtf_walk *walk, al_rtf_apart apart)
{
    al_story story;
    if (walk->failed || al_telling_failed(&walk->telling))
        return;
    al_rtf_end_paragraph(walk);
    al_rtf_open_tables(walk, 0);
    walk->n_paragraphs--;
    if (apart == AL_RTF_APART_NOTE)
        al_telling_end(&walk->telling, AL_LAYER_NOTE);
    al_telling_part(&walk->telling, AL_PARTING_BLOCK);
    al_telling_story_end(&walk->telling, &story, NULL);
    al_telling_tell_behind(&walk->telling, &story);
}
