/* SPDX-License-Identifier: Apache-2.0 */
/* Negations lost and new: how many there are, which are one, and what they govern. */
#include "judged.h"

enum { negation = ALMOST_TOUCHES_NEGATION, quantity = ALMOST_TOUCHES_QUANTITY };

static void tell(judged *it)
{
    al_negation_reader reader = {
        .maker = &it->maker, .stemmer = it->stemmer, .concord = al_negation_concord(it->language)};
    judged_read(it);
    al_negation_tell(&reader, &it->cell, it->changes);
}

static const judged_row rows[] = {
    {"en", "She [did not ]come.", "She []came.", negation},
    {"en", "She [did not come].", "She [never came].", 0},
    {"en", "They [refused to ]sail.", "They [did not ]sail.", 0},
    {"en", "He can [hardly ]see.", "He can [not ]see.", quantity},
    {"en", "He can [hardly ]see.", "He can []see.", negation},
    {"en", "The ship is [not ]old, and the crew is []young.",
     "The ship is []old, and the crew is [not ]young.", negation},
    {"en", "It was [not without ]risk.", "It was [with ]risk.", 0},
    {"en", "It was neither cheap[ or] good.", "It was neither cheap[ nor] good.", 0},
    {"en", "It was plaited, but [not ]adorned.", "It was plaited, but []adorned.", negation},
    {"en", "They refused [to ]sail.", "They refused []sail.", 0},
    {"en", "It is [not only ]late.", "It is []late.", 0},
    {"fr", "Il ne peut [pas ]venir.", "Il ne peut []venir.", 0},
    {"fr", "Il [ne peut ]venir.", "Il [peut ]venir.", negation},
    {"it", "Non è venuto [nessuno].", "Non è venuto [].", 0},
    {"es", "No come[ pan y no] bebe.", "No come[ pan y] bebe.", negation},
    {"de", "[Er kam nicht, und sie kam auch nicht].", "[Weder er noch sie kam].", 0},
    {"ru", "[Никто не ]пришёл.", "[Кто-то ]пришёл.", negation},
};

static void tells(void **state)
{
    (void)state;
    judged_check(rows, sizeof rows / sizeof *rows, tell);
}

static void knows_concord(void **state)
{
    (void)state;
    assert_true(al_negation_concord("pl"));
    assert_false(al_negation_concord("en"));
    assert_false(al_negation_concord(NULL));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells), cmocka_unit_test(knows_concord)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
