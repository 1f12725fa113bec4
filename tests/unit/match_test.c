/* SPDX-License-Identifier: Apache-2.0 */
/* Seeds and common subsequences against what their definitions say, word by word. */
#include "match/gap.h"
#include "match/kgrams.h"
#include "match/plain_run.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

enum { most_words = 400, most_folds = 1000, most_stretches = 8 };

static uint64_t state = 11;

static uint32_t below(uint32_t limit)
{
    return random_below(&state, limit);
}

static uint32_t words[2][most_words];
static float bits[most_folds];

/* Two texts of `n_folds` words; side 1 has some runs of side 0. */
static al_pair make_pair(uint32_t n_folds)
{
    al_pair pair = {.words = {words[0], words[1]}, .n_folds = n_folds, .bits = bits};
    for (int side = 0; side < 2; side++) {
        pair.n[side] = 1 + below(most_words);
        for (uint32_t i = 0; i < pair.n[side]; i++)
            words[side][i] = below(n_folds);
    }
    for (uint32_t copies = below(6); copies > 0; copies--) {
        uint32_t from = below(pair.n[0]), to = below(pair.n[1]), length = below(40);
        for (uint32_t i = 0; i < length && from + i < pair.n[0] && to + i < pair.n[1]; i++)
            words[1][to + i] = words[0][from + i];
    }
    return pair;
}

/* Stretches of three words and more, some words apart. */
static void make_stretches(al_stretches *stretches, al_stretch *room, uint32_t n, uint32_t apart)
{
    *stretches = (al_stretches){.items = room};
    uint32_t start = below(apart + 1);
    while (stretches->n < most_stretches && start + AL_KGRAM_WORDS <= n) {
        uint32_t end = start + AL_KGRAM_WORDS + below(n - start - AL_KGRAM_WORDS + 1);
        room[stretches->n++] = (al_stretch){.start = start, .end = end};
        start = end + 1 + below(apart + 1);
    }
}

static const al_stretch *holder(const al_stretches *stretches, uint32_t place)
{
    for (size_t i = 0; i < stretches->n; i++)
        if (stretches->items[i].start <= place && place + AL_KGRAM_WORDS <= stretches->items[i].end)
            return &stretches->items[i];
    return NULL;
}

/* Where on side 0 the k-gram at `place` of side 1 stands, if it does so once; else UINT32_MAX. */
static uint32_t only_place(const al_pair *pair, const al_stretches *stretches, uint32_t place)
{
    uint32_t found = UINT32_MAX;
    for (uint32_t at = 0; at + AL_KGRAM_WORDS <= pair->n[0]; at++) {
        if (holder(stretches, at) == NULL ||
            memcmp(words[0] + at, words[1] + place, AL_KGRAM_WORDS * sizeof **words) != 0)
            continue;
        if (found != UINT32_MAX)
            return UINT32_MAX;
        found = at;
    }
    return found;
}

static void check_seeds(const al_pair *pair, const al_stretches stretches[2],
                        const al_anchors *seeds)
{
    size_t n = 0;
    uint32_t run_start = 0, run_end = 0;
    for (uint32_t at = 0; at + AL_KGRAM_WORDS <= pair->n[1]; at++) {
        const al_stretch *theirs = holder(&stretches[1], at);
        uint32_t place = theirs != NULL ? only_place(pair, &stretches[0], at) : UINT32_MAX;
        if (place == UINT32_MAX || at + AL_KGRAM_WORDS <= run_end)
            continue;
        const al_stretch *mine = holder(&stretches[0], place);
        uint32_t floor = theirs->start > run_start ? theirs->start : run_start;
        uint32_t start[2] = {place, at}, length = AL_KGRAM_WORDS;
        while (start[0] > mine->start && start[1] > floor &&
               words[0][start[0] - 1] == words[1][start[1] - 1])
            start[0]--, start[1]--, length++;
        while (start[0] + length < mine->end && start[1] + length < theirs->end &&
               words[0][start[0] + length] == words[1][start[1] + length])
            length++;
        assert_true(n < seeds->n);
        assert_int_equal(seeds->items[n].start[0], start[0]);
        assert_int_equal(seeds->items[n].start[1], start[1]);
        assert_int_equal(seeds->items[n].length, length);
        n++;
        run_start = start[1];
        run_end = start[1] + length;
    }
    assert_int_equal(seeds->n, n);
}

/* Seeds in all words, and in stretches of them, from k-grams that are found in all words once. */
static void test_seeds(void **unused)
{
    (void)unused;
    const almost_allocator *allocator = al_allocator_default();
    static const uint32_t folds[] = {2, 5, 20, most_folds};
    for (int round = 0; round < 400; round++) {
        al_pair pair = make_pair(folds[round % 4]);
        al_stretch room[2][most_stretches];
        al_stretches whole[2], parts[2];
        for (int side = 0; side < 2; side++) {
            room[side][0] = (al_stretch){.end = pair.n[side]};
            whole[side] = (al_stretches){.items = room[side], .n = pair.n[side] >= AL_KGRAM_WORDS};
        }
        al_kgrams kgrams;
        assert_int_equal(al_kgrams_find(&pair, allocator, whole, &kgrams, NULL), ALMOST_OK);
        al_anchors seeds = {0};
        assert_int_equal(al_kgrams_seeds(&kgrams, &pair, allocator, whole, &seeds, NULL),
                         ALMOST_OK);
        check_seeds(&pair, whole, &seeds);
        for (int side = 0; side < 2; side++)
            make_stretches(&parts[side], room[side], pair.n[side], 30);
        seeds.n = 0;
        assert_int_equal(al_kgrams_seeds(&kgrams, &pair, allocator, parts, &seeds, NULL),
                         ALMOST_OK);
        check_seeds(&pair, parts, &seeds);
        al_kgrams_release(&kgrams, allocator);
        assert_int_equal(al_kgrams_find(&pair, allocator, parts, &kgrams, NULL), ALMOST_OK);
        seeds.n = 0;
        assert_int_equal(al_kgrams_seeds(&kgrams, &pair, allocator, parts, &seeds, NULL),
                         ALMOST_OK);
        check_seeds(&pair, parts, &seeds);
        al_kgrams_release(&kgrams, allocator);
        al_release(allocator, seeds.items);
    }
}

static uint16_t lengths[most_words + 1][most_words + 1];
static uint32_t places[2][most_words], found[2][most_words], wanted[2][most_words];

/* By the table of lengths, from the end: equal words first, then side 0 while it loses nothing. */
static void align_by_table(uint32_t first, const uint32_t n[2])
{
    for (uint32_t i = first; i < n[0]; i++)
        for (uint32_t j = first; j < n[1]; j++) {
            uint16_t up = lengths[i][j + 1], left = lengths[i + 1][j];
            lengths[i + 1][j + 1] = words[0][i] == words[1][j] ? lengths[i][j] + 1
                                    : up > left                ? up
                                                               : left;
        }
    for (uint32_t i = n[0], j = n[1]; i > first && j > first;) {
        if (words[0][i - 1] == words[1][j - 1]) {
            i--, j--;
            wanted[0][places[0][i]] = places[1][j];
            wanted[1][places[1][j]] = places[0][i];
        } else if (lengths[i - 1][j] == lengths[i][j]) {
            i--;
        } else {
            j--;
        }
    }
}

static void test_subsequence(void **unused)
{
    (void)unused;
    al_gap_work work;
    assert_true(al_gap_work_init(&work, al_allocator_default(), most_folds, UINT64_C(1) << 24));
    static const uint32_t folds[] = {2, 6, 40, 250, most_folds};
    for (int round = 0; round < 300; round++) {
        al_pair pair = make_pair(folds[round % 5]);
        memset(lengths, 0, sizeof lengths);
        memset(found, 0xFF, sizeof found);
        memset(wanted, 0xFF, sizeof wanted);
        for (int side = 0; side < 2; side++)
            for (uint32_t i = 0; i < most_words; i++)
                places[side][i] = i;
        uint32_t first = 0;
        for (; first < pair.n[0] && first < pair.n[1] && words[0][first] == words[1][first];
             first++)
            wanted[0][first] = wanted[1][first] = first;
        align_by_table(first, pair.n);
        al_gap gap = {{words[0], words[1]}, {places[0], places[1]}, {pair.n[0], pair.n[1]}};
        uint32_t *const partner[2] = {found[0], found[1]};
        assert_true(al_lcs(&work, &gap, partner));
        assert_memory_equal(found, wanted, sizeof found);
    }
    al_gap_work_release(&work);
}

/*
 * Of a word and three that it is joined with, the first or last ones are let go. Where the first is
 * among them, which the word is the partner of, none is left; else those that stay are.
 */
static void test_mended_alignment(void **unused)
{
    (void)unused;
    static const uint32_t n[2] = {5, 5};
    for (int side = 0; side < 2; side++)
        for (uint32_t cut = 1; cut < 8; cut++) {
            al_range gone = cut < 4 ? (al_range){1, cut + 1} : (al_range){cut - 3, 4};
            al_alignment alignment;
            assert_true(al_alignment_init(&alignment, n, al_allocator_default()));
            alignment.partner[0][0] = alignment.partner[1][0] = 0;
            alignment.partner[side][1] = 1;
            alignment.state[side][1] = AL_JOINED;
            for (uint32_t i = 1; i < 4; i++) {
                alignment.partner[!side][i] = 1;
                alignment.state[!side][i] = AL_JOINED;
            }
            assert_true(al_alignment_holds(&alignment));
            al_alignment_let_go(&alignment, !side, gone);
            al_alignment_mend(&alignment);
            assert_true(al_alignment_holds(&alignment));
            assert_int_equal(alignment.partner[side][1], gone.start == 1 ? AL_NONE : 1);
            assert_int_equal(alignment.partner[!side][0], 0);
            al_alignment_release(&alignment);
        }
}

/* Runs are counted where pairs part, and not where words that have no partner do. */
static void test_counted_runs(void **unused)
{
    (void)unused;
    static const uint32_t n[2] = {9, 9};
    static const uint32_t partners[9] = {1, 2, 3, AL_NONE, 4, 6, 7, AL_NONE, AL_NONE};
    al_alignment alignment;
    assert_true(al_alignment_init(&alignment, n, al_allocator_default()));
    assert_int_equal(al_alignment_runs(&alignment, 0, (al_range){0, 9}), 1);
    memcpy(alignment.partner[0], partners, sizeof partners);
    assert_int_equal(al_alignment_runs(&alignment, 0, (al_range){0, 9}), 3);
    assert_int_equal(al_alignment_runs(&alignment, 0, (al_range){0, 3}), 1);
    assert_int_equal(al_alignment_runs(&alignment, 0, (al_range){2, 6}), 3);
    al_alignment_release(&alignment);
}

/* Rows of words give what they give one by one, wherever one of them parts. */
static void test_plain_runs(void **unused)
{
    (void)unused;
    enum { most = 70 };
    uint32_t partner[most];
    uint8_t states[most];
    for (uint32_t parted = 0; parted < 2 * most; parted++)
        for (uint32_t n = 1; n <= most; n += 3) {
            for (uint32_t i = 0; i < most; i++) {
                partner[i] = 7 + i + (parted == i);
                states[i] = parted == most + i ? AL_RESPELT : AL_OUT_OF_LINE;
            }
            assert_int_equal(al_plain_run(partner, states, 7, AL_OUT_OF_LINE, n),
                             al_plain_run_near(partner, states, 7, AL_OUT_OF_LINE, n));
        }
}

int main(void)
{
    for (uint32_t fold = 0; fold < most_folds; fold++)
        bits[fold] = (float)(1 + fold % 13);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_seeds),
        cmocka_unit_test(test_subsequence),
        cmocka_unit_test(test_mended_alignment),
        cmocka_unit_test(test_counted_runs),
        cmocka_unit_test(test_plain_runs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
