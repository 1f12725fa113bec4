/* SPDX-License-Identifier: Apache-2.0 */
/* Milestones: the last of each kind, as one finds it by looking at all. */
#include "text/milestones.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "random.h"

static void test_none(void **unused)
{
    (void)unused;
    size_t n = 1;
    assert_null(al_milestones_last(NULL, AL_MILESTONE_PAGE, 5));
    assert_null(al_milestones_all(NULL, AL_MILESTONE_PAGE, &n));
    assert_int_equal(n, 0);
    al_milestones *none = al_milestones_new(al_allocator_default());
    assert_null(al_milestones_last(none, AL_MILESTONE_CELL, 5));
    al_milestones_free(none);
    al_milestones_free(NULL);
}

/* Those of other kinds do not matter, nor does a byte before the first. */
static void test_kinds(void **unused)
{
    (void)unused;
    al_milestones *all = al_milestones_new(al_allocator_default());
    assert_true(al_milestones_add(all, AL_MILESTONE_PAGE, 10, al_value_number(7)));
    assert_true(al_milestones_add(all, AL_MILESTONE_TIMECODE, 4, al_value_number(61500)));
    assert_true(al_milestones_add(all, AL_MILESTONE_CELL, 4, al_value_bytes("B7", 2)));
    assert_true(al_milestones_add(all, AL_MILESTONE_CELL, 6, al_value_bytes("", 0)));
    assert_null(al_milestones_last(all, AL_MILESTONE_PAGE, 9));
    assert_int_equal(al_milestones_last(all, AL_MILESTONE_PAGE, 10)->at, 10);
    assert_int_equal(al_milestones_last(all, AL_MILESTONE_PAGE, UINT64_MAX)->at, 10);
    al_value value = al_milestones_value(all, al_milestones_last(all, AL_MILESTONE_TIMECODE, 20));
    assert_null(value.bytes);
    assert_int_equal(value.number, 61500);
    value = al_milestones_value(all, al_milestones_last(all, AL_MILESTONE_CELL, 5));
    assert_int_equal(value.number, 2);
    assert_memory_equal(value.bytes, "B7", 2);
    value = al_milestones_value(all, al_milestones_last(all, AL_MILESTONE_CELL, 6));
    assert_non_null(value.bytes);
    assert_int_equal(value.number, 0);
    al_milestones_free(all);
}

static void test_random(void **unused)
{
    (void)unused;
    enum { most = 200 };
    uint64_t state = 3;
    for (int round = 0; round < 200; round++) {
        uint32_t at[most], n = random_below(&state, most), place = 0;
        al_milestones *all = al_milestones_new(al_allocator_default());
        for (uint32_t i = 0; i < n; i++) {
            at[i] = place += random_below(&state, 3);
            assert_true(al_milestones_add(all, AL_MILESTONE_PARAGRAPH, place, al_value_number(i)));
        }
        for (uint32_t byte = 0; byte < place + 3; byte++) {
            uint32_t passed = 0;
            while (passed < n && at[passed] <= byte)
                passed++;
            const al_milestone *last = al_milestones_last(all, AL_MILESTONE_PARAGRAPH, byte);
            assert_int_equal(last == NULL, passed == 0);
            if (last != NULL)
                assert_int_equal(al_milestones_value(all, last).number, passed - 1);
        }
        size_t listed;
        const al_milestone *items = al_milestones_all(all, AL_MILESTONE_PARAGRAPH, &listed);
        assert_int_equal(listed, n);
        for (uint32_t i = 0; i < n; i++)
            assert_int_equal(items[i].at, at[i]);
        al_milestones_free(all);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_kinds),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
