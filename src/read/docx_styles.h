/* SPDX-License-Identifier: Apache-2.0 */
/* What styles of a Word document say of the text: which are headings, and what is hidden. */
#ifndef AL_DOCX_STYLES_H
#define AL_DOCX_STYLES_H

#include "read/package.h"
#include "text/look.h"

#define AL_DOCX_STYLE_ID 64 /* room for one; longer ones are cut off */

typedef struct al_docx_style {
    char id[AL_DOCX_STYLE_ID];
    char based_on[AL_DOCX_STYLE_ID]; /* "": on none */
    int level;                       /* of a heading, from 1 on; 0: none; -1: not said */
    int hidden;                      /* 1, 0; -1: not said */
    long list;                       /* that its paragraphs are of; 0: none; -1: not said */
    int list_level;                  /* from 0 on; -1: not said */
    al_look look;
} al_docx_style;

typedef struct al_docx_styles {
    const almost_allocator *allocator;
    al_docx_style *items; /* by id */
    size_t n, room;
} al_docx_styles;

/*
 * Read those of a part, which may be NULL. al_docx_styles_release() is called in any case. Errors:
 * those of al_xml_parse().
 */
AL_MUST_CHECK almost_status al_docx_styles_read(al_docx_styles *styles, const al_package *package,
                                                const al_part *part, almost_error *error);
void al_docx_styles_release(al_docx_styles *styles);

/* The style of an id, with what it inherits; NULL when there is none. */
const al_docx_style *al_docx_styles_find(const al_docx_styles *styles, const char *id);

/* What an element of w:rPr says of how letters look; false: nothing. */
bool al_docx_look(al_look *look, const al_xml_element *element);

/* A value of w:val, of an element that switches something on: 1 or 0. */
int al_docx_switch(const al_xml_element *element);

/* The level of a heading for the value of w:outlineLvl: from 1 on, 0 for body text. */
int al_docx_outline(const al_xml_element *element);

/* The value of w:val, or "". */
const char *al_docx_value(const al_xml_element *element);

#endif
