/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A server for one person's browser: on the loopback alone, at a free port, behind an address that
 * nobody else knows. The address that is printed is good for one visit and leads to the page's own,
 * so that whoever sees it in a list of processes comes too late. Requests that name another host,
 * come from another site, are too long or too slow are refused before a handler sees them.
 *
 * Pages may listen: what is pushed reaches all that do, as server-sent events.
 */
#ifndef SERVER_H
#define SERVER_H

#include <stdbool.h>
#include <stddef.h>

typedef struct server server;

/* What a page asks for; good while the handler runs. */
typedef struct server_request {
    const char *path; /* behind the page's own address: "" is the page */
    bool posts;       /* it hands something in, which is the body */
    const char *body; /* not ended by a NUL */
    size_t length;
    void *inside; /* the server's */
} server_request;

/* The value of `name` in the request's address (?name=value), or NULL. */
const char *server_argument(const server_request *request, const char *name);

/* What it gets; all 0 before the handler fills it, which stands for 404. */
typedef struct server_answer {
    unsigned status;    /* of HTTP */
    const char *type;   /* of what follows; NULL: plain text */
    const char *policy; /* what a page may do (CSP); NULL: nothing */
    bool listens;       /* an endless answer: the bytes are its first events */
    char *bytes;        /* from malloc(), taken over; NULL: none */
    size_t length;
} server_answer;

/* Runs in the server's own thread, one call at a time. */
typedef void server_handler(void *context, const server_request *request, server_answer *answer);

typedef struct server_options {
    server_handler *handler;
    void *context;
    size_t most_bytes; /* of a body; 0: 1 MiB */
} server_options;

/* NULL after saying why not. From here on SIGINT, SIGTERM and SIGHUP end server_wait(). */
server *server_start(const server_options *options);

/* The same anew, where signals went elsewhere in between. */
void server_catch_signals(void);

/* Tell the pages, stop, and release. NULL is fine. */
void server_stop(server *server);

/* The address that is good for one visit. */
const char *server_address(const server *server);

/*
 * Send an event to all pages that listen: its name and a line of data. A page that takes nothing
 * for long is dropped. May be called by any thread.
 */
void server_push(server *server, const char *event, const char *data);

/* Wait, and look after what has to be looked after. False when the user ended it by a signal. */
bool server_wait(server *server, double seconds);

/* Seconds since a page asked for something; 0 while one listens. */
double server_idle(server *server);

#endif
