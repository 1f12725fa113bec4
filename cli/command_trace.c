/* SPDX-License-Identifier: Apache-2.0 */
/* almost trace: where quotations come from. */
#include "commands.h"
#include "inputs.h"
#include "line_reader.h"
#include "report.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

typedef struct tracing {
    const settings *settings;
    almost_environment environment;
    almost_library *library;
    almost_tracer *tracer;
    target target;
    uint64_t told, failed;
    bool all; /* every quotation has a source */
} tracing;

static const size_t longest_line = (size_t)64 << 20;

static bool start(tracing *tracing)
{
    almost_error error;
    almost_trace_options options;

    almost_trace_options_init(&options);
    options.environment = &tracing->environment;
    options.most = tracing->settings->most;
    options.units = (almost_units)tracing->settings->units;
    if (almost_library_open(tracing->settings->library, &tracing->environment, &tracing->library,
                            &error) == ALMOST_OK &&
        almost_tracer_new(tracing->library, &options, &tracing->tracer, &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

/* --- One quotation ------------------------------------------------------ */

static void put_place(tracing *tracing, const almost_traced *place)
{
    char name[1024];

    report_escape(place->name, name, sizeof name);
    target_format(&tracing->target, "%-9s %s, line %llu  (%.0f %% of it, %.0f bits, E %.2g)\n",
                  almost_traced_as_name(place->as), name, (unsigned long long)place->line,
                  100 * place->likeness, place->bits, place->expected);
}

static bool trace_quote(tracing *tracing)
{
    const char *quote = tracing->settings->quote;
    const almost_traced *places;
    almost_error error;
    size_t n;

    if (almost_trace(tracing->tracer, quote, strlen(quote), &places, &n, &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    for (size_t i = 0; i < n; i++)
        put_place(tracing, &places[i]);
    if (n == 0)
        target_text(&tracing->target, "not found\n");
    tracing->all = n > 0 && places[0].as == ALMOST_TRACED_SOURCE;
    return true;
}

/* --- A text ------------------------------------------------------------- */

static bool put_passages(tracing *tracing, const almost_text *text)
{
    const almost_traced_passage *passages;
    almost_error error;
    size_t n;

    if (almost_trace_passages(tracing->tracer, text, &passages, &n, &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        almost_place start = almost_text_place(text, passages[i].span.start),
                     end = almost_text_place(text, passages[i].span.end);

        target_format(&tracing->target, "lines %llu to %llu: ", (unsigned long long)start.line,
                      (unsigned long long)end.line);
        put_place(tracing, &passages[i].place);
    }
    if (n == 0)
        target_text(&tracing->target, "no passage of it was found\n");
    tracing->all = n > 0;
    return true;
}

static bool trace_text(tracing *tracing, const char *path)
{
    almost_text_options options;
    almost_text *text;
    almost_error error;
    size_t found = 0;
    bool done = false;

    settings_text_options(tracing->settings, &options);
    options.environment = &tracing->environment;
    if (almost_text_open(path, &options, &text, &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    if (!tracing->settings->json) {
        done = put_passages(tracing, text);
    } else {
        done = almost_trace_write(tracing->tracer, text, target_sink, &tracing->target, &found,
                                  &error) == ALMOST_OK;
        if (!done)
            report_error(&error);
        tracing->all = found > 0;
    }
    almost_text_free(text);
    return done;
}

/* --- Lines -------------------------------------------------------------- */

static bool trace_line(tracing *tracing, const line_reader *lines)
{
    const almost_trace_query query = {lines->line, lines->length, lines->name, lines->number};
    almost_trace_answer answer;
    almost_error error;
    almost_status status = almost_trace_line(tracing->tracer, &query, &answer, &error);

    if (status != ALMOST_OK && status != ALMOST_ERROR_FORMAT) {
        report_error(&error);
        return false;
    }
    tracing->told += answer.length > 0;
    tracing->failed += status != ALMOST_OK;
    tracing->all &= answer.found != 0;
    return target_sink(&tracing->target, answer.bytes, answer.length) == 0;
}

static bool trace_lines(tracing *tracing)
{
    line_reader *lines = line_reader_open(tracing->settings->queries, longest_line);
    int more = 0;
    bool going = lines != NULL;

    tracing->all = true;
    while (going && (more = line_reader_next(lines)) > 0)
        going = trace_line(tracing, lines);
    if (lines != NULL)
        line_reader_close(lines);
    return lines != NULL && more >= 0 && (going || tracing->target.error != 0);
}

/* --- All of it ---------------------------------------------------------- */

static void report_changed(const almost_library *library)
{
    const char *name;

    for (size_t i = 0; (name = almost_library_changed(library, i)) != NULL; i++)
        report("%s: is not what was indexed, and nothing is quoted from it; almost library add "
               "brings it up to date",
               name);
}

static bool check(const settings *settings, int n_operands)
{
    int ways = (settings->quote != NULL) + (settings->queries != NULL) + n_operands;

    if (settings->library == NULL)
        report("say where to look: almost trace --in LIBRARY");
    else if (ways != 1)
        report("one thing is traced: --quote TEXT, --queries FILE, or a FILE");
    else
        return inputs_spared(settings, settings->queries);
    return false;
}

static int end(tracing *tracing, bool done)
{
    if (!done) {
        target_discard(&tracing->target);
        return EXIT_TROUBLE;
    }
    if (!target_close(&tracing->target))
        return EXIT_TROUBLE;
    if (tracing->failed > 0) {
        report("%llu of %llu lines are no queries; their answers say why",
               (unsigned long long)tracing->failed, (unsigned long long)tracing->told);
        return EXIT_TROUBLE;
    }
    return tracing->all ? EXIT_YES : EXIT_OTHER;
}

static int run(settings *settings, int n_operands, char **operands)
{
    tracing tracing = {.settings = settings};
    bool done;
    int status;

    if (!check(settings, n_operands))
        return EXIT_TROUBLE;
    settings_environment(settings, &tracing.environment);
    if ((n_operands > 0 && !inputs_spared(settings, operands[0])) ||
        !inputs_library_spared(settings, &tracing.environment, settings->library))
        return EXIT_TROUBLE;
    if (!target_open(&tracing.target, settings->output))
        return EXIT_TROUBLE;
    done = start(&tracing) && (settings->queries != NULL ? trace_lines(&tracing)
                               : settings->quote != NULL ? trace_quote(&tracing)
                                                         : trace_text(&tracing, operands[0]));
    status = end(&tracing, done);
    if (tracing.library != NULL)
        report_changed(tracing.library);
    almost_tracer_free(tracing.tracer);
    almost_library_free(tracing.library);
    return status;
}

static const option_group *const groups[] = {&options_tracing, &options_documents, &options_means,
                                             &options_general, NULL};

static const example examples[] = {
    {"almost trace --in shelf --quote 'it was the best of times'", "where these words come from"},
    {"almost trace --in shelf --queries quotes.jsonl --json", "a line of JSON for each line"},
    {"almost trace --in shelf essay.txt", "which passages of a text come from where"},
    {NULL, NULL}};

const command command_trace = {
    .name = "trace",
    .operands = "--in LIBRARY [FILE]",
    .summary = "say where quotations come from",
    .description =
        "Look in LIBRARY, which almost library made, for the source of a quotation: of words,\n"
        "of each line of a file of JSON Lines, {\"id\", \"text\"}, or of every passage of FILE,\n"
        "whether or not it is quoted. Quotations may be altered "
        "or\n"
        "misread, and of few words where these are rare.\n"
        "\n"
        "Exits with 0 when every quotation has a source, 1 when some has none, 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
