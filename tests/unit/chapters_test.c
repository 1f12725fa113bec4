/* SPDX-License-Identifier: Apache-2.0 */
/* Chapters of a text: by the headings of its source, by its marks, by lines that look like some. */
#include "text/chapters.h"

#include "text/build.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

static al_chapters chapters_of(const almost_text *text)
{
    al_chapters chapters = {NULL, 0};
    assert_true(al_chapters_find(text, al_allocator_default(), &chapters));
    assert_int_equal(chapters.items[0].bytes.start, 0);
    assert_int_equal(chapters.items[chapters.n - 1].bytes.end, text->length);
    for (size_t i = 0; i < chapters.n; i++) {
        const al_chapter *chapter = &chapters.items[i];
        if (i > 0)
            assert_int_equal(chapter->bytes.start, chapters.items[i - 1].bytes.end);
        assert_true(chapter->title.start <= chapter->title.end);
        if (chapter->title.start < chapter->title.end)
            assert_true(chapter->bytes.start <= chapter->title.start &&
                        chapter->title.end <= chapter->bytes.end);
    }
    return chapters;
}

/* Titles with bars between them; of what has none nothing. */
static void assert_titles_of(const almost_text *text, const char *wanted)
{
    char titles[1000] = "";
    al_chapters chapters = chapters_of(text);
    for (size_t i = 0; i < chapters.n; i++) {
        al_range title = chapters.items[i].title;
        strcat(titles, i > 0 ? "|" : "");
        strncat(titles, text->bytes + title.start, title.end - title.start);
    }
    assert_string_equal(titles, wanted);
    al_release(al_allocator_default(), chapters.items);
}

static void assert_titles(const char *bytes, const char *wanted)
{
    almost_text *text = NULL;
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), NULL, &text, NULL), ALMOST_OK);
    assert_titles_of(text, wanted);
    almost_text_free(text);
}

static void test_none(void **unused)
{
    (void)unused;
    assert_titles("", "");
    assert_titles("A text.\n\nWith no heading in it.\n", "");
    assert_titles("CHAPTER I.\n\nOne is no series, and its words are a line.\n", "");
    assert_titles("He read\nChapter 4 of it, and\nChapter 5 of the other one.\n", "");
}

static void test_words_and_numbers(void **unused)
{
    (void)unused;
    assert_titles("CHAPTER I.\n\nIt rained.\n\nCHAPTER II. The Ferry\n\nIt left.\n",
                  "CHAPTER I.|CHAPTER II. The Ferry");
    assert_titles("By Anna.\n\nChapter One\nIt rained.\nChapter the Last\nIt left.\n",
                  "|Chapter One|Chapter the Last");
    assert_titles("Kapitel 1\n\nEs regnete.\n\nKapitel 2\n\nEs fuhr ab.\n", "Kapitel 1|Kapitel 2");
    assert_titles("Preface.\n\nIt is so.\n\nLETTER I\n\nIt rained.\n", "Preface.|LETTER I");
}

/* Volumes go with their first chapters; so does a list of contents, but for its lines. */
static void test_rows_of_headings(void **unused)
{
    (void)unused;
    assert_titles("VOLUME I.\n\nCHAPTER I.\n\nIt rained.\n\nVOLUME II.\n\nCHAPTER I.\n\nIt left.\n",
                  "VOLUME I.\n\nCHAPTER I.|VOLUME II.\n\nCHAPTER I.");
    assert_titles(
        "A Book\n\nCHAPTER I\n\nCHAPTER II\n\nCHAPTER I\n\nIt rained.\n\nCHAPTER II\n\nIt "
        "left.\n",
        "|CHAPTER I|CHAPTER II");
}

static void test_numbers_and_capitals(void **unused)
{
    (void)unused;
    assert_titles("I\n\nIt rained.\n\nII\n\nIt left.\n\nIII.\n\nIt came.\n", "I|II|III.");
    assert_titles("1. The Rain\n\nIt rained.\n\n2. The Ferry\n\nIt left.\n",
                  "1. The Rain|2. The Ferry");
    assert_titles("THE RAIN\n\nIt rained.\n\nTHE FERRY\n\nIt left.\n", "THE RAIN|THE FERRY");
    assert_titles("THE BOOK\n\nCHAPTER I\n\nIt rained.\n\nTHE END\n\nCHAPTER II\n\nIt left.\n",
                  "|CHAPTER I|CHAPTER II");
    assert_titles("It rained,\nTHE\nferry left.\n\nIt rained,\nII\nferry left.\n", "");
}

/* A text of ten words of four bytes, of which some are headings or begin a chapter. */
static almost_text *told(const uint32_t *headings, const char *levels, size_t n, bool marks)
{
    static const char words[] = "one two six ten red sky sun old new low ";
    size_t length = sizeof words - 1;
    al_bytes source = {al_allocate(al_allocator_default(), length + AL_TEXT_PADDING, 1), length, 0};
    assert_non_null(source.bytes);
    memset(source.bytes, ' ', length + AL_TEXT_PADDING);
    memcpy(source.bytes, words, length);
    al_builder builder;
    assert_int_equal(
        al_builder_init(&builder, al_allocator_default(), "a test", &source, 1000, NULL),
        ALMOST_OK);
    al_builder_append(&builder, words, length, (al_range){0, (uint32_t)length});
    for (size_t i = 0; i < n; i++) {
        uint32_t at = 4 * headings[i];
        if (marks)
            al_builder_milestone_at(&builder, AL_MILESTONE_CHAPTER, at, al_value_number(i + 1));
        else
            al_builder_layer(&builder, AL_LAYER_HEADING, (al_range){at, at + 3},
                             al_value_bytes(&levels[i], 1));
    }
    almost_text *text = NULL;
    assert_int_equal(al_builder_finish(&builder, &text), ALMOST_OK);
    return text;
}

static void assert_told(const uint32_t *headings, const char *levels, size_t n, const char *wanted)
{
    almost_text *text = told(headings, levels, n, false);
    assert_titles_of(text, wanted);
    almost_text_free(text);
}

#define AT(...)                                                                                    \
    (const uint32_t[])                                                                             \
    {                                                                                              \
        __VA_ARGS__                                                                                \
    }

static void test_headings_of_the_source(void **unused)
{
    (void)unused;
    assert_told(AT(0, 3), "11", 2, "one|ten");
    assert_told(AT(1, 3, 5), "122", 3, "|two|ten|sky"); /* a title and its chapters */
    assert_told(AT(1, 3, 5, 7), "1213", 4, "|two|sky"); /* no section is a chapter */
    assert_told(AT(0, 1, 3, 5, 7, 8), "122212", 6, "one two|ten|sky|old new");
    assert_told(AT(4), "1", 1, "");
}

static void test_marks(void **unused)
{
    (void)unused;
    almost_text *text = told(AT(0, 4, 7), NULL, 3, true);
    al_chapters chapters = chapters_of(text);
    assert_int_equal(chapters.n, 3);
    assert_int_equal(chapters.items[2].bytes.start, 28);
    al_release(al_allocator_default(), chapters.items);
    almost_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_words_and_numbers),
        cmocka_unit_test(test_rows_of_headings),
        cmocka_unit_test(test_numbers_and_capitals),
        cmocka_unit_test(test_headings_of_the_source),
        cmocka_unit_test(test_marks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
