/* SPDX-License-Identifier: Apache-2.0 */
/* Names of files as a reader of a page wants them. */
#ifndef AL_HTML_NAME_H
#define AL_HTML_NAME_H

/*
 * Of a path so many of its last folders as tell it from `other`, which may be NULL;
 * web/src/names.ts does the same for many.
 */
const char *al_short_name(const char *name, const char *other);

#endif
