/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A look at a zip archive from outside, for probes: which names stand in it, and what the first
 * member holds where it is stored and not compressed. Nothing is unpacked, and only so much is
 * looked at as a probe may.
 */
#ifndef AL_ZIP_H
#define AL_ZIP_H

#include "read/reader.h"

/* Whether it begins as a zip archive does. */
bool al_zip_is(const al_read_source *source);

/*
 * Whether a member of this name, or of one that begins so, stands near the front of the archive or
 * in the list of members that it ends with; of a long list only the last names are looked at.
 */
bool al_zip_holds(const al_read_source *source, const char *name, bool whole);

/* Whether the list of members is there, so that what the archive holds is known for certain. */
bool al_zip_lists(const al_read_source *source);

/* Whether these bytes stand in the first member, near its front. */
bool al_zip_begins_with(const al_read_source *source, const char *bytes);

#endif
