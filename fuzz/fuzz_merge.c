/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A base and revisions with separators between them: every form can be written, the text is the
 * same in another order of the sides, and where one side alone changed anything it is that side to
 * the byte.
 */
#include "fuzz.h"

enum { MOST_TEXTS = 6 };

static fuzz_bytes write(const almost_merge *merge, almost_merge_form form, almost_merge_marks marks)
{
    almost_merge_write_options options;
    fuzz_bytes out = {0};
    almost_merge_write_options_init(&options);
    options.form = form;
    options.marks = marks;
    FUZZ_CHECK(almost_merge_write(merge, &options, fuzz_collect, &out, NULL) == ALMOST_OK,
               "form %d cannot be written", (int)form);
    return out;
}

static almost_merge *merge_of(const almost_text *base, const almost_text *const *sides, size_t n)
{
    almost_merge *merge = NULL;
    almost_error error = {0};
    almost_status status = almost_merge_new(base, sides, n, NULL, &merge, &error);
    FUZZ_CHECK(status == ALMOST_OK || error.message[0] != '\0', "a failure without a word");
    return merge;
}

static void check_same(fuzz_bytes one, const char *bytes, uint64_t length, const char *what)
{
    FUZZ_CHECK(one.length == length && (length == 0 || memcmp(one.at, bytes, length) == 0), "%s",
               what);
}

/* merge(b, a, b) = a, merge(b, a, a) = a. */
static void check_alone(const almost_text *base, const almost_text *side)
{
    const almost_text *const ways[][2] = {{side, base}, {base, side}, {side, side}};
    uint64_t length;
    const char *bytes = almost_text_bytes(side, &length);
    for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
        almost_merge *merge = merge_of(base, ways[i], 2);
        if (merge == NULL)
            continue;
        fuzz_bytes out = write(merge, ALMOST_MERGE_TEXT, ALMOST_MARKS_GIT);
        FUZZ_CHECK(almost_merge_conflicts(merge) == 0, "a conflict of one side with nobody");
        check_same(out, bytes, length, "one side alone is not that side");
        free(out.at);
        almost_merge_free(merge);
    }
}

static void check_all(almost_text *const *texts, size_t n)
{
    const almost_text *turned[MOST_TEXTS];
    for (size_t i = 1; i < n; i++)
        turned[i - 1] = texts[n - i];
    almost_merge *one = merge_of(texts[0], (const almost_text *const *)texts + 1, n - 1);
    almost_merge *other = merge_of(texts[0], turned, n - 1);
    FUZZ_CHECK((one == NULL) == (other == NULL), "refused in one order only");
    if (one == NULL)
        return;
    size_t conflicts = almost_merge_conflicts(one);
    FUZZ_CHECK(conflicts == almost_merge_conflicts(other), "turned round, there are others");
    for (int marks = 0; marks <= ALMOST_MARKS_ZDIFF3; marks++) {
        fuzz_bytes text = write(one, ALMOST_MERGE_TEXT, (almost_merge_marks)marks);
        fuzz_bytes again = write(other, ALMOST_MERGE_TEXT, (almost_merge_marks)marks);
        if (conflicts == 0)
            check_same(text, again.at, again.length, "turned round, the text differs");
        free(text.at);
        free(again.at);
    }
    free(write(one, ALMOST_MERGE_JSON, ALMOST_MARKS_GIT).at);
    almost_merge_free(one);
    almost_merge_free(other);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    almost_text *texts[MOST_TEXTS];
    fuzz_parts parts = fuzz_split(data, size);
    size_t n = 0;
    bool whole = true;
    while (n < MOST_TEXTS) {
        texts[n] = fuzz_open(parts.first, parts.first_length, "UTF-8");
        whole &= texts[n++] != NULL;
        if (parts.first + parts.first_length == parts.second)
            break;
        parts = fuzz_split((const uint8_t *)parts.second, parts.second_length);
    }
    if (whole && n > 1) {
        check_alone(texts[0], texts[1]);
        check_all(texts, n);
    }
    for (size_t i = 0; i < n; i++)
        almost_text_free(texts[i]);
    return 0;
}
