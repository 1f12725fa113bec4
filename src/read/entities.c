/* SPDX-License-Identifier: Apache-2.0 */
/* Names are found by halving in a table that is made when building; numbers as browsers mend them.
 */
#include "read/entities.h"

#include "base/utf8.h"

#include <stdbool.h>

#include <string.h>

enum { LONGEST = 33 /* bytes of a name */ };

static const char *name_at(size_t row)
{
    return al_entity_letters + al_entity_starts[row];
}

/* Whether the row's name is before, the same as, or behind some bytes. */
static int order(size_t row, const char *name, uint32_t length)
{
    const char *own = name_at(row);
    int found = strncmp(own, name, length);
    return found != 0 ? found : own[length] != '\0';
}

uint32_t al_entity_named(const char *name, uint32_t length, al_entity *out)
{
    size_t low = 0, high = al_n_entities;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int found = order(middle, name, length);
        if (found == 0) {
            const char *text = name_at(middle) + length + 1;
            out->length = (uint32_t)strlen(text);
            memcpy(out->bytes, text, out->length);
            return length;
        }
        if (found < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

static int digit_of(char c, int base)
{
    int value = c >= '0' && c <= '9'   ? c - '0'
                : c >= 'a' && c <= 'f' ? c - 'a' + 10
                : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                       : 99;
    return value < base ? value : -1;
}

/* What browsers make of numbers that are no characters, and of those that Windows meant. */
static uint32_t meant_by(uint32_t number)
{
    static const uint16_t windows[32] = {
        0x20AC, 0x81,   0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021, 0x2C6,  0x2030, 0x160,
        0x2039, 0x152,  0x8D,   0x17D,  0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0x9D,   0x17E,  0x178};
    if (number >= 0x80 && number < 0xA0)
        return windows[number - 0x80];
    if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000))
        return 0xFFFD;
    return number;
}

/* One with a number, behind its &#. How many bytes of it there are, from the & on. */
static uint32_t read_number(const char *bytes, uint64_t length, al_entity *out)
{
    bool hex = length > 2 && (bytes[2] == 'x' || bytes[2] == 'X');
    uint32_t first = hex ? 3 : 2, at = first, number = 0;
    for (int digit; at < length && (digit = digit_of(bytes[at], hex ? 16 : 10)) >= 0; at++)
        if (number <= 0x10FFFF)
            number = number * (hex ? 16 : 10) + (uint32_t)digit;
    if (at == first)
        return 0;
    out->length = al_encode(meant_by(number), out->bytes);
    return at < length && bytes[at] == ';' ? at + 1 : at;
}

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

uint32_t al_entity_read(const char *bytes, uint64_t length, al_entity *out)
{
    if (length < 2 || bytes[0] != '&')
        return 0;
    if (bytes[1] == '#')
        return read_number(bytes, length, out);
    uint32_t end = 1;
    while (end < length && end <= LONGEST && is_name_byte(bytes[end]))
        end++;
    if (end < length && bytes[end] == ';' && al_entity_named(bytes + 1, end, out) > 0)
        return end + 1;
    for (; end > 1; end--)
        if (al_entity_named(bytes + 1, end - 1, out) > 0)
            return end;
    return 0;
}
