/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The changes of hand-made alignments: each case of a site, by the examples of its table. Capitals
 * are links, M and N moved ones; small letters have no partner.
 */
#include "stages.h"

#include <ctype.h>
#include <stdio.h>

/* Pair the words that are one capital on both sides. */
static void pair_capitals(stages *stages)
{
    const al_side *o = &stages->sides.side[stages->o], *t = &stages->sides.side[stages->t];
    for (uint32_t i = 0; i < o->n_words; i++)
        for (uint32_t j = 0; j < t->n_words; j++) {
            char mine = o->text->bytes[o->spans[i].start],
                 theirs = t->text->bytes[t->spans[j].start];
            if (mine == theirs && isupper((unsigned char)mine))
                stages_pair_one(stages, i, j, mine >= 'M' ? AL_OUT_OF_LINE : 0);
        }
}

static void append(char *to, size_t room, const almost_text *text, al_range bytes)
{
    size_t used = strlen(to);
    snprintf(to + used, room - used, "%.*s", (int)(bytes.end - bytes.start),
             text->bytes + bytes.start);
}

/* Changes in a row: `[A ]` same, `<M >` moved, `-x -`, `+y +`, `{x >y }`. */
static void write_changes(const stages *stages, const al_changes *changes, char *to, size_t room)
{
    static const char *const open[] = {"[", "{", "+", "-", "<"};
    static const char *const close[] = {"]", "}", "+", "-", ">"};
    to[0] = '\0';
    for (size_t i = 0; i < changes->n; i++) {
        const al_change *change = &changes->items[i];
        strncat(to, open[change->kind], room - strlen(to) - 1);
        if (change->kind == ALMOST_DIFFERENT || change->kind == ALMOST_MISSING)
            append(to, room, stages->texts[0], change->original);
        if (change->kind == ALMOST_DIFFERENT)
            strncat(to, "/", room - strlen(to) - 1);
        if (change->kind != ALMOST_MISSING)
            append(to, room, stages->texts[1], change->telling);
        strncat(to, close[change->kind], room - strlen(to) - 1);
    }
}

static void check(const char *original, const char *telling, const char *expected)
{
    stages stages;
    char found[512];
    al_changes changes;
    stages_begin(&stages, original, telling, 0);
    pair_capitals(&stages);
    assert_int_equal(al_changes_derive(&stages.settings, &stages.sides, stages.toucher,
                                       &stages.aligned, &changes, NULL),
                     ALMOST_OK);
    assert_true(al_changes_cover(&stages.sides, &changes));
    write_changes(&stages, &changes, found, sizeof found);
    assert_string_equal(found, expected);
    al_release(stages.sides.allocator, changes.items);
    stages_end(&stages);
}

static void test_cases_of_a_site(void **unused)
{
    (void)unused;
    check("A B", "A B", "[A B]");
    check("A x B", "A B", "[A ]-x -[B]");
    check("A B", "A x B", "[A ]+x +[B]");
    check("A x B", "A y B", "[A ]{x /y }[B]");
    check("A B M x", "M y A B", "<M >-x-+y +[A B]");
    check("A M x B", "A B M", "[A ]-x -[B ]<M>");
    check("A x M y B", "A B M", "[A ]-x --y -[B ]<M>");
    check("A M x B", "A y B M", "[A ]+y +-x -[B ]<M>");
    check("A N x B C M", "A M y B C N", "[A ]<M >{x /y }[B C ]<N>");
    check("A x M y B", "A z B M", "[A ]{x /z }-y -[B ]<M>");
    check("A N x B C M y", "A M z B C N", "[A ]<M >-y-{x /z }[B C ]<N>");
}

/* Of two trails that face one, the one that is more like it is it. */
static void test_trails_of_words_alone(void **unused)
{
    (void)unused;
    check("A, B", "A, x y B", "[A, ]+x y +[B]");
    check("A. B", "A, x y. B", "[A]+, x y+[. B]");
    check("A B", "A (x y) B", "[A ]+(x y)+[ B]");
    check("A. B", "A x. y B", "[A ]+x+[. ]+y +[B]");
}

static void test_ends(void **unused)
{
    (void)unused;
    check("", "", "");
    check("", "x y", "+x y+");
    check(" \n", "", "[]");
    check("x A", "A y", "-x -[A ]+y+");
    check("...A", "A", "-...-[A]");
}

/* Words that were let go but stand alone against their equals are partners again. */
static void test_equal_words_alone(void **unused)
{
    (void)unused;
    stages stages;
    al_changes changes;
    stages_begin(&stages, "A x y B", "A x y B", 0);
    pair_capitals(&stages);
    assert_int_equal(al_changes_derive(&stages.settings, &stages.sides, stages.toucher,
                                       &stages.aligned, &changes, NULL),
                     ALMOST_OK);
    assert_int_equal(changes.n, 1);
    assert_int_equal(changes.different[0], 0);
    assert_int_equal(stages.aligned.alignment.partner[0][1], 1);
    assert_int_equal(stages.aligned.alignment.partner[1][2], 2);
    al_release(stages.sides.allocator, changes.items);
    stages_end(&stages);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases_of_a_site),
        cmocka_unit_test(test_trails_of_words_alone),
        cmocka_unit_test(test_ends),
        cmocka_unit_test(test_equal_words_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
