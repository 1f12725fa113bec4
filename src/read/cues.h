/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cues of subtitles, the same for every format: what is said from one time to another, in lines.
 * A reader of a format hands over what it finds; putting it into prose joins the lines of a cue,
 * tells the speakers of `- A / - B` and `NAME:` apart, sets sounds in brackets aside, and says once
 * what automatic captions show twice while they roll.
 */
#ifndef AL_CUES_H
#define AL_CUES_H

#include "base/must_check.h"
#include "read/prose.h"

typedef struct al_cue_piece {
    uint32_t at; /* in the letters */
    uint32_t length;
    al_range source;
} al_cue_piece;

typedef struct al_cue_line {
    uint32_t first, end;  /* of the pieces */
    uint32_t start, stop; /* of the letters */
    uint32_t speaker;     /* where the name begins in the names; AL_NO_SPEAKER: none is told */
} al_cue_line;

#define AL_NO_SPEAKER UINT32_MAX

typedef struct al_cue {
    uint64_t start, end;  /* milliseconds */
    uint32_t first, stop; /* of the lines */
} al_cue;

typedef struct al_cues {
    const almost_allocator *allocator;
    al_buffer letters; /* of all pieces */
    al_buffer names;   /* each ended by NUL */
    al_cue_piece *pieces;
    al_cue_line *lines;
    al_cue *cues;
    size_t n_pieces, n_lines, n_cues;
    size_t room_of_pieces, room_of_lines, room_of_cues;
    uint32_t speaker; /* of the text that comes */
    bool rolling;     /* words have times of their own, as automatic captions have */
    bool aside;       /* what comes is how a word is pronounced (ruby), and no text */
    bool failed;      /* memory has ended */
} al_cues;

void al_cues_init(al_cues *cues, const almost_allocator *allocator);
void al_cues_release(al_cues *cues);

/* A cue begins; what is said of text and lines from now on is its own. */
void al_cues_begin(al_cues *cues, uint64_t start, uint64_t end);

/* A piece of the line; build.h says what `source` is. */
void al_cues_text(al_cues *cues, const char *bytes, uint32_t length, al_range source);

/* The next line of the cue. */
void al_cues_line(al_cues *cues);

/* Who says what comes, up to the end of the cue; of length 0: nobody that is told. */
void al_cues_speaker(al_cues *cues, const char *name, uint32_t length);

/* Put all of them into the text. MEMORY; what the builder met it says itself. */
AL_MUST_CHECK almost_status al_cues_finish(al_cues *cues, al_builder *builder, almost_error *error);

#endif
