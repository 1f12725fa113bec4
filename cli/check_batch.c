/* SPDX-License-Identifier: Apache-2.0 */
/* almost check --batch FILE: many accounts, a line of JSON each, by the library's batch. */
#include "check_batch.h"
#include "answering.h"
#include "inputs.h"
#include "line_reader.h"
#include "report.h"
#include "sources.h"
#include "target.h"

#include <almost/almost.h>

typedef struct batching {
    const settings *settings;
    almost_environment environment;
    progress progress;
    almost_text *cast; /* NULL: none was given */
    source_list sources;
    almost_check_batch *batch;
    line_reader *lines;
    target target;
    answered answered;
} batching;

static const size_t longest_line = (size_t)64 << 20;

/* Say what went wrong where the screen is free for it. */
static bool fail(batching *batching, const almost_error *error)
{
    progress_end(&batching->progress);
    report_error(error);
    return false;
}

static bool read_cast(batching *batching)
{
    almost_text_options options;
    almost_error error;
    if (batching->settings->cast == NULL)
        return true;
    settings_text_options(batching->settings, &options);
    options.environment = &batching->environment;
    return almost_text_open(batching->settings->cast, &options, &batching->cast, &error) ==
               ALMOST_OK ||
           fail(batching, &error);
}

static bool start(batching *batching)
{
    const settings *settings = batching->settings;
    almost_check_batch_options options;
    almost_check_options check;
    almost_text_options reading;
    almost_error error;
    almost_check_options_init(&check);
    check.environment = &batching->environment;
    check.language = settings->language;
    check.cast = batching->cast;
    check.indirect = settings->indirect;
    settings_text_options(settings, &reading);
    almost_check_batch_options_init(&options);
    options.check = &check;
    options.reading = &reading;
    options.units = (almost_units)settings->units;
    options.fail_on = settings->fail_statuses;
    options.line_bytes = longest_line;
    options.lines_path = settings->batch;
    options.output_path = target_is_standard_output(settings->output) ? NULL : settings->output;
    return almost_check_batch_new((const almost_text *const *)batching->sources.texts,
                                  batching->sources.count, &options, &batching->batch,
                                  &error) == ALMOST_OK ||
           fail(batching, &error);
}

static bool has_room(void *context)
{
    return almost_check_batch_room(((batching *)context)->batch) > 0;
}

static bool add(void *context, const line_reader *line)
{
    batching *batching = context;
    almost_error error;
    return almost_check_batch_add_line(batching->batch, line->line, line->length, line->name,
                                       line->number, &error) == ALMOST_OK ||
           fail(batching, &error);
}

static const void *next(void *context)
{
    return almost_check_batch_next(((batching *)context)->batch);
}

/* Write a result. False when no further ones are wanted. */
static bool tell(void *context, const void *answer)
{
    batching *batching = context;
    const almost_check_result *result = answer;
    const almost_environment *environment = &batching->environment;
    double share = line_reader_share(batching->lines);
    if (result->line == NULL)
        return fail(batching, result->error);
    batching->answered.told++;
    batching->answered.failed += result->status != ALMOST_OK;
    batching->answered.well &= result->failing == 0;
    if (environment->progress != NULL && share >= 0)
        (void)environment->progress(environment->progress_context, "checking accounts", share);
    return target_sink(&batching->target, result->line, result->line_length) == 0;
}

static bool run_lines(batching *batching)
{
    const answering accounts = {
        batching->lines, &batching->target, batching, has_room, add, next, tell};
    return answering_run(&accounts);
}

static bool check(const settings *settings)
{
    const uint32_t other_forms = UINT32_C(1) << FORM_SARIF | UINT32_C(1) << ALMOST_FORM_GITHUB |
                                 UINT32_C(1) << ALMOST_FORM_HTML;
    if (settings->against.count == 0)
        report("accounts are held against sources: almost check --batch FILE --against SOURCE");
    else if (settings->forms & other_forms)
        report("--batch answers with a line of JSON for each account; leave out the other form");
    else if (settings->full)
        report("--full is of one account; leave out --full or --batch");
    else if (settings->baseline != NULL)
        report("--baseline is of one account; leave out --baseline or --batch");
    else if (settings->revisions == REVISIONS_BOTH)
        report("accounts are checked one by one: ask for --revisions accepted or original");
    else if (inputs_hold(settings->output, settings->batch))
        report("%s: holds the accounts; choose another file", settings->output);
    else
        return inputs_spared(settings, settings->cast);
    return false;
}

int check_batch(const settings *settings, int n_operands, char **operands)
{
    batching batching = {.settings = settings, .answered = {.well = true}};
    int status = EXIT_TROUBLE;
    if (!check(settings))
        return EXIT_TROUBLE;
    batching.lines = line_reader_open(settings->batch, longest_line);
    if (batching.lines == NULL)
        return EXIT_TROUBLE;
    settings_environment(settings, &batching.environment);
    progress_start(&batching.progress, &batching.environment);
    if (read_cast(&batching) &&
        sources_read_all(&batching.sources, settings, &batching.environment, &batching.progress,
                         operands, n_operands) &&
        start(&batching) && target_open(&batching.target, settings->output)) {
        bool done = run_lines(&batching);
        progress_end(&batching.progress);
        status = answering_end(&batching.target, done, &batching.answered,
                               "accounts cannot be checked; their lines say why");
    }
    progress_end(&batching.progress);
    almost_check_batch_free(batching.batch);
    line_reader_close(batching.lines);
    sources_release(&batching.sources);
    almost_text_free(batching.cast);
    return status;
}
