/* SPDX-License-Identifier: Apache-2.0 */
/* What the files of the server share: server.c starts and ends it, server_request.c answers,
 * server_events.c has those who listen, server_checks.c decides who may ask. */
#ifndef SERVER_PARTS_H
#define SERVER_PARTS_H

#include "httpd.h"
#include "server.h"

#ifdef HAVE_MICROHTTPD

#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

enum {
    TOKEN_DIGITS = 32,      /* 128 bits */
    MOST_CONNECTIONS = 64,  /* a browser opens six */
    MOST_SECONDS = 20,      /* without a byte */
    MOST_REQUEST = 30,      /* seconds for a request as a whole */
    KEEP_ALIVE = 2,         /* seconds between signs of life to those who listen */
    MOST_HEAD = 32 << 10,   /* bytes of a request's head */
    MOST_BODY = 1 << 20,    /* bytes, unless options say otherwise */
    MOST_WAITING = 4 << 20, /* bytes that one who listens may have not taken yet */
    TIME_SHARE = 1000       /* milliseconds of a second */
};

/* A connection that has to be done with a request in time. */
typedef struct visitor {
    struct MHD_Connection *connection; /* NULL: the place is free */
    int descriptor;
    struct timespec since; /* it came, or was done with a request */
    bool listens;
} visitor;

typedef struct listener {
    struct listener *next;
    server *server;
    struct MHD_Connection *connection;
    char *waiting; /* bytes not yet sent */
    size_t length, capacity;
    bool listens; /* its answer has begun */
    bool suspended;
    bool gone; /* it takes nothing, or memory ended */
} listener;

struct server {
    const microhttpd *http;
    server_options options;
    struct MHD_Daemon *daemon;
    char first[TOKEN_DIGITS + 1];   /* of the address that is good for one visit */
    char session[TOKEN_DIGITS + 1]; /* of the page's own */
    atomic_uint port; /* known a moment after the daemon's thread listens; 0 until then */
    char address[64 + TOKEN_DIGITS];
    pthread_mutex_t lock; /* of all below */
    bool used;            /* the first address was visited */
    bool stopping;
    visitor visitors[MOST_CONNECTIONS];
    listener *listeners;
    struct timespec last; /* request that was done, or page that stopped listening */
    struct timespec alive;
};

/* Milliseconds since then. */
long server_since(const struct timespec *then);
struct timespec server_now(void);

/* Have room for so many bytes. False when memory ends, and then nothing has changed. */
bool server_grow(char **bytes, size_t *capacity, size_t needed);

/* --- server_checks.c --- */

/*
 * The status with which a request is refused, and why; 0 where it may be answered. *path is then
 * what it asks for behind the page's own address, or NULL where it is the first visit.
 */
unsigned server_check(server *server, struct MHD_Connection *connection, const char *method,
                      const char *url, const char **path, const char **why);

/* --- server_request.c --- */

/* What libmicrohttpd calls for each request, and when one is done. */
enum MHD_Result server_access(void *context, struct MHD_Connection *connection, const char *url,
                              const char *method, const char *version, const char *data,
                              size_t *n_data, void **state);
void server_completed(void *context, struct MHD_Connection *connection, void **state,
                      enum MHD_RequestTerminationCode code);

/* --- server_events.c --- */

/*
 * Somebody who may come to listen, and hears from here on whatever is pushed: who is asked before
 * a page's first events are made misses nothing between the two. NULL when memory ends.
 */
listener *server_listener(server *server, struct MHD_Connection *connection);
void server_listener_free(listener *listener);

/*
 * An endless answer, by which the listener and its first bytes are taken over; NULL when memory
 * ends.
 */
struct MHD_Response *server_listen(listener *listener, char *bytes, size_t length);

/* Send bytes to all who listen; the lock is held. */
void server_send_all(server *server, const char *bytes, size_t length);

#endif

#endif
