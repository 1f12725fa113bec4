/* SPDX-License-Identifier: Apache-2.0 */
/* The script and the style of a page, built from web/ and compiled in by tools/web.py. */
#ifndef AL_WEB_H
#define AL_WEB_H

#include <stddef.h>

typedef struct al_web_file {
    const char *bytes;
    size_t length;
} al_web_file;

extern const al_web_file al_web_script;
extern const al_web_file al_web_style;

/* Content security policies, which name both by their hashes. */
extern const char al_web_policy[];
extern const char al_web_policy_served[]; /* of a page that asks its server */

#endif
