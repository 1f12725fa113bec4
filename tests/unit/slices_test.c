/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A slice in the middle of a longer text is the same as the slice cut out, but for where it stands:
 * its words, the borders between them, and what comes of comparing two of them. What stands around
 * it is such as would change that, were it looked at.
 */
#include "compare/compare.h"
#include "compare/comparison.h"
#include "words/sentences.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "random.h"

enum { MOST_BYTES = 60000, MOST_WORDS = 20000 };

typedef struct string {
    char bytes[MOST_BYTES];
    uint32_t length;
} string;

static void put(string *to, const char *bytes, size_t length)
{
    assert_true(to->length + length < MOST_BYTES);
    memcpy(to->bytes + to->length, bytes, length);
    to->length += (uint32_t)length;
}

static almost_text *text_of(const char *bytes, size_t length)
{
    almost_text_options options;
    almost_text_options_init(&options);
    options.encoding = "UTF-8";
    almost_text *text = NULL;
    assert_int_equal(almost_text_from_memory(bytes, length, &options, &text, NULL), ALMOST_OK);
    return text;
}

/* --- Words and borders ---------------------------------------------------- */

static size_t words_of(const al_slice *slice, almost_words mode, al_word_span *words)
{
    al_word_scanner *scanner;
    size_t n = 0, count = 1;
    assert_int_equal(al_word_scanner_new(slice, mode, slice->start, slice->end, &scanner, NULL),
                     ALMOST_OK);
    while (count > 0) {
        assert_int_equal(al_word_scanner_next(scanner, words + n, 100, &count, NULL), ALMOST_OK);
        n += count;
        assert_true(n < MOST_WORDS - 100);
    }
    al_word_scanner_free(scanner);
    return n;
}

static void check_words(const al_slice *inner, const al_slice *cut, almost_words mode)
{
    static al_word_span mine[MOST_WORDS], theirs[MOST_WORDS];
    size_t n = words_of(inner, mode, mine);
    uint32_t shift = inner->start;
    assert_int_equal(n, words_of(cut, mode, theirs));
    al_word_span my_last = {shift, shift}, their_last = {0, 0};
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(mine[i].start - shift, theirs[i].start);
        assert_int_equal(mine[i].end - shift, theirs[i].end);
        assert_int_equal(al_border_before(inner, my_last, mine[i]),
                         al_border_before(cut, their_last, theirs[i]));
        my_last = mine[i];
        their_last = theirs[i];
    }
}

/* Random pieces, a piece of which may be the edge of a slice. */
static void test_words(void **unused)
{
    (void)unused;
    static const char *const pieces[] = {
        "a",  "word", " ",  " ",     "\n",     "\n\n", ".", "3", "7",   "'",
        "\"", "-",    ",",  "don't", "3.5",    "é",    "ﬁ", "’", "“",   "\xCC\x81",
        "א",  "日本", "語", "😀",     "\u200D", "_",    "@", ":", "Mr. "};
    enum { n_pieces = sizeof pieces / sizeof *pieces };
    static string all;
    static uint32_t edges[4000];
    uint64_t state = 11;
    for (int round = 0; round < 3000; round++) {
        uint32_t n = 2 + random_below(&state, round % 10 == 0 ? 1500 : 60);
        uint32_t kinds = 1 + random_below(&state, n_pieces);
        all.length = 0;
        for (uint32_t i = 0; i < n; i++) {
            const char *piece = pieces[random_below(&state, kinds)];
            edges[i] = all.length;
            put(&all, piece, strlen(piece));
        }
        uint32_t first = random_below(&state, n), last = first + random_below(&state, n - first);
        almost_text *text = text_of(all.bytes, all.length);
        almost_text *alone = text_of(all.bytes + edges[first], edges[last] - edges[first]);
        al_slice inner = {text, edges[first], edges[last]}, cut = al_slice_of(alone);
        check_words(&inner, &cut, ALMOST_WORDS_UNICODE);
        check_words(&inner, &cut, ALMOST_WORDS_SPACE);
        almost_text_free(text);
        almost_text_free(alone);
    }
}

/* --- Comparing --------------------------------------------------------------- */

static void same_range(al_range mine, al_range theirs, uint32_t shift)
{
    assert_int_equal(mine.start - shift, theirs.start);
    assert_int_equal(mine.end - shift, theirs.end);
}

static void same_span(almost_span mine, almost_span theirs, uint32_t shift)
{
    assert_int_equal(mine.start - shift, theirs.start);
    assert_int_equal(mine.end - shift, theirs.end);
}

static void same_changes(const almost_comparison *mine, const almost_comparison *theirs)
{
    uint32_t shift[2] = {mine->slices[0].start, mine->slices[1].start};
    assert_int_equal(mine->n_changes, theirs->n_changes);
    for (size_t i = 0; i < mine->n_changes; i++) {
        const al_change *a = &mine->changes[i], *b = &theirs->changes[i];
        same_range(a->original, b->original, shift[0]);
        same_range(a->telling, b->telling, shift[1]);
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->touches, b->touches);
        assert_int_equal(a->passage, b->passage);
        assert_int_equal(a->unlike, b->unlike);
        assert_int_equal(a->summed, b->summed);
    }
}

static void same_passages(const almost_comparison *mine, const almost_comparison *theirs)
{
    uint32_t shift[2] = {mine->slices[0].start, mine->slices[1].start};
    assert_int_equal(mine->n_passages, theirs->n_passages);
    for (size_t i = 0; i < mine->n_passages; i++) {
        const almost_passage *a = &mine->passages[i], *b = &theirs->passages[i];
        same_span(a->original, b->original, shift[0]);
        same_span(a->telling, b->telling, shift[1]);
        for (int side = 0; side < 2; side++)
            same_range(mine->taken[i].bytes[side], theirs->taken[i].bytes[side], shift[side]);
        assert_int_equal(a->kind, b->kind);
        assert_int_equal(a->moved, b->moved);
        assert_true(a->bits == b->bits && a->likeness == b->likeness);
    }
}

static void same_verdict(const almost_comparison *mine, const almost_comparison *theirs)
{
    const almost_verdict *a = &mine->verdict, *b = &theirs->verdict;
    assert_int_equal(a->answer, b->answer);
    assert_true(a->kept == b->kept && a->told == b->told && a->order == b->order &&
                a->summed == b->summed);
    assert_int_equal(a->same_ending, b->same_ending);
    assert_int_equal(a->original_parting - mine->slices[0].start, b->original_parting);
    assert_int_equal(a->telling_parting - mine->slices[1].start, b->telling_parting);
    assert_memory_equal(&mine->statistics, &theirs->statistics, sizeof mine->statistics);
    if (strstr(theirs->sentence, " line") == NULL)
        assert_string_equal(mine->sentence, theirs->sentence);
    assert_string_equal(mine->language, theirs->language);
}

/* Slices of `all` between `bounds`, against the same bytes as texts. */
static void check_compared(const string all[2], al_range bounds[2],
                           const almost_compare_options *options)
{
    almost_text *texts[2], *cut[2];
    almost_comparison *mine = NULL, *theirs = NULL;
    al_slice slices[2];
    for (int side = 0; side < 2; side++) {
        texts[side] = text_of(all[side].bytes, all[side].length);
        cut[side] =
            text_of(all[side].bytes + bounds[side].start, bounds[side].end - bounds[side].start);
        slices[side] = (al_slice){texts[side], bounds[side].start, bounds[side].end};
    }
    assert_int_equal(al_compare_slices(slices, NULL, options, &mine, NULL), ALMOST_OK);
    assert_int_equal(almost_compare(cut[0], cut[1], options, &theirs, NULL), ALMOST_OK);
    same_changes(mine, theirs);
    same_passages(mine, theirs);
    same_verdict(mine, theirs);
    almost_comparison_free(mine);
    almost_comparison_free(theirs);
    for (int side = 0; side < 2; side++) {
        almost_text_free(texts[side]);
        almost_text_free(cut[side]);
    }
}

static const char *const story[] = {
    "Anna said that she would not come to the harbour before the evening. ",
    "“It is seven,” said Mr. Brown, “and the ship sails at nine.”\n\n",
    "There were twenty-three sailors and a dog on the deck; none of them looked up. ",
    "The old lighthouse keeper must have seen the storm long before the\nothers did. ",
    "In the morning 1,200 boxes of tea lay on the quay -- and no one knew whose. ",
    "- Go home, said the captain. - There is nothing to be seen here.\n",
    "Nobody may enter the tower, and nobody did until Thursday. ",
    "THE SECOND CHAPTER\n\n",
    "Perhaps it was well-known in the village that Elizabeth had written it her-\nself. ",
    "They walked along the shore for half an hour without a word, and then turned back. ",
};

enum { SENTENCES = sizeof story / sizeof *story };

/* The story in some order, with some words changed. */
static void tell(string *to, uint64_t *state, uint32_t edits)
{
    static const char *const others[] = {"never ", "8 ", "may ", "Paris ", "a b c "};
    uint32_t first = random_below(state, SENTENCES), n = 1 + random_below(state, 3 * SENTENCES);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t which = (first + i) % SENTENCES;
        if (random_below(state, 10) < edits)
            which = random_below(state, SENTENCES);
        for (const char *at = story[which]; *at != '\0';) {
            const char *end = strchr(at, ' ');
            size_t length = end != NULL ? (size_t)(end - at) + 1 : strlen(at);
            if (random_below(state, 60) < edits)
                put(to, others[random_below(state, 5)], 2);
            else if (random_below(state, 60) >= edits)
                put(to, at, length);
            at += length;
        }
    }
}

/* What stands before and behind a slice: it would go on with its first and last words. */
static const char *const around[] = {"",  "x",  "not-", "Mr",     "\"", "7", "-",   " ",
                                     "é", "\n", ".",    "end. A", "“",  "'", "-\n", "\n\n"};

static void test_compared(void **unused)
{
    (void)unused;
    enum { n_around = sizeof around / sizeof *around };
    static string all[2];
    uint64_t state = 23;
    for (int round = 0; round < 400; round++) {
        al_range bounds[2];
        almost_compare_options options;
        almost_compare_options_init(&options);
        options.exact = round % 7 == 1;
        options.minimal = round % 7 == 2;
        options.words = round % 7 == 3 ? ALMOST_WORDS_SPACE : ALMOST_WORDS_UNICODE;
        options.ignore = round % 7 == 4 ? 0 : options.ignore;
        for (int side = 0; side < 2; side++) {
            const char *before = around[random_below(&state, n_around)];
            const char *behind = around[random_below(&state, n_around)];
            all[side].length = 0;
            if (random_below(&state, 2))
                tell(&all[side], &state, 3);
            put(&all[side], before, strlen(before));
            bounds[side].start = all[side].length;
            tell(&all[side], &state, random_below(&state, 4));
            bounds[side].end = all[side].length;
            if (random_below(&state, 2)) /* without the white space at its end */
                bounds[side].end--;
            put(&all[side], behind, strlen(behind));
            if (random_below(&state, 2))
                tell(&all[side], &state, 3);
        }
        check_compared(all, bounds, &options);
    }
}

/* Long slices that are nearly the same are walked in step before they are cut into words. */
static void test_long(void **unused)
{
    (void)unused;
    static string all[2];
    uint64_t state = 5;
    almost_compare_options options;
    almost_compare_options_init(&options);
    for (int round = 0; round < 10; round++) {
        al_range bounds[2];
        static string told;
        told.length = 0;
        while (told.length < 25000)
            tell(&told, &state, 2);
        for (int side = 0; side < 2; side++) {
            all[side].length = 0;
            put(&all[side], story[side], strlen(story[side]) - (size_t)(side * 3));
            bounds[side].start = all[side].length;
            put(&all[side], told.bytes, 12000);
            if (side == 1)
                put(&all[side], "something else ", 15);
            put(&all[side], told.bytes + 12000, told.length - 12000);
            bounds[side].end = all[side].length;
            put(&all[side], "and so on", 9);
        }
        check_compared(all, bounds, &options);
    }
}

static void test_empty(void **unused)
{
    (void)unused;
    static string all[2];
    almost_compare_options options;
    almost_compare_options_init(&options);
    for (int side = 0; side < 2; side++) {
        all[side].length = 0;
        put(&all[side], story[0], strlen(story[0]));
    }
    check_compared(all, (al_range[2]){{5, 5}, {9, 9}}, &options);
    check_compared(all, (al_range[2]){{5, 5}, {5, 20}}, &options);
    check_compared(all, (al_range[2]){{5, 30}, {9, 9}}, &options);
    check_compared(all, (al_range[2]){{0, 0}, {all[1].length, all[1].length}}, &options);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_compared),
        cmocka_unit_test(test_long),
        cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
