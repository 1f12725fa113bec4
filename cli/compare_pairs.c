/* SPDX-License-Identifier: Apache-2.0 */
/* almost compare --pairs FILE: many pairs, a line of JSON each, by the library's batch. */
#include "compare_pairs.h"
#include "answering.h"
#include "comparing.h"
#include "inputs.h"
#include "line_reader.h"
#include "report.h"

typedef struct batching {
    const settings *settings;
    almost_environment environment;
    almost_batch *batch;
    line_reader *lines;
    target target;
    answered answered;
} batching;

static const size_t longest_line = (size_t)64 << 20;

/* How the originals and the tellings are read where a line does not say. */
static void read_as(const settings *settings, almost_text_options *original,
                    almost_text_options *telling)
{
    settings_text_options(settings, original);
    *telling = *original;
    if (settings->original_encoding != NULL)
        original->encoding = settings->original_encoding;
    if (settings->telling_encoding != NULL)
        telling->encoding = settings->telling_encoding;
    if (settings->original_format != NULL)
        original->format = settings->original_format;
    if (settings->telling_format != NULL)
        telling->format = settings->telling_format;
    if (settings->revisions == REVISIONS_BOTH)
        original->revisions = ALMOST_REVISIONS_ORIGINAL;
}

static bool start(batching *batching)
{
    const settings *settings = batching->settings;
    almost_compare_options compare;
    almost_write_options write;
    almost_batch_options options;
    almost_text_options original, telling;
    almost_error error;
    settings_environment(settings, &batching->environment);
    comparing_options(settings, &compare);
    comparing_write_options(settings, batching->target.descriptor, &write);
    almost_batch_options_init(&options);
    options.environment = &batching->environment;
    options.compare = &compare;
    options.lines = &write;
    read_as(settings, &original, &telling);
    options.original_reading = &original;
    options.telling_reading = &telling;
    options.cache_bytes = settings->cache_bytes;
    options.line_bytes = longest_line;
    options.lines_path = settings->pairs;
    options.output_path = target_is_standard_output(settings->output) ? NULL : settings->output;
    if (almost_batch_new(&options, &batching->batch, &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

static bool has_room(void *context)
{
    return almost_batch_room(((batching *)context)->batch) > 0;
}

static bool add(void *context, const line_reader *line)
{
    batching *batching = context;
    almost_error error;
    if (almost_batch_add_line(batching->batch, line->line, line->length, line->name, line->number,
                              &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

static const void *next(void *context)
{
    return almost_batch_next(((batching *)context)->batch);
}

/* Write a result. False when no further ones are wanted. */
static bool tell(void *context, const void *answer)
{
    batching *batching = context;
    const almost_batch_result *result = answer;
    if (result->line == NULL) {
        report_error(result->error);
        return false;
    }
    batching->answered.told++;
    if (result->status != ALMOST_OK)
        batching->answered.failed++;
    else if (!settings_content_with(batching->settings, result->verdict, result->findings))
        batching->answered.well = false;
    return target_sink(&batching->target, result->line, result->line_length) == 0;
}

static bool run_pairs(batching *batching)
{
    const answering pairs = {
        batching->lines, &batching->target, batching, has_room, add, next, tell};
    return answering_run(&pairs);
}

static bool check(const settings *settings, int n_operands)
{
    int form = comparing_form(settings);
    if (form < 0)
        return false;
    if (n_operands > 0)
        report("--pairs names the texts; leave out the operands or --pairs");
    else if (form != ALMOST_FORM_INLINE && form != ALMOST_FORM_JSON)
        report("--pairs answers with a line of JSON for each pair; leave out the other form");
    else if (!comparing_check_exact(settings))
        return false;
    else if (inputs_hold(settings->output, settings->pairs))
        report("%s: holds the pairs; choose another file", settings->output);
    else
        return true;
    return false;
}

int compare_pairs(const settings *settings, int n_operands)
{
    batching batching = {.settings = settings, .answered = {.well = true}};
    bool done = false;
    if (!check(settings, n_operands))
        return EXIT_TROUBLE;
    batching.lines = line_reader_open(settings->pairs, longest_line);
    if (batching.lines == NULL)
        return EXIT_TROUBLE;
    if (!target_open(&batching.target, settings->output)) {
        line_reader_close(batching.lines);
        return EXIT_TROUBLE;
    }
    done = start(&batching) && run_pairs(&batching);
    almost_batch_free(batching.batch);
    line_reader_close(batching.lines);
    return answering_end(&batching.target, done, &batching.answered,
                         "pairs cannot be compared; their lines say why");
}
