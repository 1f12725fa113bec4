/* SPDX-License-Identifier: Apache-2.0 */
/* almost watch: a telling held against its sources while it is told. */
#include "commands.h"
#include "inputs.h"
#include "progress.h"
#include "report.h"
#include "sources.h"
#include "target.h"
#include "terminal.h"
#include "told.h"
#include "watch_view.h"

#include <string.h>
#include <sys/stat.h>

typedef struct watching {
    const settings *settings;
    almost_environment environment;
    source_list sources;
    almost_library *library; /* NULL: the sources are texts */
    almost_watch *watch;
    target target;
    watch_view *view; /* NULL: none was asked for */
    telling telling;
    almost_text *text; /* the telling, where it is read as a whole */
    bool stopped;      /* nobody reads on */
} watching;

/* --- Sources -------------------------------------------------------------- */

static bool read_sources(watching *watching, int n_operands, char **operands)
{
    almost_environment environment = watching->environment;
    progress progress; /* sources have their time; what is told has none */
    progress_start(&progress, &environment);
    bool whole = sources_read_all(&watching->sources, watching->settings, &environment, &progress,
                                  operands + 1, n_operands - 1);
    progress_end(&progress);
    return whole;
}

/* One library is looked in as it is on disk; all else is read. */
static bool open_watch(watching *watching, int n_operands, char **operands)
{
    const settings *settings = watching->settings;
    almost_watch_options options;
    almost_error error;
    almost_status status;
    almost_watch_options_init(&options);
    options.environment = &watching->environment;
    options.units = (almost_units)settings->units;
    options.longest = settings->longest;
    options.name = watching->telling.name;
    if (settings->against.count == 1 && n_operands <= 1 &&
        sources_is_library(settings->against.paths[0])) {
        if (!inputs_library_spared(settings, &watching->environment, settings->against.paths[0]))
            return false;
        status = almost_library_open(settings->against.paths[0], &watching->environment,
                                     &watching->library, &error);
        if (status == ALMOST_OK)
            status =
                almost_watch_open_library(watching->library, &options, &watching->watch, &error);
    } else {
        if (!read_sources(watching, n_operands, operands))
            return false;
        status = almost_watch_open((const almost_text *const *)watching->sources.texts,
                                   watching->sources.count, &options, &watching->watch, &error);
    }
    if (status != ALMOST_OK)
        report_error(&error);
    return status == ALMOST_OK;
}

/* --- Telling --------------------------------------------------------------- */

static void write_options(const watching *watching, almost_watch_write_options *options)
{
    almost_watch_write_options_init(options);
    options->form = watching->settings->json ? ALMOST_WATCH_JSON : ALMOST_WATCH_LINES;
    options->colour = terminal_colour(watching->settings, watching->target.descriptor);
}

/* Tell all that there is to tell, at once. */
static bool tell(void *context)
{
    watching *watching = context;
    const almost_watched *watched;
    almost_watch_write_options options;
    almost_error error;
    almost_status status;
    write_options(watching, &options);
    while ((status = almost_watch_next(watching->watch, &watched, &error)) == ALMOST_OK &&
           watched != NULL) {
        status = almost_watch_write(watching->watch, watched, &options, target_sink,
                                    &watching->target, &error);
        if (status != ALMOST_OK)
            break;
        if (watching->view != NULL && !watch_view_tell(watching->view, watching->watch, watched))
            return false;
        if (watching->target.path == NULL)
            target_flush(&watching->target);
    }
    if (watching->view != NULL)
        watch_view_show(watching->view);
    if (status != ALMOST_OK && watching->target.error == 0)
        report_error(&error);
    return status == ALMOST_OK && watching->target.error == 0;
}

static bool tell_end(watching *watching, int *exit_status)
{
    const almost_watch_summary *summary;
    almost_watch_write_options options;
    almost_compare_options comparing;
    almost_text *whole = NULL;
    almost_error error;
    if (watching->text == NULL && !telling_whole(&watching->telling, &whole))
        return false;
    almost_compare_options_init(&comparing);
    comparing.environment = &watching->environment;
    write_options(watching, &options);
    almost_status status =
        almost_watch_sum(watching->watch, watching->text != NULL ? watching->text : whole,
                         &comparing, &summary, &error);
    if (status == ALMOST_OK) {
        const uint64_t *n = summary->sentences;
        bool yes = summary->comparison != NULL
                       ? almost_comparison_verdict(summary->comparison)->answer == ALMOST_YES
                       : n[ALMOST_WATCHED_DIFFERENT] + n[ALMOST_WATCHED_ADDED] == 0;
        *exit_status = yes ? EXIT_YES : EXIT_OTHER;
        status = almost_watch_write_summary(watching->watch, summary, &options, target_sink,
                                            &watching->target, &error);
    }
    if (status != ALMOST_OK && watching->target.error == 0)
        report_error(&error);
    bool shown = status != ALMOST_OK || watching->view == NULL ||
                 watch_view_sum(watching->view, watching->watch, summary);
    /* the watch has a comparison with the text: it goes first */
    almost_watch_free(watching->watch);
    watching->watch = NULL;
    almost_text_free(whole);
    return status == ALMOST_OK && shown;
}

/* --- Reading --------------------------------------------------------------- */

static bool is_file(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

/* A file that is there is read as any command reads it, and told from its beginning to its end. */
static bool watch_file(watching *watching, const char *path)
{
    almost_text_options options;
    almost_error error;
    settings_text_options(watching->settings, &options);
    options.environment = &watching->environment;
    if (almost_text_open(path, &options, &watching->text, &error) != ALMOST_OK) {
        report_error(&error);
        return false;
    }
    return telling_take_text(&watching->telling, watching->text) && telling_end(&watching->telling);
}

static bool watch_stream(watching *watching, stream *stream)
{
    static char bytes[1 << 16];
    ptrdiff_t n = 0;
    bool going = true, changed = false;
    telling_begin(&watching->telling, stream);
    while (going &&
           (n = stream_read(stream, bytes, sizeof bytes, watching->settings->flush)) >= 0) {
        if (stream->grows)
            going = telling_look_again(&watching->telling, stream, &changed);
        if (!going || changed)
            continue;
        going = n == STREAM_PAUSE ? telling_pause(&watching->telling)
                                  : telling_take(&watching->telling, bytes, (size_t)n);
    }
    return going && n == STREAM_END && telling_end(&watching->telling);
}

static bool watch_path(watching *watching, const char *path)
{
    stream stream;
    bool done;
    if (!watching->settings->follow && strcmp(path, "-") != 0 && is_file(path))
        return watch_file(watching, path);
    if (!stream_open(&stream, path, watching->settings->follow != 0))
        return false;
    done = watch_stream(watching, &stream);
    stream_close(&stream);
    return done;
}

/* --- Times ------------------------------------------------------------------ */

static almost_text *read_text(const watching *watching, const char *path)
{
    almost_text_options options;
    almost_text *text = NULL;
    almost_error error;
    settings_text_options(watching->settings, &options);
    options.environment = &watching->environment;
    if (almost_text_open(path, &options, &text, &error) != ALMOST_OK)
        report_error(&error);
    return text;
}

static bool write_times(watching *watching, const almost_text *subtitles, const almost_text *words)
{
    almost_error error;
    if (!target_open(&watching->target, watching->settings->output))
        return false;
    if (almost_retime(subtitles, words, &watching->environment, target_sink, &watching->target,
                      &error) == ALMOST_OK ||
        watching->target.error != 0)
        return target_close(&watching->target);
    report_error(&error);
    target_discard(&watching->target);
    return false;
}

static int retime(watching *watching, int n_operands, char **operands)
{
    const settings *settings = watching->settings;
    almost_text *subtitles, *words = NULL;
    int status = EXIT_TROUBLE;
    if (n_operands != 1 || settings->against.count > 0) {
        report("times are put to one text: almost watch --retime SUBTITLES SCRIPT");
        return EXIT_TROUBLE;
    }
    if (!inputs_spared(settings, operands[0]) || !inputs_spared(settings, settings->retime))
        return EXIT_TROUBLE;
    subtitles = read_text(watching, settings->retime);
    if (subtitles != NULL)
        words = read_text(watching, operands[0]);
    if (words != NULL && write_times(watching, subtitles, words))
        status = EXIT_YES;
    almost_text_free(subtitles);
    almost_text_free(words);
    return status;
}

/* --- All of it --------------------------------------------------------------- */

static bool check(const settings *settings, const char *path)
{
    if (settings->against.count == 0) {
        report("say what it is held against: almost watch --against SOURCE [STREAM]");
        return false;
    }
    if (settings->revisions == REVISIONS_BOTH) {
        report("one text is watched: ask for --revisions accepted or original");
        return false;
    }
    return inputs_spared(settings, path);
}

/* From the first sentence to the end. An exit status. */
static int watch(watching *watching, const char *path)
{
    int status = EXIT_TROUBLE;
    bool whole;
    watching->telling.watch = watching->watch;
    if (watching->settings->view)
        watching->view = watch_view_start(watching->settings, watching->watch);
    whole = (watching->view != NULL || !watching->settings->view) && watch_path(watching, path) &&
            tell_end(watching, &status);
    if (!whole && watching->target.error == 0)
        target_discard(&watching->target);
    else if (!target_close(&watching->target))
        whole = false;
    if (whole && watching->view != NULL && !stream_was_terminated())
        watch_view_stay(watching->view);
    return whole ? status : EXIT_TROUBLE;
}

static int run(settings *settings, int n_operands, char **operands)
{
    watching watching = {.settings = settings};
    const char *path = n_operands > 0 ? operands[0] : "-";
    int status = EXIT_TROUBLE;
    settings_environment(settings, &watching.environment);
    if (settings->retime != NULL)
        return retime(&watching, n_operands, operands);
    if (!check(settings, path))
        return EXIT_TROUBLE;
    watching.telling = (telling){.settings = settings,
                                 .environment = &watching.environment,
                                 .name = strcmp(path, "-") == 0 ? "standard input" : path,
                                 .tell = tell,
                                 .context = &watching};
    if (open_watch(&watching, n_operands, operands) &&
        target_open(&watching.target, settings->output))
        status = watch(&watching, path);
    watch_view_stop(watching.view);
    almost_watch_free(watching.watch);
    telling_release(&watching.telling);
    almost_text_free(watching.text);
    sources_release(&watching.sources);
    almost_library_free(watching.library);
    return status;
}

static const option_group *const groups[] = {&options_watching, &options_stream,  &options_serving,
                                             &options_means,    &options_general, NULL};

static const example examples[] = {
    {"almost watch --against happened.txt dreamed.txt",
     "sentence by sentence, as if it were told now"},
    {"tail -n 20 dreamed.txt | almost watch --against happened.txt --flush 1",
     "what another program says, while it says it"},
    {"almost watch --against happened.txt --follow --view dreamed.txt",
     "a page in the browser while somebody writes on"},
    {"almost watch --against shelf --json dreamed.txt", "against a library, for another program"},
    {NULL, NULL}};

const command command_watch = {
    .name = "watch",
    .operands = "--against SOURCE... [STREAM]",
    .summary = "hold a telling against its source while it is told",
    .description =
        "Read STREAM, standard input by default, as it comes, and say of each sentence as soon\n"
        "as it is complete whether it stands in the sources, where, and what differs; and what\n"
        "was left out when the telling goes on farther down, or stops. STREAM is a file, a\n"
        "FIFO, a Unix socket, or tcp://HOST:PORT. Subtitles and chats keep their times. A\n"
        "sentence that is understood only when more has come is judged anew.\n"
        "\n"
        "At the end, or at Ctrl-C, stands the verdict: against one text that of almost compare,\n"
        "against several how much comes from which.\n"
        "\n"
        "With --retime nothing is watched: the times of subtitles are put to the words of a\n"
        "script.\n"
        "\n"
        "Exits with 0 when the verdict is yes, or, against several sources, all sentences stand\n"
        "there; else with 1, or 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
