/* SPDX-License-Identifier: Apache-2.0 */
/* The tool collate: where the versions of a text differ, and who has which reading. */
#include "mcp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WITNESSES = 64 };

typedef struct arguments {
    json_t *witnesses;
    const json_t *sigla, *limit, *cursor;
    int expand;
} arguments;

typedef struct collating {
    mcp_texts texts;
    const char *sigla[MOST_WITNESSES];
    almost_collation *collation;
    uint64_t *rows; /* in which the witnesses differ */
    size_t n;
} collating;

/* Whether the sigla, if there are any, are one string for each of n witnesses. */
static bool take_sigla(mcp_job *job, const json_t *sigla, size_t n)
{
    bool good = sigla == NULL || json_array_size(sigla) == n;
    for (size_t i = 0; i < json_array_size(sigla); i++)
        good = good && json_is_string(json_array_get(sigla, i));
    return good || mcp_fail(job, "sigla: wants a list of one name for each witness");
}

static bool take(mcp_job *job, json_t *given, arguments *arguments)
{
    json_error_t error;
    size_t n;
    if (json_unpack_ex(given, &error, JSON_STRICT, "{s:o, s?o, s?b, s?o, s?o}", "witnesses",
                       &arguments->witnesses, "sigla", &arguments->sigla, "expand",
                       &arguments->expand, "limit", &arguments->limit, "cursor",
                       &arguments->cursor) != 0)
        return mcp_fail(job, "%s", error.text);
    n = json_array_size(arguments->witnesses);
    if (n < 2 || n > MOST_WITNESSES)
        return mcp_fail(job, "witnesses: wants a list of 2 to %d texts", MOST_WITNESSES);
    return take_sigla(job, arguments->sigla, n);
}

static bool collate(mcp_job *job, const arguments *arguments, collating *collating)
{
    size_t n = json_array_size(arguments->witnesses);
    almost_environment environment;
    almost_collate_options options;
    almost_error error;
    job->steps = (unsigned)n + 1;
    for (size_t i = 0; i < n; i++) {
        char what[32];

        snprintf(what, sizeof what, "witness %zu", i + 1);
        if (!mcp_texts_one(job, &collating->texts, json_array_get(arguments->witnesses, i), what))
            return false;
        collating->sigla[i] = json_string_value(json_array_get(arguments->sigla, i));
    }
    mcp_environment(job, &environment);
    almost_collate_options_init(&options);
    options.environment = &environment;
    options.expand = arguments->expand;
    if (almost_collate((const almost_text *const *)collating->texts.texts,
                       arguments->sigla != NULL ? collating->sigla : NULL, n, &options,
                       &collating->collation, &error) != ALMOST_OK)
        return mcp_fail_error(job, &error);
    return true;
}

/* The bytes of a witness in a row, without the white space behind them. */
static const char *reading(const collating *collating, uint64_t row, size_t witness, size_t *length)
{
    uint64_t all;
    const char *bytes = almost_collation_bytes(collating->collation, witness, &all);
    almost_span cell = mcp_trim(bytes, almost_collation_cell(collating->collation, row, witness));
    *length = (size_t)(cell.end - cell.start);
    return bytes + cell.start;
}

static bool agree(const collating *collating, uint64_t row, size_t one, size_t other)
{
    size_t n, m;
    const char *a = reading(collating, row, one, &n), *b = reading(collating, row, other, &m);
    return n == m && (n == 0 || memcmp(a, b, n) == 0);
}

static bool find_rows(mcp_job *job, collating *collating)
{
    uint64_t n = almost_collation_rows(collating->collation);
    collating->rows = calloc((size_t)n + 1, sizeof *collating->rows);
    if (collating->rows == NULL)
        return mcp_fail(job, "out of memory");
    for (uint64_t row = 0; row < n; row++) {
        size_t witness = 1;

        while (witness < collating->texts.n && agree(collating, row, 0, witness))
            witness++;
        if (witness < collating->texts.n)
            collating->rows[collating->n++] = row;
    }
    return true;
}

/* --- The answer --------------------------------------------------------- */

static json_t *siglum(const collating *collating, size_t witness)
{
    return mcp_name(almost_collation_siglum(collating->collation, witness));
}

/* {"text", "witnesses"}: who has the reading that a witness is the first to have. */
static json_t *describe_reading(const collating *collating, uint64_t row, size_t first)
{
    json_t *names = json_array();
    size_t length;
    const char *bytes = reading(collating, row, first, &length);
    for (size_t i = first; i < collating->texts.n; i++)
        if (agree(collating, row, first, i))
            json_array_append_new(names, siglum(collating, i));
    return json_pack("{s:o, s:o}", "text", rpc_string(bytes, length, MCP_MOST_TEXT), "witnesses",
                     names);
}

static json_t *describe(const collating *collating, uint64_t row)
{
    almost_span cell = almost_collation_cell(collating->collation, row, 0);
    json_t *readings = json_array();
    for (size_t i = 0; i < collating->texts.n; i++) {
        size_t earlier = 0;

        while (earlier < i && !agree(collating, row, earlier, i))
            earlier++;
        if (earlier == i)
            json_array_append_new(readings, describe_reading(collating, row, i));
    }
    return json_pack("{s:I, s:I, s:o}", "row", (json_int_t)row, "line",
                     (json_int_t)almost_text_place(collating->texts.texts[0], cell.start).line,
                     "readings", readings);
}

static json_t *answer(const collating *collating, const mcp_page *page)
{
    json_t *witnesses = json_array(), *places = json_array();
    for (size_t i = 0; i < collating->texts.n; i++)
        json_array_append_new(witnesses,
                              json_pack("{s:o, s:f}", "siglum", siglum(collating, i), "related",
                                        almost_collation_related(collating->collation, i)));
    for (size_t i = page->start; i < page->end; i++)
        json_array_append_new(places, describe(collating, collating->rows[i]));
    return mcp_page_end(json_pack("{s:o, s:I, s:o}", "witnesses", witnesses, "rows",
                                  (json_int_t)almost_collation_rows(collating->collation), "places",
                                  places),
                        page, collating->n);
}

json_t *mcp_collate(mcp_job *job, json_t *given)
{
    arguments arguments = {0};
    collating collating = {0};
    json_t *result = NULL;
    mcp_page page;
    if (take(job, given, &arguments) && collate(job, &arguments, &collating) &&
        find_rows(job, &collating) &&
        mcp_page_find(job, arguments.limit, arguments.cursor, collating.n, &page))
        result = answer(&collating, &page);
    free(collating.rows);
    almost_collation_free(collating.collation);
    mcp_texts_release(&collating.texts);
    return result;
}
