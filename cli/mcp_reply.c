/* SPDX-License-Identifier: Apache-2.0 */
/* Messages as they go out, one line each. */
#include "mcp.h"
#include "report.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Write a message, which is taken over and may be NULL: out of memory. */
static void put(mcp_server *server, json_t *message)
{
    char *line =
        message != NULL ? json_dumps(message, JSON_COMPACT | JSON_REAL_PRECISION(6)) : NULL;
    json_decref(message);
    if (line == NULL) {
        report("out of memory: an answer is left out");
        return;
    }
    size_t length = strlen(line);
    line[length] = '\n'; /* in place of the NUL: a message is written at once */
    pthread_mutex_lock(&server->output);
    (void)server->sink(server->sink_context, line, length + 1);
    pthread_mutex_unlock(&server->output);
    free(line);
}

/* {"jsonrpc", "id"} for a job; its id is copied, as it belongs to another thread's message. */
static json_t *envelope(const mcp_job *job)
{
    json_t *message = json_pack("{s:s}", "jsonrpc", "2.0");
    if (job->id != NULL && json_object_set_new(message, "id", json_deep_copy(job->id)) != 0) {
        json_decref(message);
        return NULL;
    }
    return message;
}

/* Who answers, in results of the revision without a handshake. */
static json_t *finish(const mcp_job *job, json_t *result)
{
    if (job->modern)
        json_object_update_new(result,
                               json_pack("{s:s, s:{s:{s:s, s:s}}}", "resultType", "complete",
                                         "_meta", "io.modelcontextprotocol/serverInfo", "name",
                                         "almost", "version", almost_version()));
    return result;
}

/* Write the answer to a job, which has `value` as its member `key`, unless it was cancelled. */
static void answer(const mcp_job *job, const char *key, json_t *value)
{
    json_t *message = envelope(job);
    if (atomic_load(&job->cancelled)) {
        json_decref(value);
        json_decref(message);
    } else if (json_object_set_new(message, key, value) == 0) {
        put(job->server, message);
    } else {
        json_decref(message);
        put(job->server, NULL);
    }
}

void mcp_reply(mcp_job *job, json_t *result)
{
    if (result == NULL)
        mcp_reply_error(job, RPC_INTERNAL, NULL, "out of memory");
    else
        answer(job, "result", finish(job, result));
}

void mcp_reply_lasting(mcp_job *job, json_t *result)
{
    enum { MILLISECONDS = 60000 /* a minute: files change, and nobody is told */ };
    if (job->modern && result != NULL)
        json_object_update_new(
            result, json_pack("{s:i, s:s}", "ttlMs", (int)MILLISECONDS, "cacheScope", "private"));
    mcp_reply(job, result);
}

void mcp_reply_error(mcp_job *job, int code, json_t *data, const char *message)
{
    answer(job, "error",
           json_pack("{s:i, s:s, s:o*}", "code", code, "message", message, "data", data));
}

void mcp_reply_stray(mcp_server *server, int code, const char *message)
{
    put(server, json_pack("{s:s, s:{s:i, s:s}}", "jsonrpc", "2.0", "error", "code", code, "message",
                          message));
}

/* Why a tool gave no answer, for whoever called it to try again. */
static json_t *failure(const mcp_job *job)
{
    return json_pack("{s:[{s:s, s:o}], s:b}", "content", "type", "text", "text",
                     rpc_string(job->why, strlen(job->why), sizeof job->why), "isError", 1);
}

/* What a tool answered, and the same as text for clients that know no other. */
static json_t *success(json_t *structured)
{
    char *line = json_dumps(structured, JSON_COMPACT | JSON_REAL_PRECISION(6));
    json_t *text = line != NULL ? json_string(line) : NULL;
    free(line);
    return json_pack("{s:[{s:s, s:o}], s:o, s:b}", "content", "type", "text", "text", text,
                     "structuredContent", structured, "isError", 0);
}

void mcp_reply_tool(mcp_job *job, json_t *structured)
{
    if (structured != NULL)
        mcp_reply(job, success(structured));
    else
        mcp_reply(job, job->why[0] != '\0' ? failure(job) : NULL);
}

/* --- Progress ----------------------------------------------------------- */

/* The library's progress callback: cancels, and tells whoever gave a token, percent by percent. */
static int tell(void *context, const char *stage, double share)
{
    mcp_job *job = context;
    double within = share < 0 ? 0 : share > 1 ? 1 : share;
    int percent = (int)(100 * (job->step + within) / (job->steps > 0 ? job->steps : 1));
    if (atomic_load(&job->cancelled))
        return 1;
    if (job->token == NULL || percent <= job->told || percent > 100)
        return 0;
    job->told = percent;
    put(job->server,
        json_pack("{s:s, s:s, s:{s:o, s:i, s:i, s:s}}", "jsonrpc", "2.0", "method",
                  "notifications/progress", "params", "progressToken", json_deep_copy(job->token),
                  "progress", percent, "total", 100, "message", stage != NULL ? stage : "working"));
    return 0;
}

void mcp_environment(mcp_job *job, almost_environment *environment)
{
    const settings *settings = job->server->settings;
    settings_environment(settings, environment);
    environment->threads = 1; /* the others are for other requests */
    environment->timeout = progress_left(&job->clock, settings->timeout);
    environment->progress = tell;
    environment->progress_context = job;
}

/* --- Failures ----------------------------------------------- */

bool mcp_fail(mcp_job *job, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(job->why, sizeof job->why, format, arguments);
    va_end(arguments);
    return false;
}

/* The option that would have helped. */
static const char *remedy_of(const almost_error *error)
{
    return error->status == ALMOST_ERROR_TIMEOUT ? " (--timeout of almost mcp)" : "";
}

/* What an error says of what is wrong, without where. */
static const char *message_of(const almost_error *error)
{
    return error->message[0] != '\0' ? error->message : almost_status_text(error->status);
}

bool mcp_fail_error(mcp_job *job, const almost_error *error)
{
    char line[24] = "";
    if (error->line > 0)
        snprintf(line, sizeof line, ":%llu", (unsigned long long)error->line);
    return mcp_fail(job, "%s%s%s%s%s", error->file, line, error->file[0] != '\0' ? ": " : "",
                    message_of(error), remedy_of(error));
}

json_t *mcp_name(const char *name)
{
    return rpc_string(name, strlen(name), MCP_MOST_TEXT);
}
