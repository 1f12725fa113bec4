/* SPDX-License-Identifier: Apache-2.0 */
/* Lines one behind the other, with where each begins; whole when their newline has come. */
#include "told_log.h"

#include <stdlib.h>
#include <string.h>

enum {
    MOST_KEPT = 64 << 20, /* bytes; more than a day of speech */
    MOST_AT_ONCE = 1 << 20
};

static bool grow(void **items, size_t *capacity, size_t needed, size_t size)
{
    size_t wanted = 2 * *capacity > needed ? 2 * *capacity : needed;
    void *grown;
    if (needed <= *capacity)
        return true;
    grown = realloc(*items, wanted * size);
    if (grown == NULL)
        return false;
    *items = grown;
    *capacity = wanted;
    return true;
}

/* Let the older half go. */
static void forget(told_log *log)
{
    size_t gone = log->n / 2, from = log->starts[gone];
    memmove(log->bytes, log->bytes + from, log->length - from);
    log->length -= from;
    log->n -= gone;
    log->first += gone;
    for (size_t i = 0; i < log->n; i++)
        log->starts[i] = log->starts[i + gone] - from;
}

bool told_log_add(told_log *log, const char *bytes, size_t length)
{
    bool begins = log->length == 0 || log->bytes[log->length - 1] == '\n';
    if (length == 0)
        return true;
    if (begins && log->length > MOST_KEPT && log->n > 1)
        forget(log);
    if (!grow((void **)&log->bytes, &log->capacity, log->length + length, 1) ||
        !grow((void **)&log->starts, &log->n_capacity, log->n + 1, sizeof *log->starts))
        return false;
    if (begins)
        log->starts[log->n++] = log->length;
    memcpy(log->bytes + log->length, bytes, length);
    log->length += length;
    return true;
}

/* Lines that are kept and whole: the last one may still be coming. */
static size_t n_whole(const told_log *log)
{
    bool coming = log->length > 0 && log->bytes[log->length - 1] != '\n';
    return log->n - (coming ? 1 : 0);
}

uint64_t told_log_count(const told_log *log)
{
    return log->first + n_whole(log);
}

const char *told_log_from(const told_log *log, uint64_t from, uint64_t *first, size_t *length)
{
    size_t begin, end;
    *first = from > log->first ? from : log->first;
    *length = 0;
    if (*first >= told_log_count(log))
        return NULL;
    begin = end = (size_t)(*first - log->first);
    while (end < n_whole(log) &&
           (end == begin || log->starts[end] - log->starts[begin] <= MOST_AT_ONCE))
        end++;
    *length = (end < log->n ? log->starts[end] : log->length) - log->starts[begin];
    return log->bytes + log->starts[begin];
}

void told_log_release(told_log *log)
{
    free(log->bytes);
    free(log->starts);
    *log = (told_log){0};
}
