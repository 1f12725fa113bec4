/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests that take long, each by a thread while there are some left: at most settings->workers,
 * and behind them a queue, so that what asks too much waits for itself alone as long as it can.
 */
#include "mcp.h"

#include <stdlib.h>

enum { MOST_WAITING = 256 /* requests, which together are no longer than one message may be */ };

void mcp_job_free(mcp_job *job)
{
    json_decref(job->message);
    free(job);
}

static void run(mcp_job *job)
{
    clock_gettime(CLOCK_MONOTONIC, &job->clock.start);
    if (!atomic_load(&job->cancelled))
        job->run(job);
}

/* Take a job off a list. The server is locked. */
static void unlink_job(mcp_job **list, const mcp_job *job)
{
    while (*list != job)
        list = &(*list)->next;
    *list = job->next;
}

/* The next one that waits, which is running then; NULL: none. The server is locked. */
static mcp_job *next_job(mcp_server *server)
{
    mcp_job *job = server->waiting;
    if (job == NULL)
        return NULL;
    server->waiting = job->next;
    if (server->waiting == NULL)
        server->last_waiting = &server->waiting;
    server->n_waiting--;
    server->waiting_bytes -= job->length;
    job->next = server->running;
    server->running = job;
    return job;
}

/* A thread: job after job, as long as there are any. */
static void *work(void *context)
{
    mcp_server *server = context;
    mcp_job *job;
    pthread_mutex_lock(&server->lock);
    while ((job = next_job(server)) != NULL) {
        pthread_mutex_unlock(&server->lock);
        run(job);
        pthread_mutex_lock(&server->lock);
        unlink_job(&server->running, job);
        mcp_job_free(job);
    }
    server->n_running--;
    pthread_cond_signal(&server->idle);
    pthread_mutex_unlock(&server->lock);
    return NULL;
}

/* Start a thread. False when the system has none. */
static bool start_thread(mcp_server *server)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, work, server) != 0)
        return false;
    pthread_detach(thread);
    return true;
}

void mcp_jobs_start(mcp_server *server, mcp_job *job)
{
    bool full, more;
    pthread_mutex_lock(&server->lock);
    full = server->n_waiting >= MOST_WAITING ||
           server->waiting_bytes > server->settings->max_message - job->length;
    more = !full && server->n_running < server->settings->workers;
    if (!full) {
        *server->last_waiting = job;
        server->last_waiting = &job->next;
        server->n_waiting++;
        server->waiting_bytes += job->length;
        server->n_running += more;
    }
    pthread_mutex_unlock(&server->lock);
    if (full) {
        mcp_reply_error(job, RPC_INTERNAL, NULL, "too many requests wait; wait for answers first");
        mcp_job_free(job);
    } else if (more && !start_thread(server)) {
        work(server);
    }
}

/* The one on a list that has this id and was not cancelled, or NULL. The server is locked. */
static mcp_job *find_in(mcp_job *list, const json_t *id)
{
    while (list != NULL && (atomic_load(&list->cancelled) || !json_equal(list->id, id)))
        list = list->next;
    return list;
}

static mcp_job *find(mcp_server *server, const json_t *id)
{
    mcp_job *job = find_in(server->running, id);
    return job != NULL ? job : find_in(server->waiting, id);
}

void mcp_jobs_cancel(mcp_server *server, const json_t *id)
{
    pthread_mutex_lock(&server->lock);
    mcp_job *job = find(server, id);
    if (job != NULL)
        atomic_store(&job->cancelled, true);
    pthread_mutex_unlock(&server->lock);
}

bool mcp_jobs_has(mcp_server *server, const json_t *id)
{
    pthread_mutex_lock(&server->lock);
    bool found = find(server, id) != NULL;
    pthread_mutex_unlock(&server->lock);
    return found;
}

void mcp_jobs_finish(mcp_server *server)
{
    pthread_mutex_lock(&server->lock);
    while (server->n_running > 0)
        pthread_cond_wait(&server->idle, &server->lock);
    pthread_mutex_unlock(&server->lock);
}
