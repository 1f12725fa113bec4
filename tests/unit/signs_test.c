/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What signs are: each is one thing or another, blanks are white space, and what has no width is
 * neither white space nor a mark, whoever asks.
 */
#include "text/signs.h"
#include "words/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

enum { beyond = 0x110000 };

static void test_properties(void **unused)
{
    (void)unused;
    uint32_t spaces = 0, blanks = 0, dashes = 0, quotes = 0;
    for (uint32_t c = 0; c < beyond; c++) {
        bool dash = al_is_dash(c), quote = al_is_quotation_mark(c);
        assert_true(al_is_space(c) + al_is_invisible(c) + dash + quote <= 1);
        assert_true(al_is_space(c) || !al_is_blank(c));
        assert_true(dash || c == 0xAD || !al_is_hyphen(c));
        assert_true(c >= 0x80 || al_is_space(c) == al_is_space_byte((char)c));
        assert_true(!dash || al_plain_sign(c) == '-');
        spaces += al_is_space(c);
        blanks += al_is_blank(c);
        dashes += dash;
        quotes += quote;
    }
    assert_int_equal(spaces, 25); /* of Unicode 16, as all here */
    assert_int_equal(blanks, 25 - 7);
    assert_int_equal(dashes, 31);
    assert_int_equal(quotes, 30);
}

static void test_invisible(void **unused)
{
    (void)unused;
    static const uint32_t signs[] = {0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFE0F, 0xFEFF, 0xE0001};
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
        assert_true(al_is_invisible(signs[i]));
        assert_int_equal(al_plain_sign(signs[i]), signs[i]);
    }
    assert_false(al_is_invisible(0x200A) || al_is_invisible(0x2010) || al_is_invisible(0xFEFE));
}

static al_border border(const char *bytes)
{
    almost_text *text;
    al_word_scanner *scanner;
    al_word_span words[64];
    size_t n = 0;
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), NULL, &text, NULL), ALMOST_OK);
    al_slice slice = al_slice_of(text);
    assert_int_equal(
        al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, 0, text->length, &scanner, NULL),
        ALMOST_OK);
    assert_int_equal(al_word_scanner_next(scanner, words, 64, &n, NULL), ALMOST_OK);
    assert_int_equal(n, 2);
    al_border found = al_border_before(&slice, words[0], words[1]);
    al_word_scanner_free(scanner);
    almost_text_free(text);
    return found;
}

/* Signs that nobody sees move no border. */
static void test_borders(void **unused)
{
    (void)unused;
    static const char *const pairs[][2] = {
        {"one\n\ntwo", "one\n\u200B\ntwo"}, {"one\n\ntwo", "one\n\uFEFF\ntwo"},
        {"one -two", "one \u200B-two"},     {"one. Two", "one.\uFEFF \u200BTwo"},
        {"one --two", "one -\u200B-two"},   {"one, two", "one\u200B,\uFEFF two"},
        {"one.\rTwo", "one.\r\uFEFFTwo"},   {"one\r\n\r\ntwo", "one\r\n\uFEFF\r\ntwo"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        assert_int_equal(border(pairs[i][1]), border(pairs[i][0]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_properties),
        cmocka_unit_test(test_invisible),
        cmocka_unit_test(test_borders),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
