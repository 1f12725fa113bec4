/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of options that the tables of several commands have. */
#ifndef ROWS_H
#define ROWS_H

#include "values.h"

#define FIELD(name) offsetof(settings, name)

/* Behind it may follow more of the row, such as .brief. */
#define ROW_OUTPUT(text)                                                                           \
    .letter = 'o', .name = "output", .value = "FILE", .read = value_text, .field = FIELD(output),  \
    .wants = "the name of a file", .help = text

#define ROW_UNITS(text)                                                                            \
    .name = "units", .value = "UNITS", .choice = units_choices, .read = value_choice,              \
    .field = FIELD(units), .help = text

#define ROW_WIDTH                                                                                  \
    .name = "width", .value = "COLUMNS", .read = value_number, .field = FIELD(width),              \
    .number = 20, .wants = "a whole number from 20 to 1000000",                                    \
    .help = "fill lines to so many columns (the terminal's, or 80)"

#define ROW_COLOUR                                                                                 \
    .name = "color", .value = "WHEN", .choice = when_choices, .alone = "always",                   \
    .read = value_choice, .field = FIELD(colour),                                                  \
    .help = "use colours; always without WHEN; auto is on a terminal only, and not with NO_COLOR"

#define ROW_THREADS                                                                                \
    .name = "threads", .value = "N", .read = value_number, .field = FIELD(threads),                \
    .wants = "a whole number from 0 to 1000000",                                                   \
    .help = "work on so many threads (one a core); the answer is the same"

#endif
