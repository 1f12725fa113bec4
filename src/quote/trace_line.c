/* SPDX-License-Identifier: Apache-2.0 */
/* A quotation that stands in a line of JSON Lines, and its answer: a line of JSON. */
#include "quote/trace_tracer.h"

#include "base/error.h"
#include "base/json.h"
#include "base/json_id.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <string.h>

/* No query is longer, and no line of several megabytes is one by mistake. */
static const size_t longest_line = (size_t)64 << 20;

/* A line as it was given. */
typedef struct given {
    almost_trace_query query;
    json_t *tree;
    char *id; /* JSON */
    bool bad; /* there is no answer to it, which is told in its place */
} given;

static int append(void *context, const char *bytes, size_t length)
{
    al_buffer *line = context;
    al_buffer_append(line, bytes, length);
    return line->failed;
}

static void put_span(al_output *output, almost_span span)
{
    al_json_count(output, ",\"span\":{\"start\":", span.start);
    al_json_count(output, ",\"end\":", span.end);
    al_output_text(output, "}");
}

void al_trace_put(al_output *output, const almost_traced *place)
{
    al_output_text(output, "{\"as\":");
    al_json_string(output, almost_traced_as_name(place->as));
    al_output_text(output, ",\"name\":");
    al_json_string(output, place->name);
    put_span(output, place->units);
    al_json_count(output, ",\"line\":", place->line);
    al_json_fixed(output, ",\"likeness\":", place->likeness);
    al_json_fixed(output, ",\"bits\":", place->bits);
    al_output_text(output, ",\"expected\":");
    al_output_scientific(output, place->expected);
    al_output_text(output, "}");
}

/* Write the line; `why` is NULL where there is an answer. */
static almost_status put_line(almost_tracer *tracer, const given *given,
                              const almost_traced *places, size_t n, const almost_error *why,
                              almost_error *error)
{
    al_output output;
    tracer->line.length = 0;
    if (!al_output_init(&output, tracer->allocator, append, &tracer->line))
        return al_fail_memory(error);
    al_output_text(&output, "{\"id\":");
    al_output_text(&output, given->id);
    al_output_text(&output, ",\"sources\":[");
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            al_output_text(&output, ",");
        al_trace_put(&output, &places[i]);
    }
    al_output_text(&output, "]");
    if (why != NULL)
        al_json_error(&output, ",\"error\":", why);
    al_output_text(&output, "}\n");
    almost_status status = al_output_finish(&output, error);
    al_output_release(&output);
    return status == ALMOST_OK && !tracer->line.failed ? ALMOST_OK : al_fail_memory(error);
}

/* --- Reading ------------------------------------------------------------ */

#define FAIL(given, error, ...)                                                                    \
    al_fail_at(error, ALMOST_ERROR_FORMAT, (given)->query.name, 0, (given)->query.line, 0,         \
               __VA_ARGS__)

static bool is_id(const json_t *value)
{
    return json_is_string(value) || json_is_number(value);
}

static char *count_id(const given *given, const almost_allocator *allocator)
{
    char *id = al_allocate(allocator, 24, 1);
    if (id != NULL)
        snprintf(id, 24, "%" PRIu64, given->query.line);
    return id;
}

static almost_status too_long(given *given, const almost_allocator *allocator, almost_error *error)
{
    given->id = count_id(given, allocator);
    if (given->id == NULL)
        return al_fail_memory(error);
    return al_fail_at(error, ALMOST_ERROR_LIMIT, given->query.name, 0, given->query.line, 0,
                      "is longer than the limit of %zu bytes for a line; trace it as a file",
                      longest_line);
}

static almost_status read_given(given *given, const almost_allocator *allocator,
                                almost_error *error)
{
    json_error_t why;
    if (given->query.length > longest_line)
        return too_long(given, allocator, error);
    const size_t flags = JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES | JSON_DECODE_INT_AS_REAL;
    if (given->query.line == 1 && given->query.length >= 3 &&
        memcmp(given->query.bytes, "\xEF\xBB\xBF", 3) == 0) {
        given->query.bytes += 3; /* a byte order mark */
        given->query.length -= 3;
    }
    given->tree = json_loadb(given->query.bytes, given->query.length, flags, &why);
    const json_t *id = json_object_get(given->tree, "id");
    given->id = is_id(id) ? al_json_id(given->query.bytes, given->query.length, allocator)
                          : count_id(given, allocator);
    if (given->id == NULL ||
        (given->tree == NULL && json_error_code(&why) == json_error_out_of_memory))
        return al_fail_memory(error);
    if (given->tree == NULL)
        return FAIL(given, error, "is not JSON: %s", why.text);
    if (!json_is_object(given->tree) || !json_is_string(json_object_get(given->tree, "text")))
        return FAIL(given, error, "is no JSON object with \"text\", a string");
    return id == NULL || is_id(id) ? ALMOST_OK
                                   : FAIL(given, error, "\"id\" must be a string or a number");
}

static bool is_blank(const char *bytes, size_t length)
{
    size_t at = 0;
    while (at < length && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r'))
        at++;
    return at == length;
}

static bool any_source(const almost_traced *places, size_t n)
{
    bool any = false;
    for (size_t i = 0; i < n; i++)
        any |= places[i].as == ALMOST_TRACED_SOURCE;
    return any;
}

/* Whether it is the matter of one quotation, and others can be looked for. */
static bool is_its_own(almost_status status)
{
    return status == ALMOST_ERROR_TIMEOUT || status == ALMOST_ERROR_LIMIT ||
           status == ALMOST_ERROR_ENCODING;
}

/* Say where the query stands, where nothing better is known. */
static void say_where(const given *given, almost_error *why)
{
    if (why->file[0] != '\0')
        return;
    snprintf(why->file, sizeof why->file, "%s", given->query.name);
    why->line = given->query.line;
}

static almost_status look_for(almost_tracer *tracer, given *given, const almost_traced **places,
                              size_t *n, almost_error *why)
{
    const json_t *text = json_object_get(given->tree, "text");
    almost_status status =
        almost_trace(tracer, json_string_value(text), json_string_length(text), places, n, why);
    given->bad = is_its_own(status);
    if (given->bad)
        say_where(given, why);
    return status;
}

static almost_status answer_given(almost_tracer *tracer, given *given, int *found,
                                  almost_error *error)
{
    const almost_traced *places = NULL;
    almost_error why;
    size_t n = 0;
    almost_status status = read_given(given, tracer->allocator, &why);
    given->bad = status != ALMOST_OK && status != ALMOST_ERROR_MEMORY;
    if (status == ALMOST_OK)
        status = look_for(tracer, given, &places, &n, &why);
    if (status == ALMOST_OK || given->bad) {
        *found = given->bad ? -1 : any_source(places, n);
        return put_line(tracer, given, places, n, given->bad ? &why : NULL, error);
    }
    if (error != NULL)
        *error = why;
    return status;
}

almost_status almost_trace_line(almost_tracer *tracer, const almost_trace_query *query,
                                almost_trace_answer *out, almost_error *error)
{
    given given = {.query = *query};
    int found = 1;
    almost_status status = ALMOST_OK;
    tracer->line.length = 0;
    if (!is_blank(query->bytes, query->length))
        status = answer_given(tracer, &given, &found, error);
    json_decref(given.tree);
    al_release(tracer->allocator, given.id);
    if (status == ALMOST_OK)
        *out = (almost_trace_answer){tracer->line.bytes, tracer->line.length, found};
    return status;
}
