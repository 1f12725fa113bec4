/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Temporary files of runs that were killed, which no signal handler could remove. They are named
 * .almost-PROCESS-NUMBER and lie beside what they were to become.
 */
#ifndef LEFTOVERS_H
#define LEFTOVERS_H

#include <stddef.h>

/* The name of temporary file `attempt` of this process, without its folder. */
void leftovers_name(char *name, size_t size, unsigned attempt);

/*
 * Remove those in a folder that are older than a day and whose process is gone. The age is for
 * folders that other machines write to as well, whose processes are not known here. What cannot be
 * read or removed stays.
 */
void leftovers_remove(const char *folder);

#endif
