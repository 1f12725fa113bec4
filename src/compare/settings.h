/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a comparison is made: what the caller asked for, completed and checked
 * once. Copied, so that it lives with the comparison, whose answers tell it.
 */
#ifndef AL_SETTINGS_H
#define AL_SETTINGS_H

#include "almost/almost.h"

#include <stdbool.h>

typedef struct al_settings {
    uint32_t ignore; /* almost_ignore bits in force: none with `exact` */
    bool exact;
    bool minimal;
    bool one_kind;
    almost_words words;
    double min_bits;
    double expected;  /* 0: what the passages are like decides */
    char language[4]; /* of a word list; empty: to be found out */
} al_settings;

/*
 * Take what `options` ask for, which may be NULL, and the environment that they name. On failure
 * (ARGUMENT) both are of no use.
 */
almost_status al_settings_take(const almost_compare_options *options, al_settings *settings,
                               almost_environment *environment, almost_error *error);

#endif
