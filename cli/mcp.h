/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the server for agents consists of, from the line that comes in to the one that goes out:
 * mcp_message.c takes messages, mcp_methods.c and the tools answer them, mcp_jobs.c has what takes
 * long done by threads, mcp_reply.c writes. It speaks the Model Context Protocol by JSON-RPC 2.0.
 */
#ifndef MCP_H
#define MCP_H

#include "mcp_folders.h"
#include "progress.h"
#include "rpc.h"
#include "settings.h"

#include <pthread.h>
#include <stdatomic.h>

/* A code of errors beside those of JSON-RPC. */
enum { MCP_UNKNOWN_REVISION = -32022 };

typedef struct mcp_job mcp_job;

typedef struct mcp_server {
    const settings *settings;
    mcp_folders folders;
    json_t *instructions; /* for the model, with what the folders are called */
    json_t *tools;        /* what tools/list answers; for the thread that reads only */
    bool shaken;          /* an initialize came: requests may go without a revision of their own */
    bool threadless;      /* every request is answered before the next one is looked at */
    almost_sink sink;
    void *sink_context;
    pthread_mutex_t output; /* one message at a time */
    pthread_mutex_t lock;   /* of what follows */
    pthread_cond_t idle;
    mcp_job *running, *waiting, **last_waiting;
    uint32_t n_running, n_waiting;
    uint64_t waiting_bytes; /* of the messages of those that wait */
} mcp_server;

/* One request, until it is answered. It owns its message, which no other thread sees. */
struct mcp_job {
    mcp_server *server;
    mcp_job *next;
    json_t *message;
    size_t length;       /* that it had, in bytes */
    const json_t *id;    /* of the message, as all that follows; NULL: it has none that is one */
    json_t *params;      /* NULL: none */
    const json_t *token; /* that progress is told with; NULL: it is not */
    void (*run)(mcp_job *job);
    bool modern; /* it says which revision it is of: no handshake is needed */
    atomic_bool cancelled;
    progress clock;       /* when it was begun */
    int told;             /* percent of progress */
    unsigned step, steps; /* of its work, which progress is shared out among */
    uint64_t bytes;       /* of the texts that were read for it */
    char why[1024];       /* it failed, in a sentence; else empty */
};

/* --- mcp_message.c ------------------------------------------------------ */

/*
 * Make a server that writes its messages, a line each with its newline, to `sink`. The settings
 * must outlive it. False after saying what is wrong; mcp_server_release() is called in any case.
 */
bool mcp_server_init(mcp_server *server, const settings *settings, almost_sink sink,
                     void *sink_context);
void mcp_server_release(mcp_server *server);

/*
 * Take a message of `length` bytes, whatever they are, without its newline. What is quickly done is
 * answered before this returns, other requests by threads of their own.
 */
void mcp_take(mcp_server *server, const char *bytes, size_t length);

/* --- mcp_jobs.c --------------------------------------------------------- */

/* Have a job run, which is the server's from now on, as soon as there is a thread for it. */
void mcp_jobs_start(mcp_server *server, mcp_job *job);

/* Have the request with this id end without an answer; none may have it. */
void mcp_jobs_cancel(mcp_server *server, const json_t *id);

/* Whether a request with this id is not yet answered. */
bool mcp_jobs_has(mcp_server *server, const json_t *id);

/* Wait until all are answered. */
void mcp_jobs_finish(mcp_server *server);

void mcp_job_free(mcp_job *job);

/* --- mcp_reply.c -------------------------------------------------------- */

/* Answer a job, unless it was cancelled. Takes over the result, which may be NULL: out of memory.
 */
void mcp_reply(mcp_job *job, json_t *result);

/* The same for results that a client may keep: they say for how long. */
void mcp_reply_lasting(mcp_job *job, json_t *result);

/* Answer with an error. Takes over `data`, which may be NULL. */
void mcp_reply_error(mcp_job *job, int code, json_t *data, const char *message);

/* Answer a call of a tool: with `structured`, which is taken over, else with why there is none. */
void mcp_reply_tool(mcp_job *job, json_t *structured);

/* An error for a message that has no id which could be answered. */
void mcp_reply_stray(mcp_server *server, int code, const char *message);

/* Fill what the library is given for a job: its limits, the time that is left, progress. */
void mcp_environment(mcp_job *job, almost_environment *environment);

/* Have a job fail for a reason. Returns false. */
__attribute__((format(printf, 2, 3))) bool mcp_fail(mcp_job *job, const char *format, ...);
bool mcp_fail_error(mcp_job *job, const almost_error *error);

enum { MCP_MOST_TEXT = 400 /* bytes of a quotation: a few sentences */ };

/* A JSON string of a name, ended by NUL, of which at most MCP_MOST_TEXT bytes are told. */
json_t *mcp_name(const char *name);

/* --- mcp_methods.c ------------------------------------------------------ */

typedef struct mcp_method {
    const char *name;
    void (*run)(mcp_job *job);
    bool slow;   /* it is run by a thread */
    bool modern; /* it is in the revision without a handshake */
    bool legacy; /* it is in those before, once there was one */
} mcp_method;

/* What a model is told of the server; NULL: out of memory. */
json_t *mcp_instructions(const mcp_folders *folders);

/* The method of this name, or NULL. */
const mcp_method *mcp_method_find(const char *name);

/* The revisions without and with a handshake that are spoken, the newest first, NULL at the end. */
extern const char *const mcp_modern_revisions[];
extern const char *const mcp_legacy_revisions[];

/* --- mcp_resources.c ---------------------------------------------------- */

void mcp_resources_list(mcp_job *job);
void mcp_resources_read(mcp_job *job);

/* --- mcp_schemas.c ------------------------------------------------------ */

/* The tools with their schemas, {"tools": [...]}. NULL: out of memory. */
json_t *mcp_schemas(void);

/* --- mcp_texts.c -------------------------------------------------------- */

typedef struct mcp_texts {
    almost_text **texts;
    size_t n;
} mcp_texts;

/*
 * Add the text, or of a whole library the texts, that an argument of a tool names; `what` is what
 * errors call it, and the text when it has no name. False when the job failed.
 */
bool mcp_texts_add(mcp_job *job, mcp_texts *texts, json_t *argument, const char *what);

/* Likewise, but an argument that is one text. */
bool mcp_texts_one(mcp_job *job, mcp_texts *texts, json_t *argument, const char *what);

/*
 * The folder that an argument names, a string, or where it is missing (NULL) the only one of the
 * list; `option` is what names them. NULL when the job failed.
 */
const mcp_folder *mcp_texts_folder(mcp_job *job, const mcp_folder_list *list, const json_t *name,
                                   const char *option);

/* Read a file below a root, or a document of a library. False when the job failed. */
bool mcp_texts_file(mcp_job *job, mcp_texts *texts, const mcp_folder *root, const char *path);
bool mcp_texts_document(mcp_job *job, mcp_texts *texts, const mcp_folder *library,
                        const char *document);

void mcp_texts_release(mcp_texts *texts);

/* --- The tools: arguments to structured content, NULL when the job failed -- */

json_t *mcp_compare(mcp_job *job, json_t *arguments);
json_t *mcp_check(mcp_job *job, json_t *arguments);
json_t *mcp_trace(mcp_job *job, json_t *arguments);
json_t *mcp_collate(mcp_job *job, json_t *arguments);

/* --- mcp_pages.c -------------------------------------------------------- */

/* Which items of a list are answered: half-open, among those there are. */
typedef struct mcp_page {
    size_t start, end;
} mcp_page;

/*
 * The page that `limit` (NULL: the default) and `cursor` (NULL: from the start) ask for of `n`
 * items. False when the job failed.
 */
bool mcp_page_find(mcp_job *job, const json_t *limit, const json_t *cursor, size_t n,
                   mcp_page *page);

/* Add `total`, and `nextCursor` where there is more behind the page. Passes on NULL. */
json_t *mcp_page_end(json_t *object, const mcp_page *page, size_t n);

/* A span without the white space at its end. */
almost_span mcp_trim(const char *bytes, almost_span span);

/* Whether an argument is a string, or missing (NULL). False when the job failed. */
bool mcp_wants_string(mcp_job *job, const json_t *argument, const char *what);

/*
 * Store the bits that a list of names stands for, by a function that answers 0 to what is no name;
 * a list that is missing (NULL) leaves them. False when the job failed.
 */
bool mcp_wants_names(mcp_job *job, const json_t *argument, const char *what,
                     uint32_t (*bits_of)(const char *name), uint32_t *bits);

/* {"text", "line"} of a span of a text; NULL: out of memory. */
json_t *mcp_place(const almost_text *text, almost_span span);

/* The names of the almost_touch bits that are set; NULL: out of memory. */
json_t *mcp_touches(uint32_t bits);

#endif
