/* SPDX-License-Identifier: Apache-2.0 */
/* Equal changes have one number, their weights rank them, labels are told apart. */
#include "compare/groups.h"
#include "compare/labels.h"
#include "compare/loudness.h"

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

static const char ball[] = "At the ball Elizabeth danced. The host saw that Elizabeth smiled, and "
                           "later on the terrace he asked Elizabeth for the last waltz.";

static void test_name_throughout(void **unused)
{
    (void)unused;
    compared compared;
    al_group_told told;
    begin(&compared, ball,
          "At the ball Catherine danced. The host saw that Catherine smiled, and later on the "
          "terrace he asked Catherine for the last waltz.");
    assert_true(al_groups_largest_loud(compared.comparison, &told));
    assert_int_equal(told.count, 3);
    assert_int_equal(told.kind, AL_GROUP_WORDS);
    assert_true(told.throughout);
    assert_int_equal(told.example->original.start, 12);
    assert_int_equal(change_of(&compared, "Elizabeth").group, told.example->group);
    end(&compared);
    begin(&compared, ball,
          "At the ball Catherine danced. The host saw that Catherine smiled, and later on the "
          "terrace he asked Elizabeth for the last waltz.");
    assert_true(al_groups_largest_loud(compared.comparison, &told));
    assert_int_equal(told.count, 2);
    assert_false(told.throughout); /* one was kept */
    end(&compared);
    begin(&compared, ball,
          "At the ball Catherine danced. The host saw that Catherine smiled, and later on the "
          "terrace he asked Charlotte for the last waltz.");
    assert_true(al_groups_largest_loud(compared.comparison, &told));
    assert_int_equal(told.count, 2);
    assert_int_equal(change_of(&compared, "Elizabeth").group, told.example->group);
    end(&compared);
}

static void test_conventions(void **unused)
{
    (void)unused;
    compared compared;
    al_group_told told;
    begin(&compared,
          "\"We realise the cost,\" said the host. \"You organise the ball and recognise the "
          "guests.\"",
          "'We realize the cost,' said the host. 'You organize the ball and recognize the "
          "guests.'");
    assert_true(al_groups_largest_of(compared.comparison, AL_GROUP_LETTERS, &told));
    assert_int_equal(told.count, 3);
    assert_true(al_groups_largest_of(compared.comparison, AL_GROUP_MARKS, &told));
    assert_int_equal(told.count, 4);
    assert_true(told.throughout);
    assert_false(al_groups_largest_loud(compared.comparison, &told));
    end(&compared);
    begin(&compared, "The host saw the guests.", "THE HOST SAW THE GUESTS.");
    assert_true(al_groups_largest_of(compared.comparison, AL_GROUP_CAPITALS, &told));
    assert_int_equal(told.count, 5);
    assert_true(told.throughout);
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
    assert_int_equal(al_labels_renumbered(compared.comparison), 3);
    assert_int_equal(compared.comparison->statistics.relabelled, 0);
    assert_true(change_of(&compared, "4").label);
    assert_true(change_of(&compared, "4").weight < 1);
    assert_false(change_of(&compared, "three").label);
    end(&compared);
    begin(&compared, list,
          "(a) Object of the society.\n\n(b) Members of the society.\n\n(c) Boats are lent for "
          "three days.\n\n(d) Damage is told.\n");
    assert_int_equal(al_labels_renumbered(compared.comparison), 0);
    assert_int_equal(compared.comparison->statistics.relabelled, 4);
    al_group_told told;
    assert_true(al_groups_largest_of(compared.comparison, AL_GROUP_LABELS, &told));
    assert_false(al_groups_largest_loud(compared.comparison, &told));
    for (size_t i = 0; i < compared.comparison->n_changes; i++)
        assert_true(compared.comparison->changes[i].kind == ALMOST_SAME ||
                    compared.comparison->changes[i].label);
    end(&compared);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_name_throughout), cmocka_unit_test(test_conventions),
        cmocka_unit_test(test_weights),         cmocka_unit_test(test_weights_of_cells),
        cmocka_unit_test(test_labels),          cmocka_unit_test(test_weights_of_names),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
