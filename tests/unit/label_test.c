/* SPDX-License-Identifier: Apache-2.0 */
/* What is a label at the start of a line, what it counts, and what only looks like one. */
#include "meaning/label.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

/* Whether the first `what` in a text begins a label. */
static bool is_label(const char *bytes, const char *what, al_label *label)
{
    almost_text text = {.bytes = (char *)(uintptr_t)bytes, .length = (uint32_t)strlen(bytes)};
    const char *at = strstr(bytes, what);
    assert_non_null(at);
    return al_label_at(&text, (uint64_t)(at - bytes), label);
}

static void test_labels(void **unused)
{
    (void)unused;
    static const struct {
        const char *text, *what;
        uint64_t value;
    } labels[] = {
        {"1. Object", "1", 1},
        {"A line.\n12. Seat", "12", 12},
        {"  (c) the fee", "c", 3},
        {"iv) the boats", "iv", 4},
        {"[7] See there", "7", 7},
        {"7: 3. Fee", "3", 3},
        {"7: 3. Fee", "7", 7},
        {"- 2) eggs", "2", 2},
        {"1.\n2.\n", "2", 2},
        {"Short line\n4. eggs", "4", 4},
        {"IV. The boats", "IV", 4},
        {"3. the blue lantern from the office of the harbour\n4. eggs", "4", 4},
    };
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
        al_label label;
        assert_true(is_label(labels[i].text, labels[i].what, &label));
        assert_int_equal(label.value, labels[i].value);
    }
}

static void test_no_labels(void **unused)
{
    (void)unused;
    static const struct {
        const char *text, *what;
    } others[] = {
        {"He paid 3. Then he left", "3"},
        {"3.5 litres of milk", "3"},
        {"3 litres of milk", "3"},
        {"J. Smith was there", "J"},
        {"The clocks of the whole town stood still in\n1818. then they went on", "1818"},
        {"3. the blue lantern from the office of the harbour\n5. eggs", "5"},
        {"In 3. the blue lantern from the office of the harbour\n4. eggs", "4."},
        {"a boat is lent", "a"},
        {"(see c) the fee", "c"},
        {"3:15 was the time", "3"},
    };
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        al_label label;
        assert_false(is_label(others[i].text, others[i].what, &label));
    }
}

static bool count_same(const char *a, const char *b)
{
    al_label first, second;
    assert_true(al_label_at(&(almost_text){.bytes = (char *)(uintptr_t)a, .length = strlen(a)},
                            a[0] == '(', &first));
    assert_true(al_label_at(&(almost_text){.bytes = (char *)(uintptr_t)b, .length = strlen(b)},
                            b[0] == '(', &second));
    return al_label_counts_same(&first, &second);
}

static void test_counting(void **unused)
{
    (void)unused;
    assert_true(count_same("3. Fee", "(c) Fee"));
    assert_true(count_same("3. Fee", "(iii) Fee"));
    assert_true(count_same("9. Fee", "(i) Fee")); /* the letter */
    assert_true(count_same("1. Fee", "(i) Fee")); /* or the Roman number */
    assert_false(count_same("3. Fee", "(d) Fee"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_labels),
        cmocka_unit_test(test_no_labels),
        cmocka_unit_test(test_counting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
