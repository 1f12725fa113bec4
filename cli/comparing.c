/* SPDX-License-Identifier: Apache-2.0 */
/* Reading, comparing and writing with the public header, errors reported as they come. */
#include "comparing.h"
#include "report.h"
#include "terminal.h"

#include <string.h>

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
    double timeout = comparing->settings->timeout;
    double left = timeout - progress_seconds(&comparing->progress);

    if (timeout > 0)
        comparing->environment.timeout = left > 1e-9 ? left : 1e-9;
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

bool comparing_check_exact(const settings *settings)
{
    if (!settings->exact || settings->ignore == settings->usual_ignore || settings->ignore == 0)
        return true;
    report("--exact ignores nothing; leave out --ignore or --exact");
    return false;
}

/* The form that the name of the file asks for, where no option does. */
static almost_form form_by_name(const char *output)
{
    static const struct {
        const char *end;
        almost_form form;
    } ends[] = {{".json", ALMOST_FORM_JSON},
                {".md", ALMOST_FORM_MARKDOWN},
                {".patch", ALMOST_FORM_PATCH},
                {".tei", ALMOST_FORM_TEI},
                {".xml", ALMOST_FORM_TEI}};
    size_t length = output != NULL ? strlen(output) : 0;

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
        size_t end = strlen(ends[i].end);
        if (length > end && strcmp(output + length - end, ends[i].end) == 0)
            return ends[i].form;
    }
    return ALMOST_FORM_INLINE;
}

int comparing_form(const settings *settings)
{
    int form = ALMOST_FORM_INLINE;

    if (settings->forms == 0)
        return (int)form_by_name(settings->output);

    for (int i = 0; almost_form_name((almost_form)i) != NULL; i++) {
        if ((settings->forms & UINT32_C(1) << i) == 0)
            continue;
        if (form != ALMOST_FORM_INLINE) {
            report("--%s and --%s are two forms of answer; ask for one",
                   almost_form_name((almost_form)form), almost_form_name((almost_form)i));
            return -1;
        }
        form = i;
    }
    if (settings->touching != 0 && form != ALMOST_FORM_INLINE && form != ALMOST_FORM_SIDE &&
        form != ALMOST_FORM_CHANGES) {
        report("--touching chooses what is shown for reading, and --%s is of all; leave out one",
               almost_form_name((almost_form)form));
        return -1;
    }
    return form;
}
