/* SPDX-License-Identifier: Apache-2.0 */
/*
 * almost git-diff: git's external diff. git gives the path, then file, object
 * and mode of the old and of the new side; a renamed file has its new path and
 * a line about it besides; an unmerged one has its path alone. git stops when
 * the status is not 0, so it always is.
 */
#include "commands.h"
#include "comparing.h"
#include "report.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>

/* How much of a text git looks at to tell whether it is one. */
#define BINARY_LOOK 8000

/* What git passed. */
typedef struct difference {
    const char *old_path, *old_file, *old_mode;
    const char *new_path, *new_file, *new_mode;
    const char *note; /* git's lines about a rename, or NULL */
} difference;

static bool is_nothing(const char *file)
{
    return strcmp(file, "/dev/null") == 0;
}

static bool is_binary(const almost_text *text)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    return length > 0 && memchr(bytes, '\0', length > BINARY_LOOK ? BINARY_LOOK : length) != NULL;
}

static void print_path(target *target, const char *before, const char *path, const char *after)
{
    char escaped[2048];
    report_escape(path, escaped, sizeof escaped);
    target_text(target, before);
    target_text(target, escaped);
    target_text(target, after);
}

/* The lines above a difference, as git has them above its own. */
static void print_header(target *target, const difference *difference, bool colour)
{
    target_text(target, colour ? "\033[1m" : "");
    print_path(target, "diff --almost a/", difference->old_path, "");
    print_path(target, " b/", difference->new_path, "\n");
    if (is_nothing(difference->old_file))
        target_format(target, "new file mode %s\n", difference->new_mode);
    else if (is_nothing(difference->new_file))
        target_format(target, "deleted file mode %s\n", difference->old_mode);
    else if (strcmp(difference->old_mode, difference->new_mode) != 0)
        target_format(target, "old mode %s\nnew mode %s\n", difference->old_mode,
                      difference->new_mode);
    if (difference->note != NULL)
        target_text(target, difference->note);
    target_text(target, colour ? "\033[m" : "");
}

static void print_binary(target *target, const difference *difference)
{
    bool added = is_nothing(difference->old_file), deleted = is_nothing(difference->new_file);
    print_path(target, added ? "Binary files " : "Binary files a/",
               added ? "/dev/null" : difference->old_path, " and ");
    print_path(target, deleted ? "" : "b/", deleted ? "/dev/null" : difference->new_path,
               " differ\n");
}

/* Colour as --color says, or as git does: on a terminal, or when git's pager shows it. */
static bool wants_colour(const settings *settings, bool colour)
{
    const char *paged = getenv("GIT_PAGER_IN_USE"), *off = getenv("NO_COLOR");
    if (settings->colour != WHEN_AUTO || colour)
        return colour;
    return paged != NULL && strcmp(paged, "true") == 0 && (off == NULL || off[0] == '\0');
}

/* What there was not, or is no longer, has no verdict: say that, and how much it is. */
static void print_fate(target *target, const comparing *comparing, bool is_new)
{
    const almost_statistics *counted = almost_comparison_statistics(comparing->comparison);
    unsigned long long words = is_new ? counted->telling_words : counted->original_words;
    target_format(target, "%s: %llu word%s\n", is_new ? "New" : "Deleted", words,
                  words == 1 ? "" : "s");
}

/* Write the answer; of a file that is on one side only, its text without a verdict. */
static bool print_answer(comparing *comparing, const difference *difference,
                         almost_write_options *options, target *target)
{
    bool is_new = is_nothing(difference->old_file), deleted = is_nothing(difference->new_file);
    bool told = options->form == ALMOST_FORM_INLINE || options->form == ALMOST_FORM_SIDE;
    if (!comparing_compare(comparing))
        return false;
    if ((is_new || deleted) && (told || options->form == ALMOST_FORM_BRIEF)) {
        print_fate(target, comparing, is_new);
        options->show |= ALMOST_SHOW_BARE;
        if (!told)
            return true;
    }
    return comparing_write(comparing, options, target);
}

static bool show(comparing *comparing, const difference *difference, target *target)
{
    source original = {.path = difference->old_file, .name = difference->old_path};
    source telling = {.path = difference->new_file, .name = difference->new_path};
    int form = comparing_form(comparing->settings);
    almost_write_options options;
    if (form < 0)
        return false;
    comparing->says_foreign = true;
    if (!comparing_read(comparing, &original, &telling) && !comparing->is_foreign)
        return false;
    comparing_write_options(comparing->settings, target->descriptor, &options);
    options.form = (almost_form)form;
    options.colour = wants_colour(comparing->settings, options.colour);
    progress_end(&comparing->progress);
    print_header(target, difference, options.colour);
    if (comparing->is_foreign || is_binary(comparing->original) || is_binary(comparing->telling)) {
        print_binary(target, difference);
        return true;
    }
    return print_answer(comparing, difference, &options, target);
}

static bool is_gits(int n_operands)
{
    if (n_operands == 1 || n_operands == 7 || n_operands == 9)
        return true;
    report("git gives git-diff seven arguments, and here are %d; "
           "git config diff.external 'almost git-diff' has git call it",
           n_operands);
    return false;
}

/* Both files as git gives them, and with nine operands what the new one is called. */
static difference take(int n_operands, char **operands)
{
    difference taken = {.old_path = operands[0],
                        .old_file = operands[1],
                        .old_mode = operands[3],
                        .new_path = n_operands == 9 ? operands[7] : operands[0],
                        .new_file = operands[4],
                        .new_mode = operands[6]};
    if (n_operands == 9)
        taken.note = operands[8];
    return taken;
}

static void compare(const settings *settings, const difference *difference, target *target)
{
    comparing comparing;
    comparing_init(&comparing, settings);
    show(&comparing, difference, target);
    target_close(target);
    comparing_release(&comparing);
}

static int run(settings *settings, int n_operands, char **operands)
{
    target target;
    if (!is_gits(n_operands) || !target_open(&target, NULL))
        return EXIT_YES;
    /* git takes it amiss when its external diff ends by a signal, as in git diff | head */
    signal(SIGPIPE, SIG_IGN);
    target.reader_may_quit = true;
    if (n_operands == 1) {
        print_path(&target, "* Unmerged path ", operands[0], "\n");
        target_close(&target);
        return EXIT_YES;
    }
    difference difference = take(n_operands, operands);
    compare(settings, &difference, &target);
    return EXIT_YES;
}

static const option_group *const groups[] = {&options_form,
                                             &options_comparing,
                                             &options_documents,
                                             &options_means,
                                             &options_reading,
                                             &options_general,
                                             NULL};

static const example examples[] = {
    {"git config diff.external 'almost git-diff'", "git diff shows all texts so"},
    {"git config diff.prose.command 'almost git-diff'",
     "only those that .gitattributes names: *.txt diff=prose"},
    {"git -c diff.external='almost git-diff --stat' diff HEAD~1", "once, in another form"},
    {NULL, NULL}};

const command command_git_diff = {
    .name = "git-diff",
    .operands = "PATH OLD-FILE OLD-HEX OLD-MODE NEW-FILE NEW-HEX NEW-MODE",
    .summary = "be the external diff of git, which gives these seven arguments",
    .description =
        "Show how a file differs between two versions that git knows, as almost compare\n"
        "does. git calls this and gives the operands; a renamed file has two more.\n"
        "\n"
        "Always exits with 0, because git stops at anything else; trouble is one line\n"
        "on standard error.",
    .groups = groups,
    .examples = examples,
    .trouble = EXIT_YES,
    .run = run};
