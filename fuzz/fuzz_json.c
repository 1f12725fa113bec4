/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reading comparisons as JSON, which others may write without a checksum. The first byte says how
 * many edits there are, each three bytes: where, and what stands there then; then come two texts
 * with a separator between them. Their comparison is written as full JSON, its checksum is left
 * out, the edits are made, and what results is read and applied: done, or refused with a line that
 * says why, and what was done to a text that is not the one compared comes back in reverse.
 */
#include "fuzz.h"

static void check_refusal(almost_status status, const almost_error *error)
{
    FUZZ_CHECK(status == ALMOST_OK || status == ALMOST_ERROR_FORMAT ||
                   status == ALMOST_ERROR_MISMATCH || status == ALMOST_ERROR_ENCODING ||
                   status == ALMOST_ERROR_LIMIT,
               "answers %d: %s", (int)status, error->message);
    FUZZ_CHECK(status == ALMOST_OK || (error->status == status && error->message[0] != '\0' &&
                                       strchr(error->message, '\n') == NULL),
               "refused without a line that says why");
}

static almost_status apply(const almost_patch *patch, const almost_text *text, int how,
                           fuzz_bytes *out)
{
    almost_apply_options options;
    almost_applied applied = {0};
    almost_error error = {0};
    almost_apply_options_init(&options);
    options.reverse = how & 1;
    options.fuzzy = how >> 1 & 1;
    options.sink = fuzz_collect;
    options.sink_context = out;
    almost_status status = almost_apply(patch, text, &options, &applied, &error);
    check_refusal(status, &error);
    FUZZ_CHECK(status == ALMOST_OK || out->length == 0, "refused after %zu bytes", out->length);
    return status;
}

static void try_patch(const almost_patch *patch, const almost_text *original,
                      const fuzz_parts *parts)
{
    fuzz_bytes out[4] = {{0}};
    for (int how = 0; how < 4; how++)
        (void)apply(patch, original, how, &out[how]);
    if (out[0].length > 0) {
        almost_text *made = fuzz_open(out[0].at, out[0].length, "UTF-8");
        fuzz_bytes back = {0};
        if (made != NULL && apply(patch, made, 1, &back) == ALMOST_OK)
            FUZZ_CHECK(back.length == parts->first_length &&
                           (back.length == 0 || memcmp(back.at, parts->first, back.length) == 0),
                       "does not come back");
        free(back.at);
        almost_text_free(made);
    }
    for (int how = 0; how < 4; how++)
        free(out[how].at);
}

static void edit(fuzz_bytes *json, const uint8_t *edits, size_t n)
{
    static const char key[] = "\"checksum\":";
    for (size_t at = 0; at + sizeof key < json->length; at++)
        if (memcmp(json->at + at, key, sizeof key - 1) == 0)
            json->at[at + 1] = 'k'; /* another key, which is passed over */
    for (size_t i = 0; i < n && json->length > 0; i++)
        json->at[(edits[3 * i] << 8 | edits[3 * i + 1]) % json->length] = (char)edits[3 * i + 2];
}

/* What is read to be looked at is refused in a sentence, or can be written. */
static void try_view(const fuzz_bytes *json)
{
    almost_view *view = NULL;
    almost_error error = {0};
    almost_status status = almost_view_read(json->at, json->length, "json", NULL, &view, &error);
    check_refusal(status, &error);
    if (view == NULL)
        return;
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_HTML;
    fuzz_bytes page = {0};
    FUZZ_CHECK(almost_view_write(view, &options, fuzz_collect, &page, NULL) == ALMOST_OK,
               "a page cannot be written");
    free(page.at);
    almost_view_free(view);
}

static void check(const uint8_t *edits, size_t n, const almost_text *const text[2],
                  const fuzz_parts *parts)
{
    almost_comparison *comparison = NULL;
    if (almost_compare(text[0], text[1], NULL, &comparison, NULL) != ALMOST_OK)
        return;
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = ALMOST_FORM_JSON;
    options.full = 1;
    options.units = (almost_units)(n % 3);
    fuzz_bytes json = {0};
    FUZZ_CHECK(almost_write(comparison, &options, fuzz_collect, &json, NULL) == ALMOST_OK,
               "cannot be written");
    edit(&json, edits, n);
    almost_patch *patch = NULL;
    almost_error error = {0};
    almost_status status = almost_patch_read(json.at, json.length, "json", NULL, &patch, &error);
    check_refusal(status, &error);
    if (patch != NULL)
        try_patch(patch, text[0], parts);
    almost_patch_free(patch);
    try_view(&json);
    free(json.at);
    almost_comparison_free(comparison);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t n = size > 0 ? data[0] % 16 : 0;
    if (size < 1 + 3 * n)
        return 0;
    fuzz_parts parts = fuzz_split(data + 1 + 3 * n, size - 1 - 3 * n);
    almost_text *text[2] = {fuzz_open(parts.first, parts.first_length, "UTF-8"),
                            fuzz_open(parts.second, parts.second_length, "UTF-8")};
    if (text[0] != NULL && text[1] != NULL)
        check(data + 1, n, (const almost_text *const *)text, &parts);
    almost_text_free(text[0]);
    almost_text_free(text[1]);
    return 0;
}
