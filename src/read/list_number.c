/* SPDX-License-Identifier: Apache-2.0 */
/* What does not fit is left out: no list is as long. */
#include "read/list_number.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Letters go on with aa, bb, ... as Word has them. */
static size_t put_letters(uint32_t number, char first, char *out, size_t room)
{
    size_t times = (number - 1) / 26 + 1;
    if (number == 0 || times >= room)
        return 0;
    memset(out, first + (char)((number - 1) % 26), times);
    return times;
}

/* Letters as digits that begin with one: z, aa, ab. */
static size_t put_digits(uint32_t number, char first, char *out, size_t room)
{
    char digits[8];
    size_t n = 0;
    for (; number > 0; number = (number - 1) / 26)
        digits[n++] = (char)(first + (char)((number - 1) % 26));
    if (n > room)
        return 0;
    for (size_t i = 0; i < n; i++)
        out[i] = digits[n - 1 - i];
    return n;
}

static size_t put_roman(uint32_t number, bool small, char *out, size_t room)
{
    static const struct {
        uint32_t value;
        const char *signs;
    } digits[] = {{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"},
                  {90, "XC"},  {50, "L"},   {40, "XL"}, {10, "X"},   {9, "IX"},
                  {5, "V"},    {4, "IV"},   {1, "I"}};
    size_t length = 0;
    for (size_t i = 0; i < sizeof digits / sizeof *digits; i++)
        for (; number >= digits[i].value; number -= digits[i].value)
            for (const char *sign = digits[i].signs; *sign != '\0'; sign++) {
                if (length >= room)
                    return 0;
                out[length++] = small ? (char)(*sign - 'A' + 'a') : *sign;
            }
    return length;
}

size_t al_list_number(uint32_t number, char format, char *out, size_t room)
{
    switch (format) {
    case 'a':
    case 'A': return put_letters(number, format, out, room);
    case 'b':
    case 'B': return put_digits(number, format == 'b' ? 'a' : 'A', out, room);
    case 'i':
    case 'I': return put_roman(number, format == 'i', out, room);
    case '0':
    case '1': {
        char digits[16];
        int length = snprintf(digits, sizeof digits, format == '0' ? "%02u" : "%u", number);
        if ((size_t)length > room)
            return 0;
        memcpy(out, digits, (size_t)length);
        return (size_t)length;
    }
    default: return 0;
    }
}
