/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The main thread looks at the files, compares anew when one has changed, and puts the new page in
 * the place of the old one; the server's thread answers from what stands there. Pages that listen
 * are told, and load themselves anew.
 */
#include "live.h"

#include "browser.h"
#include "contents.h"
#include "report.h"

#include <errno.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static const double PAUSE = 0.25; /* seconds between looks at the files */

/* What a file was when it was looked at. */
typedef struct look {
    bool there;
    struct stat status;
} look;

/* A comparison and its page. */
typedef struct shown {
    comparing comparing;
    contents page;
    look files[2]; /* what was there when they were compared, or a little before */
} shown;

typedef struct live {
    const settings *settings;
    source sources[2];
    look compared[2]; /* what the files were that are shown */
    look last[2];     /* what they were when last looked at */
    server *server;
    pthread_mutex_t lock; /* of what follows */
    shown *shown;
    uint64_t version;        /* of the page, from 1 on */
    char trouble[LIVE_LINE]; /* why the files as they are now are not shown; "": they are */
} live;

/* --- What is shown ------------------------------------------------------- */

static void release(shown *shown)
{
    if (shown == NULL)
        return;
    comparing_release(&shown->comparing);
    contents_release(&shown->page);
    free(shown);
}

static bool make_page(shown *shown, uint64_t version)
{
    almost_write_options options;
    almost_error error;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_HTML;
    options.version = version;
    if (almost_write(shown->comparing.comparison, &options, contents_sink, &shown->page, &error) ==
        ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

/* Read and compare the two. NULL after saying what is wrong. */
static shown *make(const live *live, uint64_t version)
{
    shown *shown = calloc(1, sizeof *shown);
    if (shown == NULL) {
        report("out of memory");
        return NULL;
    }
    memcpy(shown->files, live->compared, sizeof shown->files);
    comparing_init(&shown->comparing, live->settings);
    bool whole = comparing_read(&shown->comparing, &live->sources[0], &live->sources[1]) &&
                 comparing_compare(&shown->comparing);
    progress_end(&shown->comparing.progress);
    if (whole && make_page(shown, version))
        return shown;
    release(shown);
    return NULL;
}

/* Show the files as they are now, or say why not and keep what is shown. */
static void renew(live *live)
{
    char trouble[LIVE_LINE] = "", version[32];
    report_copy(trouble, sizeof trouble);
    shown *fresh = make(live, live->version + 1), *before = NULL;
    report_copy(NULL, 0);
    pthread_mutex_lock(&live->lock);
    if (fresh != NULL) {
        before = live->shown;
        live->shown = fresh;
        live->version++;
    }
    memcpy(live->trouble, trouble, sizeof trouble);
    snprintf(version, sizeof version, "%llu", (unsigned long long)live->version);
    pthread_mutex_unlock(&live->lock);
    release(before);
    server_push(live->server, fresh != NULL ? "version" : "trouble",
                fresh != NULL ? version : trouble);
}

/* --- Files --------------------------------------------------------------- */

static bool is_as(const look *a, const look *b)
{
    const struct stat *one = &a->status, *other = &b->status;
    if (!a->there || !b->there)
        return a->there == b->there;
    return one->st_dev == other->st_dev && one->st_ino == other->st_ino &&
           one->st_size == other->st_size && one->st_mtim.tv_sec == other->st_mtim.tv_sec &&
           one->st_mtim.tv_nsec == other->st_mtim.tv_nsec;
}

static look look_at(const source *source)
{
    look look = {0};
    look.there = stat(source->path, &look.status) == 0;
    return look;
}

/* Look at the files. Whether one is other than what is shown, and nobody is at work on it. */
static bool have_changed(live *live)
{
    bool changed = false, settled = true;
    for (int side = 0; side < 2; side++) {
        look look = look_at(&live->sources[side]);

        settled = settled && is_as(&look, &live->last[side]);
        changed = changed || !is_as(&look, &live->compared[side]);
        live->last[side] = look;
    }
    if (changed && settled)
        memcpy(live->compared, live->last, sizeof live->last);
    return changed && settled;
}

/* --- Answers ------------------------------------------------------------- */

void live_say(server_answer *answer, unsigned status, const char *format, ...)
{
    char line[LIVE_LINE];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    answer->status = status;
    answer->bytes = strdup(line);
    answer->length = answer->bytes != NULL ? strlen(line) : 0;
}

static void answer_page(const live *live, server_answer *answer)
{
    answer->bytes = malloc(live->shown->page.length);
    answer->status = answer->bytes != NULL ? 200 : 500;
    if (answer->bytes == NULL)
        return;
    memcpy(answer->bytes, live->shown->page.bytes, live->shown->page.length);
    answer->length = live->shown->page.length;
    answer->type = "text/html; charset=utf-8";
    answer->policy = almost_page_policy(1);
}

/* The first thing that a page hears is which page is the newest. */
static void answer_events(const live *live, server_answer *answer)
{
    live_say(answer, 200, "retry: 1000\nevent: version\ndata: %llu\n\n%s%s%s",
             (unsigned long long)live->version,
             live->trouble[0] != '\0' ? "event: trouble\ndata: " : "", live->trouble,
             live->trouble[0] != '\0' ? "\n\n" : "");
    answer->listens = answer->status == 200;
}

/* Whether one of the files holds what the page does not show: it may not be replaced. */
static bool are_newer(const live *live)
{
    look now[2] = {look_at(&live->sources[0]), look_at(&live->sources[1])};
    return !is_as(&now[0], &live->shown->files[0]) || !is_as(&now[1], &live->shown->files[1]);
}

static void answer_save(const live *live, const server_request *request, server_answer *answer)
{
    const char *version = server_argument(request, "version");
    const char *replace = server_argument(request, "replace");
    if (version == NULL || strtoull(version, NULL, 10) != live->version)
        live_say(answer, 409, "The files have changed meanwhile: look at the new page first.");
    else if (replace != NULL && strcmp(replace, "input") == 0 && are_newer(live))
        live_say(answer, 409,
                 "The files have changed meanwhile, and none of them is replaced: choose another "
                 "name.");
    else
        live_save(&live->shown->comparing, request, answer);
}

static void answer(void *context, const server_request *request, server_answer *answer)
{
    live *live = context;
    pthread_mutex_lock(&live->lock);
    if (strcmp(request->path, "save") == 0 && request->posts)
        answer_save(live, request, answer);
    else if (strcmp(request->path, "") == 0 && !request->posts)
        answer_page(live, answer);
    else if (strcmp(request->path, "events") == 0 && !request->posts)
        answer_events(live, answer);
    pthread_mutex_unlock(&live->lock);
}

/* --- From start to end --------------------------------------------------- */

/* Serve what is shown until the user ends it, or nobody has looked for long. */
static bool serve(live *live)
{
    const server_options options = {.handler = answer,
                                    .context = live,
                                    .most_bytes = 16 << 20 /* the ids of a million changes */};
    uint32_t idle = live->settings->idle;
    live->server = server_start(&options);
    if (live->server == NULL)
        return false;
    if (printf("%s\n", server_address(live->server)) < 0 || fflush(stdout) != 0)
        report("standard output: %s", strerror(errno));
    if (!live->settings->no_browser)
        browser_open(server_address(live->server));
    while (server_wait(live->server, PAUSE) && (idle == 0 || server_idle(live->server) < idle))
        if (have_changed(live))
            renew(live);
    server_stop(live->server);
    return true;
}

int live_show(const settings *settings, const char *original, const char *telling)
{
    live live = {.settings = settings,
                 .sources = {{.path = original,
                              .encoding = settings->original_encoding,
                              .format = settings->original_format},
                             {.path = telling,
                              .encoding = settings->telling_encoding,
                              .format = settings->telling_format}},
                 .version = 1};
    bool served = false;
    if (strcmp(original, "-") == 0 || strcmp(telling, "-") == 0) {
        report("standard input cannot be read again when it changes; name two files");
        return EXIT_TROUBLE;
    }
    (void)have_changed(&live);
    memcpy(live.compared, live.last, sizeof live.last);
    pthread_mutex_init(&live.lock, NULL);
    live.shown = make(&live, live.version);
    if (live.shown != NULL)
        served = serve(&live);
    release(live.shown);
    pthread_mutex_destroy(&live.lock);
    return served ? EXIT_YES : EXIT_TROUBLE;
}
