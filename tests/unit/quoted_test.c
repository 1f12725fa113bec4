/* SPDX-License-Identifier: Apache-2.0 */
/* What a quotation is made of: keys of words, likeness, marks, ellipses. */
#include "quote/keys.h"
#include "quote/marks.h"
#include "quote/quoted.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

static void assert_key(const char *word, const char *key)
{
    char room[AL_KEY_ROOM], padded[64] = {0};
    memcpy(padded, word, strlen(word));
    uint32_t n = al_key_of(padded, (uint32_t)strlen(word), room);
    assert_int_equal(n, strlen(key));
    assert_memory_equal(room, key, n);
}

static void test_keys(void **state)
{
    (void)state;
    assert_key("Don't", "dont");
    assert_key("don’t", "dont");
    assert_key("o\xEF\xAC\x83"
               "ce",
               "office");
    assert_key("Caf\xC3\xA9", "cafe");
    assert_key("_so_", "so");
}

static uint32_t apart(const char *a, const char *b)
{
    char rooms[2][AL_KEY_ROOM] = {{0}, {0}};
    memcpy(rooms[0], a, strlen(a));
    memcpy(rooms[1], b, strlen(b));
    al_spelling x = al_spelling_of(rooms[0], (uint32_t)strlen(a));
    al_spelling y = al_spelling_of(rooms[1], (uint32_t)strlen(b));
    uint32_t found = al_spellings_apart(&x, &y);
    assert_true(found == UINT32_MAX || al_spellings_may_meet(&x, &y));
    return found;
}

static void test_likeness(void **state)
{
    (void)state;
    assert_int_equal(apart("the", "tbe"), 1);
    assert_int_equal(apart("modern", "modem"), 1);
    assert_int_equal(apart("cloud", "doud"), 1);
    assert_int_equal(apart("form", "from"), 1); /* a transposition */
    assert_int_equal(apart("not", "must"), UINT32_MAX);
    assert_int_equal(apart("linus", "chines"), UINT32_MAX);
}

static al_marks marks(const char *a, const char *b)
{
    const almost_text source = {.bytes = a, .length = strlen(a)};
    const almost_text account = {.bytes = b, .length = strlen(b)};
    return al_marks_compare(&source, (al_range){0, (uint32_t)strlen(a)}, &account,
                            (al_range){0, (uint32_t)strlen(b)});
}

static void test_marks(void **state)
{
    (void)state;
    assert_int_equal(marks(" ", "\n"), AL_MARKS_EQUAL);
    assert_int_equal(marks(",” ", ", "), AL_MARKS_TYPOGRAPHY);
    assert_int_equal(marks(" -- ", "—"), AL_MARKS_TYPOGRAPHY);
    assert_int_equal(marks(", ", " "), AL_MARKS_STOPS);
    assert_int_equal(marks("; ", ". "), AL_MARKS_STOPS);
    assert_int_equal(marks("? ", ". "), AL_MARKS_OTHERS);
    assert_int_equal(marks(" $", " "), AL_MARKS_OTHERS);
}

static bool holds(const char *bytes)
{
    return al_holds_ellipsis(bytes, (al_range){0, (uint32_t)strlen(bytes)});
}

static void test_ellipses(void **state)
{
    (void)state;
    assert_true(holds(" … ") && holds(" ... ") && holds(". . .") && holds(" [...] ") &&
                holds("***"));
    assert_false(holds(". ") || holds(".. ") || holds("* *") || holds("") || holds("-–—"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_keys), cmocka_unit_test(test_likeness),
                                       cmocka_unit_test(test_marks),
                                       cmocka_unit_test(test_ellipses)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
