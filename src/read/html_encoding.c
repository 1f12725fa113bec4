/* SPDX-License-Identifier: Apache-2.0 */
/* Only the front is looked at, as browsers do; a name means the encoding that they take it for. */
#include "read/html_encoding.h"

#include "read/decoded.h"
#include "read/html_token.h"

#include <string.h>
#include <strings.h>

/* XML has a declaration or a namespace, HTML has none. */
bool al_html_is_xml(const char *bytes, uint32_t length)
{
    static const char sign[] = "<?xml";
    while (length > 0 && (*bytes == ' ' || (*bytes >= '\t' && *bytes <= '\r'))) {
        bytes++;
        length--;
    }
    return length >= sizeof sign - 1 && memcmp(bytes, sign, sizeof sign - 1) == 0;
}

/* The charset of a `content` such as text/html; charset=utf-8. */
static al_html_piece charset_in(al_html_piece content)
{
    static const char sign[] = "charset=";
    for (uint32_t at = 0; at + sizeof sign - 1 <= content.length; at++) {
        al_html_piece rest = {content.bytes + at, content.length - at};
        if (strncasecmp(rest.bytes, sign, sizeof sign - 1) != 0)
            continue;
        rest.bytes += sizeof sign - 1;
        rest.length -= (uint32_t)sizeof sign - 1;
        uint32_t end = 0;
        while (end < rest.length && rest.bytes[end] != ';' && rest.bytes[end] != ' ')
            end++;
        return (al_html_piece){rest.bytes, end};
    }
    return (al_html_piece){0};
}

/* What the first `meta` says that says anything; of no length when there is none. */
static al_html_piece declared(const al_decoded *front)
{
    al_html_tokens tokens = al_html_tokens_of(front->bytes, front->length, false);
    for (;;) {
        al_html_token token = al_html_next(&tokens);
        al_html_piece value = {0};
        if (token.kind == AL_HTML_NOTHING)
            return value;
        if (token.kind != AL_HTML_START || !al_html_is(token.name, "meta"))
            continue;
        if (al_html_attribute(&token, "charset", &value))
            return value;
        if (al_html_attribute(&token, "content", &value)) {
            value = charset_in(value);
            if (value.length > 0)
                return value;
        }
    }
}

/* What its XML declaration says. */
static al_html_piece declared_by_xml(const al_decoded *front)
{
    al_html_token token = {.attributes = {front->bytes, front->length}};
    al_html_piece value = {0};
    if (!al_html_is_xml(front->bytes, front->length))
        return value;
    const char *end = memchr(front->bytes, '>', front->length);
    if (end != NULL)
        token.attributes.length = (uint32_t)(end - front->bytes);
    const char *start = memchr(token.attributes.bytes, ' ', token.attributes.length);
    if (start == NULL)
        return value;
    token.attributes = (al_html_piece){start, (uint32_t)(end - start)};
    if (end == NULL || !al_html_attribute(&token, "encoding", &value))
        value = (al_html_piece){0};
    return value;
}

static bool has_mark(const al_read_source *source)
{
    const char *bytes = source->bytes;
    return source->length >= 3 &&
           (memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 || memcmp(bytes, "\xFF\xFE", 2) == 0 ||
            memcmp(bytes, "\xFE\xFF", 2) == 0);
}

const char *al_html_encoding(const al_read_source *source, char *name, size_t room)
{
    if (has_mark(source))
        return NULL;
    char bytes[AL_FRONT];
    al_decoded front = al_source_front(source, bytes);
    al_html_piece said = declared_by_xml(&front);
    if (said.length == 0)
        said = declared(&front);
    if (said.length == 0 || said.length >= room)
        return NULL;
    memcpy(name, said.bytes, said.length);
    name[said.length] = '\0';
    if (strncasecmp(name, "utf-16", 6) == 0 || strncasecmp(name, "utf16", 5) == 0)
        return NULL; /* or this could not have been read */
    bool windows = strcasecmp(name, "iso-8859-1") == 0 || strcasecmp(name, "latin1") == 0 ||
                   strcasecmp(name, "us-ascii") == 0 || strcasecmp(name, "ascii") == 0;
    return windows ? "windows-1252" : name;
}
