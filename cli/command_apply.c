/* SPDX-License-Identifier: Apache-2.0 */
/* almost apply COMPARISON [TEXT]: turn one text into the other, in whole or in part. */
#include "commands.h"
#include "target.h"
#include "progress.h"
#include "report.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* A file in memory. */
typedef struct contents {
    char *bytes;
    size_t length;
    size_t capacity;
} contents;

typedef struct applying {
    almost_environment environment;
    progress progress;
    contents contents; /* of the comparison */
    almost_patch *patch;
    almost_text *text;
} applying;

/* Make room for more; an errno on failure. What is longer than eight texts is no comparison. */
static int make_room(contents *contents, const settings *settings)
{
    uint64_t longest = 8 * (settings->max_bytes > 0 ? settings->max_bytes : UINT64_C(1) << 30);
    size_t capacity = contents->capacity == 0 ? 1 << 16 : 2 * contents->capacity;
    char *bytes;

    if (contents->length < contents->capacity)
        return 0;
    if (contents->length > longest)
        return EFBIG;
    bytes = capacity < contents->capacity ? NULL : realloc(contents->bytes, capacity);
    if (bytes == NULL)
        return ENOMEM;
    contents->bytes = bytes;
    contents->capacity = capacity;
    return 0;
}

/* Wait for more, as long as --timeout allows; an errno on failure. */
static int await_more(int descriptor, const applying *applying, const settings *settings)
{
    struct pollfd waiting = {.fd = descriptor, .events = POLLIN};
    double left = settings->timeout - progress_seconds(&applying->progress);
    int ready;

    if (settings->timeout <= 0)
        return 0;
    if (left <= 0)
        return ETIMEDOUT;
    ready = poll(&waiting, 1, left < 3600 ? (int)(left * 1000) + 1 : 3600000);
    return ready < 0 ? errno : ready == 0 ? EAGAIN : 0;
}

/* Whether what begins so can be a comparison at all; what is none may be endless. */
static bool may_be_comparison(const contents *contents)
{
    static const char first[] = {'a', '{', ' ', '\t', '\r', '\n', '\xEF'};

    return contents->length == 0 || memchr(first, contents->bytes[0], sizeof first) != NULL;
}

/* Read all of `descriptor`, or what shows that it is no comparison; an errno on failure. */
static int read_all(int descriptor, applying *applying, const settings *settings)
{
    contents *contents = &applying->contents;

    while (may_be_comparison(contents)) {
        ssize_t got;
        int error = make_room(contents, settings);

        if (error == 0)
            error = await_more(descriptor, applying, settings);
        if (error == EAGAIN || error == EINTR)
            continue;
        if (error != 0)
            return error;
        got = read(descriptor, contents->bytes + contents->length,
                   contents->capacity - contents->length);
        if (got == 0)
            return 0;
        if (got > 0)
            contents->length += (size_t)got;
        else if (errno != EINTR && errno != EAGAIN)
            return errno;
    }
    return 0;
}

/* Read the file `path`, or standard input for "-". False after saying what is wrong. */
static bool read_file(const char *path, applying *applying, const settings *settings)
{
    bool standard = strcmp(path, "-") == 0;
    int flags = O_RDONLY | O_CLOEXEC | (settings->timeout > 0 ? O_NONBLOCK : 0);
    int descriptor = standard ? STDIN_FILENO : open(path, flags);
    int error = descriptor < 0 ? errno : read_all(descriptor, applying, settings);

    if (descriptor >= 0 && !standard)
        close(descriptor);
    if (error != 0)
        report("%s: %s%s", standard ? "standard input" : path, strerror(error),
               error == ETIMEDOUT ? " (--timeout)"
               : error == EFBIG   ? " (--max-bytes)"
                                  : "");
    return error == 0;
}

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

    if (!read_file(comparison, applying, settings))
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

static int apply(applying *applying, const settings *settings, target *target)
{
    almost_apply_options options;
    almost_applied applied;
    almost_error error;
    almost_status status;

    almost_apply_options_init(&options);
    options.environment = &applying->environment;
    options.reverse = settings->reverse;
    options.only = settings->only.ids;
    options.n_only = settings->only.count;
    options.except = settings->except.ids;
    options.n_except = settings->except.count;
    options.touching = settings->touching;
    options.fuzzy = settings->fuzzy;
    options.sink = target_sink;
    options.sink_context = target;
    options.unplaced = report_unplaced;
    options.unplaced_context = (void *)almost_text_name(applying->text);
    status = almost_apply(applying->patch, applying->text, &options, &applied, &error);
    if (status != ALMOST_OK && target->error == 0) {
        target_discard(target);
        report_error(&error);
        return EXIT_TROUBLE;
    }
    if (!target_close(target))
        return EXIT_TROUBLE;
    return applied.unplaced > 0 ? EXIT_OTHER : EXIT_YES;
}

static int run(settings *settings, int n_operands, char **operands)
{
    const char *path = n_operands > 1 ? operands[1] : "-";
    int status = EXIT_TROUBLE;
    applying applying = {0};
    target target;

    if (n_operands < 1 || n_operands > 2) {
        report("a comparison and a text are needed: almost apply COMPARISON [TEXT]");
        return EXIT_TROUBLE;
    }
    if (strcmp(operands[0], "-") == 0 && strcmp(path, "-") == 0) {
        report("standard input can be only one: name the file of the comparison or of the text");
        return EXIT_TROUBLE;
    }
    /* the text may be changed in place, which is what -o is for; the comparison is not lost */
    if (target_is_input(settings->output, operands[0])) {
        report("%s: is the comparison to be applied; choose another file", settings->output);
        return EXIT_TROUBLE;
    }
    settings_environment(settings, &applying.environment);
    if (!target_open(&target, settings->output))
        return EXIT_TROUBLE;
    progress_start(&applying.progress, &applying.environment);
    if (read_both(&applying, settings, operands[0], path))
        status = apply(&applying, settings, &target);
    else
        target_discard(&target);
    almost_text_free(applying.text);
    almost_patch_free(applying.patch);
    free(applying.contents.bytes);
    return status;
}

static const option_group *const groups[] = {&options_applying, &options_means, &options_general,
                                             NULL};

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
        "\n"
        "Exits with 0 when all is done, 1 when a change found no place, 2 on trouble.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_TROUBLE,
    .run = run};
