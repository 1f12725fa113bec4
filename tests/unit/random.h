/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers that are the same in every run: SplitMix64, from a state that the test begins with. */
#ifndef RANDOM_H
#define RANDOM_H

#include <stdint.h>

/* A number below the limit. */
static inline uint32_t random_below(uint64_t *state, uint32_t limit)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)(((z ^ z >> 31) >> 32) * limit >> 32);
}

#endif
