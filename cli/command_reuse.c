/* SPDX-License-Identifier: Apache-2.0 */
/* almost reuse: every passage that two documents of a corpus share. */
#include "commands.h"
#include "corpus_size.h"
#include "folders.h"
#include "inputs.h"
#include "line_reader.h"
#include "progress.h"
#include "report.h"
#include "target.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

typedef struct reusing {
    const settings *settings;
    almost_environment environment;
    progress progress;
    almost_reuse *reuse;
    uint64_t failed;          /* lines and files that are no documents; each is said */
    uint64_t size;            /* bytes of the corpus, where that is shown; 0: nobody knows */
    uint64_t read;            /* of these, in files that were read */
    const line_reader *lines; /* that are being read; NULL: none are */
} reusing;

static const size_t longest_line = (size_t)1 << 30;

/* Reading takes so much of the time, of 26 MB of novels as of 1 GB; the library knows no size. */
static const double reading_share = .55;

/* Called by the library, to show it on the terminal. */
static int show(void *context, const char *stage, double share)
{
    reusing *reusing = context;
    if (share == 0 && reusing->size > 0) {
        uint64_t read = reusing->read + (reusing->lines != NULL ? reusing->lines->taken : 0);
        share = read < reusing->size ? (double)read / (double)reusing->size : 1;
        share *= reading_share;
    }
    return progress_show(&reusing->progress, stage, share);
}

/* Where there is a terminal, say how far it is and what time is left. */
static void start_progress(reusing *reusing, int n_operands, char **operands)
{
    almost_environment *environment = &reusing->environment;
    progress_start(&reusing->progress, environment);
    if (environment->progress == NULL)
        return;
    bool known = true;
    for (int i = 0; i < n_operands; i++) {
        uint64_t size = corpus_size(operands[i]);
        known = known && size > 0;
        reusing->size += size;
    }
    reusing->size = known ? reusing->size : 0;
    reusing->progress.tells_left = known;
    environment->progress = show;
    environment->progress_context = reusing;
}

static bool begin(reusing *reusing)
{
    const settings *settings = reusing->settings;
    almost_reuse_options options;
    almost_error error;
    almost_reuse_options_init(&options);
    options.environment = &reusing->environment;
    options.memory = settings->max_memory;
    options.temporary = settings->temporary;
    options.least = settings->least_score;
    options.cap = settings->cap;
    options.resume = settings->resume != 0;
    if (almost_reuse_new(&options, &reusing->reuse, &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

/* What is wrong with one document is said, and the others go on; other trouble ends it. */
static bool go_on(reusing *reusing, almost_status status, const almost_error *error)
{
    if (status == ALMOST_OK)
        return true;
    report_error(error);
    reusing->failed++;
    return status == ALMOST_ERROR_FORMAT || status == ALMOST_ERROR_READ ||
           status == ALMOST_ERROR_ENCODING || status == ALMOST_ERROR_LIMIT;
}

static bool add_lines(reusing *reusing, const char *path)
{
    line_reader *lines = line_reader_open(path, longest_line);
    bool going = lines != NULL;
    int more = 0;
    reusing->lines = lines;
    while (going && (more = line_reader_next(lines)) > 0) {
        almost_error error;

        going = go_on(reusing,
                      almost_reuse_add_line(reusing->reuse, lines->line, lines->length, lines->name,
                                            lines->number, &error),
                      &error);
    }
    reusing->lines = NULL;
    if (lines != NULL)
        line_reader_close(lines);
    return going && more >= 0;
}

static bool add_file(reusing *reusing, const char *path)
{
    almost_text_options options;
    almost_text *text;
    almost_error error;
    settings_text_options(reusing->settings, &options);
    options.environment = &reusing->environment;
    almost_status status = almost_text_open(path, &options, &text, &error);
    if (status != ALMOST_OK)
        return go_on(reusing, status, &error);
    status = almost_reuse_add_text(reusing->reuse, text, &error);
    almost_text_free(text);
    return go_on(reusing, status, &error);
}

static void say_refused(void *context, const almost_error *error)
{
    reusing *reusing = context;
    report_error(error);
    reusing->failed++;
}

static bool add_packed_lines(reusing *reusing, const char *path)
{
    almost_error error;
    return go_on(reusing,
                 almost_reuse_add_packed_lines(reusing->reuse, path, say_refused, reusing, &error),
                 &error);
}

static bool ends_in(const char *path, const char *ending)
{
    size_t length = strlen(path), n = strlen(ending);
    return length > n && strcmp(path + length - n, ending) == 0;
}

/* JSON Lines that are compressed: articles.jsonl.gz. */
static bool is_packed_lines(const char *path)
{
    static const char *const lines[] = {".jsonl", ".ndjson"};
    static const char *const packings[] = {".gz", ".zst", ".xz", ".bz2"};
    char ending[16];
    for (int i = 0; i < 2; i++) {
        for (int k = 0; k < 4; k++) {
            snprintf(ending, sizeof ending, "%s%s", lines[i], packings[k]);
            if (ends_in(path, ending))
                return true;
        }
    }
    return false;
}

static bool add_one(void *context, const char *path, int depth);

static bool add_path(void *context, const char *path, int depth)
{
    reusing *reusing = context;
    struct stat status;
    bool whole = add_one(context, path, depth);
    if (reusing->size > 0 && stat(path, &status) == 0 && S_ISREG(status.st_mode))
        reusing->read += (uint64_t)status.st_size;
    return whole;
}

static bool add_one(void *context, const char *path, int depth)
{
    reusing *reusing = context;
    struct stat status;
    if (strcmp(path, "-") == 0 || ends_in(path, ".jsonl") || ends_in(path, ".ndjson"))
        return add_lines(reusing, path);
    bool there = stat(path, &status) == 0;
    if (there && S_ISREG(status.st_mode) && is_packed_lines(path))
        return add_packed_lines(reusing, path);
    if (!there || !S_ISDIR(status.st_mode))
        return add_file(reusing, path) && (there || depth > 0); /* what was named must be there */
    return folder_visit(path, depth, add_path, reusing);
}

static bool find(reusing *reusing)
{
    almost_error error;
    if (almost_reuse_find(reusing->reuse, &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

static bool answer(reusing *reusing, target *target)
{
    almost_reuse_write_options options;
    almost_error error;
    almost_reuse_write_options_init(&options);
    options.form = (almost_reuse_form)reusing->settings->shared;
    options.units = (almost_units)reusing->settings->units;
    options.date = reusing->settings->date_member;
    options.arrow = reusing->settings->arrow;
    progress_end(&reusing->progress);
    if (almost_reuse_write(reusing->reuse, &options, target_sink, target, &error) == ALMOST_OK)
        return target_close(target);
    if (target->error == 0)
        report_error(&error);
    target_discard(target);
    return false;
}

/* What there was, and what the cap did: that is never left unsaid. */
static void say_counts(const reusing *reusing)
{
    almost_reuse_tally tally = almost_reuse_counts(reusing->reuse);
    if (tally.linked > 0)
        report("of %llu passages %llu stand where others were found already, and are laid on their "
               "documents without being aligned; --cap aligns more",
               (unsigned long long)tally.passages, (unsigned long long)tally.linked);
}

static int run(settings *settings, int n_operands, char **operands)
{
    reusing reusing = {.settings = settings};
    target target;
    bool whole = true;
    if (settings->foreign != NULL) {
        report("--%s is an option of passim, which cannot be asked for: %s",
               settings->foreign->name, settings->foreign->wants);
        return EXIT_TROUBLE;
    }
    for (int i = 0; i < n_operands; i++) {
        if (!inputs_spared(settings, operands[i]))
            return EXIT_TROUBLE;
    }
    if (n_operands == 0) {
        report("name a corpus: almost reuse FILE.jsonl, or files, or folders");
        return EXIT_TROUBLE;
    }
    if (settings->arrow && settings->shared != ALMOST_REUSE_CLUSTERS &&
        settings->shared != ALMOST_REUSE_PAIRS) {
        report("Arrow has one table: --format arrow takes --clusters, or --passages");
        return EXIT_TROUBLE;
    }
    if (settings->resume && settings->temporary == NULL) {
        report("--resume takes --temporary FOLDER, where what is done is kept");
        return EXIT_TROUBLE;
    }
    if (!target_open(&target, settings->output))
        return EXIT_TROUBLE;
    settings_environment(settings, &reusing.environment);
    reusing.environment.max_memory = 0; /* that is what --memory bounds here */
    start_progress(&reusing, n_operands, operands);
    whole = begin(&reusing);
    for (int i = 0; i < n_operands && whole; i++)
        whole = add_path(&reusing, operands[i], 0);
    whole = whole && find(&reusing);
    progress_end(&reusing.progress);
    if (whole)
        whole = answer(&reusing, &target);
    else
        target_discard(&target);
    if (whole) {
        almost_reuse_forget(reusing.reuse);
        say_counts(&reusing);
    }
    almost_reuse_free(reusing.reuse);
    return !whole ? EXIT_TROUBLE : reusing.failed > 0 ? EXIT_OTHER : EXIT_YES;
}

static const option_group *const groups[] = {&options_reusing, &options_room,   &options_documents,
                                             &options_general, &options_passim, NULL};

static const example examples[] = {
    {"almost reuse articles.jsonl", "what is handed on from article to article"},
    {"almost reuse --passages -o shared.jsonl books/", "every passage that two books share"},
    {"almost reuse --memory 500M --temporary . articles.jsonl", "a corpus larger than memory"},
    {NULL, NULL}};

const command command_reuse = {
    .name = "reuse",
    .operands = "CORPUS...",
    .summary = "find every passage that two documents of a corpus share",
    .description =
        "Find what the documents of a corpus share: passages of some ten words and more, copied,\n"
        "altered or misread. CORPUS is JSON Lines, {\"id\", \"text\", ...}, whose other members "
        "are\n"
        "kept, a file of any format, an archive, or a folder of these. The answer is JSON Lines\n"
        "with the members that passim has: uid, id, cluster, size, begin, end, text.\n"
        "\n"
        "Exits with 0 when it is done, 1 when some document could not be read, 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
