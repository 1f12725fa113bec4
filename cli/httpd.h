/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libmicrohttpd, opened when a server is started: linked, it would bring GnuTLS into every run of
 * the command. Only with HAVE_MICROHTTPD, which the build sets where its header is.
 */
#ifndef HTTPD_H
#define HTTPD_H

#ifdef HAVE_MICROHTTPD

#include <microhttpd.h>

/* clang-format off */
#define MICROHTTPD_FUNCTIONS(X) \
    X(start_daemon) X(stop_daemon) X(get_daemon_info) X(get_connection_info) \
    X(lookup_connection_value) X(queue_response) X(create_response_from_buffer) \
    X(create_response_from_callback) X(add_response_header) X(destroy_response) \
    X(suspend_connection) X(resume_connection)
/* clang-format on */

typedef struct microhttpd {
#define MICROHTTPD_DECLARE(name) __typeof__(&MHD_##name) name;
    MICROHTTPD_FUNCTIONS(MICROHTTPD_DECLARE)
#undef MICROHTTPD_DECLARE
} microhttpd;

/* Its functions; NULL after saying that it is missing. Called by the main thread only. */
const microhttpd *microhttpd_load(void);

#endif

#endif
