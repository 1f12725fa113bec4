/* SPDX-License-Identifier: Apache-2.0 */
/* What HTML says to a reader: for web pages, and for the parts of books that are made of it. */
#ifndef AL_HTML_WALK_H
#define AL_HTML_WALK_H

#include "read/html_token.h"
#include "read/reader.h"
#include "read/telling.h"

typedef struct al_html_source {
    const char *bytes; /* UTF-8 */
    uint32_t length;
    uint32_t offset; /* of `bytes` in what ranges count in */
    bool xml;
} al_html_source;

/*
 * Tell it, behind what was told. False when memory ends or the builder has failed, which
 * al_telling_finish() and the builder say.
 */
AL_MUST_CHECK bool al_html_tell(al_telling *telling, const al_html_source *source,
                                const al_read_options *options);

/*
 * The bytes of a page that are its article: what is marked as such, else the densest block of
 * text. All of it where there is none. False when memory ends.
 */
AL_MUST_CHECK bool al_html_find_main(const almost_allocator *allocator,
                                     const al_html_source *source, uint32_t depth,
                                     al_html_piece *out);

#endif
