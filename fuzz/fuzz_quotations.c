/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Quotations of any text, and by any cast behind a separator. Spans must be in order and in range,
 * lie within their marks and begin and end with no white space; what is said of speakers must fit
 * together; and every form must be written.
 */
#include "fuzz.h"

static void check_one(const almost_quotation *quotation, const almost_quotation *before,
                      uint64_t length)
{
    FUZZ_CHECK(quotation->span.start < quotation->span.end && quotation->span.end <= length,
               "quotation %llu is empty or out of range", (unsigned long long)quotation->id);
    FUZZ_CHECK(quotation->outer.start <= quotation->span.start &&
                   quotation->outer.end >= quotation->span.end && quotation->outer.end <= length,
               "quotation %llu is not within its marks", (unsigned long long)quotation->id);
    FUZZ_CHECK(before == NULL || before->outer.end <= quotation->outer.start,
               "quotation %llu begins within another", (unsigned long long)quotation->id);
    FUZZ_CHECK(before == NULL || quotation->saying == before->saying ||
                   quotation->saying == before->saying + 1,
               "saying %llu is out of order", (unsigned long long)quotation->saying);
    FUZZ_CHECK((quotation->speaker != NULL) == (quotation->speaker_by != ALMOST_SPEAKER_UNKNOWN),
               "speaker_by %d does not fit the speaker", (int)quotation->speaker_by);
    FUZZ_CHECK(quotation->speaker_by != ALMOST_SPEAKER_EXPLICIT ||
                   !(quotation->flags & ALMOST_QUOTATION_GUESS),
               "who is named is called a guess");
    FUZZ_CHECK(quotation->margin >= 0, "margin %g", quotation->margin);
}

static void write(const almost_quotations *found, almost_quotations_form form)
{
    almost_quotations_write_options options;
    almost_quotations_write_options_init(&options);
    options.form = form;
    options.colour = 1;
    fuzz_bytes all = {NULL, 0, 0};
    almost_error error = {0};
    almost_status status = almost_quotations_write(found, &options, fuzz_collect, &all, &error);
    FUZZ_CHECK(status == ALMOST_OK && all.length > 0, "writing answers %d: %s", (int)status,
               error.message);
    free(all.at);
}

static void check(const almost_text *text, const almost_text *cast)
{
    almost_quotations_options options;
    almost_quotations_options_init(&options);
    options.cast = cast;
    almost_quotations *found = NULL;
    almost_error error = {0};
    almost_status status = almost_quotations_find(text, &options, &found, &error);
    FUZZ_CHECK(status == ALMOST_OK || (status == ALMOST_ERROR_FORMAT && cast != NULL),
               "finding answers %d: %s", (int)status, error.message);
    if (status != ALMOST_OK)
        return;
    uint64_t length;
    almost_text_bytes(text, &length);
    for (size_t i = 0; i < almost_quotations_count(found); i++)
        check_one(almost_quotations_at(found, i), i > 0 ? almost_quotations_at(found, i - 1) : NULL,
                  length);
    write(found, ALMOST_QUOTATIONS_LIST);
    write(found, ALMOST_QUOTATIONS_JSON);
    almost_quotations_free(found);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_parts parts = fuzz_split(data, size);
    almost_text *text = fuzz_open(parts.first, parts.first_length, "UTF-8");
    almost_text *cast =
        parts.second_length > 0 ? fuzz_open(parts.second, parts.second_length, "UTF-8") : NULL;
    if (text != NULL)
        check(text, cast);
    almost_text_free(cast);
    almost_text_free(text);
    return 0;
}
