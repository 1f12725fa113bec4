/* SPDX-License-Identifier: Apache-2.0 */
/* What is to be known of the elements of HTML, by their names. */
#ifndef AL_HTML_TAGS_H
#define AL_HTML_TAGS_H

#include "read/html_token.h"

/* Bits of an element. */
enum {
    AL_TAG_BLOCK = 1,     /* stands apart from what is before and behind it */
    AL_TAG_VOID = 2,      /* holds nothing and has no end tag */
    AL_TAG_SPECIAL = 4,   /* bounds inline elements: their end tags do not reach beyond it */
    AL_TAG_CLOSES_P = 8,  /* no paragraph goes on where it begins */
    AL_TAG_BOUNDS = 16,   /* end tags of blocks do not reach beyond it */
    AL_TAG_LIST = 32,     /* bounds items */
    AL_TAG_HIDDEN = 64,   /* is not shown */
    AL_TAG_LITERAL = 128, /* holds text without markup, and without references */
    AL_TAG_TEXT = 256,    /* holds text without markup */
    AL_TAG_PRE = 512,     /* keeps white space */
    AL_TAG_EMPHASIS = 1024,
    AL_TAG_ASIDE = 2048,   /* belongs to the page and not to its article */
    AL_TAG_OF_HEAD = 4096, /* may stand in the head */
};

/* Kinds of elements whose ends are often left out, and which end one another. */
typedef enum al_html_kind {
    AL_HTML_OTHER,
    AL_HTML_PARAGRAPH,
    AL_HTML_ITEM,
    AL_HTML_TERM, /* dt, dd */
    AL_HTML_CELL, /* those of a table in the order in which each is in the next */
    AL_HTML_ROW,
    AL_HTML_SECTION, /* tbody and the like, and the caption */
    AL_HTML_TABLE,
    AL_HTML_HEADING,
    AL_HTML_BREAK,
    AL_HTML_HEAD,
    AL_HTML_FOREIGN, /* pictures and formulae, of which tags may close themselves */
    AL_HTML_OPTION,
    AL_HTML_INSERTED,
    AL_HTML_DELETED,
    AL_HTML_QUOTED,
    AL_HTML_BLOCKQUOTE,
    AL_HTML_PAGE /* html, body: all that there is stands in them */
} al_html_kind;

typedef struct al_html_tag {
    const char *name;
    uint16_t bits;
    uint8_t kind;
    uint8_t level; /* of a heading */
} al_html_tag;

/* The row of a name, in any letters; one without bits where there is none. Never NULL. */
const al_html_tag *al_html_tag_of(al_html_piece name);

#endif
