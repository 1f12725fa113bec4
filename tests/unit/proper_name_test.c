/* SPDX-License-Identifier: Apache-2.0 */
/* Which words are names, and which names are one. */
#include "judged.h"

#include "meaning/proper_name.h"

enum { name = ALMOST_TOUCHES_NAME };

static void tell(judged *it)
{
    judged_read(it);
    al_proper_names_meet(&it->reader, &it->cell);
    al_surplus_tell(&it->cell, it->changes);
}

static const judged_row rows[] = {
    {"en", "She saw Mrs. [Hughes] there.", "She saw Mrs. [Carter] there.", name},
    {"en", "[India] bought it.", "[Indonesia] bought it.", name},
    {"en", "[Dogs] bark.", "[Cats] bark.", 0},
    {"en", "We read [Dostoevsky].", "We read [Dostoyevsky].", 0},
    {"en", "We met [J. P.] Hale.", "We met [J.P.] Hale.", 0},
    {"en", "We met [Dr.] Hale.", "We met [Doctor] Hale.", 0},
    {"de", "Er sah die [Elbe].", "Er sah die [Oder].", name},
    {"de", "Er aß die [Suppe].", "Er aß die [Wurst].", 0},
    {"de", "Er sprach mit [Jonas].", "Er sprach mit [Lukas].", name},
    {"de", "[Das ]Buch [von Goethe ]fehlt.", "[Goethes ]Buch []fehlt.", 0},
    {"hi", "वह [रमेश] है।", "वह [सुरेश] है।", name},
};

static void tells(void **state)
{
    (void)state;
    judged_check(rows, sizeof rows / sizeof *rows, tell);
}

static bool are_one(const char *a, const char *b)
{
    return al_proper_names_are_one((al_letters){a, (uint32_t)strlen(a)},
                                   (al_letters){b, (uint32_t)strlen(b)});
}

static void compares(void **state)
{
    (void)state;
    assert_true(are_one("mueller", "muller"));
    assert_true(are_one("pittsburg", "pittsburgh"));
    assert_true(are_one("goethe", "goethes"));
    assert_true(are_one("tchekhov", "chekhov"));
    assert_true(are_one("bristol", "bristo1"));
    assert_false(are_one("meier", "maier"));
    assert_false(are_one("denby", "derby"));
    assert_false(are_one("albani", "albini"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(tells), cmocka_unit_test(compares)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
