/* SPDX-License-Identifier: Apache-2.0 */
/* almost text FILE: what was read, as it is compared. */
#include "commands.h"
#include "damage.h"
#include "inputs.h"
#include "progress.h"
#include "report.h"
#include "target.h"

#include <string.h>

/* The mark of this kind that begins last in a line, if one does. */
static void put_place(target *target, const almost_text *text, almost_mark_kind kind,
                      almost_span line)
{
    almost_mark mark;
    if (!almost_text_mark(text, kind, line.end - 1, &mark) || mark.byte < line.start)
        return;
    if (mark.name == NULL)
        target_format(target, "[%s %llu] ", almost_mark_kind_name(kind),
                      (unsigned long long)mark.number);
    else
        target_format(target, "[%s %.*s] ", almost_mark_kind_name(kind), (int)mark.name_length,
                      mark.name);
}

/* A line with what begins in it before. */
static void put_line(target *target, const almost_text *text, almost_span line)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    for (int kind = 0; almost_mark_kind_name((almost_mark_kind)kind) != NULL; kind++)
        put_place(target, text, (almost_mark_kind)kind, line);
    (void)target_sink(target, bytes + line.start, (size_t)(line.end - line.start));
}

static void put_places(target *target, const almost_text *text)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    for (uint64_t at = 0; at < length;) {
        const char *end = memchr(bytes + at, '\n', (size_t)(length - at));
        uint64_t next = end != NULL ? (uint64_t)(end - bytes) + 1 : length;

        put_line(target, text, (almost_span){at, next});
        at = next;
    }
}

static bool put_text(target *target, const almost_text *text, bool places)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    if (places)
        put_places(target, text);
    else
        (void)target_sink(target, bytes, (size_t)length);
    if (length > 0 && bytes[length - 1] != '\n')
        target_text(target, "\n");
    return target_close(target);
}

/* Whether one text is to be shown, and not over itself; else it is said. */
static bool makes_sense(const settings *settings, int n_operands, char **operands)
{
    if (n_operands != 1)
        report("one file is read: almost text FILE (almost text --help says more)");
    else if (settings->revisions == REVISIONS_BOTH)
        report("one text is shown: ask for --revisions accepted or original");
    else if (inputs_hold(settings->output, operands[0]))
        report("%s: is the file that is read; choose another file", settings->output);
    else
        return true;
    return false;
}

/* NULL after saying what is wrong. */
static almost_text *read_text(const settings *settings, const char *path)
{
    almost_environment environment;
    almost_text_options options;
    almost_error error;
    almost_text *text;
    settings_environment(settings, &environment);
    settings_text_options(settings, &options);
    options.environment = &environment;
    if (almost_text_open(path, &options, &text, &error) == ALMOST_OK)
        return text;
    report_error(&error);
    return NULL;
}

static int run(settings *settings, int n_operands, char **operands)
{
    target target;
    if (!makes_sense(settings, n_operands, operands))
        return EXIT_TROUBLE;
    almost_text *text = read_text(settings, operands[0]);
    if (text == NULL)
        return EXIT_TROUBLE;
    damage_report(settings, text);
    bool put =
        target_open(&target, settings->output) && put_text(&target, text, settings->places != 0);
    almost_text_free(text);
    return put ? EXIT_YES : EXIT_TROUBLE;
}

static const option_group *const groups[] = {&options_showing, &options_documents, &options_means,
                                             &options_general, NULL};

static const example examples[] = {
    {"almost text first.txt", "the words, as they are compared"},
    {"almost text --places first.txt", "with the page, chapter or time of each"},
    {"almost text --revisions original first.txt", "as it was before the tracked changes"},
    {NULL, NULL}};

const command command_text = {
    .name = "text",
    .operands = "FILE",
    .summary = "show the text that is read from a document",
    .description = "Read FILE, whatever its format, and write its text as UTF-8: what every other\n"
                   "command takes it for. - is standard input.\n"
                   "\n"
                   "Exits with 0, or 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
