/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Something is pushed after a page's first events were made and before its answer begins: it is
 * heard, behind them. The handler itself pushes, so that it happens every time.
 */
#include "server.h"

#include <arpa/inet.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

enum { SKIP = 77, PATIENCE = 20 /* seconds */, ROOM = 4096 };

static server *served;

static void answer(void *context, const server_request *request, server_answer *answer)
{
    (void)context;
    answer->status = 200;
    answer->listens = strcmp(request->path, "events") == 0;
    answer->bytes = strdup(answer->listens ? "event: version\ndata: 1\n\n" : "the page");
    answer->length = strlen(answer->bytes);
    if (answer->listens)
        server_push(served, "version", "2");
}

/* Ask for a path, and what comes until `wanted` is in it or nothing comes any more. */
static void ask(const char *path, unsigned port, const char *wanted, char come[ROOM])
{
    struct sockaddr_in place = {.sin_family = AF_INET, .sin_port = htons((unsigned short)port)};
    struct timeval patience = {.tv_sec = PATIENCE};
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    char request[256];
    size_t length = 0;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    setsockopt(connection, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    snprintf(request, sizeof request, "GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", path, port);
    memset(come, 0, ROOM);
    if (connect(connection, (struct sockaddr *)&place, sizeof place) == 0 &&
        write(connection, request, strlen(request)) > 0)
        while (strstr(come, wanted) == NULL && length < ROOM - 1) {
            ssize_t more = read(connection, come + length, ROOM - 1 - length);

            if (more <= 0)
                break;
            length += (size_t)more;
        }
    close(connection);
}

/* What a page hears that listens. */
static void listen_once(char come[ROOM])
{
    char first[128], own[64];
    unsigned port;
    if (sscanf(server_address(served), "http://127.0.0.1:%u%127s", &port, first) != 2)
        return;
    ask(first, port, "\r\n\r\n", come);
    const char *location = strstr(come, "Location: ");
    if (location == NULL || sscanf(location, "Location: %40s", own) != 1)
        return;
    snprintf(first, sizeof first, "%sevents", own);
    ask(first, port, "data: 2\n", come);
}

int main(void)
{
    const server_options options = {.handler = answer};
    char come[ROOM] = "";
    served = server_start(&options);
    if (served == NULL)
        return SKIP;
    listen_once(come);
    server_stop(served);
    const char *one = strstr(come, "data: 1\n"), *two = strstr(come, "data: 2\n");
    if (one != NULL && two != NULL && one < two)
        return EXIT_SUCCESS;
    fprintf(stderr, "what came: %s\n", come);
    return EXIT_FAILURE;
}
