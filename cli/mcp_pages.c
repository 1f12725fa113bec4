/* SPDX-License-Identifier: Apache-2.0 */
/* Pages of lists, and what the items of several tools have in common. */
#include "mcp.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Where a page starts, as the one before said. False: none has said so. */
static bool start_of(const json_t *cursor, size_t n, size_t *start)
{
    const char *text = json_string_value(cursor);
    char *end;
    *start = 0;
    if (cursor == NULL || json_is_null(cursor))
        return true;
    if (text == NULL || text[0] < '0' || text[0] > '9' ||
        json_string_length(cursor) != strlen(text))
        return false;
    errno = 0;
    unsigned long long number = strtoull(text, &end, 10);
    if (errno != 0 || *end != '\0' || number > n)
        return false;
    *start = (size_t)number;
    return true;
}

bool mcp_page_find(mcp_job *job, const json_t *limit, const json_t *cursor, size_t n,
                   mcp_page *page)
{
    enum { USUAL = 20, MOST = 200 /* items, of some hundred bytes: what a context has room for */ };
    json_int_t wanted = USUAL;
    if (limit != NULL && !json_is_null(limit)) {
        wanted = json_integer_value(limit);
        if (!json_is_integer(limit) || wanted < 1 || wanted > MOST)
            return mcp_fail(job, "limit: wants a whole number from 1 to %d", MOST);
    }
    if (!start_of(cursor, n, &page->start))
        return mcp_fail(job, "cursor: wants the nextCursor of the page before");
    page->end = n - page->start > (size_t)wanted ? page->start + (size_t)wanted : n;
    return true;
}

/* The cursor of the page that begins with an item. */
static json_t *cursor_of(size_t start)
{
    char cursor[24];
    snprintf(cursor, sizeof cursor, "%zu", start);
    return json_string(cursor);
}

json_t *mcp_page_end(json_t *object, const mcp_page *page, size_t n)
{
    json_object_set_new(object, "total", json_integer((json_int_t)n));
    if (page->end < n)
        json_object_set_new(object, "nextCursor", cursor_of(page->end));
    return object;
}

bool mcp_wants_string(mcp_job *job, const json_t *argument, const char *what)
{
    return argument == NULL || json_is_string(argument) ||
           mcp_fail(job, "%s: wants a string", what);
}

/* The bits of one name of a list; 0: it is none. */
static uint32_t bits_at(const json_t *list, size_t index, uint32_t (*bits_of)(const char *name))
{
    const char *name = json_string_value(json_array_get(list, index));
    return name != NULL ? bits_of(name) : 0;
}

bool mcp_wants_names(mcp_job *job, const json_t *argument, const char *what,
                     uint32_t (*bits_of)(const char *name), uint32_t *bits)
{
    uint32_t all = 0;
    bool good = json_is_array(argument);
    for (size_t i = 0; good && i < json_array_size(argument); i++) {
        all |= bits_at(argument, i, bits_of);
        good = bits_at(argument, i, bits_of) != 0;
    }
    if (argument == NULL)
        return true;
    *bits = all;
    return good || mcp_fail(job, "%s: wants a list of names that its schema has", what);
}

static bool is_space(char byte)
{
    return byte == ' ' || (byte >= '\t' && byte <= '\r');
}

almost_span mcp_trim(const char *bytes, almost_span span)
{
    while (span.end > span.start && is_space(bytes[span.end - 1]))
        span.end--;
    return span;
}

json_t *mcp_place(const almost_text *text, almost_span span)
{
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    almost_span kept = mcp_trim(bytes, span);
    return json_pack("{s:o, s:I}", "text",
                     rpc_string(bytes + kept.start, kept.end - kept.start, MCP_MOST_TEXT), "line",
                     (json_int_t)almost_text_place(text, span.start).line);
}

json_t *mcp_touches(uint32_t bits)
{
    json_t *names = json_array();
    uint32_t touch;
    for (size_t rank = 0; (touch = almost_touch_at(rank)) != 0; rank++)
        if (bits & touch)
            json_array_append_new(names, json_string(almost_touch_name((almost_touch)touch)));
    return names;
}
