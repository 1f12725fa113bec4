/* SPDX-License-Identifier: Apache-2.0 */
/* A bar on the terminal's standard error, after one second of work and only there. */
#ifndef PROGRESS_H
#define PROGRESS_H

#include <almost/almost.h>

#include <time.h>

typedef struct progress {
    struct timespec start;
    int shown; /* percent on the screen; -1: nothing is */
} progress;

/* Have the environment report to *progress, where there is a terminal to show it. */
void progress_start(progress *progress, almost_environment *environment);

/* The seconds since it was started. */
double progress_seconds(const progress *progress);

/* What is left of the time of a run, as an environment has it: 0 where `timeout` is, else never. */
double progress_left(const progress *progress, double timeout);

/* Take the bar off the screen; before any message and any answer. */
void progress_end(progress *progress);

#endif
