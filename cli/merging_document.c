/* SPDX-License-Identifier: Apache-2.0 */
/* The revisions of several people in one document, the changes of each tracked under its name. */
#include "comparing.h"
#include "merging.h"
#include "report.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name);
    return length > strlen(end) && strcasecmp(name + length - strlen(end), end) == 0;
}

bool merging_is_document(const char *name)
{
    return ends_with(name, ".docx") || ends_with(name, ".odt");
}

/* Whether at most one form of answer is asked for; what cannot be is said. */
static bool is_one_form(const settings *settings)
{
    int n = settings->json != 0;
    for (uint32_t forms = settings->forms; forms != 0; forms &= forms - 1)
        n++;
    if (n > 1)
        report("--json, --html, --docx and --odt are forms of one answer; ask for one");
    else if (settings->full && !settings->json)
        report("--full says how much of --json is written; ask for both");
    return n <= 1 && (!settings->full || settings->json);
}

int merging_form(const settings *settings)
{
    const uint32_t docx = UINT32_C(1) << FORM_DOCX, odt = UINT32_C(1) << FORM_ODT;
    const char *output = settings->output != NULL ? settings->output : "";
    int form = settings->forms & docx ? FORM_DOCX : settings->forms & odt ? FORM_ODT : 0;
    if (!is_one_form(settings))
        return -1;
    if (settings->forms == 0 && !settings->json)
        form = ends_with(output, ".docx") ? FORM_DOCX : ends_with(output, ".odt") ? FORM_ODT : 0;
    if (form == 0 || settings->output != NULL || !isatty(STDOUT_FILENO))
        return form;
    report("a document is nothing to read on a terminal: name its file with -o");
    return -1;
}

/* The name of a file without folders and what its format is called by. */
static size_t stem(const char *path, const char **start)
{
    const char *slash = strrchr(path, '/');
    *start = slash != NULL && slash[1] != '\0' ? slash + 1 : path;
    const char *dot = strrchr(*start, '.');
    return dot != NULL && dot > *start ? (size_t)(dot - *start) : strlen(*start);
}

/* The next of the names that are given with commas, or what a side is called. */
static char *next_author(const almost_text *side, const char **given)
{
    const char *start;
    size_t length;
    if (*given == NULL) {
        length = stem(almost_text_name(side), &start);
        return strndup(start, length);
    }
    start = *given + strspn(*given, " ");
    length = strcspn(start, ",");
    *given = start + length + (start[length] == ',');
    while (length > 0 && start[length - 1] == ' ')
        length--;
    return strndup(start, length);
}

/* Whether as many names are given as there are revisions, none of them empty. */
static bool check_authors(const merging *merging)
{
    const char *given = merging->settings->authors;
    size_t n = 1, length = 0;
    bool empty = false;
    for (const char *at = given; at != NULL && *at != '\0'; at++) {
        n += *at == ',';
        empty |= *at == ',' && length == 0;
        length = *at == ',' ? 0 : length + (*at != ' ');
    }
    if (given == NULL || (n == merging->n && !empty && length > 0))
        return true;
    report("--authors %s: a name for each revision is wanted, with commas, and there are %zu "
           "revisions",
           given, merging->n);
    return false;
}

static void report_left_out(void *context, const char *part, const char *what)
{
    const merging *merging = context;
    report("%s: %s (%s) are not compared and stay as they are", almost_text_name(merging->base),
           what, part);
}

/* Write it, with an author for each side. */
static bool track(merging *merging, const char *const *authors, target *target)
{
    almost_redline_options options;
    almost_error error;
    almost_redline_options_init(&options);
    options.format = comparing_form_name(merging->form);
    options.moves = (almost_moves)merging->settings->moves;
    options.keep_shapes = merging->settings->keep_shapes != 0;
    options.left_out = report_left_out;
    options.left_out_context = merging;
    if (!settings_redline_date(merging->settings, &options.date))
        return false;
    if (almost_merge_redline(merging->merge, authors, &options, target_sink, target, &error) ==
            ALMOST_OK ||
        target->error != 0)
        return true; /* what the target met is said when it is closed */
    report_error(&error);
    return false;
}

bool merging_redline(merging *merging, target *target)
{
    const char *given = merging->settings->authors;
    char **authors = calloc(merging->n, sizeof *authors);
    bool whole = authors != NULL, done = false;
    if (!check_authors(merging)) {
        free(authors);
        return false;
    }
    for (size_t i = 0; whole && i < merging->n; i++) {
        authors[i] = next_author(merging->sides[i], &given);
        whole = authors[i] != NULL;
    }
    if (whole)
        done = track(merging, (const char *const *)authors, target);
    else
        report("out of memory");
    for (size_t i = 0; authors != NULL && i < merging->n; i++)
        free(authors[i]);
    free(authors);
    return done;
}
