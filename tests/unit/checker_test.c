/* SPDX-License-Identifier: Apache-2.0 */
/* Sources that are made ready once: each account has the answer that almost_check() gives, whatever
 * came before. */
#include <almost/almost.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static almost_text *text_of(const char *bytes)
{
    almost_text *text;
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), NULL, &text, NULL), ALMOST_OK);
    return text;
}

typedef struct written {
    char bytes[1 << 14];
    size_t length;
} written;

static int append(void *context, const char *bytes, size_t length)
{
    written *written = context;
    assert_true(length < sizeof written->bytes - written->length);
    memcpy(written->bytes + written->length, bytes, length);
    written->length += length;
    return 0;
}

static written write_all(almost_quotations *quotations)
{
    written written = {.length = 0};
    almost_quotations_write_options options;
    almost_quotations_write_options_init(&options);
    options.form = ALMOST_QUOTATIONS_JSON;
    assert_int_equal(almost_quotations_write(quotations, &options, append, &written, NULL),
                     ALMOST_OK);
    almost_quotations_free(quotations);
    return written;
}

static void test_one_after_another(void **unused)
{
    static const char *const accounts[] = {
        "“The council shall meet twice a year in Geneva,” said Anna.",
        "“The use of force is permitted in any case.”", "No quotation.", "",
        "“The council shall meet … a year in Geneva,” said Paul."};
    almost_text *sources[] = {text_of("The use of force is not permitted in any case, unless the "
                                      "council has agreed to it.\n"),
                              text_of("“The council shall meet twice a year in Geneva,” said Anna. "
                                      "Nobody else was there.\n")};
    const almost_text *const borrowed[] = {sources[0], sources[1]};
    almost_checker *checker;
    (void)unused;
    assert_int_equal(almost_checker_new(borrowed, 2, NULL, &checker, NULL), ALMOST_OK);
    for (size_t i = 0; i < 10; i++) {
        almost_text *account = text_of(accounts[i % 5]);
        almost_quotations *once, *again;
        assert_int_equal(almost_check(account, borrowed, 2, NULL, &once, NULL), ALMOST_OK);
        assert_int_equal(almost_checker_check(checker, account, NULL, &again, NULL), ALMOST_OK);
        written first = write_all(once), second = write_all(again);
        assert_int_equal(first.length, second.length);
        assert_memory_equal(first.bytes, second.bytes, first.length);
        almost_text_free(account);
    }
    almost_checker_free(checker);
    almost_checker_free(NULL);
    almost_text_free(sources[0]);
    almost_text_free(sources[1]);
}

static int give_up(void *context, const char *stage, double share)
{
    (void)context;
    (void)stage;
    (void)share;
    return 1;
}

static void test_cancelled(void **unused)
{
    almost_text *source = text_of("It was not so.\n"), *account = text_of("“It was so,” he said.");
    const almost_text *const borrowed[] = {source};
    almost_quotations *quotations = NULL;
    almost_environment environment;
    almost_checker *checker;
    (void)unused;
    almost_environment_init(&environment);
    assert_int_equal(almost_checker_new(borrowed, 1, NULL, &checker, NULL), ALMOST_OK);
    environment.progress = give_up;
    assert_int_equal(almost_checker_check(checker, account, &environment, &quotations, NULL),
                     ALMOST_ERROR_CANCELLED);
    assert_null(quotations);
    assert_int_equal(almost_checker_check(checker, account, NULL, &quotations, NULL), ALMOST_OK);
    almost_quotations_free(quotations);
    almost_checker_free(checker);
    almost_text_free(account);
    almost_text_free(source);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_one_after_another),
                                       cmocka_unit_test(test_cancelled)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
