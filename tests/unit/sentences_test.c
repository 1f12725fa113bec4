/* SPDX-License-Identifier: Apache-2.0 */
/* Borders between words, and that wrapping the lines moves none of them. */
#include "words/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { MOST = 256 };

/* The borders before all words, one letter each: n, p, s and P. */
static size_t borders_of(const char *bytes, char *borders)
{
    almost_text *text;
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), NULL, &text, NULL), ALMOST_OK);
    al_word_scanner *scanner;
    al_slice slice = al_slice_of(text);
    assert_int_equal(
        al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, 0, slice.end, &scanner, NULL), ALMOST_OK);
    static al_word_span words[MOST];
    size_t n = 0;
    assert_int_equal(al_word_scanner_next(scanner, words, MOST, &n, NULL), ALMOST_OK);
    al_word_span before = {0, 0};
    for (size_t i = 0; i < n; i++) {
        borders[i] = "npsP"[al_border_before(&slice, before, words[i])];
        before = words[i];
    }
    borders[n] = '\0';
    al_word_scanner_free(scanner);
    almost_text_free(text);
    return n;
}

static void check(const char *bytes, const char *wanted)
{
    char borders[MOST + 1];
    borders_of(bytes, borders);
    if (strcmp(borders, wanted) != 0) {
        fprintf(stderr, "%s: %s, not %s\n", bytes, borders, wanted);
        fail();
    }
}

static void test_borders(void **unused)
{
    (void)unused;
    check("He came. She went.", "Pnsn");
    check("He came, and she; well: so", "Pnpnpp");
    check("Mr. Smith met Dr. Who.", "Pnnnn");
    check("J. R. Smith spoke.", "Pnnn");
    check("So did I. Then he", "Pnnsn");
    check("am 3. Mai kam er", "Pnnnn");
    check("in 1818. The end", "Pnsn");
    check("Oh! he said. \xE2\x80\x9CYes?\xE2\x80\x9D No.", "Ppnss");
    check("word\xE2\x80\x94word--word - word well-known", "Ppppnn");
    check("wait... what. \xC3\x89t\xC3\xA9 fini", "Pnsn");
    check("e.g. This", "Pn");
    check("Gr\xC3\xBC\xC3\x9F. \xC3\xBC\x62\x65r", "Pn");
    check("end.\n\nNew\n  \r\n\tone", "PPP");
    check("one\ntwo\r\nthree\rfour", "Pnnn");
    check("one\r\n\r\ntwo\r\rthree", "PPP");
    check("\xD0\x9E\xD0\xBD. \xD0\x9E\xD0\xBD\xD0\xB0, \xD0\xBE\xD0\xBD\xD0\xBE", "Psp");
    check("he (the man) \xC2\xAB"
          "dit\xC2\xBB",
          "Ppnp");
}

static void test_long_line(void **unused)
{
    (void)unused;
    char bytes[600] = "", borders[MOST + 1];
    for (int i = 0; i < 40; i++)
        strcat(bytes, "long ");
    strcat(bytes, "\nnext\nlast");
    size_t n = borders_of(bytes, borders);
    assert_int_equal(borders[n - 2], 'P');
    assert_int_equal(borders[n - 1], 'n');
}

static void test_far_apart(void **unused)
{
    (void)unused;
    static char bytes[100000];
    memset(bytes, '-', sizeof bytes - 1);
    memcpy(bytes, "one. ", 5);
    memcpy(bytes + sizeof bytes - 5, " Two", 4);
    check(bytes, "Ps");
}

static void test_wrapping(void **unused)
{
    (void)unused;
    const char *flat =
        "He came, said Mr. Smith. \"No!\" she cried; and I. Newton (not he) -- went. Yes.";
    char wrapped[200], wanted[MOST + 1], found[MOST + 1];
    borders_of(flat, wanted);
    for (size_t width = 1; width < 12; width++) {
        strcpy(wrapped, flat);
        for (size_t i = 0, blanks = 0; wrapped[i] != '\0'; i++) {
            if (wrapped[i] == ' ' && ++blanks % width == 0)
                wrapped[i] = '\n';
        }
        borders_of(wrapped, found);
        assert_string_equal(found, wanted);
    }
}

static bool hyphenated(const char *bytes, uint32_t first_end, uint32_t second_start)
{
    almost_text *text;
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), NULL, &text, NULL), ALMOST_OK);
    bool is = al_hyphenated(text, (al_word_span){0, first_end},
                            (al_word_span){second_start, (uint32_t)text->length});
    almost_text_free(text);
    return is;
}

static void test_hyphens(void **unused)
{
    (void)unused;
    assert_true(hyphenated("to-\nday", 2, 4));
    assert_true(hyphenated("to-\r\n  \tday", 2, 8));
    assert_true(hyphenated("to- \nday", 2, 5));
    assert_true(hyphenated("to\xE2\x80\x90\nday", 2, 6));
    assert_true(hyphenated("to\xC2\xAD\nday", 4, 5));
    assert_true(hyphenated("to\xC2\xAC\nday", 2, 5));
    assert_true(hyphenated("to\xE2\xB8\x97\nday", 2, 6));
    assert_true(hyphenated("to=\r\nday", 2, 5));
    assert_false(hyphenated("to=day", 2, 3));
    assert_false(hyphenated("to = \nday", 2, 6));
    assert_false(hyphenated("to=\n2", 2, 4));
    assert_false(hyphenated("2\xC2\xAC\nday", 1, 4));
    assert_false(hyphenated("to-day", 2, 3));
    assert_false(hyphenated("to\nday", 2, 3));
    assert_false(hyphenated("to-\n\nday", 2, 5));
    assert_false(hyphenated("to,\nday", 2, 4));
    assert_false(hyphenated("to--\nday", 2, 5));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_borders),   cmocka_unit_test(test_long_line),
        cmocka_unit_test(test_far_apart), cmocka_unit_test(test_wrapping),
        cmocka_unit_test(test_hyphens),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
