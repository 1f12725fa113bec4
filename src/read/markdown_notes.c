/* SPDX-License-Identifier: Apache-2.0 */
/* One walk over the lines for the notes, one over the bytes for what refers to them. */
#include "read/markdown_notes.h"

#include <stdlib.h>
#include <string.h>

enum { INDENTED = 4 /* columns */, LONGEST = 60 /* bytes of a name */ };

/* A line, without its end, and where the next begins. */
typedef struct line {
    uint32_t start, end, next;
    uint32_t indent; /* columns */
    uint32_t text;   /* behind that */
} line;

static line line_at(const al_markdown_notes *notes, uint32_t at)
{
    const char *bytes = notes->bytes;
    line line = {.start = at, .text = at};
    while (at < notes->length && bytes[at] != '\n')
        at++;
    line.next = at < notes->length ? at + 1 : at;
    line.end = at > line.start && bytes[at - 1] == '\r' ? at - 1 : at;
    for (; line.text < line.end && (bytes[line.text] == ' ' || bytes[line.text] == '\t');
         line.text++)
        line.indent += bytes[line.text] == '\t' ? INDENTED - line.indent % INDENTED : 1;
    return line;
}

static bool is_blank(const line *line)
{
    return line->text == line->end;
}

/* Where the name of a reference ends that begins with "[^" at a byte, or 0. */
static uint32_t name_end(const al_markdown_notes *notes, uint32_t at, uint32_t end)
{
    const char *bytes = notes->bytes;
    if (end - at < 4 || bytes[at] != '[' || bytes[at + 1] != '^')
        return 0;
    uint32_t stop = end - at > LONGEST + 3 ? at + LONGEST + 3 : end;
    for (uint32_t i = at + 2; i < stop; i++) {
        if (bytes[i] == ']')
            return i > at + 2 ? i : 0;
        if (bytes[i] == '[' || bytes[i] == ' ' || (bytes[i] >= '\t' && bytes[i] <= '\r'))
            return 0;
    }
    return 0;
}

/* Where the name of the note ends that a line begins, or 0. */
static uint32_t begins_note(const al_markdown_notes *notes, const line *line)
{
    uint32_t end = line->indent < INDENTED ? name_end(notes, line->text, line->end) : 0;
    return end > 0 && end + 1 < line->end && notes->bytes[end + 1] == ':' ? end : 0;
}

/* How many signs of a fence a line begins with; 0: none. */
static uint32_t fence(const al_markdown_notes *notes, const line *line)
{
    const char *bytes = notes->bytes;
    char sign = is_blank(line) || line->indent >= INDENTED ? ' ' : bytes[line->text];
    uint32_t n = 0;
    while ((sign == '`' || sign == '~') && line->text + n < line->end &&
           bytes[line->text + n] == sign)
        n++;
    return n >= 3 ? n : 0;
}

/* Whether a line that is not indented goes on with the paragraph before. */
static bool goes_on(const al_markdown_notes *notes, const line *line)
{
    char sign = notes->bytes[line->text];
    return begins_note(notes, line) == 0 && fence(notes, line) == 0 && sign != '#' && sign != '>';
}

/* The end of a note whose first line ends before `at`. */
static uint32_t body_end(const al_markdown_notes *notes, uint32_t at)
{
    uint32_t end = at;
    for (bool apart = false; at < notes->length;) {
        line line = line_at(notes, at);
        at = line.next;
        if (is_blank(&line)) {
            apart = true;
            continue;
        }
        if (line.indent < INDENTED && (apart || !goes_on(notes, &line)))
            break;
        apart = false;
        end = at;
    }
    return end;
}

static bool add(al_markdown_notes *notes, al_markdown_note note)
{
    if (!al_grow(notes->allocator, (void **)&notes->items, &notes->room, notes->n + 1,
                 sizeof *notes->items))
        return false;
    notes->items[notes->n++] = note;
    return true;
}

static bool find_notes(al_markdown_notes *notes, uint32_t from)
{
    uint32_t fenced = 0; /* signs that the code began with that is open */
    char sign = ' ';
    for (uint32_t at = from; at < notes->length;) {
        line line = line_at(notes, at);
        uint32_t signs = fence(notes, &line), name = fenced > 0 ? 0 : begins_note(notes, &line);
        at = line.next;
        if (fenced > 0) {
            if (signs >= fenced && notes->bytes[line.text] == sign)
                fenced = 0;
        } else if (signs > 0) {
            fenced = signs;
            sign = notes->bytes[line.text];
        } else if (name > 0) {
            at = body_end(notes, at);
            if (!add(notes, (al_markdown_note){{line.text + 2, name}, {name + 2, at}, false}))
                return false;
        }
    }
    return true;
}

/* --- By name ------------------------------------------------------------ */

/* What is compared: the bytes that names are in, which qsort() hands on to nobody. */
typedef struct named {
    const char *bytes;
    uint32_t length;
    al_markdown_note note;
} named;

static int by_bytes(const char *a, uint32_t n, const char *b, uint32_t m)
{
    int order = memcmp(a, b, n < m ? n : m);
    return order != 0 ? order : n < m ? -1 : n > m;
}

static int by_name(const void *left, const void *right)
{
    const named *a = left, *b = right;
    int order = by_bytes(a->bytes, a->length, b->bytes, b->length);
    return order != 0 ? order : a->note.name.start < b->note.name.start ? -1 : 1;
}

static int by_place(const void *left, const void *right)
{
    const al_markdown_note *a = left, *b = right;
    return a->name.start < b->name.start ? -1 : 1;
}

static bool sort_by_name(al_markdown_notes *notes)
{
    named *all = al_allocate(notes->allocator, notes->n, sizeof *all);
    if (all == NULL)
        return false;
    for (size_t i = 0; i < notes->n; i++) {
        al_range name = notes->items[i].name;
        all[i] = (named){notes->bytes + name.start, name.end - name.start, notes->items[i]};
    }
    qsort(all, notes->n, sizeof *all, by_name);
    for (size_t i = 0; i < notes->n; i++)
        notes->items[i] = all[i].note;
    al_release(notes->allocator, all);
    return true;
}

void al_markdown_notes_by_place(al_markdown_notes *notes)
{
    if (notes->n > 0)
        qsort(notes->items, notes->n, sizeof *notes->items, by_place);
}

al_markdown_note *al_markdown_note_at(const al_markdown_notes *notes, uint32_t at, uint32_t *end)
{
    uint32_t close = name_end(notes, at, notes->length);
    size_t low = 0, high = notes->n;
    if (close == 0)
        return NULL;
    const char *name = notes->bytes + at + 2;
    while (low < high) { /* the first of those of that name */
        size_t middle = low + (high - low) / 2;
        al_range own = notes->items[middle].name;
        if (by_bytes(notes->bytes + own.start, own.end - own.start, name, close - at - 2) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == notes->n)
        return NULL;
    al_range own = notes->items[low].name;
    if (by_bytes(notes->bytes + own.start, own.end - own.start, name, close - at - 2) != 0)
        return NULL;
    *end = close + 1;
    return &notes->items[low];
}

/* --- The copy ----------------------------------------------------------- */

static void blank_notes(al_markdown_notes *notes)
{
    for (size_t i = 0; i < notes->n; i++)
        for (uint32_t at = notes->items[i].name.start - 2; at < notes->items[i].body.end; at++)
            if (notes->copy[at] != '\n' && notes->copy[at] != '\r')
                notes->copy[at] = ' ';
}

static void blank_references(al_markdown_notes *notes, uint32_t from)
{
    for (uint32_t at = from, end; at < notes->length;) {
        const char *sign = memchr(notes->copy + at, '[', notes->length - at);
        if (sign == NULL)
            return;
        at = (uint32_t)(sign - notes->copy);
        if (al_markdown_note_at(notes, at, &end) == NULL)
            end = at + 1;
        else
            memset(notes->copy + at, ',', end - at);
        at = end;
    }
}

bool al_markdown_notes_find(al_markdown_notes *notes, const almost_allocator *allocator,
                            const char *bytes, uint32_t length, uint32_t from)
{
    *notes = (al_markdown_notes){.allocator = allocator, .bytes = bytes, .length = length};
    if (!find_notes(notes, from))
        return false;
    if (notes->n == 0)
        return true;
    notes->copy = al_allocate(allocator, length, 1);
    if (notes->copy == NULL || !sort_by_name(notes))
        return false;
    memcpy(notes->copy, bytes, length);
    blank_notes(notes);
    blank_references(notes, from);
    return true;
}

void al_markdown_notes_release(al_markdown_notes *notes)
{
    al_release(notes->allocator, notes->copy);
    al_release(notes->allocator, notes->items);
}

void al_markdown_note_body(const al_markdown_notes *notes, const al_markdown_note *note,
                           al_buffer *out)
{
    out->length = 0;
    for (uint32_t at = note->body.start; at < note->body.end;) {
        line line = line_at(notes, at);
        uint32_t start = line.start;
        for (uint32_t columns = 0; at > note->body.start && start < line.text && columns < INDENTED;
             start++)
            columns += notes->bytes[start] == '\t' ? INDENTED : 1;
        if (at == note->body.start)
            start = line.text;
        al_buffer_append(out, notes->bytes + start, line.end - start);
        al_buffer_append(out, "\n", 1);
        at = line.next;
    }
}
