/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Lines as editors send them, each taken as a message behind an initialize: every message that
 * comes back is an object of JSON-RPC with its length before it, and no request is answered twice.
 */
#include "fuzz.h"

#include "../cli/lsp.h"

typedef struct answers {
    size_t n;
} answers;

static int look(void *context, const char *bytes, size_t length)
{
    static const char head[] = "Content-Length: ";
    answers *answers = context;
    const char *body = memchr(bytes, '{', length);
    FUZZ_CHECK(length > sizeof head && memcmp(bytes, head, sizeof head - 1) == 0,
               "there is no head");
    FUZZ_CHECK(body != NULL, "there is no object");
    size_t said = strtoull(bytes + sizeof head - 1, NULL, 10);
    FUZZ_CHECK(said == length - (size_t)(body - bytes), "the length is another");
    json_t *message = json_loadb(body, said, JSON_ALLOW_NUL, NULL);
    FUZZ_CHECK(json_is_object(message), "an answer is no object");
    answers->n += json_object_get(message, "method") == NULL;
    json_decref(message);
    return 0;
}

/* A source that some of what is written stands in. */
static void have_source(lsp_server *server)
{
    static const char law[] =
        "The use of force is not permitted in any case. The council shall meet "
        "twice a year in Geneva.\n";
    static const char initialize[] =
        "{\"jsonrpc\":\"2.0\",\"id\":0,\"method\":\"initialize\",\"params\":{\"capabilities\":{}}}";
    almost_check_options options;
    almost_error error;
    FUZZ_CHECK(lsp_take(server, initialize, sizeof initialize - 1), "it ends at once");
    server->sources.texts = calloc(1, sizeof *server->sources.texts);
    FUZZ_CHECK(server->sources.texts != NULL, "no memory");
    FUZZ_CHECK(almost_text_from_memory(law, sizeof law - 1, NULL, &server->sources.texts[0],
                                       &error) == ALMOST_OK,
               "there is no source");
    server->sources.count = 1;
    almost_check_options_init(&options);
    FUZZ_CHECK(almost_checker_new((const almost_text *const *)server->sources.texts, 1, &options,
                                  &server->checker, &error) == ALMOST_OK,
               "there is no checker");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    settings settings;
    lsp_server server;
    answers answers = {0};
    size_t lines = 1;

    settings_init(&settings);
    settings.max_bytes = 1 << 20;
    settings.max_message = 1 << 16;
    settings.timeout = 10;
    FUZZ_CHECK(lsp_server_init(&server, &settings, look, &answers), "there is no server");
    server.threadless = true;
    have_source(&server);
    for (size_t start = 0, end; start < size; start = end + 1, lines++) {
        for (end = start; end < size && data[end] != '\n';)
            end++;
        char *line = malloc(end - start + 1);
        FUZZ_CHECK(line != NULL, "no memory");
        memcpy(line, data + start, end - start);
        lsp_mend(line, end - start);
        bool more = lsp_take(&server, line, end - start);
        free(line);
        if (!more)
            break;
    }
    FUZZ_CHECK(answers.n <= lines + 1, "%zu answers to %zu lines", answers.n, lines);
    lsp_server_release(&server);
    settings_release(&settings);
    return 0;
}
