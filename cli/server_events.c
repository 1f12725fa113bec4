/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Those who listen. Each has its own queue; while that is empty its connection is suspended, and
 * what is pushed wakes it. All under the server's lock, which libmicrohttpd's thread and whoever
 * pushes take in turn.
 */
#include "server_parts.h"

#ifdef HAVE_MICROHTTPD

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void wake(listener *listener)
{
    if (!listener->suspended)
        return;
    listener->suspended = false;
    listener->server->http->resume_connection(listener->connection);
}

/* Have a listener get bytes. */
static void queue(listener *listener, const char *bytes, size_t length)
{
    size_t needed = listener->length + length;
    if (needed <= MOST_WAITING && server_grow(&listener->waiting, &listener->capacity, needed)) {
        memcpy(listener->waiting + listener->length, bytes, length);
        listener->length = needed;
    } else {
        listener->gone = true;
    }
    wake(listener);
}

/* libmicrohttpd wants up to `most` bytes more. */
static ssize_t hand_over(void *context, uint64_t position, char *bytes, size_t most)
{
    listener *listener = context;
    server *server = listener->server;
    ssize_t handed = 0;
    (void)position;
    pthread_mutex_lock(&server->lock);
    if (listener->gone || (server->stopping && listener->length == 0)) {
        handed =
            listener->gone ? MHD_CONTENT_READER_END_WITH_ERROR : MHD_CONTENT_READER_END_OF_STREAM;
    } else if (listener->length > 0) {
        size_t part = listener->length < most ? listener->length : most;

        memcpy(bytes, listener->waiting, part);
        memmove(listener->waiting, listener->waiting + part, listener->length - part);
        listener->length -= part;
        handed = (ssize_t)part;
    } else {
        listener->suspended = true;
        server->http->suspend_connection(listener->connection);
    }
    pthread_mutex_unlock(&server->lock);
    return handed;
}

void server_listener_free(listener *listener)
{
    struct listener **at;
    server *server = listener->server;
    pthread_mutex_lock(&server->lock);
    for (at = &server->listeners; *at != listener; at = &(*at)->next)
        ;
    *at = listener->next;
    if (listener->listens)
        server->last = server_now();
    pthread_mutex_unlock(&server->lock);
    free(listener->waiting);
    free(listener);
}

listener *server_listener(server *server, struct MHD_Connection *connection)
{
    listener *listener = calloc(1, sizeof *listener);
    if (listener == NULL)
        return NULL;
    listener->server = server;
    listener->connection = connection;
    pthread_mutex_lock(&server->lock);
    listener->next = server->listeners;
    server->listeners = listener;
    pthread_mutex_unlock(&server->lock);
    return listener;
}

/* Put bytes before whatever was pushed meanwhile. False when memory ends. */
static bool begin_with(listener *listener, const char *bytes, size_t length)
{
    size_t needed = listener->length + length;
    if (!server_grow(&listener->waiting, &listener->capacity, needed))
        return false;
    memmove(listener->waiting + length, listener->waiting, listener->length);
    memcpy(listener->waiting, bytes, length);
    listener->length = needed;
    return true;
}

/* Whether it hears its first bytes. From here on it is the visitor's way to be slow. */
static bool begin(listener *listener, const char *bytes, size_t length)
{
    server *server = listener->server;
    pthread_mutex_lock(&server->lock);
    bool begun = length == 0 || begin_with(listener, bytes, length);
    listener->listens = begun;
    for (size_t i = 0; begun && i < MOST_CONNECTIONS; i++)
        if (server->visitors[i].connection == listener->connection)
            server->visitors[i].listens = true;
    pthread_mutex_unlock(&server->lock);
    return begun;
}

static void release(void *context)
{
    server_listener_free(context);
}

struct MHD_Response *server_listen(listener *listener, char *bytes, size_t length)
{
    enum { PORTION = 4096 };
    struct MHD_Response *response = NULL;
    if (begin(listener, bytes, length))
        response = listener->server->http->create_response_from_callback(
            MHD_SIZE_UNKNOWN, PORTION, hand_over, listener, release);
    if (response == NULL)
        server_listener_free(listener);
    free(bytes);
    return response;
}

void server_send_all(server *server, const char *bytes, size_t length)
{
    for (listener *listener = server->listeners; listener != NULL; listener = listener->next)
        queue(listener, bytes, length);
}

void server_push(server *server, const char *event, const char *data)
{
    size_t room = strlen(event) + strlen(data) + 32;
    char *line = malloc(room);
    if (line == NULL)
        return; /* a page that missed an event is as one that was not there */
    int length = snprintf(line, room, "event: %s\ndata: %s\n\n", event, data);
    pthread_mutex_lock(&server->lock);
    server_send_all(server, line, (size_t)length);
    pthread_mutex_unlock(&server->lock);
    free(line);
}

#endif
