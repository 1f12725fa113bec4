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

enum { batch = 1024 };

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
    al_slice slice = al_slice_of(text);
    size_t count = 1, n = 0;
    assert_int_equal(
        al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, 0, slice.end, &scanner, NULL), ALMOST_OK);
    while (count > 0) {
        assert_int_equal(al_word_scanner_next(scanner, spans + n, batch, &count, NULL), ALMOST_OK);
        n += count;
    }
    al_word_scanner_free(scanner);
    assert_true(al_forms_add(forms, text, side, spans, n, numbers));
    return (uint32_t)n;
}

static void check_forms(const al_forms *merged, const al_forms *forms)
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
        assert_int_equal(al_forms_all_letter_counts(forms)[i],
                         al_forms_all_letter_counts(merged)[i]);
    }
}

/* What the surveys say of two merged lists is what is said of words one by one. */
static void check_surveys(const al_forms *merged, const al_forms *forms,
                          const al_word_list *const lists[2], const al_merge *merge)
{
    const al_language *language = al_lexicon_language("en");
    uint32_t n = al_forms_folds(forms);
    uint8_t *surveyed = malloc(n + 1);
    al_language_survey surveys[2];
    for (int side = 0; side < 2; side++)
        assert_true(al_language_survey_init(&surveys[side], lists[side]));
    const al_language_survey *const both[2] = {&surveys[0], &surveys[1]};
    memset(surveyed, 2, n);
    al_language_functions_surveyed(merged, both, merge, language, surveyed);
    for (uint32_t i = 0; i < n; i++) {
        assert_int_equal(surveyed[i], al_language_function(forms, i, language));
        assert_int_equal(surveyed[i], al_language_function(merged, i, language));
    }
    assert_ptr_equal(al_language_guess_surveyed(merged, both), al_language_guess(forms));
    for (int side = 0; side < 2; side++)
        al_language_survey_release(&surveys[side]);
    free(surveyed);
}

/* Two texts of about so many bytes; `wide` when either is to have a wide list. */
static void compare_pair(al_vocabulary *vocabulary, size_t first, size_t second, bool wide)
{
    const almost_allocator *allocator = al_allocator_default();
    almost_text *texts[2] = {random_text(first), random_text(second)};
    al_word_list *lists[2];
    al_forms *merged, *forms;
    uint32_t *numbers[2], n;
    size_t longer = texts[texts[0]->length < texts[1]->length]->length;
    size_t most_words = longer / 2 + 2 * batch; /* a blank behind each */
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
        n = cut(forms, texts[side], side, spans, one_by_one[side]);
        assert_int_equal(lists[side]->n_words, n);
        for (uint32_t i = 0; i < n; i++) {
            al_word_span span = al_word_list_span(lists[side], i);
            if (span.start != spans[i].start || span.end != spans[i].end)
                fail_msg("word %u of side %d stands elsewhere", i, side);
        }
    }
    const al_word_list *const both[2] = {lists[0], lists[1]};
    assert_int_equal(lists[0]->wide || lists[1]->wide, wide);
    al_merge merge;
    assert_int_equal(al_forms_merge(merged, both, numbers, &merge, NULL), ALMOST_OK);
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
    check_forms(merged, forms);
    check_surveys(merged, forms, both, &merge);
    al_merge_release(&merge, allocator);
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
        compare_pair(vocabulary, below(40) * below(40), below(60) * below(60), false);
    for (int round = 0; round < 6; round++)
        compare_pair(vocabulary, 64000 + below(3000), 66000 + below(60000), false);
    al_vocabulary_free(vocabulary);
}

/* As long as novels and as Bibles, against each other and against what is short. */
static void test_wide_lists(void **unused)
{
    (void)unused;
    const size_t mib = 1 << 20, sizes[][2] = {{5 * mib, 400000}, {3000, 3 * mib}, {2 * mib, 60000}};
    al_vocabulary *vocabulary = al_vocabulary_new(al_allocator_default(), 7);
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        compare_pair(vocabulary, sizes[i][0], sizes[i][1], true);
    al_vocabulary_free(vocabulary);
}

/* A list for these bytes. */
static al_word_list *list_of(al_vocabulary *vocabulary, const char *bytes, size_t length)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = "UTF-8";
    almost_text *text;
    al_word_list *list = NULL;
    assert_int_equal(almost_text_from_memory(bytes, length, &options, &text, NULL), ALMOST_OK);
    assert_int_equal(al_word_list_new(al_allocator_default(), text, ALMOST_WORDS_UNICODE,
                                      vocabulary, &list, NULL),
                     ALMOST_OK);
    almost_text_free(text);
    assert_non_null(list);
    assert_int_equal(al_word_list_span(list, list->n_words - 1).end,
                     length - (bytes[length - 1] == ' '));
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

static void test_widths(void **unused)
{
    (void)unused;
    enum { size = AL_NARROW_MOST_BYTES };
    al_vocabulary *vocabulary = al_vocabulary_new(al_allocator_default(), 6);
    char *bytes = malloc(size + 16);
    size_t at = put_short_words(bytes, size);
    al_word_list *list = list_of(vocabulary, bytes, at);
    assert_true(list->wide); /* more distinct words than a narrow list numbers */
    assert_true(list->n_distinct > AL_NARROW_MOST_DISTINCT);
    assert_int_equal(al_column_at(list->words, list->n_words - 1), list->n_distinct - 1);
    al_word_list_free(list);
    list = list_of(vocabulary, bytes, at / 2);
    assert_false(list->wide);
    al_word_list_free(list);
    for (at = 0; at < size; at += 2)
        memcpy(bytes + at, "a ", 2);
    list = list_of(vocabulary, bytes, size);
    assert_false(list->wide); /* one word as often as can be */
    assert_int_equal(al_column_at(list->counts, 0), size / 2);
    al_word_list_free(list);
    memset(bytes, 'b', size);
    list = list_of(vocabulary, bytes, size);
    assert_true(list->wide);
    assert_int_equal(al_word_list_length(list, 0), size);
    al_word_list_free(list);
    bytes[UINT16_MAX] = ' '; /* a word as long as can be, on both pages */
    list = list_of(vocabulary, bytes, size);
    assert_false(list->wide);
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
        cmocka_unit_test(test_wide_lists),
        cmocka_unit_test(test_widths),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
