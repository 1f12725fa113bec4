/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is in mind at a place of the narration: the persons that were named last, by a name or by a
 * phrase of somebody who speaks elsewhere (the captain), and who is new (a stranger).
 */
#ifndef AL_SPEECH_RECENT_H
#define AL_SPEECH_RECENT_H

#include "speech/phrases.h"

enum {
    AL_SPEECH_RECENT = 8,           /* persons that are kept in mind */
    AL_SPEECH_RECENT_TOKENS = 1800, /* and for how long */
};

typedef struct al_speech_recent {
    uint32_t who;
    uint32_t token;
    bool subject; /* began a clause */
} al_speech_recent;

typedef struct al_speech_recents {
    const al_speech_book *book;
    al_speech_recent list[AL_SPEECH_RECENT]; /* the last one first */
    uint32_t n;
    size_t mention;       /* up to which mentions were taken in */
    uint32_t read;        /* up to which tokens */
    uint32_t *introduced; /* of each form the last token where it is somebody new; 0: none */
} al_speech_recents;

/* Nobody is in mind. False when memory ends; there is nothing to release then. */
AL_MUST_CHECK bool al_speech_recents_init(al_speech_recents *recents, const al_speech_book *book);
void al_speech_recents_release(al_speech_recents *recents);

/* Begin at the beginning of the text once more. */
void al_speech_recents_restart(al_speech_recents *recents);

/* Take in what is told up to a token, which is none before the last one. */
void al_speech_recents_read(al_speech_recents *recents, uint32_t end);

/* Whether somebody new came in by this noun not long before a token. */
bool al_speech_recents_is_new(const al_speech_recents *recents, uint32_t noun, uint32_t token);

#endif
