/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What Debian's archives of jansson and Expat ask of the GNU C library and musl has not: the
 * checked forms of four functions, and random bytes. For tools/elsewhere only, to have something to
 * link with there.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void arc4random_buf(void *out, size_t size);
int __fprintf_chk(FILE *file, int flag, const char *format, ...);
int __snprintf_chk(char *out, size_t size, int flag, size_t room, const char *format, ...);
int __vsnprintf_chk(char *out, size_t size, int flag, size_t room, const char *format,
                    va_list values);
char *__strncpy_chk(char *to, const char *from, size_t size, size_t room);

int __vsnprintf_chk(char *out, size_t size, int flag, size_t room, const char *format,
                    va_list values)
{
    (void)flag;
    return size > room ? -1 : vsnprintf(out, size, format, values);
}

int __snprintf_chk(char *out, size_t size, int flag, size_t room, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int length = __vsnprintf_chk(out, size, flag, room, format, values);
    va_end(values);
    return length;
}

char *__strncpy_chk(char *to, const char *from, size_t size, size_t room)
{
    return strncpy(to, from, size < room ? size : room);
}

int __fprintf_chk(FILE *file, int flag, const char *format, ...)
{
    (void)flag;
    va_list values;
    va_start(values, format);
    int count = vfprintf(file, format, values);
    va_end(values);
    return count;
}

/* Expat asks for the salt of its tables: a few bytes, of which getentropy() gives up to 256. */
void arc4random_buf(void *out, size_t size)
{
    if (getentropy(out, size) != 0)
        memset(out, 1, size);
}
