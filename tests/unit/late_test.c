/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When it is late: each stage that may take long gives up, says so, and leaves nothing to
 * release; what the sink takes is not of the time for writing.
 */
#include "stages.h"

#include "base/output.h"
#include "meaning/judge.h"
#include "reword/reword.h"

#include <time.h>

static al_clock late(void)
{
    return (al_clock){.late = true};
}

static void test_clock(void **unused)
{
    (void)unused;
    al_clock clock = {.deadline = al_deadline_in(3600)}, past = {.deadline = al_deadline_in(1e-9)};
    assert_false(al_clock_look(NULL) || al_clock_late(NULL, UINT32_MAX));
    for (int i = 0; i < 1000; i++)
        assert_false(al_clock_look(&clock) || al_clock_late(&clock, 1000));
    assert_int_equal(al_clock_fail(&clock, NULL), ALMOST_ERROR_MEMORY);
    int steps = 0; /* of ten words each, some thousands at most until it is looked at */
    while (!al_clock_late(&past, 10))
        steps++;
    assert_true(steps > 10 && steps < 10000);
    assert_true(al_clock_late(&past, 0) && al_clock_look(&past));
    assert_int_equal(al_clock_fail(&past, NULL), ALMOST_ERROR_TIMEOUT);
}

static void test_match(void **unused)
{
    (void)unused;
    stages stages;
    al_clock clock = late();
    al_alignment alignment;
    stages_begin(&stages, "So they stayed until the morning.",
                 "They stayed, and in the morning:", 0);
    al_pair pair = al_sides_pair(&stages.sides);
    for (int minimal = 0; minimal < 2; minimal++) {
        al_match_options options = {.allocator = stages.sides.allocator,
                                    .minimal = minimal,
                                    .max_cells = 1 << 16,
                                    .clock = &clock};
        assert_int_equal(al_match(&pair, &options, &alignment, NULL), ALMOST_ERROR_TIMEOUT);
    }
    stages_end(&stages);
}

static void test_reword(void **unused)
{
    (void)unused;
    enum { n = 400 };
    static uint32_t stems[n];
    static uint8_t breaks[n + 1];
    static float background[n];
    al_clock clock = late();
    for (uint32_t i = 0; i < n; i++)
        stems[i] = i;
    al_reword_side side = {.stems = stems, .breaks = breaks, .n = n};
    al_reword_pair pair = {
        .sides = {side, side}, .area = n * n, .n_stems = n, .background = background};
    al_reword_options options = {
        .allocator = al_allocator_default(), .expected = 1, .clock = &clock};
    al_reworded *found = NULL;
    size_t count = 0;
    bool whole = true;
    assert_int_equal(al_reword_find(&pair, &options, &found, &count, &whole, NULL),
                     ALMOST_ERROR_TIMEOUT);
    assert_null(found);
}

/* Changes, and what they touch. */
static void test_changes(void **unused)
{
    (void)unused;
    stages stages;
    al_clock clock = late();
    al_changes changes;
    al_judge *judge;
    stages_begin(&stages, "She did not come.", "She did come.", 0);
    stages_pair(&stages, (al_range){0, 2}, (al_range){0, 2}, 0);
    stages_pair_one(&stages, 3, 2, 0);
    stages.sides.clock = &clock;
    assert_int_equal(al_changes_derive(&stages.settings, &stages.sides, stages.toucher,
                                       &stages.aligned, &changes, NULL),
                     ALMOST_ERROR_TIMEOUT);
    stages.sides.clock = NULL;
    assert_int_equal(al_changes_derive(&stages.settings, &stages.sides, stages.toucher,
                                       &stages.aligned, &changes, NULL),
                     ALMOST_OK);
    assert_int_equal(al_judge_new(stages.toucher, stages.o, "en", &judge, NULL), ALMOST_OK);
    assert_int_equal(al_judge_changes(judge, changes.items, changes.n, 1, &clock, NULL),
                     ALMOST_ERROR_TIMEOUT);
    assert_int_equal(al_judge_changes(judge, changes.items, changes.n, 1, NULL, NULL), ALMOST_OK);
    al_judge_free(judge);
    al_release(stages.sides.allocator, changes.items);
    stages_end(&stages);
}

static int drop(void *calls, const char *bytes, size_t length)
{
    (void)bytes;
    (void)length;
    ++*(int *)calls;
    return 0;
}

static int dawdle(void *calls, const char *bytes, size_t length)
{
    struct timespec pause = {.tv_nsec = 20000000};
    nanosleep(&pause, NULL);
    return drop(calls, bytes, length);
}

static void test_writing(void **unused)
{
    (void)unused;
    almost_text *text;
    almost_comparison *comparison;
    almost_write_options options;
    almost_error error;
    int calls = 0;
    assert_int_equal(almost_text_from_memory("a\n", 2, NULL, &text, NULL), ALMOST_OK);
    assert_int_equal(almost_compare(text, text, NULL, &comparison, NULL), ALMOST_OK);
    almost_write_options_init(&options);
    for (int form = 0; almost_form_name((almost_form)form) != NULL; form++) {
        options.form = (almost_form)form;
        if (form == ALMOST_FORM_CHAPTERS)
            continue;
        calls = 0;
        options.timeout = 1e-9;
        assert_int_equal(almost_write(comparison, &options, drop, &calls, &error),
                         ALMOST_ERROR_TIMEOUT);
        assert_int_equal(calls, 0);
        assert_non_null(strstr(error.message, "in time"));
        options.timeout = 3600;
        assert_int_equal(almost_write(comparison, &options, drop, &calls, &error), ALMOST_OK);
    }
    almost_comparison_free(comparison);
    almost_text_free(text);
}

/* A second for what takes none, handed to a sink that takes longer. */
static void test_slow_sink(void **unused)
{
    (void)unused;
    al_output output;
    al_clock clock = {.deadline = al_deadline_in(1)};
    int calls = 0;
    assert_true(al_output_init(&output, al_allocator_default(), dawdle, &calls));
    output.clock = &clock;
    for (int i = 0; i < 60; i++) {
        al_output_text(&output, "a little");
        al_output_flush(&output);
    }
    assert_int_equal(al_output_finish(&output, NULL), ALMOST_OK);
    assert_int_equal(calls, 60);
    al_output_release(&output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_clock),   cmocka_unit_test(test_match),
        cmocka_unit_test(test_reword),  cmocka_unit_test(test_changes),
        cmocka_unit_test(test_writing), cmocka_unit_test(test_slow_sink),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
