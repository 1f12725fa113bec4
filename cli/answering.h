/* SPDX-License-Identifier: Apache-2.0 */
/* Lines that are read, worked on by a batch, and answered in their order. */
#ifndef ANSWERING_H
#define ANSWERING_H

#include "line_reader.h"
#include "target.h"

#include <stdbool.h>

/* A batch, whatever is done in it. */
typedef struct answering {
    line_reader *lines;
    target *target;
    void *context; /* what the functions get */
    bool (*has_room)(void *context);
    bool (*add)(void *context, const line_reader *line); /* false after saying what is wrong */
    const void *(*next)(void *context); /* the next answer; NULL: none is outstanding */
    bool (*tell)(void *context,
                 const void *answer); /* write it; false: no further ones are wanted */
} answering;

/* False when not all were answered; what the target met is said when it is closed. */
bool answering_run(const answering *answering);

/* What became of the lines. */
typedef struct answered {
    uint64_t told;
    uint64_t failed; /* of these, lines whose answer says why there is none */
    bool well;       /* none of the others is to be said by the status */
} answered;

/*
 * Put the answers in their place, or forget them where not all are `done`. The exit status; `what`
 * says of those that failed what they are: `lines cannot be answered; their answers say why`.
 */
int answering_end(target *target, bool done, const answered *answered, const char *what);

#endif
