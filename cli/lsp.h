/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the server for editors consists of: lsp_frame.c reads messages, lsp_message.c takes them,
 * lsp_documents.c keeps what is being written, lsp_work.c has a thread check it, lsp_check.c says
 * what is marked, lsp_hover.c and lsp_actions.c answer about it. It speaks the Language Server
 * Protocol 3.17.
 */
#ifndef LSP_H
#define LSP_H

#include "progress.h"
#include "rpc.h"
#include "settings.h"
#include "sources.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

/* Codes of errors beside those of JSON-RPC. */
enum { LSP_NOT_INITIALIZED = -32002, LSP_CANCELLED = -32800 };

/* A place as editors count: lines from 0, and in the line as was agreed on. */
typedef struct lsp_position {
    uint64_t line;
    uint64_t character;
} lsp_position;

/* What was found of a document, as it was then. For the thread that checks only. */
typedef struct lsp_checked {
    char *bytes; /* of the document */
    size_t length;
    size_t *lines; /* where each begins */
    size_t n_lines;
    almost_text *text;
    almost_quotations *quotations; /* NULL: it could not be checked, or there are no sources */
    char why[256];                 /* it could not be checked, in a sentence; else empty */
    uint64_t revision;             /* of the document; 0: it was never checked */
    json_int_t version;
} lsp_checked;

/* What is being written. All but `checked` belongs to who holds the server's lock. */
typedef struct lsp_document {
    struct lsp_document *next;
    char *uri;
    bool markdown;
    bool closed; /* it is nobody's any more, but for the thread that checks */
    char *bytes;
    size_t length, room;
    json_int_t version;
    uint64_t revision; /* one more with each change, from 1 */
    uint64_t done;     /* the revision that was told of */
    lsp_checked checked;
} lsp_document;

/* A request that waits for the thread that checks. It owns its message. */
typedef struct lsp_request {
    struct lsp_request *next;
    json_t *message;
    bool cancelled;
} lsp_request;

typedef struct lsp_server {
    const settings *settings;
    almost_sink sink;
    void *sink_context;
    bool threadless; /* all is done before the next message is looked at */
    /* for the thread that reads only */
    bool initialized, shut_down, ended;
    bool may_change_versions; /* the client takes changes to a version of a document */
    bool utf8;                /* characters are counted in bytes, else in UTF-16 */
    bool markdown;            /* hovers may be Markdown */
    char *root;               /* the folder that is open; NULL: none */
    char **paths;             /* of sources, which the client named */
    size_t n_paths;
    uint32_t marked; /* bits 1 << almost_quotation_status of those that are marked */
    char language[32];
    pthread_t thread;
    bool threaded;          /* there is a thread */
    pthread_mutex_t output; /* one message at a time */
    pthread_mutex_t lock;   /* of what follows */
    pthread_cond_t wake;
    bool stop, reload;
    lsp_document *documents;
    size_t n_documents;
    lsp_request *requests, **last;
    size_t n_requests;
    lsp_request *current;   /* the one that is being answered */
    atomic_bool superseded; /* what is being checked was changed, or nobody asks any more */
    lsp_document *checking; /* that it is about */
    bool patient;           /* the last check was given up: this one is not */
    /* for the thread that checks only, once there is one */
    source_list sources;
    almost_checker *checker; /* NULL: there are no sources */
} lsp_server;

/* --- lsp_frame.c ---------------------------------------------------------- */

/* Messages of standard input, one after the other in one buffer. */
typedef struct lsp_frames {
    size_t longest; /* of a longer message nothing is kept */
    char *bytes;    /* of the message at hand; NULL: it is too long */
    size_t length;
    size_t start, end; /* of what was read and not yet taken, in `buffer` */
    char buffer[1 << 14];
} lsp_frames;

/* The next message. 1: there is one, 0: the end, -1 after saying what is wrong. */
int lsp_frames_next(lsp_frames *frames);
void lsp_frames_release(lsp_frames *frames);

/*
 * Halves of surrogate pairs that stand alone, which editors may send and JSON has no text for,
 * become U+FFFD; as long as they were, so that places stay what they are.
 */
void lsp_mend(char *bytes, size_t length);

/* --- lsp_message.c -------------------------------------------------------- */

/* Make a server that writes to `sink`. lsp_server_release() is called in any case. False after
 * saying why. */
bool lsp_server_init(lsp_server *server, const settings *settings, almost_sink sink,
                     void *sink_context);
void lsp_server_release(lsp_server *server);

/* Take a message, whatever it is. False when it was the last one. */
bool lsp_take(lsp_server *server, const char *bytes, size_t length);

/* Write a message, which is taken over and may be NULL: out of memory. */
void lsp_put(lsp_server *server, json_t *message);

/* Answer a request with a result, which is taken over; NULL: out of memory. */
void lsp_reply(lsp_server *server, const json_t *id, json_t *result);
void lsp_reply_error(lsp_server *server, const json_t *id, int code, const char *message);

/* Have the editor show a message, 1: an error, 2: a warning. */
void lsp_show(lsp_server *server, int kind, const char *message);

/* --- lsp_initialize.c ----------------------------------------------------- */

/* Learn what the client can and wants, and read the sources. The result, or NULL with why not. */
json_t *lsp_initialize(lsp_server *server, const json_t *params, char *why, size_t capacity);

/* Read the sources. Those before stay where that fails, which is told to `why`. */
bool lsp_sources_read(lsp_server *server, char *why, size_t capacity);
void lsp_sources_release(lsp_server *server);

/* The path of a file: URI, to be freed; NULL: it is none. */
char *lsp_path_of(const char *uri);
/* The file: URI of a path that exists, to be freed; NULL: there is none. */
char *lsp_uri_of(const char *path);

/* --- lsp_documents.c ------------------------------------------------------ */

/* What a client says of documents. Errors are told to the editor. */
void lsp_document_open(lsp_server *server, const json_t *params);
void lsp_document_change(lsp_server *server, const json_t *params);
void lsp_document_close(lsp_server *server, const json_t *params);

/* The open document of a URI, or NULL. The server is locked. */
lsp_document *lsp_document_find(lsp_server *server, const char *uri);
void lsp_document_free(lsp_document *document);

/* Read {"line", "character"}. False: it is none. */
bool lsp_position_read(const json_t *json, lsp_position *position);

/* The byte of a position in a line; the end of the line where it is shorter. */
size_t lsp_byte_in_line(const char *bytes, size_t end, uint64_t character, bool utf8);

/* --- lsp_work.c ----------------------------------------------------------- */

/* Begin, or without threads do, what there is to do. */
bool lsp_work_start(lsp_server *server);
void lsp_work_wake(lsp_server *server); /* the server is not locked */
void lsp_work_end(lsp_server *server);

/* Have a request, which is taken over, answered behind what is being checked. */
void lsp_work_request(lsp_server *server, json_t *message);
void lsp_work_cancel(lsp_server *server, const json_t *id);

/* --- lsp_check.c ---------------------------------------------------------- */

/* Check bytes of a document as it is told, by the server's sources. An error's status otherwise. */
almost_status lsp_check(lsp_server *server, const char *bytes, size_t length, bool markdown,
                        lsp_checked *checked, almost_error *error);
void lsp_checked_release(lsp_checked *checked);

/* Tell the editor what is marked. */
void lsp_publish(lsp_server *server, const lsp_document *document);
/* Tell it that nothing is. */
void lsp_publish_nothing(lsp_server *server, const char *uri);

/* The byte of a position in what was checked. */
size_t lsp_byte_at(const lsp_checked *checked, lsp_position position, bool utf8);

/* {"start", "end"} of bytes of the document. NULL: out of memory. */
json_t *lsp_range(const lsp_checked *checked, almost_span bytes, bool utf8);

/* The bytes of the document that a span of its text comes from. */
almost_span lsp_source_bytes(const lsp_checked *checked, almost_span span);

/* --- lsp_hover.c and lsp_actions.c: results, NULL: out of memory ---------- */

json_t *lsp_hover(lsp_server *server, const lsp_document *document, const json_t *params);
json_t *lsp_actions(lsp_server *server, const lsp_document *document, const json_t *params);

/* One line that says of a quotation what is to be said, for a list of marks. */
json_t *lsp_summary(const lsp_checked *checked, size_t index);

#endif
