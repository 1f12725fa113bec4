/* SPDX-License-Identifier: Apache-2.0 */
/* almost lsp: a server for editors, over standard input and output. */
#include "commands.h"
#include "lsp.h"
#include "report.h"

/* What is safe where no option says otherwise. */
static void set_limits(settings *settings)
{
    settings->threads = 1; /* nobody wants to hear the fan while writing */
    if (settings->timeout <= 0)
        settings->timeout = 60;
    if (settings->max_bytes == 0)
        settings->max_bytes = UINT64_C(64) << 20; /* a dozen Bibles */
    if (settings->max_message == 0)
        settings->max_message = UINT64_C(16) << 20;
}

static int serve(lsp_server *server)
{
    lsp_frames frames = {.longest = (size_t)server->settings->max_message};
    int more;
    while ((more = lsp_frames_next(&frames)) > 0) {
        if (frames.bytes == NULL) {
            lsp_reply_error(server, NULL, RPC_INVALID_REQUEST,
                            "the message is longer than --max-message");
            continue;
        }
        lsp_mend(frames.bytes, frames.length);
        if (!lsp_take(server, frames.bytes, frames.length))
            break;
    }
    lsp_frames_release(&frames);
    if (more < 0)
        return EXIT_TROUBLE;
    return server->shut_down ? EXIT_YES : EXIT_OTHER;
}

static int run(settings *settings, int n_operands, char **operands)
{
    lsp_server server;
    int status;
    if (n_operands > 0) {
        report("%s: is not taken; name sources with --against", operands[0]);
        return EXIT_TROUBLE;
    }
    set_limits(settings);
    status = lsp_server_init(&server, settings, rpc_put, NULL) ? serve(&server) : EXIT_TROUBLE;
    lsp_server_release(&server);
    return status;
}

static const option_group *const groups[] = {&options_editing, &options_documents, &options_general,
                                             NULL};

static const example examples[] = {
    {"almost lsp --against sources", "for an editor: what is quoted from the files in sources"},
    {"almost lsp --against shelf --mark altered,spliced,not-found,typographic",
     "from a library, with quotations whose marks or capitals differ"},
    {"almost lsp", "from sources that the editor names: initializationOptions.against"},
    {NULL, NULL}};

const command command_lsp = {
    .name = "lsp",
    .operands = "[--against SOURCE]...",
    .summary = "mark quotations in an editor as they are typed",
    .description =
        "Serve an editor by the Language Server Protocol 3.17: what is quoted in Markdown\n"
        "and plain text is held against the sources while it is written, and marked where it\n"
        "is altered, spliced, misattributed or not found. Hovering shows the source and what\n"
        "differs, and a code action puts in the source's words, which is offered only where\n"
        "the quotation is true then. Sources stand behind --against, or in the editor's\n"
        "initializationOptions. doc/editors.md has the lines for VS Code, Neovim and Emacs.\n"
        "\n"
        "Exits with 0 when the editor has asked to shut down and exit, 1 when standard input\n"
        "ends without that, or 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
