/* SPDX-License-Identifier: Apache-2.0 */
/* Signs that a Word document gives by a font and the number that the font has for them. */
#ifndef AL_DOCX_SYMBOLS_H
#define AL_DOCX_SYMBOLS_H

#include <stdbool.h>

/*
 * The sign as UTF-8, ended by NUL, of a number in hexadecimal. False: it is none. `font` may be
 * NULL. What no table has stands for itself, in the private use area.
 */
bool al_docx_symbol(const char *font, const char *code, char bytes[static 8]);

#endif
