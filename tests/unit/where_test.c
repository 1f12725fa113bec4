/* SPDX-License-Identifier: Apache-2.0 */
/* Places in words: which steps are said, and that no name of a file can paint or run on. */
#include "text/where.h"

#include "text/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

/* A mark of a number, or of a name. */
typedef struct mark {
    al_milestone_kind kind;
    uint64_t at;
    uint64_t number;
    const char *name;
} mark;

/* A text of three lines of eight bytes with these marks, in their order. */
static almost_text *text_with(const mark *marks, size_t n)
{
    static const char words[] = "one two\nsix ten\nred sky\n";
    size_t length = sizeof words - 1;
    al_bytes source = {al_allocate(al_allocator_default(), length + AL_TEXT_PADDING, 1), length, 0};
    assert_non_null(source.bytes);
    memset(source.bytes, ' ', length + AL_TEXT_PADDING);
    al_builder builder;
    assert_int_equal(
        al_builder_init(&builder, al_allocator_default(), "a test", &source, 10000, NULL),
        ALMOST_OK);
    al_builder_append(&builder, words, length, (al_range){0, (uint32_t)length});
    for (size_t i = 0; i < n; i++)
        al_builder_milestone_at(&builder, marks[i].kind, marks[i].at,
                                marks[i].name != NULL
                                    ? al_value_bytes(marks[i].name, strlen(marks[i].name))
                                    : al_value_number(marks[i].number));
    almost_text *text = NULL;
    assert_int_equal(al_builder_finish(&builder, &text), ALMOST_OK);
    return text;
}

#define TEXT(...)                                                                                  \
    text_with((const mark[]){__VA_ARGS__}, sizeof((const mark[]){__VA_ARGS__}) / sizeof(mark))

static void assert_where(const almost_text *text, uint64_t byte, const char *preposition,
                         const char *said, const char *brief)
{
    al_where where = al_where_of(text, byte), column = al_where_short(text, byte);
    assert_string_equal(where.bytes, said);
    assert_int_equal(where.length, strlen(said));
    assert_string_equal(column.bytes, brief);
    assert_true(column.cells <= AL_WHERE_SHORT_CELLS);
    assert_string_equal(al_where_preposition(text, byte), preposition);
}

static void assert_between(const almost_text *text, uint64_t first, uint64_t last, const char *said)
{
    assert_string_equal(al_where_between(text, first, last).bytes, said);
}

static void test_lines(void **unused)
{
    (void)unused;
    almost_text *text = text_with(NULL, 0);
    assert_false(al_where_is_marked(text));
    assert_where(text, 0, "in", "line 1", "1");
    assert_where(text, 20, "in", "line 3", "3");
    assert_between(text, 0, 7, "line 1");
    assert_between(text, 0, 20, "lines 1–3");
    almost_text_free(text);
    text = TEXT({AL_MILESTONE_SPEAKER, 0, 0, "ANNA"});
    assert_false(al_where_is_marked(text));
    assert_where(text, 20, "in", "line 3", "3");
    almost_text_free(text);
}

static void test_times(void **unused)
{
    (void)unused;
    almost_text *text =
        TEXT({AL_MILESTONE_PARAGRAPH, 0, 1, NULL}, {AL_MILESTONE_TIMECODE, 0, 753000, NULL},
             {AL_MILESTONE_TIMECODE, 4, 36000100, NULL}, {AL_MILESTONE_TIMECODE, 8, 36000950, NULL},
             {AL_MILESTONE_TIMECODE, 16, 0, "3/4/24, 9:05"});
    assert_where(text, 0, "at", "0:12:33", "0:12:33");
    assert_where(text, 4, "at", "10:00:00.100", "10:00:00.100");
    assert_where(text, 8, "at", "10:00:00.950", "10:00:00.950");
    assert_where(text, 16, "at", "3/4/24, 9:05", "3/4/24, 9:0…");
    assert_between(text, 0, 4, "0:12:33–10:00:00.100");
    almost_text_free(text);
}

static void test_pages_and_paragraphs(void **unused)
{
    (void)unused;
    almost_text *text =
        TEXT({AL_MILESTONE_PAGE, 0, 3, NULL}, {AL_MILESTONE_PAGE, 8, 1204, NULL},
             {AL_MILESTONE_PAGE, 16, 0, "xii"}, {AL_MILESTONE_PARAGRAPH, 0, 1, NULL},
             {AL_MILESTONE_LINE, 16, 5, NULL});
    assert_where(text, 0, "on", "page 3", "p. 3");
    assert_where(text, 16, "on", "page xii, line 5", "p. xii");
    assert_between(text, 0, 8, "pages 3–1,204");
    assert_between(text, 0, 16, "page 3–page xii, line 5");
    almost_text_free(text);
    text = TEXT({AL_MILESTONE_CHAPTER, 0, 2, NULL}, {AL_MILESTONE_CHAPTER, 16, 0, "The Ferry"},
                {AL_MILESTONE_PARAGRAPH, 0, 14, NULL}, {AL_MILESTONE_PARAGRAPH, 4, 15, NULL},
                {AL_MILESTONE_PARAGRAPH, 16, 16, NULL}, {AL_MILESTONE_CELL, 8, 0, "2.3"},
                {AL_MILESTONE_CELL, 16, 0, ""});
    assert_where(text, 0, "in", "chapter 2, paragraph 14", "¶ 14");
    assert_where(text, 8, "in", "chapter 2, paragraph 15, cell 2.3", "¶ 15 2.3");
    assert_where(text, 16, "in", "“The Ferry”, paragraph 16", "¶ 16");
    assert_between(text, 0, 4, "chapter 2, paragraphs 14–15");
    almost_text_free(text);
}

/* What no mark stands before is told by its line. */
static void test_before_the_first(void **unused)
{
    (void)unused;
    almost_text *text = TEXT({AL_MILESTONE_CHAPTER, 16, 1, NULL});
    assert_true(al_where_is_marked(text));
    assert_where(text, 9, "in", "line 2", "l. 2");
    assert_where(text, 16, "in", "chapter 1", "ch. 1");
    almost_text_free(text);
}

static void test_names(void **unused)
{
    (void)unused;
    char many[400];
    memset(many, 'a', sizeof many);
    for (int i = 0; i < 399; i += 3)
        memcpy(many + i, i % 2 == 0 ? "\xE4\xB8\xAD" : "a\n\x1b", 3);
    many[399] = '\0';
    almost_text *text =
        TEXT({AL_MILESTONE_PART, 0, 0, many}, {AL_MILESTONE_CHAPTER, 0, 0, many},
             {AL_MILESTONE_PARAGRAPH, 0, UINT64_MAX, NULL}, {AL_MILESTONE_CELL, 0, 0, many},
             {AL_MILESTONE_CHAPTER, 8, 0,
              "\xE2\x80\xAE"
              "over\xFF"},
             {AL_MILESTONE_TIMECODE, 16, UINT64_MAX, NULL});
    al_where where = al_where_of(text, 0);
    assert_true(where.length < AL_WHERE_BYTES && strlen(where.bytes) == where.length);
    assert_null(strpbrk(where.bytes, "\n\x1b"));
    assert_null(strpbrk(al_where_between(text, 0, 8).bytes, "\n\x1b"));
    assert_true(al_where_short(text, 0).cells <= AL_WHERE_SHORT_CELLS);
    assert_non_null(strstr(al_where_of(text, 8).bytes, "“\xEF\xBF\xBDover\xEF\xBF\xBD”"));
    assert_true(al_where_short(text, 16).cells <= AL_WHERE_SHORT_CELLS);
    almost_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_pages_and_paragraphs),
        cmocka_unit_test(test_before_the_first),
        cmocka_unit_test(test_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
