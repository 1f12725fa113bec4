/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes read as any format; the first byte chooses it. What is read has places that ascend and
 * stand in the source, and marks at or before the bytes that stand under them; what is refused is
 * so with one line.
 */
#include "fuzz.h"

static size_t count_formats(void)
{
    size_t n = 0;
    while (almost_format_at(n) != NULL)
        n++;
    return n;
}

static void check_marks(const almost_text *text, uint64_t byte, uint64_t length)
{
    for (int kind = 0; almost_mark_kind_name((almost_mark_kind)kind) != NULL; kind++) {
        almost_mark mark;
        if (!almost_text_mark(text, (almost_mark_kind)kind, byte, &mark))
            continue;
        FUZZ_CHECK(mark.byte <= byte && mark.byte <= length, "a mark behind what stands under it");
        FUZZ_CHECK(mark.name == NULL || mark.name_length > 0, "a mark without a name");
    }
}

static void check_text(const almost_text *text)
{
    uint64_t length, before = 0;
    const char *bytes = almost_text_bytes(text, &length);
    FUZZ_CHECK(length == 0 || bytes != NULL, "a text without bytes");
    uint64_t step = length > 512 ? length / 256 : 1;
    for (uint64_t at = 0; at <= length; at += step) {
        almost_place place = almost_text_place(text, at);
        FUZZ_CHECK(place.code_point >= before && place.line > 0, "places go back");
        before = place.code_point;
        check_marks(text, at, length);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    almost_environment environment;
    almost_text_options options;
    almost_environment_init(&environment);
    almost_text_options_init(&options);
    environment.max_bytes = 1 << 22;
    options.environment = &environment;
    options.name = "input";
    options.revisions = data[0] >> 7;
    options.format = almost_format_at((data[0] & 0x7f) % count_formats());
    almost_error error = {0};
    almost_text *text = NULL;
    almost_status status =
        almost_text_from_memory((const char *)data + 1, size - 1, &options, &text, &error);
    FUZZ_CHECK((status == ALMOST_OK) == (text != NULL), "status %d and text %p", (int)status,
               (void *)text);
    FUZZ_CHECK(status == ALMOST_OK || (error.message[0] != '\0' && !strchr(error.message, '\n')),
               "a failure without a line that says why");
    if (text != NULL)
        check_text(text);
    almost_text_free(text);
    return 0;
}
