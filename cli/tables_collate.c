/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost collate; see tables.c for the others. */
#include "values.h"

#define FIELD(name) offsetof(settings, name)

static const char *when(int index, uint32_t *number)
{
    static const char *const names[] = {"auto", "always", "never", NULL};

    *number = (uint32_t)index;
    return names[index];
}

static const option collation[] = {
    {.name = "json",
     .read = value_form,
     .field = FIELD(collation_forms),
     .number = ALMOST_COLLATION_JSON,
     .help = "the table as CollateX writes it: witnesses, table",
     .brief = "the table as CollateX writes it"},
    {.letter = 'o',
     .name = "output",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(output),
     .wants = "the name of a file",
     .help = "write the answer to FILE, whole or not at all; it may be none of the witnesses",
     .brief = "write the answer to FILE"},
    {0}};

static const option witnesses[] = {
    {.name = "sigla",
     .value = "LIST",
     .read = value_text,
     .field = FIELD(sigla),
     .wants = "names with commas between them",
     .help = "call the witnesses so, in their order (by their files, without extension)",
     .brief = "call the witnesses so, such as A,B,C"},
    {.name = "collatex-json",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(collatex_json),
     .wants = "the name of a file",
     .help = "read the witnesses from FILE in the JSON that CollateX reads; what tokens have "
             "beside t and n is kept",
     .brief = "read witnesses as CollateX does"},
    {0}};

static const option collating[] = {
    {.name = "width",
     .value = "COLUMNS",
     .read = value_number,
     .field = FIELD(width),
     .number = 20,
     .wants = "a whole number from 20 to 1000000",
     .help = "fill lines to so many columns (the terminal's, or 80)"},
    {.name = "color",
     .value = "WHEN",
     .choice = when,
     .alone = "always",
     .read = value_choice,
     .field = FIELD(colour),
     .help = "use colours; always without WHEN; auto is on a terminal only, and not with NO_COLOR"},
    {0}};

const option_group options_collation = {"Answer (a table for reading)", collation};
const option_group options_witnesses = {"Witnesses", witnesses};
const option_group options_collating = {"Reading", collating};
