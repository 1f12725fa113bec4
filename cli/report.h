/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Trouble on standard error: one line that begins with "almost: ", whatever
 * the names in it hold. Control characters, bytes that are no UTF-8 and
 * characters that turn the direction of a line are written as escapes.
 */
#ifndef REPORT_H
#define REPORT_H

#include <almost/almost.h>

/* Exit statuses, as diff and cmp have them. */
enum { EXIT_YES = 0, EXIT_OTHER = 1, EXIT_TROUBLE = 2 };

/* Print "almost: MESSAGE" as one line. */
__attribute__((format(printf, 1, 2))) void report(const char *format, ...);

/*
 * Have what this thread reports from now on copied, without "almost: ", as far as `capacity` goes;
 * the last line stays. NULL ends it.
 */
void report_copy(char *line, size_t capacity);

/* Print "almost: FILE:LINE: MESSAGE", as far as the error has them. */
void report_error(const almost_error *error);

/*
 * Write `text` with what does not belong into one line escaped. `out` has room
 * for `capacity` bytes, at least 1, and is cut before an escape that does not fit.
 */
void report_escape(const char *text, char *out, size_t capacity);

#endif
