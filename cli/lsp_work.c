/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The thread that checks: documents that were changed, and requests about what was found. A check
 * of what has changed meanwhile is given up, but not twice in a row, so that who types without a
 * pause is told something, too.
 */
#include "lsp.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_REQUESTS = 256 };

static void free_request(lsp_request *request)
{
    json_decref(request->message);
    free(request);
}

/* --- Checking ------------------------------------------------------------------ */

/* A document as it is now, for checking it while it goes on to be changed; without bytes when
 * memory ends. The server is locked. */
static lsp_checked copy(const lsp_document *document)
{
    lsp_checked copy = {.length = document->length,
                        .revision = document->revision,
                        .version = document->version,
                        .bytes = malloc(document->length + 1)};
    if (copy.bytes != NULL)
        memcpy(copy.bytes, document->bytes, document->length);
    return copy;
}

/* Check a copy of a document. */
static almost_status check_copy(lsp_server *server, const lsp_document *document,
                                lsp_checked *checked)
{
    almost_error error = {.message = "out of memory"};
    almost_status status = checked->bytes == NULL
                               ? ALMOST_ERROR_MEMORY
                               : lsp_check(server, checked->bytes, checked->length,
                                           document->markdown, checked, &error);
    if (status != ALMOST_OK && status != ALMOST_ERROR_CANCELLED)
        snprintf(checked->why, sizeof checked->why, "could not be checked: %s", error.message);
    return status;
}

/* Take over what was found, as far as anybody wants to know. The server is locked. */
static void keep(lsp_document *document, lsp_checked *checked, almost_status status)
{
    if (status == ALMOST_ERROR_CANCELLED || document->closed) {
        lsp_checked_release(checked);
        return;
    }
    lsp_checked_release(&document->checked);
    document->checked = *checked;
    document->done = checked->revision;
}

/* Check a document. The server is locked, and not while it takes. */
static void check(lsp_server *server, lsp_document *document)
{
    server->checking = document;
    atomic_store(&server->superseded, server->stop);
    lsp_checked checked = copy(document);
    pthread_mutex_unlock(&server->lock);
    almost_status status = check_copy(server, document, &checked);
    pthread_mutex_lock(&server->lock);
    server->checking = NULL;
    server->patient = status == ALMOST_ERROR_CANCELLED;
    keep(document, &checked, status);
}

/* Check a document until it is what it was when that began, or nobody wants to know. */
static void bring_up(lsp_server *server, lsp_document *document, const lsp_request *request)
{
    while (!document->closed && document->done != document->revision && !server->stop &&
           (request == NULL || !request->cancelled)) {
        check(server, document);
        if (document->closed || document->done != document->checked.revision)
            continue;
        pthread_mutex_unlock(&server->lock);
        lsp_publish(server, document);
        pthread_mutex_lock(&server->lock);
        if (request == NULL)
            return; /* others may wait */
    }
}

/* --- Requests -------------------------------------------------------------------- */

/* The first request, off the list. The server is locked. */
static lsp_request *take_request(lsp_server *server)
{
    lsp_request *request = server->requests;
    server->requests = request->next;
    if (server->requests == NULL)
        server->last = &server->requests;
    server->n_requests--;
    server->current = request;
    return request;
}

/* The open document that a request is about, or NULL. The server is locked. */
static lsp_document *document_of(lsp_server *server, const lsp_request *request)
{
    const json_t *params = json_object_get(request->message, "params");
    const json_t *named = json_object_get(params, "textDocument");
    const char *uri = json_string_value(json_object_get(named, "uri"));
    return uri != NULL ? lsp_document_find(server, uri) : NULL;
}

/* What is answered to a request about a document, which may be NULL. */
static json_t *result_of(lsp_server *server, const lsp_request *request,
                         const lsp_document *document)
{
    const json_t *params = json_object_get(request->message, "params");
    const char *method = json_string_value(json_object_get(request->message, "method"));
    if (document == NULL || document->checked.quotations == NULL)
        return json_null();
    return strcmp(method, "textDocument/hover") == 0 ? lsp_hover(server, document, params)
                                                     : lsp_actions(server, document, params);
}

/* Answer a request with a result, which is taken over, or that it was cancelled. */
static void send(lsp_server *server, const lsp_request *request, json_t *result, bool cancelled)
{
    const json_t *id = rpc_id_of(request->message);
    if (!cancelled) {
        lsp_reply(server, id, result);
        return;
    }
    json_decref(result);
    lsp_reply_error(server, id, LSP_CANCELLED, "cancelled");
}

/* Answer the first request. The server is locked. */
static void answer(lsp_server *server)
{
    lsp_request *request = take_request(server);
    lsp_document *document = document_of(server, request);
    if (document != NULL)
        bring_up(server, document, request);
    bool wanted = !request->cancelled && document != NULL && !document->closed;
    atomic_store(&server->superseded, server->stop);
    pthread_mutex_unlock(&server->lock);
    json_t *result = result_of(server, request, wanted ? document : NULL);
    pthread_mutex_lock(&server->lock);
    bool cancelled = request->cancelled;
    server->current = NULL;
    pthread_mutex_unlock(&server->lock);
    send(server, request, result, cancelled);
    free_request(request);
    pthread_mutex_lock(&server->lock);
}

void lsp_work_request(lsp_server *server, json_t *message)
{
    lsp_request *request = calloc(1, sizeof *request);
    bool full = request == NULL;
    pthread_mutex_lock(&server->lock);
    full = full || server->n_requests >= MOST_REQUESTS;
    if (!full) {
        request->message = message;
        *server->last = request;
        server->last = &request->next;
        server->n_requests++;
    }
    pthread_mutex_unlock(&server->lock);
    if (!full)
        return;
    lsp_reply_error(server, rpc_id_of(message), RPC_INTERNAL,
                    "too many requests wait; wait for answers first");
    json_decref(message);
    free(request);
}

void lsp_work_cancel(lsp_server *server, const json_t *id)
{
    pthread_mutex_lock(&server->lock);
    for (lsp_request *request = server->requests; request != NULL; request = request->next)
        if (json_equal(rpc_id_of(request->message), id))
            request->cancelled = true;
    if (server->current != NULL && json_equal(rpc_id_of(server->current->message), id))
        server->current->cancelled = true;
    pthread_mutex_unlock(&server->lock);
}

/* --- What there is to do ------------------------------------------------------------ */

/* A document that was closed, off the list; NULL: none. The server is locked. */
static lsp_document *take_closed(lsp_server *server)
{
    lsp_document **at = &server->documents, *document;
    while ((document = *at) != NULL && !document->closed)
        at = &document->next;
    if (document != NULL)
        *at = document->next;
    return document;
}

static lsp_document *find_changed(lsp_server *server)
{
    lsp_document *document = server->documents;
    while (document != NULL && (document->closed || document->done == document->revision))
        document = document->next;
    return document;
}

/* Nothing is marked in it any more, unless it was opened again. The server is locked. */
static void bury(lsp_server *server, lsp_document *document)
{
    bool again = lsp_document_find(server, document->uri) != NULL;
    pthread_mutex_unlock(&server->lock);
    if (!again)
        lsp_publish_nothing(server, document->uri);
    lsp_document_free(document);
    pthread_mutex_lock(&server->lock);
}

/* The sources have changed: whatever was found is void. The server is locked. */
static void read_anew(lsp_server *server)
{
    char why[512] = "";
    server->reload = false;
    for (lsp_document *document = server->documents; document != NULL; document = document->next) {
        lsp_checked_release(&document->checked); /* which lends from the checker */
        document->done = 0;
    }
    pthread_mutex_unlock(&server->lock);
    if (!lsp_sources_read(server, why, sizeof why))
        lsp_show(server, 1, why);
    pthread_mutex_lock(&server->lock);
}

/* Do one thing. False: there is nothing to do. The server is locked. */
static bool step(lsp_server *server)
{
    lsp_document *document;
    if (server->reload)
        read_anew(server);
    else if ((document = take_closed(server)) != NULL)
        bury(server, document);
    else if (server->requests != NULL)
        answer(server);
    else if ((document = find_changed(server)) != NULL)
        bring_up(server, document, NULL);
    else
        return false;
    return true;
}

static void *work(void *context)
{
    lsp_server *server = context;
    pthread_mutex_lock(&server->lock);
    while (!server->stop)
        if (!step(server))
            pthread_cond_wait(&server->wake, &server->lock);
    pthread_mutex_unlock(&server->lock);
    return NULL;
}

bool lsp_work_start(lsp_server *server)
{
    if (server->threadless)
        return true;
    server->threaded = pthread_create(&server->thread, NULL, work, server) == 0;
    return server->threaded;
}

void lsp_work_wake(lsp_server *server)
{
    pthread_mutex_lock(&server->lock);
    if (server->threadless && server->initialized)
        while (step(server))
            continue;
    pthread_cond_signal(&server->wake);
    pthread_mutex_unlock(&server->lock);
}

void lsp_work_end(lsp_server *server)
{
    pthread_mutex_lock(&server->lock);
    server->stop = true;
    atomic_store(&server->superseded, true);
    pthread_cond_signal(&server->wake);
    pthread_mutex_unlock(&server->lock);
    if (server->threaded)
        pthread_join(server->thread, NULL);
    server->threaded = false;
    for (lsp_request *request = server->requests, *next; request != NULL; request = next) {
        next = request->next;
        free_request(request);
    }
    server->requests = NULL;
    server->last = &server->requests;
}
