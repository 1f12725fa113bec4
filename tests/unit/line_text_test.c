/* SPDX-License-Identifier: Apache-2.0 */
/* The text that is taken out of a line is what jansson reads, and what jansson refuses is left to
 * it. */
#include "reuse/line_text.h"

#include "random.h"

#include <jansson.h>
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

static json_t *load(const char *bytes, size_t length)
{
    return json_loadb(bytes, length, JSON_ALLOW_NUL | JSON_REJECT_DUPLICATES, NULL);
}

/* False when the line is left to jansson; else it says the same of it. */
static bool check(al_line_text *taken, const char *line, size_t length)
{
    if (!al_line_text_take(taken, al_allocator_default(), line, length))
        return false;
    json_t *rest = load(taken->rest, taken->rest_length), *whole = load(line, length);
    assert_true((rest == NULL) == (whole == NULL));
    if (whole != NULL) {
        json_t *text = json_incref(json_object_get(whole, "text"));
        assert_int_equal(json_string_length(text), taken->length);
        assert_memory_equal(json_string_value(text), taken->text, taken->length);
        assert_int_equal(json_object_set_new(whole, "text", json_string("")), 0);
        assert_true(json_equal(rest, whole));
        json_decref(text);
    }
    json_decref(rest);
    json_decref(whole);
    return true;
}

static const char *const usual[] = {
    "{\"id\": 1, \"text\": \"He was at home.\"}",
    "{\"text\":\"\",\"id\":\"a\"}",
    "{ \"text\" : \"two\\nlines \\\"said\\\" \\\\ \\/ \\b\\f\\r\\t\" , \"id\" : \"a\" }",
    "{\"id\": \"\\u00e9\", \"text\": \"na\\u00efve \\ud83d\\ude00 \\u201cso\\u201d \\u0000 end\"}",
    "{\"rest\": {\"text\": \"no\"}, \"id\": 2, \"text\": \"na\xC3\xAFve \xF0\x9F\x98\x80\"}",
    "{\"a\": [\"text\", {\"text\": 1}], \"text\": \"it ends in \\\\\\\\\", \"id\": 3}",
};

static const char *const unusual[] = {
    "",
    "[]",
    "{\"id\": 1}",
    "{\"id\": 1, \"text\": 5}",
    "{\"id\": 1, \"te\\u0078t\": \"a\"}",
    "{\"id\": 1, \"text\": \"no end",
    "{\"id\": 1, \"text\": \"no end \\\"}",
    "{\"id\": 1, \"text\": \"\xFF\"}",
    "{\"id\": 1, \"text\": \"a\ttab\"}",
    "{\"id\": 1, \"text\": \"\\x\"}",
    "{\"id\": 1, \"text\": \"\\u12\"}",
    "{\"id\": 1, \"text\": \"\\ud83d alone\"}",
    "{\"id\": 1, \"text\": \"\\ude00\"}",
    "{\"id\": 1, \"text\": \"\\ud83d\\u0041\"}",
};

static void test_lines(void **state)
{
    al_line_text taken = {0};
    (void)state;
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        assert_true(check(&taken, usual[i], strlen(usual[i])));
    for (size_t i = 0; i < sizeof unusual / sizeof *unusual; i++)
        assert_false(check(&taken, unusual[i], strlen(unusual[i])));
    al_line_text_release(&taken, al_allocator_default());
}

/* Lines with bytes that were changed, put in and left out. */
static void test_damaged(void **state)
{
    static const char bytes[] = "\"\\\\{}[]:,u0dD8eFt \n\t\xC3\xA9\xED\xFF";
    al_line_text taken = {0};
    uint64_t random = 7;
    size_t n_taken = 0;
    (void)state;
    for (int i = 0; i < 60000; i++) {
        char line[128];
        const char *from = usual[random_below(&random, sizeof usual / sizeof *usual)];
        size_t length = strlen(from), changes = 1 + random_below(&random, 3);
        memcpy(line, from, length);
        while (changes-- > 0) {
            size_t at = random_below(&random, (uint32_t)length);
            if (random_below(&random, 4) == 0)
                memmove(line + at, line + at + 1, --length - at);
            else
                line[at] = bytes[random_below(&random, sizeof bytes)];
        }
        n_taken += check(&taken, line, length);
    }
    assert_true(n_taken > 10000);
    al_line_text_release(&taken, al_allocator_default());
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lines),
                                       cmocka_unit_test(test_damaged)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
