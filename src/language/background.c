/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See background.h. Some four keys begin with the same ten bits, so that a stem is found at once.
 */
#include "language/background.h"

#include "language/lists_apart.h"

#include <stddef.h>
#include <string.h>

/* Shares are told in parts per ten million. */
#define UNIT 1e-7f

const al_background *al_background_find(const char *language)
{
    size_t length = language != NULL ? strcspn(language, "-_") : 0;
    for (uint32_t i = 0; i < al_backgrounds_count; i++) {
        const char *known = al_backgrounds[i].language;
        if (strlen(known) == length && memcmp(known, language, length) == 0) {
            AL_LISTS_WANT(i, known);
            return &al_backgrounds[i];
        }
    }
    return NULL;
}

float al_background_share(const al_background *background, uint64_t stem)
{
    if (background == NULL)
        return 0;
    uint32_t key = (uint32_t)(stem >> 32), bucket = key >> 22;
    for (uint32_t i = background->starts[bucket]; i < background->starts[bucket + 1]; i++)
        if (background->keys[i] == key) {
            uint32_t packed = background->shares[i];
            return (float)((packed & 0xFFF) << (packed >> 12)) * UNIT;
        }
    return 0;
}
