/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that were told, by number, for those who come later. The oldest go when there are many. */
#ifndef TOLD_LOG_H
#define TOLD_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct told_log {
    char *bytes; /* whole lines */
    size_t length, capacity;
    size_t *starts; /* of the lines that are kept */
    size_t n, n_capacity;
    uint64_t first; /* number of the first of these, from 0 */
} told_log;

/* Append bytes of a line, which ends with a newline. False when memory ends. */
bool told_log_add(told_log *log, const char *bytes, size_t length);

/* How many lines were told in all. */
uint64_t told_log_count(const told_log *log);

/*
 * Lines from number `from` on, or from the first that is kept, and *first is its number: as many as
 * a megabyte holds, but one if there is one. *length 0: there are none.
 */
const char *told_log_from(const told_log *log, uint64_t from, uint64_t *first, size_t *length);

void told_log_release(told_log *log);

#endif
