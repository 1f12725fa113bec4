/* SPDX-License-Identifier: Apache-2.0 */
/* Exact fractions of 64 bits; what does not fit is no fraction: 1/3 + 1/6 = 1/2. */
#include "meaning/value_letters.h"

static int64_t common(int64_t a, int64_t b)
{
    while (b != 0) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

static al_fraction reduced(int64_t numerator, int64_t denominator)
{
    int64_t by = common(numerator, denominator);
    if (denominator <= 0 || by == 0)
        return (al_fraction){0, denominator > 0};
    return (al_fraction){numerator / by, denominator / by};
}

al_fraction al_fraction_times(al_fraction a, al_fraction b)
{
    int64_t numerator, denominator;
    if (a.denominator == 0 || b.denominator == 0 ||
        __builtin_mul_overflow(a.numerator, b.numerator, &numerator) ||
        __builtin_mul_overflow(a.denominator, b.denominator, &denominator))
        return (al_fraction){0, 0};
    return reduced(numerator, denominator);
}

al_fraction al_fraction_plus(al_fraction a, al_fraction b)
{
    int64_t left, right, sum, denominator;
    if (a.denominator == 0 || b.denominator == 0 ||
        __builtin_mul_overflow(a.numerator, b.denominator, &left) ||
        __builtin_mul_overflow(b.numerator, a.denominator, &right) ||
        __builtin_add_overflow(left, right, &sum) ||
        __builtin_mul_overflow(a.denominator, b.denominator, &denominator))
        return (al_fraction){0, 0};
    return reduced(sum, denominator);
}

al_fraction al_fraction_of_sign(uint32_t c)
{
    static const struct {
        uint32_t sign;
        int64_t numerator, denominator;
    } signs[] = {{0xBC, 1, 4},    {0xBD, 1, 2},   {0xBE, 3, 4},   {0x2150, 1, 7}, {0x2151, 1, 9},
                 {0x2152, 1, 10}, {0x2153, 1, 3}, {0x2154, 2, 3}, {0x2155, 1, 5}, {0x2156, 2, 5},
                 {0x2157, 3, 5},  {0x2158, 4, 5}, {0x2159, 1, 6}, {0x215A, 5, 6}, {0x215B, 1, 8},
                 {0x215C, 3, 8},  {0x215D, 5, 8}, {0x215E, 7, 8}, {0x2189, 0, 1}};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (signs[i].sign == c)
            return (al_fraction){signs[i].numerator, signs[i].denominator};
    return (al_fraction){0, 0};
}
