/* SPDX-License-Identifier: Apache-2.0 */
/*
 * UTF-8 by table 3-7 of the Unicode standard. An ill-formed sequence is cut
 * into maximal subparts: as many bytes as could have begun a good one.
 */
#include "base/utf8.h"

#include "base/byte_masks.h"

#include <stdbool.h>

/* The range of the second byte and the number of bytes, by the first one. */
typedef struct lead {
    uint8_t size, low, high;
} lead;

static lead lead_of(uint8_t byte)
{
    if (byte < 0xC2 || byte > 0xF4)
        return (lead){1, 1, 0};
    if (byte < 0xE0)
        return (lead){2, 0x80, 0xBF};
    if (byte < 0xF0)
        return (lead){3, byte == 0xE0 ? 0xA0 : 0x80, byte == 0xED ? 0x9F : 0xBF};
    return (lead){4, byte == 0xF0 ? 0x90 : 0x80, byte == 0xF4 ? 0x8F : 0xBF};
}

uint32_t al_decode(const char *bytes, uint64_t length, uint64_t at, uint32_t *size)
{
    uint8_t first = (uint8_t)bytes[at];
    *size = 1;
    if (first < 0x80)
        return first;
    lead lead = lead_of(first);
    uint64_t left = length - at;
    if (left < 2 || (uint8_t)bytes[at + 1] < lead.low || (uint8_t)bytes[at + 1] > lead.high)
        return AL_INVALID;
    uint32_t point = first & (0x7Fu >> lead.size);
    for (*size = 1; *size < lead.size; ++*size) {
        if (*size >= left || ((uint8_t)bytes[at + *size] & 0xC0) != 0x80)
            return AL_INVALID;
        point = point << 6 | ((uint8_t)bytes[at + *size] & 0x3F);
    }
    return point;
}

uint32_t al_encode(uint32_t point, char *bytes)
{
    if (point < 0x80) {
        bytes[0] = (char)point;
        return 1;
    }
    uint32_t size = point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    for (uint32_t i = size - 1; i > 0; i--) {
        bytes[i] = (char)(0x80 | (point & 0x3F));
        point >>= 6;
    }
    bytes[0] = (char)((0xF00u >> size & 0xFF) | point);
    return size;
}

static inline bool continues(char byte)
{
    return ((uint8_t)byte & 0xC0) == 0x80;
}

/* The size of a well-formed character of two or three bytes, or 0 to look closely. */
static inline uint32_t plain_size(const char *bytes, uint64_t left)
{
    uint8_t first = (uint8_t)bytes[0];
    if (left < 3 || first < 0xC2 || !continues(bytes[1]))
        return 0;
    if (first < 0xE0)
        return 2;
    return first > 0xE0 && first < 0xF0 && first != 0xED && continues(bytes[2]) ? 3 : 0;
}

/* Count one character that is not ASCII; its size. */
static inline uint32_t count_wide(const char *bytes, uint64_t length, uint64_t at,
                                  al_units_count *sum)
{
    uint32_t point = 0, size = plain_size(bytes + at, length - at);
    if (size == 0)
        point = al_decode(bytes, length, at, &size);
    bool invalid = point == AL_INVALID;
    sum->wide += !invalid;
    sum->invalid += invalid;
    sum->utf16 += !invalid && point > 0xFFFF;
    sum->code_points -= size - 1;
    return size;
}

/* Counts bytes as code points first, and takes back those that go on a character. */
void al_count_units(const char *bytes, uint64_t length, al_units_count *count)
{
    uint64_t at = 0;
    al_units_count sum = {0, 0, 0, 0};
    while (length - at >= 64) {
        uint32_t end = 64;
        for (uint64_t high = al_mask_high(bytes + at); high != 0;) {
            uint32_t start = (uint32_t)__builtin_ctzll(high);
            end = start + count_wide(bytes, length, at + start, &sum);
            high = end < 64 ? high >> end << end : 0;
        }
        end = end < 64 ? 64 : end;
        sum.code_points += end;
        at += end;
    }
    while (at < length) {
        bool high = (uint8_t)bytes[at] >= 0x80;
        uint32_t size = high ? count_wide(bytes, length, at, &sum) : 1;
        sum.code_points += size;
        at += size;
    }
    sum.utf16 += sum.code_points;
    *count = sum;
}

uint64_t al_count_code_points(const char *bytes, uint64_t length)
{
    al_units_count count;
    al_count_units(bytes, length, &count);
    return count.code_points;
}

uint64_t al_count_utf16(const char *bytes, uint64_t length)
{
    al_units_count count;
    al_count_units(bytes, length, &count);
    return count.utf16;
}
