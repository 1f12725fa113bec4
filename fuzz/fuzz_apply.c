/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The patch reader and apply. The first byte chooses what follows:
 *
 * even: a hostile patch (or JSON), a separator, and the text to apply it to,
 *       which must be done or refused with a line that says why;
 * odd:  two texts, which are compared, written as a patch and as full JSON,
 *       read back and applied both ways, and read cut short.
 */
#include "fuzz.h"

static bool may_be(almost_status status)
{
    return status == ALMOST_OK || status == ALMOST_ERROR_FORMAT ||
           status == ALMOST_ERROR_MISMATCH || status == ALMOST_ERROR_ENCODING ||
           status == ALMOST_ERROR_ARGUMENT || status == ALMOST_ERROR_LIMIT;
}

static void check_refusal(almost_status status, const almost_error *error)
{
    FUZZ_CHECK(may_be(status), "answers %d: %s", (int)status, error->message);
    FUZZ_CHECK(status == ALMOST_OK || (error->status == status && error->message[0] != '\0' &&
                                       strchr(error->message, '\n') == NULL),
               "refused without a line that says why");
}

static almost_patch *read_patch(const char *bytes, size_t length)
{
    almost_error error = {0};
    almost_patch *patch = NULL;
    almost_status status = almost_patch_read(bytes, length, "patch", NULL, &patch, &error);
    check_refusal(status, &error);
    FUZZ_CHECK((status == ALMOST_OK) == (patch != NULL), "status %d, patch %p", (int)status,
               (void *)patch);
    return patch;
}

static void unplaced(void *context, uint64_t id, const char *text, size_t length)
{
    (void)id;
    (void)text;
    (void)length;
    ++*(uint64_t *)context;
}

static fuzz_bytes apply(const almost_patch *patch, const almost_text *text,
                        const almost_apply_options *options, almost_status *status)
{
    fuzz_bytes out = {0};
    uint64_t told = 0;
    almost_error error = {0};
    almost_applied applied = {0};
    almost_apply_options own = *options;
    own.sink = fuzz_collect;
    own.sink_context = &out;
    own.unplaced = unplaced;
    own.unplaced_context = &told;
    *status = almost_apply(patch, text, &own, &applied, &error);
    check_refusal(*status, &error);
    FUZZ_CHECK(*status != ALMOST_OK || applied.unplaced == told, "%llu unplaced, %llu told",
               (unsigned long long)applied.unplaced, (unsigned long long)told);
    FUZZ_CHECK(*status == ALMOST_OK || out.length == 0, "refused after %zu bytes", out.length);
    FUZZ_CHECK(options->fuzzy || *status != ALMOST_OK || applied.unplaced == 0,
               "unplaced without fuzzy");
    return out;
}

static void try_hostile(const fuzz_parts *parts)
{
    static const uint64_t ids[] = {1, 3, UINT64_MAX};
    almost_patch *patch = read_patch(parts->first, parts->first_length);
    almost_text *text = fuzz_open(parts->second, parts->second_length, NULL);
    for (int variant = 0; patch != NULL && text != NULL && variant < 8; variant++) {
        almost_apply_options options;
        almost_apply_options_init(&options);
        options.reverse = variant & 1;
        options.fuzzy = variant >> 1 & 1;
        options.only = variant & 4 ? ids : NULL;
        options.n_only = variant & 4 ? 3 : 0;
        almost_status status;
        free(apply(patch, text, &options, &status).at);
    }
    almost_text_free(text);
    almost_patch_free(patch);
}

static void expect(const almost_patch *patch, const almost_text *text,
                   const almost_apply_options *options, const char *wanted, size_t length)
{
    almost_status status;
    fuzz_bytes out = apply(patch, text, options, &status);
    FUZZ_CHECK(status == ALMOST_OK && out.length == length &&
                   (length == 0 || memcmp(out.at, wanted, length) == 0),
               "status %d, %zu bytes that are not the %zu wanted", (int)status, out.length, length);
    free(out.at);
}

/* Whole, the same though fuzzily, and in reverse. */
static void replay(const almost_patch *patch, const fuzz_parts *parts, almost_text *const text[2])
{
    almost_apply_options options;
    almost_apply_options_init(&options);
    expect(patch, text[0], &options, parts->second, parts->second_length);
    options.fuzzy = 1;
    expect(patch, text[0], &options, parts->second, parts->second_length);
    options.fuzzy = 0;
    options.reverse = 1;
    expect(patch, text[1], &options, parts->first, parts->first_length);
}

static void try_round_trip(const fuzz_parts *parts, almost_text *const text[2], uint8_t cut)
{
    almost_comparison *comparison = NULL;
    if (almost_compare(text[0], text[1], NULL, &comparison, NULL) != ALMOST_OK)
        return;
    for (int form = ALMOST_FORM_JSON; form <= ALMOST_FORM_PATCH; form++) {
        almost_write_options options;
        almost_write_options_init(&options);
        options.form = (almost_form)form;
        options.full = 1;
        fuzz_bytes out = {0};
        FUZZ_CHECK(almost_write(comparison, &options, fuzz_collect, &out, NULL) == ALMOST_OK,
                   "form %d cannot be written", form);
        almost_patch *patch = read_patch(out.at, out.length);
        bool valid = almost_text_invalid(text[0]) + almost_text_invalid(text[1]) == 0;
        FUZZ_CHECK(patch != NULL || (form == ALMOST_FORM_JSON && !valid),
                   "form %d cannot be read back", form);
        if (patch != NULL && (form == ALMOST_FORM_PATCH || valid))
            replay(patch, parts, text);
        almost_patch_free(patch);
        almost_patch_free(read_patch(out.at, out.length * cut / 256));
        free(out.at);
    }
    almost_comparison_free(comparison);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    fuzz_parts parts = fuzz_split(data + 1, size - 1);
    if ((data[0] & 1) == 0) {
        try_hostile(&parts);
        return 0;
    }
    almost_text *text[2] = {fuzz_open(parts.first, parts.first_length, "UTF-8"),
                            fuzz_open(parts.second, parts.second_length, "UTF-8")};
    if (text[0] != NULL && text[1] != NULL)
        try_round_trip(&parts, text, data[0]);
    almost_text_free(text[0]);
    almost_text_free(text[1]);
    return 0;
}
