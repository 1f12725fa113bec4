/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far words have partners that follow one another, and nothing else is said of them: most of
 * most texts. Some words are looked at one by one, for where texts differ much runs are short; then
 * many at once.
 */
#ifndef AL_PLAIN_RUN_H
#define AL_PLAIN_RUN_H

#include "base/load.h"

#include <stdbool.h>

enum { al_plain_block = 16 /* words that are looked at at once */ };

/* Whether partners count up from `first`, in a loop that is vectorised, and states are equal. */
static inline bool al_plain_block_goes_on(const uint32_t *partner, const uint8_t *states,
                                          uint32_t first, uint8_t state)
{
    const uint64_t all = state * UINT64_C(0x0101010101010101);
    uint32_t parted = 0;
    for (uint32_t i = 0; i < al_plain_block; i++)
        parted |= partner[i] ^ (first + i);
    return parted == 0 && al_load_eight((const char *)states) == all &&
           al_load_eight((const char *)states + 8) == all;
}

/* The same one by one: how many of them, up to `most`. */
static inline uint32_t al_plain_run_near(const uint32_t *partner, const uint8_t *states,
                                         uint32_t first, uint8_t state, uint32_t most)
{
    uint32_t n = 0;
    while (n < most && partner[n] == first + n && states[n] == state)
        n++;
    return n;
}

/*
 * How many words have partners that count up from `first`, and are of the same state; no more than
 * `most`.
 */
static inline uint32_t al_plain_run(const uint32_t *partner, const uint8_t *states, uint32_t first,
                                    uint8_t state, uint32_t most)
{
    uint32_t near = most < al_plain_block ? most : al_plain_block;
    uint32_t n = al_plain_run_near(partner, states, first, state, near);
    if (n < near)
        return n;
    while (most - n >= al_plain_block &&
           al_plain_block_goes_on(partner + n, states + n, first + n, state))
        n += al_plain_block;
    return n + al_plain_run_near(partner + n, states + n, first + n, state, most - n);
}

#endif
