/* SPDX-License-Identifier: Apache-2.0 */
/* Runs without a backslash are copied as they are; escapes are few. */
#include "reuse/line_text.h"

#include "base/utf8.h"

#include <string.h>

/* Behind the string that begins at `at` with its quotation mark; NULL: it has no end. */
static const char *string_end(const char *at, const char *end)
{
    const char *mark = at;
    while ((mark = memchr(mark + 1, '"', (size_t)(end - mark - 1))) != NULL) {
        const char *before = mark;
        while (before[-1] == '\\')
            before--;
        if ((mark - before) % 2 == 0)
            return mark + 1;
    }
    return NULL;
}

static const char *skip_blanks(const char *at, const char *end)
{
    while (at < end && (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n'))
        at++;
    return at;
}

/* The value behind a key, if it is a string. */
static const char *string_behind(const char *at, const char *end)
{
    at = skip_blanks(at, end);
    if (at == end || *at != ':')
        return NULL;
    at = skip_blanks(at + 1, end);
    return at < end && *at == '"' ? at : NULL;
}

/* Where the string of the member "text" begins; NULL: there is none, or this is no such object. */
static const char *find_text(const char *at, const char *end)
{
    static const char key[] = "\"text\"";
    const size_t length = sizeof key - 1;
    size_t depth = 0;
    while (at < end) {
        const char *next = *at == '"' ? string_end(at, end) : at + 1;
        if (next == NULL)
            return NULL;
        if (depth == 1 && (size_t)(next - at) == length && memcmp(at, key, length) == 0)
            return string_behind(next, end);
        depth += *at == '{' || *at == '[';
        depth -= *at == '}' || *at == ']';
        at = next;
    }
    return NULL;
}

static bool read_hex(const char *at, const char *end, uint32_t *unit)
{
    *unit = 0;
    if (end - at < 4)
        return false;
    for (int i = 0; i < 4; i++) {
        char letter = at[i];
        uint32_t digit = letter >= '0' && letter <= '9'   ? (uint32_t)(letter - '0')
                         : letter >= 'a' && letter <= 'f' ? (uint32_t)(letter - 'a' + 10)
                         : letter >= 'A' && letter <= 'F' ? (uint32_t)(letter - 'A' + 10)
                                                          : 16;
        if (digit > 15)
            return false;
        *unit = *unit << 4 | digit;
    }
    return true;
}

/* What stands behind \u, up to twice, for one that is half of a pair; NULL: it is none. */
static const char *decode_unit(const char *at, const char *end, char **out)
{
    uint32_t unit, low;
    if (!read_hex(at, end, &unit))
        return NULL;
    at += 4;
    if (unit >= 0xD800 && unit < 0xE000) {
        if (unit >= 0xDC00 || end - at < 6 || at[0] != '\\' || at[1] != 'u' ||
            !read_hex(at + 2, end, &low) || low < 0xDC00 || low >= 0xE000)
            return NULL;
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        at += 6;
    }
    *out += al_encode(unit, *out);
    return at;
}

/* What stands behind a backslash; NULL: it is nothing. */
static const char *decode_escape(const char *at, const char *end, char **out)
{
    static const char names[] = "\"\\/bfnrt", values[] = "\"\\/\b\f\n\r\t";
    if (at == end)
        return NULL;
    if (*at == 'u')
        return decode_unit(at + 1, end, out);
    const char *name = *at == '\0' ? NULL : strchr(names, *at);
    if (name == NULL)
        return NULL;
    *(*out)++ = values[name - names];
    return at + 1;
}

/* Whether jansson would take the bytes: valid UTF-8 without control characters. */
static bool are_plain(const char *bytes, size_t length)
{
    al_units_count count = {0};
    unsigned control = 0;
    for (size_t i = 0; i < length; i++)
        control |= (unsigned char)bytes[i] < 0x20;
    if (control == 0)
        al_count_units(bytes, length, &count);
    return control == 0 && count.invalid == 0;
}

/* The bytes between the quotation marks of a string; false: they are not a string's. */
static bool decode(al_line_text *taken, const char *at, const char *end)
{
    char *out = taken->text;
    if (!are_plain(at, (size_t)(end - at)))
        return false;
    while (at != NULL && at < end) {
        const char *escape = memchr(at, '\\', (size_t)(end - at));
        const char *stop = escape == NULL ? end : escape;
        memcpy(out, at, (size_t)(stop - at));
        out += stop - at;
        at = escape == NULL ? end : decode_escape(escape + 1, end, &out);
    }
    taken->length = (size_t)(out - taken->text);
    return at != NULL;
}

bool al_line_text_take(al_line_text *taken, const almost_allocator *allocator, const char *line,
                       size_t length)
{
    const char *end = line + length, *start = find_text(line, end);
    const char *behind = start == NULL ? NULL : string_end(start, end);
    if (behind == NULL)
        return false;
    size_t before = (size_t)(start - line) + 1, after = (size_t)(end - behind) + 1;
    if (!al_grow(allocator, (void **)&taken->rest, &taken->rest_capacity, before + after, 1) ||
        !al_grow(allocator, (void **)&taken->text, &taken->capacity, length, 1))
        return false;
    memcpy(taken->rest, line, before);
    memcpy(taken->rest + before, behind - 1, after);
    taken->rest_length = before + after;
    return decode(taken, start + 1, behind - 1);
}

void al_line_text_release(al_line_text *taken, const almost_allocator *allocator)
{
    al_release(allocator, taken->rest);
    al_release(allocator, taken->text);
}
