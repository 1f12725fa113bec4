/* SPDX-License-Identifier: Apache-2.0 */
/* The heaviest ascending set against all sets there are. */
#include "match/ascent.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <math.h>
#include <stdlib.h>

enum { most = 12 };

static uint64_t state = 7;

static uint32_t below(uint32_t limit)
{
    return random_below(&state, limit);
}

/* What the items of a set weigh; -1 where their ranks do not ascend. */
static double weight_of(const al_weighted *items, size_t n, uint32_t set)
{
    double sum = 0;
    int64_t last = -1;
    for (size_t i = 0; i < n; i++) {
        if (!(set >> i & 1))
            continue;
        if (items[i].rank <= last)
            return -1;
        last = items[i].rank;
        sum += items[i].weight;
    }
    return sum;
}

static void test_brute_force(void **unused)
{
    (void)unused;
    for (int round = 0; round < 3000; round++) {
        al_weighted items[most];
        size_t n = below(most + 1);
        for (size_t i = 0; i < n; i++) /* a shuffle, from the inside out */
        {
            size_t at = below((uint32_t)i + 1);
            items[i].rank = at < i ? items[at].rank : (uint32_t)i;
            items[at].rank = (uint32_t)i;
        }
        for (size_t i = 0; i < n; i++) {
            items[i].weight = round % 3 == 0 ? 1 : below(round % 3 == 1 ? 4 : 100000);
            items[i].chosen = below(2) == 0; /* whatever was there before */
        }
        double best = 0, weight = -1;
        for (uint32_t set = 0; set < UINT32_C(1) << n; set++)
            best = fmax(best, weight_of(items, n, set));
        assert_true(al_heaviest_ascent(al_allocator_default(), items, n, n, &weight));
        uint32_t chosen = 0;
        for (size_t i = 0; i < n; i++)
            chosen |= (uint32_t)items[i].chosen << i;
        assert_true(weight == best);
        assert_true(weight_of(items, n, chosen) == best);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_brute_force)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
