/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The numbers of an OpenDocument text's lists and headings, which are not in its text: styles say
 * how each level is numbered, and items are counted (OASIS OpenDocument 1.3, part 3, 16.29 on).
 */
#ifndef AL_ODT_LISTS_H
#define AL_ODT_LISTS_H

#include "read/xml.h"

enum { AL_ODT_LEVELS = 10, AL_ODT_NUMBER = 64 /* room for one, as it is shown */ };

typedef struct al_odt_level {
    char format; /* for al_list_number(); '-': a bullet or nothing */
    char before[16], behind[16];
    uint32_t start;
    uint32_t shown; /* numbers of so many levels, its own the last */
} al_odt_level;

typedef struct al_odt_list_style {
    char name[80]; /* longer ones are cut off; "": the headings' */
    al_odt_level levels[AL_ODT_LEVELS];
} al_odt_list_style;

typedef struct al_odt_lists {
    const almost_allocator *allocator;
    al_odt_list_style *items; /* by name, once complete */
    size_t n, room;
    bool open; /* the last of them is */
} al_odt_lists;

/* Styles begin and end: called for each element of a part. False when memory ends. */
AL_MUST_CHECK bool al_odt_lists_see(al_odt_lists *lists, const al_xml_element *element);
void al_odt_lists_see_end(al_odt_lists *lists, const al_xml_element *element);
/* Put them into order, once all are there. */
void al_odt_lists_complete(al_odt_lists *lists);
void al_odt_lists_release(al_odt_lists *lists);

/* How far lists are counted, in the order of a text. */
typedef struct al_odt_counting {
    const al_odt_lists *lists;
    struct al_odt_counted *counted; /* of each style */
    uint32_t *open;                 /* the styles of the lists that are open, the outermost first */
    size_t n_open, open_room;
    bool waiting;   /* an item has begun, and nothing of it was seen */
    uint32_t start; /* its number, where it says so; UINT32_MAX: it does not */
} al_odt_counting;

/* False when memory ends; al_odt_counting_release() in any case. */
AL_MUST_CHECK bool al_odt_counting_init(al_odt_counting *counting, const al_odt_lists *lists);
void al_odt_counting_release(al_odt_counting *counting);

/* A list begins, or ends; one goes on counting or begins anew. False when memory ends. */
AL_MUST_CHECK bool al_odt_list_begin(al_odt_counting *counting, const al_xml_element *element);
void al_odt_list_end(al_odt_counting *counting);
void al_odt_item_begin(al_odt_counting *counting, const al_xml_element *element);

/* The first of an item is there: count it, and say how it is numbered, or "" where it is not. */
void al_odt_item_count(al_odt_counting *counting, char shown[static AL_ODT_NUMBER]);
/* A heading is there, of a level from 1 on. */
void al_odt_heading_count(al_odt_counting *counting, int level, char shown[static AL_ODT_NUMBER]);

#endif
