/* SPDX-License-Identifier: Apache-2.0 */
/* almost check ACCOUNT: its quotations, who says them, and whether they are true. */
#include "check_batch.h"
#include "commands.h"
#include "damage.h"
#include "inputs.h"
#include "report.h"
#include "sources.h"
#include "target.h"
#include "terminal.h"

/* What is read and found, until the answer is written. */
typedef struct checking {
    const settings *settings;
    almost_environment environment;
    progress progress;
    almost_text *account;
    almost_text *cast; /* NULL: none was given */
    source_list sources;
    almost_quotations *quotations;
} checking;

/* Say what went wrong where the screen is free for it. */
static bool fail(checking *checking, const almost_error *error)
{
    progress_end(&checking->progress);
    report_error(error);
    return false;
}

/* Give the step to come what is left of the time for all of them. */
static void keep_time(checking *checking)
{
    checking->environment.timeout = progress_left(&checking->progress, checking->settings->timeout);
}

static bool read_text(checking *checking, const char *path, almost_text **out)
{
    almost_text_options options;
    almost_error error;
    keep_time(checking);
    settings_text_options(checking->settings, &options);
    options.environment = &checking->environment;
    return almost_text_open(path, &options, out, &error) == ALMOST_OK || fail(checking, &error);
}

static bool find(checking *checking)
{
    almost_quotations_options options;
    almost_error error;
    almost_quotations_options_init(&options);
    options.environment = &checking->environment;
    options.language = checking->settings->language;
    options.cast = checking->cast;
    options.indirect = checking->settings->indirect;
    return almost_quotations_find(checking->account, &options, &checking->quotations, &error) ==
               ALMOST_OK ||
           fail(checking, &error);
}

static bool check(checking *checking)
{
    almost_check_options options;
    almost_error error;
    keep_time(checking);
    if (checking->settings->against.count == 0)
        return find(checking);
    almost_check_options_init(&options);
    options.environment = &checking->environment;
    options.language = checking->settings->language;
    options.cast = checking->cast;
    options.indirect = checking->settings->indirect;
    if (almost_check(checking->account, (const almost_text *const *)checking->sources.texts,
                     checking->sources.count, &options, &checking->quotations, &error) == ALMOST_OK)
        return true;
    return fail(checking, &error);
}

/* What an earlier answer says is known. */
static bool accept_known(checking *checking)
{
    almost_text_options options;
    almost_error error;
    almost_text *baseline;
    if (checking->settings->baseline == NULL)
        return true;
    keep_time(checking);
    almost_text_options_init(&options);
    options.environment = &checking->environment;
    options.format = "text";
    almost_status status =
        almost_text_open(checking->settings->baseline, &options, &baseline, &error);
    if (status == ALMOST_OK) {
        status = almost_quotations_accept(checking->quotations, baseline, &error);
        almost_text_free(baseline);
    }
    return status == ALMOST_OK || fail(checking, &error);
}

/* What is reported without marks fails where it is altered; --fail-on is of quotations. */
static bool reports_badly(const checking *checking)
{
    const almost_indirect *item;
    for (size_t i = 0; (item = almost_quotations_indirect(checking->quotations, i)) != NULL; i++)
        if (item->status == ALMOST_INDIRECT_ALTERED)
            return true;
    return false;
}

/* Quotations with a status to fail on. */
static bool fails(const checking *checking)
{
    uint32_t bits = checking->settings->fail_statuses;
    const almost_quotation *item;
    if (bits == 0)
        bits = ALMOST_FAILING_STATUSES;
    for (size_t i = 0; (item = almost_quotations_at(checking->quotations, i)) != NULL; i++)
        if (bits >> item->status & 1 && !(item->notes & ALMOST_NOTE_KNOWN))
            return checking->settings->against.count > 0;
    return reports_badly(checking);
}

static bool answer(const checking *checking, target *target)
{
    const settings *settings = checking->settings;
    almost_quotations_write_options options;
    almost_error error;
    almost_quotations_write_options_init(&options);
    if (settings->forms & UINT32_C(1) << ALMOST_FORM_JSON)
        options.form = ALMOST_QUOTATIONS_JSON;
    if (settings->forms & UINT32_C(1) << FORM_SARIF)
        options.form = ALMOST_QUOTATIONS_SARIF;
    if (settings->forms & UINT32_C(1) << ALMOST_FORM_GITHUB)
        options.form = ALMOST_QUOTATIONS_GITHUB;
    if (settings->forms & UINT32_C(1) << ALMOST_FORM_HTML)
        options.form = ALMOST_QUOTATIONS_HTML;
    options.full = settings->full;
    options.fail_on = settings->fail_statuses;
    options.units = (almost_units)settings->units;
    options.colour = terminal_colour(settings, target->descriptor);
    options.width = terminal_width(settings, target->descriptor);
    if (almost_quotations_write(checking->quotations, &options, target_sink, target, &error) !=
            ALMOST_OK &&
        target->error == 0) {
        report_error(&error);
        target_discard(target);
        return false;
    }
    return target_close(target);
}

static bool check_operands(const settings *settings, int n_operands, char **operands)
{
    if (n_operands != 1 && (n_operands == 0 || settings->against.count == 0)) {
        report("one account is checked: almost check ACCOUNT --against SOURCE (almost check --help "
               "says more)");
        return false;
    }
    if (settings->revisions == REVISIONS_BOTH) {
        report("one text is checked: ask for --revisions accepted or original");
        return false;
    }
    return inputs_spared(settings, operands[0]) && inputs_spared(settings, settings->cast) &&
           inputs_spared(settings, settings->baseline);
}

static int run(settings *settings, int n_operands, char **operands)
{
    checking checking = {.settings = settings};
    target target;
    int status = EXIT_TROUBLE;
    if (settings->batch != NULL)
        return check_batch(settings, n_operands, operands);
    if (!check_operands(settings, n_operands, operands))
        return EXIT_TROUBLE;
    settings_environment(settings, &checking.environment);
    progress_start(&checking.progress, &checking.environment);
    if (read_text(&checking, operands[0], &checking.account) &&
        (settings->cast == NULL || read_text(&checking, settings->cast, &checking.cast)) &&
        sources_read_all(&checking.sources, settings, &checking.environment, &checking.progress,
                         operands + 1, n_operands - 1) &&
        check(&checking) && accept_known(&checking)) {
        progress_end(&checking.progress);
        damage_report(settings, checking.account);
        if (target_open(&target, settings->output) && answer(&checking, &target))
            status = fails(&checking) ? EXIT_OTHER : EXIT_YES;
    }
    almost_quotations_free(checking.quotations);
    sources_release(&checking.sources);
    almost_text_free(checking.cast);
    almost_text_free(checking.account);
    return status;
}

static const option_group *const groups[] = {&options_checking, &options_documents, &options_means,
                                             &options_general, NULL};

static const example examples[] = {
    {"almost check happened.txt", "what it quotes, and who is said to have said it"},
    {"almost check dreamed.txt --against happened.txt", "whether what it quotes is true"},
    {"almost check dreamed.txt --against first.txt third.txt --fail-on altered,spliced --github",
     "in a job that is to fail on it"},
    {"almost check --html -o check.html dreamed.txt --against happened.txt",
     "a page: the account with each quotation marked, and what stands in the source"},
    {"almost check --batch answers.jsonl --against happened.txt",
     "many accounts, a line of JSON each; a line of JSON for each, in their order"},
    {NULL, NULL}};

const command command_check = {
    .name = "check",
    .operands = "ACCOUNT|--batch FILE [--against SOURCE...]",
    .summary = "tell whether what a text quotes is true",
    .description =
        "List every quotation in ACCOUNT with the line where it stands, who says it and\n"
        "how that is known: named beside it, by a pronoun, by turn, or by a script.\n"
        "A speaker who is a guess is called one. - is standard input.\n"
        "\n"
        "With --against each is held against the sources, and is verbatim, typographic\n"
        "(marks, capitals or spacing differ), altered (words differ), spliced (words that\n"
        "stand apart are joined, or an ellipsis turns the sense), misattributed (it stands\n"
        "in another source), not found, or not checked (in another language). The worst\n"
        "comes first. An honest ellipsis or [bracket] makes nothing wrong. A source that\n"
        "is named beside a quotation is looked in first.\n"
        "\n"
        "Exits with 0 when all are verbatim, typographic or not checked, with --fail-on\n"
        "when none is of those; else with 1, or 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
