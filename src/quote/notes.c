/* SPDX-License-Identifier: Apache-2.0 */
/* Marks are read alike where they refer and where they stand before a note. */
#include "quote/notes.h"

#include "base/utf8.h"
#include "text/layers.h"
#include "text/milestones.h"
#include "text/signs.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    longest_label = 16, /* bytes */
    longest_note = 600  /* bytes that are read of one */
};

/* The figure that a small raised one is; -1: it is none. */
static int raised(uint32_t c)
{
    if (c == 0xB9)
        return 1;
    if (c == 0xB2 || c == 0xB3)
        return (int)(c - 0xB0);
    return c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ? (int)(c - 0x2070) : -1;
}

/* Raised figures from *at on, as plain ones. Returns how many. */
static uint32_t read_raised(const char *bytes, uint32_t end, uint32_t *at,
                            char label[longest_label])
{
    uint32_t n = 0, size;
    while (*at < end && n < longest_label) {
        int figure = raised(al_decode(bytes, end, *at, &size));
        if (figure < 0)
            break;
        label[n++] = (char)('0' + figure);
        *at += size;
    }
    return n;
}

/* [12], [^a]: what stands in brackets, from *at on. */
static uint32_t read_bracket(const char *bytes, uint32_t end, uint32_t *at,
                             char label[longest_label])
{
    uint32_t i = *at + 1, n = 0;
    i += i < end && bytes[i] == '^';
    for (; i < end && n < longest_label && (unsigned char)bytes[i] > ' ' && bytes[i] != ']'; i++)
        label[n++] = bytes[i];
    if (i >= end || bytes[i] != ']')
        return 0;
    *at = i + 1;
    return n;
}

static uint32_t read_figures(const char *bytes, uint32_t end, uint32_t *at,
                             char label[longest_label])
{
    enum { most = 4 };
    uint32_t n = 0;
    while (*at < end && n < most && bytes[*at] >= '0' && bytes[*at] <= '9')
        label[n++] = bytes[(*at)++];
    return *at < end && bytes[*at] >= '0' && bytes[*at] <= '9' ? 0 : n;
}

/* The mark from *at on, which goes behind it, as a hash; 0: none is there. */
static uint64_t read_mark(const char *bytes, uint32_t end, uint32_t *at)
{
    char label[longest_label];
    uint32_t n = 0;
    if (*at < end && bytes[*at] == '[')
        n = read_bracket(bytes, end, at, label);
    else if (*at < end && bytes[*at] >= '0' && bytes[*at] <= '9')
        n = read_figures(bytes, end, at, label);
    else if (*at < end)
        n = read_raised(bytes, end, at, label);
    return n > 0 ? XXH3_64bits(label, n) | 1 : 0;
}

/* A line with a mark at its front and something behind it. */
static bool read_line(al_notes *notes, const char *bytes, al_range line)
{
    uint32_t at = line.start;
    while (at < line.end && (bytes[at] == ' ' || bytes[at] == '\t'))
        at++;
    bool figures = at < line.end && bytes[at] >= '0' && bytes[at] <= '9';
    uint64_t label = read_mark(bytes, line.end, &at);
    if (label == 0 || at >= line.end)
        return true;
    const char *behind = figures ? ".) \t" : ".:) \t";
    if (figures && strchr(behind, bytes[at]) == NULL) /* 1984 begins a sentence, 12. a note */
        return true;
    while (at < line.end && strchr(behind, bytes[at]) != NULL)
        at++;
    if (at >= line.end)
        return true;
    if (!al_grow(notes->allocator, (void **)&notes->marked, &notes->marked_room,
                 notes->n_marked + 1, sizeof *notes->marked))
        return false;
    uint32_t end = line.end < at + longest_note ? line.end : at + longest_note;
    notes->marked[notes->n_marked++] = (al_marked_note){label, {at, end}, line.start};
    return true;
}

static bool read_lines(al_notes *notes, const almost_text *account)
{
    uint32_t length = (uint32_t)account->length;
    for (uint32_t start = 0; start < length;) {
        const char *end = memchr(account->bytes + start, '\n', length - start);
        uint32_t behind = end != NULL ? (uint32_t)(end - account->bytes) : length;
        if (!read_line(notes, account->bytes, (al_range){start, behind}))
            return false;
        start = behind + 1;
    }
    return true;
}

static int by_label(const void *a, const void *b)
{
    const al_marked_note *x = a, *y = b;
    if (x->label != y->label)
        return x->label < y->label ? -1 : 1;
    return x->line < y->line ? -1 : x->line > y->line;
}

/* Where the paragraph begins that ends at `end`, white space aside; not before `least`. */
static uint32_t paragraph_before(const char *bytes, uint32_t least, uint32_t end)
{
    uint32_t at = end;
    while (at > least && al_is_space_byte(bytes[at - 1]))
        at--;
    for (uint32_t breaks = 0; at > least; at--) {
        char c = bytes[at - 1];
        breaks = c == '\n' ? breaks + 1 : al_is_space_byte(c) ? breaks : 0;
        if (breaks > 1)
            break;
    }
    return at;
}

static bool only_space(const char *bytes, uint32_t start, uint32_t end)
{
    while (start < end && al_is_space_byte(bytes[start]))
        start++;
    return start >= end;
}

/* Take a note that the format tells: behind another one, or behind a paragraph of its own. */
static bool take_told(al_notes *notes, const char *bytes, al_range note)
{
    uint32_t behind = notes->n_told > 0 ? notes->told[notes->n_told - 1].end : 0;
    if (note.start < behind) /* within another */
        return true;
    if (!al_grow(notes->allocator, (void **)&notes->told, &notes->told_room, notes->n_told + 1,
                 sizeof note) ||
        !al_grow(notes->allocator, (void **)&notes->paragraphs, &notes->paragraphs_room,
                 notes->n_paragraphs + 1, sizeof *notes->paragraphs))
        return false;
    notes->told[notes->n_told++] = note;
    if (notes->n_told == 1 || !only_space(bytes, behind, note.start))
        notes->paragraphs[notes->n_paragraphs++] =
            (al_noted_paragraph){{paragraph_before(bytes, behind, note.start), note.start},
                                 (uint32_t)notes->n_told - 1,
                                 0};
    notes->paragraphs[notes->n_paragraphs - 1].n++;
    return true;
}

static const almost_text *whole_of(const almost_text *account)
{
    return account->whole != NULL ? account->whole : account;
}

static int by_name(const void *a, const void *b)
{
    const al_named_place *x = a, *y = b;
    if (x->name != y->name)
        return x->name < y->name ? -1 : 1;
    return x->at < y->at ? -1 : x->at > y->at;
}

static uint64_t name_of(al_value value)
{
    return value.bytes != NULL ? XXH3_64bits(value.bytes, value.number) : value.number;
}

/* List the elements that have names, if anything leads to one. */
static bool list_named(al_notes *notes, const almost_text *whole)
{
    al_layer_walk links =
        al_layers_walk(whole->layers, AL_LAYER_REFERENCE, (al_range){0, (uint32_t)whole->length});
    size_t n = 0;
    if (whole->milestones == NULL || al_layer_next(&links) == NULL)
        return true;
    const al_milestone *all = al_milestones_all(whole->milestones, AL_MILESTONE_ELEMENT, &n);
    notes->named = al_allocate(notes->allocator, n, sizeof *notes->named);
    if (notes->named == NULL)
        return false;
    for (size_t i = 0; i < n; i++)
        notes->named[i] =
            (al_named_place){name_of(al_milestones_value(whole->milestones, &all[i])), all[i].at};
    notes->n_named = n;
    if (n > 0)
        qsort(notes->named, n, sizeof *notes->named, by_name);
    return true;
}

bool al_notes_find(al_notes *notes, const almost_allocator *allocator, const almost_text *account)
{
    *notes = (al_notes){.allocator = allocator};
    if (!read_lines(notes, account))
        return false;
    if (notes->n_marked > 0)
        qsort(notes->marked, notes->n_marked, sizeof *notes->marked, by_label);
    const almost_text *whole = whole_of(account);
    if (!list_named(notes, whole))
        return false;
    al_layer_walk walk =
        al_layers_walk(whole->layers, AL_LAYER_NOTE, (al_range){0, (uint32_t)account->length});
    for (const al_layer_span *span; (span = al_layer_next(&walk)) != NULL;)
        if (!take_told(notes, account->bytes, span->bytes))
            return false;
    return true;
}

void al_notes_release(al_notes *notes)
{
    if (notes->allocator == NULL) /* never begun */
        return;
    al_release(notes->allocator, notes->marked);
    al_release(notes->allocator, notes->told);
    al_release(notes->allocator, notes->paragraphs);
    al_release(notes->allocator, notes->named);
    *notes = (al_notes){.allocator = NULL};
}

al_range al_notes_marked(const al_notes *notes, const almost_text *account, uint32_t at)
{
    uint32_t behind = at;
    uint64_t label = read_mark(account->bytes, (uint32_t)account->length, &behind);
    size_t low = 0, high = notes->n_marked;
    while (label != 0 && low < high) { /* behind the last with the label: notes stand at the end */
        size_t middle = low + (high - low) / 2;
        if (notes->marked[middle].label <= label)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = label != 0 && low > 0 && notes->marked[low - 1].label == label;
    return found ? notes->marked[low - 1].bytes : (al_range){0, 0};
}

/* The note that begins with the element of a name, to the end of its line; empty: there is none. */
static al_range named_note(const al_notes *notes, const almost_text *account, uint64_t name)
{
    size_t low = 0, high = notes->n_named;
    while (low < high) { /* the first of the name, as in a browser */
        size_t middle = low + (high - low) / 2;
        if (notes->named[middle].name < name)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == notes->n_named || notes->named[low].name != name)
        return (al_range){0, 0};
    uint32_t start = notes->named[low].at, end = start, length = (uint32_t)account->length;
    while (end < length && end - start < longest_note && account->bytes[end] != '\n')
        end++;
    return (al_range){start, end};
}

/* Whether nothing but stops, blanks and brackets parts a quotation or a sign from a link. */
static bool only_stops(const char *bytes, uint32_t start, uint32_t end)
{
    while (start < end && bytes[start] != '\0' && strchr(".,;:!? []()", bytes[start]) != NULL)
        start++;
    return start >= end;
}

uint32_t al_notes_linked(const al_notes *notes, const almost_text *account, uint32_t at,
                         al_range *out, uint32_t most)
{
    enum { farthest = 24, most_links = 8 };
    const almost_text *whole = whole_of(account);
    uint32_t length = (uint32_t)account->length, n = 0, behind = at;
    if (notes->n_named == 0 || at == 0)
        return 0;
    al_range near = {at - 1, length - at > farthest ? at + farthest : length};
    al_layer_walk walk = al_layers_walk(whole->layers, AL_LAYER_REFERENCE, near);
    const al_layer_span *link;
    for (int i = 0; i < most_links && n < most && (link = al_layer_next(&walk)) != NULL; i++) {
        if (link->bytes.end < at || !only_stops(account->bytes, behind, link->bytes.start))
            break;
        behind = link->bytes.end > behind ? link->bytes.end : behind;
        out[n] = named_note(notes, account, name_of(al_layers_value(whole->layers, link)));
        n += out[n].end > out[n].start;
    }
    return n;
}

const al_noted_paragraph *al_notes_paragraph(const al_notes *notes, uint32_t at)
{
    size_t low = 0, high = notes->n_paragraphs;
    while (low < high) { /* the first that ends behind it */
        size_t middle = low + (high - low) / 2;
        if (notes->paragraphs[middle].bytes.end <= at)
            low = middle + 1;
        else
            high = middle;
    }
    bool within = low < notes->n_paragraphs && notes->paragraphs[low].bytes.start <= at;
    return within ? &notes->paragraphs[low] : NULL;
}
