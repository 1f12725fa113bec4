/* SPDX-License-Identifier: Apache-2.0 */
/* Which witnesses there are: files, those of folders, and what each is called. */
#ifndef WITNESSES_H
#define WITNESSES_H

#include "settings.h"

#include <stddef.h>

typedef struct witnesses {
    char **paths;
    char **sigla;
    size_t n;
    size_t room;
    almost_text **texts; /* NULL until they are read */
} witnesses;

/*
 * Gather the files that the operands name, a folder's by name, and call them as --sigla says, else
 * by their names without folder and extension. False after saying what is wrong;
 * witnesses_release() is called in any case.
 */
bool witnesses_gather(witnesses *witnesses, const settings *settings, int n_operands,
                      char **operands);

/* Read them all. False after saying what is wrong. */
bool witnesses_read(witnesses *witnesses, const settings *settings,
                    const almost_environment *environment);

void witnesses_release(witnesses *witnesses);

#endif
