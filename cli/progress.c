/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Drawing the bar: one write a percent, none in the first second, so that short
 * work stays silent and long work costs nothing to watch. It never cancels.
 */
#include "progress.h"
#include "terminal.h"

#include <stdio.h>
#include <string.h>
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

/*
 * Seconds until the end, if it goes on as it did from the beginning, or as it does in this stage,
 * whichever takes longer: what an earlier run did already took no time. Below 0: too early to say.
 */
static double seconds_left(progress *progress, const char *stage, double share)
{
    const double least_share = .01, least_time = 1;
    double now = progress_seconds(progress), left = -1;
    if (strncmp(progress->stage, stage, sizeof progress->stage - 1) != 0) {
        snprintf(progress->stage, sizeof progress->stage, "%s", stage);
        progress->began = now;
        progress->share = share;
    }
    double here = now - progress->began, done = share - progress->share;
    if (share >= least_share && now >= least_time)
        left = now * (1 - share) / share;
    if (done >= least_share && here >= least_time && here * (1 - share) / done > left)
        left = here * (1 - share) / done;
    return left;
}

/* In words that are no more exact than what is known. */
static void say_left(double seconds, char said[32])
{
    const double minute = 60, hour = 3600, half = .5; /* rounded up */
    said[0] = '\0';
    if (seconds < 0)
        return;
    if (seconds < 2 * minute)
        snprintf(said, 32, ", about %.0f s left", seconds + half);
    else if (seconds < 2 * hour)
        snprintf(said, 32, ", about %.0f min left", seconds / minute + half);
    else
        snprintf(said, 32, ", about %.0f h left", seconds / hour + half);
}

/* Never cancels. */
int progress_show(void *context, const char *stage, double share)
{
    progress *progress = context;
    int percent = share < 0 ? 0 : share > 1 ? 100 : (int)(share * 100);
    char line[128], bar[BAR + 1], left[32] = "";
    int length;
    stage = stage == NULL ? "" : stage;
    if (progress->tells_left)
        say_left(seconds_left(progress, stage, share), left);
    if (percent == progress->shown || progress_seconds(progress) < 1)
        return 0;
    for (int i = 0; i < BAR; i++)
        bar[i] = i * 100 < percent * BAR ? '=' : ' ';
    bar[BAR] = '\0';
    length = snprintf(line, sizeof line, "\r[%s] %3d%%  %.40s%s\033[K", bar, percent, stage, left);
    put(line, (size_t)length);
    progress->shown = percent;
    return 0;
}

void progress_start(progress *progress, almost_environment *environment)
{
    *progress = (struct progress){.shown = -1};
    clock_gettime(CLOCK_MONOTONIC, &progress->start);
    if (!terminal_is_smart(STDERR_FILENO))
        return;
    environment->progress = progress_show;
    environment->progress_context = progress;
}

void progress_end(progress *progress)
{
    static const char clear[] = "\r\033[K";
    if (progress->shown >= 0)
        put(clear, sizeof clear - 1);
    progress->shown = -1;
}
