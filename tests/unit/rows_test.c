/* SPDX-License-Identifier: Apache-2.0 */
/* Loops over words that take many at once give what is found word by word. */
#include "compare/partner.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

enum { most = 700, rounds = 400 };

static uint64_t random_state = 18;

static uint32_t below(uint32_t limit)
{
    return random_below(&random_state, limit);
}

/* Some words in whose row what is rare comes once in `rarity`. */
static uint32_t make_words(uint32_t *partner, uint8_t *state, uint32_t rarity, bool open)
{
    uint32_t n = below(most);
    for (uint32_t i = 0; i < n; i++) {
        bool rare = below(rarity) == 0;
        partner[i] = rare == open ? AL_NONE : below(AL_NONE);
        state[i] = (uint8_t)(rare ? below(64) : AL_OUT_OF_LINE * below(2));
    }
    return n;
}

static void test_words_in_line(void **unused)
{
    (void)unused;
    uint32_t partner[most];
    uint8_t state[most];
    for (int round = 0; round < rounds; round++) {
        uint32_t n = make_words(partner, state, 1 + below(300), true), in_line = 0;
        for (uint32_t i = 0; i < n; i++)
            in_line += !(state[i] & AL_OUT_OF_LINE);
        assert_int_equal(al_words_in_line(state, n), in_line);
    }
}

static void test_partners(void **unused)
{
    (void)unused;
    uint32_t partner[most];
    uint8_t state[most];
    for (int round = 0; round < rounds; round++) {
        uint32_t n = make_words(partner, state, 1 + below(300), round % 2 == 0);
        uint32_t start = below(n + 1), open = start, paired = start;
        while (open < n && partner[open] != AL_NONE)
            open++;
        while (paired < n && partner[paired] == AL_NONE)
            paired++;
        assert_int_equal(al_partner_open(partner, start, n), open);
        assert_int_equal(al_partner_next(partner, start, n), paired);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_words_in_line),
                                       cmocka_unit_test(test_partners)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
