/* SPDX-License-Identifier: Apache-2.0 */
/* The calls of the package, each a request and an answer, over the public header. */
#include "request.h"

#include <stdlib.h>
#include <string.h>

/* --- Names of choices --------------------------------------------------------- */

static const char *forms(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_form_name((almost_form)index);
}

static const char *units(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_units_name((almost_units)index);
}

static const char *words(int index, uint32_t *number)
{
    *number = (uint32_t)index;
    return almost_words_name((almost_words)index);
}

static const char *divisions(int index, uint32_t *number)
{
    *number = ALMOST_BY_CHAPTER;
    return index == 0 ? "chapter" : NULL;
}

static const char *ignorable(int index, uint32_t *number)
{
    *number = index < 32 ? UINT32_C(1) << index : 0;
    return almost_ignore_name((almost_ignore)*number);
}

static const char *gates(int index, uint32_t *number)
{
    *number = almost_gate_at((size_t)index);
    return almost_gate_name(*number);
}

static const char *touches(int index, uint32_t *number)
{
    *number = almost_touch_at((size_t)index);
    return almost_touch_name((almost_touch)*number);
}

/* --- compare ------------------------------------------------------------------ */

static bool compare_options(const request *request, almost_compare_options *options)
{
    uint32_t kind = ALMOST_WORDS_UNICODE, by = ALMOST_BY_NOTHING;
    almost_compare_options_init(options);
    options->environment = &request->environment;
    options->language = request_text(request, "language");
    bool right = request_bits(request, "ignore", ignorable, &options->ignore) &&
                 request_flag(request, "exact", &options->exact) &&
                 request_flag(request, "minimal", &options->minimal) &&
                 request_choice(request, "words", words, &kind) &&
                 request_choice(request, "by", divisions, &by) &&
                 request_number(request, "minBits", &options->min_bits) &&
                 request_number(request, "expect", &options->expected);
    options->words = (almost_words)kind;
    options->by = (almost_by)by;
    return right;
}

static bool write_options(const request *request, almost_write_options *options)
{
    uint32_t form = ALMOST_FORM_JSON, counted = ALMOST_CODE_POINTS;
    double width = 0;
    almost_write_options_init(options);
    bool right = request_choice(request, "form", forms, &form) &&
                 request_choice(request, "units", units, &counted) &&
                 request_flag(request, "full", &options->full) &&
                 request_number(request, "width", &width) &&
                 request_bits(request, "failOn", gates, &options->fail_on) &&
                 request_bits(request, "allow", gates, &options->allow);
    options->form = (almost_form)form;
    options->units = (almost_units)counted;
    options->width = (uint32_t)width;
    return right;
}

static bool write_redline(const request *request, const almost_comparison *comparison,
                          const char *format)
{
    almost_redline_options options;
    almost_error error;
    double date = 0;
    almost_redline_options_init(&options);
    options.format = format;
    if (request_text(request, "author") != NULL)
        options.author = request_text(request, "author");
    if (!request_number(request, "date", &date))
        return false;
    options.date = (int64_t)date;
    return almost_redline(comparison, &options, host_sink, NULL, &error) == ALMOST_OK ||
           host_fail(&error);
}

static bool write_comparison(const request *request, const almost_comparison *comparison)
{
    almost_write_options options;
    almost_error error;
    const char *form = request_text(request, "form");
    if (form != NULL && (strcmp(form, "docx") == 0 || strcmp(form, "odt") == 0))
        return write_redline(request, comparison, form);
    return write_options(request, &options) &&
           (almost_write(comparison, &options, host_sink, NULL, &error) == ALMOST_OK ||
            host_fail(&error));
}

static bool compare(request *request)
{
    almost_compare_options options;
    almost_comparison *comparison;
    almost_error error;
    if (request->n != 2)
        return host_fail_request("two texts are compared", "");
    if (!compare_options(request, &options))
        return false;
    if (almost_compare(request->texts[0], request->texts[1], &options, &comparison, &error) !=
        ALMOST_OK)
        return host_fail(&error);
    bool written = write_comparison(request, comparison);
    almost_comparison_free(comparison);
    return written;
}

/* --- check -------------------------------------------------------------------- */

static const char *quotation_forms(int index, uint32_t *number)
{
    static const char *const names[] = {"list", "json", "sarif", "github", "html", NULL};
    *number = (uint32_t)index;
    return names[index];
}

static bool write_quotations(const request *request, const almost_quotations *quotations)
{
    almost_quotations_write_options options;
    almost_error error;
    uint32_t form = ALMOST_QUOTATIONS_JSON, counted = ALMOST_CODE_POINTS;
    almost_quotations_write_options_init(&options);
    if (!request_choice(request, "form", quotation_forms, &form) ||
        !request_choice(request, "units", units, &counted) ||
        !request_flag(request, "full", &options.full))
        return false;
    options.form = (almost_quotations_form)form;
    options.units = (almost_units)counted;
    return almost_quotations_write(quotations, &options, host_sink, NULL, &error) == ALMOST_OK ||
           host_fail(&error);
}

/* The quotations of the first text, held against the others if there are any. */
static almost_status find_quotations(const request *request, int indirect, almost_quotations **out,
                                     almost_error *error)
{
    if (request->n == 1) {
        almost_quotations_options options;
        almost_quotations_options_init(&options);
        options.environment = &request->environment;
        options.language = request_text(request, "language");
        options.indirect = indirect;
        return almost_quotations_find(request->texts[0], &options, out, error);
    }
    almost_check_options options;
    almost_check_options_init(&options);
    options.environment = &request->environment;
    options.language = request_text(request, "language");
    options.indirect = indirect;
    return almost_check(request->texts[0], (const almost_text *const *)(request->texts + 1),
                        request->n - 1, &options, out, error);
}

static bool check(request *request)
{
    almost_quotations *quotations;
    almost_error error;
    int indirect = 0;
    if (request->n == 0)
        return host_fail_request("an account is checked, against sources", "");
    if (!request_flag(request, "indirect", &indirect))
        return false;
    if (find_quotations(request, indirect, &quotations, &error) != ALMOST_OK)
        return host_fail(&error);
    bool written = write_quotations(request, quotations);
    almost_quotations_free(quotations);
    return written;
}

/* --- collate ------------------------------------------------------------------ */

static const char *collation_forms(int index, uint32_t *number)
{
    static const char *const names[] = {"table",   "json",    "csv",       "tsv",   "tei",
                                        "graphml", "dot",     "apparatus", "latex", "newick",
                                        "matrix",  "summary", "consensus", "tree",  "tree-svg",
                                        "html",    NULL};
    *number = (uint32_t)index;
    return names[index];
}

static bool write_collation(const request *request, const almost_collation *collation)
{
    almost_collation_options options;
    almost_error error;
    uint32_t form = ALMOST_COLLATION_JSON;
    double width = 0;
    almost_collation_options_init(&options);
    options.base = request_text(request, "base");
    if (!request_choice(request, "form", collation_forms, &form) ||
        !request_number(request, "width", &width) ||
        !request_flag(request, "byWitness", &options.by_witness) ||
        !request_flag(request, "significant", &options.significant) ||
        !request_flag(request, "positive", &options.positive) ||
        !request_flag(request, "invariant", &options.invariant))
        return false;
    options.form = (almost_collation_form)form;
    options.width = (uint32_t)width;
    return almost_collation_write(collation, &options, host_sink, NULL, &error) == ALMOST_OK ||
           host_fail(&error);
}

static bool collate(request *request)
{
    almost_collate_options options;
    almost_collation *collation;
    almost_error error;
    uint32_t by = ALMOST_BY_NOTHING;
    almost_collate_options_init(&options);
    options.environment = &request->environment;
    if (!request_choice(request, "by", divisions, &by) ||
        !request_flag(request, "expand", &options.expand))
        return false;
    options.by_chapter = by == ALMOST_BY_CHAPTER;
    for (size_t i = 0; i < request->n; i++)
        if (request->sigla[i] == NULL)
            request->sigla[i] = almost_text_name(request->texts[i]);
    if (almost_collate((const almost_text *const *)request->texts, request->sigla, request->n,
                       &options, &collation, &error) != ALMOST_OK)
        return host_fail(&error);
    bool written = write_collation(request, collation);
    almost_collation_free(collation);
    return written;
}

/* --- apply -------------------------------------------------------------------- */

static bool apply_options(const request *request, almost_apply_options *options, uint64_t **only,
                          uint64_t **except)
{
    almost_apply_options_init(options);
    options->environment = &request->environment;
    options->sink = host_sink;
    bool right = request_flag(request, "reverse", &options->reverse) &&
                 request_flag(request, "fuzzy", &options->fuzzy) &&
                 request_bits(request, "touching", touches, &options->touching) &&
                 request_ids(request, "only", only, &options->n_only) &&
                 request_ids(request, "except", except, &options->n_except);
    options->only = *only;
    options->except = *except;
    return right;
}

/* The first text is the comparison, the second one what it is applied to. */
static bool apply(request *request)
{
    almost_apply_options options;
    almost_patch *patch;
    almost_error error;
    uint64_t *only = NULL, *except = NULL, length;
    if (request->n != 2)
        return host_fail_request("a comparison is applied to a text", "");
    const char *bytes = almost_text_bytes(request->texts[0], &length);
    if (almost_patch_read(bytes, (size_t)length, almost_text_name(request->texts[0]),
                          &request->environment, &patch, &error) != ALMOST_OK)
        return host_fail(&error);
    bool done = apply_options(request, &options, &only, &except) &&
                (almost_apply(patch, request->texts[1], &options, NULL, &error) == ALMOST_OK ||
                 host_fail(&error));
    almost_patch_free(patch);
    free(only);
    free(except);
    return done;
}

/* --- All of them -------------------------------------------------------------- */

static const struct {
    const char *name;
    bool (*call)(request *request);
} calls[] = {{"compare", compare}, {"check", check}, {"collate", collate}, {"apply", apply}};

/* Answer a request in JSON; 1: the answer is what was asked for, 0: it is an error as JSON. */
__attribute__((export_name("call"))) int almost_call(const char *bytes, size_t length)
{
    request request;
    host_begin();
    bool done = request_read(&request, bytes, length);
    const char *wanted = json_string_value(json_object_get(request.root, "call"));
    bool known = !done;
    for (size_t i = 0; done && !known && i < sizeof calls / sizeof *calls; i++) {
        known = wanted != NULL && strcmp(wanted, calls[i].name) == 0;
        if (known)
            done = calls[i].call(&request);
    }
    request_release(&request);
    return known ? done : host_fail_request("there is no such call", "");
}
