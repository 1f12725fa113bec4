/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a byte of a text stands, as people say it, in the terms of its format: `page 3`,
 * `paragraph 14`, `0:12:33`; of a text without marks `line 27`. No more is said than finds it: of
 * subtitles the time and not the number as well, of a page its line and no paragraph.
 */
#ifndef AL_WHERE_H
#define AL_WHERE_H

#include "text/text.h"

enum { AL_WHERE_BYTES = 320, AL_WHERE_SHORT_CELLS = 16 };

/* A few words, safe for a terminal, ended by NUL. */
typedef struct al_where {
    char bytes[AL_WHERE_BYTES];
    uint32_t length;
    uint32_t cells; /* of a terminal */
} al_where;

/* Whether a text has places other than its lines. */
bool al_where_is_marked(const almost_text *text);

/* `line 27`, `page 3, line 5`, `“The Ferry”, paragraph 14`, `paragraph 14, cell 2.3`, `0:12:33`. */
al_where al_where_of(const almost_text *text, uint64_t byte);

/* The word before it where something stands there: `in`, `on` a page, `at` a time. Static. */
const char *al_where_preposition(const almost_text *text, uint64_t byte);

/* From one byte to another: `lines 3–1,204`, `pages 3–5`, `0:12:33–0:12:40`. */
al_where al_where_between(const almost_text *text, uint64_t first, uint64_t last);

/*
 * For columns, in at most AL_WHERE_SHORT_CELLS: `27` (a line of a text without marks), `p. 3`,
 * `¶ 14`, `0:12:33`.
 */
al_where al_where_short(const almost_text *text, uint64_t byte);

#endif
