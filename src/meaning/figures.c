/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in figures: 1,000 and 1.000 by the custom of the language, 3.14,
 * 2nd. What the custom does not explain (dates, 1820s, numbers beyond 10^17)
 * is a number of its own by its letters, so that 1820s and 1830s differ.
 */
#include "meaning/numbers.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

typedef struct figures {
    char digits[20];
    size_t n_digits;
    size_t whole;  /* of them before the decimal sign */
    size_t length; /* bytes read */
} figures;

/* Apart, so that the compiler does not warn of reads that the length rules out. */
__attribute__((noinline)) static al_number by_letters(const char *letters, size_t length)
{
    return (al_number){(int64_t)(XXH3_64bits(letters, length) >> 1), AL_NUMBER_OTHER};
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_sign(char c)
{
    return c == '.' || c == ',' || c == '\'';
}

/* The row of digits and signs between digits at the start of the word. */
static size_t row_length(const char *letters, size_t length)
{
    size_t at = 0;
    while (at < length && (is_digit(letters[at]) ||
                           (is_sign(letters[at]) && at + 1 < length && is_digit(letters[at + 1]))))
        at++;
    return at;
}

/* Whether every `sign` before `end` has three digits behind it and no more than three before the
 * first. */
static bool groups(const char *row, size_t end, char sign)
{
    size_t run = 0, first = 1;
    for (size_t i = 0; i <= end; i++) {
        if (i < end && row[i] != sign) {
            run++;
            continue;
        }
        if (first ? run < 1 || run > 3 : run != 3)
            return false;
        first = 0;
        run = 0;
    }
    return true;
}

/*
 * Where the decimal sign stands in the row, or its end; false when the signs
 * make no number. The last sign is decimal when it is of another kind than the
 * others, or alone and not followed by a group of three as the language has it.
 */
static bool find_decimal(const al_language *language, const char *row, size_t length,
                         size_t *decimal)
{
    char last = 0, other = 0;
    size_t at = length, count = 0;
    *decimal = length;
    for (size_t i = 0; i < length; i++) {
        if (is_digit(row[i]))
            continue;
        if (last != 0 && row[i] != last) {
            if (other != 0)
                return false;
            other = last;
            count = 0;
        }
        last = row[i];
        at = i;
        count++;
    }
    if (last == 0)
        return true;
    char thousands = language != NULL ? language->thousands : last;
    if (other != 0) {
        *decimal = at;
        return count == 1 && groups(row, at, other);
    }
    if ((count > 1 || last == thousands || last == '\'') && groups(row, length, last))
        return true;
    *decimal = at;
    return count == 1 && last != '\'';
}

static bool read_row(const al_language *language, const char *letters, size_t length, figures *out)
{
    size_t decimal, end = row_length(letters, length);
    out->n_digits = out->whole = 0;
    out->length = end;
    if (!find_decimal(language, letters, end, &decimal))
        return false;
    while (decimal < end && letters[end - 1] == '0')
        end--;
    for (size_t i = 0; i < end; i++) {
        if (!is_digit(letters[i]) || (out->n_digits == 0 && letters[i] == '0' && i < decimal))
            continue;
        if (out->n_digits == 17)
            return false;
        out->digits[out->n_digits++] = letters[i];
        out->whole += i < decimal;
    }
    return true;
}

bool al_number_decimal(const al_language *language, const char *letters, size_t length,
                       int64_t *digits, int64_t *over)
{
    figures row;
    if (!read_row(language, letters, length, &row) || row.length != length)
        return false;
    *digits = 0;
    *over = 1;
    for (size_t i = 0; i < row.n_digits; i++)
        *digits = *digits * 10 + (row.digits[i] - '0');
    for (size_t i = row.whole; i < row.n_digits; i++)
        *over *= 10;
    return true;
}

al_number al_number_figures(const al_language *language, const char *letters, size_t length)
{
    figures row;
    if (!read_row(language, letters, length, &row))
        return by_letters(letters, length);
    const char *ending = letters + row.length;
    size_t ending_length = length - row.length;
    bool ordinal = al_number_ordinal_ending(language, ending, ending_length);
    if (ending_length > 0 && !ordinal)
        return by_letters(letters, length);
    if (row.whole < row.n_digits) { /* its digits with the place of the sign tell it from others */
        row.digits[row.n_digits++] = (char)('a' + row.whole);
        return by_letters(row.digits, row.n_digits);
    }
    int64_t value = 0;
    for (size_t i = 0; i < row.n_digits; i++)
        value = value * 10 + (row.digits[i] - '0');
    return (al_number){value, ordinal ? AL_NUMBER_ORDINAL : AL_NUMBER_CARDINAL};
}
