/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Web pages. What is told of one is html_walk.h; here is what a page is known by, and its encoding:
 * byte order mark, else what its `meta` or its XML declaration says, else what is found out.
 */
#include "base/error.h"
#include "read/decoded.h"
#include "read/html_walk.h"

#include <string.h>
#include <strings.h>

/* --- What is a page ----------------------------------------------------- */

static bool has_extension(const al_read_source *source)
{
    const char *point = source->path != NULL ? strrchr(source->path, '.') : NULL;
    if (point == NULL || strchr(point, '/') != NULL)
        return false;
    for (const char *const *known = al_reader_html.extensions; *known != NULL; known++)
        if (strcasecmp(point + 1, *known) == 0)
            return true;
    return false;
}

/* Behind white space, comments and instructions. */
static al_html_piece behind_comments(al_html_piece front)
{
    const char *at = front.bytes, *end = at + front.length;
    while (at < end) {
        const char *close = NULL;
        while (at < end && (*at == ' ' || (*at >= '\t' && *at <= '\r')))
            at++;
        if (end - at >= 4 && memcmp(at, "<!--", 4) == 0)
            close = "-->";
        else if (end - at >= 2 && memcmp(at, "<?", 2) == 0)
            close = "?>";
        if (close == NULL)
            break;
        for (at += 2; at < end && memcmp(at, close, strlen(close)) != 0; at++)
            ;
        at = end - at >= (long)strlen(close) ? at + strlen(close) : end;
    }
    return (al_html_piece){at, (uint32_t)(end - at)};
}

static bool begins(al_html_piece piece, const char *bytes)
{
    size_t length = strlen(bytes);
    return piece.length >= length && strncasecmp(piece.bytes, bytes, length) == 0;
}

static al_confidence probe(const al_read_source *source)
{
    static const char *const fronts[] = {"<!doctype html", "<html", "<head", "<body", NULL};
    char room[AL_FRONT + 4];
    al_decoded decoded = al_source_front(source, room);
    memset(room + decoded.length, 0, 4);
    al_html_piece front = behind_comments((al_html_piece){decoded.bytes, decoded.length});
    for (const char *const *known = fronts; *known != NULL; known++)
        if (begins(front, *known))
            return AL_CONFIDENCE_LIKELY; /* it may be of a kind that says more: hOCR */
    return has_extension(source) && memchr(decoded.bytes, '\0', decoded.length) == NULL
               ? AL_CONFIDENCE_LIKELY
               : AL_CONFIDENCE_NONE;
}

/* XML has a declaration or a namespace, HTML has none. */
static bool is_xml(const char *bytes, uint32_t length)
{
    static const char sign[] = "<?xml";
    while (length > 0 && (*bytes == ' ' || (*bytes >= '\t' && *bytes <= '\r'))) {
        bytes++;
        length--;
    }
    return length >= sizeof sign - 1 && memcmp(bytes, sign, sizeof sign - 1) == 0;
}

/* --- Encoding ----------------------------------------------------------- */

/* The charset of a `content` such as text/html; charset=utf-8. */
static al_html_piece charset_in(al_html_piece content)
{
    static const char sign[] = "charset=";
    for (uint32_t at = 0; at + sizeof sign - 1 <= content.length; at++) {
        al_html_piece rest = {content.bytes + at, content.length - at};
        if (!begins(rest, sign))
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
    if (!is_xml(front->bytes, front->length))
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

/* The name of the encoding that the page says it has, or NULL. What browsers take a name for. */
static const char *encoding_of(const al_read_source *source, char *name, size_t room)
{
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

static bool has_mark(const al_read_source *source)
{
    const char *bytes = source->bytes;
    return source->length >= 3 &&
           (memcmp(bytes, "\xEF\xBB\xBF", 3) == 0 || memcmp(bytes, "\xFF\xFE", 2) == 0 ||
            memcmp(bytes, "\xFE\xFF", 2) == 0);
}

static almost_status decode(const al_read_source *source, const al_read_options *options,
                            al_builder *builder, al_decoded *out, almost_error *error)
{
    char name[40];
    al_read_options own = *options;
    if (own.encoding == NULL && !has_mark(source))
        own.encoding = encoding_of(source, name, sizeof name);
    if (own.encoding != NULL && own.encoding != options->encoding) {
        almost_error unused;
        almost_status status = al_decode_source(source, &own, builder, out, &unused);
        if (status != ALMOST_ERROR_ENCODING && status != ALMOST_ERROR_ARGUMENT) {
            if (status != ALMOST_OK && error != NULL)
                *error = unused;
            return status;
        }
    }
    return al_decode_source(source, options, builder, out, error); /* what it says is none */
}

static almost_status read_html(const al_read_source *source, const al_read_options *options,
                               al_builder *builder, almost_error *error)
{
    al_decoded decoded;
    almost_status status = decode(source, options, builder, &decoded, error);
    if (status != ALMOST_OK)
        return status;
    al_html_source html = {decoded.bytes, decoded.length, decoded.offset,
                           is_xml(decoded.bytes, decoded.length)};
    al_telling telling;
    bool told = al_telling_init(&telling, builder) && al_html_tell(&telling, &html, options);
    status = al_telling_finish(&telling, error);
    return status == ALMOST_OK && !told && !al_builder_failed(builder) ? al_fail_memory(error)
                                                                       : status;
}

static const char *const extensions[] = {"html", "htm", "xhtml", "xht", NULL};

const al_reader al_reader_html = {"html", extensions, probe, read_html};
