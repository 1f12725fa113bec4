/* SPDX-License-Identifier: Apache-2.0 */
/* A bar on the terminal's standard error, after one second of work and only there. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <almost/almost.h>

#include <stdbool.h>
#include <time.h>

typedef struct progress {
    struct timespec start;
    int shown;       /* percent on the screen; -1: nothing is */
    bool tells_left; /* shares are of the time: say how much of it is left, too */
    char stage[40];  /* the one that was told of last, when it began, and at which share */
    double began, share;
} progress;

/* Have the environment report to *progress, where there is a terminal to show it. */
void progress_start(progress *progress, almost_environment *environment);

/* What the environment calls; its context is a progress. */
int progress_show(void *context, const char *stage, double share);

/* The seconds since it was started. */
double progress_seconds(const progress *progress);

/* What is left of the time of a run, as an environment has it: 0 where `timeout` is, else never. */
double progress_left(const progress *progress, double timeout);

/* Take the bar off the screen; before any message and any answer. */
void progress_end(progress *progress);

#endif
