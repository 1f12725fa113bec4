/* SPDX-License-Identifier: Apache-2.0 */
/* Texts as letters alone, and how far two of them go on alike. */
#include "reuse/extend.h"
#include "reuse/letters.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static al_letter_table table;

/* The letters of a text: a to z, digits in pairs as A to E, another alphabet `?`; `|` before words.
 */
static const char *shown(const char *text)
{
    static char out[512];
    uint8_t letters[256], begins = AL_LETTER_BEGINS;
    uint32_t starts[256];
    size_t n = al_letters_of(&table, text, strlen(text), &begins, letters, starts), length = 0;
    for (size_t i = 0; i < n; i++) {
        uint8_t code = letters[i] & AL_LETTER_CODE;
        if (letters[i] & AL_LETTER_BEGINS)
            out[length++] = '|';
        out[length++] = (char)(code <= 26 ? 'a' + code - 1 : 'A' + code - 27);
        assert_true(i == 0 || starts[i] >= starts[i - 1]);
    }
    out[length] = '\0';
    return out;
}

static void texts_are_letters(void **state)
{
    (void)state;
    assert_string_equal(shown("It was, in 1859!"), "|it|was|in|AECE");
    assert_string_equal(shown("\xC3\x9C"
                              "ber na\xC3\xAFve \xC5\x93uvre"),
                        "|uber|naive|oeuvre");
    assert_string_equal(shown("don't o\xE2\x80\x99"
                              "clock"),
                        "|dont|oclock");
    assert_string_equal(shown("of\xEF\xAC\x81"
                              "ce"),
                        "|office");
    assert_string_equal(shown(""), "");
    assert_string_equal(shown(" \n\t--"), "");
    assert_int_equal(strlen(shown("\xE6\x97\xA5\xE6\x9C\xAC")), 6); /* |xx|xx */
    assert_int_equal(strlen(shown("\xD0\x9C\xD0\xB8\xD1\x80")), 4); /* |xxx */
    (void)shown("\xFF\xC3(\xED\xA0\x80 a");
}

static al_reach reach(const char *a, const char *b, bool forwards, int32_t drop)
{
    uint8_t first[256], second[256], begins = AL_LETTER_BEGINS;
    al_extender extender = {.allocator = al_allocator_default()};
    al_reach found;
    size_t n = al_letters_of(&table, a, strlen(a), &begins, first, NULL);
    begins = AL_LETTER_BEGINS;
    size_t m = al_letters_of(&table, b, strlen(b), &begins, second, NULL);
    assert_true(al_extend(&extender, (al_strand){first, n, forwards ? 0 : n},
                          (al_strand){second, m, forwards ? 0 : m}, forwards, drop, &found));
    al_extender_release(&extender);
    return found;
}

static void texts_go_on_alike(void **state)
{
    (void)state;
    al_reach found = reach("it was the best", "it was the best", true, 12);
    assert_int_equal(found.a, 12);
    assert_int_equal(found.score, 24);
    found = reach("it was the best", "it was the best", false, 12);
    assert_int_equal(found.b, 12);
    found = reach("nothing at all", "xyz", true, 12);
    assert_int_equal(found.a, 0);
    assert_int_equal(found.score, 0);
    found = reach("the age of wisdom it was", "the age of wis it was", true, 30); /* three lost */
    assert_int_equal(found.a, 19);
    assert_int_equal(found.b, 16);
    assert_int_equal(found.score, 2 * 16 - 3 - 3);
    found = reach("the age of wisdorn it was", "the age of wisdom it was", false, 30);
    assert_int_equal(found.a, 20);
    assert_int_equal(found.b, 19);
    found = reach("", "", true, 30);
    assert_int_equal(found.a, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(texts_are_letters),
        cmocka_unit_test(texts_go_on_alike),
    };
    al_letter_table_make(&table);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
