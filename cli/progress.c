/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drawing the bar: one write a percent, none in the first second, so that short
 * work stays silent and long work costs nothing to watch. It never cancels.
 */
#include "progress.h"
#include "terminal.h"

#include <stdio.h>
#include <unistd.h>

enum { BAR = 30 };

double progress_seconds(const progress *progress)
{
    const struct timespec *start = &progress->start;
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

double progress_left(const progress *progress, double timeout)
{
    const double least = 1e-9;
    double left = timeout - progress_seconds(progress);
    return timeout <= 0 ? 0 : left > least ? left : least;
}

static void put(const char *bytes, size_t length)
{
    if (write(STDERR_FILENO, bytes, length) < 0)
        return; /* a bar that cannot be drawn is not missed */
}

/* The library's progress callback; never cancels. */
static int show(void *context, const char *stage, double share)
{
    progress *progress = context;
    int percent = share < 0 ? 0 : share > 1 ? 100 : (int)(share * 100);
    char line[128], bar[BAR + 1];
    int length;
    if (percent == progress->shown || progress_seconds(progress) < 1)
        return 0;
    for (int i = 0; i < BAR; i++)
        bar[i] = i * 100 < percent * BAR ? '=' : ' ';
    bar[BAR] = '\0';
    length = snprintf(line, sizeof line, "\r[%s] %3d%%  %.40s\033[K", bar, percent,
                      stage == NULL ? "" : stage);
    put(line, (size_t)length);
    progress->shown = percent;
    return 0;
}

void progress_start(progress *progress, almost_environment *environment)
{
    progress->shown = -1;
    clock_gettime(CLOCK_MONOTONIC, &progress->start);
    if (!terminal_is_smart(STDERR_FILENO))
        return;
    environment->progress = show;
    environment->progress_context = progress;
}

void progress_end(progress *progress)
{
    static const char clear[] = "\r\033[K";
    if (progress->shown >= 0)
        put(clear, sizeof clear - 1);
    progress->shown = -1;
}
