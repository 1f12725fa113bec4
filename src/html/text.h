/* SPDX-License-Identifier: Apache-2.0 */
/* Text within HTML: whatever it holds, it is shown and is no markup. */
#ifndef AL_HTML_TEXT_H
#define AL_HTML_TEXT_H

#include "base/output.h"

/*
 * Text for an element or an attribute in double quotation marks. Controls and marks that turn the
 * direction of a line are shown as signs; what is no valid UTF-8 is U+FFFD.
 */
void al_html_text(al_output *output, const char *bytes, uint64_t length);

static inline void al_html_string(al_output *output, const char *string)
{
    al_html_text(output, string, strlen(string));
}

#endif
