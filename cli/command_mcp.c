/* SPDX-License-Identifier: Apache-2.0 */
/* almost mcp: a server for agents, over standard input and output. */
#include "commands.h"
#include "line_reader.h"
#include "mcp.h"
#include "report.h"

/* What is safe where no option says otherwise. */
static void set_limits(settings *settings)
{
    enum { MOST_WORKERS = 64 /* threads, each of which works on texts of --max-bytes */ };
    if (settings->workers == 0)
        settings->workers = 4; /* a few, so that a short request passes by long ones */
    if (settings->workers > MOST_WORKERS)
        settings->workers = MOST_WORKERS;
    if (settings->timeout <= 0)
        settings->timeout = 60; /* as long as clients wait for an answer by default */
    if (settings->max_bytes == 0)
        settings->max_bytes = UINT64_C(64) << 20; /* a dozen Bibles */
    if (settings->max_message == 0)
        settings->max_message = UINT64_C(16) << 20; /* up to 80 times as much while it is read */
    if (settings->max_resource == 0)
        settings->max_resource = UINT64_C(1) << 20; /* more than an agent's context has room for */
}

static bool serve(mcp_server *server)
{
    line_reader *lines = line_reader_open("-", (size_t)server->settings->max_message);
    int more = lines != NULL ? 1 : -1;
    while (more > 0 && (more = line_reader_next(lines)) > 0)
        mcp_take(server, lines->line, lines->length);
    mcp_jobs_finish(server);
    line_reader_close(lines);
    return more == 0;
}

static int run(settings *settings, int n_operands, char **operands)
{
    mcp_server server;
    bool done;
    if (n_operands > 0) {
        report("%s: is not taken; name folders with --root and libraries with --library",
               operands[0]);
        return EXIT_TROUBLE;
    }
    if (settings->revisions == REVISIONS_BOTH) {
        report("each text is one: ask for --revisions accepted or original");
        return EXIT_TROUBLE;
    }
    set_limits(settings);
    done = mcp_server_init(&server, settings, rpc_put, NULL) && serve(&server);
    mcp_server_release(&server);
    return done ? EXIT_YES : EXIT_TROUBLE;
}

static const option_group *const groups[] = {&options_folders, &options_agents, &options_documents,
                                             &options_general, NULL};

static const example examples[] = {
    {"almost mcp --root books", "for agents that compare and check the files in books"},
    {"almost mcp --library shelf --root .", "for agents that trace quotations in a library, too"},
    {"almost mcp --root . --timeout 10 --workers 2", "for agents that are to be kept short"},
    {NULL, NULL}};

const command command_mcp = {
    .name = "mcp",
    .operands = "[--root FOLDER]... [--library LIBRARY]...",
    .summary = "serve agents over standard input and output",
    .description =
        "Answer agents by the Model Context Protocol, revisions 2026-07-28, 2025-11-25 and\n"
        "2025-06-18: a line of JSON-RPC each way. They get the tools compare, check, trace\n"
        "and collate, whose answers are short and typed, for texts that they hand in, files\n"
        "below --root and documents of --library. Nothing else is read, and nothing is\n"
        "written. doc/agents.md says how to add it to an agent.\n"
        "\n"
        "Exits with 0 when standard input ends, after all requests are answered, or 2 on\n"
        "trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
