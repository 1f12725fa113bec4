/* SPDX-License-Identifier: Apache-2.0 */
/* All names as they come; then each once, by sorting, so that no list of names costs its square. */
#include "read/tei_sigla.h"

#include "base/error.h"
#include "read/tei_witness.h"

#include <stdlib.h>

typedef struct walk {
    const almost_allocator *allocator;
    al_buffer names; /* each ended by NUL */
    size_t *starts;
    size_t n, room;
    bool listed; /* they are those of a list, in which all are that there are */
    bool failed;
} walk;

static void add(walk *walk, const char *name, size_t length)
{
    if (length == 0)
        return;
    if (!al_grow(walk->allocator, (void **)&walk->starts, &walk->room, walk->n + 1,
                 sizeof *walk->starts)) {
        walk->failed = true;
        return;
    }
    walk->starts[walk->n++] = walk->names.length;
    al_buffer_append(&walk->names, name, length);
    al_buffer_append(&walk->names, "", 1);
    walk->failed |= walk->names.failed;
}

static void see_entry(walk *walk, const al_xml_element *element)
{
    const char *id = al_tei_id(element), *number = al_tei_attribute(element, "n");
    const char *name = id != NULL ? id : number;
    if (name == NULL)
        return;
    if (!walk->listed)
        walk->n = walk->names.length = 0;
    walk->listed = true;
    add(walk, name, strlen(name));
}

static bool on_start(void *of, const al_xml_element *element)
{
    walk *walk = of;
    size_t length = 0;
    if (!al_tei_is(element))
        return true;
    if (strcmp(element->name, "witness") == 0)
        see_entry(walk, element);
    else if (!walk->listed)
        for (const char *at = al_tei_attribute(element, "wit");
             at != NULL && (at = al_tei_next_siglum(at, &length)) != NULL; at += length)
            add(walk, at, length);
    return !walk->failed;
}

static int by_name(const void *one, const void *other)
{
    const char *const *a = one, *const *b = other;
    int order = strcmp(*a, *b);
    return order != 0 ? order : (*a > *b) - (*a < *b);
}

static int by_place(const void *one, const void *other)
{
    const char *const *a = one, *const *b = other;
    return (*a > *b) - (*a < *b);
}

/* The text takes the names over, each once, where it first stood. */
static bool hand_over(walk *walk, almost_text *text)
{
    size_t kept = 0;
    if (walk->n == 0)
        return true;
    const char **names = al_allocate(walk->allocator, walk->n, sizeof *names);
    if (names == NULL)
        return false;
    for (size_t i = 0; i < walk->n; i++)
        names[i] = walk->names.bytes + walk->starts[i];
    qsort(names, walk->n, sizeof *names, by_name);
    for (size_t i = 0; i < walk->n; i++)
        if (kept == 0 || strcmp(names[kept - 1], names[i]) != 0)
            names[kept++] = names[i];
    qsort(names, kept, sizeof *names, by_place);
    text->witnesses = names;
    text->n_witnesses = kept;
    text->witness_names = walk->names.bytes;
    walk->names.bytes = NULL;
    return true;
}

almost_status al_tei_sigla_read(almost_text *text, const al_xml_source *source,
                                const al_read_options *options, almost_error *error)
{
    walk walk = {.allocator = text->allocator};
    al_xml_listener listener = {&walk, on_start, NULL, NULL, NULL};
    al_buffer_init(&walk.names, text->allocator);
    almost_status status = al_xml_parse(source, options, &listener, error);
    if (status == ALMOST_OK && (walk.failed || !hand_over(&walk, text)))
        status = al_fail_memory(error);
    al_buffer_release(&walk.names);
    al_release(text->allocator, walk.starts);
    return status;
}
