/* SPDX-License-Identifier: Apache-2.0 */
/* What one side of a cell has more of: equal items cancel, the rest is told at its change. */
#include "judged.h"

enum {
    number = ALMOST_TOUCHES_NUMBER,
    name = ALMOST_TOUCHES_NAME,
    modal = ALMOST_TOUCHES_MODAL,
    unit = ALMOST_TOUCHES_UNIT,
    quantity = ALMOST_TOUCHES_QUANTITY,
    condition = ALMOST_TOUCHES_CONDITION,
    hedge = ALMOST_TOUCHES_HEDGE
};

static void tell(judged *it)
{
    judged_read(it);
    al_surplus_tell(&it->cell, it->changes);
}

static const judged_row rows[] = {
    {"en", "It took [two ]days.", "It took [three ]days.", number},
    {"en", "In [1998 ]we built it[].", "In []we built it[ 1998].", 0},
    {"en", "It is [two ]of [five].", "It is [five ]of [two].", number},
    {"en", "Add 5 [mg] now.", "Add 5 [g] now.", unit | number},
    {"en", "We went [a mile].", "We went [far].", 0},
    {"en", "We saw [Alice] there.", "We saw [Agnes] there.", name},
    {"en", "You [must ]go.", "You [may ]go.", modal},
    {"en", "You [may ]not go.", "You [must ]not go.", 0},
    {"en", "You [have to ]go.", "You [must ]go.", 0},
    {"en", "With all her [might] she ran.", "With all her [strength] she ran.", 0},
    {"en", "She [could ]go.", "She [was able to ]go.", 0},
    {"en", "She [had no choice but to ]go.", "She [had to ]go.", 0},
    {"fr", "[Il faut ]payer.", "[On doit ]payer.", 0},
    {"fr", "Il [n’a que ]dix francs.", "Il [a seulement ]dix francs.", 0},
    {"en", "[All ]men came.", "[Some ]men came.", quantity},
    {"en", "They came with [only ]two.", "They came with []two.", quantity},
    {"en", "They had [various ]boats.", "They had []boats.", 0},
    {"en", "Stay [if] it rains.", "Stay [because] it rains.", condition},
    {"en", "She [allegedly ]left.", "She []left.", hedge},
    {"en", "He [said on Monday that ]it left.", "He [on Monday said that ]it left.", 0},
    {"de", "Er [soll ]zwei ignoriert [haben].", "Er [hat ]zwei ignoriert [].", hedge | modal},
    {"en", "They sold [half ]of it.", "They sold [all ]of it.", number},
    {"en", "It was [not only ]late[ but also] cold.", "It was []late[ and] cold.", 0},
};

static void tells(void **state)
{
    (void)state;
    judged_check(rows, sizeof rows / sizeof *rows, tell);
}

/* An item is told at the change that it lies in, and nowhere else. */
static void tells_where(void **state)
{
    judged it;
    (void)state;
    judged_begin(&it, "en", "We [walked ]for [two ]days.", "We [rode ]for [three ]days.");
    tell(&it);
    assert_int_equal(it.changes[1].touches, 0);
    assert_int_equal(it.changes[3].touches, number);
    judged_end(&it);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells), cmocka_unit_test(tells_where)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
