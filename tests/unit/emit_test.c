/* SPDX-License-Identifier: Apache-2.0 */
/* How pieces become changes: what flows together, what of a trail differs, what is ignored. */
#include "compare/emit.h"
#include "compare/ignored.h"
#include "stages.h"

typedef struct emitting {
    stages stages;
    al_changes changes;
    al_emitter emitter;
} emitting;

static void begin(emitting *own, const char *original, const char *telling, uint32_t ignore)
{
    stages_begin(&own->stages, original, telling, ignore);
    own->changes = (al_changes){.n = 0};
    own->emitter = (al_emitter){.settings = &own->stages.settings,
                                .sides = &own->stages.sides,
                                .toucher = own->stages.toucher,
                                .changes = &own->changes};
}

/* What the caller wants ignored, as when all changes were judged. */
static void ignore_now(emitting *own)
{
    own->changes.n =
        al_changes_ignore(own->changes.items, own->changes.n, own->stages.settings.ignore);
}

static void end(emitting *own)
{
    assert_false(own->emitter.failed);
    al_release(own->stages.sides.allocator, own->changes.items);
    stages_end(&own->stages);
}

static void assert_change(const emitting *own, size_t i, almost_change_kind kind, al_range original,
                          al_range telling)
{
    assert_true(i < own->changes.n);
    const al_change *change = &own->changes.items[i];
    assert_int_equal(change->kind, kind);
    assert_int_equal(change->original.start, original.start);
    assert_int_equal(change->original.end, original.end);
    assert_int_equal(change->telling.start, telling.start);
    assert_int_equal(change->telling.end, telling.end);
}

/* Same and adjacent on both sides, and in one passage: one change. */
static void test_flow(void **unused)
{
    (void)unused;
    emitting own;
    begin(&own, "aa bb cc dd", "aa bb cc dd", 0);
    al_emit_same(&own.emitter, (al_range){0, 3}, (al_range){0, 3}, false);
    al_emit_same(&own.emitter, (al_range){3, 3}, (al_range){3, 3}, true); /* nothing */
    assert_false(own.changes.items[0].unlike);
    al_emit_same(&own.emitter, (al_range){3, 6}, (al_range){3, 6}, true);
    assert_int_equal(own.changes.n, 1);
    assert_true(own.changes.items[0].unlike);
    own.emitter.passage = 1;
    al_emit_same(&own.emitter, (al_range){6, 9}, (al_range){6, 9}, false);
    assert_int_equal(own.changes.n, 2);
    own.emitter.moved = true;
    al_emit_same(&own.emitter, (al_range){9, 11}, (al_range){9, 11}, false);
    assert_int_equal(own.changes.n, 3);
    assert_change(&own, 0, ALMOST_SAME, (al_range){0, 6}, (al_range){0, 6});
    assert_change(&own, 2, ALMOST_MOVED, (al_range){9, 11}, (al_range){9, 11});
    end(&own);
}

/* The trails of `a` in both texts, which are `a`, a trail and `b`. */
static void trails(emitting *own, const char *original, const char *telling, uint32_t ignore)
{
    begin(own, original, telling, ignore);
    al_emit_trails(&own->emitter, (al_range){1, (uint32_t)strlen(original) - 1},
                   (al_range){1, (uint32_t)strlen(telling) - 1});
    ignore_now(own);
}

static void test_trails(void **unused)
{
    (void)unused;
    emitting own;
    trails(&own, "a, b", "a; b", 0);
    assert_int_equal(own.changes.n, 2);
    assert_change(&own, 0, ALMOST_DIFFERENT, (al_range){1, 2}, (al_range){1, 2});
    assert_int_equal(own.changes.items[0].touches, ALMOST_TOUCHES_PUNCTUATION);
    assert_change(&own, 1, ALMOST_SAME, (al_range){2, 3}, (al_range){2, 3});
    end(&own);
    trails(&own, "a, b", "a; b", ALMOST_IGNORE_PUNCTUATION);
    assert_change(&own, 0, ALMOST_SAME, (al_range){1, 3}, (al_range){1, 3});
    assert_true(own.changes.items[0].unlike);
    end(&own);
    trails(&own, "a\nb", "a  b", 0); /* layout */
    assert_int_equal(own.changes.n, 1);
    assert_change(&own, 0, ALMOST_SAME, (al_range){1, 2}, (al_range){1, 3});
    end(&own);
    trails(&own, "a b", "a-b", 0);
    assert_change(&own, 0, ALMOST_DIFFERENT, (al_range){1, 2}, (al_range){1, 2});
    assert_int_equal(own.changes.items[0].touches, ALMOST_TOUCHES_SPACING);
    end(&own);
    trails(&own, "a b", "a-b", ALMOST_IGNORE_HYPHENATION);
    assert_int_equal(own.changes.items[0].kind, ALMOST_SAME);
    end(&own);
}

/* At both ends no word comes that could take white space along. */
static void test_last_trails(void **unused)
{
    (void)unused;
    emitting own;
    begin(&own, "a.\n", "a!", 0);
    al_emit_trails(&own.emitter, (al_range){1, 3}, (al_range){1, 2});
    assert_int_equal(own.changes.n, 1);
    assert_change(&own, 0, ALMOST_DIFFERENT, (al_range){1, 3}, (al_range){1, 2});
    end(&own);
}

static uint32_t touches_of_pair(const char *original, const char *telling, uint32_t ignore)
{
    emitting own;
    begin(&own, original, telling, ignore);
    al_range words[2] = {{0, own.stages.sides.side[own.stages.o].n_words},
                         {0, own.stages.sides.side[own.stages.t].n_words}};
    al_emit_pair(&own.emitter, words[0], words[1], (al_range){0, (uint32_t)strlen(original)},
                 (al_range){0, (uint32_t)strlen(telling)});
    ignore_now(&own);
    assert_int_equal(own.changes.n, 1);
    bool same = own.changes.items[0].kind == ALMOST_SAME;
    uint32_t touches = own.changes.items[0].touches;
    end(&own);
    return same ? 0 : touches;
}

/* One number in two spellings, one word in two, and one that line ends cut. */
static void test_pairs(void **unused)
{
    (void)unused;
    assert_int_equal(touches_of_pair("23", "twenty-three", 0), ALMOST_TOUCHES_SPELLING);
    assert_int_equal(touches_of_pair("23", "twenty-three", ALMOST_IGNORE_NUMBERS), 0);
    assert_int_equal(touches_of_pair("23", "twenty-three", ALMOST_IGNORE_SPELLING), 0);
    assert_int_equal(touches_of_pair("23", "twenty-four", ALMOST_IGNORE_NUMBERS) &
                         ALMOST_TOUCHES_NUMBER,
                     ALMOST_TOUCHES_NUMBER);
    assert_int_equal(touches_of_pair("house", "House", 0), ALMOST_TOUCHES_CASE);
    assert_int_equal(touches_of_pair("house", "House", ALMOST_IGNORE_CASE), 0);
    assert_int_equal(touches_of_pair("won-\nder", "wonder", 0), 0);
    assert_int_equal(touches_of_pair("to day", "today", 0), ALMOST_TOUCHES_SPACING);
    assert_int_equal(touches_of_pair("to day", "today", ALMOST_IGNORE_HYPHENATION), 0);
}

/* A change of one word, of these touches, as it is left when `ignore` is ignored. */
static al_change left_of(uint32_t touches, bool alike, bool moved, uint32_t ignore)
{
    al_change change = {.original = {0, 3},
                        .telling = {0, 3},
                        .kind = ALMOST_DIFFERENT,
                        .touches = touches,
                        .unlike = alike,
                        .moved = moved};
    assert_int_equal(al_changes_ignore(&change, 1, ignore), 1);
    return change;
}

/* What is judged to touch the meaning is not ignored, whatever it is besides. */
static void test_ignored_when_judged(void **unused)
{
    (void)unused;
    const uint32_t spelling = ALMOST_IGNORE_SPELLING, accents = ALMOST_IGNORE_ACCENTS;
    assert_int_equal(left_of(ALMOST_TOUCHES_SPELLING, false, false, spelling).kind, ALMOST_SAME);
    assert_int_equal(left_of(ALMOST_TOUCHES_SPELLING, false, true, spelling).kind, ALMOST_MOVED);
    assert_true(left_of(ALMOST_TOUCHES_SPELLING, false, false, spelling).unlike);
    assert_int_equal(left_of(ALMOST_TOUCHES_SPELLING, false, false, accents).kind,
                     ALMOST_DIFFERENT);
    assert_int_equal(left_of(ALMOST_TOUCHES_SPELLING, true, false, accents).kind, ALMOST_SAME);
    uint32_t loud = ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_SPELLING;
    assert_int_equal(left_of(loud, false, false, spelling).touches, ALMOST_TOUCHES_NUMBER);
    assert_int_equal(left_of(loud, true, false, accents).touches, loud);
    assert_false(left_of(loud, true, false, accents).unlike);
    assert_int_equal(left_of(ALMOST_TOUCHES_WORDING, false, false, spelling).kind,
                     ALMOST_DIFFERENT);
}

/* What became the same flows together with what was, on both sides and in one passage. */
static void test_ignored_flow(void **unused)
{
    (void)unused;
    al_change list[] = {
        {.original = {0, 3}, .telling = {0, 3}, .kind = ALMOST_SAME, .passage = 1},
        {.original = {3, 4},
         .telling = {3, 3},
         .kind = ALMOST_MISSING,
         .touches = ALMOST_TOUCHES_PUNCTUATION,
         .passage = 1},
        {.original = {4, 6}, .telling = {3, 5}, .kind = ALMOST_SAME, .passage = 1},
        {.original = {6, 6},
         .telling = {5, 9},
         .kind = ALMOST_ADDED,
         .touches = ALMOST_TOUCHES_WORDING,
         .passage = 1},
    };
    assert_int_equal(al_changes_ignore(list, 4, ALMOST_IGNORE_LAYOUT), 4);
    assert_int_equal(al_changes_ignore(list, 4, ALMOST_IGNORE_PUNCTUATION), 2);
    assert_int_equal(list[0].original.end, 6);
    assert_int_equal(list[0].telling.end, 5);
    assert_true(list[0].unlike);
    assert_int_equal(list[1].kind, ALMOST_ADDED);
}

/* Words that replace words are counted on both sides, lonely ones are not. */
static void test_replaced(void **unused)
{
    (void)unused;
    emitting own;
    begin(&own, "aa bb cc", "xx yy", 0);
    al_emit_words(&own.emitter, (al_range){0, 2}, (al_range){0, 1}, (al_range){0, 6},
                  (al_range){0, 3});
    al_emit_words(&own.emitter, (al_range){2, 3}, (al_range){1, 1}, (al_range){6, 8},
                  (al_range){3, 3});
    assert_int_equal(own.changes.different[0], 2);
    assert_int_equal(own.changes.different[1], 1);
    assert_change(&own, 0, ALMOST_DIFFERENT, (al_range){0, 6}, (al_range){0, 3});
    assert_change(&own, 1, ALMOST_MISSING, (al_range){6, 8}, (al_range){3, 3});
    end(&own);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_flow),         cmocka_unit_test(test_trails),
        cmocka_unit_test(test_last_trails),  cmocka_unit_test(test_pairs),
        cmocka_unit_test(test_replaced),     cmocka_unit_test(test_ignored_when_judged),
        cmocka_unit_test(test_ignored_flow),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
