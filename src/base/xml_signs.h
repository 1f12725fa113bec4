/* SPDX-License-Identifier: Apache-2.0 */
/* What XML and HTML cannot have as it is. */
#ifndef AL_XML_SIGNS_H
#define AL_XML_SIGNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What stands for a sign of markup, in text and in quoted attributes; NULL: the sign is none. */
static inline const char *al_xml_escape(uint32_t c)
{
    switch (c) {
    case '&': return "&amp;";
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '"': return "&quot;";
    default: return NULL;
    }
}

/* Whether a document may hold a code point (XML 1.0, Char), written as itself or by its number. */
static inline bool al_xml_holds(uint32_t c)
{
    return c == '\t' || c == '\n' || c == '\r' || (c >= 0x20 && c <= 0xD7FF) ||
           (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

#endif
