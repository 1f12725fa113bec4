/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of words, and two of them merged, against words that are cut and numbered one by one. */
#include "language/language.h"
#include "words/forms.h"
#include "words/word_list.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { most_words = 70000 };

static uint64_t state = 3;

static uint32_t below(uint32_t limit)
{
    return random_below(&state, limit);
}

/* Words that fold to others, to themselves, to what is no word of the text, and long ones. */
static size_t put_word(char *to)
{
    static const char *const words[] = {
        "the", "The", "THE", "and",  "caf\xC3\xA9",  "cafe",         "Caf\xC3\xA9", "stra\303\237e",
        "I",   "of",  "Of",  "Zoe",  "Zo\xC3\xAB",   "\xE4\xB8\xAD", "don't",       "was",
        "a",   "in",  "23",  "1818", "\xC5\x93uvre", "not",          "she",         "Abernathy"};
    size_t n = sizeof words / sizeof *words;
    uint32_t kind = below(8);
    if (kind > 0 && kind < 5)
        return (size_t)sprintf(to, "%s ", words[below((uint32_t)n)]);
    if (kind > 0)
        return (size_t)sprintf(to, "%c%c%u ", 'a' + below(26), 'A' + below(26), below(40));
    size_t length = 1 + below(8) * below(8) * below(8);
    memset(to, 'a' + (int)below(3), length);
    to[length] = ' ';
    return length + 1;
}

static almost_text *random_text(size_t length)
{
    char *bytes = malloc(length + 1024);
    size_t at = 0;
    while (at < length)
        at += put_word(bytes + at);
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = "UTF-8";
    almost_text *text;
    assert_int_equal(almost_text_from_memory(bytes, at, &options, &text, NULL), ALMOST_OK);
    free(bytes);
    return text;
}

/* The words of a text one by one, numbered among `forms`. */
static uint32_t cut(al_forms *forms, const almost_text *text, int side, al_word_span *spans,
                    uint32_t *numbers)
{
    al_word_scanner *scanner;
    size_t count = 1, n = 0;
    assert_int_equal(
        al_word_scanner_new(text, ALMOST_WORDS_UNICODE, 0, text->length, &scanner, NULL),
        ALMOST_OK);
    while (count > 0) {
        assert_int_equal(al_word_scanner_next(scanner, spans + n, 1024, &count, NULL), ALMOST_OK);
        n += count;
    }
    al_word_scanner_free(scanner);
    assert_int_equal(al_forms_add(forms, text, side, spans, n, numbers, NULL), ALMOST_OK);
    return (uint32_t)n;
}

static void check_forms(const al_forms *merged, const al_forms *forms, const al_language *language)
{
    assert_int_equal(al_forms_count(merged), al_forms_count(forms));
    for (uint32_t i = 0; i < al_forms_count(forms); i++) {
        const al_form *mine = al_forms_get(merged, i), *theirs = al_forms_get(forms, i);
        assert_int_equal(mine->length, theirs->length);
        assert_memory_equal(mine->bytes, theirs->bytes, mine->length);
        assert_memory_equal(mine->count, theirs->count, sizeof mine->count);
        assert_int_equal(mine->fold, theirs->fold);
    }
    assert_int_equal(al_forms_folds(merged), al_forms_folds(forms));
    for (uint32_t i = 0; i < al_forms_folds(forms); i++) {
        al_letters mine = al_forms_fold_letters(merged, i),
                   theirs = al_forms_fold_letters(forms, i);
        assert_int_equal(mine.length, theirs.length);
        assert_memory_equal(mine.bytes, theirs.bytes, mine.length);
        assert_int_equal(al_forms_all_letter_counts(merged)[i],
                         al_count_letters(theirs.bytes, theirs.length));
        assert_int_equal(al_language_function(merged, i, language),
                         al_language_function(forms, i, language));
    }
}

static void compare_pair(al_vocabulary *vocabulary, size_t first, size_t second)
{
    const almost_allocator *allocator = al_allocator_default();
    almost_text *texts[2] = {random_text(first), random_text(second)};
    al_word_list *lists[2];
    al_forms *merged, *forms;
    uint32_t *numbers[2], n;
    al_word_span *spans = malloc(most_words * sizeof *spans);
    uint32_t *one_by_one[2];
    assert_int_equal(al_forms_new(allocator, 1, &merged, NULL), ALMOST_OK);
    assert_int_equal(al_forms_new(allocator, 2, &forms, NULL), ALMOST_OK);
    for (int side = 0; side < 2; side++) {
        numbers[side] = malloc(most_words * sizeof **numbers);
        one_by_one[side] = malloc(most_words * sizeof **one_by_one);
        assert_int_equal(al_word_list_new(allocator, texts[side], ALMOST_WORDS_UNICODE, vocabulary,
                                          &lists[side], NULL),
                         ALMOST_OK);
        assert_non_null(lists[side]);
        if (below(2) > 0)
            al_language_survey(lists[side]);
        n = cut(forms, texts[side], side, spans, one_by_one[side]);
        assert_int_equal(lists[side]->n_words, n);
        for (uint32_t i = 0; i < n; i++) {
            al_word_span span = al_word_list_span(lists[side], i);
            assert_memory_equal(&span, &spans[i], sizeof span);
        }
    }
    const al_word_list *const both[2] = {lists[0], lists[1]};
    assert_int_equal(al_forms_merge(merged, both, numbers, NULL), ALMOST_OK);
    for (int side = 0; side < 2; side++)
        assert_memory_equal(numbers[side], one_by_one[side],
                            lists[side]->n_words * sizeof(uint32_t));
    assert_int_equal(al_forms_index(merged, NULL), ALMOST_OK);
    for (uint32_t i = 0; i < al_forms_count(merged); i += 1 + below(9)) {
        const al_form *form = al_forms_get(merged, i);
        assert_int_equal(al_forms_find(merged, form->bytes, form->length), i);
    }
    assert_int_equal(al_forms_fold(merged, AL_FOLD_EVERYTHING, NULL), ALMOST_OK);
    assert_int_equal(al_forms_fold(forms, AL_FOLD_EVERYTHING, NULL), ALMOST_OK);
    check_forms(merged, forms, al_lexicon_language("en"));
    for (int side = 0; side < 2; side++)
        al_language_survey(lists[side]);
    assert_ptr_equal(al_language_guess(merged, both), al_language_guess(forms, NULL));
    al_forms_free(merged);
    al_forms_free(forms);
    for (int side = 0; side < 2; side++) {
        al_word_list_free(lists[side]);
        almost_text_free(texts[side]);
        free(numbers[side]);
        free(one_by_one[side]);
    }
    free(spans);
}

static void test_merged_lists(void **unused)
{
    (void)unused;
    al_vocabulary *vocabulary = al_vocabulary_new(al_allocator_default(), 5);
    for (int round = 0; round < 300; round++)
        compare_pair(vocabulary, below(40) * below(40), below(60) * below(60));
    for (int round = 0; round < 6; round++)
        compare_pair(vocabulary, 64000 + below(3000), 66000 + below(60000));
    al_vocabulary_free(vocabulary);
}

/* A list for these bytes, or NULL where they do not fit into one. */
static al_word_list *list_of(al_vocabulary *vocabulary, const char *bytes, size_t length)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = "UTF-8";
    almost_text *text;
    al_word_list *list = NULL;
    assert_int_equal(almost_text_from_memory(bytes, length, &options, &text, NULL), ALMOST_OK);
    assert_true(text->length <= AL_WORD_LIST_MOST_BYTES);
    assert_int_equal(al_word_list_new(al_allocator_default(), text, ALMOST_WORDS_UNICODE,
                                      vocabulary, &list, NULL),
                     ALMOST_OK);
    almost_text_free(text);
    return list;
}

/* All words of one letter or figure, then all of two and of three, as far as there is room. */
static size_t put_short_words(char *bytes, size_t room)
{
    static const char signs[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
    const uint32_t n = sizeof signs - 1;
    size_t at = 0;
    for (uint32_t length = 1, all = n; length <= 3; length++, all *= n)
        for (uint32_t word = 0; word < all && at + length < room; word++) {
            for (uint32_t i = 0, rest = word; i < length; i++, rest /= n)
                bytes[at++] = signs[rest % n];
            bytes[at++] = ' ';
        }
    return at;
}

static void test_what_does_not_fit(void **unused)
{
    (void)unused;
    enum { size = AL_WORD_LIST_MOST_BYTES };
    al_vocabulary *vocabulary = al_vocabulary_new(al_allocator_default(), 6);
    char *bytes = malloc(size + 16);
    size_t at = put_short_words(bytes, size);
    assert_null(list_of(vocabulary, bytes, at));
    al_word_list *list = list_of(vocabulary, bytes, at / 2);
    assert_non_null(list);
    al_word_list_free(list);
    for (at = 0; at < size; at += 2)
        memcpy(bytes + at, "a ", 2);
    list = list_of(vocabulary, bytes, size);
    assert_non_null(list); /* one word as often as can be */
    assert_int_equal(list->counts[0], size / 2);
    al_word_list_free(list);
    memset(bytes, 'b', size);
    assert_null(list_of(vocabulary, bytes, size));
    bytes[UINT16_MAX] = ' '; /* a word as long as can be, on both pages */
    list = list_of(vocabulary, bytes, size);
    assert_non_null(list);
    assert_int_equal(list->n_words, 2);
    assert_int_equal(al_word_list_span(list, 1).end, size);
    assert_int_equal(al_word_list_length(list, 0), UINT16_MAX);
    al_word_list_free(list);
    free(bytes);
    al_vocabulary_free(vocabulary);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_merged_lists),
        cmocka_unit_test(test_what_does_not_fit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
