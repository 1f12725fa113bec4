/* SPDX-License-Identifier: Apache-2.0 */
/* Which witnesses there are: files, those of folders, and what each is called. */
#ifndef WITNESSES_H
#define WITNESSES_H

#include "settings.h"

#include <stddef.h>

typedef struct witnesses {
    char **paths; /* files */
    size_t n_paths, paths_room;
    almost_text **texts; /* the witnesses that are in them */
    char **sigla;
    size_t n, room;
    char **groups; /* of a witness whose hands are two: A=A*,A1 */
    size_t n_groups, groups_room;
} witnesses;

/*
 * Gather the files that the operands name, a folder's by name. False after saying what is wrong;
 * witnesses_release() is called in any case.
 */
bool witnesses_gather(witnesses *witnesses, int n_operands, char **operands);

/*
 * Read them all: one edition in TEI as all of its witnesses, or those of --sigla; else each file as
 * one, called as --sigla says or by its name without folder and extension. With --hands, one that
 * was corrected is two. False after saying what is wrong.
 */
bool witnesses_read(witnesses *witnesses, const settings *settings,
                    const almost_environment *environment);

void witnesses_release(witnesses *witnesses);

#endif
