/* SPDX-License-Identifier: Apache-2.0 */
/* almost view: a page of a comparison that was made earlier, or of two texts while they change. */
#include "commands.h"
#include "contents.h"
#include "inputs.h"
#include "live.h"
#include "report.h"
#include "target.h"

#include <stdlib.h>

static bool answer(const almost_view *view, target *target)
{
    almost_write_options options;
    almost_error error;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_HTML;
    if (almost_view_write(view, &options, target_sink, target, &error) != ALMOST_OK &&
        target->error == 0) {
        report_error(&error);
        target_discard(target);
        return false;
    }
    return target_close(target);
}

/* Read the result and write its page. False after saying what is wrong. */
static bool show(const char *path, const settings *settings, contents *contents)
{
    almost_environment environment;
    almost_view *view = NULL;
    almost_error error;
    progress progress;
    target target;
    bool done;
    settings_environment(settings, &environment);
    progress_start(&progress, &environment);
    if (!contents_read(contents, path, settings, &progress))
        return false;
    if (almost_view_read(contents->bytes, contents->length, path, &environment, &view, &error) !=
        ALMOST_OK) {
        progress_end(&progress);
        report_error(&error);
        return false;
    }
    progress_end(&progress);
    done = target_open(&target, settings->output) && answer(view, &target);
    almost_view_free(view);
    return done;
}

static int run_result(settings *settings, const char *path)
{
    contents contents = {0};
    bool done;
    if (inputs_hold(settings->output, path)) {
        report("%s: is the result that is viewed; choose another file", settings->output);
        return EXIT_TROUBLE;
    }
    done = show(path, settings, &contents);
    contents_release(&contents);
    return done ? EXIT_YES : EXIT_TROUBLE;
}

static int run(settings *settings, int n_operands, char **operands)
{
    if (n_operands == 1)
        return run_result(settings, operands[0]);
    if (n_operands != 2) {
        report("a result is viewed, or two texts: almost view RESULT.json -o page.html, or almost "
               "view ORIGINAL TELLING");
        return EXIT_TROUBLE;
    }
    if (settings->output != NULL) {
        report("two texts are shown while they change; for a page of them as they are: almost "
               "--html -o %s",
               settings->output);
        return EXIT_TROUBLE;
    }
    if (!comparing_check_exact(settings))
        return EXIT_TROUBLE;
    return live_show(settings, operands[0], operands[1]);
}

static const option_group *const groups[] = {
    &options_viewing,     &options_serving, &options_comparing, &options_documents,
    &options_each_format, &options_texts,   &options_general,   NULL};

static const example examples[] = {
    {"almost --json --full -o result.json first.txt second.txt", "a result that stands alone"},
    {"almost view -o page.html result.json", "the page of it, now or in ten years"},
    {"almost view first.txt second.txt",
     "both in the browser, anew whenever one is saved, to accept and reject"},
    {"almost view --no-browser --idle 600 first.txt second.txt",
     "print the address only, and end ten minutes after the last look"},
    {NULL, NULL}};

const command command_view = {
    .name = "view",
    .operands = "RESULT | ORIGINAL TELLING",
    .summary = "look at an answer in a browser",
    .description =
        "Make a page for a browser, as almost --html does, of RESULT, a full comparison\n"
        "(almost --json --full), without comparing anew and without the texts' files; or of\n"
        "quotations (almost check --json --full), a collation (almost collate --json), a\n"
        "merge (almost merge --json --full), or what documents share (almost reuse).\n"
        "- is standard input.\n"
        "\n"
        "With ORIGINAL and TELLING compare the two and open the page in the browser, for\n"
        "this user alone: it shows the files as they change, its changes are accepted or\n"
        "rejected one by one, and the outcome is saved beside, as a text or a patch.\n"
        "Ctrl-C ends it. The address is printed; it is good for one visit.\n"
        "\n"
        "Exits with 0, or 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
