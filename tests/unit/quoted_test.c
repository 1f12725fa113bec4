/* SPDX-License-Identifier: Apache-2.0 */
/* What a quotation is made of: keys of words, likeness, marks, ellipses. */
#include "quote/keys.h"
#include "quote/marks.h"
#include "quote/parts.h"
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

static void assert_label(const char *bytes, int kind, uint32_t number)
{
    al_part_label label = {0};
    uint32_t at = 0;
    bool read = al_part_label_read(bytes, (uint32_t)strlen(bytes), &at, &label);
    assert_int_equal(read, kind >= 0);
    if (!read)
        return;
    assert_int_equal(label.kind, kind);
    assert_int_equal(label.number, number);
}

static void test_labels(void **state)
{
    (void)state;
    assert_label("Article 5", AL_PART_ARTICLE, 5 * 32);
    assert_label("art. 5a", AL_PART_ARTICLE, 5 * 32 + 1);
    assert_label("ch. xiv", AL_PART_CHAPTER, 14 * 32);
    assert_label("CHAPTER THE SECOND", AL_PART_CHAPTER, 2 * 32);
    assert_label("Capítulo 3", AL_PART_CHAPTER, 3 * 32);
    assert_label("§ 12", AL_PART_SECTION, 12 * 32);
    assert_label("第五百八十四条", AL_PART_ARTICLE, 584 * 32);
    assert_label("第12章", AL_PART_CHAPTER, 12 * 32);
    const char *const others[] = {
        "",     "chapter",  "chapter and", "art of 5",           "5", "article -5", "第",
        "第五", "ch. xivb", "§",           "article 99999999999"};
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        assert_label(others[i], -1, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_keys), cmocka_unit_test(test_likeness), cmocka_unit_test(test_marks),
        cmocka_unit_test(test_ellipses), cmocka_unit_test(test_labels)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
