/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Plays and screenplays, the same for every layout: who speaks is a place and no text, speeches are
 * layers, and what nobody says (scenes, actions, directions, even those within a speech) is blocks
 * of their own.
 */
#ifndef AL_SCRIPT_H
#define AL_SCRIPT_H

#include "read/telling.h"

typedef enum al_script_kind {
    AL_SCRIPT_NONE,
    AL_SCRIPT_HEADING,
    AL_SCRIPT_DIRECTION, /* whatever is told and not said */
    AL_SCRIPT_SPEECH,    /* of who was named last */
    AL_SCRIPT_OUTSIDE    /* belongs to the file alone */
} al_script_kind;

typedef struct al_script {
    al_telling telling;
    al_script_kind kind; /* of the block that is open */
    bool spoken;         /* the last mark names a speaker */
    char speaker[64];    /* "" before there is any */
} al_script;

/* False when memory ends; al_script_finish() is called in any case. */
AL_MUST_CHECK bool al_script_init(al_script *script, al_builder *builder);
AL_MUST_CHECK almost_status al_script_finish(al_script *script, almost_error *error);
bool al_script_failed(const al_script *script);

/* A block; what is open ends. The level is that of a heading. */
void al_script_begin(al_script *script, al_script_kind kind, uint32_t level);
void al_script_end(al_script *script);

/* The next line of the block, as verse has them; or what was wrapped there only goes on. */
void al_script_line(al_script *script);
void al_script_wrap(al_script *script);

/* Who says what is told as speech from now on. */
void al_script_cue(al_script *script, const char *name, size_t length);

/* A direction or a note within a block is told behind it. */
void al_script_aside(al_script *script, bool note);
void al_script_aside_end(al_script *script, bool note);

static inline void al_script_text(al_script *script, const char *bytes, uint64_t length,
                                  al_range source)
{
    al_telling_collapsed(&script->telling, bytes, (uint32_t)length, source);
}

/* --- Names of speakers, and lines in capitals --------------------------- */

/* Whether there are capitals in these bytes of UTF-8 and no small letters. */
bool al_script_in_capitals(const char *bytes, size_t length);

/* Bytes without white space around; *start moves. */
size_t al_script_trim(const char **start, size_t length);

#endif
