/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes read as any format: the first line is its name, or that with " original" behind it for
 * what it was before tracked changes; another line is none, and the bytes say what they are. With
 * FUZZ_FORMAT all bytes are read as that one, so that a format can be looked at alone. What is read
 * has places that ascend and stand in the source, and marks at or before the bytes that stand under
 * them; what is refused is so with one line.
 */
#include "fuzz.h"

/* Bytes of the first line, with its end, where that chooses a format. */
static size_t choose_format(const uint8_t *data, size_t size, almost_text_options *options)
{
    static const char original[] = " original";
    const char *alone = getenv("FUZZ_FORMAT"), *first = (const char *)data;
    for (size_t i = 0; almost_format_at(i) != NULL; i++) {
        const char *name = almost_format_at(i);
        size_t length = strlen(name), behind = length + sizeof original - 1;
        if (alone != NULL) {
            if (strcmp(alone, name) == 0)
                options->format = name;
            continue;
        }
        bool was = size > behind && memcmp(first + length, original, sizeof original - 1) == 0;
        size_t line = was ? behind : length;
        if (size <= line || memcmp(first, name, length) != 0 || first[line] != '\n')
            continue;
        options->format = name;
        options->revisions = was ? ALMOST_REVISIONS_ORIGINAL : ALMOST_REVISIONS_ACCEPTED;
        return line + 1;
    }
    return 0;
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
    size_t front = choose_format(data, size, &options);
    almost_error error = {0};
    almost_text *text = NULL;
    almost_status status =
        almost_text_from_memory((const char *)data + front, size - front, &options, &text, &error);
    FUZZ_CHECK((status == ALMOST_OK) == (text != NULL), "status %d and text %p", (int)status,
               (void *)text);
    FUZZ_CHECK(status == ALMOST_OK || (error.message[0] != '\0' && !strchr(error.message, '\n')),
               "a failure without a line that says why");
    if (text != NULL)
        check_text(text);
    almost_text_free(text);
    return 0;
}
