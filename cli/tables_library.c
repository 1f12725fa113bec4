/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost library and almost trace; see tables.c for the others. */
#include "rows.h"

static const option keeping[] = {
    {.name = "json",
     .read = value_flag,
     .field = FIELD(json),
     .number = 1,
     .help = "list: a line of JSON for each document"},
    {.name = "keep",
     .read = value_flag,
     .field = FIELD(keep),
     .number = 1,
     .help = "add: keep the text of plain files in the library, too, so that they may go",
     .brief = "add: keep the text of plain files, too"},
    {0}};

static const option tracing[] = {
    {.name = "in",
     .value = "LIBRARY",
     .read = value_text,
     .field = FIELD(library),
     .wants = "the folder of a library",
     .help = "look in this library",
     .brief = "look in this library"},
    {.name = "quote",
     .value = "TEXT",
     .read = value_text,
     .field = FIELD(quote),
     .wants = "the words of a quotation",
     .help = "look for these words",
     .brief = "look for these words"},
    {.name = "queries",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(queries),
     .wants = "the name of a file",
     .help = "look for the text of each line {\"id\", \"text\"} of FILE; a line of JSON for each",
     .brief = "look for each line of JSON Lines"},
    {.name = "json",
     .read = value_flag,
     .field = FIELD(json),
     .number = 1,
     .help = "all that was found, as JSON (almost.quotations/1)",
     .brief = "all that was found, for programs"},
    {.name = "most",
     .value = "N",
     .read = value_number,
     .field = FIELD(most),
     .number = 1,
     .wants = "a whole number from 1 to 1000000",
     .help = "name at most so many sources of a quotation (5)"},
    {ROW_UNITS("count the offsets of JSON in these")},
    {ROW_OUTPUT("write the answer to FILE, whole or not at all")},
    {0}};

const option_group options_keeping = {"Library", keeping};
const option_group options_tracing = {"Tracing", tracing};
