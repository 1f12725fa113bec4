/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Edits as lines of a list: where one stands, what it touches, and the words around it; or of
 * equal changes what they are, how many, and where the first of them stand.
 */
#ifndef AL_WRITE_LISTING_H
#define AL_WRITE_LISTING_H

#include "compare/groups.h"
#include "write/page.h"

enum { AL_LISTED_PLACES = 4 };

/* One line of it. */
typedef struct al_listed {
    const al_change *change;           /* the loudest that it stands for */
    al_change whole;                   /* the edit that the change is of */
    const al_group *group;             /* that it stands for, or NULL */
    uint64_t byte;                     /* of the telling, where it stands */
    uint64_t places[AL_LISTED_PLACES]; /* bytes of the first changes of the group, if asked for */
    uint32_t n_places;
    bool more; /* of its changes stand behind those */
} al_listed;

/*
 * The line of a change, which stands for its group if it has one, else for the edit that goes from
 * change `first` to change `last`.
 */
al_listed al_listed_of(const almost_comparison *comparison, const al_change *change, size_t first,
                       size_t last);

/* A list for the width of its page. */
typedef struct al_listing {
    const al_page *page;
    uint32_t digits; /* cells of the longest number of a line, or other place */
    uint32_t ids;    /* cells of ids; 0: there are none */
    uint32_t cells;  /* for the words */
} al_listing;

al_listing al_listing_of(const al_page *page, const al_listed *listed, size_t n);

/* Send one line. False when memory ends. */
bool al_listing_send(const al_listing *listing, al_line *line, const al_listed *listed);

#endif
