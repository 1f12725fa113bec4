/* SPDX-License-Identifier: Apache-2.0 */
/* From settings to a comparison: what compare and git-diff have in common. */
#ifndef COMPARING_H
#define COMPARING_H

#include "target.h"
#include "progress.h"
#include "settings.h"

typedef struct comparing {
    const settings *settings;
    almost_environment environment;
    progress progress;
    almost_text *original;
    almost_text *telling;
    almost_comparison *comparison;
    bool says_foreign; /* the command itself says what is no text */
    bool is_foreign;   /* and one of the two was none */
} comparing;

/* One of the two texts. */
typedef struct source {
    const char *path;
    const char *name;     /* shown instead of the path; NULL: the path */
    const char *encoding; /* NULL: what --encoding says */
    const char *format;   /* NULL: what --from says */
    bool original;        /* with tracked changes: as it was, whatever --revisions says */
} source;

void comparing_init(comparing *comparing, const settings *settings);
void comparing_release(comparing *comparing);

/* Read both texts. False after saying what is wrong. */
bool comparing_read(comparing *comparing, const source *original, const source *telling);

/* Fill the options of comparing, without the environment. */
void comparing_options(const settings *settings, almost_compare_options *options);

/* Compare the texts that were read. False after saying what is wrong. */
bool comparing_compare(comparing *comparing);

/* Fill the options of writing for what goes to `descriptor`. */
void comparing_write_options(const settings *settings, int descriptor,
                             almost_write_options *options);

/* Write the comparison. False after saying what is wrong, unless the target knows. */
bool comparing_write(comparing *comparing, const almost_write_options *options, target *target);

/* Write the original as a document with the changes tracked. False as comparing_write() has it. */
bool comparing_redline(comparing *comparing, int form, target *target);

/* False after saying that --exact and --ignore do not go together. */
bool comparing_check_exact(const settings *settings);

/* The name of a form, FORM_... among them, or NULL. */
const char *comparing_form_name(int form);

/* The one form that the settings ask for, FORM_... among them, or -1 after saying that there are
 * two, or that none is written in the format of the name. */
int comparing_form(const settings *settings);

#endif
