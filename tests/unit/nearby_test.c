/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is near a vote is never said to stand alone, also where the rows of bits begin anew; of the
 * others few are said to have company. Bytes are counted as one by one.
 */
#include "library/line_ends.h"
#include "quote/trace_nearby.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>

#include "random.h"

enum { VOTES = 300, REACH = AL_NEARBY_REACH };

static uint64_t distance(uint64_t a, uint64_t b)
{
    return a > b ? a - b : b - a;
}

/* How many of the diagonals are within reach of one. */
static uint32_t count_near(const uint64_t *diagonals, uint32_t n, uint64_t at)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < n; i++)
        found += distance(diagonals[i], at) <= REACH;
    return found;
}

static void check(const al_nearby *nearby, const uint64_t *votes, uint64_t at)
{
    uint32_t near = count_near(votes, VOTES, at);
    assert_true(near < 1 || al_nearby_has(nearby, at));
    assert_true(near < 2 || al_nearby_has_two(nearby, at));
}

/* Votes all over, many of them in pairs and at the ends of rows. */
static void nothing_near_is_missed(void **state)
{
    (void)state;
    uint64_t seed = 7, votes[VOTES];
    al_nearby nearby = {0};
    for (uint32_t round = 0; round < 200; round++) {
        const uint64_t all = round % 2 == 0 ? 1 << 20 : UINT64_C(1) << 32;
        assert_true(al_nearby_begin(&nearby, al_allocator_default(), VOTES, all));
        const uint64_t row = (nearby.mask + 1) << AL_NEARBY_BUCKET_BITS;
        for (uint32_t i = 0; i < VOTES; i++) {
            uint64_t at = random_below(&seed, (uint32_t)(all / 2));
            at = i % 3 == 0 ? at - at % row + row - random_below(&seed, 12) : at;
            at = i % 3 == 1 && i > 0 ? votes[i - 1] + random_below(&seed, 9) : at;
            votes[i] = at + REACH;
            al_nearby_mark(&nearby, votes[i]);
        }
        al_nearby_end(&nearby);
        for (uint32_t i = 0; i < VOTES; i++)
            for (uint64_t at = votes[i] - REACH; at <= votes[i] + REACH; at++)
                check(&nearby, votes, at);
    }
    al_nearby_release(&nearby, al_allocator_default());
}

static void few_have_company_by_chance(void **state)
{
    (void)state;
    uint64_t seed = 11, votes[VOTES];
    uint32_t company = 0, alone = 0;
    al_nearby nearby = {0};
    const uint32_t all = UINT32_C(1) << 30;
    assert_true(al_nearby_begin(&nearby, al_allocator_default(), VOTES, all));
    for (uint32_t i = 0; i < VOTES; i++) {
        votes[i] = REACH + random_below(&seed, all);
        al_nearby_mark(&nearby, votes[i]);
    }
    al_nearby_end(&nearby);
    for (uint32_t i = 0; i < 20000; i++)
        alone += !al_nearby_has(&nearby, REACH + random_below(&seed, all));
    for (uint32_t i = 0; i < VOTES; i++)
        company += al_nearby_has_two(&nearby, votes[i]);
    assert_true(alone > 18000);
    assert_true(company < VOTES / 5);
    al_nearby_release(&nearby, al_allocator_default());
}

/* One that is no vote has company of those that are, and gives it to them. */
static void what_seconds_is_company(void **state)
{
    (void)state;
    al_nearby nearby = {0};
    for (uint64_t at = REACH; at < 20000; at += 7) {
        assert_true(al_nearby_begin(&nearby, al_allocator_default(), 1, 20000));
        al_nearby_mark(&nearby, at);
        al_nearby_end(&nearby);
        assert_false(al_nearby_has_two(&nearby, at));
        assert_true(al_nearby_has(&nearby, at + REACH));
        al_nearby_second(&nearby, at + REACH);
        al_nearby_end(&nearby);
        assert_true(al_nearby_has_two(&nearby, at));
    }
    al_nearby_release(&nearby, al_allocator_default());
}

static void bytes_are_counted(void **state)
{
    (void)state;
    uint64_t seed = 3;
    char bytes[5000];
    static const char kinds[] = {'\n', '\n' + 1, '\n' - 1, 'a', (char)('\n' | 0x80), 0, (char)0xFF};
    for (uint32_t round = 0; round < 300; round++) {
        uint32_t length = random_below(&seed, sizeof bytes + 1), found = 0;
        for (uint32_t i = 0; i < length; i++) {
            bytes[i] = kinds[round % 5 == 0 ? 0 : random_below(&seed, sizeof kinds)];
            found += bytes[i] == '\n';
        }
        assert_int_equal(al_count_byte(bytes, length, '\n'), found);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_near_is_missed),
        cmocka_unit_test(few_have_company_by_chance),
        cmocka_unit_test(what_seconds_is_company),
        cmocka_unit_test(bytes_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
