/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cells are milestones that reading has set, notes are layers. Of plain text nothing is known but
 * its line ends: two of them part paragraphs; one does so in a text without any blank line that
 * has lines too long to be wrapped.
 */
#include "redline/atoms.h"

#include "base/search.h"
#include "base/utf8.h"
#include "text/encode.h"
#include "text/layers.h"
#include "text/milestones.h"
#include "text/signs.h"

#include <stdlib.h>
#include <string.h>

/* Bytes of a line that no one wraps by hand. */
enum { LONG_LINE = 120 };

/* What is passed while a text is cut. */
typedef struct cutting {
    al_atoms *atoms;
    const uint32_t *cuts;
    size_t n_cuts, next_cut;
    bool lines_part; /* each line is a paragraph */
    al_layer_walk outside, notes;
    const al_layer_span *left_out, *note;
    const al_milestone *cells;
    size_t n_cells, next_cell;
    uint32_t cell;
    bool failed;
    bool has_gap; /* what waits for letters */
    al_atom gap;
} cutting;

/* --- What the bytes are ------------------------------------------------- */

static bool is_word_byte(char byte)
{
    return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z');
}

/* Whether a sign beyond ASCII is of a word: no mark of punctuation, and no dash. */
static bool is_word_sign(uint32_t c)
{
    return c != AL_INVALID && c >= 0xAA && !(c >= 0x2000 && c < 0x2070) &&
           !(c >= 0x3000 && c < 0x3040) && c != 0xAB && c != 0xBB && c != 0xB7 && !al_is_space(c) &&
           !al_is_dash(c) && !al_is_quotation_mark(c);
}

/* The next code point; whether it is of a word. */
static bool step(const almost_text *text, uint32_t at, uint32_t *size)
{
    *size = 1;
    if ((unsigned char)text->bytes[at] < 0x80)
        return is_word_byte(text->bytes[at]);
    return is_word_sign(al_decode(text->bytes, text->length, at, size));
}

/* Letters from `at` on: a run of a word, or one sign, of which some are typed as several, such as
   -- and ... and ''; not over `end`. */
static uint32_t letters_end(const almost_text *text, uint32_t at, uint32_t end)
{
    uint32_t size;
    char first = text->bytes[at];
    bool word = step(text, at, &size);
    bool run = first == '-' || first == '.' || first == '\'' || first == '`';
    at += size;
    while (word && at < end && step(text, at, &size))
        at += size;
    while (run && at < end && text->bytes[at] == first)
        at++;
    return at < end ? at : end;
}

static uint32_t line_ends(const char *bytes, al_range range)
{
    uint32_t n = 0;
    for (uint32_t at = range.start; at < range.end; at++)
        n += bytes[at] == '\n' || (bytes[at] == '\r' && bytes[at + 1] != '\n');
    return n;
}

/* Whether a plain text has no blank line, and lines that no one wraps. */
static bool lines_part(const almost_text *text)
{
    uint32_t start = 0, longest = 0;
    for (uint32_t at = 0; at < text->length; at++) {
        if (text->bytes[at] != '\n')
            continue;
        if (at > 0 && line_ends(text->bytes, (al_range){at - 1, at}) > 0)
            return false;
        longest = at - start > longest ? at - start : longest;
        start = at + 1;
    }
    return longest > LONG_LINE;
}

static al_atom_kind gap_kind(const cutting *cutting, al_range range)
{
    const char *bytes = cutting->atoms->text->bytes;
    uint32_t ends = line_ends(bytes, range);
    if (ends > 1 || (ends == 1 && cutting->lines_part))
        return AL_ATOM_BLOCK;
    if (ends == 1)
        return AL_ATOM_LINE;
    return memchr(bytes + range.start, '\t', range.end - range.start) != NULL ? AL_ATOM_TAB
                                                                              : AL_ATOM_BLANK;
}

/* --- Adding ------------------------------------------------------------- */

static void add(cutting *cutting, al_atom atom)
{
    al_atoms *atoms = cutting->atoms;
    if (cutting->failed || !al_grow(atoms->allocator, (void **)&atoms->items, &atoms->room,
                                    atoms->n + 1, sizeof *atoms->items)) {
        cutting->failed = true;
        return;
    }
    atoms->items[atoms->n++] = atom;
}

/* White space waits; what was left out may stand between two pieces of it. */
static void see_gap(cutting *cutting, al_range range, al_atom_kind kind)
{
    if (cutting->has_gap && cutting->gap.kind > kind)
        kind = cutting->gap.kind;
    if (!cutting->has_gap)
        cutting->gap.bytes = range;
    cutting->gap.bytes.end = range.end;
    if (cutting->has_gap && kind < AL_ATOM_BLOCK) {
        al_atom_kind whole = gap_kind(cutting, cutting->gap.bytes);
        kind = whole > kind ? whole : kind;
    }
    cutting->gap.kind = kind;
    cutting->has_gap = true;
}

static void see_place(cutting *cutting, uint32_t at)
{
    for (; cutting->next_cell < cutting->n_cells && cutting->cells[cutting->next_cell].at <= at;
         cutting->next_cell++) {
        const al_milestone *cell = &cutting->cells[cutting->next_cell];
        bool named = al_milestones_value(cutting->atoms->text->milestones, cell).number > 0;
        cutting->cell = named ? (uint32_t)cutting->next_cell + 1 : 0;
    }
    while (cutting->note != NULL && cutting->note->bytes.end <= at)
        cutting->note = al_layer_next(&cutting->notes);
}

static void see_letters(cutting *cutting, al_range range)
{
    see_place(cutting, range.start);
    bool in_note = cutting->note != NULL && cutting->note->bytes.start <= range.start;
    al_atom atom = {.bytes = range,
                    .cell = cutting->cell,
                    .note = in_note ? cutting->note->number + 1 : 0,
                    .kind = AL_ATOM_LETTERS};
    if (cutting->has_gap && cutting->atoms->n > 0) {
        cutting->gap.cell = atom.cell;
        cutting->gap.note = atom.note;
        add(cutting, cutting->gap);
    }
    cutting->has_gap = false;
    add(cutting, atom);
}

/* --- Cutting ------------------------------------------------------------ */

/* The end of what is left out at `at`, or `at`. What spans lines there ends a paragraph. */
static uint32_t pass_over(cutting *cutting, uint32_t at)
{
    while (cutting->left_out != NULL && cutting->left_out->bytes.end <= at)
        cutting->left_out = al_layer_next(&cutting->outside);
    if (cutting->left_out == NULL || cutting->left_out->bytes.start > at)
        return at;
    al_range span = {at, cutting->left_out->bytes.end};
    if (line_ends(cutting->atoms->text->bytes, span) > 0)
        see_gap(cutting, span, AL_ATOM_BLOCK);
    return span.end;
}

/* How far letters may go: to a cut, or to what is left out. */
static uint32_t limit(cutting *cutting, uint32_t at)
{
    while (cutting->next_cut < cutting->n_cuts && cutting->cuts[cutting->next_cut] <= at)
        cutting->next_cut++;
    uint32_t end = cutting->next_cut < cutting->n_cuts ? cutting->cuts[cutting->next_cut]
                                                       : (uint32_t)cutting->atoms->text->length;
    if (cutting->left_out != NULL && cutting->left_out->bytes.start < end)
        end = cutting->left_out->bytes.start;
    return end;
}

static void cut(cutting *cutting)
{
    const almost_text *text = cutting->atoms->text;
    uint32_t length = (uint32_t)text->length;
    for (uint32_t at = 0; at < length && !cutting->failed;) {
        uint32_t end = pass_over(cutting, at);
        if (end > at) {
            at = end;
            continue;
        }
        while (end < length && al_is_space_byte(text->bytes[end]))
            end++;
        if (end > at) {
            al_range range = {at, end};
            see_gap(cutting, range, gap_kind(cutting, range));
        } else {
            end = letters_end(text, at, limit(cutting, at));
            see_letters(cutting, (al_range){at, end});
        }
        at = end;
    }
}

bool al_atoms_make(al_atoms *atoms, const almost_allocator *allocator, const almost_text *text,
                   const uint32_t *cuts, size_t n_cuts)
{
    *atoms = (al_atoms){.allocator = allocator,
                        .text = text,
                        .structured =
                            strcmp(text->format, "docx") == 0 || strcmp(text->format, "odt") == 0};
    al_range all = {0, (uint32_t)text->length};
    cutting cutting = {.atoms = atoms,
                       .cuts = cuts,
                       .n_cuts = n_cuts,
                       .lines_part = al_text_is_plain(text) && lines_part(text),
                       .outside = al_layers_walk(text->layers, AL_LAYER_OUTSIDE, all),
                       .notes = al_layers_walk(text->layers, AL_LAYER_NOTE, all)};
    if (atoms->structured && text->milestones != NULL)
        cutting.cells = al_milestones_all(text->milestones, AL_MILESTONE_CELL, &cutting.n_cells);
    cutting.left_out = al_layer_next(&cutting.outside);
    cutting.note = atoms->structured ? al_layer_next(&cutting.notes) : NULL;
    cut(&cutting);
    if (cutting.failed)
        al_atoms_release(atoms);
    return !cutting.failed;
}

void al_atoms_release(al_atoms *atoms)
{
    al_release(atoms->allocator, atoms->items);
    atoms->items = NULL;
    atoms->n = atoms->room = 0;
}

size_t al_atoms_at(const al_atoms *atoms, uint32_t byte)
{
    return AL_FIRST_FROM(al_atom, atoms->items, 0, atoms->n, bytes.start, byte);
}

al_border al_atoms_border(const al_atoms *atoms, size_t index)
{
    if (index == 0 || index >= atoms->n)
        return AL_BORDER_NONE;
    const al_atom *behind = &atoms->items[index], *before = behind - 1;
    if (before->note != behind->note)
        return AL_BORDER_NOTE;
    if (before->cell == behind->cell)
        return AL_BORDER_NONE;
    return before->cell == 0 || behind->cell == 0 ? AL_BORDER_TABLE : AL_BORDER_CELL;
}

bool al_atoms_is_hard(const al_atoms *atoms, size_t index)
{
    const al_atom *atom = &atoms->items[index];
    return atom->kind == AL_ATOM_BLOCK ||
           (al_atom_is_gap(atom) && al_atoms_border(atoms, index) != AL_BORDER_NONE);
}

bool al_atoms_is_heading(const al_atoms *atoms, size_t index)
{
    al_layer_walk walk =
        al_layers_walk(atoms->text->layers, AL_LAYER_HEADING, atoms->items[index].bytes);
    return al_layer_next(&walk) != NULL;
}

uint32_t al_atoms_before(const al_atoms *atoms, uint32_t index)
{
    while (index > 0)
        if (!al_atom_is_gap(&atoms->items[--index]))
            return index;
    return AL_NO_ATOM;
}

uint32_t al_atoms_from(const al_atoms *atoms, uint32_t index)
{
    for (; index < atoms->n; index++)
        if (!al_atom_is_gap(&atoms->items[index]))
            return index;
    return AL_NO_ATOM;
}

void al_atoms_place(const al_atoms *atoms, const al_atom *atom, uint32_t *row, uint32_t *column)
{
    size_t n;
    *row = *column = 0;
    if (atom->cell == 0)
        return;
    const al_milestone *cells = al_milestones_all(atoms->text->milestones, AL_MILESTONE_CELL, &n);
    al_value name = al_milestones_value(atoms->text->milestones, &cells[atom->cell - 1]);
    char place[24] = "";
    if (name.number >= sizeof place)
        return;
    memcpy(place, name.bytes, name.number);
    char *point;
    *row = (uint32_t)strtoul(place, &point, 10);
    *column = *point == '.' ? (uint32_t)strtoul(point + 1, NULL, 10) : 0;
}
