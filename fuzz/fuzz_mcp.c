/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines as agents send them, each taken as a message: every line of the answer is an object of
 * JSON-RPC, and there are no more answers than lines unless progress is told.
 */
#include "fuzz.h"

#include "../cli/mcp.h"

typedef struct answers {
    size_t n;
} answers;

static int look(void *context, const char *line, size_t length)
{
    answers *answers = context;
    json_t *message = json_loadb(line, length, JSON_ALLOW_NUL, NULL);

    FUZZ_CHECK(length > 0 && memchr(line, '\n', length) == line + length - 1,
               "an answer is not one line");
    FUZZ_CHECK(json_is_object(message), "an answer is no object");
    FUZZ_CHECK(json_object_get(message, "result") != NULL ||
                   json_object_get(message, "error") != NULL ||
                   json_object_get(message, "method") != NULL,
               "an answer says nothing");
    answers->n += json_object_get(message, "method") == NULL;
    json_decref(message);
    return 0;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    settings settings;
    mcp_server server;
    answers answers = {0};
    size_t lines = 0;

    settings_init(&settings);
    settings.max_bytes = 1 << 20;
    settings.max_message = 1 << 16;
    settings.max_resource = 1 << 10;
    settings.timeout = 10;
    FUZZ_CHECK(mcp_server_init(&server, &settings, look, &answers), "there is no server");
    server.threadless = true;
    for (size_t start = 0, end; start < size; start = end + 1, lines++) {
        for (end = start; end < size && data[end] != '\n';)
            end++;
        mcp_take(&server, (const char *)data + start, end - start);
    }
    FUZZ_CHECK(answers.n <= lines, "%zu answers to %zu lines", answers.n, lines);
    mcp_server_release(&server);
    settings_release(&settings);
    return 0;
}
