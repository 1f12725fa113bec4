/* SPDX-License-Identifier: Apache-2.0 */
/* One line of trouble; report.h has the rules. */
#include "report.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

/* Longest line: a path of PATH_MAX, escaped in part, and a sentence. */
#define LINE_BYTES 8192

/* Bytes of the UTF-8 character at `text`, or 0 when there is none. */
static size_t character_length(const unsigned char *text)
{
    size_t length = text[0] < 0x80                      ? 1
                    : text[0] >= 0xC2 && text[0] < 0xE0 ? 2
                    : text[0] >= 0xE0 && text[0] < 0xF0 ? 3
                    : text[0] >= 0xF0 && text[0] < 0xF5 ? 4
                                                        : 0;
    for (size_t i = 1; i < length; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

/* Whether a character must not reach a terminal as it is. */
static bool is_unsafe(const unsigned char *text, size_t length)
{
    if (length <= 1)
        return length == 0 || text[0] < 0x20 || text[0] == 0x7F;
    if (length == 2)
        return (text[0] == 0xC2 && text[1] < 0xA0) || /* C1 controls */
               (text[0] == 0xD8 && text[1] == 0x9C);  /* U+061C */
    if (text[0] != 0xE2)
        return false;
    /* U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069 */
    return (text[1] == 0x80 &&
            (text[2] == 0x8E || text[2] == 0x8F || (text[2] >= 0xA8 && text[2] <= 0xAE))) ||
           (text[1] == 0x81 && text[2] >= 0xA6 && text[2] <= 0xA9);
}

/* Write the escape of one byte; returns its length. */
static size_t escape_byte(unsigned char byte, char out[5])
{
    if (byte == '\n' || byte == '\r' || byte == '\t') {
        out[0] = '\\';
        out[1] = byte == '\n' ? 'n' : byte == '\r' ? 'r' : 't';
        return 2;
    }
    return (size_t)snprintf(out, 5, "\\x%02x", byte);
}

void report_escape(const char *text, char *out, size_t capacity)
{
    const unsigned char *at = (const unsigned char *)text;
    size_t used = 0;
    while (*at != '\0') {
        char escaped[4 * 4 + 1];
        size_t length = character_length(at), size = 0;
        size_t step = length == 0 ? 1 : length;

        if (is_unsafe(at, length)) {
            for (size_t i = 0; i < step; i++)
                size += escape_byte(at[i], escaped + size);
        } else {
            memcpy(escaped, at, step);
            size = step;
        }
        if (used + size >= capacity)
            break;
        memcpy(out + used, escaped, size);
        used += size;
        at += step;
    }
    out[used] = '\0';
}

static _Thread_local char *copy;
static _Thread_local size_t copy_capacity;

void report_copy(char *line, size_t capacity)
{
    copy = line;
    copy_capacity = capacity;
}

void report(const char *format, ...)
{
    char message[LINE_BYTES], line[LINE_BYTES];
    va_list arguments;
    size_t length;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    memcpy(line, "almost: ", 8);
    report_escape(message, line + 8, sizeof line - 9);
    if (copy != NULL)
        snprintf(copy, copy_capacity, "%s", line + 8);
    length = strlen(line);
    line[length++] = '\n';
    if (write(STDERR_FILENO, line, length) < 0)
        return; /* nobody is left to be told */
}

/* The option for what is to be raised, or to be waited for longer; the library names its fields. */
static const char *remedy_of(const almost_error *error, const char *message)
{
    static const char *const limits[][2] = {{"max_depth", " (--max-depth)"},
                                            {"max_members", " (--max-members)"},
                                            {"max_ratio", " (--max-ratio)"},
                                            {"max_seconds", " (--max-seconds)"}};
    if (error->status == ALMOST_ERROR_TIMEOUT)
        return " (--timeout)";
    if (error->status != ALMOST_ERROR_LIMIT)
        return "";
    for (size_t i = 0; i < sizeof limits / sizeof *limits; i++)
        if (strstr(message, limits[i][0]) != NULL)
            return limits[i][1];
    return " (--max-bytes)";
}

void report_error(const almost_error *error)
{
    const char *message =
        error->message[0] != '\0' ? error->message : almost_status_text(error->status);
    const char *remedy = remedy_of(error, message);
    if (error->file[0] == '\0')
        report("%s%s", message, remedy);
    else if (error->line == 0)
        report("%s: %s%s", error->file, message, remedy);
    else
        report("%s:%llu: %s%s", error->file, (unsigned long long)error->line, message, remedy);
}
