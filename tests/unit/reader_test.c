/* SPDX-License-Identifier: Apache-2.0 */
/* Which reader takes what, on a table made for it; and what the real table does with text. */
#include "read/reader.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

static al_confidence possible(const al_read_source *source)
{
    (void)source;
    return AL_CONFIDENCE_POSSIBLE;
}

static al_confidence by_bracket(const al_read_source *source)
{
    if (source->length == 0)
        return AL_CONFIDENCE_NONE;
    return source->bytes[0] == '<' ? AL_CONFIDENCE_LIKELY : AL_CONFIDENCE_POSSIBLE;
}

static al_confidence by_signature(const al_read_source *source)
{
    return source->length >= 2 && memcmp(source->bytes, "PK", 2) == 0 ? AL_CONFIDENCE_SURE
                                                                      : AL_CONFIDENCE_NONE;
}

static const char *const none[] = {NULL};
static const char *const marked[] = {"htm", "html", NULL};
static const char *const notes[] = {"md", NULL};
static const al_reader first = {"text", none, possible, NULL};
static const al_reader second = {"markup", marked, by_bracket, NULL};
static const al_reader third = {"notes", notes, possible, NULL};
static const al_reader fourth = {"packed", none, by_signature, NULL};
static const al_reader *const table[] = {&first, &second, &third, &fourth, NULL};

static const char *chosen(const char *bytes, const char *path)
{
    al_read_source source = {"a test", path, bytes, strlen(bytes)};
    const al_reader *reader = al_reader_choose(table, &source);
    return reader != NULL ? reader->name : "none";
}

static void test_choice(void **unused)
{
    (void)unused;
    assert_string_equal(chosen("words", NULL), "text");
    assert_string_equal(chosen("words", "a/b.c/words"), "text");
    assert_string_equal(chosen("words", "words.md"), "notes");
    assert_string_equal(chosen("words", "words.MD"), "notes");
    assert_string_equal(chosen("words", "words.html"), "markup");
    assert_string_equal(chosen("words", "folder.html/words"), "text");
    assert_string_equal(chosen("words", "html"), "text");
    assert_string_equal(chosen("words", "words."), "text");
    assert_string_equal(chosen("<p>", NULL), "markup");
    assert_string_equal(chosen("<p>", "words.md"), "markup"); /* content is before the name */
    assert_string_equal(chosen("PK", "words.html"), "packed");
    assert_string_equal(chosen("", "words.html"), "text"); /* which cannot be it */
}

static void test_nothing_fits(void **unused)
{
    (void)unused;
    static const al_reader *const packed[] = {&fourth, NULL};
    al_read_source source = {"a test", NULL, "words", 5};
    assert_null(al_reader_choose(packed, &source));
}

/* Whatever it is, somebody takes it. */
static void test_real_table(void **unused)
{
    (void)unused;
    al_read_source source = {"a test", NULL, "", 0};
    assert_ptr_equal(al_reader_choose(al_readers, &source), &al_reader_plain);
    for (const al_reader *const *reader = al_readers; *reader != NULL; reader++) {
        assert_non_null((*reader)->name);
        assert_non_null((*reader)->extensions);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_choice),
        cmocka_unit_test(test_nothing_fits),
        cmocka_unit_test(test_real_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
