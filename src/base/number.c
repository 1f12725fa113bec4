/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers as text; see number.h. */
#include "base/number.h"

#include <math.h>
#include <stddef.h>
#include <string.h>

static const char digit_pairs[] = "00010203040506070809101112131415161718192021222324252627282930"
                                  "31323334353637383940414243444546474849505152535455565758596061"
                                  "62636465666768697071727374757677787980818283848586878889909192"
                                  "93949596979899";

/* How many digits, from the number of bits: 1233 / 4096 is a little more than log10(2). */
static unsigned count_digits(uint64_t number)
{
    static const uint64_t powers[] = {
        UINT64_C(1),
        UINT64_C(10),
        UINT64_C(100),
        UINT64_C(1000),
        UINT64_C(10000),
        UINT64_C(100000),
        UINT64_C(1000000),
        UINT64_C(10000000),
        UINT64_C(100000000),
        UINT64_C(1000000000),
        UINT64_C(10000000000),
        UINT64_C(100000000000),
        UINT64_C(1000000000000),
        UINT64_C(10000000000000),
        UINT64_C(100000000000000),
        UINT64_C(1000000000000000),
        UINT64_C(10000000000000000),
        UINT64_C(100000000000000000),
        UINT64_C(1000000000000000000),
        UINT64_C(10000000000000000000),
    };
    unsigned bits = 64 - (unsigned)__builtin_clzll(number | 1);
    unsigned least = bits * 1233 >> 12;
    return least + (number >= powers[least] || number == 0);
}

char *al_put_number(char *to, uint64_t number)
{
    char *behind = to + count_digits(number);
    char *at = behind;
    while (number >= 100) {
        at -= 2;
        memcpy(at, digit_pairs + 2 * (number % 100), 2);
        number /= 100;
    }
    if (number >= 10)
        memcpy(at - 2, digit_pairs + 2 * number, 2);
    else
        at[-1] = (char)('0' + number);
    return behind;
}

char *al_put_grouped(char *to, uint64_t number)
{
    char digits[20];
    size_t count = (size_t)(al_put_number(digits, number) - digits);
    for (size_t i = 0; i < count; i++) {
        if (i > 0 && (count - i) % 3 == 0)
            *to++ = ',';
        *to++ = digits[i];
    }
    return to;
}

char *al_put_fixed(char *to, double number, int decimals)
{
    if (isnan(number))
        number = 0;
    if (number < 0) {
        *to++ = '-';
        number = -number;
    }
    uint64_t scale = 1;
    for (int i = 0; i < decimals; i++)
        scale *= 10;
    double most = 9e18 / (double)scale;
    uint64_t scaled = (uint64_t)((number < most ? number : most) * (double)scale + 0.5);
    to = al_put_number(to, scaled / scale);
    uint64_t fraction = scaled % scale;
    if (fraction == 0)
        return to;
    *to++ = '.';
    for (scale /= 10; fraction > 0; scale /= 10) {
        *to++ = (char)('0' + fraction / scale);
        fraction %= scale;
    }
    return to;
}

char *al_put_scientific(char *to, double number)
{
    if (!(number > 0))
        return al_put_fixed(to, 0, 0);
    if (number >= 1e-3 && number < 1e6)
        return al_put_fixed(to, number, number < 1 ? 6 : 3);
    if (isinf(number))
        number = 1e308;
    int exponent = (int)floor(log10(number));
    /* In two steps: ten to the power of -exponent alone may overflow. */
    double digits = number * pow(10, -(exponent / 2)) * pow(10, -(exponent - exponent / 2));
    if (digits >= 9.9995) {
        digits /= 10;
        exponent++;
    }
    to = al_put_fixed(to, digits, 3);
    *to++ = 'e';
    if (exponent < 0) {
        *to++ = '-';
        exponent = -exponent;
    }
    return al_put_number(to, (uint64_t)exponent);
}

char *al_put_percent(char *to, double share)
{
    double percent = 100 * share;
    if (share > 0 && percent < 0.95)
        to = al_put_fixed(to, percent < 0.1 ? 0.1 : percent, 1);
    else if (share < 1 && percent > 99)
        to = al_put_fixed(to, floor(percent * 10) / 10, 1);
    else
        to = al_put_fixed(to, percent, 0);
    memcpy(to, " %", 2);
    return to + 2;
}
