/* SPDX-License-Identifier: Apache-2.0 */
/* What is summed, and in which order; doc/patch-format.md has it for others. */
#include "base/checksum.h"

#include <inttypes.h>
#include <stdio.h>

void al_checksum_begin(al_checksum *sum)
{
    XXH3_128bits_reset(&sum->state);
}

void al_checksum_bytes(al_checksum *sum, const char *bytes, size_t length)
{
    XXH3_128bits_update(&sum->state, bytes, length);
}

void al_checksum_end(const al_checksum *sum, char digits[AL_CHECKSUM_SIZE])
{
    XXH128_hash_t hash = XXH3_128bits_digest(&sum->state);
    snprintf(digits, AL_CHECKSUM_SIZE, "%016" PRIx64 "%016" PRIx64, (uint64_t)hash.high64,
             (uint64_t)hash.low64);
}

static char *put_number(char *to, uint64_t number)
{
    for (int i = 0; i < 8; i++)
        *to++ = (char)(number >> 8 * i);
    return to;
}

static char *put_name(char *to, const al_name *name)
{
    return al_put_name(put_number(to, name->length), name);
}

void al_checksum_number(al_checksum *sum, uint64_t number)
{
    char bytes[8];
    al_checksum_bytes(sum, bytes, (size_t)(put_number(bytes, number) - bytes));
}

void al_checksum_string(al_checksum *sum, const char *bytes, size_t length)
{
    al_checksum_number(sum, length);
    al_checksum_bytes(sum, bytes, length);
}

void al_checksum_sources(al_checksum *sum, almost_units units, const al_checksum_source sides[2])
{
    al_checksum_string(sum, al_units_names[units].text, al_units_names[units].length);
    for (int side = 0; side < 2; side++) {
        al_checksum_string(sum, sides[side].name, strlen(sides[side].name));
        al_checksum_number(sum, sides[side].length);
        al_checksum_string(sum, sides[side].encoding, strlen(sides[side].encoding));
        al_checksum_number(sum, sides[side].mark);
        al_checksum_string(sum, sides[side].hash, strlen(sides[side].hash));
    }
}

void al_checksum_changed(al_checksum *sum, const al_checksum_change *change)
{
    /* ten numbers and all names, each of which is copied whole */
    char facts[10 * 8 + (AL_N_TOUCHES + 1) * (8 + sizeof(al_name))], *to = facts;
    to = put_number(put_number(to, change->id), change->passage);
    to = put_name(to, &al_change_kind_names[change->kind]);
    to = put_number(to, (uint64_t)__builtin_popcount(change->touches));
    for (uint32_t ranks = al_touches_ranked(change->touches); ranks != 0; ranks &= ranks - 1)
        to = put_name(to, &al_touch_names[__builtin_ctz(ranks)]);
    for (int side = 0; side < 2; side++) {
        to = put_number(to, change->sides[side].there);
        to = put_number(to, change->sides[side].span.start);
        to = put_number(to, change->sides[side].span.end);
    }
    al_checksum_bytes(sum, facts, (size_t)(to - facts));
    for (int side = 0; side < 2; side++) {
        if (change->sides[side].there)
            al_checksum_string(sum, change->sides[side].text, change->sides[side].length);
    }
}
