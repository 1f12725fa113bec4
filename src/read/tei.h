/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the TEI reader share: tei.c says what it makes of a document. */
#ifndef AL_TEI_H
#define AL_TEI_H

#include "read/xml.h"

#define AL_TEI_SPACE "http://www.tei-c.org/ns/1.0"
#define AL_XML_SPACE "http://www.w3.org/XML/1998/namespace"

/* Of TEI, or of one that was written before it had a namespace (P4). */
static inline bool al_tei_is(const al_xml_element *element)
{
    return element->space[0] == '\0' || strcmp(element->space, AL_TEI_SPACE) == 0;
}

static inline const char *al_tei_attribute(const al_xml_element *element, const char *name)
{
    return al_xml_attribute(element, "", name);
}

static inline const char *al_tei_id(const al_xml_element *element)
{
    const char *id = al_xml_attribute(element, AL_XML_SPACE, "id");
    return id != NULL ? id : al_xml_attribute(element, "", "id");
}

/* What a pointer such as "edition.xml#A" or "#A" points to, or what is none: "A". */
static inline const char *al_tei_target(const char *pointer)
{
    const char *mark = strrchr(pointer, '#');
    return mark != NULL ? mark + 1 : pointer;
}

#endif
