/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a comparison is made: what the caller asked for, completed and checked
 * once. Copied, so that it lives with the comparison, whose answers tell it.
 */
#ifndef AL_SETTINGS_H
#define AL_SETTINGS_H

#include "base/must_check.h"
#include "almost/almost.h"

#include <stdbool.h>

/* Passages that two unrelated texts would have more often than so by chance are none. */
#define AL_EXPECTED 1e-7

typedef struct al_settings {
    uint32_t ignore; /* almost_ignore bits in force: none with `exact` */
    bool exact;
    bool minimal;
    bool one_kind;
    almost_words words;
    almost_by by;
    double min_bits;
    double expected;  /* 0: AL_EXPECTED, or none between drafts */
    char language[4]; /* code of a word list; empty: to be found out */
} al_settings;

/*
 * Take what `options` ask for, which may be NULL and of another version, and the environment that
 * they name, completed. On failure (ARGUMENT) both are untouched.
 */
AL_MUST_CHECK almost_status al_settings_take(const almost_compare_options *options,
                                             al_settings *settings, almost_environment *environment,
                                             almost_error *error);

#endif
