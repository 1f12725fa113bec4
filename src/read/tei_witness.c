/* SPDX-License-Identifier: Apache-2.0 */
/* One walk that looks at entries of lists and at every @wit; see tei_witness.h. */
#include "read/tei_witness.h"

#include "base/error.h"
#include "text/signs.h"

enum {
    MOST_NAMES = 64,  /* of one witness */
    MOST_OTHERS = 24, /* that a message lists */
    LONGEST = 64      /* bytes of a siglum */
};

typedef struct walk {
    al_tei_witness *witness;
    const char *wanted;
    al_buffer groups;     /* ids of the lists that are open, each ended by NUL */
    al_buffer names;      /* of the entry that is open, likewise */
    char siglum[LONGEST]; /* as far as it was read */
    size_t siglum_length;
    bool listed;                         /* there are entries, and who else is named is none */
    uint32_t depth, entry, abbreviation; /* the depths that these are open at, or 0 */
} walk;

static void add(al_buffer *names, const char *name, size_t length)
{
    if (length == 0 || length >= LONGEST)
        return;
    al_buffer_append(names, name, length);
    al_buffer_append(names, "", 1);
}

static bool holds(const al_buffer *names, const char *name, size_t length)
{
    for (size_t at = 0; at < names->length; at += strlen(names->bytes + at) + 1)
        if (strncmp(names->bytes + at, name, length) == 0 && names->bytes[at + length] == '\0')
            return true;
    return false;
}

static void add_name(al_tei_witness *witness, const char *name)
{
    if (witness->n_names == MOST_NAMES || holds(&witness->names, name, strlen(name)))
        return;
    witness->n_names++;
    add(&witness->names, name, strlen(name));
}

static void add_other(al_tei_witness *witness, const char *name, size_t length)
{
    if (length == 0 || length >= LONGEST || holds(&witness->others, name, length))
        return;
    if (witness->n_others == MOST_OTHERS) {
        witness->more_others = true;
        return;
    }
    witness->n_others++;
    add(&witness->others, name, length);
}

const char *al_tei_next_siglum(const char *at, size_t *length)
{
    while (*at != '\0' && al_is_space_byte(*at))
        at++;
    if (*at == '\0')
        return NULL;
    const char *end = at, *start = at;
    for (; *end != '\0' && !al_is_space_byte(*end); end++)
        if (*end == '#')
            start = end + 1;
    *length = (size_t)(end - start);
    return start;
}

bool al_tei_witness_named(const al_tei_witness *witness, const char *list)
{
    size_t length = 0;
    for (const char *at = list; at != NULL && (at = al_tei_next_siglum(at, &length)) != NULL;
         at += length)
        if (length > 0 && holds(&witness->names, at, length))
            return true;
    return false;
}

bool al_tei_witness_another(const al_tei_witness *witness, const char *list)
{
    size_t length = 0;
    bool another = false;
    for (const char *at = list; at != NULL && (at = al_tei_next_siglum(at, &length)) != NULL;
         at += length)
        another |= length > 0 && holds(&witness->others, at, length);
    return another && !al_tei_witness_named(witness, list);
}

/* Sigla that are used, in a list or not. */
static void see_list(walk *walk, const char *list)
{
    size_t length = 0, wanted = strlen(walk->wanted);
    for (const char *at = list; at != NULL && (at = al_tei_next_siglum(at, &length)) != NULL;
         at += length) {
        walk->witness->found |= length == wanted && memcmp(at, walk->wanted, length) == 0;
        if (!walk->listed)
            add_other(walk->witness, at, length);
    }
}

static void entry_start(walk *walk, const al_xml_element *element)
{
    const char *id = al_tei_id(element), *number = al_tei_attribute(element, "n");
    walk->entry = walk->depth;
    walk->names.length = 0;
    if (id != NULL)
        add(&walk->names, id, strlen(id));
    if (number != NULL)
        add(&walk->names, number, strlen(number));
}

/* All that an entry is called is one witness. */
static void entry_end(walk *walk)
{
    walk->entry = 0;
    walk->listed = true;
    if (walk->names.length > 0)
        add_other(walk->witness, walk->names.bytes, strlen(walk->names.bytes));
    if (!holds(&walk->names, walk->wanted, strlen(walk->wanted)))
        return;
    walk->witness->found = true;
    const al_buffer *lists[] = {&walk->names, &walk->groups};
    for (int i = 0; i < 2; i++)
        for (size_t at = 0; at < lists[i]->length; at += strlen(lists[i]->bytes + at) + 1)
            add_name(walk->witness, lists[i]->bytes + at);
}

static void list_start(walk *walk, const al_xml_element *element)
{
    const char *id = al_tei_id(element);
    if (id == NULL || strlen(id) >= LONGEST)
        id = "";
    al_buffer_append(&walk->groups, id, strlen(id) + 1);
    walk->witness->found |= strcmp(id, walk->wanted) == 0;
}

static void list_end(walk *walk)
{
    size_t length = walk->groups.length;
    if (length == 0)
        return;
    for (length--; length > 0 && walk->groups.bytes[length - 1] != '\0';)
        length--;
    walk->groups.length = length;
}

static bool on_start(void *of, const al_xml_element *element)
{
    walk *walk = of;
    walk->depth++;
    if (!al_tei_is(element))
        return true;
    if (strcmp(element->name, "listWit") == 0)
        list_start(walk, element);
    else if (strcmp(element->name, "witness") == 0)
        entry_start(walk, element);
    else if (walk->entry > 0 && strcmp(element->name, "abbr") == 0)
        walk->abbreviation = walk->depth;
    walk->siglum_length = 0;
    see_list(walk, al_tei_attribute(element, "wit"));
    return !walk->groups.failed && !walk->names.failed;
}

static bool on_end(void *of, const al_xml_element *element)
{
    walk *walk = of;
    if (walk->abbreviation == walk->depth) {
        add(&walk->names, walk->siglum, walk->siglum_length);
        walk->abbreviation = 0;
    } else if (walk->entry == walk->depth) {
        entry_end(walk);
    } else if (al_tei_is(element) && strcmp(element->name, "listWit") == 0) {
        list_end(walk);
    }
    walk->depth--;
    return !walk->groups.failed && !walk->names.failed;
}

static bool on_text(void *of, const char *bytes, uint32_t length, al_range source)
{
    walk *walk = of;
    (void)source;
    if (walk->abbreviation == 0)
        return true;
    for (uint32_t i = 0; i < length && walk->siglum_length < LONGEST - 1; i++)
        if (!al_is_space_byte(bytes[i]))
            walk->siglum[walk->siglum_length++] = bytes[i];
    return true;
}

/* That there is none of that name, and which there are. */
static almost_status unknown(const al_tei_witness *witness, const char *name, const char *wanted,
                             almost_error *error)
{
    char list[160]; /* a message has room for it */
    size_t length = 0;
    bool more = witness->more_others;
    if (witness->n_others == 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, name,
                       "has no witnesses, and %s is asked for; read it without", wanted);
    for (size_t at = 0; at < witness->others.length;) {
        const char *other = witness->others.bytes + at;
        size_t own = strlen(other);
        at += own + 1;
        if (length + own + 2 > sizeof list) {
            more = true;
            continue;
        }
        if (length > 0) {
            memcpy(list + length, ", ", 2);
            length += 2;
        }
        memcpy(list + length, other, own);
        length += own;
    }
    return al_fail(error, ALMOST_ERROR_ARGUMENT, name, "has no witness %s; it has %.*s%s", wanted,
                   (int)length, list, more ? " and others" : "");
}

almost_status al_tei_witness_read(al_tei_witness *witness, const al_xml_source *source,
                                  const al_read_options *options, const almost_allocator *allocator,
                                  almost_error *error)
{
    *witness = (al_tei_witness){0};
    al_buffer_init(&witness->names, allocator);
    al_buffer_init(&witness->others, allocator);
    walk walk = {.witness = witness, .wanted = al_tei_target(options->witness)};
    al_buffer_init(&walk.groups, allocator);
    al_buffer_init(&walk.names, allocator);
    add_name(witness, walk.wanted);
    al_xml_listener listener = {&walk, on_start, on_end, on_text, NULL};
    almost_status status = al_xml_parse(source, options, &listener, error);
    bool failed =
        walk.groups.failed || walk.names.failed || witness->names.failed || witness->others.failed;
    al_buffer_release(&walk.groups);
    al_buffer_release(&walk.names);
    if (status == ALMOST_OK && failed)
        return al_fail_memory(error);
    if (status == ALMOST_OK && !witness->found)
        return unknown(witness, source->name, walk.wanted, error);
    return status;
}

void al_tei_witness_release(al_tei_witness *witness)
{
    al_buffer_release(&witness->names);
    al_buffer_release(&witness->others);
}
