/* SPDX-License-Identifier: Apache-2.0 */
/* Text in XML: escaped, and only of characters that XML may hold. */
#ifndef AL_MARKUP_H
#define AL_MARKUP_H

#include "base/output.h"

/* As content or as the value of an attribute in double quotation marks. */
void al_markup_bytes(al_output *output, const char *bytes, size_t length);
void al_markup_text(al_output *output, const char *text);

/*
 * A name for an id: what no name may hold becomes a line with its number in hexadecimal, and what
 * could not begin one has a letter before it.
 */
void al_markup_id(al_output *output, const char *text);

#endif
