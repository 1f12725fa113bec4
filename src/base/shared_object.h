/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A shared library that is opened when it is first needed, which most runs never
 * do, and never closed. Whoever opens one keeps its functions in a table that is
 * written once and only read from then on.
 */
#ifndef AL_SHARED_OBJECT_H
#define AL_SHARED_OBJECT_H

#include <stdbool.h>
#include <stddef.h>

/*
 * The first of `n` names that can be opened, or NULL. Names are sonames (on Linux; on macOS file
 * names), so that the loader looks where the system keeps libraries and nothing else of that name
 * is taken.
 */
void *al_library_open(const char *const *names, size_t n);

/* Put the function of that name into *function, a pointer to it. False when there is none. */
bool al_library_find(void *library, const char *name, void *function);

#endif
