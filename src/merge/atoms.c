/* SPDX-License-Identifier: Apache-2.0 */
/* Cutting a text at white space, and around characters of scripts that have none; see atoms.h. */
#include "merge/atoms.h"

static bool is_blank(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

static bool continues(char c)
{
    return ((unsigned char)c & 0xC0) == 0x80;
}

/*
 * Bytes of the character here if it is one of U+3000 to U+9FFF or of planes 2 and 3: Han, kana and
 * their punctuation; else 0. The text has padding behind it (text/text.h).
 */
static uint32_t wide(const char *at)
{
    unsigned char lead = (unsigned char)at[0];
    if (lead >= 0xE3 && lead <= 0xE9)
        return continues(at[1]) && continues(at[2]) ? 3 : 0;
    if (lead == 0xF0 && (unsigned char)at[1] >= 0xA0)
        return continues(at[1]) && continues(at[2]) && continues(at[3]) ? 4 : 0;
    return 0;
}

static uint32_t end_of(const char *bytes, uint32_t at, uint32_t length)
{
    uint32_t size = wide(bytes + at);
    if (size > 0)
        return size < length - at ? at + size : length;
    do
        at++;
    while (at < length && !is_blank(bytes[at]) && wide(bytes + at) == 0);
    return at;
}

/* The atoms, into `items` unless it is NULL; how many there are. */
static uint64_t cut(const almost_text *text, al_range *items)
{
    uint32_t length = (uint32_t)text->length, at = 0;
    uint64_t n = 1;
    if (items != NULL)
        items[0] = (al_range){0, 0};
    while (at < length) {
        if (is_blank(text->bytes[at])) {
            at++;
            continue;
        }
        uint32_t end = end_of(text->bytes, at, length);
        if (items != NULL)
            items[n] = (al_range){at, end};
        n++;
        at = end;
    }
    if (items != NULL)
        items[n] = (al_range){length, length};
    return n + 1;
}

bool al_merge_atoms_cut(al_merge_atoms *atoms, const almost_allocator *allocator,
                        const almost_text *text)
{
    assert(text->length <= AL_TEXT_MOST_BYTES); /* so that the count has 32 bits */
    uint64_t n = cut(text, NULL);
    al_range *items = al_allocate(allocator, (size_t)n, sizeof *items);
    if (items == NULL)
        return false;
    cut(text, items);
    *atoms = (al_merge_atoms){text->bytes, items, (uint32_t)n};
    return true;
}

void al_merge_atoms_release(al_merge_atoms *atoms, const almost_allocator *allocator)
{
    al_release(allocator, atoms->items);
    atoms->items = NULL;
}

uint32_t al_merge_atoms_at(const al_merge_atoms *atoms, uint64_t byte)
{
    uint32_t low = 1, high = atoms->n - 1;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (atoms->items[middle].end > byte)
            high = middle;
        else
            low = middle + 1;
    }
    return low;
}

al_merge_gap al_merge_gap_of(const char *bytes, size_t length)
{
    size_t lines = 0;
    for (size_t i = 0; i < length; i++)
        lines +=
            bytes[i] == '\n' || (bytes[i] == '\r' && (i + 1 == length || bytes[i + 1] != '\n'));
    if (lines > 1)
        return AL_MERGE_GAP_PARAGRAPH;
    return lines == 1 ? AL_MERGE_GAP_LINE : length > 0 ? AL_MERGE_GAP_BLANK : AL_MERGE_GAP_NONE;
}

/* As sentences have it (words/sentences.c): no line that was wrapped has as many bytes. */
static bool ends_long_line(const al_merge_atoms *atoms, uint32_t atom)
{
    const uint32_t longest = 160;
    uint32_t end = atoms->items[atom].end;
    return end >= longest && memchr(atoms->bytes + end - longest, '\n', longest) == NULL &&
           memchr(atoms->bytes + end - longest, '\r', longest) == NULL;
}

bool al_merge_atoms_end_paragraph(const al_merge_atoms *atoms, uint32_t atom)
{
    if (atom == 0 || atom + 2 >= atoms->n)
        return true;
    al_range blank = al_merge_atoms_blank(atoms, atom);
    al_merge_gap gap = al_merge_gap_of(atoms->bytes + blank.start, blank.end - blank.start);
    return gap == AL_MERGE_GAP_PARAGRAPH ||
           (gap == AL_MERGE_GAP_LINE && ends_long_line(atoms, atom));
}

/* --- Borders -----------------------------------------------------------------------------------
 */

static bool is_mark(char c)
{
    return (c >= '!' && c <= '/') || (c >= ':' && c <= '@') || (c >= '[' && c <= '`') ||
           (c >= '{' && c <= '~');
}

/* A byte of a dash or a quotation mark of U+2000 to U+203F. */
static bool is_general(const char *at)
{
    return (unsigned char)at[0] == 0xE2 && (unsigned char)at[1] == 0x80;
}

/* An atom without the marks around it; all of one that has nothing else. */
static al_word_span word_of(const al_merge_atoms *atoms, uint32_t atom)
{
    al_range all = atoms->items[atom], word = all;
    while (word.start < word.end &&
           (is_mark(atoms->bytes[word.start]) ||
            (word.end - word.start >= 3 && is_general(atoms->bytes + word.start))))
        word.start += is_mark(atoms->bytes[word.start]) ? 1 : 3;
    while (word.end > word.start &&
           (is_mark(atoms->bytes[word.end - 1]) ||
            (word.end - word.start >= 3 && is_general(atoms->bytes + word.end - 3))))
        word.end -= is_mark(atoms->bytes[word.end - 1]) ? 1 : 3;
    if (word.start == word.end)
        word = all;
    return (al_word_span){word.start, word.end};
}

al_border al_merge_atoms_border(const al_merge_atoms *atoms, const almost_text *text, uint32_t atom)
{
    const al_slice slice = al_slice_of(text);
    return al_border_before(&slice, word_of(atoms, atom - 1), word_of(atoms, atom));
}
