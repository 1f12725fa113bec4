/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The manifest gives each part an id, the spine is a row of these; either may come first. What of
 * it leads through the book is said by a property (EPUB 3) or the guide (EPUB 2). A picture or the
 * like has another part to fall back to, which is the one that is read.
 */
#include "read/epub_book.h"

#include "base/error.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- Names -------------------------------------------------------------- */

/* By letters, whatever their case, then by case, then as they came. */
static int order(const void *a, const void *b)
{
    const al_name_key *first = a, *second = b;
    int found = strcasecmp(first->name, second->name);
    if (found == 0)
        found = strcmp(first->name, second->name);
    if (found == 0)
        found = first->index < second->index ? -1 : first->index > second->index;
    return found;
}

void al_name_keys_sort(al_name_key *keys, size_t n)
{
    if (n > 1)
        qsort(keys, n, sizeof *keys, order);
}

/* The first key that is not before one. */
static size_t lower_bound(const al_name_key *keys, size_t n, const al_name_key *wanted)
{
    size_t low = 0, high = n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (order(&keys[middle], wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

const al_name_key *al_name_keys_find(const al_name_key *keys, size_t n, const char *name)
{
    al_name_key wanted = {name, 0};
    size_t found = lower_bound(keys, n, &wanted);
    if (found < n && strcasecmp(keys[found].name, name) == 0)
        return &keys[found]; /* the same, or behind it in other letters */
    if (found > 0 && strcasecmp(keys[found - 1].name, name) == 0)
        return &keys[found - 1];
    return NULL;
}

/* --- The package document ----------------------------------------------- */

typedef struct item {
    uint32_t id, name, raw; /* in the book's names */
    uint32_t fallback;      /* the id of another item; where it is empty, of none */
    bool outside;
    bool page; /* it is said to be a page, of whatever markup */
} item;

typedef struct reading {
    al_epub_book *book;
    const char *base; /* the name of the package document */
    item *items;
    size_t n, room;
    uint32_t *guided; /* names of parts that lead through the book */
    size_t n_guided, guided_room;
    bool failed;
} reading;

static uint32_t keep(reading *reading, const char *name)
{
    al_buffer *names = &reading->book->names;
    uint32_t at = (uint32_t)names->length;
    if (names->length > AL_TEXT_MOST_BYTES - strlen(name) - 1)
        reading->failed = true;
    else
        al_buffer_append(names, name, strlen(name) + 1);
    reading->failed |= names->failed;
    return at;
}

static int digit_of(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c = (char)(c | 32);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* The part that a reference leads to, with percent signs solved or `raw`. False: to none. */
static bool resolve(const reading *reading, const char *reference, bool raw, char *name)
{
    char plain[AL_PACKAGE_NAME];
    size_t n = 0;
    for (const char *at = reference; *at != '\0' && *at != '#' && *at != '?'; at++) {
        if (n + 1 == sizeof plain)
            return false;
        int high = *at == '%' && !raw ? digit_of(at[1]) : -1,
            low = high >= 0 ? digit_of(at[2]) : -1;
        plain[n] = *at;
        if (low >= 0 && high * 16 + low != 0) {
            plain[n] = (char)(high * 16 + low);
            at += 2;
        }
        n++;
    }
    plain[n] = '\0';
    return al_package_resolve(reading->base, plain, name);
}

static bool has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; at != NULL && *at != '\0'; at += strspn(at, " \t\n")) {
        size_t step = strcspn(at, " \t\n");
        if (step == length && memcmp(at, word, length) == 0)
            return true;
        at += step;
    }
    return false;
}

/* Markup by its type; pages of pictures alone are none. */
static bool is_page(const char *type)
{
    return type != NULL && strstr(type, "svg") == NULL &&
           (strstr(type, "html") != NULL || strstr(type, "xml") != NULL ||
            strstr(type, "oeb1-document") != NULL);
}

static void add_item(reading *reading, const al_xml_element *element)
{
    char name[AL_PACKAGE_NAME], raw[AL_PACKAGE_NAME];
    const char *id = al_xml_attribute(element, "", "id"),
               *reference = al_xml_attribute(element, "", "href"),
               *fallback = al_xml_attribute(element, "", "fallback");
    if (id == NULL || reference == NULL || !resolve(reading, reference, false, name) ||
        !resolve(reading, reference, true, raw))
        return;
    if (!al_grow(reading->book->allocator, (void **)&reading->items, &reading->room, reading->n + 1,
                 sizeof *reading->items)) {
        reading->failed = true;
        return;
    }
    reading->items[reading->n++] =
        (item){.id = keep(reading, id),
               .name = keep(reading, name),
               .raw = keep(reading, raw),
               .fallback = keep(reading, fallback != NULL ? fallback : ""),
               .outside = has_word(al_xml_attribute(element, "", "properties"), "nav"),
               .page = is_page(al_xml_attribute(element, "", "media-type"))};
}

static void add_step(reading *reading, const char *id)
{
    al_epub_book *book = reading->book;
    if (id == NULL)
        return;
    if (!al_grow(book->allocator, (void **)&book->steps, &book->room, book->n + 1,
                 sizeof *book->steps))
        reading->failed = true;
    else
        book->steps[book->n++] = (al_epub_step){.name = keep(reading, id)};
}

/* What the guide says is a cover or a table of contents, where it is a part of its own. */
static void add_guided(reading *reading, const al_xml_element *element)
{
    char name[AL_PACKAGE_NAME];
    const char *type = al_xml_attribute(element, "", "type"),
               *reference = al_xml_attribute(element, "", "href");
    if (type == NULL || reference == NULL || strchr(reference, '#') != NULL ||
        (strcmp(type, "cover") != 0 && strcmp(type, "toc") != 0) ||
        !resolve(reading, reference, false, name))
        return;
    if (!al_grow(reading->book->allocator, (void **)&reading->guided, &reading->guided_room,
                 reading->n_guided + 1, sizeof *reading->guided))
        reading->failed = true;
    else
        reading->guided[reading->n_guided++] = keep(reading, name);
}

static bool on_start(void *of, const al_xml_element *element)
{
    reading *reading = of;
    if (strcmp(element->name, "item") == 0)
        add_item(reading, element);
    else if (strcmp(element->name, "itemref") == 0)
        add_step(reading, al_xml_attribute(element, "", "idref"));
    else if (strcmp(element->name, "reference") == 0)
        add_guided(reading, element);
    return !reading->failed;
}

/* --- Ids become names of parts ------------------------------------------ */

/* What is read for an item: it, or what it falls back to. Who leads back to himself is himself. */
static const item *shown(const reading *reading, const al_name_key *ids, size_t index)
{
    enum { LONGEST = 16 };
    const item *item = &reading->items[index];
    const char *names = reading->book->names.bytes;
    for (int i = 0; i < LONGEST && !item->page; i++) {
        const al_name_key *next = names[item->fallback] != '\0'
                                      ? al_name_keys_find(ids, reading->n, names + item->fallback)
                                      : NULL;
        if (next == NULL)
            break;
        item = &reading->items[next->index];
    }
    return item;
}

/* Of a book without a spine all pages are read. False when memory ends. */
static bool add_pages(reading *reading)
{
    char id[AL_PACKAGE_NAME];
    for (size_t i = 0; i < reading->n && !reading->failed; i++) {
        if (!reading->items[i].page) /* its name moves as others are kept */
            continue;
        snprintf(id, sizeof id, "%s", reading->book->names.bytes + reading->items[i].id);
        add_step(reading, id);
    }
    return !reading->failed;
}

/* What the spine calls by id is a part. */
static void solve_steps(const reading *reading, const al_name_key *ids)
{
    al_epub_book *book = reading->book;
    for (size_t i = 0; i < book->n; i++) {
        al_epub_step *step = &book->steps[i];
        const al_name_key *found = al_name_keys_find(ids, reading->n, al_epub_name(book, step));
        if (found == NULL)
            continue;
        const item *item = shown(reading, ids, found->index);
        *step = (al_epub_step){item->name, item->raw, item->outside, true};
    }
}

static void solve_guide(const reading *reading, const al_name_key *guided)
{
    al_epub_book *book = reading->book;
    for (size_t i = 0; i < book->n; i++)
        if (al_name_keys_find(guided, reading->n_guided, al_epub_name(book, &book->steps[i])))
            book->steps[i].outside = true;
}

static bool solve(reading *reading)
{
    if (reading->book->n == 0 && !add_pages(reading))
        return false;
    const almost_allocator *allocator = reading->book->allocator;
    const char *names = reading->book->names.bytes;
    size_t n = reading->n > reading->n_guided ? reading->n : reading->n_guided;
    al_name_key *keys = al_allocate(allocator, n, sizeof *keys);
    if (keys == NULL)
        return false;
    for (size_t i = 0; i < reading->n; i++)
        keys[i] = (al_name_key){names + reading->items[i].id, i};
    al_name_keys_sort(keys, reading->n);
    solve_steps(reading, keys);
    for (size_t i = 0; i < reading->n_guided; i++)
        keys[i] = (al_name_key){names + reading->guided[i], i};
    al_name_keys_sort(keys, reading->n_guided);
    solve_guide(reading, keys);
    al_release(allocator, keys);
    return true;
}

almost_status al_epub_book_read(al_epub_book *book, const al_package *package, const al_part *opf,
                                almost_error *error)
{
    *book = (al_epub_book){.allocator = package->parts->allocator};
    al_buffer_init(&book->names, book->allocator);
    reading reading = {.book = book, .base = al_part_name(package->parts, opf)};
    al_xml_listener listener = {.of = &reading, .start = on_start};
    almost_status status = al_package_parse(package, opf, &listener, error);
    if (status == ALMOST_OK && (reading.failed || !solve(&reading)))
        status = al_fail_memory(error);
    al_release(book->allocator, reading.items);
    al_release(book->allocator, reading.guided);
    return status;
}

void al_epub_book_release(al_epub_book *book)
{
    al_release(book->allocator, book->steps);
    al_buffer_release(&book->names);
}
