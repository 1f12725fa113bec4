/* SPDX-License-Identifier: Apache-2.0 */
/* Raised signs that lead to notes, where no attribute says that they do: `<sup><a
 * href="#n1">1</a></sup>`. */
#ifndef AL_HTML_SIGN_H
#define AL_HTML_SIGN_H

#include "read/html_token.h"

/*
 * Whether a start tag is that of a link to a place which stands raised, alone or with what is in
 * it, and holds but a number, a letter, a star or a dagger, perhaps in brackets. `from` and `to`
 * are the bounds of what the tag stands in. Looks at some tags and bytes on either side, no more.
 */
bool al_html_is_raised_sign(const al_html_token *token, const char *from, const char *to, bool xml);

#endif
