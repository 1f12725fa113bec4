/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines of a source that begin with a label. A line within a paragraph is none: of a sentence that
 * happens to break before `chapter 5` no part begins.
 */
#include "quote/parts.h"

#include "base/search.h"
#include "base/utf8.h"
#include "text/chapters.h"
#include "text/signs.h"

#include <stdlib.h>
#include <string.h>

enum { least_parts = 2 /* of a kind: one alone is cited by somebody in it */ };

bool al_parts_init(al_parts *parts, const al_sources *sources)
{
    *parts = (al_parts){.sources = sources};
    parts->of = al_allocate_zero(sources->allocator, sources->n, sizeof *parts->of);
    return parts->of != NULL;
}

void al_parts_release(al_parts *parts)
{
    if (parts->of == NULL)
        return;
    const almost_allocator *allocator = parts->sources->allocator;
    for (size_t i = 0; i < parts->sources->n; i++) {
        al_release(allocator, parts->of[i].items);
        al_release(allocator, parts->of[i].by_label);
    }
    al_release(allocator, parts->of);
    parts->of = NULL;
}

/* The first word of a source that begins at a byte or behind it. */
static uint32_t word_at(const al_sources *sources, const al_source *source, uint32_t byte)
{
    return (uint32_t)AL_FIRST_FROM(al_word_span, sources->spans, source->first, source->end, start,
                                   byte);
}

static bool add(al_parts *parts, size_t index, al_part_label label, al_range title)
{
    const al_sources *sources = parts->sources;
    al_source_parts *list = &parts->of[index];
    if (!al_grow(sources->allocator, (void **)&list->items, &list->room, list->n + 1,
                 sizeof *list->items))
        return false;
    const al_source *source = &sources->items[index];
    list->items[list->n++] =
        (al_part){label, {word_at(sources, source, title.start), source->end}, title};
    return true;
}

/* Whether a paragraph may begin at a line: behind an empty one, or behind the end of a sentence. */
static bool may_begin(const char *bytes, uint32_t line)
{
    uint32_t at = line, breaks = 0;
    while (at > 0 && al_is_space_byte(bytes[at - 1]))
        breaks += bytes[--at] == '\n';
    if (at == 0 || breaks > 1)
        return true;
    return strchr(".:;!?)", bytes[at - 1]) != NULL || (unsigned char)bytes[at - 1] >= 0x80;
}

/* Behind a label: the end of its line, a stop, a blank and no small letter: `Chapter 5 tells`. */
static bool may_end(const char *bytes, uint32_t end, uint32_t at)
{
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t'))
        at++;
    return at >= end || !(bytes[at] >= 'a' && bytes[at] <= 'z');
}

static bool read_line(al_parts *parts, size_t index, const char *bytes, al_range line)
{
    uint32_t at = line.start;
    while (at < line.end && strchr(" \t\r#*_>=", bytes[at]) != NULL && bytes[at] != '\0')
        at++;
    al_range title = {at, at};
    al_part_label label;
    if (!al_part_label_read(bytes, line.end, &title.end, &label) || !may_begin(bytes, line.start) ||
        !may_end(bytes, line.end, title.end))
        return true;
    return add(parts, index, label, title);
}

static bool read_lines(al_parts *parts, size_t index)
{
    const almost_text *text = parts->sources->items[index].text;
    uint32_t length = (uint32_t)text->length;
    for (uint32_t start = 0; start < length;) {
        const char *end = memchr(text->bytes + start, '\n', length - start);
        uint32_t behind = end != NULL ? (uint32_t)(end - text->bytes) : length;
        if (!read_line(parts, index, text->bytes, (al_range){start, behind}))
            return false;
        start = behind + 1;
    }
    return true;
}

/* Chapters whose headings are numbers alone, or begin with one: `IV`, `4. The Ferry`. */
static bool read_chapters(al_parts *parts, size_t index)
{
    static const char chapter[] = "chapter ";
    const almost_text *text = parts->sources->items[index].text;
    al_chapters chapters;
    if (!al_chapters_find(text, parts->sources->allocator, &chapters))
        return false;
    bool fine = true;
    for (size_t i = 0; i < chapters.n && fine; i++) {
        const al_range title = chapters.items[i].title;
        char room[64] = {0};
        uint32_t n = title.end - title.start, at = 0;
        n = n < 40 ? n : 40;
        memcpy(room, chapter, sizeof chapter);
        memcpy(room + sizeof chapter - 1, text->bytes + title.start, n);
        al_part_label label;
        if (n > 0 && al_part_label_read(room, n + (uint32_t)sizeof chapter - 1, &at, &label))
            fine = add(parts, index, label, title);
    }
    al_release(parts->sources->allocator, chapters.items);
    return fine;
}

static int by_place(const void *a, const void *b)
{
    const al_part *x = a, *y = b;
    if (x->label.kind != y->label.kind)
        return x->label.kind < y->label.kind ? -1 : 1;
    return x->title.start < y->title.start ? -1 : x->title.start > y->title.start;
}

/* Let each part end where the next of its kind begins, and drop kinds of which there is one. */
static void settle(al_source_parts *list)
{
    enum { kinds = AL_PART_PSALM + 1 };
    size_t counts[kinds] = {0}, kept = 0;
    for (size_t i = 0; i < list->n; i++)
        counts[list->items[i].label.kind]++;
    for (size_t i = 0; i < list->n; i++)
        if (counts[list->items[i].label.kind] >= least_parts)
            list->items[kept++] = list->items[i];
    list->n = kept;
    if (kept > 0)
        qsort(list->items, kept, sizeof *list->items, by_place);
    for (size_t i = 0; i + 1 < kept; i++)
        if (list->items[i].label.kind == list->items[i + 1].label.kind)
            list->items[i].words.end = list->items[i + 1].words.start;
}

/* A part by its label, on its way to be sorted. */
typedef struct labelled {
    al_part_label label;
    uint32_t item;
} labelled;

static int by_label(const void *a, const void *b)
{
    const labelled *x = a, *y = b;
    if (x->label.kind != y->label.kind)
        return x->label.kind < y->label.kind ? -1 : 1;
    if (x->label.number != y->label.number)
        return x->label.number < y->label.number ? -1 : 1;
    return x->item < y->item ? -1 : x->item > y->item;
}

/* False when memory ends. */
static bool sort_labels(const almost_allocator *allocator, al_source_parts *list)
{
    labelled *rows = al_allocate(allocator, list->n, sizeof *rows);
    list->by_label = al_allocate(allocator, list->n, sizeof *list->by_label);
    bool fine = rows != NULL && list->by_label != NULL;
    for (size_t i = 0; fine && i < list->n; i++)
        rows[i] = (labelled){list->items[i].label, (uint32_t)i};
    if (fine && list->n > 0)
        qsort(rows, list->n, sizeof *rows, by_label);
    for (size_t i = 0; fine && i < list->n; i++)
        list->by_label[i] = rows[i].item;
    al_release(allocator, rows);
    return fine;
}

/* Find the parts of a source, once. */
static bool know(al_parts *parts, size_t index)
{
    al_source_parts *list = &parts->of[index];
    bool chapters = false;
    if (list->known)
        return true;
    if (!read_lines(parts, index))
        return false;
    for (size_t i = 0; i < list->n; i++)
        chapters |= list->items[i].label.kind == AL_PART_CHAPTER;
    if (!chapters && !read_chapters(parts, index))
        return false;
    settle(list);
    list->known = sort_labels(parts->sources->allocator, list);
    return list->known;
}

/* The first place in `by_label` of a label or behind it. */
static size_t lower(const al_source_parts *list, al_part_label label)
{
    const labelled wanted = {label, 0};
    size_t low = 0, high = list->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const labelled at = {list->items[list->by_label[middle]].label, list->by_label[middle]};
        if (by_label(&at, &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool al_parts_labelled(al_parts *parts, size_t source, al_part_label label,
                       al_range out[AL_PARTS_MOST], uint32_t *n)
{
    *n = 0;
    if (!know(parts, source))
        return false;
    const al_source_parts *list = &parts->of[source];
    for (size_t i = lower(list, label); i < list->n; i++) {
        const al_part *part = &list->items[list->by_label[i]];
        if (part->label.kind != label.kind || part->label.number != label.number)
            break;
        if (*n == AL_PARTS_MOST) {
            *n = 0;
            return true;
        }
        if (part->words.start < part->words.end)
            out[(*n)++] = part->words;
    }
    return true;
}

bool al_parts_at(al_parts *parts, size_t source, uint8_t kind, uint32_t word, const al_part **out)
{
    *out = NULL;
    if (!know(parts, source))
        return false;
    const al_source_parts *list = &parts->of[source];
    size_t low = 0, high = list->n;
    while (low < high) { /* behind the last of the kind that begins at the word or before it */
        size_t middle = low + (high - low) / 2;
        const al_part *part = &list->items[middle];
        if (part->label.kind < kind || (part->label.kind == kind && part->words.start <= word))
            low = middle + 1;
        else
            high = middle;
    }
    const al_part *found = low > 0 ? &list->items[low - 1] : NULL;
    if (found != NULL && found->label.kind == kind && word < found->words.end)
        *out = found;
    return true;
}
