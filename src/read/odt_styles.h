/* SPDX-License-Identifier: Apache-2.0 */
/* What styles of an OpenDocument text say of the text: which are titles, and what is hidden. */
#ifndef AL_ODT_STYLES_H
#define AL_ODT_STYLES_H

#include "read/odt_lists.h"
#include "text/look.h"

#define AL_ODT_OFFICE "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
#define AL_ODT_STYLE "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
#define AL_ODT_TEXT "urn:oasis:names:tc:opendocument:xmlns:text:1.0"

typedef enum al_odt_family { AL_ODT_OF_TEXT, AL_ODT_OF_PARAGRAPH, AL_ODT_OF_OTHER } al_odt_family;

#define AL_ODT_STYLE_NAME 80 /* room for one; longer ones are cut off */

typedef struct al_odt_style {
    al_odt_family family;
    char name[AL_ODT_STYLE_NAME];
    char parent[AL_ODT_STYLE_NAME]; /* "": none */
    int hidden;                     /* 1, 0; -1: not said */
    bool title;
    al_look look;
} al_odt_style;

typedef struct al_odt_styles {
    const almost_allocator *allocator;
    al_odt_style *items; /* by family and name, once complete */
    size_t n, room;
    al_odt_lists lists;
} al_odt_styles;

/*
 * Add those of a document, up to its body. al_odt_styles_release() is called in any case. Errors:
 * those of al_xml_parse().
 */
AL_MUST_CHECK almost_status al_odt_styles_read(al_odt_styles *styles, const al_xml_source *source,
                                               const al_read_options *options, almost_error *error);

/* Put them into order, once all are there. */
void al_odt_styles_complete(al_odt_styles *styles);
void al_odt_styles_release(al_odt_styles *styles);

/* The style of a name, which may be NULL, with what it inherits; NULL when there is none. */
const al_odt_style *al_odt_styles_find(const al_odt_styles *styles, al_odt_family family,
                                       const char *name);

#endif
