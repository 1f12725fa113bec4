/* SPDX-License-Identifier: Apache-2.0 */
/* Messages as they come in: what is wrong with them is told before any of it is used. */
#include "rpc.h"
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

json_t *rpc_read(const char *bytes, size_t length, uint64_t most, int *code, char *why,
                 size_t capacity)
{
    json_error_t error;
    json_t *message;
    if (length > most) {
        *code = RPC_INVALID_REQUEST;
        snprintf(why, capacity, "the message is longer than %llu bytes (--max-message)",
                 (unsigned long long)most);
        return NULL;
    }
    message = json_loadb(bytes, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, &error);
    if (message == NULL) {
        *code = RPC_NOT_JSON;
        snprintf(why, capacity, "byte %d: %s", error.position, error.text);
    }
    return message;
}

const char *rpc_fault_of(const json_t *message)
{
    const char *version = json_string_value(json_object_get(message, "jsonrpc"));
    const json_t *id = json_object_get(message, "id");
    if (!json_is_object(message))
        return "a message is one object; batches are not taken";
    if (version == NULL || strcmp(version, "2.0") != 0)
        return "jsonrpc is not 2.0";
    if (id != NULL && !json_is_string(id) && !json_is_integer(id))
        return "id is neither a string nor a whole number";
    if (!json_is_string(json_object_get(message, "method")))
        return "method is no string";
    return NULL;
}

bool rpc_is_answer(const json_t *message)
{
    return json_object_get(message, "method") == NULL &&
           (json_object_get(message, "result") != NULL ||
            json_object_get(message, "error") != NULL);
}

const json_t *rpc_id_of(const json_t *message)
{
    const json_t *id = json_object_get(message, "id");
    return json_is_string(id) || json_is_integer(id) ? id : NULL;
}

/* A reader who is gone has ended the program by then (SIGPIPE). */
int rpc_put(void *context, const char *bytes, size_t length)
{
    (void)context;
    while (length > 0) {
        ssize_t written = write(STDOUT_FILENO, bytes, length);

        if (written < 0 && errno != EINTR) {
            report("standard output: cannot be written: %s", strerror(errno));
            return 1;
        }
        bytes += written > 0 ? written : 0;
        length -= written > 0 ? (size_t)written : 0;
    }
    return 0;
}

/* --- Strings -------------------------------------------------------------- */

/* Bytes of the UTF-8 character at `bytes`, of which there are `length`; 0: it is none. */
static size_t character(const char *bytes, uint64_t length)
{
    for (size_t n = 1; n <= 4 && n <= length; n++) {
        json_t *one = json_stringn(bytes, n);

        if (one != NULL) {
            json_decref(one);
            return n;
        }
    }
    return 0;
}

/* The same string with what is no UTF-8 replaced; `out` has room for three times its length. */
static size_t mend(const char *bytes, size_t length, char *out)
{
    static const char replacement[] = "\xEF\xBF\xBD";
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        size_t n = character(bytes + at, length - at);

        memcpy(out + used, n > 0 ? bytes + at : replacement, n > 0 ? n : sizeof replacement - 1);
        used += n > 0 ? n : sizeof replacement - 1;
        at += n > 0 ? n : 1;
    }
    return used;
}

json_t *rpc_string(const char *bytes, uint64_t length, size_t most)
{
    static const char ellipsis[] = "\xE2\x80\xA6";
    bool cut = length > most;
    size_t kept = cut ? most : (size_t)length;
    json_t *string;
    while (cut && kept > 0 && ((unsigned char)bytes[kept] & 0xC0) == 0x80)
        kept--;
    string = cut ? NULL : json_stringn(bytes, kept);
    if (string != NULL)
        return string;
    char *out = malloc(3 * kept + sizeof ellipsis);
    if (out == NULL)
        return NULL;
    size_t used = mend(bytes, kept, out);
    if (cut) {
        memcpy(out + used, ellipsis, sizeof ellipsis - 1);
        used += sizeof ellipsis - 1;
    }
    string = json_stringn(out, used);
    free(out);
    return string;
}
