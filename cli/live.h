/* SPDX-License-Identifier: Apache-2.0 */
/* almost view ORIGINAL TELLING: the page of a comparison, served, and renewed as the files change.
 */
#ifndef LIVE_H
#define LIVE_H

#include "comparing.h"
#include "server.h"

enum { LIVE_LINE = 8192 /* bytes of an answer: a path and a sentence */ };

/* Show the two until the user ends it. An exit status. */
int live_show(const settings *settings, const char *original, const char *telling);

/*
 * Save what was accepted (live_save.c): the ids of changes in the request's body, by its arguments
 * `name` of a file where the command was started, `as` text or patch, and `replace`, which says
 * `file` where one of that name may be replaced and `input` where one of the texts may.
 *
 * Fills the answer: 200 and where it was saved, 409 and what is there already, or 400, 403 or 500
 * and why not. `shown` is what the page shows.
 */
void live_save(const comparing *shown, const server_request *request, server_answer *answer);

/* Have an answer be a line of text. */
__attribute__((format(printf, 3, 4))) void live_say(server_answer *answer, unsigned status,
                                                    const char *format, ...);

#endif
