/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Namespaces of a document that is read without them: which URI a prefix stands for where
 * (Namespaces in XML 1.0). Expat's own looks at each name and each attribute of each element, which
 * took half of its time with documents of word processors; here an attribute is looked at when it
 * is asked for.
 */
#ifndef AL_XML_NAMES_H
#define AL_XML_NAMES_H

#include "base/buffer.h"
#include "base/must_check.h"

/* A prefix and what it stands for, from an element on to its end. */
typedef struct al_xml_binding {
    uint32_t prefix, length; /* in texts */
    uint32_t uri;            /* likewise, ended by NUL; "" for none */
    uint32_t depth;          /* of the element */
    uint32_t next;           /* older one with the same place in the table, or AL_XML_UNBOUND */
} al_xml_binding;

#define AL_XML_UNBOUND UINT32_MAX

enum { AL_XML_PLACES = 1024 };

typedef struct al_xml_names {
    al_buffer texts;
    al_xml_binding *items;
    size_t n, room;
    uint32_t places[AL_XML_PLACES]; /* the newest of each */
    uint32_t last;                  /* that was found, until there is another */
    bool many;                      /* the limit was reached */
    bool failed;                    /* or memory has ended */
} al_xml_names;

void al_xml_names_init(al_xml_names *names, const almost_allocator *allocator);
void al_xml_names_release(al_xml_names *names);

/* An element of so many around it begins, with pairs of attributes as Expat has them; it ends. */
void al_xml_names_begin(al_xml_names *names, uint32_t depth, const char *const *attributes);
void al_xml_names_end(al_xml_names *names, uint32_t depth);

/* What a prefix stands for now; "" where the default stands for none; NULL: it stands for nothing.
 */
const char *al_xml_names_uri(al_xml_names *names, const char *prefix, size_t length);

#endif
