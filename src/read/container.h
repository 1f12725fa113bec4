/* SPDX-License-Identifier: Apache-2.0 */
/* Many documents as one text: the members of an archive, the files of a folder. */
#ifndef AL_CONTAINER_H
#define AL_CONTAINER_H

#include "base/must_check.h"
#include "read/reader.h"
#include "text/parts.h"

/*
 * The documents of `parts`, in the order of their names, each with its name as the mark of its
 * part. What is no text is left out, and it is a failure if nothing else is there. Takes over
 * `parts`. `name` is for messages. Errors: those of the readers, LIMIT, MEMORY, FORMAT.
 */
AL_MUST_CHECK almost_status al_container_read(al_parts *parts, const char *name,
                                              const al_read_options *options, al_builder *builder,
                                              almost_error *error);

/* Whether there is a folder at a path. */
bool al_folder_is(const char *path);

/*
 * Whether a file is one of those that al_folder_collect() would read, whatever its other names.
 * False as well where the folder cannot be walked, which reading it says.
 */
struct stat;
bool al_folder_holds(const char *path, const struct stat *file);

/*
 * Add the files of a folder, and of the folders in it, to `parts`; links and devices are none.
 * Errors: READ, LIMIT, MEMORY.
 */
AL_MUST_CHECK almost_status al_folder_collect(const char *path, const char *name,
                                              const al_read_options *options, al_parts *parts,
                                              almost_error *error);

#endif
