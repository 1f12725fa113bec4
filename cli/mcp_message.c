/* SPDX-License-Identifier: Apache-2.0 */
/* Messages as they come in: what is wrong with them is told before any of it is used. */
#include "mcp.h"
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool mcp_server_init(mcp_server *server, const settings *settings, almost_sink sink,
                     void *sink_context)
{
    memset(server, 0, sizeof *server);
    server->settings = settings;
    server->sink = sink;
    server->sink_context = sink_context;
    server->last_waiting = &server->waiting;
    pthread_mutex_init(&server->output, NULL);
    pthread_mutex_init(&server->lock, NULL);
    pthread_cond_init(&server->idle, NULL);
    json_object_seed(0); /* before there are threads that want one */
    server->tools = mcp_schemas();
    if (!mcp_folders_open(&server->folders, settings))
        return false;
    server->instructions = mcp_instructions(&server->folders);
    if (server->tools != NULL && server->instructions != NULL)
        return true;
    report("out of memory");
    return false;
}

void mcp_server_release(mcp_server *server)
{
    mcp_folders_release(&server->folders);
    json_decref(server->tools);
    json_decref(server->instructions);
    pthread_cond_destroy(&server->idle);
    pthread_mutex_destroy(&server->lock);
    pthread_mutex_destroy(&server->output);
}

/* --- What a request says of itself -------------------------------------- */

static bool is_one_of(const char *const *names, const char *name)
{
    for (; *names != NULL; names++)
        if (strcmp(*names, name) == 0)
            return true;
    return false;
}

static json_t *names_of(const char *const *names)
{
    json_t *list = json_array();
    for (; *names != NULL; names++)
        json_array_append_new(list, json_string(*names));
    return list;
}

/* How the request says what it is of: in its _meta, or by the handshake before it. */
static bool take_meta(mcp_job *job)
{
    json_t *meta = json_object_get(job->params, "_meta");
    json_t *revision = json_object_get(meta, "io.modelcontextprotocol/protocolVersion");
    const json_t *token = json_object_get(meta, "progressToken");
    if (meta != NULL && !json_is_object(meta)) {
        mcp_reply_error(job, RPC_INVALID_PARAMS, NULL, "_meta is no object");
        return false;
    }
    job->token = json_is_string(token) || json_is_integer(token) ? token : NULL;
    job->modern = revision != NULL;
    if (revision == NULL)
        return true;
    if (!json_is_string(revision)) {
        mcp_reply_error(job, RPC_INVALID_PARAMS, NULL, "protocolVersion is no string");
        return false;
    }
    if (is_one_of(mcp_modern_revisions, json_string_value(revision)))
        return true;
    mcp_reply_error(
        job, MCP_UNKNOWN_REVISION,
        json_pack("{s:o, s:O}", "supported", names_of(mcp_modern_revisions), "requested", revision),
        "Unsupported protocol version");
    return false;
}

/* Whether the request is of a kind that is answered at this point. */
static bool is_allowed(mcp_job *job, const mcp_method *method)
{
    json_t *capabilities = json_object_get(json_object_get(job->params, "_meta"),
                                           "io.modelcontextprotocol/clientCapabilities");
    if (method == NULL ||
        (job->modern ? !method->modern : !method->legacy && job->server->shaken)) {
        mcp_reply_error(job, RPC_NO_METHOD, NULL, "there is no such method");
        return false;
    }
    if (job->modern && !json_is_object(capabilities)) {
        mcp_reply_error(job, RPC_INVALID_PARAMS, NULL,
                        "_meta has no object io.modelcontextprotocol/clientCapabilities");
        return false;
    }
    if (job->modern || job->server->shaken || strcmp(method->name, "initialize") == 0 ||
        strcmp(method->name, "ping") == 0)
        return true;
    mcp_reply_error(job, RPC_INVALID_PARAMS, NULL,
                    "say which revision it is of: by _meta with "
                    "io.modelcontextprotocol/protocolVersion, or by initialize before it");
    return false;
}

/* --- Requests and notifications ----------------------------------------- */

static void take_notification(mcp_server *server, const json_t *message)
{
    const char *method = json_string_value(json_object_get(message, "method"));
    const json_t *id = json_object_get(json_object_get(message, "params"), "requestId");
    if (strcmp(method, "notifications/cancelled") == 0 && id != NULL)
        mcp_jobs_cancel(server, id);
}

/* Answer a request, whose job is taken over. */
static void take_request(mcp_job *job)
{
    const char *name = json_string_value(json_object_get(job->message, "method"));
    const mcp_method *method = mcp_method_find(name);
    if (job->params != NULL && !json_is_object(job->params)) {
        mcp_reply_error(job, RPC_INVALID_PARAMS, NULL, "params are no object");
    } else if (mcp_jobs_has(job->server, job->id)) {
        mcp_reply_error(job, RPC_INVALID_REQUEST, NULL,
                        "another request with this id is not yet answered");
    } else if (take_meta(job) && is_allowed(job, method)) {
        job->run = method->run;
        if (method->slow && !job->server->threadless) {
            mcp_jobs_start(job->server, job);
            return;
        }
        clock_gettime(CLOCK_MONOTONIC, &job->clock.start);
        job->run(job);
    }
    mcp_job_free(job);
}

/* Takes over the message, which was `length` bytes long. */
static void take_message(mcp_server *server, json_t *message, size_t length)
{
    const char *fault = rpc_fault_of(message);
    const json_t *id = json_object_get(message, "id");
    mcp_job *job = NULL;
    if (rpc_is_answer(message) || (fault == NULL && id == NULL)) {
        if (fault == NULL)
            take_notification(server, message);
        json_decref(message);
        return;
    }
    job = calloc(1, sizeof *job);
    if (job == NULL) {
        report("out of memory");
        json_decref(message);
        return;
    }
    job->server = server;
    job->message = message;
    job->length = length;
    job->id = rpc_id_of(message);
    job->params = json_object_get(message, "params");
    if (fault == NULL) {
        take_request(job);
        return;
    }
    mcp_reply_error(job, RPC_INVALID_REQUEST, NULL, fault);
    mcp_job_free(job);
}

/* Whether a line has nothing in it, as between messages that are typed. */
static bool is_blank(const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (strchr(" \t\r", bytes[i]) == NULL || bytes[i] == '\0')
            return false;
    return true;
}

void mcp_take(mcp_server *server, const char *bytes, size_t length)
{
    char why[JSON_ERROR_TEXT_LENGTH + 64];
    json_t *message;
    int code;
    if (is_blank(bytes, length))
        return;
    message = rpc_read(bytes, length, server->settings->max_message, &code, why, sizeof why);
    if (message == NULL)
        mcp_reply_stray(server, code, why);
    else
        take_message(server, message, length);
}
