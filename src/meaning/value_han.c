/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers in Han numerals: 三千二百 is 3,200; 二〇一二, digit by digit, is 2,012. */
#include "meaning/value_letters.h"

#include "base/utf8.h"

enum { most_numerals = 24 };

static int32_t digit_of(uint32_t c)
{
    static const uint16_t digits[] = {0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB,
                                      0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D};
    for (int32_t i = 0; i < 10; i++)
        if (digits[i] == c)
            return i;
    return c == 0x96F6 ? 0 : c == 0x4E24 || c == 0x5169 ? 2 : -1;
}

static int64_t scale_of(uint32_t c)
{
    switch (c) {
    case 0x5341: return 10;
    case 0x767E: return 100;
    case 0x5343: return 1000;
    case 0x4E07:
    case 0x842C: return 10000;
    case 0x4EBF:
    case 0x5104: return 100000000;
    default: return 0;
    }
}

/* What was read of a number: `total` above the last ten thousand, `group` below it. */
typedef struct numeral {
    int64_t total, group, digit;
    uint32_t n, scales;
    bool open; /* the last was a digit */
} numeral;

static bool take(numeral *number, uint32_t c)
{
    int32_t digit = digit_of(c);
    int64_t scale = digit < 0 ? scale_of(c) : 0;
    if ((digit < 0 && scale == 0) || ++number->n > most_numerals)
        return false;
    if (digit >= 0) { /* a row of digits is decimal */
        if (number->digit > INT64_C(1000000000000000))
            return false;
        number->digit = number->open ? number->digit * 10 + digit : digit;
        number->open = true;
        return true;
    }
    number->scales++;
    int64_t by = number->open ? number->digit : 1;
    if (scale < 10000) {
        if (by > 9999)
            return false;
        number->group += by * scale;
    } else {
        int64_t group = number->group + (number->open ? number->digit : 0);
        if (group > INT64_C(1000000000) || number->total > INT64_C(1000000000000000000))
            return false;
        number->total += (group != 0 ? group : 1) * scale;
        number->group = 0;
    }
    number->digit = 0;
    number->open = false;
    return true;
}

size_t al_han_read(const char *bytes, size_t length, int64_t *value)
{
    numeral number = {0};
    size_t at = 0;
    while (at < length) {
        uint32_t size, c = al_decode(bytes, length, at, &size);
        numeral before = number;
        bool counter = c == 0x3064 && at + size == length && number.n > 0; /* 二つ */
        if (!counter && !take(&number, c)) {
            number = before;
            break;
        }
        at += size;
    }
    *value = number.total + number.group + number.digit;
    return at;
}
