/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Resources: the files below roots and the documents of libraries. One is read by the URI that the
 * list has, which is looked up there: nothing that is not listed can be named.
 */
#include "mcp.h"
#include "folders.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What is done with one resource after the other: a page of them is told, or one is looked for. */
typedef struct visiting {
    mcp_job *job;
    const char *wanted;       /* a URI; NULL: none, they are listed */
    const mcp_folder *folder; /* where the one at hand is */
    bool library;
    bool found;
    size_t n;      /* so far */
    mcp_page page; /* of the list */
    json_t *listed;
    mcp_texts texts; /* the one that was wanted */
} visiting;

/* The URI of a resource, to be freed; NULL: out of memory. */
static char *uri_of(const char *kind, const char *folder, const char *name)
{
    static const char plain[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/";
    const char *const parts[] = {folder, "/", name};
    char *uri = malloc(strlen(kind) + 3 * (strlen(folder) + strlen(name)) + 16);
    char *at = uri;
    if (uri == NULL)
        return NULL;
    at += sprintf(at, "almost://%s/", kind);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        for (const char *from = parts[i]; *from != '\0'; from++)
            at += sprintf(at, strchr(plain, *from) != NULL ? "%c" : "%%%02X", (unsigned char)*from);
    *at = '\0';
    return uri;
}

/* One more resource. False ends it: nothing more is wanted, or the job failed. */
static bool visit(visiting *visiting, const char *name)
{
    char *uri = uri_of(visiting->library ? "library" : "root", visiting->folder->name, name);
    bool going = uri != NULL;
    if (atomic_load(&visiting->job->cancelled) || uri == NULL) {
        free(uri);
        return mcp_fail(visiting->job, uri == NULL ? "out of memory" : "cancelled");
    }
    if (visiting->wanted != NULL && strcmp(visiting->wanted, uri) == 0) {
        visiting->found = true;
        going = false;
        (void)(visiting->library
                   ? mcp_texts_document(visiting->job, &visiting->texts, visiting->folder, name)
                   : mcp_texts_file(visiting->job, &visiting->texts, visiting->folder, name));
    } else if (visiting->wanted == NULL && visiting->n >= visiting->page.start &&
               visiting->n < visiting->page.end) {
        json_array_append_new(visiting->listed,
                              json_pack("{s:s, s:o, s:s}", "uri", uri, "name", mcp_name(name),
                                        "description",
                                        visiting->library ? "document of a library" : "file"));
    }
    visiting->n++;
    free(uri);
    return going;
}

static int visit_document(void *context, const almost_library_document *document)
{
    return !visit(context, document->name);
}

static bool visit_root(visiting *visiting)
{
    char **paths;
    size_t n;
    bool going = true;
    if (!mcp_folder_files(visiting->folder, &paths, &n))
        return mcp_fail(visiting->job, "%s: cannot be listed", visiting->folder->name);
    for (size_t i = 0; i < n && going; i++)
        going = visit(visiting, paths[i]);
    folder_release(paths, n);
    return visiting->job->why[0] == '\0';
}

static bool visit_library(visiting *visiting)
{
    almost_environment environment;
    almost_error error;
    mcp_environment(visiting->job, &environment);
    if (almost_library_list(visiting->folder->path, &environment, visit_document, visiting,
                            &error) != ALMOST_OK)
        return mcp_fail_error(visiting->job, &error);
    return visiting->job->why[0] == '\0';
}

static bool visit_all(visiting *visiting)
{
    const mcp_folders *folders = &visiting->job->server->folders;
    const mcp_folder_list *const lists[] = {&folders->roots, &folders->libraries};
    for (size_t k = 0; k < 2; k++) {
        for (size_t i = 0; i < lists[k]->n && !visiting->found; i++) {
            visiting->folder = &lists[k]->folders[i];
            visiting->library = k == 1;
            if (!(visiting->library ? visit_library(visiting) : visit_root(visiting)))
                return false;
        }
    }
    return true;
}

void mcp_resources_list(mcp_job *job)
{
    visiting visiting = {.job = job, .listed = json_array()};
    json_t *result = json_pack("{s:o}", "resources", visiting.listed);
    const json_t *cursor = json_object_get(job->params, "cursor");
    bool done = mcp_page_find(job, NULL, cursor, SIZE_MAX, &visiting.page) && visit_all(&visiting);
    if (!done || visiting.page.start > visiting.n) {
        mcp_reply_error(job, RPC_INVALID_PARAMS, NULL,
                        done ? "cursor: no answer has given this one" : job->why);
        json_decref(result);
        return;
    }
    if (visiting.page.end > visiting.n)
        visiting.page.end = visiting.n;
    result = mcp_page_end(result, &visiting.page, visiting.n);
    json_object_del(result, "total"); /* the protocol has no such member */
    mcp_reply_lasting(job, result);
}

/* The text that was read, in full. */
static void reply_text(mcp_job *job, const char *uri, const almost_text *text)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    if (length > job->server->settings->max_resource) {
        (void)mcp_fail(job,
                       "it has %llu bytes of text, and at most %llu are handed out "
                       "(--max-resource); give its name to a tool instead",
                       (unsigned long long)length,
                       (unsigned long long)job->server->settings->max_resource);
        mcp_reply_error(job, RPC_INVALID_PARAMS, NULL, job->why);
        return;
    }
    mcp_reply_lasting(job,
                      json_pack("{s:[{s:s, s:s, s:o}]}", "contents", "uri", uri, "mimeType",
                                "text/plain", "text", rpc_string(bytes, length, (size_t)length)));
}

void mcp_resources_read(mcp_job *job)
{
    visiting visiting = {.job = job};
    visiting.wanted = json_string_value(json_object_get(job->params, "uri"));
    if (visiting.wanted == NULL)
        (void)mcp_fail(job, "uri is no string");
    else if (visit_all(&visiting) && !visiting.found)
        (void)mcp_fail(job, "there is no such resource; resources/list has those that there are");
    if (job->why[0] != '\0')
        mcp_reply_error(job, RPC_INVALID_PARAMS,
                        visiting.wanted != NULL ? json_pack("{s:s}", "uri", visiting.wanted) : NULL,
                        job->why);
    else
        reply_text(job, visiting.wanted, visiting.texts.texts[0]);
    mcp_texts_release(&visiting.texts);
}
