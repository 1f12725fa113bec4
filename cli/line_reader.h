/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a file or of standard input, of any length, as JSON Lines are read. */
#ifndef LINE_READER_H
#define LINE_READER_H

#include <stddef.h>
#include <stdint.h>

/* Lines of a file or of standard input, one after the other in one buffer. */
typedef struct line_reader {
    int descriptor;
    const char *name;
    uint64_t number; /* of the line at hand, from 1 */
    size_t longest;  /* of a longer line, one byte more than this is kept */
    char *line;
    size_t length;
    size_t capacity;
    uint64_t size;  /* bytes of the file; 0: nobody knows */
    uint64_t taken; /* of these */
    size_t start;   /* of what was read and not yet taken, in `buffer` */
    size_t end;
    char buffer[1 << 16];
} line_reader;

/* NULL after saying what is wrong. Of a line longer than `longest` one byte more is kept. */
line_reader *line_reader_open(const char *path, size_t longest);
void line_reader_close(line_reader *reader);

/* The share of the file that was read, 0 to 1; below 0: nobody knows. */
double line_reader_share(const line_reader *reader);

/* The next line. 1: there is one, 0: the end, -1 after saying what is wrong. */
int line_reader_next(line_reader *reader);

#endif
