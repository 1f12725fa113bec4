/* SPDX-License-Identifier: Apache-2.0 */
/* Encodings of XML that Expat does not know by itself: all of one byte that ICU knows. */
#ifndef AL_XML_ENCODING_H
#define AL_XML_ENCODING_H

#include <expat.h>

/* Expat's handler: XML_STATUS_ERROR where it is none of these, or ICU is missing. */
int al_xml_unknown_encoding(void *unused, const char *name, XML_Encoding *info);

#endif
