/* SPDX-License-Identifier: Apache-2.0 */
/* Where a passage ends, and what is none: hand-made alignments of two texts of two hundred words.
 */
#include "stages.h"

#include <stdio.h>

enum { n_words = 200, room = 4096 };

/* Different words, so that each is rare: w000 w001 and so on. */
static void begin(stages *stages)
{
    static char texts[2][room];
    for (int i = 0; i < 2; i++) {
        size_t used = 0;
        for (int k = 0; k < n_words; k++)
            used += (size_t)snprintf(texts[i] + used, room - used, "w%03d ", k);
    }
    stages_begin(stages, texts[0], texts[1], 0);
}

static void find(stages *stages, bool coherent, uint8_t *const claimed[2])
{
    assert_int_equal(al_passages_find(&stages->sides, coherent, claimed, &stages->aligned, NULL),
                     ALMOST_OK);
}

static void assert_words(const stages *stages, size_t passage, al_range original, al_range telling)
{
    const al_passage *found = &stages->aligned.passages[passage];
    assert_int_equal(found->words[stages->o].start, original.start);
    assert_int_equal(found->words[stages->o].end, original.end);
    assert_int_equal(found->words[stages->t].start, telling.start);
    assert_int_equal(found->words[stages->t].end, telling.end);
}

/* Passages of two runs with so many open words between them on either side. */
static size_t passages_around(uint32_t original, uint32_t telling)
{
    stages stages;
    begin(&stages);
    stages_pair(&stages, (al_range){0, 20}, (al_range){0, 20}, 0);
    stages_pair(&stages, (al_range){20 + original, 40 + original},
                (al_range){20 + telling, 40 + telling}, 0);
    find(&stages, true, NULL);
    size_t n = stages.aligned.n_passages;
    if (n == 2)
        assert_words(&stages, 1, (al_range){20 + original, 40 + original},
                     (al_range){20 + telling, 40 + telling});
    stages_end(&stages);
    return n;
}

/* A sentence that one side has alone parts them, a shorter one or a retold one does not. */
static void test_what_parts(void **unused)
{
    (void)unused;
    assert_int_equal(passages_around(7, 0), 1);
    assert_int_equal(passages_around(8, 0), 2);
    assert_int_equal(passages_around(0, 8), 2);
    assert_int_equal(passages_around(8, 2), 2);
    assert_int_equal(passages_around(8, 3), 1);
    assert_int_equal(passages_around(81, 81), 1); /* 59.7 bits */
    assert_int_equal(passages_around(82, 82), 2); /* 60.4 bits */
}

/* Two words in two hundred are chance; the fewest changed words keep even those. */
static void test_slight(void **unused)
{
    (void)unused;
    for (int coherent = 0; coherent < 2; coherent++) {
        stages stages;
        begin(&stages);
        stages_pair(&stages, (al_range){5, 6}, (al_range){5, 6}, 0);
        stages_pair(&stages, (al_range){100, 120}, (al_range){100, 120}, 0);
        find(&stages, coherent, NULL);
        assert_int_equal(stages.aligned.n_passages, coherent ? 1 : 2);
        assert_int_equal(stages.aligned.alignment.partner[0][5], coherent ? AL_NONE : 5);
        assert_int_equal(stages.aligned.alignment.partner[1][100], 100);
        stages_end(&stages);
    }
}

/* No passage crosses a claimed word, on whichever side it is. */
static void test_claimed(void **unused)
{
    (void)unused;
    for (int side = 0; side < 2; side++) {
        stages stages;
        uint8_t marks[2][n_words] = {{0}, {0}};
        uint8_t *const claimed[2] = {marks[0], marks[1]};
        begin(&stages);
        stages_pair(&stages, (al_range){0, 20}, (al_range){0, 20}, 0);
        stages_pair(&stages, (al_range){22, 40}, (al_range){22, 40}, 0);
        find(&stages, true, claimed);
        assert_int_equal(stages.aligned.n_passages, 1);
        marks[side][21] = 1;
        find(&stages, true, claimed);
        assert_int_equal(stages.aligned.n_passages, 2);
        stages_end(&stages);
    }
}

/* One word against six takes all of them; of letters that only agree, half the bits count. */
static void test_joined(void **unused)
{
    (void)unused;
    stages stages;
    begin(&stages);
    stages_pair(&stages, (al_range){0, 20}, (al_range){0, 20}, 0);
    stages_pair(&stages, (al_range){20, 21}, (al_range){20, 26}, AL_RESPELT | AL_JOINED);
    find(&stages, true, NULL);
    assert_int_equal(stages.aligned.n_passages, 1);
    assert_words(&stages, 0, (al_range){0, 21}, (al_range){0, 26});
    assert_int_equal(stages.aligned.passages[0].kept[stages.o], 21);
    assert_int_equal(stages.aligned.passages[0].kept[stages.t], 26);
    float word = stages.sides.bits[stages.sides.folded[0][0]];
    assert_float_equal(stages.aligned.passages[0].bits, 20.5 * word, .01);
    stages_end(&stages);
}

/* A move within the span of the main passage has words of its own, and keeps them. */
static void test_move_within(void **unused)
{
    (void)unused;
    stages stages;
    begin(&stages);
    al_aligned *aligned = &stages.aligned;
    stages_pair(&stages, (al_range){0, 40}, (al_range){0, 40}, 0);
    stages_pair(&stages, (al_range){40, 60}, (al_range){150, 170}, AL_OUT_OF_LINE);
    stages_pair(&stages, (al_range){60, 80}, (al_range){40, 60}, 0);
    al_words_range move = {{0, 0}, {0, 0}};
    move.start[stages.o] = 40, move.end[stages.o] = 60;
    move.start[stages.t] = 150, move.end[stages.t] = 170;
    assert_true(al_grow(stages.sides.allocator, (void **)&aligned->alignment.moves,
                        &aligned->alignment.moves_capacity, 1, sizeof move));
    aligned->alignment.moves[aligned->alignment.n_moves++] = move;
    assert_true(al_alignment_holds(&aligned->alignment));
    find(&stages, true, NULL);
    assert_int_equal(aligned->n_passages, 2);
    assert_words(&stages, 0, (al_range){0, 80}, (al_range){0, 60});
    assert_words(&stages, 1, (al_range){40, 60}, (al_range){150, 170});
    assert_true(aligned->passages[1].moved);
    const al_passage main = aligned->passages[0];
    assert_int_equal(al_passage_own_words(&aligned->alignment, stages.o, &main), 60);
    al_passage_let_go(&aligned->alignment, &main);
    assert_int_equal(aligned->alignment.partner[stages.o][0], AL_NONE);
    assert_int_equal(aligned->alignment.partner[stages.o][40], 150);
    assert_int_equal(aligned->alignment.partner[stages.t][169], 59);
    stages_end(&stages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_parts),  cmocka_unit_test(test_slight),
        cmocka_unit_test(test_claimed),     cmocka_unit_test(test_joined),
        cmocka_unit_test(test_move_within),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
