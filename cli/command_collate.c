/* SPDX-License-Identifier: Apache-2.0 */
/* almost collate WITNESS...: any number of witnesses of one text, in one table. */
#include "commands.h"
#include "contents.h"
#include "inputs.h"
#include "progress.h"
#include "report.h"
#include "target.h"
#include "terminal.h"
#include "witnesses.h"

#include <stdlib.h>
#include <string.h>

typedef struct collating {
    const settings *settings;
    almost_environment environment;
    progress progress;
    witnesses witnesses;
    contents contents;   /* of --collatex-json, or of an earlier answer */
    contents fix;        /* of --fix */
    const char **groups; /* of --group and of --hands */
    almost_collation *collation;
} collating;

static bool fail(collating *collating, const almost_error *error)
{
    progress_end(&collating->progress);
    report_error(error);
    return false;
}

/* The witnesses that the operands name, read; false after saying what is wrong. */
static bool take_witnesses(collating *collating, int n_operands, char **operands)
{
    const settings *settings = collating->settings;
    witnesses *witnesses = &collating->witnesses;
    if (!witnesses_gather(witnesses, n_operands, operands))
        return false;
    for (size_t i = 0; i < witnesses->n_paths; i++) {
        if (inputs_hold(settings->output, witnesses->paths[i])) {
            report("%s: is one of the witnesses; choose another file", settings->output);
            return false;
        }
    }
    return witnesses_read(witnesses, settings, &collating->environment);
}

/* Read a document that an answer is made of; false after saying why not. */
static bool read_document(collating *collating, const char *path, contents *contents)
{
    if (inputs_hold(collating->settings->output, path)) {
        report("%s: is the file that is read; choose another file", collating->settings->output);
        return false;
    }
    return contents_read(contents, path, collating->settings, &collating->progress);
}

static const char *name_of(const char *path)
{
    return strcmp(path, "-") == 0 ? "standard input" : path;
}

/* Read the decisions of --fix, if there are any. */
static bool read_fix(collating *collating)
{
    collating->fix.any = true;
    return collating->settings->fix == NULL ||
           read_document(collating, collating->settings->fix, &collating->fix);
}

static void begin_options(const collating *collating, almost_collate_options *options)
{
    almost_collate_options_init(options);
    options->environment = &collating->environment;
    options->by_chapter = collating->settings->by == ALMOST_BY_CHAPTER;
    options->expand = collating->settings->expand;
    if (collating->settings->fix == NULL)
        return;
    options->fix = collating->fix.length > 0 ? collating->fix.bytes : "";
    options->fix_length = collating->fix.length;
    options->fix_name = name_of(collating->settings->fix);
}

static bool collate_files(collating *collating, int n_operands, char **operands)
{
    witnesses *witnesses = &collating->witnesses;
    almost_collate_options options;
    almost_error error;
    if (!take_witnesses(collating, n_operands, operands))
        return false;
    begin_options(collating, &options);
    return almost_collate((const almost_text *const *)witnesses->texts,
                          (const char *const *)witnesses->sigla, witnesses->n, &options,
                          &collating->collation, &error) == ALMOST_OK ||
           fail(collating, &error);
}

/* The witnesses of --add with those of an earlier answer. */
static bool collate_added(collating *collating, int n_operands, char **operands)
{
    const settings *settings = collating->settings;
    const witnesses *witnesses = &collating->witnesses;
    almost_collate_options options;
    almost_error error;
    if (n_operands != 1 || settings->collatex_json != NULL) {
        report("--add takes the earlier answer in place of the witnesses: almost collate --add "
               "NEW.txt TABLE.json");
        return false;
    }
    if (!read_document(collating, operands[0], &collating->contents) ||
        !take_witnesses(collating, (int)settings->added.count, (char **)settings->added.paths))
        return false;
    begin_options(collating, &options);
    options.earlier = collating->contents.length > 0 ? collating->contents.bytes : "";
    options.earlier_length = collating->contents.length;
    options.earlier_name = name_of(operands[0]);
    if (almost_collate((const almost_text *const *)witnesses->texts,
                       (const char *const *)witnesses->sigla, witnesses->n, &options,
                       &collating->collation, &error) != ALMOST_OK)
        return fail(collating, &error);
    progress_end(&collating->progress);
    report("%s: its witnesses are collated anew with what is added, from the words that stand in "
           "it",
           name_of(operands[0]));
    return true;
}

static bool collate_json(collating *collating, int n_operands)
{
    const settings *settings = collating->settings;
    almost_collate_options options;
    almost_error error;
    if (n_operands > 0) {
        report("--collatex-json has its witnesses in it; leave out the option or the %d files",
               n_operands);
        return false;
    }
    if (!read_document(collating, settings->collatex_json, &collating->contents))
        return false;
    begin_options(collating, &options);
    return almost_collate_json(collating->contents.bytes, collating->contents.length,
                               name_of(settings->collatex_json), &options, &collating->collation,
                               &error) == ALMOST_OK ||
           fail(collating, &error);
}

/* The one form that is asked for, or -1 after saying that there are two. */
static int form_of(const settings *settings)
{
    uint32_t forms = settings->collation_forms;
    if (settings->positive != 0 && (forms & 1U << ALMOST_COLLATION_LATEX) == 0)
        forms |= 1U << ALMOST_COLLATION_APPARATUS;
    if ((forms & 1U << ALMOST_COLLATION_JSON) != 0) /* in which it is, with its shares */
        forms &= ~(1U << ALMOST_COLLATION_CONSENSUS);
    if ((forms & (forms - 1)) != 0) {
        report("two forms of answer are asked for; ask for one");
        return -1;
    }
    return forms == 0 ? ALMOST_COLLATION_TABLE : __builtin_ctz(forms);
}

/* Say which witnesses seem to be other texts, if most are none. */
static void report_unrelated(const almost_collation *collation)
{
    const double least = .15;
    size_t n = almost_collation_witnesses(collation);
    for (size_t i = 0; n > 2 && i < n; i++)
        if (almost_collation_related(collation, i) < least)
            report("%s: has hardly a word in common with the others; is it a witness of this text?",
                   almost_collation_siglum(collation, i));
}

/* The groups of --group, and each witness of two hands as one. */
static bool take_groups(collating *collating, almost_collation_options *options)
{
    const path_list *given = &collating->settings->groups;
    const witnesses *witnesses = &collating->witnesses;
    size_t n = given->count + witnesses->n_groups;
    if (n == 0)
        return true;
    collating->groups = malloc(n * sizeof *collating->groups);
    if (collating->groups == NULL) {
        report("out of memory");
        return false;
    }
    for (size_t i = 0; i < n; i++)
        collating->groups[i] =
            i < given->count ? given->paths[i] : witnesses->groups[i - given->count];
    options->groups = collating->groups;
    options->n_groups = n;
    return true;
}

static bool answer(collating *collating, almost_collation_form form, target *target)
{
    almost_collation_options options;
    almost_error error;
    almost_collation_options_init(&options);
    options.form = form;
    options.colour = terminal_colour(collating->settings, target->descriptor);
    options.width = terminal_width(collating->settings, target->descriptor);
    options.by_witness = collating->settings->by_witness;
    options.significant = collating->settings->significant;
    options.positive = collating->settings->positive == 2;
    options.invariant = collating->settings->invariant;
    options.base = collating->settings->base;
    progress_end(&collating->progress);
    if (!take_groups(collating, &options)) {
        target_discard(target);
        return false;
    }
    report_unrelated(collating->collation);
    if (almost_collation_write(collating->collation, &options, target_sink, target, &error) !=
            ALMOST_OK &&
        target->error == 0) {
        report_error(&error);
        target_discard(target);
        return false;
    }
    return target_close(target);
}

static int run(settings *settings, int n_operands, char **operands)
{
    collating collating = {.settings = settings};
    target target;
    bool done;
    int form = form_of(settings);
    if (form < 0 || !target_open(&target, settings->output))
        return EXIT_TROUBLE;
    settings_environment(settings, &collating.environment);
    progress_start(&collating.progress, &collating.environment);
    if (!read_fix(&collating))
        done = false;
    else if (settings->added.count > 0)
        done = collate_added(&collating, n_operands, operands);
    else if (settings->collatex_json != NULL)
        done = collate_json(&collating, n_operands);
    else
        done = collate_files(&collating, n_operands, operands);
    if (done)
        done = answer(&collating, (almost_collation_form)form, &target);
    else
        target_discard(&target);
    almost_collation_free(collating.collation);
    witnesses_release(&collating.witnesses);
    contents_release(&collating.contents);
    contents_release(&collating.fix);
    free(collating.groups);
    return done ? EXIT_YES : EXIT_TROUBLE;
}

static const option_group *const groups[] = {&options_collation,
                                             &options_witnesses,
                                             &options_collating,
                                             &options_documents,
                                             &options_means,
                                             &options_general,
                                             NULL};

static const example examples[] = {
    {"almost collate first.txt second.txt third.txt", "what do the others say? word below word"},
    {"almost collate --json -o table.json first.txt second.txt third.txt",
     "the table as CollateX writes it"},
    {"almost collate --html -o page.html first.txt second.txt third.txt",
     "a page: where they differ, who has what, any two side by side"},
    {"almost collate --sigla A,B --width 60 first.txt second.txt", "under names of their own"},
    {NULL, NULL}};

const command command_collate = {
    .name = "collate",
    .operands = "WITNESS...",
    .summary = "put any number of witnesses of one text in one table",
    .description =
        "Put the words of all witnesses in one table: in a row what stands in one place,\n"
        "however it is spelt. The table does not depend on the order in which the\n"
        "witnesses are named; none of them is the base. A folder stands for its files;\n"
        "- is standard input.\n"
        "\n"
        "Exits with 0, or 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
