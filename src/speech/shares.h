/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whom a phrase stood for so far: "the girl" is Nancy if it mostly was. Counted in a first pass
 * through the scenes, and asked in a second.
 */
#ifndef AL_SPEECH_SHARES_H
#define AL_SPEECH_SHARES_H

#include "base/must_check.h"
#include "base/memory.h"

typedef struct al_speech_use_of {
    uint32_t name;
    uint32_t who;
    uint32_t count;
} al_speech_use_of;

typedef struct al_speech_shares {
    const almost_allocator *allocator;
    al_speech_use_of *list;
    size_t n;
    size_t capacity;
} al_speech_shares;

/* A phrase was given to someone. False when memory ends. */
AL_MUST_CHECK bool al_speech_shares_add(al_speech_shares *shares, uint32_t name, uint32_t who);

/* Put them in order, so that they can be asked. */
void al_speech_shares_complete(al_speech_shares *shares);

/* The share of the uses of a phrase that were given to someone, 0 to 1. */
float al_speech_share(const al_speech_shares *shares, uint32_t name, uint32_t who);

#endif
