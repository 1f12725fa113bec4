/* SPDX-License-Identifier: Apache-2.0 */
/* The tool compare: the verdict, and the changes that matter most. */
#include "mcp.h"

#include <stdlib.h>
#include <string.h>

typedef struct arguments {
    json_t *original, *telling;
    const json_t *ignore, *touching, *language, *limit, *cursor;
} arguments;

typedef struct comparing {
    mcp_texts texts;
    almost_comparison *comparison;
    almost_change *changes; /* those that are told, the one that weighs most first */
    size_t n;
    uint32_t ignore, touching; /* bits; touching 0: all are told */
} comparing;

/* The bit of a name, by a function that names the bits one after the other; 0: there is none. */
static uint32_t ignore_bit(const char *name)
{
    const char *other;
    for (uint32_t bit = 1; (other = almost_ignore_name((almost_ignore)bit)) != NULL; bit <<= 1)
        if (strcmp(other, name) == 0)
            return bit;
    return 0;
}

static uint32_t gate_bits(const char *name)
{
    uint32_t bits;
    for (size_t i = 0; (bits = almost_gate_at(i)) != 0; i++)
        if (strcmp(almost_gate_name(bits), name) == 0)
            return bits;
    return 0;
}

static bool take(mcp_job *job, json_t *given, arguments *arguments)
{
    json_error_t error;
    if (json_unpack_ex(given, &error, JSON_STRICT, "{s:o, s:o, s?o, s?o, s?o, s?o, s?o}",
                       "original", &arguments->original, "telling", &arguments->telling, "ignore",
                       &arguments->ignore, "touching", &arguments->touching, "language",
                       &arguments->language, "limit", &arguments->limit, "cursor",
                       &arguments->cursor) != 0)
        return mcp_fail(job, "%s", error.text);
    return mcp_wants_string(job, arguments->language, "language");
}

/* --- The changes -------------------------------------------------------- */

static int by_weight(const void *a, const void *b)
{
    const almost_change *one = a, *other = b;
    if (one->weight != other->weight)
        return one->weight > other->weight ? -1 : 1;
    return one->id < other->id ? -1 : one->id > other->id;
}

static bool is_told(const comparing *comparing, size_t index, const almost_change *change)
{
    if (comparing->touching != 0)
        return almost_comparison_fails(comparing->comparison, index, comparing->touching, 0) != 0;
    return change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED;
}

static bool sort_changes(mcp_job *job, comparing *comparing)
{
    size_t n = almost_comparison_changes(comparing->comparison);
    comparing->changes = calloc(n + 1, sizeof *comparing->changes);
    if (comparing->changes == NULL)
        return mcp_fail(job, "out of memory");
    for (size_t i = 0; i < n; i++) {
        almost_change *change = &comparing->changes[comparing->n];

        if (almost_comparison_change(comparing->comparison, i, change) &&
            is_told(comparing, i, change))
            comparing->n++;
    }
    qsort(comparing->changes, comparing->n, sizeof *comparing->changes, by_weight);
    return true;
}

/* A change with the words around it, on the side that has some. */
static json_t *around(const almost_text *text, almost_span span)
{
    enum { AROUND = 80 /* bytes: a dozen words */ };
    uint64_t length;
    const char *bytes = almost_text_bytes(text, &length);
    uint64_t start = span.start > AROUND ? span.start - AROUND : 0;
    uint64_t end = length - span.end > AROUND ? span.end + AROUND : length;
    while (start > 0 && start < span.start && bytes[start - 1] != ' ' && bytes[start - 1] != '\n')
        start++;
    while (end < length && end > span.end && bytes[end] != ' ' && bytes[end] != '\n')
        end--;
    return rpc_string(bytes + start, end - start, MCP_MOST_TEXT);
}

static json_t *describe(const comparing *comparing, const almost_change *change)
{
    almost_text *const *texts = comparing->texts.texts;
    bool telling = change->telling.end > change->telling.start;
    return json_pack("{s:I, s:s, s:o, s:f, s:o, s:o, s:o}", "id", (json_int_t)change->id, "kind",
                     almost_change_kind_name(change->kind), "touches", mcp_touches(change->touches),
                     "weight", change->weight, "original", mcp_place(texts[0], change->original),
                     "telling", mcp_place(texts[1], change->telling), "near",
                     around(texts[telling], telling ? change->telling : change->original));
}

/* --- The answer --------------------------------------------------------- */

/* Numbers and names of summaries that the other text has nowhere, as far as a page goes. */
static json_t *describe_claims(const comparing *comparing)
{
    enum { MOST = 50 };
    size_t n = almost_comparison_claims(comparing->comparison);
    json_t *list = json_array();
    for (size_t i = 0; i < n && i < MOST; i++) {
        const almost_claim *claim = almost_comparison_claim(comparing->comparison, i);
        json_t *item = mcp_place(comparing->texts.texts[claim->telling != 0], claim->span);

        json_object_set_new(item, "side", json_string(claim->telling ? "telling" : "original"));
        json_object_set_new(item, "touches", mcp_touches(claim->touches));
        json_array_append_new(list, item);
    }
    return json_pack("{s:I, s:o}", "total", (json_int_t)n, "items", list);
}

static json_t *count_passages(const comparing *comparing)
{
    static const almost_passage_kind kinds[] = {ALMOST_PASSAGE_SAME, ALMOST_PASSAGE_ALTERED,
                                                ALMOST_PASSAGE_REWORDED, ALMOST_PASSAGE_SUMMARY};
    size_t n = almost_comparison_passages(comparing->comparison), counts[4] = {0}, moved = 0;
    json_t *object = json_object();
    for (size_t i = 0; i < n; i++) {
        const almost_passage *passage = almost_comparison_passage(comparing->comparison, i);

        counts[passage->kind]++;
        moved += passage->moved != 0;
    }
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        json_object_set_new(object, almost_passage_kind_name(kinds[i]),
                            json_integer((json_int_t)counts[kinds[i]]));
    json_object_set_new(object, "moved", json_integer((json_int_t)moved));
    return object;
}

static json_t *answer(const comparing *comparing, const mcp_page *page)
{
    const almost_verdict *verdict = almost_comparison_verdict(comparing->comparison);
    json_t *changes = json_array();
    for (size_t i = page->start; i < page->end; i++)
        json_array_append_new(changes, describe(comparing, &comparing->changes[i]));
    return mcp_page_end(json_pack("{s:s, s:s, s:f, s:f, s:f, s:f, s:f, s:o, s:o, s:b, s:o}",
                                  "verdict", almost_answer_name(verdict->answer), "sentence",
                                  almost_comparison_sentence(comparing->comparison), "kept",
                                  verdict->kept, "kept_verbatim", verdict->kept_verbatim, "told",
                                  verdict->told, "told_verbatim", verdict->told_verbatim, "summed",
                                  verdict->summed, "passages", count_passages(comparing),
                                  "unsupported", describe_claims(comparing), "approximate",
                                  almost_comparison_approximations(comparing->comparison) > 0,
                                  "changes", changes),
                        page, comparing->n);
}

static bool compare(mcp_job *job, const arguments *arguments, comparing *comparing)
{
    almost_environment environment;
    almost_compare_options options;
    almost_error error;
    mcp_environment(job, &environment);
    almost_compare_options_init(&options);
    options.environment = &environment;
    options.language = json_string_value(arguments->language);
    options.ignore = comparing->ignore;
    if (almost_compare(comparing->texts.texts[0], comparing->texts.texts[1], &options,
                       &comparing->comparison, &error) != ALMOST_OK)
        return mcp_fail_error(job, &error);
    return true;
}

json_t *mcp_compare(mcp_job *job, json_t *given)
{
    arguments arguments = {0};
    almost_compare_options usual;
    comparing comparing = {0};
    json_t *result = NULL;
    mcp_page page;
    almost_compare_options_init(&usual);
    comparing.ignore = usual.ignore;
    job->steps = 3;
    if (take(job, given, &arguments) &&
        mcp_wants_names(job, arguments.ignore, "ignore", ignore_bit, &comparing.ignore) &&
        mcp_wants_names(job, arguments.touching, "touching", gate_bits, &comparing.touching) &&
        mcp_texts_one(job, &comparing.texts, arguments.original, "original") &&
        mcp_texts_one(job, &comparing.texts, arguments.telling, "telling") &&
        compare(job, &arguments, &comparing) && sort_changes(job, &comparing) &&
        mcp_page_find(job, arguments.limit, arguments.cursor, comparing.n, &page))
        result = answer(&comparing, &page);
    free(comparing.changes);
    almost_comparison_free(comparing.comparison);
    mcp_texts_release(&comparing.texts);
    return result;
}
