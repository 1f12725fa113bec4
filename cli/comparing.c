/* SPDX-License-Identifier: Apache-2.0 */
/* Reading, comparing and writing with the public header, errors reported as they come. */
#include "comparing.h"
#include "report.h"
#include "terminal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

void comparing_init(comparing *comparing, const settings *settings)
{
    memset(comparing, 0, sizeof *comparing);
    comparing->settings = settings;
    settings_environment(settings, &comparing->environment);
    progress_start(&comparing->progress, &comparing->environment);
}

void comparing_release(comparing *comparing)
{
    almost_comparison_free(comparing->comparison);
    almost_text_free(comparing->original);
    almost_text_free(comparing->telling);
}

/* Say what went wrong where the screen is free for it. */
static bool fail(comparing *comparing, const almost_error *error)
{
    progress_end(&comparing->progress);
    report_error(error);
    return false;
}

/* Give the step to come what is left of the time for all of them. */
static void keep_time(comparing *comparing)
{
    comparing->environment.timeout =
        progress_left(&comparing->progress, comparing->settings->timeout);
}

static bool open_text(comparing *comparing, const source *source, almost_text **text)
{
    almost_text_options options;
    almost_error error;
    keep_time(comparing);
    settings_text_options(comparing->settings, &options);
    options.environment = &comparing->environment;
    if (source->encoding != NULL)
        options.encoding = source->encoding;
    if (source->format != NULL)
        options.format = source->format;
    if (source->original)
        options.revisions = ALMOST_REVISIONS_ORIGINAL;
    options.name = source->name;
    if (almost_text_open(source->path, &options, text, &error) == ALMOST_OK)
        return true;
    comparing->is_foreign = comparing->says_foreign && error.status == ALMOST_ERROR_FORMAT;
    return comparing->is_foreign ? false : fail(comparing, &error);
}

bool comparing_read(comparing *comparing, const source *original, const source *telling)
{
    if (strcmp(original->path, "-") == 0 && strcmp(telling->path, "-") == 0) {
        report("standard input can be only one of the two texts; name a file for the other");
        return false;
    }
    if (original->path[0] == '\0' || telling->path[0] == '\0') {
        report("the name of the %s is empty; name a file, or - for standard input",
               original->path[0] == '\0' ? "original" : "telling");
        return false;
    }
    return open_text(comparing, original, &comparing->original) &&
           open_text(comparing, telling, &comparing->telling);
}

void comparing_options(const settings *settings, almost_compare_options *options)
{
    almost_compare_options_init(options);
    options->ignore = settings->ignore;
    options->exact = settings->exact;
    options->minimal = settings->minimal;
    options->words = (almost_words)settings->words;
    options->by = (almost_by)settings->by;
    options->min_bits = settings->min_bits;
    options->expected = settings->expected;
    options->language = settings->language;
}

bool comparing_compare(comparing *comparing)
{
    almost_compare_options options;
    almost_error error;
    keep_time(comparing);
    comparing_options(comparing->settings, &options);
    options.environment = &comparing->environment;
    if (almost_compare(comparing->original, comparing->telling, &options, &comparing->comparison,
                       &error) != ALMOST_OK)
        return fail(comparing, &error);
    return true;
}

void comparing_write_options(const settings *settings, int descriptor,
                             almost_write_options *options)
{
    almost_write_options_init(options);
    options->units = (almost_units)settings->units;
    options->order = (almost_order)settings->order;
    options->full = settings->full;
    options->colour = terminal_colour(settings, descriptor);
    options->width = terminal_width(settings, descriptor);
    options->context = settings->context;
    options->show = settings->show;
    options->touching = settings->touching;
    options->fail_on = settings->fail_on;
    options->allow = settings->allow;
}

bool comparing_write(comparing *comparing, const almost_write_options *options, target *target)
{
    almost_write_options timed = *options;
    almost_error error;
    keep_time(comparing);
    timed.timeout = comparing->environment.timeout;
    progress_end(&comparing->progress);
    if (almost_write(comparing->comparison, &timed, target_sink, target, &error) == ALMOST_OK ||
        target->error != 0)
        return true; /* what the target met is said when it is closed */
    report_error(&error);
    return false;
}

/* Parts of the document that stay as they are are named, once a kind. */
static void report_left_out(void *context, const char *part, const char *what)
{
    comparing *comparing = context;
    if (*part == '\0')
        report("%s: %s are not compared and stay as they are",
               almost_text_name(comparing->original), what);
    else
        report("%s: %s (%s) are not compared and stay as they are",
               almost_text_name(comparing->original), what, part);
}

/* Quotation marks of another shape all through a text would hide what matters: that is said. */
static void report_shapes(const comparing *comparing, uint64_t shapes)
{
    enum { MANY = 10 };
    if (shapes >= MANY && !comparing->settings->keep_shapes)
        report("%s: %llu signs or words are tracked that differ in shape alone, such as “ and \"; "
               "--keep-shapes leaves them as they are",
               almost_text_name(comparing->telling), (unsigned long long)shapes);
}

bool comparing_redline(comparing *comparing, int form, target *target)
{
    almost_redline_options options;
    almost_error error;
    uint64_t shapes = 0;
    progress_end(&comparing->progress);
    almost_redline_options_init(&options);
    options.format = comparing_form_name(form);
    options.author = comparing->settings->author;
    options.moves = (almost_moves)comparing->settings->moves;
    options.keep_shapes = comparing->settings->keep_shapes != 0;
    options.shapes = &shapes;
    options.left_out = report_left_out;
    options.left_out_context = comparing;
    if (!settings_redline_date(comparing->settings, &options.date))
        return false;
    if (almost_redline(comparing->comparison, &options, target_sink, target, &error) == ALMOST_OK) {
        report_shapes(comparing, shapes);
        return true;
    }
    if (target->error != 0)
        return true; /* what the target met is said when it is closed */
    report_error(&error);
    return false;
}

bool comparing_check_exact(const settings *settings)
{
    if (!settings->exact || settings->ignore == settings->usual_ignore || settings->ignore == 0)
        return true;
    report("--exact ignores nothing; leave out --ignore or --exact");
    return false;
}

const char *comparing_form_name(int form)
{
    return form == FORM_DOCX  ? "docx"
           : form == FORM_ODT ? "odt"
                              : almost_form_name((almost_form)form);
}

/*
 * The form that the name of the file asks for, where no option does; -1 after saying that none has
 * that of a format which programs would not open then.
 */
static int form_by_name(const char *output)
{
    enum { NO_FORM = -1 };
    static const struct {
        const char *end;
        int form;
    } ends[] = {{".html", ALMOST_FORM_HTML},
                {".htm", ALMOST_FORM_HTML},
                {".json", ALMOST_FORM_JSON},
                {".md", ALMOST_FORM_MARKDOWN},
                {".patch", ALMOST_FORM_PATCH},
                {".tei", ALMOST_FORM_TEI},
                {".xml", ALMOST_FORM_TEI},
                {".docx", FORM_DOCX},
                {".odt", FORM_ODT},
                {".doc", NO_FORM},
                {".rtf", NO_FORM},
                {".epub", NO_FORM},
                {".pdf", NO_FORM},
                {".fodt", NO_FORM}};
    size_t length = output != NULL ? strlen(output) : 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t end = strlen(ends[i].end);
        if (length <= end || strcasecmp(output + length - end, ends[i].end) != 0)
            continue;
        if (ends[i].form == NO_FORM)
            report("%s: no answer is written in that format; name it .docx or .odt for tracked "
                   "changes, .html for a page, .txt for text",
                   output);
        return ends[i].form;
    }
    return ALMOST_FORM_INLINE;
}

/* The one form that options ask for, or -1 after saying that there are two. */
static int form_by_options(const settings *settings)
{
    int form = ALMOST_FORM_INLINE;
    for (int i = 0; i < 32; i++) {
        if ((settings->forms & UINT32_C(1) << i) == 0)
            continue;
        if (form != ALMOST_FORM_INLINE) {
            report("--%s and --%s are two forms of answer; ask for one", comparing_form_name(form),
                   comparing_form_name(i));
            return -1;
        }
        form = i;
    }
    return form;
}

int comparing_form(const settings *settings)
{
    int form = settings->forms != 0 ? form_by_options(settings) : form_by_name(settings->output);
    if (settings->forms != 0 && form >= 0 && settings->touching != 0 &&
        form != ALMOST_FORM_INLINE && form != ALMOST_FORM_SIDE && form != ALMOST_FORM_CHANGES) {
        report("--touching chooses what is shown for reading, and --%s is of all; leave out one",
               comparing_form_name(form));
        return -1;
    }
    return form;
}
