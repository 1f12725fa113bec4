/* SPDX-License-Identifier: Apache-2.0 */
/* The options of almost mcp; see tables.c for the others. */
#include "values.h"

#define FIELD(name) offsetof(settings, name)

static const option folders[] = {
    {.name = "root",
     .value = "FOLDER",
     .read = value_paths,
     .field = FIELD(roots),
     .wants = "the name of a folder",
     .help = "let agents read the files in FOLDER; may be given several times, and without it they "
             "can only hand in texts",
     .brief = "let agents read the files in FOLDER"},
    {.name = "library",
     .value = "LIBRARY",
     .read = value_paths,
     .field = FIELD(libraries),
     .wants = "the name of a library",
     .help = "let agents trace in LIBRARY and read its documents; may be given several times",
     .brief = "let agents trace in LIBRARY"},
    {0}};

static const option limits[] = {
    {.name = "workers",
     .value = "N",
     .read = value_number,
     .field = FIELD(workers),
     .number = 1,
     .wants = "a whole number from 1 to 1000000",
     .help = "work on at most so many requests at once (4, and at most 64); others wait"},
    {.name = "timeout",
     .value = "SECONDS",
     .read = value_small,
     .field = FIELD(timeout),
     .wants = "a number of seconds above 0 such as 0.5 or 60",
     .help = "give up a request after so long (60)",
     .brief = "give up a request after so long"},
    {.name = "max-bytes",
     .value = "SIZE",
     .read = value_text_size,
     .field = FIELD(max_bytes),
     .wants = "a size such as 500K, 100M or 2G, and at most 4095M",
     .help = "refuse requests whose texts are longer than this together (64M)"},
    {.name = "max-message",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(max_message),
     .wants = "a size such as 500K, 16M or 1G",
     .help = "refuse requests that are longer than this themselves (16M)"},
    {.name = "max-resource",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(max_resource),
     .wants = "a size such as 500K or 16M",
     .help = "refuse to hand out longer texts than this as a whole (1M)"},
    {.name = "memory",
     .value = "SIZE",
     .read = value_size,
     .field = FIELD(max_memory),
     .wants = "a size such as 64M, 500M or 8G",
     .help = "refuse comparisons that need more (what is free)"},
    {0}};

const option_group options_folders = {"Folders", folders};
const option_group options_agents = {"Limits", limits};
