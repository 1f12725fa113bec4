/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict at its thresholds, and the ending: of hand-made alignments and passages. */
#include "compare/verdict.h"
#include "stages.h"

static const char twenty[] = "a b c d e f g h i j k l m n o p q r s t";
static const uint64_t nothing_replaced[2] = {0, 0};

static void add_passage(stages *stages, al_range original, al_range telling, bool moved)
{
    al_passage passage = {.moved = moved};
    passage.words[stages->o] = original;
    passage.words[stages->t] = telling;
    stages_pair(stages, original, telling, moved ? AL_OUT_OF_LINE : 0);
    assert_true(al_passages_add(&stages->aligned, &passage));
}

static almost_verdict reach(const stages *stages, almost_comparison *comparison)
{
    al_verdict_reach(&stages->sides, &stages->aligned, nothing_replaced, comparison);
    return comparison->verdict;
}

/* The answer where the first `kept` of twenty words are one passage. */
static almost_answer answer_with(uint32_t kept)
{
    stages stages;
    al_change change = {.kind = ALMOST_MISSING};
    almost_comparison comparison = {.changes = &change, .n_changes = 1};
    stages_begin(&stages, twenty, twenty, 0);
    add_passage(&stages, (al_range){0, kept}, (al_range){0, kept}, false);
    almost_verdict verdict = reach(&stages, &comparison);
    assert_float_equal(verdict.kept, kept / 20., 1e-9);
    assert_float_equal(verdict.told, kept / 20., 1e-9);
    assert_float_equal(verdict.kept_verbatim, kept / 20., 1e-9);
    assert_float_equal(verdict.told_verbatim, kept / 20., 1e-9);
    assert_int_equal(verdict.same_ending, kept == 20);
    assert_int_equal(comparison.statistics.same, kept);
    assert_int_equal(comparison.statistics.missing, 20 - kept);
    assert_int_equal(comparison.statistics.added, 20 - kept);
    assert_int_equal(verdict.original_parting, kept < 20 ? 2 * kept : sizeof twenty - 1);
    stages_end(&stages);
    return verdict.answer;
}

static void test_shares(void **unused)
{
    (void)unused;
    assert_int_equal(answer_with(20), ALMOST_ALMOST); /* something differs all the same */
    assert_int_equal(answer_with(15), ALMOST_ALMOST);
    assert_int_equal(answer_with(14), ALMOST_PARTLY);
    assert_int_equal(answer_with(1), ALMOST_PARTLY);
    assert_int_equal(answer_with(0), ALMOST_NO);
}

static void test_nothing(void **unused)
{
    (void)unused;
    stages stages;
    almost_comparison comparison = {.n_changes = 0};
    stages_begin(&stages, "", "", 0);
    almost_verdict verdict = reach(&stages, &comparison);
    assert_int_equal(verdict.answer, ALMOST_YES);
    assert_float_equal(verdict.kept, 1, 0);
    assert_true(verdict.same_ending);
    stages_end(&stages);
    al_change change = {.kind = ALMOST_ADDED};
    comparison = (almost_comparison){.changes = &change, .n_changes = 1};
    stages_begin(&stages, "", "a", 0);
    verdict = reach(&stages, &comparison);
    assert_false(verdict.same_ending);
    assert_int_equal(verdict.telling_parting, 0);
    stages_end(&stages);
}

/* All is there, but a third of it elsewhere: no yes without a change, and too little in order. */
static void test_order(void **unused)
{
    (void)unused;
    stages stages;
    almost_comparison comparison = {.n_changes = 0};
    stages_begin(&stages, twenty, "o p q r s t a b c d e f g h i j k l m n", 0);
    add_passage(&stages, (al_range){0, 14}, (al_range){6, 20}, false);
    add_passage(&stages, (al_range){14, 20}, (al_range){0, 6}, true);
    almost_verdict verdict = reach(&stages, &comparison);
    assert_int_equal(verdict.answer, ALMOST_PARTLY);
    assert_float_equal(verdict.order, .7, 1e-9);
    assert_float_equal(verdict.kept, 1, 1e-9);
    assert_int_equal(comparison.statistics.moved, 6);
    assert_false(verdict.same_ending);
    stages_end(&stages);
}

/*
 * However many words the last pair has on either side, the two end alike with it; and so they do
 * where up to three words follow.
 */
static void test_joined_ending(void **unused)
{
    (void)unused;
    for (uint32_t size = 1; size <= 6; size++) {
        stages stages;
        al_change change = {.kind = ALMOST_DIFFERENT};
        almost_comparison comparison = {.changes = &change, .n_changes = 1};
        stages_begin(&stages, "a b c", "a b t u v w x y", 0);
        stages_pair(&stages, (al_range){0, 2}, (al_range){0, 2}, 0);
        stages_pair(&stages, (al_range){2, 3}, (al_range){2, 2 + size},
                    AL_RESPELT | (size > 1 ? AL_JOINED : 0));
        assert_true(al_alignment_holds(&stages.aligned.alignment));
        assert_int_equal(reach(&stages, &comparison).same_ending, size >= 3);
        stages_end(&stages);
    }
}

/* What a summary holds at the end is no other ending; its words count as summed, once. */
static void test_summary(void **unused)
{
    (void)unused;
    stages stages;
    al_change change = {.kind = ALMOST_MISSING};
    almost_comparison comparison = {.changes = &change, .n_changes = 1};
    stages_begin(&stages, twenty, "a b c d x y", 0);
    add_passage(&stages, (al_range){0, 4}, (al_range){0, 4}, false);
    al_passage summary = {.summary = true, .short_side = stages.t};
    summary.words[stages.o] = (al_range){2, 20};
    summary.words[stages.t] = (al_range){4, 6};
    assert_true(al_passages_add(&stages.aligned, &summary));
    almost_verdict verdict = reach(&stages, &comparison);
    assert_true(verdict.same_ending);
    assert_float_equal(verdict.kept, .2, 1e-9);
    assert_float_equal(verdict.summed, .8, 1e-9);
    assert_float_equal(verdict.told, 1, 1e-9); /* what sums up is told by the original */
    stages_end(&stages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_shares),  cmocka_unit_test(test_nothing),
        cmocka_unit_test(test_order),   cmocka_unit_test(test_joined_ending),
        cmocka_unit_test(test_summary),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
