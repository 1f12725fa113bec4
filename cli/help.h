/* SPDX-License-Identifier: Apache-2.0 */
/* What the program says about itself; made from the tables of options.h. */
#ifndef HELP_H
#define HELP_H

#include "options.h"

/*
 * Print what is needed most of a command, on one screen of 24 lines: examples, then options; or
 * `all` of it. With `overview`, the names of all commands, too.
 */
bool help_print(const command *command, bool overview, bool all);

bool help_version(void);

/* Print all tables as JSON, for the tools that make the manual and the completions. */
bool help_describe(void);

#endif
