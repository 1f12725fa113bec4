/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that have a partner among many that have none: texts with little in common are mostly open.
 */
#ifndef AL_PARTNER_H
#define AL_PARTNER_H

#include "match/pair.h"

enum { al_partner_block = 16 /* words that are passed over at once */ };

/* Whether none of a block of words has a partner; a loop that is vectorised. */
static inline bool al_partner_none(const uint32_t *partner)
{
    uint32_t all = AL_NONE;
    for (uint32_t i = 0; i < al_partner_block; i++)
        all &= partner[i];
    return all == AL_NONE;
}

/* Whether all of a block of words have one; the same. */
static inline bool al_partner_all(const uint32_t *partner)
{
    uint32_t open = 0;
    for (uint32_t i = 0; i < al_partner_block; i++)
        open |= partner[i] == AL_NONE;
    return open == 0;
}

/* The first word from `word` on that has none, or `end`; nearly always it is not far. */
static inline uint32_t al_partner_open(const uint32_t *partner, uint32_t word, uint32_t end)
{
    uint32_t near = end - word < al_partner_block ? end : word + al_partner_block;
    while (word < near && partner[word] != AL_NONE)
        word++;
    while (word == near && end - word >= al_partner_block && al_partner_all(partner + word))
        near = word += al_partner_block;
    while (word < end && partner[word] != AL_NONE)
        word++;
    return word;
}

/* The first word from `word` on that has a partner, or `end`. */
static inline uint32_t al_partner_next(const uint32_t *partner, uint32_t word, uint32_t end)
{
    if (word < end && partner[word] != AL_NONE)
        return word;
    while (end - word >= al_partner_block && al_partner_none(partner + word))
        word += al_partner_block;
    while (word < end && partner[word] == AL_NONE)
        word++;
    return word;
}

/* Behind the last word before `word` that has a partner, or `start`. */
static inline uint32_t al_partner_last(const uint32_t *partner, uint32_t start, uint32_t word)
{
    while (word - start >= al_partner_block && al_partner_none(partner + word - al_partner_block))
        word -= al_partner_block;
    while (word > start && partner[word - 1] == AL_NONE)
        word--;
    return word;
}

#endif
