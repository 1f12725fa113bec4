/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Structures that the library fills, for callers of a past version, whose are
 * smaller, and of a future one, whose are larger: nothing behind the end is
 * written, and what is not known is zero.
 */
#include "applying.h"

#include <stdbool.h>

enum { ROOM = 512, MARK = 0xA5 };

typedef union room {
    unsigned char bytes[ROOM];
    almost_change change;
    almost_change changes[4];
    almost_place place;
    almost_applied applied;
    size_t size;
} room;

static almost_comparison *comparison_of(const char *original, const char *telling,
                                        almost_text *texts[2])
{
    almost_comparison *comparison = NULL;
    texts[0] = text_of(original, strlen(original));
    texts[1] = text_of(telling, strlen(telling));
    assert_int_equal(almost_compare(texts[0], texts[1], NULL, &comparison, NULL), ALMOST_OK);
    return comparison;
}

static void release(almost_comparison *comparison, almost_text *texts[2])
{
    almost_comparison_free(comparison);
    almost_text_free(texts[0]);
    almost_text_free(texts[1]);
}

/* What `known` bytes of `whole` are at the front of `filled`, zero up to `size`, marks behind. */
static void assert_filled(const room *filled, size_t size, const void *whole, size_t known)
{
    size_t both = size < known ? size : known;
    assert_memory_equal(filled->bytes, whole, both);
    for (size_t i = both; i < size; i++)
        assert_int_equal(filled->bytes[i], 0);
    for (size_t i = size; i < ROOM; i++)
        assert_int_equal(filled->bytes[i], MARK);
}

static const size_t grown[] = {0, 8, 16}; /* how much larger a future structure is */

static void changes_fit_their_caller(void **state)
{
    (void)state;
    almost_text *texts[2];
    almost_comparison *comparison = comparison_of("It was so.\n", "It was not so.\n", texts);
    almost_change whole;
    assert_int_equal(almost_comparison_change(comparison, 1, &whole), 1);
    size_t sizes[] = {0, 8, offsetof(almost_change, original), sizeof whole, sizeof whole + 8, 256};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        room filled;
        memset(&filled, MARK, sizeof filled);
        assert_int_equal(almost_comparison_change_sized(comparison, 1, &filled.change, sizes[i]),
                         1);
        assert_filled(&filled, sizes[i], &whole, sizeof whole);
        memset(&filled, MARK, sizeof filled);
        assert_int_equal(almost_comparison_change_sized(comparison, 99, &filled.change, sizes[i]),
                         0);
        assert_filled(&filled, 0, &whole, sizeof whole);
    }
    release(comparison, texts);
}

static void letters_stand_as_far_apart_as_their_caller_has_them(void **state)
{
    (void)state;
    almost_text *texts[2];
    almost_comparison *comparison = comparison_of("the colour of it\n", "the color of it\n", texts);
    almost_change change, pieces[4];
    for (size_t i = 0; almost_comparison_change(comparison, i, &change); i++)
        if (change.kind == ALMOST_DIFFERENT)
            break;
    size_t count = almost_comparison_letters(comparison, &change, pieces, 4);
    assert_true(count >= 2 && count <= 4);
    for (size_t i = 0; i < sizeof grown / sizeof *grown; i++) {
        room filled;
        size_t size = sizeof *pieces + grown[i];
        memset(&filled, MARK, sizeof filled);
        assert_int_equal(
            almost_comparison_letters_sized(comparison, &change, filled.changes, 4, size), count);
        for (size_t j = 0; j < count; j++)
            assert_memory_equal(filled.bytes + j * size, &pieces[j], sizeof *pieces);
        for (size_t j = count * size; j < ROOM; j++)
            assert_int_equal(filled.bytes[j], MARK);
    }
    release(comparison, texts);
}

static void places_fit_their_caller(void **state)
{
    (void)state;
    almost_text *text = text_of("a\n\xC3\xA4 b\n", 7);
    almost_place whole = almost_text_place(text, 4);
    assert_int_equal(whole.line, 2);
    assert_int_equal(whole.column, 2);
    size_t sizes[] = {0, offsetof(almost_place, source_byte), sizeof whole, sizeof whole + 24};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        room filled;
        memset(&filled, MARK, sizeof filled);
        almost_text_place_sized(text, 4, &filled.place, sizes[i]);
        assert_filled(&filled, sizes[i], &whole, sizeof whole);
    }
    almost_text_free(text);
}

static void what_was_applied_fits_its_caller(void **state)
{
    (void)state;
    collected bytes = patch_between("a b\n", 4, "a c\n", 4, ALMOST_FORM_PATCH, ALMOST_BYTES);
    almost_patch *patch = read_patch(&bytes);
    almost_text *text = text_of("a b\n", 4);
    const almost_applied whole = {.applied = 1};
    size_t sizes[] = {0, 8, sizeof whole, sizeof whole + 8};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        room filled;
        collected outcome = {0};
        almost_apply_options options;
        almost_apply_options_init(&options);
        options.sink = collect;
        options.sink_context = &outcome;
        memset(&filled, MARK, sizeof filled);
        assert_int_equal(almost_apply_sized(patch, text, &options, &filled.applied, sizes[i], NULL),
                         ALMOST_OK);
        assert_filled(&filled, sizes[i], &whole, sizeof whole);
        assert_string_equal(outcome.bytes, "a c\n");
        free(outcome.bytes);
    }
    almost_text_free(text);
    almost_patch_free(patch);
    free(bytes.bytes);
}

/* _init fills what the caller has, however much that is, and says how much that is. */
static void defaults_fit_their_caller(void **state)
{
    (void)state;
    almost_compare_options whole;
    almost_compare_options_init(&whole);
    assert_int_equal(whole.size, sizeof whole);
    size_t sizes[] = {offsetof(almost_compare_options, exact), sizeof whole, sizeof whole + 32};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        room filled;
        memset(&filled, MARK, sizeof filled);
        almost_compare_options_init_sized((void *)&filled, sizes[i]);
        assert_int_equal(filled.size, sizes[i]);
        filled.size = sizeof whole;
        assert_filled(&filled, sizes[i], &whole, sizeof whole);
    }
}

static void what_is_lent_ends(void **state)
{
    (void)state;
    almost_text *texts[2];
    almost_comparison *comparison = comparison_of("It was so.\n", "It was not so.\n", texts);
    size_t n = almost_comparison_passages(comparison);
    assert_true(n > 0);
    assert_int_equal(almost_comparison_passage(comparison, n - 1)->id, n);
    assert_null(almost_comparison_passage(comparison, n));
    assert_null(almost_comparison_passage(comparison, SIZE_MAX));
    assert_null(
        almost_comparison_approximation(comparison, almost_comparison_approximations(comparison)));
    release(comparison, texts);
}

/* A pair's texts may be read each in its own way; without a size it is refused. */
static void a_pair_has_options_for_each_text(void **state)
{
    (void)state;
    almost_batch *batch = NULL;
    almost_batch_options options;
    almost_environment environment;
    almost_text_options reading;
    almost_pair pair;
    almost_error error;
    almost_environment_init(&environment);
    environment.threads = 1;
    almost_batch_options_init(&options);
    options.environment = &environment;
    assert_int_equal(almost_batch_new(&options, &batch, NULL), ALMOST_OK);
    almost_text_options_init(&reading);
    reading.name = "latin";
    reading.encoding = "windows-1252";
    almost_pair_init(&pair);
    pair.original = (almost_source){NULL, "caf\xE9\n", 5, &reading};
    pair.telling = (almost_source){NULL, "caf\xC3\xA9\n", 6, NULL};
    assert_int_equal(almost_batch_add(batch, &pair, &error), ALMOST_OK);
    reading.name = "gone";
    const almost_batch_result *result = almost_batch_next(batch);
    assert_non_null(result);
    assert_int_equal(result->status, ALMOST_OK);
    assert_null(result->error);
    assert_int_equal(result->verdict->answer, ALMOST_YES);
    assert_null(almost_batch_next(batch));
    pair.size = 0;
    assert_int_equal(almost_batch_add(batch, &pair, &error), ALMOST_ERROR_ARGUMENT);
    almost_pair_init(&pair);
    reading.size = 1;
    pair.telling.options = &reading;
    assert_int_equal(almost_batch_add(batch, &pair, &error), ALMOST_ERROR_ARGUMENT);
    almost_batch_free(batch);
}

/* An allocator that gives nothing any more once it is told so. */
static void *give(void *context, size_t size)
{
    return *(const bool *)context ? NULL : malloc(size);
}

static void *give_again(void *context, void *pointer, size_t old_size, size_t size)
{
    (void)old_size;
    return *(const bool *)context ? NULL : realloc(pointer, size);
}

static void take_back(void *context, void *pointer)
{
    (void)context;
    free(pointer);
}

/* A result has its id also when there is no memory to read the line that has it. */
static void a_result_without_memory_has_an_id(void **state)
{
    (void)state;
    static const char line[] =
        "{\"id\":\"x\",\"original\":{\"text\":\"a\"},\"telling\":{\"text\":\"b\"}}";
    bool ended = false;
    almost_allocator allocator = {give, give_again, take_back, &ended};
    almost_environment environment;
    almost_batch_options options;
    almost_batch *batch = NULL;
    almost_environment_init(&environment);
    environment.threads = 1;
    environment.allocator = &allocator;
    almost_batch_options_init(&options);
    options.environment = &environment;
    assert_int_equal(almost_batch_new(&options, &batch, NULL), ALMOST_OK);
    assert_int_equal(almost_batch_add_line(batch, line, sizeof line - 1, "lines", 7, NULL),
                     ALMOST_OK);
    ended = true;
    const almost_batch_result *result = almost_batch_next(batch);
    assert_int_equal(result->status, ALMOST_ERROR_MEMORY);
    assert_non_null(result->id);
    assert_string_equal(result->id, "7");
    almost_batch_free(batch);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(changes_fit_their_caller),
        cmocka_unit_test(letters_stand_as_far_apart_as_their_caller_has_them),
        cmocka_unit_test(places_fit_their_caller),
        cmocka_unit_test(what_was_applied_fits_its_caller),
        cmocka_unit_test(defaults_fit_their_caller),
        cmocka_unit_test(what_is_lent_ends),
        cmocka_unit_test(a_pair_has_options_for_each_text),
        cmocka_unit_test(a_result_without_memory_has_an_id),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
