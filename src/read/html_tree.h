/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which elements are open: HTML leaves out ends, and has them in the wrong order, and the standard
 * says what is meant (13.2.6). No tree is made: a listener is told of elements as they open and
 * close, and of text. What lies deeper than the limit is told as if it stood at the limit, as
 * browsers have it.
 *
 * Of the standard's rules those are left out that change no text: which inline elements go on in
 * the next block, and that text which is wrongly within a table is shown above it.
 */
#ifndef AL_HTML_TREE_H
#define AL_HTML_TREE_H

#include "base/memory.h"
#include "read/html_tags.h"

/* Who is told. `effects` is the listener's own; an inline element without any is not kept open. */
typedef struct al_html_listener {
    void *of;
    uint32_t (*open)(void *of, const al_html_tag *tag, const al_html_token *token);
    void (*close)(void *of, const al_html_tag *tag, uint32_t effects);
    bool (*text)(void *of, const al_html_token *token); /* false ends the reading */
} al_html_listener;

typedef struct al_html_open {
    const al_html_tag *tag;
    uint32_t hash; /* of its name */
    uint32_t effects;
} al_html_open;

typedef struct al_html_tree {
    const almost_allocator *allocator;
    const al_html_listener *listener;
    al_html_tokens tokens;
    al_html_open *open;
    size_t n, room;
    uint32_t depth; /* at most */
    uint32_t deeper;
    uint32_t foreign;    /* elements that are open */
    uint32_t named[256]; /* how many are open, by the last bits of their hashes */
} al_html_tree;

/* Tell of all of it. False when memory ends, or the listener has ended it. */
AL_MUST_CHECK bool al_html_read(const almost_allocator *allocator, al_html_tokens tokens,
                                uint32_t depth, const al_html_listener *listener);

#endif
