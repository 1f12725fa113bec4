/* SPDX-License-Identifier: Apache-2.0 */
/* almost compare --pairs FILE: many pairs, a line of JSON each, by the library's batch. */
#include "compare_pairs.h"
#include "comparing.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Lines of a file or of standard input, one after the other in one buffer. */
typedef struct line_reader {
    int descriptor;
    const char *name;
    uint64_t number; /* of the line at hand, from 1 */
    size_t longest;  /* of a longer line, one byte more than this is kept */
    char *line;
    size_t length;
    size_t capacity;
    size_t start; /* of what was read and not yet taken, in `buffer` */
    size_t end;
    char buffer[1 << 16];
} line_reader;

typedef struct batching {
    const settings *settings;
    almost_environment environment;
    almost_batch *batch;
    line_reader *lines;
    target target;
    uint64_t failed;
    uint64_t told;
    bool all_yes;
} batching;

static const size_t longest_line = (size_t)64 << 20;

/* Append to the line what of it is wanted. False when memory ends. */
static bool keep(line_reader *reader, const char *bytes, size_t length)
{
    size_t room = reader->longest + 1 - reader->length;

    length = length < room ? length : room;
    if (length > reader->capacity - reader->length) {
        size_t capacity = 2 * (reader->length + length) + 256;
        char *grown = realloc(reader->line, capacity);

        if (grown == NULL) {
            report("%s: out of memory", reader->name);
            return false;
        }
        reader->line = grown;
        reader->capacity = capacity;
    }
    if (length > 0)
        memcpy(reader->line + reader->length, bytes, length);
    reader->length += length;
    return true;
}

/* Read more. 1: there is more, 0: the end, -1 after saying what is wrong. */
static int refill(line_reader *reader)
{
    ssize_t got;

    do
        got = read(reader->descriptor, reader->buffer, sizeof reader->buffer);
    while (got < 0 && errno == EINTR);
    if (got < 0)
        report("%s: cannot be read: %s", reader->name, strerror(errno));
    reader->start = 0;
    reader->end = got > 0 ? (size_t)got : 0;
    return got > 0 ? 1 : (int)got;
}

/* The next line. 1: there is one, 0: the end, -1 after saying what is wrong. */
static int next_line(line_reader *reader)
{
    bool any = false;

    reader->length = 0;
    reader->number++;
    for (;;) {
        const char *from = reader->buffer + reader->start;
        const char *newline = memchr(from, '\n', reader->end - reader->start);
        size_t length = newline != NULL ? (size_t)(newline - from) : reader->end - reader->start;
        int more;

        any |= length > 0;
        if (!keep(reader, from, length))
            return -1;
        reader->start += length + (newline != NULL);
        if (newline != NULL)
            return 1;
        more = refill(reader);
        if (more <= 0)
            return more < 0 ? -1 : any;
    }
}

static line_reader *open_lines(const char *path)
{
    bool standard = strcmp(path, "-") == 0;
    line_reader *reader = calloc(1, sizeof *reader);

    if (reader == NULL) {
        report("out of memory");
        return NULL;
    }
    reader->name = standard ? "standard input" : path;
    reader->longest = longest_line;
    reader->descriptor = standard ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
    if (reader->descriptor >= 0)
        return reader;
    report("%s: cannot be read: %s", path, strerror(errno));
    free(reader);
    return NULL;
}

static void close_lines(line_reader *reader)
{
    if (reader == NULL)
        return;
    if (reader->descriptor != STDIN_FILENO)
        close(reader->descriptor);
    free(reader->line);
    free(reader);
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
    settings_text_options(settings, &original);
    telling = original;
    if (settings->original_encoding != NULL)
        original.encoding = settings->original_encoding;
    if (settings->telling_encoding != NULL)
        telling.encoding = settings->telling_encoding;
    if (settings->original_format != NULL)
        original.format = settings->original_format;
    if (settings->telling_format != NULL)
        telling.format = settings->telling_format;
    if (settings->revisions == REVISIONS_BOTH)
        original.revisions = ALMOST_REVISIONS_ORIGINAL;
    options.original_reading = &original;
    options.telling_reading = &telling;
    options.cache_bytes = settings->cache_bytes;
    options.line_bytes = longest_line;
    options.lines_path = settings->pairs;
    if (almost_batch_new(&options, &batching->batch, &error) == ALMOST_OK)
        return true;
    report_error(&error);
    return false;
}

/*
 * Add lines while there is room. 1: there may be more, 0: the end, -1 after saying what is wrong.
 */
static int add_lines(batching *batching)
{
    line_reader *lines = batching->lines;
    almost_error error;

    while (almost_batch_room(batching->batch) > 0) {
        int more = next_line(lines);

        if (more <= 0)
            return more;
        if (almost_batch_add_line(batching->batch, lines->line, lines->length, lines->name,
                                  lines->number, &error) != ALMOST_OK) {
            report_error(&error);
            return -1;
        }
    }
    return 1;
}

/* Write a result. False when no further ones are wanted. */
static bool tell(batching *batching, const almost_batch_result *result)
{
    if (result->line == NULL) {
        report_error(result->error);
        return false;
    }
    batching->told++;
    if (result->status != ALMOST_OK)
        batching->failed++;
    else if (!settings_content_with(batching->settings, result->verdict, result->findings))
        batching->all_yes = false;
    return target_sink(&batching->target, result->line, result->line_length) == 0;
}

/* All pairs. False when not all were told; what the target met is said when it is closed. */
static bool run_pairs(batching *batching)
{
    const almost_batch_result *result;
    int more = 1;

    for (;;) {
        if (more > 0)
            more = add_lines(batching);
        if (more < 0)
            return false;
        result = almost_batch_next(batching->batch);
        if (result == NULL) {
            if (more == 0)
                return true;
        } else if (!tell(batching, result)) {
            return batching->target.error != 0;
        }
    }
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
    else if (target_is_input(settings->output, settings->pairs))
        report("%s: holds the pairs; choose another file", settings->output);
    else
        return true;
    return false;
}

int compare_pairs(const settings *settings, int n_operands)
{
    batching batching = {.settings = settings, .all_yes = true};
    bool done = false;

    if (!check(settings, n_operands))
        return EXIT_TROUBLE;
    batching.lines = open_lines(settings->pairs);
    if (batching.lines == NULL)
        return EXIT_TROUBLE;
    if (!target_open(&batching.target, settings->output)) {
        close_lines(batching.lines);
        return EXIT_TROUBLE;
    }
    done = start(&batching) && run_pairs(&batching);
    almost_batch_free(batching.batch);
    close_lines(batching.lines);
    if (!done) {
        target_discard(&batching.target);
        return EXIT_TROUBLE;
    }
    if (!target_close(&batching.target))
        return EXIT_TROUBLE;
    if (batching.failed > 0) {
        report("%llu of %llu pairs cannot be compared; their lines say why",
               (unsigned long long)batching.failed, (unsigned long long)batching.told);
        return EXIT_TROUBLE;
    }
    return batching.all_yes ? EXIT_YES : EXIT_OTHER;
}
