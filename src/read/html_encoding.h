/* SPDX-License-Identifier: Apache-2.0 */
/* In which encoding a page says that it is. */
#ifndef AL_HTML_ENCODING_H
#define AL_HTML_ENCODING_H

#include "read/reader.h"

/*
 * The encoding that its XML declaration or its `meta` names, which is written to `name` where need
 * be; NULL: none, or there is a byte order mark, which knows better.
 */
const char *al_html_encoding(const al_read_source *source, char *name, size_t room);

/* Whether it has an XML declaration. */
bool al_html_is_xml(const char *bytes, uint32_t length);

#endif
