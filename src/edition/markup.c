/* SPDX-License-Identifier: Apache-2.0 */
/* Escapes of XML 1.0; what no document may hold (controls, broken UTF-8) is U+FFFD. */
#include "edition/markup.h"

#include "base/utf8.h"
#include "base/xml_signs.h"

#include <stdio.h>

static const char *escape_of(uint32_t c)
{
    if (c == '\r')
        return "&#13;";
    return al_xml_holds(c) && c != 0x7F ? al_xml_escape(c) : "\xEF\xBF\xBD";
}

void al_markup_bytes(al_output *output, const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        uint32_t size, c = al_decode(bytes, length, at, &size);
        const char *escape = escape_of(c);
        if (escape != NULL)
            al_output_text(output, escape);
        else
            al_output_bytes(output, bytes + at, size);
        at += size;
    }
}

void al_markup_text(al_output *output, const char *text)
{
    al_markup_bytes(output, text, strlen(text));
}

static bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

void al_markup_id(al_output *output, const char *text)
{
    if (!is_letter(text[0]))
        al_output_text(output, "w");
    for (; *text != '\0'; text++) {
        char number[8];
        if (is_letter(*text) || is_digit(*text) || *text == '-' || *text == '.') {
            al_output_bytes(output, text, 1);
            continue;
        }
        snprintf(number, sizeof number, "_%02x", (unsigned)(unsigned char)*text);
        al_output_text(output, number);
    }
}
