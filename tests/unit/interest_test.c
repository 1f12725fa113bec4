/* SPDX-License-Identifier: Apache-2.0 */
/* Which cells have to be read: what is passed over could be no more than wording. */
#include "judged.h"

#include "meaning/interest.h"

typedef struct row {
    const char *language;
    const char *original;
    const char *telling;
    bool wanted;
} row;

static const row rows[] = {
    {"en", "She [walked ]home.", "She [strolled ]home.", false},
    {"en", "She [did not ]go.", "She []go.", true},
    {"en", "It took [two ]days.", "It took [many ]days.", true},
    {"en", "It was [known].", "It was [unknown].", true},
    {"en", "Prices [rose].", "Prices [fell].", true},
    {"en", "The [dog ]bit the [man].", "The [man ]bit the [dog].", true},
    {"en", "It cost [$]5.", "It cost [€]5.", true},
    {"en", "We saw [Alice].", "We saw [her].", true},
    {"tr", "Kaptan [geldi].", "Kaptan [gelmedi].", true},
};

static void finds(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        judged it;
        al_interest interest;
        judged_begin(&it, rows[i].language, rows[i].original, rows[i].telling);
        assert_int_equal(al_interest_init(&interest, &it.reader, rows[i].language, NULL),
                         ALMOST_OK);
        bool wanted = al_interest_in(&interest, &it.cells, &it.cell);
        if (wanted != rows[i].wanted)
            print_error("%s | %s\n", rows[i].original, rows[i].telling);
        assert_int_equal(wanted, rows[i].wanted);
        al_interest_release(&interest);
        judged_end(&it);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(finds)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
