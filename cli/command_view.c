/* SPDX-License-Identifier: Apache-2.0 */
/* almost view RESULT: a page of a comparison that was made earlier. */
#include "commands.h"
#include "contents.h"
#include "inputs.h"
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

static int run(settings *settings, int n_operands, char **operands)
{
    contents contents = {0};
    bool done;

    if (n_operands != 1) {
        report("one result is viewed: almost view RESULT.json -o page.html");
        return EXIT_TROUBLE;
    }
    if (inputs_hold(settings->output, operands[0])) {
        report("%s: is the result that is viewed; choose another file", settings->output);
        return EXIT_TROUBLE;
    }
    done = show(operands[0], settings, &contents);
    contents_release(&contents);
    return done ? EXIT_YES : EXIT_TROUBLE;
}

static const option_group *const groups[] = {&options_viewing, &options_general, NULL};

static const example examples[] = {
    {"almost --json --full -o result.json first.txt second.txt", "a result that stands alone"},
    {"almost view -o page.html result.json", "the page of it, now or in ten years"},
    {"almost --json --full first.txt second.txt | almost view - > page.html",
     "without a file between"},
    {NULL, NULL}};

const command command_view = {
    .name = "view",
    .operands = "RESULT",
    .summary = "make a page of a comparison that was made earlier",
    .description =
        "Make a page for a browser, as almost --html does, of RESULT, a full comparison\n"
        "(almost --json --full), without comparing anew and without the texts' files.\n"
        "- is standard input.\n"
        "\n"
        "Exits with 0, or 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
