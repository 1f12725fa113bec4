/* SPDX-License-Identifier: Apache-2.0 */
/* almost library: sources indexed on disk, to trace quotations in. */
#include "commands.h"
#include "progress.h"
#include "report.h"
#include "target.h"

#include <stdio.h>
#include <string.h>

/* What an action has at hand. */
typedef struct call {
    const settings *settings;
    const char *library;
    const char *const *paths;
    size_t n;
    almost_library_options options;
    target *target;
} call;

static void tell(void *context, const char *name, almost_library_event event,
                 const almost_error *error)
{
    (void)context;
    (void)name;
    if (event == ALMOST_LIBRARY_FAILED)
        report_error(error);
}

/* A count with its word; nothing where there are none. */
static void put_count(target *target, const char **separator, uint64_t n, const char *word)
{
    if (n == 0)
        return;
    target_format(target, "%s%llu %s", *separator, (unsigned long long)n, word);
    *separator = ", ";
}

static int put_tally(const call *call, const almost_library_tally *tally)
{
    const char *separator = "";

    put_count(call->target, &separator, tally->added, "added");
    put_count(call->target, &separator, tally->replaced, "replaced");
    put_count(call->target, &separator, tally->unchanged, "unchanged");
    put_count(call->target, &separator, tally->removed, "removed");
    put_count(call->target, &separator, tally->failed, "failed");
    target_text(call->target, *separator == '\0' ? "nothing to do\n" : "\n");
    return tally->failed > 0 ? EXIT_OTHER : EXIT_YES;
}

static int trouble(const almost_error *error)
{
    report_error(error);
    return EXIT_TROUBLE;
}

static int create(call *call)
{
    almost_error error;

    if (almost_library_create(call->library, &call->options, &error) != ALMOST_OK)
        return trouble(&error);
    return EXIT_YES;
}

static int add(call *call)
{
    almost_error error;
    almost_library_tally tally;

    if (almost_library_add(call->library, call->paths, call->n, &call->options, &tally, &error) !=
        ALMOST_OK)
        return trouble(&error);
    return put_tally(call, &tally);
}

static int remove_paths(call *call)
{
    almost_error error;
    almost_library_tally tally;

    if (almost_library_remove(call->library, call->paths, call->n, &call->options, &tally,
                              &error) != ALMOST_OK)
        return trouble(&error);
    return put_tally(call, &tally);
}

/* A string of JSON. Bytes that are no UTF-8 stay as they are, as names of files do. */
static void put_string(target *target, const char *string)
{
    target_text(target, "\"");
    for (; *string != '\0'; string++) {
        unsigned char c = (unsigned char)*string;

        if (c < 0x20 || c == 0x7F)
            target_format(target, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            target_format(target, "\\%c", c);
        else
            (void)target_sink(target, string, 1);
    }
    target_text(target, "\"");
}

static void put_json(target *target, const almost_library_document *document)
{
    target_text(target, "{\"name\":");
    put_string(target, document->name);
    target_text(target, ",\"path\":");
    put_string(target, document->path);
    target_format(target, ",\"hash\":\"%s\",\"bytes\":%llu,\"words\":%llu,\"kept\":%s}\n",
                  document->hash, (unsigned long long)document->bytes,
                  (unsigned long long)document->words, document->kept ? "true" : "false");
}

static int put_document(void *context, const almost_library_document *document)
{
    call *call = context;
    char name[1024];

    if (call->settings->json) {
        put_json(call->target, document);
    } else {
        report_escape(document->name, name, sizeof name);
        target_format(call->target, "%10llu words  %s%s\n", (unsigned long long)document->words,
                      name, document->kept ? "  (text kept)" : "");
    }
    return call->target->error != 0;
}

static int list(call *call)
{
    almost_error error;

    if (almost_library_list(call->library, call->options.environment, put_document, call, &error) !=
        ALMOST_OK)
        return trouble(&error);
    return EXIT_YES;
}

static int verify(call *call)
{
    almost_error error;
    uint64_t changed = 0;

    if (almost_library_verify(call->library, &call->options, &changed, &error) != ALMOST_OK)
        return trouble(&error);
    if (changed > 0)
        target_format(call->target,
                      "the library is whole; %llu of its sources %s what %s indexed\n",
                      (unsigned long long)changed, changed == 1 ? "is not" : "are not",
                      changed == 1 ? "was" : "were");
    else
        target_text(call->target, "the library is whole\n");
    return changed > 0 ? EXIT_OTHER : EXIT_YES;
}

static int compact(call *call)
{
    almost_error error;

    if (almost_library_compact(call->library, &call->options, &error) != ALMOST_OK)
        return trouble(&error);
    return EXIT_YES;
}

typedef struct action {
    const char *name;
    bool takes_paths;
    int (*run)(call *call);
} action;

static const action actions[] = {{"create", false, create},      {"add", true, add},
                                 {"remove", true, remove_paths}, {"list", false, list},
                                 {"verify", false, verify},      {"compact", false, compact}};

static const action *find_action(const char *name)
{
    const char *names[sizeof actions / sizeof *actions + 1] = {NULL};
    const char *nearest;

    for (size_t i = 0; i < sizeof actions / sizeof *actions; i++) {
        names[i] = actions[i].name;
        if (strcmp(actions[i].name, name) == 0)
            return &actions[i];
    }
    nearest = options_nearest(name, names);
    if (nearest != NULL)
        report("there is no almost library %s; did you mean %s?", name, nearest);
    else
        report("there is no almost library %s; it is create, add, remove, list, verify or compact",
               name);
    return NULL;
}

static bool check(const action *action, int n_operands)
{
    if (n_operands < 2)
        report("a library is needed: almost library %s LIBRARY%s", action->name,
               action->takes_paths ? " PATH..." : "");
    else if (action->takes_paths && n_operands < 3)
        report("nothing to %s: almost library %s LIBRARY PATH...", action->name, action->name);
    else if (!action->takes_paths && n_operands > 2)
        report("almost library %s takes a library and nothing else", action->name);
    else
        return true;
    return false;
}

static int run(settings *settings, int n_operands, char **operands)
{
    const action *action;
    almost_environment environment;
    almost_text_options reading;
    target target;
    call call = {.settings = settings, .target = &target};
    int status;

    if (n_operands < 1) {
        report("say what to do: almost library create|add|remove|list|verify|compact LIBRARY");
        return EXIT_TROUBLE;
    }
    action = find_action(operands[0]);
    if (action == NULL || !check(action, n_operands))
        return EXIT_TROUBLE;
    settings_environment(settings, &environment);
    settings_text_options(settings, &reading);
    almost_library_options_init(&call.options);
    call.options.environment = &environment;
    call.options.reading = &reading;
    call.options.keep = settings->keep != 0;
    call.options.told = tell;
    call.library = operands[1];
    call.paths = (const char *const *)operands + 2;
    call.n = (size_t)n_operands - 2;
    if (!target_open(&target, NULL))
        return EXIT_TROUBLE;
    status = action->run(&call);
    if (status == EXIT_TROUBLE)
        target_discard(&target);
    else if (!target_close(&target))
        return EXIT_TROUBLE;
    return status;
}

static const option_group *const groups[] = {&options_keeping, &options_documents, &options_means,
                                             &options_general, NULL};

static const example examples[] = {
    {"almost library create shelf", "make an empty library, the folder shelf"},
    {"almost library add shelf novels letters.zip", "add all files of a folder, and an archive"},
    {"almost library list shelf", "tell what is in it"},
    {"almost library verify shelf", "check every byte of it, and its sources"},
    {NULL, NULL}};

const command command_library = {
    .name = "library",
    .operands = "create|add|remove|list|verify|compact LIBRARY [PATH...]",
    .summary = "keep sources indexed on disk, for almost trace",
    .description =
        "Keep an index of sources in the folder LIBRARY. create makes an empty one. add takes\n"
        "files, folders, archives and JSON Lines; what has not changed is passed over, what has\n"
        "is replaced. remove takes them out again. list tells what is there. verify checks\n"
        "every byte, and whether sources are still what was indexed. compact makes one segment\n"
        "of all, without what was removed.\n"
        "\n"
        "Plain UTF-8 files are read where they are; of all else the text is kept.\n"
        "\n"
        "Exits with 0 when all is done, 1 when a part could not be, 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
