/* SPDX-License-Identifier: Apache-2.0 */
/* Equal changes have one number, their weights rank them, labels are told apart. */
#include "compare/groups.h"
#include "compare/labels.h"
#include "compare/loudness.h"
#include "meaning/weight.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

typedef struct compared {
    almost_text *texts[2];
    almost_comparison *comparison;
} compared;

static void begin(compared *compared, const char *original, const char *telling)
{
    const char *bytes[2] = {original, telling};
    for (int i = 0; i < 2; i++) {
        assert_int_equal(
            almost_text_from_memory(bytes[i], strlen(bytes[i]), NULL, &compared->texts[i], NULL),
            ALMOST_OK);
    }
    assert_int_equal(
        almost_compare(compared->texts[0], compared->texts[1], NULL, &compared->comparison, NULL),
        ALMOST_OK);
}

static void end(compared *compared)
{
    almost_comparison_free(compared->comparison);
    for (int i = 0; i < 2; i++)
        almost_text_free(compared->texts[i]);
}

/* The first change whose original begins with these bytes. */
static almost_change change_of(const compared *compared, const char *original)
{
    almost_change change = {.id = 0};
    for (size_t i = 0; almost_comparison_change(compared->comparison, i, &change); i++)
        if (change.kind != ALMOST_SAME && change.kind != ALMOST_ADDED &&
            strncmp(compared->comparison->original->bytes + change.original.start, original,
                    strlen(original)) == 0)
            return change;
    fail_msg("nothing of “%s” changed", original);
    return change;
}

/* The largest group of those that are asked for, the first of equal ones; NULL: there is none. */
static const al_group *largest(const compared *compared, bool loud, al_group_kind kind)
{
    const almost_comparison *comparison = compared->comparison;
    const al_group *found = NULL;
    for (size_t i = 0; i < comparison->n_groups; i++) {
        const al_group *group = &comparison->groups[i];
        bool asked = loud ? al_change_is_loud(comparison, &comparison->changes[group->first])
                          : group->kind == kind;
        if (asked && (found == NULL || group->count > found->count))
            found = group;
    }
    return found;
}

static const al_group *largest_loud(const compared *compared)
{
    return largest(compared, true, AL_GROUP_WORDS);
}

static const al_group *largest_of(const compared *compared, al_group_kind kind)
{
    return largest(compared, false, kind);
}

static uint32_t number_of(const compared *compared, const al_group *group)
{
    return (uint32_t)(group - compared->comparison->groups) + 1;
}

static const char ball[] = "At the ball Elizabeth danced. The host saw that Elizabeth smiled, and "
                           "later on the terrace he asked Elizabeth for the last waltz.";

static void test_name_throughout(void **unused)
{
    (void)unused;
    compared compared;
    const al_group *told;
    begin(&compared, ball,
          "At the ball Catherine danced. The host saw that Catherine smiled, and later on the "
          "terrace he asked Catherine for the last waltz.");
    told = largest_loud(&compared);
    assert_non_null(told);
    assert_int_equal(told->count, 3);
    assert_int_equal(told->kind, AL_GROUP_WORDS);
    assert_true(told->throughout);
    assert_int_equal(compared.comparison->changes[told->first].original.start, 12);
    assert_int_equal(change_of(&compared, "Elizabeth").group, number_of(&compared, told));
    end(&compared);
    begin(&compared, ball,
          "At the ball Catherine danced. The host saw that Catherine smiled, and later on the "
          "terrace he asked Elizabeth for the last waltz.");
    told = largest_loud(&compared);
    assert_non_null(told);
    assert_int_equal(told->count, 2);
    assert_false(told->throughout); /* one was kept */
    end(&compared);
    begin(&compared, ball,
          "At the ball Catherine danced. The host saw that Catherine smiled, and later on the "
          "terrace he asked Charlotte for the last waltz.");
    told = largest_loud(&compared);
    assert_non_null(told);
    assert_int_equal(told->count, 2);
    assert_int_equal(change_of(&compared, "Elizabeth").group, number_of(&compared, told));
    end(&compared);
}

static void test_conventions(void **unused)
{
    (void)unused;
    compared compared;
    const al_group *told;
    begin(&compared,
          "\"We realise the cost,\" said the host. \"You organise the ball and recognise the "
          "guests.\"",
          "'We realize the cost,' said the host. 'You organize the ball and recognize the "
          "guests.'");
    told = largest_of(&compared, AL_GROUP_LETTERS);
    assert_non_null(told);
    assert_int_equal(told->count, 3);
    told = largest_of(&compared, AL_GROUP_MARKS);
    assert_non_null(told);
    assert_int_equal(told->count, 4);
    assert_true(told->throughout);
    assert_null(largest_loud(&compared));
    end(&compared);
    begin(&compared, "The host saw the guests.", "THE HOST SAW THE GUESTS.");
    told = largest_of(&compared, AL_GROUP_CAPITALS);
    assert_non_null(told);
    assert_int_equal(told->count, 5);
    assert_true(told->throughout);
    end(&compared);
}

static void test_weights(void **unused)
{
    (void)unused;
    compared compared;
    begin(&compared,
          "The boat must not leave the pier. The fee is twelve crowns. The colour of the boat is "
          "green.",
          "The boat must leave the pier. The fee is thirty crowns. The color of the ship is "
          "green.");
    double negation = change_of(&compared, "not").weight;
    double number = change_of(&compared, "twelve").weight;
    double wording = change_of(&compared, "boat is").weight;
    double spelling = change_of(&compared, "colour").weight;
    assert_true(number > 1 && negation > 1);
    assert_true(wording < 1 && spelling < wording && spelling > 0);
    almost_change same;
    assert_true(almost_comparison_change(compared.comparison, 0, &same));
    assert_int_equal(same.kind, ALMOST_SAME);
    assert_float_equal(same.weight, 0, 0);
    assert_int_equal(same.group, 0);
    end(&compared);
}

/* A name for a name, from five times on, is another person; a name that is gone is not. */
static void test_weights_of_names(void **unused)
{
    (void)unused;
    compared told, lost;
    begin(&told, "At the ball Elizabeth danced with the old host.",
          "At the ball Catherine danced with the old host.");
    begin(&lost, "At the ball Elizabeth danced with the old host.",
          "At the ball she danced with the old host.");
    assert_true(change_of(&told, "Elizabeth").weight > change_of(&lost, "Elizabeth").weight);
    assert_true(change_of(&lost, "Elizabeth").weight > 1);
    end(&told);
    end(&lost);
}

/* One change of a sentence outweighs the same among others. */
static void test_weights_of_cells(void **unused)
{
    (void)unused;
    compared alone, among;
    begin(&alone, "The old boat must leave the pier at nine in the morning every day.",
          "The old boat must leave the pier at ten in the morning every day.");
    begin(&among, "The old boat must leave the pier at nine in the morning every day.",
          "The new ship must quit the harbour at ten in the morning every day.");
    assert_true(change_of(&alone, "nine").weight > change_of(&among, "nine").weight);
    end(&alone);
    end(&among);
}

static void test_labels(void **unused)
{
    (void)unused;
    compared compared;
    static const char list[] = "1. Object of the society.\n\n2. Members of the society.\n\n"
                               "3. Boats are lent for three days.\n\n4. Damage is told.\n";
    begin(&compared, list,
          "1. Object of the society.\n\n2. Seat and offices near the pier.\n\n3. Members of the "
          "society.\n\n4. Boats are lent for thirty days.\n\n5. Damage is told.\n");
    assert_int_equal(compared.comparison->statistics.renumbered, 3);
    assert_int_equal(compared.comparison->statistics.relabelled, 0);
    assert_true(change_of(&compared, "4").label);
    assert_true(change_of(&compared, "4").weight < 1);
    assert_false(change_of(&compared, "three").label);
    end(&compared);
    begin(&compared, list,
          "(a) Object of the society.\n\n(b) Members of the society.\n\n(c) Boats are lent for "
          "three days.\n\n(d) Damage is told.\n");
    assert_int_equal(compared.comparison->statistics.renumbered, 0);
    assert_int_equal(compared.comparison->statistics.relabelled, 4);
    const al_group *told;
    told = largest_of(&compared, AL_GROUP_LABELS);
    assert_non_null(told);
    assert_null(largest_loud(&compared));
    for (size_t i = 0; i < compared.comparison->n_changes; i++)
        assert_true(compared.comparison->changes[i].kind == ALMOST_SAME ||
                    compared.comparison->changes[i].label);
    end(&compared);
}

static void test_names_with_small_words(void **unused)
{
    (void)unused;
    compared compared;
    const al_group *told;
    begin(&compared,
          "They went to the Gower at noon. Later we saw Gower by the river. All of them had asked "
          "for Gower's lamp that night.",
          "They went to Goring at noon. Later we saw Goring by the river. All of them had asked "
          "for Goring's lamp that night.");
    told = largest_loud(&compared);
    assert_non_null(told);
    assert_int_equal(told->count, 3);
    assert_false(told->throughout); /* `the Gower` is, of which nobody knows */
    end(&compared);
}

static void test_negation_put_back(void **unused)
{
    (void)unused;
    al_change changes[2] = {{.original = {10, 14},
                             .telling = {10, 10},
                             .kind = ALMOST_MISSING,
                             .lost = 1,
                             .weight = 700,
                             .touches = ALMOST_TOUCHES_NEGATION},
                            {.original = {90, 90},
                             .telling = {86, 92},
                             .kind = ALMOST_ADDED,
                             .gained = 1,
                             .weight = 700,
                             .touches = ALMOST_TOUCHES_NEGATION}};
    al_weigh_put_back(changes, 2);
    assert_true(changes[0].weight < 600 && changes[1].weight < 600);
    assert_true(changes[0].weight > 100);
    changes[0].weight = changes[1].weight = 700;
    changes[1].original = (al_range){9000, 9000};
    al_weigh_put_back(changes, 2);
    assert_int_equal(changes[0].weight, 700);
    assert_int_equal(changes[1].weight, 700);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_name_throughout),
        cmocka_unit_test(test_conventions),
        cmocka_unit_test(test_weights),
        cmocka_unit_test(test_weights_of_cells),
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_weights_of_names),
        cmocka_unit_test(test_names_with_small_words),
        cmocka_unit_test(test_negation_put_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
