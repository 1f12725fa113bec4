/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost reuse; see tables.c for the others. */
#include "values.h"

#define FIELD(name) offsetof(settings, name)

static const char *units(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_units_name((almost_units)index);
}

static const option reusing[] = {
    {.name = "clusters",
     .read = value_flag,
     .field = FIELD(shared),
     .number = ALMOST_REUSE_CLUSTERS,
     .help = "a line of JSON for each stretch that is handed on, by clusters (default)",
     .brief = "what is handed on, by clusters (default)"},
    {.name = "passages",
     .read = value_flag,
     .field = FIELD(shared),
     .number = ALMOST_REUSE_PAIRS,
     .help = "a line of JSON for each passage that two documents share, with both stretches",
     .brief = "each passage that two documents share"},
    {.name = "date",
     .value = "MEMBER",
     .read = value_text,
     .field = FIELD(date_member),
     .wants = "the name of a member of the lines",
     .help = "the member that says when a document is from: the first one of a cluster is marked "
             "(date)",
     .brief = "the member that says when a document is from"},
    {.name = "least",
     .value = "SCORE",
     .read = value_small,
     .field = FIELD(least_score),
     .wants = "a number above 0 such as 90",
     .help = "what a passage has to score: 2 a letter, times how rare its words are (90)"},
    {.name = "cap",
     .value = "N",
     .read = value_number,
     .field = FIELD(cap),
     .number = 1,
     .wants = "a whole number from 1 to 1000000",
     .help = "align a place at most so often; what else is like it is linked (4)"},
    {.name = "units",
     .value = "UNITS",
     .choice = units,
     .read = value_choice,
     .field = FIELD(units),
     .help = "count begin and end in these"},
    {.letter = 'o',
     .name = "output",
     .value = "FILE",
     .read = value_text,
     .field = FIELD(output),
     .wants = "the name of a file",
     .help = "write the answer to FILE, whole or not at all",
     .brief = "write the answer to FILE"},
    {0}};

static const option room[] = {
    {.name = "threads",
     .value = "N",
     .read = value_number,
     .field = FIELD(threads),
     .wants = "a whole number from 0 to 1000000",
     .help = "work on so many threads (one a core); the answer is the same"},
    {.name = "memory",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(max_memory),
     .wants = "a size such as 64M, 500M or 8G",
     .help = "work in so much memory; the answer is the same (a quarter of what is free)",
     .brief = "work in so much memory"},
    {.name = "temporary",
     .value = "FOLDER",
     .read = value_text,
     .field = FIELD(temporary),
     .wants = "the name of a folder",
     .help = "the folder for temporary files, some three times the corpus (TMPDIR, or /tmp)"},
    {.name = "max-bytes",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(max_bytes),
     .wants = "a size such as 500K, 100M or 2G, and at most 4095M",
     .help = "refuse documents longer than this (1G)"},
    {.name = "timeout",
     .value = "SECONDS",
     .read = value_small,
     .field = FIELD(timeout),
     .wants = "a number of seconds above 0 such as 0.5 or 60",
     .help = "give up after so long (never)"},
    {0}};

const option_group options_reusing = {"Passages", reusing};
const option_group options_room = {"Means", room};
