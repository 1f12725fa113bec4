/* SPDX-License-Identifier: Apache-2.0 */
/* almost apply COMPARISON [TEXT]: turn one text into the other, in whole or in part. */
#include "commands.h"
#include "comparing.h"
#include "contents.h"
#include "inputs.h"
#include "report.h"
#include "target.h"

#include <stdlib.h>
#include <string.h>

typedef struct applying {
    almost_environment environment;
    progress progress;
    contents contents; /* of the comparison */
    almost_patch *patch;
    almost_text *text;
} applying;

/* Say that a change found no place; the library calls it for each of them. */
static void report_unplaced(void *context, uint64_t id, const char *text, size_t length)
{
    enum { SHOWN = 60 };
    report("%s: change %llu found no place: %.*s%s", (const char *)context, (unsigned long long)id,
           (int)(length > SHOWN ? SHOWN : length), text, length > SHOWN ? "..." : "");
}

/* Read the comparison and the text. False after saying what is wrong. */
static bool read_both(applying *applying, const settings *settings, const char *comparison,
                      const char *path)
{
    almost_text_options options;
    almost_error error;
    if (!contents_read(&applying->contents, comparison, settings, &applying->progress))
        return false;
    almost_text_options_init(&options);
    options.environment = &applying->environment;
    options.encoding = settings->encoding;
    if (almost_patch_read(applying->contents.bytes, applying->contents.length, comparison,
                          &applying->environment, &applying->patch, &error) == ALMOST_OK &&
        almost_patch_text(applying->patch, settings->reverse, path, &options, &applying->text,
                          &error) == ALMOST_OK)
        return true;
    progress_end(&applying->progress);
    report_error(&error);
    return false;
}

/* The form of document that the outcome is, or 0 where it is a text. */
static int document_form(const almost_text *text)
{
    const char *format = almost_text_format(text);
    return strcmp(format, "docx") == 0 ? FORM_DOCX : strcmp(format, "odt") == 0 ? FORM_ODT : 0;
}

/* The document with what became of its text tracked. False after saying what is wrong. */
static bool redline(applying *applying, const settings *settings, const contents *all,
                    target *target)
{
    almost_text_options options;
    almost_error error;
    comparing comparing;
    bool written = false;
    comparing_init(&comparing, settings);
    almost_text_options_init(&options);
    options.environment = &comparing.environment;
    options.name = "the outcome";
    options.format = "text";
    options.encoding = "UTF-8";
    comparing.original = applying->text;
    if (almost_text_from_memory(all->bytes, all->length, &options, &comparing.telling, &error) ==
        ALMOST_OK)
        written = comparing_compare(&comparing) &&
                  comparing_redline(&comparing, document_form(applying->text), target);
    else
        report_error(&error);
    comparing.original = NULL; /* it is not ours */
    comparing_release(&comparing);
    return written;
}

/* What is applied, and how; not where it goes. */
static void take_options(const applying *applying, const settings *settings,
                         almost_apply_options *options)
{
    almost_apply_options_init(options);
    options->environment = &applying->environment;
    options->reverse = settings->reverse;
    options->only = settings->only.ids;
    options->n_only = settings->only.count;
    options->except = settings->except.ids;
    options->n_except = settings->except.count;
    options->touching = settings->touching;
    options->fuzzy = settings->fuzzy;
}

static int apply(applying *applying, const settings *settings, target *target)
{
    almost_apply_options options;
    almost_applied applied;
    almost_error error;
    almost_status status;
    contents all = {0};
    bool document = document_form(applying->text) != 0, written = true;
    take_options(applying, settings, &options);
    options.documents = document;
    options.sink = document ? contents_sink : target_sink;
    options.sink_context = document ? (void *)&all : (void *)target;
    options.unplaced = report_unplaced;
    options.unplaced_context = (void *)almost_text_name(applying->text);
    status = almost_apply(applying->patch, applying->text, &options, &applied, &error);
    if (status != ALMOST_OK && target->error == 0)
        report_error(&error);
    else if (document)
        written = redline(applying, settings, &all, target);
    contents_release(&all);
    if ((status != ALMOST_OK && target->error == 0) || !written) {
        target_discard(target);
        return EXIT_TROUBLE;
    }
    if (!target_close(target))
        return EXIT_TROUBLE;
    return applied.unplaced > 0 ? EXIT_OTHER : EXIT_YES;
}

/* Whether there are a comparison and a text, and the comparison is not lost; else it is said. */
static bool makes_sense(const settings *settings, int n_operands, char **operands)
{
    const char *path = n_operands > 1 ? operands[1] : "-";
    if (n_operands < 1 || n_operands > 2)
        report("a comparison and a text are needed: almost apply COMPARISON [TEXT]");
    else if (strcmp(operands[0], "-") == 0 && strcmp(path, "-") == 0)
        report("standard input can be only one: name the file of the comparison or of the text");
    else if (inputs_hold(settings->output, operands[0]))
        report("%s: is the comparison to be applied; choose another file", settings->output);
    else /* the text may be changed in place, which is what -o is for */
        return true;
    return false;
}

static int run(settings *settings, int n_operands, char **operands)
{
    int status = EXIT_TROUBLE;
    applying applying = {0};
    target target;
    if (!makes_sense(settings, n_operands, operands))
        return EXIT_TROUBLE;
    settings_environment(settings, &applying.environment);
    if (!target_open(&target, settings->output))
        return EXIT_TROUBLE;
    progress_start(&applying.progress, &applying.environment);
    if (read_both(&applying, settings, operands[0], n_operands > 1 ? operands[1] : "-"))
        status = apply(&applying, settings, &target);
    else
        target_discard(&target);
    almost_text_free(applying.text);
    almost_patch_free(applying.patch);
    contents_release(&applying.contents);
    return status;
}

static const option_group *const groups[] = {&options_applying, &options_redlining, &options_means,
                                             &options_general, NULL};

static const example examples[] = {
    {"almost apply edits.patch first.txt", "print the second text"},
    {"almost apply --reverse edits.patch second.txt", "print the first text"},
    {"almost apply --touching punctuation,case edits.patch < first.txt",
     "take the commas and capitals, leave the words"},
    {"almost apply --except 3,7-9 -o first.txt edits.patch first.txt",
     "take all changes but these into the file itself"},
    {"almost apply --fuzzy edits.patch third.txt",
     "make the same changes in another version, and say which found no place"},
    {NULL, NULL}};

const command command_apply = {
    .name = "apply",
    .operands = "COMPARISON [TEXT]",
    .summary = "turn one text into the other, in whole or in part",
    .description =
        "Make the changes of COMPARISON, a patch (almost --patch) or a full comparison\n"
        "(almost --json --full), in TEXT or standard input, and print the outcome in\n"
        "the encoding that the text has. All changes give the other text byte for byte.\n"
        "A text that is not the one that was compared is refused, unless --fuzzy.\n"
        "A Word document or OpenDocument text stays one, with the changes tracked.\n"
        "\n"
        "Exits with 0 when all is done, 1 when a change found no place, 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
