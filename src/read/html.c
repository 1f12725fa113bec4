/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Web pages. What is told of one is html_walk.h; here is what a page is known by, and its encoding:
 * byte order mark, else what its `meta` or its XML declaration says, else what is found out.
 */
#include "base/error.h"
#include "read/decoded.h"
#include "read/html_encoding.h"
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

/* --- Reading ------------------------------------------------------------- */

static almost_status decode(const al_read_source *source, const al_read_options *options,
                            al_builder *builder, al_decoded *out, almost_error *error)
{
    char name[40];
    al_read_options own = *options;
    if (own.encoding == NULL)
        own.encoding = al_html_encoding(source, name, sizeof name);
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
                           al_html_is_xml(decoded.bytes, decoded.length)};
    al_telling telling;
    bool told = al_telling_init(&telling, builder) && al_html_tell(&telling, &html, options);
    status = al_telling_finish(&telling, error);
    return status == ALMOST_OK && !told && !al_builder_failed(builder) ? al_fail_memory(error)
                                                                       : status;
}

static const char *const extensions[] = {"html", "htm", "xhtml", "xht", NULL};

const al_reader al_reader_html = {"html", extensions, probe, read_html};
