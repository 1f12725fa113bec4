/* SPDX-License-Identifier: Apache-2.0 */
/* almost trace: where quotations come from. */
#include "answering.h"
#include "commands.h"
#include "inputs.h"
#include "line_reader.h"
#include "progress.h"
#include "report.h"
#include "target.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct tracing {
    const settings *settings;
    almost_environment environment;
    progress progress;
    almost_library *library;
    almost_tracer *tracer; /* of one quotation or a text */
    target target;
    uint64_t told, failed;
    bool all; /* every quotation has a source */
} tracing;

static const size_t longest_line = (size_t)64 << 20;

/* A line is never written into a bar. */
static void say_error(tracing *tracing, const almost_error *error)
{
    progress_end(&tracing->progress);
    report_error(error);
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
        say_error(tracing, &error);
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
        say_error(tracing, &error);
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
        say_error(tracing, &error);
        return false;
    }
    if (!tracing->settings->json) {
        done = put_passages(tracing, text);
    } else {
        done = almost_trace_write(tracing->tracer, text, target_sink, &tracing->target, &found,
                                  &error) == ALMOST_OK;
        if (!done)
            say_error(tracing, &error);
        tracing->all = found > 0;
    }
    almost_text_free(text);
    return done;
}

/* --- Lines -------------------------------------------------------------- */

/* Lines, their answers, and what has become of them. */
typedef struct batching {
    tracing *tracing;
    almost_trace_batch *batch;
    line_reader *lines;
    uint64_t told, found, failed;
} batching;

static bool has_room(void *context)
{
    return almost_trace_batch_room(((batching *)context)->batch);
}

static bool add(void *context, const line_reader *line)
{
    batching *batching = context;
    const almost_trace_query query = {line->line, line->length, line->name, line->number};
    almost_error error;
    if (almost_trace_batch_add(batching->batch, &query, &error) == ALMOST_OK)
        return true;
    say_error(batching->tracing, &error);
    return false;
}

static const void *next(void *context)
{
    return almost_trace_batch_next(((batching *)context)->batch);
}

static bool put_answers(void *context, const void *answer)
{
    batching *batching = context;
    const almost_trace_answers *answers = answer;
    const almost_environment *environment = &batching->tracing->environment;
    double share = line_reader_share(batching->lines);
    if (answers->status != ALMOST_OK) {
        say_error(batching->tracing, answers->error);
        return false;
    }
    batching->told += answers->n;
    batching->found += answers->found;
    batching->failed += answers->failed;
    if (environment->progress != NULL && share >= 0)
        (void)environment->progress(environment->progress_context, "tracing", share);
    return target_sink(&batching->tracing->target, answers->bytes, answers->length) == 0;
}

static bool run_lines(batching *batching)
{
    const answering queries = {
        batching->lines, &batching->tracing->target, batching, has_room, add, next, put_answers};
    return answering_run(&queries);
}

static bool trace_lines(tracing *tracing, const almost_trace_options *options)
{
    batching batching = {.tracing = tracing};
    almost_error error;
    bool done = false;
    batching.lines = line_reader_open(tracing->settings->queries, longest_line);
    if (batching.lines == NULL)
        return false;
    if (almost_trace_batch_new(tracing->library, options, &batching.batch, &error) == ALMOST_OK)
        done = run_lines(&batching);
    else
        say_error(tracing, &error);
    almost_trace_batch_free(batching.batch);
    line_reader_close(batching.lines);
    tracing->all = batching.found == batching.told;
    tracing->told = batching.told;
    tracing->failed = batching.failed;
    return done;
}

/* --- All of it ---------------------------------------------------------- */

enum { NAMED = 3, NAME = 200 };

/* The first few names; of a folder that was moved all sources are gone. */
static const char *name_changed(const almost_library *library, uint64_t n, char *out, size_t room)
{
    size_t length = 0;
    const char *name;
    out[0] = '\0';
    for (size_t i = 0; i < NAMED && (name = almost_library_changed(library, i)) != NULL; i++)
        length +=
            (size_t)snprintf(out + length, room - length, "%s%.*s", i > 0 ? ", " : "", NAME, name);
    if (n > NAMED)
        snprintf(out + length, room - length, ", …");
    return out;
}

/* What of the library answers and what does not, where something that was wanted did not. */
static void report_changed(const almost_library *library, const char *path)
{
    almost_library_sources sources;
    char names[NAMED * (NAME + 2) + 8];
    if (almost_library_changed(library, 0) == NULL)
        return;
    almost_library_look(library, &sources);
    uint64_t lost = sources.gone + sources.changed, left = sources.kept + sources.same;
    report("%s: of %llu sources %llu are gone and %llu changed (%s), and the library does not keep "
           "their text: nothing is quoted from them, the other %llu answer; put them back or add "
           "them again, with --keep to keep what they say",
           path, (unsigned long long)(lost + left), (unsigned long long)sources.gone,
           (unsigned long long)sources.changed, name_changed(library, lost, names, sizeof names),
           (unsigned long long)left);
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

/* What is asked for. False after saying why there is no answer. */
static bool trace(tracing *tracing, const char *path)
{
    const settings *settings = tracing->settings;
    almost_trace_options options;
    almost_error error;
    almost_trace_options_init(&options);
    options.environment = &tracing->environment;
    options.most = settings->most;
    options.units = (almost_units)settings->units;
    if (almost_library_open(settings->library, &tracing->environment, &tracing->library, &error) !=
        ALMOST_OK) {
        say_error(tracing, &error);
        return false;
    }
    if (settings->queries != NULL)
        return trace_lines(tracing, &options);
    if (almost_tracer_new(tracing->library, &options, &tracing->tracer, &error) != ALMOST_OK) {
        say_error(tracing, &error);
        return false;
    }
    return settings->quote != NULL ? trace_quote(tracing) : trace_text(tracing, path);
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
    progress_start(&tracing.progress, &tracing.environment);
    done = trace(&tracing, operands[0]);
    progress_end(&tracing.progress);
    const answered answered = {tracing.told, tracing.failed, tracing.all};
    status = answering_end(&tracing.target, done, &answered,
                           "lines cannot be answered; their answers say why");
    if (tracing.library != NULL)
        report_changed(tracing.library, settings->library);
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
