/* SPDX-License-Identifier: Apache-2.0 */
/* The script and the style of a page, built from web/ and compiled in by tools/web.py. */
#ifndef AL_WEB_H
#define AL_WEB_H

#include <stddef.h>

/* A file, and its hash as a content security policy names it: 'sha256-...' with its marks. */
typedef struct al_web_file {
    const char *bytes;
    size_t length;
    const char *hash;
} al_web_file;

extern const al_web_file al_web_script;
extern const al_web_file al_web_style;

#endif
