/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Filling the caller's error structure. Messages are formatted into its own room
 * and cut there, so that reporting that memory has ended takes no memory; `error`
 * may be NULL everywhere, and the status is still returned. What a message quotes
 * is anybody's, be it from a text, an option or another library: that it is one
 * line is seen to here, for all of them.
 */
#include "base/error.h"

#include "base/utf8.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Whether a code point would end the line or steer a terminal, or is none. */
static bool is_unfit(uint32_t c)
{
    return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029 || c == AL_INVALID;
}

/* A question mark for each such byte. */
static void keep_to_one_line(char *message)
{
    size_t length = strlen(message);
    uint32_t size;
    for (size_t at = 0; at < length; at += size) {
        if (is_unfit(al_decode(message, length, at, &size)))
            memset(message + at, '?', size);
    }
}

static void fill(almost_error *error, almost_status status, const char *file, const char *format,
                 va_list arguments)
{
    memset(error, 0, sizeof *error);
    error->status = status;
    snprintf(error->file, sizeof error->file, "%s", file != NULL ? file : "");
    vsnprintf(error->message, sizeof error->message, format, arguments);
    keep_to_one_line(error->message);
}

almost_status al_fail(almost_error *error, almost_status status, const char *file,
                      const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, status, file, format, arguments);
        va_end(arguments);
    }
    return status;
}

almost_status al_fail_at(almost_error *error, almost_status status, const char *file, uint64_t byte,
                         uint64_t line, uint64_t column, const char *format, ...)
{
    if (error != NULL) {
        va_list arguments;
        va_start(arguments, format);
        fill(error, status, file, format, arguments);
        va_end(arguments);
        error->byte = byte;
        error->line = line;
        error->column = column;
    }
    return status;
}

almost_status al_fail_memory(almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_MEMORY, NULL, "out of memory");
}

const char *almost_status_text(almost_status status)
{
    switch (status) {
    case ALMOST_OK: return "no error";
    case ALMOST_ERROR_MEMORY: return "out of memory";
    case ALMOST_ERROR_READ: return "cannot be read";
    case ALMOST_ERROR_WRITE: return "cannot be written";
    case ALMOST_ERROR_FORMAT: return "malformed";
    case ALMOST_ERROR_ENCODING: return "unknown or unfit encoding";
    case ALMOST_ERROR_LIMIT: return "over a limit";
    case ALMOST_ERROR_ARGUMENT: return "bad argument";
    case ALMOST_ERROR_CANCELLED: return "cancelled";
    case ALMOST_ERROR_MISMATCH: return "another text than the one compared";
    case ALMOST_ERROR_TIMEOUT: return "took too long";
    }
    return "unknown status";
}
