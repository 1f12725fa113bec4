/* SPDX-License-Identifier: Apache-2.0 */
/* There is one module for each thread of the host, and one call at a time: so the answer is global.
 */
#include "host.h"

#include <stdlib.h>
#include <string.h>

#define EXPORT(name) __attribute__((export_name(name)))

/* What the host has for us: how far it is; an answer other than 0 cancels. */
__attribute__((import_module("host"), import_name("progress"))) extern int
host_tell_progress(const char *stage, size_t length, double share);

static struct {
    char *bytes;
    size_t length, room;
} answer;

void host_begin(void)
{
    free(answer.bytes);
    memset(&answer, 0, sizeof answer);
}

int host_sink(void *context, const char *bytes, size_t length)
{
    (void)context;
    if (answer.room - answer.length < length) {
        size_t room = answer.room + answer.room / 2 + length + 4096;
        char *grown = room > answer.room ? realloc(answer.bytes, room) : NULL;
        if (grown == NULL)
            return -1;
        answer.bytes = grown;
        answer.room = room;
    }
    if (length > 0)
        memcpy(answer.bytes + answer.length, bytes, length);
    answer.length += length;
    return 0;
}

static bool put_error(json_t *error)
{
    char *text = error != NULL ? json_dumps(error, JSON_COMPACT) : NULL;
    host_begin();
    if (text != NULL)
        (void)host_sink(NULL, text, strlen(text));
    free(text);
    json_decref(error);
    return false;
}

bool host_fail(const almost_error *error)
{
    return put_error(json_pack("{s:s, s:s, s:s, s:I, s:I, s:I}", "status",
                               almost_status_text(error->status), "file", error->file, "message",
                               error->message, "byte", (json_int_t)error->byte, "line",
                               (json_int_t)error->line, "column", (json_int_t)error->column));
}

bool host_fail_request(const char *what, const char *name)
{
    return put_error(json_pack("{s:s, s:s, s:s+}", "status",
                               almost_status_text(ALMOST_ERROR_ARGUMENT), "file", "", "message",
                               what, name));
}

int host_progress(void *context, const char *stage, double share)
{
    (void)context;
    return host_tell_progress(stage, strlen(stage), share);
}

EXPORT("allocate") void *host_allocate(size_t size)
{
    return malloc(size > 0 ? size : 1);
}

EXPORT("release") void host_release(void *pointer)
{
    free(pointer);
}

EXPORT("answer") const char *host_answer(void)
{
    return answer.bytes;
}

EXPORT("answer_length") size_t host_answer_length(void)
{
    return answer.length;
}

EXPORT("version") const char *host_version(void)
{
    return almost_version();
}
