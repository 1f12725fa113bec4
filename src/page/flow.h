/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Styled text, wrapped to a width in cells. Words go on the line where they
 * fit; a word longer than a line is cut between letters, and text without
 * spaces (Chinese, Japanese) may break at each wide letter that closes nothing.
 * Runs of white space in what is fed are one blank; breaks are asked for.
 */
#ifndef AL_FLOW_H
#define AL_FLOW_H

#include "page/line.h"

/* What stands between two words; the strongest that was asked for wins. */
typedef enum al_separator {
    AL_SEPARATOR_NONE,
    AL_SEPARATOR_BLANK,
    AL_SEPARATOR_BREAK, /* a new line */
    AL_SEPARATOR_GAP    /* an empty line */
} al_separator;

/* Takes a finished line, which it may keep by moving it out; false when memory ends. */
typedef bool al_flow_sink(void *context, al_line *line);

typedef struct al_flow {
    uint32_t width;  /* in force */
    uint32_t prose;  /* of lines that are filled */
    uint32_t widest; /* of lines that stand as the text has them */
    al_flow_sink *sink;
    void *context;
    al_line line;
    al_line word; /* only bytes, cells: styles are in runs */
    struct al_flow_run {
        uint32_t length;
        uint32_t cells;
        al_style style;
    } runs[32]; /* of one style each; the word is cut when they are full */
    uint32_t n_runs;
    const void *numbered; /* the reading whose places its lines keep; NULL: none */
    uint64_t place;       /* byte of what comes next, + 1; 0: none */
    uint64_t word_place;
    const char *label; /* words of ours that wait for the next mark (marks.h), or NULL */
    al_separator before_word;
    al_separator pending; /* before the next word */
    uint32_t indent;      /* cells before the word being read, where it begins a line */
    uint32_t pending_indent;
    al_style blank_style;
    al_style apart; /* of what is fed now; 0, or of which isolate it is */
    al_style apart_before;
    bool held;   /* no break before the next letter: behind an opening mark */
    bool begun;  /* some line was sent or is begun */
    bool failed; /* memory ended */
} al_flow;

void al_flow_init(al_flow *flow, const almost_allocator *allocator, uint32_t width, bool colour,
                  al_flow_sink *sink, void *context);
void al_flow_release(al_flow *flow);

void al_flow_text(al_flow *flow, al_style style, const char *bytes, size_t length);

/* What follows, until this is called again: apart from the rest in an isolate, or not. */
void al_flow_set_apart(al_flow *flow, bool apart);

/* Text of our own, ended by NUL; a number with commas. */
void al_flow_say(al_flow *flow, al_style style, const char *text);
void al_flow_grouped(al_flow *flow, al_style style, uint64_t number);

/* Text of our own that holds on to what follows (an opening mark). */
void al_flow_open(al_flow *flow, al_style style, const char *mark);

/* Text of our own that holds on to what stands before (a closing mark). */
void al_flow_close(al_flow *flow, al_style style, const char *mark);

void al_flow_separate(al_flow *flow, al_separator separator);

/* Fill lines of prose up to `width` cells only. */
void al_flow_narrow(al_flow *flow, uint32_t width);

/* From here on: whether lines stand as the text has them, and may take the whole width. */
void al_flow_widen(al_flow *flow, bool apart);

/* Leave so many cells before the next word if it begins a line. */
void al_flow_indent(al_flow *flow, uint32_t cells);

/* Undo the separator that was asked for last, and return it. */
al_separator al_flow_take_separator(al_flow *flow);

/* Send what is left. */
void al_flow_finish(al_flow *flow);

#endif
