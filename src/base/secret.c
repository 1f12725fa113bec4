/* SPDX-License-Identifier: Apache-2.0 */
/* The key of hash tables, from the system; see secret.h. */
#include "base/secret.h"

#include <pthread.h>
#include <time.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

static uint64_t secret[AL_SECRET_WORDS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

/* Without a source of the system, the time and the place of the library must do. */
static void draw(void)
{
    struct timespec now = {0, 0};
    if (getentropy(secret, sizeof secret) != 0) {
        clock_gettime(CLOCK_MONOTONIC, &now);
        uint64_t mixed[3] = {(uint64_t)(uintptr_t)&now, (uint64_t)now.tv_sec,
                             (uint64_t)now.tv_nsec};
        for (uint64_t i = 0; i < AL_SECRET_WORDS; i++)
            secret[i] = XXH3_64bits_withSeed(mixed, sizeof mixed, i);
    }
    for (int i = 0; i < AL_SECRET_WORDS; i++)
        secret[i] |= 1;
}

const uint64_t *al_secret(void)
{
    pthread_once(&once, draw);
    return secret;
}
