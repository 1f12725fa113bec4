/* SPDX-License-Identifier: Apache-2.0 */
/* Who bears a name in a source: words that say who it is, namesakes, and very many of them. */
#include "almost/almost.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/options.h"
#include "quote/bearers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const almost_allocator *allocator(void)
{
    static almost_environment environment;
    almost_environment_init(&environment);
    return al_allocator_of(&environment);
}

/* Whether two names may be one person's. */
static bool are_one(const char *a, const char *b)
{
    al_buffer folded[2];
    for (int i = 0; i < 2; i++) {
        al_buffer_init(&folded[i], allocator());
        al_bearers_fold(&folded[i], i == 0 ? a : b);
        assert_false(folded[i].failed);
    }
    bool one = al_bearers_may_be_one(folded[0].bytes, folded[1].bytes);
    al_buffer_release(&folded[0]);
    al_buffer_release(&folded[1]);
    return one;
}

static void test_names(void **unused)
{
    (void)unused;
    assert_true(are_one("Anna Bell", "anna"));
    assert_true(are_one("Miss Bell", "Anna BELL"));
    assert_false(are_one("Mr. Bell", "Mr. Hill"));
    assert_true(are_one("Rachel", "Miss Rachael"));
    assert_true(are_one("the Maylies", "Maylie"));
    assert_false(are_one("Dana", "Dan"));
    assert_false(are_one("Norris", "Morris"));
    assert_false(are_one("the", "the"));
    assert_false(are_one("", "Anna"));
    assert_true(are_one("Lizzy", "Elizabeth Bell"));
    assert_true(are_one("Tommy", "Thomas"));
    assert_false(are_one("Bell Thomas", "Tom")); /* a last name is cut short by nobody */
    assert_false(are_one("Mr. Bell", "Mrs. Bell"));
    assert_false(are_one("Anna Bell", "Mr. Bell"));
    assert_true(are_one("Dr. Bell", "Mrs. Bell"));
}

/* As many speakers as `names`, all of them surely. */
static void bear(al_bearers *bearers, almost_quotation *items, size_t n)
{
    almost_quotations quotations = {.items = items, .n = n};
    for (size_t i = 0; i < n; i++)
        items[i].speaker_by = ALMOST_SPEAKER_EXPLICIT;
    assert_true(al_bearers_init(bearers, allocator(), &quotations));
}

static void test_have(void **unused)
{
    almost_quotation items[] = {{.speaker = "Anna Bell"},   {.speaker = "Carl"},
                                {.speaker = "Carl"},        {.speaker = "the old man"},
                                {.speaker = "One of them"}, {.speaker = "my father"}};
    al_bearers bearers;
    (void)unused;
    bear(&bearers, items, 6);
    assert_int_equal(bearers.n, 3); /* Carl once, and who has no name not at all */
    assert_true(al_bearers_have(&bearers, "-anna ", "-carl "));
    assert_false(al_bearers_have(&bearers, "-anna ", "-bell "));
    assert_false(al_bearers_have(&bearers, "-dora ", "-carl "));
    al_bearers_release(&bearers);
}

/* One who has both names is one with each. */
static void test_both(void **unused)
{
    almost_quotation items[] = {
        {.speaker = "Tom Hill"}, {.speaker = "Tom"}, {.speaker = "Mr. Hill"}};
    al_bearers bearers;
    (void)unused;
    bear(&bearers, items, 3);
    assert_false(al_bearers_have(&bearers, "-hill ", "-tom "));
    al_bearers_release(&bearers);
    bear(&bearers, items + 1, 2);
    assert_true(al_bearers_have(&bearers, "-hill ", "-tom "));
    al_bearers_release(&bearers);
}

/* So is one who is only named with both; and he does not make anybody a speaker. */
static void test_named(void **unused)
{
    almost_quotation items[] = {{.speaker = "Emma"}, {.speaker = "Mr. Hill"}};
    char named[] = "Emma Wood\0Carl Moor\0Emma Hill";
    almost_quotations quotations = {
        .items = items, .n = 2, .full_names = named, .full_names_length = sizeof named};
    al_bearers bearers;
    (void)unused;
    for (size_t i = 0; i < 2; i++)
        items[i].speaker_by = ALMOST_SPEAKER_EXPLICIT;
    assert_true(al_bearers_init(&bearers, allocator(), &quotations));
    assert_false(al_bearers_have(&bearers, "fwood ", "femma "));
    assert_false(al_bearers_have(&bearers, "-moor ", "femma "));
    assert_true(al_bearers_have(&bearers, "mhill ", "femma ")); /* Emma Hill is not Mr. Hill */
    al_bearers_release(&bearers);
}

/* Names are folded once, so that as many questions as there are names do no harm. */
static void test_many(void **unused)
{
    enum { N = 40000, LETTERS = 24 };
    almost_quotation *items = calloc(N, sizeof *items);
    char(*names)[LETTERS] = calloc(N, sizeof *names);
    al_bearers bearers;
    (void)unused;
    assert_true(items != NULL && names != NULL);
    for (size_t i = 0; i < N; i++) {
        snprintf(names[i], LETTERS, "Anna N%zu", i);
        items[i].speaker = names[i];
    }
    bear(&bearers, items, N);
    for (size_t i = 0; i < N; i++) {
        char word[LETTERS];
        snprintf(word, sizeof word, "-n%zu ", i);
        assert_true(al_bearers_have(&bearers, word, "carl "));
        assert_false(al_bearers_have(&bearers, "-anna ", "-anna "));
    }
    al_bearers_release(&bearers);
    free(items);
    free(names);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_names), cmocka_unit_test(test_have), cmocka_unit_test(test_both),
        cmocka_unit_test(test_named), cmocka_unit_test(test_many),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
