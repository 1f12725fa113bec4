/* SPDX-License-Identifier: Apache-2.0 */
/*
 * An account against a source, with a separator between them, and against both. What is found lies
 * where it may, every status has its evidence, and all forms can be written.
 */
#include "fuzz.h"

static void check_span(almost_span span, uint64_t length, const char *what)
{
    FUZZ_CHECK(span.start <= span.end && span.end <= length, "%s lies outside", what);
}

static void check_source(const almost_quotation *quotation, const almost_quotation_source *source,
                         const almost_text *account)
{
    uint64_t length, of_account;
    (void)almost_text_bytes(source->text, &length);
    (void)almost_text_bytes(account, &of_account);
    check_span(source->span, length, "a source");
    check_span(source->part, of_account, "a part");
    check_span(source->within, length, "a label");
    check_span(quotation->cited_part, of_account, "a cited part");
    FUZZ_CHECK(source->likeness >= 0 && source->likeness <= 1, "a likeness of %f",
               source->likeness);
    for (size_t i = 0; i < source->n_changes; i++) {
        const almost_quotation_change *change = &source->changes[i];
        check_span(change->source, length, "a change");
        check_span(change->quotation, of_account, "a change");
        FUZZ_CHECK(change->touches != 0, "a change touches nothing");
        FUZZ_CHECK(change->honest || quotation->status != ALMOST_QUOTATION_VERBATIM,
                   "verbatim, and changed");
    }
}

static void check_all(const almost_quotations *quotations)
{
    const almost_quotation *quotation;
    const almost_quotation_source *source;
    for (size_t i = 0; (quotation = almost_quotations_at(quotations, i)) != NULL; i++) {
        bool found = quotation->status != ALMOST_QUOTATION_NOT_CHECKED &&
                     quotation->status != ALMOST_QUOTATION_NOT_FOUND;
        FUZZ_CHECK(!found || quotation->sources > 0, "a status without evidence");
        for (size_t k = 0; (source = almost_quotations_source(quotations, i, k)) != NULL; k++)
            check_source(quotation, source, almost_quotations_text(quotations));
    }
}

static uint64_t length_of(const almost_text *text)
{
    uint64_t length;
    (void)almost_text_bytes(text, &length);
    return length;
}

static void check_reported(const almost_quotations *quotations)
{
    const almost_indirect *item;
    uint64_t length = length_of(almost_quotations_text(quotations));
    for (size_t i = 0; (item = almost_quotations_indirect(quotations, i)) != NULL; i++) {
        check_span(item->span, length, "a reported clause");
        check_span(item->said, length, "a verb of saying");
        FUZZ_CHECK((item->status == ALMOST_INDIRECT_ALTERED) == (item->n_changes > 0),
                   "altered, and nothing is");
        FUZZ_CHECK(item->likeness >= 0 && item->likeness <= 1, "a likeness of %f", item->likeness);
        if (item->source != NULL)
            check_span(item->passage, length_of(item->source), "a passage");
        for (size_t k = 0; k < item->n_changes; k++) {
            check_span(item->changes[k].source, length_of(item->source), "a change");
            check_span(item->changes[k].quotation, length, "a change");
        }
    }
}

static void check(const almost_text *account, const almost_text *const *sources, size_t n)
{
    almost_quotations *quotations = NULL;
    almost_error error = {0};
    almost_check_options options;
    almost_check_options_init(&options);
    options.indirect = 1;
    almost_status status = almost_check(account, sources, n, &options, &quotations, &error);
    FUZZ_CHECK(status == ALMOST_OK || error.message[0] != '\0', "a failure without a word");
    if (status != ALMOST_OK)
        return;
    check_all(quotations);
    check_reported(quotations);
    for (int form = 0; form <= ALMOST_QUOTATIONS_GITHUB; form++) {
        fuzz_bytes out = {0};
        almost_quotations_write_options options;
        almost_quotations_write_options_init(&options);
        options.form = (almost_quotations_form)form;
        FUZZ_CHECK(almost_quotations_write(quotations, &options, fuzz_collect, &out, NULL) ==
                       ALMOST_OK,
                   "form %d cannot be written", form);
        free(out.at);
    }
    almost_quotations_free(quotations);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_parts parts = fuzz_split(data, size);
    almost_text *account = fuzz_open(parts.first, parts.first_length, "UTF-8");
    almost_text *source = fuzz_open(parts.second, parts.second_length, "UTF-8");
    if (account != NULL && source != NULL) {
        const almost_text *const sources[] = {source, account};
        check(account, sources, 1);
        check(account, sources, 2);
    }
    almost_text_free(account);
    almost_text_free(source);
    return 0;
}
