/* SPDX-License-Identifier: Apache-2.0 */
/* Every enumeration to words and back, and touches in their order. */
#include "applying.h"

#include "base/names.h"

static void assert_names(const al_name *names, size_t n, const char *(*name)(uint32_t number))
{
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(names[i].length, strlen(names[i].text));
        assert_int_equal(al_name_find(names, n, names[i].text, names[i].length), i);
        assert_int_equal(al_name_find(names, n, names[i].text, names[i].length - 1u), -1);
        assert_string_equal(name((uint32_t)i), names[i].text);
    }
    assert_int_equal(al_name_find(names, n, "nothing", 7), -1);
    assert_int_equal(al_name_find(names, n, "", 0), -1);
    assert_null(name((uint32_t)n));
    assert_null(name(UINT32_MAX));
}

#define NAMER(kind)                                                                                \
    static const char *name_##kind(uint32_t number)                                                \
    {                                                                                              \
        return almost_##kind##_name((almost_##kind)number);                                        \
    }
NAMER(answer)
NAMER(change_kind)
NAMER(passage_kind)
NAMER(mark_kind)
NAMER(revisions)
NAMER(units)
NAMER(words)
NAMER(form)
NAMER(moves)
NAMER(order)

static void names_lead_there_and_back(void **state)
{
    (void)state;
    assert_names(al_answer_names, AL_N_ANSWERS, name_answer);
    assert_names(al_change_kind_names, AL_N_CHANGE_KINDS, name_change_kind);
    assert_names(al_moves_names, AL_N_MOVES, name_moves);
    assert_names(al_order_names, AL_N_ORDERS, name_order);
    assert_names(al_passage_kind_names, AL_N_PASSAGE_KINDS, name_passage_kind);
    assert_names(al_mark_kind_names, AL_N_MARK_KINDS, name_mark_kind);
    assert_names(al_revisions_names, AL_N_REVISIONS, name_revisions);
    assert_names(al_units_names, AL_N_UNITS, name_units);
    assert_names(al_words_names, AL_N_WORDS, name_words);
    assert_names(al_form_names, AL_N_FORMS, name_form);
}

static void bits_have_names_alone(void **state)
{
    (void)state;
    for (unsigned bit = 0; bit < 32; bit++) {
        uint32_t number = UINT32_C(1) << bit;
        const char *ignored = almost_ignore_name((almost_ignore)number);
        assert_true((ignored != NULL) == (bit < AL_N_IGNORES));
        const char *touched = almost_touch_name((almost_touch)number);
        assert_true((touched != NULL) == ((number & AL_TOUCHES) != 0));
        if (touched != NULL)
            assert_int_equal(al_touch_find(touched, strlen(touched)), number);
    }
    assert_null(almost_touch_name((almost_touch)0));
    assert_null(almost_touch_name((almost_touch)3));
    assert_null(almost_ignore_name((almost_ignore)3));
    assert_int_equal(al_touch_find("nothing", 7), 0);
}

static void touches_are_ranked_as_they_are_listed(void **state)
{
    (void)state;
    uint32_t all = 0;
    for (size_t rank = 0; rank < AL_N_TOUCHES; rank++) {
        uint32_t bit = almost_touch_at(rank);
        assert_int_equal(al_touches_ranked(bit), UINT32_C(1) << rank);
        assert_string_equal(almost_touch_name((almost_touch)bit), al_touch_names[rank].text);
        assert_int_equal(all & bit, 0);
        all |= bit;
    }
    assert_int_equal(all, AL_TOUCHES);
    assert_int_equal(al_touches_ranked(all), AL_TOUCHES);
    assert_int_equal(almost_touch_at(AL_N_TOUCHES), 0);
    assert_int_equal(almost_touch_at(0), ALMOST_TOUCHES_NEGATION);
    assert_int_equal(almost_touch_at(AL_N_TOUCHES - 1), ALMOST_TOUCHES_SPACING);
}

static void a_name_is_put_whole(void **state)
{
    (void)state;
    char room[2 * sizeof(al_name)];
    char *end = al_put_name(
        room, &al_touch_names[al_name_find(al_touch_names, AL_N_TOUCHES, "punctuation", 11)]);
    *end = '\0';
    assert_string_equal(room, "punctuation");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_lead_there_and_back),
        cmocka_unit_test(bits_have_names_alone),
        cmocka_unit_test(touches_are_ranked_as_they_are_listed),
        cmocka_unit_test(a_name_is_put_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
