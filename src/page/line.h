/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One line of a terminal: styled letters and how many cells they take.
 *
 * No byte of a text reaches a terminal as a control character: al_line_cluster
 * shows those as \x1b or \u202e. A line ends in plain style, so that a pager
 * that looks at each line alone shows it right.
 */
#ifndef AL_LINE_H
#define AL_LINE_H

#include "base/buffer.h"
#include "text/cluster.h"
#include "base/output.h"
#include "base/must_check.h"

typedef enum al_style {
    AL_STYLE_PLAIN,
    AL_STYLE_DIM,
    AL_STYLE_STRONG,
    AL_STYLE_OLD, /* of the original, and not of the telling */
    AL_STYLE_NEW,
    AL_STYLE_OLD_LETTER, /* the letters that differ, within an old word */
    AL_STYLE_NEW_LETTER,
    AL_STYLE_MOVED,
    AL_STYLE_RETOLD,   /* notes about what is told in other words */
    AL_STYLE_REWORDED, /* the text of it, and what of that agrees */
    AL_STYLE_AGREED,
    AL_STYLE_LOUD,
    AL_STYLE_YES, /* the answers of the verdict */
    AL_STYLE_ALMOST,
    AL_STYLE_NO,
    AL_STYLE_COUNT,
    /*
     * With any of these: in an isolate (isolate.h), which goes on as long as the style has the same
     * of the two, so that two pieces side by side have one each.
     */
    AL_STYLE_APART = 32,
    AL_STYLE_APART_TOO = 64
} al_style;

/* The style for such a quotation: apart from what stands around it where it has to be. */
al_style al_style_of_quoted(al_style style, const char *bytes, size_t length);

typedef struct al_line {
    al_buffer buffer;
    bool colour;
    al_style style; /* in force at its end */
    uint32_t cells;
    uint32_t styles; /* one bit for each style that is on it */
    uint64_t place;  /* byte of the text that it begins with, + 1; or one of these */
} al_line;

/* Of no text; and of a text whose places are not kept, such as the other one. */
#define AL_PLACE_NONE UINT64_C(0)
#define AL_PLACE_OTHER UINT64_MAX

void al_line_init(al_line *line, const almost_allocator *allocator, bool colour);
void al_line_release(al_line *line);

/* Empty it, as after al_line_init(); the memory stays. */
void al_line_clear(al_line *line);

/* Add bytes that take `cells` cells and are safe for a terminal. */
void al_line_put(al_line *line, al_style style, const char *bytes, size_t length, uint32_t cells);

/* Add ASCII of our own, ended by NUL. */
void al_line_text(al_line *line, al_style style, const char *text);

/* Add a number with commas. */
void al_line_grouped(al_line *line, al_style style, uint64_t number);

/* Add blanks until the line takes `cells` cells. */
void al_line_pad(al_line *line, uint32_t cells);

/* Back to plain style. */
void al_line_end(al_line *line);

/* End the line and send it, with a newline. False when memory ended on the way. */
AL_MUST_CHECK bool al_line_send(al_line *line, al_output *output);

/* Room for any cluster as a terminal may see it. */
#define AL_VISIBLE_BYTES (AL_CLUSTER_MOST_BYTES + 16)

/*
 * A cluster that starts at `bytes` as a terminal may see it: a control
 * character or an invalid byte as an escape, else as it is. Returns the bytes
 * written to `visible`; *cells gets the cells, at least 1.
 */
size_t al_visible(const al_cluster *cluster, const char *bytes, char *visible, uint32_t *cells);

/*
 * Add text, each run of white space as one blank, as far as it fits in
 * `most_cells`. Returns where in bytes it stopped. `line` may be NULL: then
 * only *cells is added up.
 */
size_t al_line_clipped(al_line *line, al_style style, const char *bytes, size_t length,
                       uint32_t most_cells, uint32_t *cells);

#endif
