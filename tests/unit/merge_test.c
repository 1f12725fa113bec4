/* SPDX-License-Identifier: Apache-2.0 */
/* Blocks that several sides moved: whatever they are, every atom stands once; rings are opened. */
#include "merge/order.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>

enum { N = 60, MOST = 8 };

static uint32_t *settle(al_merge_blocks *blocks, const al_merge_block *given, size_t n)
{
    const almost_allocator *allocator = al_allocator_default();
    *blocks = (al_merge_blocks){.n = n, .capacity = MOST};
    blocks->items = al_allocate(allocator, MOST, sizeof *blocks->items);
    assert_non_null(blocks->items);
    memcpy(blocks->items, given, n * sizeof *given);
    assert_true(al_merge_blocks_settle(blocks, allocator));
    return al_merge_order_make(allocator, blocks, N);
}

static void release(al_merge_blocks *blocks, uint32_t *order)
{
    al_merge_blocks_release(blocks, al_allocator_default());
    al_release(al_allocator_default(), order);
}

static void test_ring(void **unused)
{
    const al_merge_block given[] = {{.first = 10, .last = 19, .anchor = 35, .revision = 0},
                                    {.first = 30, .last = 39, .anchor = 15, .revision = 1}};
    al_merge_blocks blocks;
    (void)unused;
    uint32_t *order = settle(&blocks, given, 2);
    assert_int_equal(blocks.n, 1);
    assert_int_equal(blocks.n_apart, 1);
    assert_int_equal(order[15], 15);
    assert_int_equal(order[16], 30);
    release(&blocks, order);
}

static void test_any_blocks(void **unused)
{
    uint64_t state = 3;
    (void)unused;
    for (int round = 0; round < 3000; round++) {
        al_merge_block given[MOST];
        size_t n = 1 + random_below(&state, MOST);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t first = 1 + random_below(&state, N - 12),
                     last = first + random_below(&state, 9);
            uint32_t anchor = random_below(&state, N - 1);
            if (anchor >= first && anchor <= last)
                anchor = first - 1;
            given[i] = (al_merge_block){first, last, anchor, random_below(&state, 3), i, 0};
        }
        al_merge_blocks blocks;
        uint32_t *order = settle(&blocks, given, n);
        bool seen[N] = {false};
        for (uint32_t i = 0; i < N; i++) {
            assert_false(seen[order[i]]);
            seen[order[i]] = true;
        }
        assert_int_equal(order[0], 0);
        assert_int_equal(order[N - 1], N - 1);
        release(&blocks, order);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_ring),
                                       cmocka_unit_test(test_any_blocks)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
