/* SPDX-License-Identifier: Apache-2.0 */
/* What options can set, before they are read, and what all commands make of it. */
#include "settings.h"
#include "report.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

void settings_init(settings *settings)
{
    almost_compare_options options;
    memset(settings, 0, sizeof *settings);
    almost_compare_options_init(&options);
    settings->ignore = settings->usual_ignore = options.ignore;
    settings->min_bits = options.min_bits;
    settings->fail_under = -1;
    settings->date = -1;
    settings->flush = 2;
}

void settings_release(settings *settings)
{
    free(settings->only.ids);
    free(settings->except.ids);
    free(settings->against.paths);
    free(settings->roots.paths);
    free(settings->libraries.paths);
    free(settings->groups.paths);
    free(settings->added.paths);
}

void settings_environment(const settings *settings, almost_environment *environment)
{
    almost_environment_init(environment);
    environment->threads = settings->threads;
    if (settings->max_bytes != 0)
        environment->max_bytes = settings->max_bytes;
    environment->timeout = settings->timeout;
    environment->max_memory = settings->max_memory;
    environment->experimental = settings->one_kind ? "one-kind" : NULL;
}

void settings_text_options(const settings *settings, almost_text_options *options)
{
    almost_text_options_init(options);
    options->encoding = settings->encoding;
    options->format = settings->format;
    options->witness = settings->witness;
    options->revisions = settings->revisions == REVISIONS_ORIGINAL ? ALMOST_REVISIONS_ORIGINAL
                                                                   : ALMOST_REVISIONS_ACCEPTED;
    options->main_only = settings->main_only != 0;
    options->as_written = settings->as_written != 0;
    options->repair = settings->repair != 0;
    options->max_depth = settings->max_depth;
    options->max_members = settings->max_members;
    options->max_ratio = settings->max_ratio;
    options->max_seconds = settings->max_seconds;
}

bool settings_have_gate(const settings *settings)
{
    return (settings->fail_on | settings->allow) != 0;
}

bool settings_content_with(const settings *settings, const almost_verdict *verdict,
                           uint64_t findings)
{
    assert(verdict != NULL);
    bool kept = verdict->kept >= settings->fail_under; /* also where that is not given */
    if (settings_have_gate(settings))
        return kept && findings == 0;
    return settings->fail_under >= 0 ? kept : verdict->answer == ALMOST_YES;
}

bool settings_redline_date(const settings *settings, int64_t *date)
{
    const char *epoch = getenv("SOURCE_DATE_EPOCH");
    char *end;
    *date = settings->date >= 0 ? settings->date : (int64_t)time(NULL);
    if (settings->date >= 0 || epoch == NULL || epoch[0] == '\0')
        return true;
    errno = 0;
    *date = strtoll(epoch, &end, 10);
    if (errno == 0 && *end == '\0')
        return true;
    report("SOURCE_DATE_EPOCH is %s, and not a number of seconds; mend it, or give --date", epoch);
    return false;
}
