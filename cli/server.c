/* SPDX-License-Identifier: Apache-2.0 */
/* Starting and ending the server, and what has to be looked after in between. */
#include "server_parts.h"
#include "report.h"

#ifdef HAVE_MICROHTTPD

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static void interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* --- Time ---------------------------------------------------------------- */

struct timespec server_now(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now;
}

long server_since(const struct timespec *then)
{
    struct timespec now = server_now();
    return (long)(now.tv_sec - then->tv_sec) * TIME_SHARE + (now.tv_nsec - then->tv_nsec) / 1000000;
}

bool server_grow(char **bytes, size_t *capacity, size_t needed)
{
    char *grown = needed > *capacity ? realloc(*bytes, 2 * needed) : *bytes;
    if (grown == NULL)
        return false;
    *capacity = needed > *capacity ? 2 * needed : *capacity;
    *bytes = grown;
    return true;
}

/* --- Visitors ------------------------------------------------------------ */

/* libmicrohttpd says when a connection comes, and before it is closed. */
static void note_connection(void *context, struct MHD_Connection *connection, void **state,
                            enum MHD_ConnectionNotificationCode code)
{
    server *server = context;
    const union MHD_ConnectionInfo *info =
        server->http->get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD);
    bool comes = code == MHD_CONNECTION_NOTIFY_STARTED;
    (void)state;
    pthread_mutex_lock(&server->lock);
    for (size_t i = 0; i < MOST_CONNECTIONS; i++) {
        visitor *visitor = &server->visitors[i];

        if (visitor->connection != (comes ? NULL : connection))
            continue;
        *visitor = (struct visitor){.connection = comes ? connection : NULL,
                                    .descriptor = info != NULL ? info->connect_fd : -1,
                                    .since = server_now()};
        break;
    }
    pthread_mutex_unlock(&server->lock);
}

/* Show out who takes too long for a request, byte by byte; the lock is held. */
static void show_out(server *server)
{
    for (size_t i = 0; i < MOST_CONNECTIONS; i++) {
        visitor *visitor = &server->visitors[i];

        if (visitor->connection != NULL && !visitor->listens && visitor->descriptor >= 0 &&
            server_since(&visitor->since) > MOST_REQUEST * TIME_SHARE)
            shutdown(visitor->descriptor, SHUT_RDWR);
    }
}

/* --- Start and end ------------------------------------------------------- */

static bool make_token(char token[TOKEN_DIGITS + 1])
{
    unsigned char bytes[TOKEN_DIGITS / 2];
    if (getentropy(bytes, sizeof bytes) != 0)
        return false;
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(token + 2 * i, 3, "%02x", bytes[i]);
    return true;
}

void server_catch_signals(void)
{
    static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
    struct sigaction action;
    memset(&action, 0, sizeof action);
    action.sa_handler = interrupt;
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        sigaction(numbers[i], &action, NULL);
    signal(SIGPIPE, SIG_IGN); /* a browser that leaves is no trouble */
}

static struct MHD_Daemon *start_daemon(server *server)
{
    struct sockaddr_in place;
    memset(&place, 0, sizeof place);
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return server->http->start_daemon(
        MHD_USE_AUTO_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME, 0, NULL, NULL, server_access,
        server, MHD_OPTION_SOCK_ADDR, (struct sockaddr *)&place, MHD_OPTION_CONNECTION_LIMIT,
        (unsigned)MOST_CONNECTIONS, MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)MOST_SECONDS,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, (size_t)MOST_HEAD, MHD_OPTION_NOTIFY_COMPLETED,
        server_completed, server, MHD_OPTION_NOTIFY_CONNECTION, note_connection, server,
        MHD_OPTION_END);
}

server *server_start(const server_options *options)
{
    const microhttpd *http = microhttpd_load();
    server *server = http != NULL ? calloc(1, sizeof *server) : NULL;
    if (server == NULL)
        return NULL;
    server->http = http;
    server->options = *options;
    server->last = server->alive = server_now();
    pthread_mutex_init(&server->lock, NULL);
    if (make_token(server->first) && make_token(server->session))
        server->daemon = start_daemon(server);
    const union MHD_DaemonInfo *info =
        server->daemon != NULL ? http->get_daemon_info(server->daemon, MHD_DAEMON_INFO_BIND_PORT)
                               : NULL;
    if (info == NULL) {
        report("no page can be served here: %s", strerror(errno));
        server_stop(server);
        return NULL;
    }
    server->port = info->port;
    snprintf(server->address, sizeof server->address, "http://127.0.0.1:%u/%s/", server->port,
             server->first);
    server_catch_signals();
    return server;
}

/* Those who listen hear it, unless they take longer than half a second. */
static void tell_the_end(server *server)
{
    static const char last[] = "event: end\ndata: the command has ended\n\n";
    const struct timespec pause = {.tv_nsec = 10000000};
    bool all = false;
    pthread_mutex_lock(&server->lock);
    server->stopping = true;
    server_send_all(server, last, sizeof last - 1); /* nobody may be left suspended */
    pthread_mutex_unlock(&server->lock);
    for (int times = 0; !all && times < 50; times++) {
        pthread_mutex_lock(&server->lock);
        all = server->listeners == NULL;
        pthread_mutex_unlock(&server->lock);
        if (!all)
            nanosleep(&pause, NULL);
    }
}

void server_stop(server *server)
{
    if (server == NULL)
        return;
    if (server->daemon != NULL) {
        tell_the_end(server);
        server->http->stop_daemon(server->daemon);
    }
    pthread_mutex_destroy(&server->lock);
    free(server);
}

const char *server_address(const server *server)
{
    return server->address;
}

bool server_wait(server *server, double seconds)
{
    struct timespec pause = {.tv_sec = (time_t)seconds,
                             .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9)};
    if (!interrupted)
        nanosleep(&pause, NULL);
    pthread_mutex_lock(&server->lock);
    show_out(server);
    if (server_since(&server->alive) > KEEP_ALIVE * TIME_SHARE) {
        server->alive = server_now();
        server_send_all(server, ":\n\n", 3); /* by which one notices who has left */
    }
    pthread_mutex_unlock(&server->lock);
    return !interrupted;
}

double server_idle(server *server)
{
    double idle = 0;
    pthread_mutex_lock(&server->lock);
    if (server->listeners == NULL)
        idle = (double)server_since(&server->last) / TIME_SHARE;
    pthread_mutex_unlock(&server->lock);
    return idle;
}

#else

server *server_start(const server_options *options)
{
    (void)options;
    report("this almost was built without libmicrohttpd, which serves pages; almost --html -o "
           "page.html writes one, and almost watch tells without --view");
    return NULL;
}

void server_catch_signals(void)
{
}

void server_stop(server *server)
{
    (void)server;
}

const char *server_address(const server *server)
{
    (void)server;
    return "";
}

const char *server_argument(const server_request *request, const char *name)
{
    (void)request;
    (void)name;
    return NULL;
}

void server_push(server *server, const char *event, const char *data)
{
    (void)server;
    (void)event;
    (void)data;
}

bool server_wait(server *server, double seconds)
{
    (void)server;
    (void)seconds;
    return false;
}

double server_idle(server *server)
{
    (void)server;
    return 0;
}

#endif
