/* SPDX-License-Identifier: Apache-2.0 */
/* A request from its first byte to its answer. */
#include "server_parts.h"

#ifdef HAVE_MICROHTTPD

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* A request that may be answered. */
typedef struct asking {
    server *server;
    struct MHD_Connection *connection;
    const char *path; /* NULL: the first visit */
    char *body;
    size_t length, capacity;
} asking;

const char *server_argument(const server_request *request, const char *name)
{
    const asking *asking = request->inside;
    return asking->server->http->lookup_connection_value(asking->connection, MHD_GET_ARGUMENT_KIND,
                                                         name);
}

static size_t most_body(const server *server)
{
    return server->options.most_bytes > 0 ? server->options.most_bytes : MOST_BODY;
}

/* --- Answers ------------------------------------------------------------- */

/* What every answer says: that it is for this page alone, and for now. */
static void add_headers(const microhttpd *http, struct MHD_Response *response, const char *type,
                        const char *policy)
{
    static const char *const always[][2] = {{"X-Content-Type-Options", "nosniff"},
                                            {"Referrer-Policy", "no-referrer"},
                                            {"X-Frame-Options", "DENY"},
                                            {"Cross-Origin-Opener-Policy", "same-origin"},
                                            {"Cross-Origin-Resource-Policy", "same-origin"},
                                            {"Cache-Control", "no-store"}};
    for (size_t i = 0; i < sizeof always / sizeof *always; i++)
        http->add_response_header(response, always[i][0], always[i][1]);
    http->add_response_header(response, "Content-Type",
                              type != NULL ? type : "text/plain; charset=utf-8");
    http->add_response_header(response, "Content-Security-Policy",
                              policy != NULL ? policy : "default-src 'none'");
}

static enum MHD_Result deliver(const microhttpd *http, struct MHD_Connection *connection,
                               unsigned status, struct MHD_Response *response)
{
    enum MHD_Result queued = http->queue_response(connection, status, response);
    http->destroy_response(response);
    return queued;
}

static enum MHD_Result refuse(const server *server, struct MHD_Connection *connection,
                              unsigned status, const char *why)
{
    char line[256];
    int length = snprintf(line, sizeof line, "almost: %s\n", why);
    struct MHD_Response *response =
        server->http->create_response_from_buffer((size_t)length, line, MHD_RESPMEM_MUST_COPY);
    if (response == NULL)
        return MHD_NO;
    add_headers(server->http, response, NULL, NULL);
    if (status == MHD_HTTP_METHOD_NOT_ALLOWED)
        server->http->add_response_header(response, "Allow", "GET, POST");
    /* what is left of the request is not waited for */
    server->http->add_response_header(response, "Connection", "close");
    return deliver(server->http, connection, status, response);
}

/* From the address that is good for one visit to the page's own. */
static enum MHD_Result lead_on(const asking *asking)
{
    const microhttpd *http = asking->server->http;
    struct MHD_Response *response =
        http->create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
    char path[TOKEN_DIGITS + 3];
    if (response == NULL)
        return MHD_NO;
    snprintf(path, sizeof path, "/%s/", asking->server->session);
    add_headers(http, response, NULL, NULL);
    http->add_response_header(response, "Location", path);
    return deliver(http, asking->connection, MHD_HTTP_SEE_OTHER, response);
}

/* What the handler says, as a response. NULL where it says nothing, or when memory ends. */
static struct MHD_Response *respond(asking *asking, server_answer *answer)
{
    server *server = asking->server;
    const server_request request = {.path = asking->path,
                                    .posts = asking->body != NULL,
                                    .body = asking->body,
                                    .length = asking->length,
                                    .inside = asking};
    listener *listener = server_listener(server, asking->connection);
    if (listener == NULL) {
        answer->status = MHD_HTTP_INTERNAL_SERVER_ERROR;
        return NULL;
    }
    server->options.handler(server->options.context, &request, answer);
    if (answer->listens)
        return server_listen(listener, answer->bytes, answer->length);
    server_listener_free(listener);
    if (answer->status == 0)
        return NULL;
    if (answer->bytes != NULL)
        return server->http->create_response_from_buffer(answer->length, answer->bytes,
                                                         MHD_RESPMEM_MUST_FREE);
    return server->http->create_response_from_buffer(0, "", MHD_RESPMEM_PERSISTENT);
}

static enum MHD_Result answer(asking *asking)
{
    server *server = asking->server;
    server_answer answer = {0};
    struct MHD_Response *response = respond(asking, &answer);
    if (answer.status == 0)
        return refuse(server, asking->connection, MHD_HTTP_NOT_FOUND,
                      "there is no such thing here");
    if (response == NULL)
        return MHD_NO;
    add_headers(server->http, response, answer.listens ? "text/event-stream" : answer.type,
                answer.policy);
    return deliver(server->http, asking->connection, answer.status, response);
}

/* --- Requests ------------------------------------------------------------ */

/* Whether a body says before it comes that it is too long. */
static bool says_too_much(const server *server, struct MHD_Connection *connection)
{
    const char *length =
        server->http->lookup_connection_value(connection, MHD_HEADER_KIND, "Content-Length");
    return length != NULL && strtoull(length, NULL, 10) > most_body(server);
}

/* The head is there. What may be asked for is kept in *state until the body is, too. */
static enum MHD_Result begin(server *server, struct MHD_Connection *connection, const char *url,
                             const char *method, void **state)
{
    const char *path, *why;
    unsigned status = server_check(server, connection, method, url, &path, &why);
    asking *asking;
    if (status != 0)
        return refuse(server, connection, status, why);
    if (says_too_much(server, connection))
        return refuse(server, connection, MHD_HTTP_CONTENT_TOO_LARGE, "that is too much");
    asking = calloc(1, sizeof *asking);
    if (asking == NULL)
        return MHD_NO;
    *asking = (struct asking){.server = server, .connection = connection, .path = path};
    *state = asking;
    if (strcmp(method, "POST") != 0)
        return MHD_YES;
    asking->capacity = 1 << 12;
    asking->body = malloc(asking->capacity);
    return asking->body != NULL ? MHD_YES : MHD_NO;
}

/* A part of the body. MHD_NO, which ends the connection, when it becomes too long. */
static enum MHD_Result take(asking *asking, const char *data, size_t *n_data)
{
    size_t needed = asking->length + *n_data;
    if (asking->body == NULL || needed > most_body(asking->server) ||
        !server_grow(&asking->body, &asking->capacity, needed))
        return MHD_NO;
    memcpy(asking->body + asking->length, data, *n_data);
    asking->length = needed;
    *n_data = 0;
    return MHD_YES;
}

enum MHD_Result server_access(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *n_data, void **state)
{
    asking *asking = *state;
    (void)version;
    if (asking == NULL)
        return begin(context, connection, url, method, state);
    if (*n_data > 0)
        return take(asking, data, n_data);
    return asking->path != NULL ? answer(asking) : lead_on(asking);
}

void server_completed(void *context, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode code)
{
    server *server = context;
    asking *asking = *state;
    (void)code;
    pthread_mutex_lock(&server->lock);
    for (size_t i = 0; i < MOST_CONNECTIONS; i++)
        if (server->visitors[i].connection == connection) {
            server->visitors[i].since = server_now();
            server->visitors[i].listens = false;
        }
    if (asking != NULL)
        server->last = server_now();
    pthread_mutex_unlock(&server->lock);
    if (asking != NULL)
        free(asking->body);
    free(asking);
    *state = NULL;
}

#endif
