/* SPDX-License-Identifier: Apache-2.0 */
/* almost [compare] ORIGINAL TELLING: is that what happened? */
#include "commands.h"
#include "compare_pairs.h"
#include "comparing.h"
#include "damage.h"
#include "debug.h"
#include "inputs.h"
#include "pager.h"
#include "report.h"

#include <string.h>
#include <unistd.h>

/* Whether the answer goes through a pager: to a terminal, and for reading at length. */
static bool wants_pager(const settings *settings, almost_form form)
{
    if (settings->output != NULL || settings->pager == WHEN_NEVER || !isatty(STDOUT_FILENO))
        return false;
    return settings->pager == WHEN_ALWAYS || form == ALMOST_FORM_INLINE ||
           form == ALMOST_FORM_SIDE || form == ALMOST_FORM_PASSAGES ||
           form == ALMOST_FORM_CHANGES || form == ALMOST_FORM_CHAPTERS;
}

/* False after saying that a document is nothing for a terminal. */
static bool check_document(const settings *settings, int form)
{
    if ((form != FORM_DOCX && form != FORM_ODT) || settings->output != NULL ||
        !isatty(STDOUT_FILENO))
        return true;
    report("a document is nothing to read on a terminal: name its file with -o");
    return false;
}

/* Write the answer, through a pager where one is wanted. False after saying what is wrong. */
static bool answer(comparing *comparing, int form, target *target)
{
    bool redline = form == FORM_DOCX || form == FORM_ODT;
    almost_write_options options;
    pager pager = {0};
    bool written;
    comparing_write_options(comparing->settings, target->descriptor, &options);
    options.form = (almost_form)form;
    progress_end(&comparing->progress);
    damage_report(comparing->settings, comparing->original);
    damage_report(comparing->settings, comparing->telling);
    if (!redline && wants_pager(comparing->settings, (almost_form)form))
        pager_start(&pager, target);
    written = redline ? comparing_redline(comparing, form, target)
                      : comparing_write(comparing, &options, target);
    if (written)
        written = target_close(target);
    else
        target_discard(target);
    return pager_wait(&pager) && written;
}

/* Say that there are not two texts; the first name may be a command that was misspelt. */
static void report_operands(const settings *settings, int n_operands, char **operands)
{
    const char *names[8] = {0};
    const char *nearest;
    if (settings->revisions == REVISIONS_BOTH) {
        report("--revisions both compares one document with itself, and here are %d names",
               n_operands);
        return;
    }

    for (size_t i = 0; commands[i] != NULL && i + 1 < sizeof names / sizeof *names; i++)
        names[i] = commands[i]->name;
    nearest = n_operands == 0 ? NULL : options_nearest(operands[0], names);
    if (nearest != NULL)
        report("there is no command %s; did you mean almost %s?", operands[0], nearest);
    else if (n_operands < 2)
        report("two texts are needed: almost ORIGINAL TELLING (almost --help says more)");
    else
        report("two texts are compared, and here are %d names", n_operands);
}

static bool check(const settings *settings, int n_operands, char **operands)
{
    if (settings->revisions == REVISIONS_BOTH ? n_operands != 1 : n_operands != 2) {
        report_operands(settings, n_operands, operands);
        return false;
    }
    if (!comparing_check_exact(settings))
        return false;
    for (int i = 0; i < n_operands; i++) {
        if (inputs_hold(settings->output, operands[i])) {
            report("%s: is one of the texts compared; choose another file", settings->output);
            return false;
        }
    }
    return true;
}

static int status_of(const settings *settings, const almost_comparison *comparison)
{
    uint64_t findings = almost_comparison_findings(comparison, settings->fail_on, settings->allow);
    return settings_content_with(settings, almost_comparison_verdict(comparison), findings)
               ? EXIT_YES
               : EXIT_OTHER;
}

/* The form of what is told by chapter, or -1 after saying that it has none of that form. */
static int by_form(int form)
{
    if (form == ALMOST_FORM_INLINE)
        return ALMOST_FORM_CHAPTERS;
    if (form == ALMOST_FORM_JSON)
        return form;
    report("--by lists chapters, by itself or with --json; leave out --by or --%s",
           comparing_form_name(form));
    return -1;
}

/* The form that is asked for, as the other options have it; -1 after saying why there is none. */
static int form_of(const settings *settings)
{
    int form = comparing_form(settings);
    if (form >= 0 && settings->by != ALMOST_BY_NOTHING)
        form = by_form(form);
    return form == ALMOST_FORM_INLINE && settings_have_gate(settings) ? ALMOST_FORM_FINDINGS : form;
}

static bool read_both(comparing *comparing, int n_operands, char **operands)
{
    const settings *settings = comparing->settings;
    source original = {.path = operands[0],
                       .encoding = settings->original_encoding,
                       .format = settings->original_format,
                       .original = settings->revisions == REVISIONS_BOTH};
    source telling = {.path = operands[n_operands - 1],
                      .encoding = settings->telling_encoding,
                      .format = settings->telling_format};
    return comparing_read(comparing, &original, &telling);
}

static int compare(const settings *settings, int n_operands, char **operands)
{
    int status = EXIT_TROUBLE, form = form_of(settings);
    comparing comparing;
    target target;
    if (form < 0 || !check(settings, n_operands, operands) || !check_document(settings, form) ||
        !target_open(&target, settings->output))
        return EXIT_TROUBLE;
    comparing_init(&comparing, settings);
    if (!debug_start(settings->debug, &comparing.environment) ||
        !read_both(&comparing, n_operands, operands) || !comparing_compare(&comparing))
        target_discard(&target);
    else if (answer(&comparing, form, &target))
        status = status_of(settings, comparing.comparison);
    comparing_release(&comparing);
    return status;
}

static int run(settings *settings, int n_operands, char **operands)
{
    if (settings->pairs == NULL)
        return compare(settings, n_operands, operands);
    if (settings->debug == NULL)
        return compare_pairs(settings, n_operands);
    report("--debug tells the stages of one comparison; leave out --debug or --pairs");
    return EXIT_TROUBLE;
}

static const option_group *const groups[] = {
    &options_form,        &options_answer,  &options_redlining, &options_gates,
    &options_comparing,   &options_reading, &options_pairs,     &options_documents,
    &options_each_format, &options_texts,   &options_general,   NULL};

static const example examples[] = {
    {"almost happened.txt dreamed.txt", "is that what happened? the verdict, then the changes"},
    {"almost --ignore case,punctuation first.txt second.txt", "words only"},
    {"almost --patch -o edits.patch first.txt second.txt", "the changes, for almost apply"},
    {"almost --fail-on meaning,missing --fail-under 95% first.txt second.txt",
     "a line for each change of the meaning and each lost sentence; 1 for any or under 95 % there"},
    {"echo '{\"original\": \"first.txt\", \"telling\": \"second.txt\"}' | almost --pairs -",
     "many pairs, a line of JSON each; a line of JSON for each, in their order"},
    {NULL, NULL}};

const command command_compare = {
    .name = "compare",
    .operands = "ORIGINAL TELLING",
    .summary = "say what is the same, different, added, missing and moved",
    .description = "Compare ORIGINAL, what happened, with TELLING, what was told; - is standard\n"
                   "input. The answer is a verdict - yes, almost, partly or no - and what is\n"
                   "different, added, missing and moved, to the word and the letter; what touches\n"
                   "the meaning comes first.\n"
                   "\n"
                   "Exits with 0 when the verdict is yes, 1 when it is another, 2 on trouble;\n"
                   "with a gate, 0 when no change fails and 1 when one does.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
