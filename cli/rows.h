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

/* Of documents with tracked changes, whoever their author is. */
#define ROWS_REDLINE                                                                               \
    {.name = "date",                                                                               \
     .value = "DATE",                                                                              \
     .read = value_date,                                                                           \
     .field = FIELD(date),                                                                         \
     .wants = "a day such as 2026-11-29, or a time such as 2026-11-29T20:15:00Z",                  \
     .help = "track changes as of this time (SOURCE_DATE_EPOCH, or now)"},                         \
        {.name = "moves",                                                                          \
         .value = "HOW",                                                                           \
         .choice = moves_choices,                                                                  \
         .read = value_choice,                                                                     \
         .field = FIELD(moves),                                                                    \
         .help = "mark what moved in a Word document as moved, or as deleted and inserted"},       \
    {                                                                                              \
        .name = "keep-shapes", .read = value_flag, .field = FIELD(keep_shapes), .number = 1,       \
        .help =                                                                                    \
            "do not track what differs in nothing but the shapes of quotation marks, dashes and "  \
            "other signs: the original's stay"                                                     \
    }

#endif
