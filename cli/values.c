/* SPDX-License-Identifier: Apache-2.0 */
/* Readers of option values. Nothing here depends on the locale. */
#include "values.h"

#include <stdlib.h>
#include <string.h>

/* Most ids that one list may name, so that 1-9999999999 does not take all memory. */
#define MOST_IDS (UINT64_C(1) << 24)

bool value_flag(const option *option, const char *value, void *field)
{
    (void)value;
    *(int *)field = option->number;
    return true;
}

bool value_bits(const option *option, const char *value, void *field)
{
    (void)value;
    *(uint32_t *)field |= (uint32_t)option->number;
    return true;
}

bool value_form(const option *option, const char *value, void *field)
{
    (void)value;
    *(uint32_t *)field |= UINT32_C(1) << option->number;
    return true;
}

bool value_text(const option *option, const char *value, void *field)
{
    (void)option;
    *(const char **)field = value;
    return value[0] != '\0';
}

/* So many digits at *at as a number, before `end`; moves *at behind that. */
static bool read_part(const char **at, int digits, char end, int *number)
{
    *number = 0;
    for (; digits > 0 && **at >= '0' && **at <= '9'; digits--)
        *number = 10 * *number + (*(*at)++ - '0');
    if (digits > 0 || **at != end)
        return false;
    *at += end != '\0';
    return true;
}

/* Days from 1970 to a date of the Gregorian calendar, from 1970 on. */
static long long days_until(int year, int month, int day)
{
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    int past = year - 1, leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return 365LL * (year - 1970) + past / 4 - past / 100 + past / 400 - 477 + before[month - 1] +
           (leap && month > 2) + day - 1;
}

/* A day, or a time in UTC, as documents have them. */
bool value_date(const option *option, const char *value, void *field)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year, month, day, hour = 0, minute = 0, second = 0;
    bool leap, timed = strchr(value, 'T') != NULL;
    (void)option;
    if (!read_part(&value, 4, '-', &year) || !read_part(&value, 2, '-', &month) ||
        !read_part(&value, 2, timed ? 'T' : '\0', &day))
        return false;
    if (timed &&
        (!read_part(&value, 2, ':', &hour) || !read_part(&value, 2, ':', &minute) ||
         !read_part(&value, 2, strchr(value, 'Z') != NULL ? 'Z' : '\0', &second) || *value != '\0'))
        return false;
    leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    if (year < 1970 || month < 1 || month > 12 || day < 1 ||
        day > lengths[month - 1] + (leap && month == 2) || hour > 23 || minute > 59 || second > 59)
        return false;
    *(long long *)field = 86400 * days_until(year, month, day) + 3600 * hour + 60 * minute + second;
    return true;
}

/* The choice that is spelt by the `length` bytes at `name`, with its number, or NULL. */
static const char *find_choice(const option *option, const char *name, size_t length,
                               uint32_t *number)
{
    const char *choice;
    for (int i = 0; (choice = option->choice(i, number)) != NULL; i++)
        if (strlen(choice) == length && memcmp(choice, name, length) == 0)
            return choice;
    return NULL;
}

bool value_choice(const option *option, const char *value, void *field)
{
    uint32_t number;
    if (find_choice(option, value, strlen(value), &number) == NULL)
        return false;
    *(int *)field = (int)number;
    return true;
}

bool value_choice_text(const option *option, const char *value, void *field)
{
    uint32_t number;
    const char *choice = find_choice(option, value, strlen(value), &number);
    if (choice == NULL)
        return false;
    *(const char **)field = choice;
    return true;
}

/* Names with commas between them add their bits; one that stands for none takes all away. */
bool value_names(const option *option, const char *value, void *field)
{
    uint32_t bits = *(uint32_t *)field;
    const char *at = value;
    for (;;) {
        size_t length = strcspn(at, ",");
        uint32_t number;

        if (find_choice(option, at, length, &number) == NULL)
            return false;
        bits = number != 0 ? bits | number : 0;
        if (at[length] == '\0')
            break;
        at += length + 1;
    }
    *(uint32_t *)field = bits;
    return true;
}

/* Digits at *at as a number; moves *at behind them. False when none, or above `most`. */
static bool read_digits(const char **at, uint64_t most, uint64_t *number)
{
    const char *start = *at;
    uint64_t sum = 0;
    for (; **at >= '0' && **at <= '9'; ++*at) {
        uint64_t digit = (uint64_t)(**at - '0');

        if (sum > (most - digit) / 10)
            return false;
        sum = sum * 10 + digit;
    }
    *number = sum;
    return *at > start;
}

/* `option->number` is the least that is accepted. */
bool value_number(const option *option, const char *value, void *field)
{
    uint64_t number;
    if (!read_digits(&value, 1000000, &number) || *value != '\0' ||
        number < (uint64_t)option->number)
        return false;
    *(uint32_t *)field = (uint32_t)number;
    return true;
}

bool value_decimal(const option *option, const char *value, void *field)
{
    char *end;
    (void)option;
    if (value[0] == '\0' || strspn(value, "0123456789.") != strlen(value))
        return false;
    *(double *)field = strtod(value, &end);
    return *end == '\0' && end > value;
}

bool value_small(const option *option, const char *value, void *field)
{
    char *end;
    (void)option;
    if (strspn(value, "0123456789.") == 0 || strspn(value, "0123456789.eE-") != strlen(value))
        return false;
    *(double *)field = strtod(value, &end);
    return *end == '\0' && *(double *)field > 0;
}

bool value_share(const option *option, const char *value, void *field)
{
    char number[32];
    size_t length = strlen(value);
    bool percent = length > 0 && value[length - 1] == '%';
    double share;
    if (length >= sizeof number)
        return false;
    memcpy(number, value, length + 1);
    if (percent)
        number[length - 1] = '\0';
    if (!value_decimal(option, number, &share))
        return false;
    if (percent)
        share /= 100;
    *(double *)field = share;
    return share <= 1;
}

bool value_size(const option *option, const char *value, void *field)
{
    static const char letters[] = "KMGT";
    uint64_t number, factor = 1;
    (void)option;
    if (!read_digits(&value, UINT64_MAX / 10, &number))
        return false;
    if (*value != '\0') {
        const char *letter = strchr(letters, *value >= 'a' ? *value - 'a' + 'A' : *value);

        if (letter == NULL || value[1] != '\0')
            return false;
        factor <<= 10 * (letter - letters + 1);
    }
    if (number == 0 || number > UINT64_MAX / factor)
        return false;
    *(uint64_t *)field = number * factor;
    return true;
}

bool value_text_size(const option *option, const char *value, void *field)
{
    return value_size(option, value, field) && *(uint64_t *)field <= ALMOST_MOST_BYTES;
}

/* Append start to end, both included. */
static bool append_ids(id_list *list, uint64_t start, uint64_t end)
{
    uint64_t count = end - start + 1;
    uint64_t *ids;
    if (start == 0 || end < start || count > MOST_IDS || list->count + count > MOST_IDS)
        return false;
    ids = realloc(list->ids, (size_t)(list->count + count) * sizeof *ids);
    if (ids == NULL)
        return false;
    list->ids = ids;
    for (uint64_t id = start; id <= end; id++)
        ids[list->count++] = id;
    return true;
}

bool value_ids(const option *option, const char *value, void *field)
{
    (void)option;
    for (;;) {
        uint64_t start, end;

        if (!read_digits(&value, UINT64_MAX / 2, &start))
            return false;
        end = start;
        if (*value == '-') {
            value++;
            if (!read_digits(&value, UINT64_MAX / 2, &end))
                return false;
        }
        if (!append_ids(field, start, end))
            return false;
        if (*value == '\0')
            return true;
        if (*value++ != ',')
            return false;
    }
}

bool value_paths(const option *option, const char *value, void *field)
{
    path_list *list = field;
    const char **paths = realloc(list->paths, (list->count + 1) * sizeof *paths);
    (void)option;
    if (paths == NULL || value[0] == '\0') {
        list->paths = paths != NULL ? paths : list->paths;
        return false;
    }
    list->paths = paths;
    list->paths[list->count++] = value;
    return true;
}

const char *units_choices(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_units_name((almost_units)index);
}

const char *moves_choices(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_moves_name((almost_moves)index);
}

const char *when_choices(int index, uint32_t *number)
{
    static const char *const names[] = {"auto", "always", "never", NULL};
    *number = (uint32_t)index;
    return names[index];
}

bool value_foreign(const option *option, const char *value, void *field)
{
    (void)value;
    *(const struct option **)field = option;
    return true;
}
