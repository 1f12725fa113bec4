/* SPDX-License-Identifier: Apache-2.0 */
/* Messages as they come in, and as they go out. */
#include "lsp.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>

bool lsp_server_init(lsp_server *server, const settings *settings, almost_sink sink,
                     void *sink_context)
{
    memset(server, 0, sizeof *server);
    server->settings = settings;
    server->sink = sink;
    server->sink_context = sink_context;
    server->last = &server->requests;
    server->marked =
        settings->marked_statuses != 0 ? settings->marked_statuses : ALMOST_FAILING_STATUSES;
    pthread_mutex_init(&server->output, NULL);
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->wake, NULL);
    json_object_seed(0); /* before there are threads that want one */
    if (settings->language != NULL)
        snprintf(server->language, sizeof server->language, "%s", settings->language);
    return true;
}

/* Forget what the client said of sources. */
static void forget(lsp_server *server)
{
    for (size_t i = 0; i < server->n_paths; i++)
        free(server->paths[i]);
    free(server->paths);
    free(server->root);
    server->paths = NULL;
    server->root = NULL;
    server->n_paths = 0;
}

static void free_documents(lsp_server *server)
{
    for (lsp_document *document = server->documents, *next; document != NULL; document = next) {
        next = document->next;
        lsp_document_free(document);
    }
}

void lsp_server_release(lsp_server *server)
{
    lsp_work_end(server);
    free_documents(server);
    lsp_sources_release(server);
    forget(server);
    pthread_cond_destroy(&server->wake);
    pthread_mutex_destroy(&server->lock);
    pthread_mutex_destroy(&server->output);
}

/* --- Out ------------------------------------------------------------------------- */

/* A body with its head, to be freed; *length becomes that of both. NULL: out of memory. */
static char *framed(const char *body, size_t *length)
{
    enum { HEAD = 64 };
    char *whole = malloc(HEAD + *length);
    if (whole == NULL)
        return NULL;
    size_t head = (size_t)snprintf(whole, HEAD, "Content-Length: %zu\r\n\r\n", *length);
    memcpy(whole + head, body, *length);
    *length += head;
    return whole;
}

static void write_whole(lsp_server *server, const char *whole, size_t length)
{
    pthread_mutex_lock(&server->output);
    (void)server->sink(server->sink_context, whole, length);
    pthread_mutex_unlock(&server->output);
}

void lsp_put(lsp_server *server, json_t *message)
{
    char *body = message != NULL ? json_dumps(message, JSON_COMPACT) : NULL;
    size_t length = body != NULL ? strlen(body) : 0;
    char *whole = body != NULL ? framed(body, &length) : NULL;
    if (whole != NULL)
        write_whole(server, whole, length);
    else
        report("out of memory: a message is left out");
    json_decref(message);
    free(whole);
    free(body);
}

/* {"jsonrpc", "id", key: value}; takes over the value. */
static json_t *answer(const json_t *id, const char *key, json_t *value)
{
    return json_pack("{s:s, s:o, s:o}", "jsonrpc", "2.0", "id",
                     id != NULL ? json_deep_copy(id) : json_null(), key, value);
}

void lsp_reply(lsp_server *server, const json_t *id, json_t *result)
{
    if (result == NULL)
        lsp_reply_error(server, id, RPC_INTERNAL, "out of memory");
    else
        lsp_put(server, answer(id, "result", result));
}

void lsp_reply_error(lsp_server *server, const json_t *id, int code, const char *message)
{
    lsp_put(server, answer(id, "error",
                           json_pack("{s:i, s:o}", "code", code, "message",
                                     rpc_string(message, strlen(message), SIZE_MAX))));
}

void lsp_show(lsp_server *server, int kind, const char *message)
{
    lsp_put(server, json_pack("{s:s, s:s, s:{s:i, s:o}}", "jsonrpc", "2.0", "method",
                              "window/showMessage", "params", "type", kind, "message",
                              rpc_string(message, strlen(message), SIZE_MAX)));
}

/* --- Requests ------------------------------------------------------------------------ */

static void initialize(lsp_server *server, const json_t *message)
{
    const json_t *id = rpc_id_of(message);
    char why[512];
    json_t *result;
    if (server->initialized) {
        lsp_reply_error(server, id, RPC_INVALID_REQUEST, "initialize came before");
        return;
    }
    result = lsp_initialize(server, json_object_get(message, "params"), why, sizeof why);
    if (result == NULL) {
        forget(server);
        lsp_reply_error(server, id, RPC_INVALID_PARAMS, why[0] != '\0' ? why : "out of memory");
        return;
    }
    lsp_reply(server, id, result);
    server->initialized = lsp_work_start(server);
    if (!server->initialized)
        lsp_show(server, 1, "almost: there is no thread to check with");
}

/* Answer a request, or have it answered; the message is taken over. */
static void take_request(lsp_server *server, json_t *message)
{
    const char *method = json_string_value(json_object_get(message, "method"));
    const json_t *id = rpc_id_of(message);
    if (strcmp(method, "initialize") == 0)
        initialize(server, message);
    else if (!server->initialized)
        lsp_reply_error(server, id, LSP_NOT_INITIALIZED, "initialize comes first");
    else if (server->shut_down)
        lsp_reply_error(server, id, RPC_INVALID_REQUEST, "shutdown came before");
    else if (strcmp(method, "shutdown") == 0) {
        server->shut_down = true;
        lsp_reply(server, id, json_null());
    } else if (strcmp(method, "textDocument/hover") == 0 ||
               strcmp(method, "textDocument/codeAction") == 0) {
        lsp_work_request(server, message);
        return;
    } else
        lsp_reply_error(server, id, RPC_NO_METHOD, "there is no such method");
    json_decref(message);
}

/* --- Notifications -------------------------------------------------------------------- */

static void cancel(lsp_server *server, const json_t *params)
{
    const json_t *id = json_object_get(params, "id");
    if (id != NULL)
        lsp_work_cancel(server, id);
}

static void read_anew(lsp_server *server, const json_t *params)
{
    (void)params;
    pthread_mutex_lock(&server->lock);
    server->reload = true;
    pthread_mutex_unlock(&server->lock);
}

static void take_notification(lsp_server *server, const json_t *message)
{
    static const struct {
        const char *method;
        void (*run)(lsp_server *server, const json_t *params);
    } known[] = {{"textDocument/didOpen", lsp_document_open},
                 {"textDocument/didChange", lsp_document_change},
                 {"textDocument/didClose", lsp_document_close},
                 {"workspace/didChangeWatchedFiles", read_anew},
                 {"$/cancelRequest", cancel}};
    const char *method = json_string_value(json_object_get(message, "method"));
    if (strcmp(method, "exit") == 0)
        server->ended = true;
    if (!server->initialized || server->shut_down)
        return;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strcmp(known[i].method, method) == 0)
            known[i].run(server, json_object_get(message, "params"));
}

bool lsp_take(lsp_server *server, const char *bytes, size_t length)
{
    char why[JSON_ERROR_TEXT_LENGTH + 64];
    int code;
    json_t *message =
        rpc_read(bytes, length, server->settings->max_message, &code, why, sizeof why);
    const char *fault;
    if (message == NULL) {
        lsp_reply_error(server, NULL, code, why);
        return true;
    }
    fault = rpc_fault_of(message);
    if (rpc_is_answer(message)) {
        json_decref(message);
    } else if (fault != NULL) {
        lsp_reply_error(server, rpc_id_of(message), RPC_INVALID_REQUEST, fault);
        json_decref(message);
    } else if (json_object_get(message, "id") != NULL) {
        take_request(server, message);
    } else {
        take_notification(server, message);
        json_decref(message);
    }
    if (!server->ended)
        lsp_work_wake(server);
    return !server->ended;
}
