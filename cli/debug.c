/* SPDX-License-Identifier: Apache-2.0 */
/* Lines with tabs: the stage, and what the library says of it. */
#include "debug.h"
#include "report.h"

#include <stdio.h>
#include <string.h>

static const char *const known[] = {"seeds", "chains", "moves", "gaps", "passages"};

/* Whether a name is one of a list with commas. */
static bool is_listed(const char *list, const char *name)
{
    size_t length = strlen(name);
    for (const char *at = list; at != NULL; at = strchr(at, ',')) {
        at += *at == ',';
        if (strncmp(at, name, length) == 0 && (at[length] == ',' || at[length] == '\0'))
            return true;
    }
    return false;
}

/* The library's trace callback. */
static void show(void *context, const char *stage, const char *line)
{
    if (is_listed(context, stage))
        fprintf(stderr, "%s\t%s\n", stage, line);
}

static bool is_known(const char *name, size_t length)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (strlen(known[i]) == length && memcmp(known[i], name, length) == 0)
            return true;
    return false;
}

bool debug_start(const char *stages, almost_environment *environment)
{
    if (stages == NULL)
        return true;
    for (const char *at = stages;; at++) {
        size_t length = strcspn(at, ",");

        if (!is_known(at, length)) {
            report("--debug %s: wants seeds, chains, moves, gaps or passages, or several of them "
                   "with commas",
                   stages);
            return false;
        }
        at += length;
        if (*at == '\0')
            break;
    }
    environment->trace = show;
    environment->trace_context = (void *)stages;
    fputs("stage\twhat\toriginal\tend\ttelling\tend\tvalue\n", stderr);
    return true;
}
