/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The language of a text by its script, where that is written for one language
 * alone or nearly so: kana, Hangul, Thai, Hebrew, Greek, Devanagari, Bengali; and
 * Han without kana. No text is too short for it.
 */
#ifndef AL_SCRIPT_H
#define AL_SCRIPT_H

#include <stddef.h>

/* The code of the language, such as "th", or NULL where the script says nothing. */
const char *al_script_language(const char *bytes, size_t length);

#endif
