/* SPDX-License-Identifier: Apache-2.0 */
/*
 * XML, for all readers of formats that are made of it, by Expat: elements, what they enclose, and
 * the bytes of the source that each piece stands in. Nothing is fetched, no external entity is
 * read, what entities unfold to is bounded (by Expat: a hundred times what was read), and so is the
 * depth of elements. Expat's own memory is the C library's.
 */
#ifndef AL_XML_H
#define AL_XML_H

#include "base/must_check.h"
#include "read/reader.h"

#include <string.h>

/* A tag. All of it lives as long as the call that it is handed to. */
typedef struct al_xml_element {
    const char *space;             /* the URI of its namespace, or "" */
    const char *name;              /* without prefix */
    const char *const *attributes; /* as Expat has them; NULL of an end tag: al_xml_attribute() */
    struct al_xml_names *names;    /* what prefixes stand for */
    al_range source;               /* of the tag itself */
} al_xml_element;

/*
 * Who is told what stands in a document, in its order. Any of them may be NULL. A false answer ends
 * the reading at once: what failed is known to who answered, and is what al_xml_parse() is told.
 */
typedef struct al_xml_listener {
    void *of;
    bool (*start)(void *of, const al_xml_element *element);
    bool (*end)(void *of, const al_xml_element *element);
    bool (*text)(void *of, const char *bytes, uint32_t length, al_range source); /* in pieces */
    bool (*instruction)(void *of, const char *target, const char *data);
} al_xml_listener;

/* A document, or a part of one, in memory. */
typedef struct al_xml_source {
    const char *name; /* for messages: of the file */
    const char *part; /* of a packed file, or NULL */
    const char *bytes;
    uint32_t length;
    uint32_t offset;      /* of `bytes` in what the ranges count in */
    const char *encoding; /* instead of the declared one, or NULL */
} al_xml_source;

/*
 * The value of an attribute, or NULL. `space` is the URI of its namespace, or "" for one without.
 */
const char *al_xml_attribute(const al_xml_element *element, const char *space, const char *name);

static inline bool al_xml_is(const al_xml_element *element, const char *space, const char *name)
{
    return strcmp(element->name, name) == 0 && strcmp(element->space, space) == 0;
}

/*
 * Read all of it. Errors: FORMAT (it is not well-formed, with line and column), LIMIT (the depth),
 * MEMORY; OK when the listener has ended it.
 */
AL_MUST_CHECK almost_status al_xml_parse(const al_xml_source *source,
                                         const al_read_options *options,
                                         const al_xml_listener *listener, almost_error *error);

/* The URI and the name of the root element, or false: for probes, of some KiB of a document. */
bool al_xml_root(const char *bytes, uint64_t length, char *space, char *name, size_t room);

#endif
