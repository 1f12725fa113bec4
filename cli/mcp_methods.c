/* SPDX-License-Identifier: Apache-2.0 */
/* The methods that there are, and those that are answered at once. */
#include "mcp.h"

#include <string.h>

const char *const mcp_modern_revisions[] = {"2026-07-28", NULL};
const char *const mcp_legacy_revisions[] = {"2025-11-25", "2025-06-18", NULL};

static const char instructions[] =
    "almost compares texts exactly; it does not guess. Use check to find which quotations of a "
    "text are not verbatim in its sources, compare to see what a telling (a summary, a "
    "translation's revision, a draft) changes, adds or leaves out, with what touches the meaning "
    "first, trace to find where a quotation comes from in a library, and collate to put several "
    "versions in one table. Texts are handed in as {\"text\": ...} or named as {\"path\": ...}; "
    "resources/list has the files that may be named. Lists come in pages: ask again with cursor "
    "set to nextCursor. Lines count from 1.";

/* A sentence more: what folders of a kind are called. Takes over the one before. */
static json_t *add_names(json_t *text, const char *kind, const mcp_folder_list *list)
{
    for (size_t i = 0; i < list->n; i++) {
        json_t *name = mcp_name(list->folders[i].name);
        json_t *longer = json_sprintf("%s%s%s%s", json_string_value(text), i == 0 ? kind : ", ",
                                      json_string_value(name), i + 1 == list->n ? "." : "");

        json_decref(name);
        json_decref(text);
        text = longer;
    }
    return text;
}

json_t *mcp_instructions(const mcp_folders *folders)
{
    json_t *text = add_names(json_string(instructions), " Roots: ", &folders->roots);
    return add_names(text, " Libraries: ", &folders->libraries);
}

static json_t *capabilities(void)
{
    return json_pack("{s:{}, s:{}}", "tools", "resources");
}

static void discover(mcp_job *job)
{
    mcp_reply_lasting(job, json_pack("{s:[s], s:o, s:O}", "supportedVersions",
                                     mcp_modern_revisions[0], "capabilities", capabilities(),
                                     "instructions", job->server->instructions));
}

/* The revision that is asked for, where it is spoken, else the newest that has a handshake. */
static void initialize(mcp_job *job)
{
    const char *asked = json_string_value(json_object_get(job->params, "protocolVersion"));
    const char *spoken = mcp_legacy_revisions[0];
    if (asked == NULL) {
        mcp_reply_error(job, RPC_INVALID_PARAMS, NULL, "protocolVersion is no string");
        return;
    }
    for (const char *const *revision = mcp_legacy_revisions; *revision != NULL; revision++)
        if (strcmp(*revision, asked) == 0)
            spoken = *revision;
    job->server->shaken = true;
    mcp_reply(job,
              json_pack("{s:s, s:o, s:{s:s, s:s}, s:O}", "protocolVersion", spoken, "capabilities",
                        capabilities(), "serverInfo", "name", "almost", "version", almost_version(),
                        "instructions", job->server->instructions));
}

static void ping(mcp_job *job)
{
    mcp_reply(job, json_object());
}

/* Whether there is no cursor: a list that is a single page has given none. */
static bool is_first_page(mcp_job *job)
{
    if (json_object_get(job->params, "cursor") == NULL)
        return true;
    mcp_reply_error(job, RPC_INVALID_PARAMS, NULL, "cursor: no answer has given this one");
    return false;
}

static void list_tools(mcp_job *job)
{
    if (is_first_page(job))
        mcp_reply_lasting(job, json_copy(job->server->tools));
}

static void list_templates(mcp_job *job)
{
    if (is_first_page(job))
        mcp_reply_lasting(job, json_pack("{s:[]}", "resourceTemplates"));
}

static void call_tool(mcp_job *job)
{
    static const struct {
        const char *name;
        json_t *(*run)(mcp_job *job, json_t *arguments);
    } tools[] = {{"compare", mcp_compare},
                 {"check", mcp_check},
                 {"trace", mcp_trace},
                 {"collate", mcp_collate}};
    const char *name = json_string_value(json_object_get(job->params, "name"));
    json_t *arguments = json_object_get(job->params, "arguments");
    for (size_t i = 0; name != NULL && i < sizeof tools / sizeof *tools; i++) {
        if (strcmp(tools[i].name, name) != 0)
            continue;
        if (!json_is_object(arguments)) {
            (void)mcp_fail(job, "arguments are no object");
            mcp_reply_tool(job, NULL);
            return;
        }
        mcp_reply_tool(job, tools[i].run(job, arguments));
        return;
    }
    mcp_reply_error(job, RPC_INVALID_PARAMS, NULL,
                    "there is no such tool; there are compare, check, trace and collate");
}

static const mcp_method methods[] = {
    {.name = "server/discover", .run = discover, .modern = true},
    {.name = "initialize", .run = initialize, .legacy = true},
    {.name = "ping", .run = ping, .legacy = true},
    {.name = "tools/list", .run = list_tools, .modern = true, .legacy = true},
    {.name = "tools/call", .run = call_tool, .slow = true, .modern = true, .legacy = true},
    {.name = "resources/list",
     .run = mcp_resources_list,
     .slow = true,
     .modern = true,
     .legacy = true},
    {.name = "resources/templates/list", .run = list_templates, .modern = true, .legacy = true},
    {.name = "resources/read",
     .run = mcp_resources_read,
     .slow = true,
     .modern = true,
     .legacy = true},
};

const mcp_method *mcp_method_find(const char *name)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (strcmp(methods[i].name, name) == 0)
            return &methods[i];
    return NULL;
}
