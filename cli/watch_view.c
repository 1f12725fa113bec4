/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is told goes into a log by lines; pages hear how many there are and ask for those that they
 * have not. So a page that comes late, or sleeps, or is slow has all the same what the others have.
 */
#include "watch_view.h"

#include "browser.h"
#include "contents.h"
#include "report.h"
#include "server.h"
#include "told_log.h"

#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const double PAUSE = 0.25; /* seconds between looks after the server */

enum { AGAIN = 4 /* looks, after which pages are told anew how much there is */ };

struct watch_view {
    const settings *settings;
    server *server;
    contents page;
    pthread_t keeper;
    bool kept;            /* the keeper is there */
    pthread_mutex_t lock; /* of what follows */
    told_log log;
    contents comparison; /* the page of it; empty: there is none */
    bool leaving;        /* the keeper is to end */
};

/* --- Answers ------------------------------------------------------------- */

/* A copy for the answer, which takes it over. */
static void give(server_answer *answer, const char *bytes, size_t length)
{
    answer->bytes = malloc(length > 0 ? length : 1);
    answer->status = answer->bytes != NULL ? 200 : 500;
    if (answer->bytes == NULL)
        return;
    memcpy(answer->bytes, bytes, length);
    answer->length = length;
}

static void give_page(server_answer *answer, const contents *page, int served)
{
    give(answer, page->bytes, page->length);
    answer->type = "text/html; charset=utf-8";
    answer->policy = almost_page_policy(served);
}

static void give_events(const watch_view *view, server_answer *answer)
{
    char text[128];
    int length = snprintf(text, sizeof text, "retry: 1000\nevent: told\ndata: %llu\n\n",
                          (unsigned long long)told_log_count(&view->log));
    give(answer, text, (size_t)length);
    answer->listens = answer->status == 200;
}

/* The number of the first line in a line, and lines. */
static void give_told(const watch_view *view, const server_request *request, server_answer *answer)
{
    const char *from = server_argument(request, "from");
    char number[32];
    uint64_t first;
    size_t length;
    const char *lines =
        told_log_from(&view->log, from != NULL ? strtoull(from, NULL, 10) : 0, &first, &length);
    size_t n = (size_t)snprintf(number, sizeof number, "%llu\n", (unsigned long long)first);
    answer->bytes = malloc(n + length);
    answer->status = answer->bytes != NULL ? 200 : 500;
    if (answer->bytes == NULL)
        return;
    memcpy(answer->bytes, number, n);
    if (length > 0)
        memcpy(answer->bytes + n, lines, length);
    answer->length = n + length;
}

static void answer(void *context, const server_request *request, server_answer *answer)
{
    watch_view *view = context;
    if (request->posts)
        return;
    pthread_mutex_lock(&view->lock);
    if (strcmp(request->path, "") == 0)
        give_page(answer, &view->page, 1);
    else if (strcmp(request->path, "events") == 0)
        give_events(view, answer);
    else if (strcmp(request->path, "told") == 0)
        give_told(view, request, answer);
    else if (strcmp(request->path, "comparison") == 0 && view->comparison.length > 0)
        give_page(answer, &view->comparison, 0);
    pthread_mutex_unlock(&view->lock);
}

/* --- Looking after the server -------------------------------------------- */

void watch_view_show(watch_view *view)
{
    char count[32];
    pthread_mutex_lock(&view->lock);
    snprintf(count, sizeof count, "%llu", (unsigned long long)told_log_count(&view->log));
    pthread_mutex_unlock(&view->lock);
    server_push(view->server, "told", count);
}

static void *keep(void *context)
{
    watch_view *view = context;
    bool leaving = false;
    for (unsigned looks = 1; !leaving; looks++) {
        (void)server_wait(view->server, PAUSE);
        if (looks % AGAIN == 0)
            watch_view_show(view);
        pthread_mutex_lock(&view->lock);
        leaving = view->leaving;
        pthread_mutex_unlock(&view->lock);
    }
    return NULL;
}

/* Signals are for the main thread, which waits for the stream. */
static bool start_threads(watch_view *view)
{
    const server_options options = {.handler = answer, .context = view};
    sigset_t all, before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    view->server = server_start(&options);
    view->kept = view->server != NULL && pthread_create(&view->keeper, NULL, keep, view) == 0;
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    if (view->server != NULL && !view->kept)
        report("no thread can be started");
    return view->kept;
}

static bool make_page(watch_view *view, const almost_watch *watch)
{
    almost_error error;
    if (almost_watch_page(watch, contents_sink, &view->page, &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

watch_view *watch_view_start(const settings *settings, const almost_watch *watch)
{
    watch_view *view = calloc(1, sizeof *view);
    if (view == NULL) {
        report("out of memory");
        return NULL;
    }
    view->settings = settings;
    pthread_mutex_init(&view->lock, NULL);
    if (!make_page(view, watch) || !start_threads(view)) {
        watch_view_stop(view);
        return NULL;
    }
    fprintf(stderr, "%s\n", server_address(view->server)); /* the answer has standard output */
    if (!settings->no_browser)
        browser_open(server_address(view->server));
    return view;
}

/* --- What is told -------------------------------------------------------- */

static int log_sink(void *context, const char *bytes, size_t length)
{
    watch_view *view = context;
    bool whole;
    pthread_mutex_lock(&view->lock);
    whole = told_log_add(&view->log, bytes, length);
    pthread_mutex_unlock(&view->lock);
    return whole ? 0 : -1;
}

static void json_options(almost_watch_write_options *options)
{
    almost_watch_write_options_init(options);
    options->form = ALMOST_WATCH_JSON;
}

bool watch_view_tell(watch_view *view, const almost_watch *watch, const almost_watched *watched)
{
    almost_watch_write_options options;
    almost_error error;
    json_options(&options);
    if (almost_watch_write(watch, watched, &options, log_sink, view, &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

/* The page of the whole comparison, for whoever wants to read on. */
static bool make_comparison(watch_view *view, const almost_comparison *comparison)
{
    almost_write_options options;
    contents page = {0};
    almost_error error;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_HTML;
    if (almost_write(comparison, &options, contents_sink, &page, &error) != ALMOST_OK) {
        report_error(&error);
        contents_release(&page);
        return false;
    }
    pthread_mutex_lock(&view->lock);
    view->comparison = page;
    pthread_mutex_unlock(&view->lock);
    return true;
}

bool watch_view_sum(watch_view *view, const almost_watch *watch,
                    const almost_watch_summary *summary)
{
    almost_watch_write_options options;
    almost_error error;
    server_catch_signals(); /* the stream had them, and has ended */
    if (summary->comparison != NULL && !make_comparison(view, summary->comparison))
        return false;
    json_options(&options);
    if (almost_watch_write_summary(watch, summary, &options, log_sink, view, &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    watch_view_show(view);
    return true;
}

/* --- The end ------------------------------------------------------------- */

static void end_keeper(watch_view *view)
{
    if (!view->kept)
        return;
    pthread_mutex_lock(&view->lock);
    view->leaving = true;
    pthread_mutex_unlock(&view->lock);
    pthread_join(view->keeper, NULL);
    view->kept = false;
}

void watch_view_stay(watch_view *view)
{
    uint32_t idle = view->settings->idle;
    end_keeper(view);
    while (server_wait(view->server, PAUSE) && (idle == 0 || server_idle(view->server) < idle))
        continue;
}

void watch_view_stop(watch_view *view)
{
    if (view == NULL)
        return;
    end_keeper(view);
    server_stop(view->server);
    pthread_mutex_destroy(&view->lock);
    told_log_release(&view->log);
    contents_release(&view->page);
    contents_release(&view->comparison);
    free(view);
}
