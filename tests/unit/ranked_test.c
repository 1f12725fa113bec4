/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts that repeat themselves, from 2 to 50 times: how much of what was copied finds its place
 * in line, and how many runs are looked at for it.
 */
#include "match/ranked.h"
#include "match/pair.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { copy = 1500, most_copies = 50, n_folds = 3000, room = copy * (most_copies + 2) * 5 / 4 };

static uint64_t state;
static uint32_t book[copy], words[2][room];
static float bits[n_folds];

static uint32_t below(uint32_t limit)
{
    return random_below(&state, limit);
}

/* A word, of which some are far more common than others. */
static uint32_t word(void)
{
    uint32_t limit = 1 + below(n_folds);
    return below(limit);
}

static void make_book(uint64_t seed)
{
    state = seed;
    for (uint32_t i = 0; i < n_folds; i++)
        bits[i] = 8;
    for (uint32_t i = 0; i < copy; i++)
        book[i] = word();
}

/* Behind the first `n` words of a side, copies in which so many words of a thousand are changed. */
static uint32_t bind(int side, uint32_t n, uint32_t copies, uint32_t changed)
{
    uint32_t *out = words[side];
    for (uint32_t i = 0; i < copies * copy; i++) {
        uint32_t kind = below(1000) < changed ? below(3) : 3;
        if (kind > 0) /* else: missing */
            out[n++] = kind == 1 ? word() : book[i % copy];
        if (kind == 2)
            out[n++] = word();
    }
    return n;
}

/* Of a thousand words of `whole`, how many are in line. */
static uint32_t match(uint32_t n0, uint32_t n1, uint32_t whole)
{
    al_pair pair = {.words = {words[0], words[1]}, .n = {n0, n1}, .n_folds = n_folds, .bits = bits};
    al_match_options options = {.allocator = al_allocator_default(),
                                .max_cells = UINT64_C(1) << 24};
    al_alignment alignment;
    assert_int_equal(al_match(&pair, &options, &alignment, NULL), ALMOST_OK);
    uint64_t kept = 0;
    for (uint32_t i = 0; i < n0; i++)
        kept += alignment.partner[0][i] != AL_NONE && !(alignment.state[0][i] & AL_OUT_OF_LINE);
    al_alignment_release(&alignment);
    return (uint32_t)(kept * 1000 / whole);
}

static const uint32_t counts[] = {2, 3, 5, 8, 9, 10, 16, 25, 50};
enum { n_counts = sizeof counts / sizeof *counts };

/* One side as it is and the other edited, where two thirds of what is edited is lost. */
static void test_edited(void **unused)
{
    (void)unused;
    static const uint32_t changed[] = {10, 50, 150};
    for (int i = 0; i < n_counts; i++)
        for (int k = 0; k < 3; k++) {
            make_book(counts[i]);
            uint32_t n0 = bind(0, 0, counts[i], 0), n1 = bind(1, 0, counts[i], changed[k]);
            assert_true(match(n0, n1, n0) + changed[k] * 2 / 3 >= 985);
            assert_true(match(n0, n1, n0) <= 1000);
        }
}

/* Both sides edited, each for itself; two copies are few enough words for other seeds. */
static void test_both_edited(void **unused)
{
    (void)unused;
    for (int i = 1; i < n_counts; i++) {
        make_book(counts[i]);
        uint32_t n0 = bind(0, 0, counts[i], 30), n1 = bind(1, 0, counts[i], 30);
        assert_true(match(n0, n1, n0) >= 920);
    }
}

/* Fewer copies on one side, or on the other. */
static void test_fewer(void **unused)
{
    (void)unused;
    for (int i = 0; i < n_counts; i++) {
        make_book(counts[i]);
        uint32_t few = (counts[i] * 2 + 2) / 3;
        uint32_t n0 = bind(0, 0, few, 30), n1 = bind(1, 0, counts[i], 0);
        assert_true(match(n0, n1, n0) >= 950);
        n0 = bind(0, 0, counts[i], 0);
        n1 = bind(1, 0, few, 30);
        assert_true(match(n0, n1, few * copy) >= 950);
    }
}

/* Letters that differ in two words of 90, which stand in no other. */
static uint32_t write_letters(int side, uint32_t first, uint32_t n, uint32_t at)
{
    enum { form = 90, salutation = 1, order = 40 };
    for (uint32_t letter = first; letter < first + n; letter++)
        for (uint32_t i = 0; i < form; i++) {
            bool own = i == salutation || i == order;
            words[side][at++] = own ? n_folds / 2 + 2 * letter + (i == order) : book[i];
        }
    return at;
}

/* A letter is the one to the same person, though its neighbours have nearly all of it. */
static void test_form_letters(void **unused)
{
    (void)unused;
    enum { letters = 700 };
    make_book(8);
    for (uint32_t i = 0; i < copy; i++)
        book[i] %= n_folds / 2;
    uint32_t n0 = write_letters(0, 0, letters, 0);
    uint32_t n1 = write_letters(1, 0, 200, 0); /* two are missing, and a third was put elsewhere */
    n1 = write_letters(1, 201, 150, n1);
    n1 = write_letters(1, 400, 1, n1);
    n1 = write_letters(1, 352, 48, n1);
    n1 = write_letters(1, 401, letters - 401, n1);
    assert_true(match(n0, n1, n0) >= 990);
}

/* Something new before them all, nearly as long as a copy, and no run long enough for in_step.c. */
static void test_preface(void **unused)
{
    (void)unused;
    make_book(77);
    uint32_t n0 = bind(0, 0, 20, 0), preface = copy * 4 / 5;
    for (uint32_t i = 0; i < preface; i++)
        words[1][i] = word();
    assert_true(match(n0, bind(1, preface, 20, 100), n0) >= 920);
}

/* A text that does not repeat itself is left alone, whatever the other one does. */
static void test_once(void **unused)
{
    (void)unused;
    make_book(3);
    al_pair pair = {.words = {words[0], words[1]}, .n_folds = n_folds, .bits = bits};
    pair.n[0] = bind(0, 0, 1, 0);
    pair.n[1] = bind(1, 0, 20, 0);
    al_anchors anchors = {0};
    assert_int_equal(al_ranked_find(&pair, al_allocator_default(), &anchors, NULL), ALMOST_OK);
    assert_int_equal(anchors.n, 0);
}

/* Runs are equal, ascend on side 1, and their words are few times those of the texts. */
static void test_runs(void **unused)
{
    (void)unused;
    static const uint32_t periods[] = {1, 2, 3, 7, 100, copy};
    for (int k = 0; k < 6; k++) {
        make_book(5);
        for (uint32_t i = periods[k]; i < copy; i++)
            book[i] = book[i % periods[k]];
        al_pair pair = {.words = {words[0], words[1]}, .n_folds = n_folds, .bits = bits};
        pair.n[0] = bind(0, 0, 40, 20);
        pair.n[1] = bind(1, 0, 50, 20);
        al_anchors anchors = {0};
        assert_int_equal(al_ranked_find(&pair, al_allocator_default(), &anchors, NULL), ALMOST_OK);
        uint64_t covered = 0;
        for (size_t i = 0; i < anchors.n; i++) {
            const al_anchor *run = &anchors.items[i];
            assert_true(i == 0 || run->start[1] >= run[-1].start[1]);
            assert_memory_equal(words[0] + run->start[0], words[1] + run->start[1],
                                run->length * sizeof **words);
            assert_true(run->bits == run->length * bits[0]);
            covered += run->length;
        }
        assert_true(covered < pair.n[1] * UINT64_C(32));
        al_release(al_allocator_default(), anchors.items);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_edited),  cmocka_unit_test(test_both_edited),
        cmocka_unit_test(test_fewer),   cmocka_unit_test(test_form_letters),
        cmocka_unit_test(test_preface), cmocka_unit_test(test_once),
        cmocka_unit_test(test_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
