/* SPDX-License-Identifier: Apache-2.0 */
/* The commands, one file each; main.c lists them. */
#ifndef COMMANDS_H
#define COMMANDS_H

#include "options.h"

extern const command command_compare;
extern const command command_apply;
extern const command command_check;
extern const command command_collate;
extern const command command_git_diff;
extern const command command_help;
extern const command command_library;
extern const command command_text;
extern const command command_view;
extern const command command_trace;
extern const command command_reuse;
extern const command command_watch;
extern const command command_lsp;
extern const command command_mcp;
extern const command command_merge;
extern const command command_git_merge;

/* All of them, NULL at the end; the first is the one that needs no name. */
extern const command *const commands[];

/* The one of this name, or NULL. */
const command *command_find(const char *name);

#endif
