/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bindings are a stack; a table by a keyed hash of the prefix has the newest of each place, so that
 * a document cannot choose prefixes that are slow to find.
 */
#include "read/xml_names.h"

#include "base/secret.h"

#include <string.h>

/* At once. Documents have a dozen or two; those that bring more are made to be slow. */
enum { MOST = 10000, SHORTEST_XMLNS = 5 };

void al_xml_names_init(al_xml_names *names, const almost_allocator *allocator)
{
    *names = (al_xml_names){.last = AL_XML_UNBOUND};
    al_buffer_init(&names->texts, allocator);
    memset(names->places, 0xFF, sizeof names->places);
}

void al_xml_names_release(al_xml_names *names)
{
    al_release(names->texts.allocator, names->items);
    al_buffer_release(&names->texts);
}

static uint32_t place_of(const char *prefix, size_t length)
{
    const uint64_t *secret = al_secret();
    uint64_t hash = length;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ (unsigned char)prefix[i]) * secret[0] ^ hash >> 29;
    return al_secret_place(hash, secret[1]) % AL_XML_PLACES;
}

static bool is(const al_xml_names *names, const al_xml_binding *binding, const char *prefix,
               size_t length)
{
    return binding->length == length &&
           memcmp(names->texts.bytes + binding->prefix, prefix, length) == 0;
}

static void bind(al_xml_names *names, uint32_t depth, const char *prefix, const char *uri)
{
    size_t length = strlen(prefix);
    uint32_t *place = &names->places[place_of(prefix, length)];
    if (names->n == MOST) {
        names->many = true;
        return;
    }
    uint32_t start = (uint32_t)names->texts.length;
    al_buffer_append(&names->texts, prefix, length);
    al_buffer_append(&names->texts, uri, strlen(uri) + 1);
    if (names->texts.failed || names->texts.length > UINT32_MAX / 2 ||
        !al_grow(names->texts.allocator, (void **)&names->items, &names->room, names->n + 1,
                 sizeof *names->items)) {
        names->failed = true;
        return;
    }
    names->items[names->n] = (al_xml_binding){.prefix = start,
                                              .length = (uint32_t)length,
                                              .uri = start + (uint32_t)length,
                                              .depth = depth,
                                              .next = *place};
    *place = (uint32_t)names->n++;
    names->last = AL_XML_UNBOUND;
}

void al_xml_names_begin(al_xml_names *names, uint32_t depth, const char *const *attributes)
{
    for (const char *const *pair = attributes; *pair != NULL; pair += 2) {
        const char *name = pair[0];
        if (name[0] != 'x' || strncmp(name, "xmlns", SHORTEST_XMLNS) != 0)
            continue;
        if (name[SHORTEST_XMLNS] == '\0')
            bind(names, depth, "", pair[1]);
        else if (name[SHORTEST_XMLNS] == ':')
            bind(names, depth, name + SHORTEST_XMLNS + 1, pair[1]);
    }
}

void al_xml_names_end(al_xml_names *names, uint32_t depth)
{
    while (names->n > 0 && names->items[names->n - 1].depth >= depth) {
        const al_xml_binding *last = &names->items[--names->n];
        const char *prefix = names->texts.bytes + last->prefix;
        names->places[place_of(prefix, last->length)] = last->next;
        names->texts.length = last->prefix;
        names->last = AL_XML_UNBOUND;
    }
}

const char *al_xml_names_uri(al_xml_names *names, const char *prefix, size_t length)
{
    if (names->last != AL_XML_UNBOUND && is(names, &names->items[names->last], prefix, length))
        return names->texts.bytes + names->items[names->last].uri;
    if (length == 3 && memcmp(prefix, "xml", 3) == 0)
        return "http://www.w3.org/XML/1998/namespace";
    uint32_t found = names->n > 0 ? names->places[place_of(prefix, length)] : AL_XML_UNBOUND;
    while (found != AL_XML_UNBOUND && !is(names, &names->items[found], prefix, length))
        found = names->items[found].next;
    if (found == AL_XML_UNBOUND)
        return length == 0 ? "" : NULL;
    names->last = found;
    return names->texts.bytes + names->items[found].uri;
}
