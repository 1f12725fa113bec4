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
    uint64_t words; /* that were listed */
    target *target;
    progress *progress;
} call;

static void tell(void *context, const char *name, almost_library_event event,
                 const almost_error *error)
{
    const call *call = context;
    (void)name;
    if (event != ALMOST_LIBRARY_FAILED)
        return;
    progress_end(call->progress);
    report_error(error);
}

enum { GROUPED = 32 };

/* A number with commas between thousands. */
static const char *group(uint64_t number, char out[GROUPED])
{
    char digits[GROUPED];
    int length = snprintf(digits, sizeof digits, "%llu", (unsigned long long)number), at = 0;
    for (int i = 0; i < length; i++) {
        if (i > 0 && (length - i) % 3 == 0)
            out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}

/* A count with its word; nothing where there are none. */
static void put_count(target *target, const char **separator, uint64_t n, const char *word)
{
    char digits[GROUPED];
    if (n == 0)
        return;
    target_format(target, "%s%s %s", *separator, group(n, digits), word);
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
    almost_status status =
        almost_library_add(call->library, call->paths, call->n, &call->options, &tally, &error);
    progress_end(call->progress);
    if (status != ALMOST_OK)
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

static int put_document(void *context, const almost_library_document *document)
{
    call *call = context;
    char name[1024], words[GROUPED];
    call->words += document->words;
    report_escape(document->name, name, sizeof name);
    target_format(call->target, "%12s words  %s%s\n", group(document->words, words), name,
                  document->kept ? "  (text kept)" : "");
    return call->target->error != 0;
}

/* What all of it takes, as a share of the texts. */
static void put_sizes(call *call, const almost_library *library)
{
    almost_library_sizes sizes;
    char documents[GROUPED], words[GROUPED], texts[GROUPED];
    almost_library_measure(library, &sizes);
    if (sizes.texts == 0)
        return;
    target_format(call->target, "%s document%s, %s words, %s kB of text; the index takes %.0f %%",
                  group(almost_library_documents(library), documents),
                  almost_library_documents(library) == 1 ? "" : "s", group(call->words, words),
                  group((sizes.texts + 999) / 1000, texts),
                  100 * (double)sizes.index / (double)sizes.texts);
    if (sizes.packed > 0)
        target_format(call->target, ", kept texts %.0f %%",
                      100 * (double)sizes.packed / (double)sizes.texts);
    target_text(call->target, " of that\n");
}

static int list_people(call *call)
{
    almost_error error;
    almost_library *library;
    if (almost_library_open(call->library, call->options.environment, &library, &error) !=
        ALMOST_OK)
        return trouble(&error);
    if (almost_library_list(call->library, call->options.environment, put_document, call, &error) !=
        ALMOST_OK) {
        almost_library_free(library);
        return trouble(&error);
    }
    put_sizes(call, library);
    almost_library_free(library);
    return EXIT_YES;
}

static int list(call *call)
{
    almost_error error;
    if (!call->settings->json)
        return list_people(call);
    if (almost_library_list_write(call->library, call->options.environment, target_sink,
                                  call->target, &error) != ALMOST_OK)
        return call->target->error != 0 ? EXIT_YES : trouble(&error);
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
    progress progress;
    call call = {.settings = settings, .target = &target, .progress = &progress};
    int status;
    if (n_operands < 1) {
        report("say what to do: almost library create|add|remove|list|verify|compact LIBRARY");
        return EXIT_TROUBLE;
    }
    action = find_action(operands[0]);
    if (action == NULL || !check(action, n_operands))
        return EXIT_TROUBLE;
    settings_environment(settings, &environment);
    progress_start(&progress, &environment);
    settings_text_options(settings, &reading);
    almost_library_options_init(&call.options);
    call.options.environment = &environment;
    call.options.reading = &reading;
    call.options.keep = settings->keep != 0;
    call.options.told = tell;
    call.options.context = &call;
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
