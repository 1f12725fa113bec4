/* SPDX-License-Identifier: Apache-2.0 */
/* The tool check: which quotations of a text are what stands in its sources. */
#include "mcp.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STATUSES = ALMOST_QUOTATION_NOT_FOUND + 1 };

typedef struct arguments {
    json_t *account, *sources;
    const json_t *statuses, *language, *limit, *cursor;
} arguments;

typedef struct checking {
    mcp_texts texts; /* the account, then the sources */
    almost_quotations *quotations;
    const almost_quotation **told; /* the worst first */
    size_t n;
    uint32_t statuses; /* bits of those that are told */
} checking;

/* The bit of a status; 0: there is none of this name. */
static uint32_t status_bit(const char *name)
{
    for (int i = 0; i < STATUSES; i++)
        if (strcmp(almost_quotation_status_name((almost_quotation_status)i), name) == 0)
            return UINT32_C(1) << i;
    return 0;
}

static bool take(mcp_job *job, json_t *given, arguments *arguments)
{
    enum { MOST_SOURCES = 1000 };
    json_error_t error;
    if (json_unpack_ex(given, &error, JSON_STRICT, "{s:o, s:o, s?o, s?o, s?o, s?o}", "account",
                       &arguments->account, "sources", &arguments->sources, "statuses",
                       &arguments->statuses, "language", &arguments->language, "limit",
                       &arguments->limit, "cursor", &arguments->cursor) != 0)
        return mcp_fail(job, "%s", error.text);
    if (!json_is_array(arguments->sources) || json_array_size(arguments->sources) == 0 ||
        json_array_size(arguments->sources) > MOST_SOURCES)
        return mcp_fail(job, "sources: wants a list of 1 to %d texts", MOST_SOURCES);
    return mcp_wants_string(job, arguments->language, "language");
}

static bool read_texts(mcp_job *job, const arguments *arguments, checking *checking)
{
    size_t n = json_array_size(arguments->sources);
    job->steps = (unsigned)n + 2;
    if (!mcp_texts_one(job, &checking->texts, arguments->account, "account"))
        return false;
    for (size_t i = 0; i < n; i++) {
        char what[32];

        snprintf(what, sizeof what, "source %zu", i + 1);
        if (!mcp_texts_add(job, &checking->texts, json_array_get(arguments->sources, i), what))
            return false;
    }
    return true;
}

static bool check(mcp_job *job, const arguments *arguments, checking *checking)
{
    almost_environment environment;
    almost_check_options options;
    almost_error error;
    mcp_environment(job, &environment);
    almost_check_options_init(&options);
    options.environment = &environment;
    options.language = json_string_value(arguments->language);
    if (almost_check(checking->texts.texts[0],
                     (const almost_text *const *)checking->texts.texts + 1, checking->texts.n - 1,
                     &options, &checking->quotations, &error) != ALMOST_OK)
        return mcp_fail_error(job, &error);
    return true;
}

/* --- Which are told ----------------------------------------------------- */

/* The worst first, as the statuses stand in order, and those in the order of the text. */
static int by_status(const void *a, const void *b)
{
    const almost_quotation *one = *(const almost_quotation *const *)a;
    const almost_quotation *other = *(const almost_quotation *const *)b;
    if (one->status != other->status)
        return one->status > other->status ? -1 : 1;
    return one->id < other->id ? -1 : one->id > other->id;
}

static bool sort_quotations(mcp_job *job, checking *checking)
{
    size_t n = almost_quotations_count(checking->quotations);
    checking->told = calloc(n + 1, sizeof *checking->told);
    if (checking->told == NULL)
        return mcp_fail(job, "out of memory");
    for (size_t i = 0; i < n; i++) {
        const almost_quotation *item = almost_quotations_at(checking->quotations, i);

        if (checking->statuses >> item->status & 1)
            checking->told[checking->n++] = item;
    }
    qsort(checking->told, checking->n, sizeof *checking->told, by_status);
    return true;
}

/* --- The answer --------------------------------------------------------- */

static json_t *describe_change(const checking *checking, const almost_quotation_source *source,
                               const almost_quotation_change *change)
{
    return json_pack("{s:s, s:o, s:b, s:s?, s:o, s:o}", "kind",
                     almost_change_kind_name(change->kind), "touches", mcp_touches(change->touches),
                     "honest", change->honest, "reason", almost_change_reason_name(change->reason),
                     "source", mcp_place(source->text, change->source), "quotation",
                     mcp_place(checking->texts.texts[0], change->quotation));
}

/* The differences from the best source; of many the first. */
static json_t *describe_changes(const checking *checking, const almost_quotation_source *source)
{
    enum { MOST = 8 };
    json_t *list = json_array();
    for (size_t i = 0; i < source->n_changes && i < MOST; i++)
        json_array_append_new(list, describe_change(checking, source, &source->changes[i]));
    return list;
}

static json_t *describe_source(const almost_quotation_source *source)
{
    json_t *object = mcp_place(source->text, source->span);
    json_object_set_new(object, "name", mcp_name(almost_text_name(source->text)));
    json_object_set_new(object, "as", json_string(almost_source_as_name(source->as)));
    if (source->speaker != NULL)
        json_object_set_new(object, "speaker", mcp_name(source->speaker));
    return object;
}

static json_t *describe_notes(uint32_t notes)
{
    json_t *list = json_array();
    for (uint32_t bit = 1; bit <= notes && bit != 0; bit <<= 1)
        if (notes & bit)
            json_array_append_new(
                list, json_string(almost_quotation_note_name((almost_quotation_note)bit)));
    return list;
}

static void add_speaker(json_t *object, const almost_quotation *item)
{
    bool guess = (item->flags & ALMOST_QUOTATION_GUESS) != 0;
    if (item->speaker == NULL)
        return;
    json_object_set_new(object, "speaker", mcp_name(item->speaker));
    json_object_set_new(object, "speaker_is_guess", json_boolean(guess));
}

static json_t *describe(const checking *checking, const almost_quotation *item)
{
    const almost_quotation_source *source =
        almost_quotations_source(checking->quotations, (size_t)item->id - 1, 0);
    json_t *object = mcp_place(checking->texts.texts[0], item->span);
    json_object_set_new(object, "status", json_string(almost_quotation_status_name(item->status)));
    json_object_set_new(object, "kind", json_string(almost_quotation_kind_name(item->kind)));
    json_object_set_new(object, "notes", describe_notes(item->notes));
    add_speaker(object, item);
    if (source != NULL) {
        json_object_set_new(object, "source", describe_source(source));
        json_object_set_new(object, "differences", json_integer((json_int_t)source->n_changes));
        json_object_set_new(object, "changes", describe_changes(checking, source));
    }
    return object;
}

/* How many there are of each status, and how many of all are no good quotations. */
static json_t *count_statuses(const checking *checking, uint64_t *failing)
{
    size_t n = almost_quotations_count(checking->quotations), counts[STATUSES] = {0};
    json_t *object = json_object();
    *failing = 0;
    for (size_t i = 0; i < n; i++) {
        const almost_quotation *item = almost_quotations_at(checking->quotations, i);

        counts[item->status]++;
        *failing += ALMOST_FAILING_STATUSES >> item->status & 1;
    }
    for (int i = 0; i < STATUSES; i++)
        json_object_set_new(object, almost_quotation_status_name((almost_quotation_status)i),
                            json_integer((json_int_t)counts[i]));
    return object;
}

static json_t *answer(const checking *checking, const mcp_page *page)
{
    json_t *quotations = json_array(), *counts;
    uint64_t failing;
    for (size_t i = page->start; i < page->end; i++)
        json_array_append_new(quotations, describe(checking, checking->told[i]));
    counts = count_statuses(checking, &failing);
    return mcp_page_end(json_pack("{s:s, s:I, s:o, s:o}", "verdict", failing == 0 ? "yes" : "no",
                                  "failing", (json_int_t)failing, "counts", counts, "quotations",
                                  quotations),
                        page, checking->n);
}

json_t *mcp_check(mcp_job *job, json_t *given)
{
    arguments arguments = {0};
    checking checking = {.statuses = UINT32_MAX};
    json_t *result = NULL;
    mcp_page page;
    if (take(job, given, &arguments) &&
        mcp_wants_names(job, arguments.statuses, "statuses", status_bit, &checking.statuses) &&
        read_texts(job, &arguments, &checking) && check(job, &arguments, &checking) &&
        sort_quotations(job, &checking) &&
        mcp_page_find(job, arguments.limit, arguments.cursor, checking.n, &page))
        result = answer(&checking, &page);
    almost_quotations_free(checking.quotations);
    free(checking.told);
    mcp_texts_release(&checking.texts);
    return result;
}
