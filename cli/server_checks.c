/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who may ask. A page of another site can send requests here, since browsers let it, but it cannot
 * choose their Host, nor hide its Origin, nor read an address of 128 random bits. A Host that is
 * not ours is a name that somebody made lead here (DNS rebinding).
 */
#include "server_parts.h"

#ifdef HAVE_MICROHTTPD

#include <stdio.h>
#include <string.h>

static const char *header(const server *server, struct MHD_Connection *connection, const char *name)
{
    return server->http->lookup_connection_value(connection, MHD_HEADER_KIND, name);
}

/* Whether a value is PREFIX with this server's name and port. */
static bool names_us(const server *server, const char *prefix, const char *value)
{
    static const char *const hosts[] = {"127.0.0.1", "localhost"};
    char ours[64];
    for (size_t i = 0; value != NULL && i < sizeof hosts / sizeof *hosts; i++) {
        snprintf(ours, sizeof ours, "%s%s:%u", prefix, hosts[i], server->port);
        if (strcmp(value, ours) == 0)
            return true;
    }
    return false;
}

/* Whether it takes as long for every token. */
static bool is_token(const char *token, const char *given)
{
    unsigned differs = 0;
    if (strlen(given) < TOKEN_DIGITS)
        return false;
    for (size_t i = 0; i < TOKEN_DIGITS; i++)
        differs |= (unsigned char)(token[i] ^ given[i]);
    return differs == 0 && given[TOKEN_DIGITS] == '/';
}

/*
 * Whether a browser says that a page of another site asks. It may lead here by a link, but not
 * fetch anything.
 */
static bool is_foreign(const server *server, struct MHD_Connection *connection, bool posts)
{
    const char *origin = header(server, connection, "Origin");
    const char *site = header(server, connection, "Sec-Fetch-Site");
    const char *mode = header(server, connection, "Sec-Fetch-Mode");
    if (origin != NULL || posts)
        return !names_us(server, "http://", origin);
    return site != NULL && strcmp(site, "same-origin") != 0 && strcmp(site, "none") != 0 &&
           (mode == NULL || strcmp(mode, "navigate") != 0);
}

/* The first visit, which is the only one at that address. */
static bool take_first(server *server)
{
    bool first;
    pthread_mutex_lock(&server->lock);
    first = !server->used;
    server->used = true;
    pthread_mutex_unlock(&server->lock);
    return first;
}

unsigned server_check(server *server, struct MHD_Connection *connection, const char *method,
                      const char *url, const char **path, const char **why)
{
    bool posts = strcmp(method, "POST") == 0;
    *path = NULL;
    *why = "only GET and POST are answered";
    if (!posts && strcmp(method, "GET") != 0)
        return MHD_HTTP_METHOD_NOT_ALLOWED;
    *why = "this is no host of that name";
    if (!names_us(server, "", header(server, connection, "Host")))
        return MHD_HTTP_MISDIRECTED_REQUEST;
    *why = "another site may not ask";
    if (is_foreign(server, connection, posts))
        return MHD_HTTP_FORBIDDEN;
    *why = "nothing is known at this address: take the one that almost has printed";
    if (url[0] == '/' && is_token(server->session, url + 1)) {
        *path = url + TOKEN_DIGITS + 2;
        return 0;
    }
    if (posts || url[0] != '/' || !is_token(server->first, url + 1) ||
        url[TOKEN_DIGITS + 2] != '\0')
        return MHD_HTTP_FORBIDDEN;
    *why = "this address was good for one visit: go on in the window that it opened, or start "
           "almost anew";
    return take_first(server) ? 0 : MHD_HTTP_FORBIDDEN;
}

#endif
