/* SPDX-License-Identifier: Apache-2.0 */
/* What a gate fails on and what it lets pass, by the public functions; how findings are written. */
#include "applying.h"

#include <stdbool.h>

typedef struct compared {
    almost_text *texts[2];
    almost_comparison *comparison;
} compared;

static compared compare_named(const char *original, const char *telling, const char *name)
{
    compared made = {{NULL, NULL}, NULL};
    const char *bytes[2] = {original, telling};
    almost_text_options options;
    almost_text_options_init(&options);
    options.name = name;
    for (int i = 0; i < 2; i++)
        assert_int_equal(
            almost_text_from_memory(bytes[i], strlen(bytes[i]), &options, &made.texts[i], NULL),
            ALMOST_OK);
    almost_compare_options compare;
    almost_compare_options_init(&compare);
    compare.language = "en";
    assert_int_equal(almost_compare(made.texts[0], made.texts[1], &compare, &made.comparison, NULL),
                     ALMOST_OK);
    return made;
}

static void release(compared *made)
{
    almost_comparison_free(made->comparison);
    almost_text_free(made->texts[0]);
    almost_text_free(made->texts[1]);
}

static uint64_t findings(const char *original, const char *telling, uint32_t fail_on,
                         uint32_t allow)
{
    compared made = compare_named(original, telling, "a.txt");
    uint64_t count = almost_comparison_findings(made.comparison, fail_on, allow);
    uint64_t counted = 0;
    size_t n = almost_comparison_changes(made.comparison);
    for (size_t i = 0; i < n; i++)
        counted += almost_comparison_fails(made.comparison, i, fail_on, allow) != 0;
    assert_int_equal(counted, count);
    assert_int_equal(almost_comparison_fails(made.comparison, n, ALMOST_GATE_ALL, 0), 0);
    release(&made);
    return count;
}

static void names_and_bits_go_together(void **state)
{
    (void)state;
    uint32_t all = 0;
    size_t n = 0;
    for (uint32_t bit; (bit = almost_gate_at(n)) != 0; n++) {
        assert_non_null(almost_gate_name(bit));
        all |= bit;
    }
    assert_int_equal(all, ALMOST_GATE_ALL);
    assert_int_equal(almost_gate_at(0), ALMOST_TOUCHES_NEGATION);
    assert_int_equal(almost_gate_at(n - 1), ALMOST_GATE_ALL);
    assert_string_equal(almost_gate_name(ALMOST_GATE_MEANING), "meaning");
    assert_string_equal(almost_gate_name(ALMOST_GATE_MISSING), "missing");
    assert_string_equal(almost_gate_name(ALMOST_TOUCHES_CASE), "case");
    assert_null(almost_gate_name(0));
    assert_null(almost_gate_name(ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_NAME));
}

/* Nothing of what is said to be loud is left out, and nothing of the surface is in it. */
static void meaning_is_what_touches_it(void **state)
{
    (void)state;
    uint32_t quiet = ALMOST_TOUCHES_WORDING | ALMOST_TOUCHES_SPELLING | ALMOST_TOUCHES_PUNCTUATION |
                     ALMOST_TOUCHES_CASE | ALMOST_TOUCHES_SPACING;
    for (size_t rank = 0; almost_touch_at(rank) != 0; rank++) {
        bool loud = (almost_touch_at(rank) & quiet) == 0;
        assert_int_equal(loud, (almost_touch_at(rank) & ALMOST_GATE_MEANING) != 0);
    }
}

static const char lost_not[] = "He did not come, and the lamp was red.";
static const char lost_not_told[] = "He did come; and the lamp was grey.";

static void changes_fail_by_what_they_touch(void **state)
{
    (void)state;
    assert_int_equal(findings(lost_not, lost_not_told, ALMOST_GATE_ALL, 0), 3);
    assert_int_equal(findings(lost_not, lost_not_told, ALMOST_GATE_MEANING, 0), 1);
    assert_int_equal(findings(lost_not, lost_not_told, ALMOST_TOUCHES_NEGATION, 0), 1);
    assert_int_equal(findings(lost_not, lost_not_told, ALMOST_TOUCHES_NUMBER, 0), 0);
    assert_int_equal(findings(lost_not, lost_not_told, ALMOST_TOUCHES_PUNCTUATION, 0), 1);
    assert_int_equal(findings(lost_not, lost_not, ALMOST_GATE_ALL, 0), 0);
    assert_int_equal(findings(lost_not, lost_not_told, 0, 0), 0);
}

static void what_is_allowed_is_taken_away(void **state)
{
    (void)state;
    uint32_t marks = ALMOST_TOUCHES_PUNCTUATION, wording = ALMOST_TOUCHES_WORDING;
    assert_int_equal(findings(lost_not, lost_not_told, 0, marks), 2);
    assert_int_equal(findings(lost_not, lost_not_told, 0, marks | wording), 1);
    assert_int_equal(findings(lost_not, lost_not_told, 0, ALMOST_GATE_ALL), 0);
    assert_int_equal(findings(lost_not, lost_not_told, ALMOST_GATE_MEANING, marks), 1);
    assert_int_equal(
        findings(lost_not, lost_not_told, ALMOST_GATE_MEANING, ALMOST_TOUCHES_NEGATION), 0);
}

/* A sentence that is missing or new is text of its own; a few words are wording. */
static void text_of_its_own_is_missing_or_new(void **state)
{
    (void)state;
    const char whole[] = "The lamp was lit at dusk. Nobody in the house had seen the ferry come in "
                         "that evening. The dog slept by the stove.";
    const char shorter[] = "The lamp was lit at dusk. The dog slept by the stove.";
    const char few[] = "The lamp was lit at dusk. Nobody in the house had seen the ferry come in. "
                       "The dog slept by the stove.";
    assert_int_equal(findings(whole, shorter, ALMOST_GATE_MISSING, 0), 1);
    assert_int_equal(findings(whole, shorter, ALMOST_GATE_ADDED, 0), 0);
    assert_int_equal(findings(shorter, whole, ALMOST_GATE_ADDED, 0), 1);
    assert_int_equal(findings(whole, shorter, ALMOST_TOUCHES_WORDING, 0), 1);
    assert_int_equal(findings(whole, shorter, 0, ALMOST_TOUCHES_WORDING), 1);
    assert_int_equal(findings(few, shorter, 0, ALMOST_GATE_ADDED), 1);
    assert_int_equal(findings(whole, few, ALMOST_GATE_MISSING, 0), 0);
    assert_int_equal(findings(whole, few, 0, ALMOST_TOUCHES_WORDING), 0);
}

static void a_passage_moves(void **state)
{
    (void)state;
    const char before[] =
        "The lamp was lit at dusk when the keeper climbed the iron stairs. Seven crates of tin "
        "plates stood unopened behind the chapel door. Nobody in the house had seen the ferry "
        "come in that evening.";
    const char after[] =
        "Seven crates of tin plates stood unopened behind the chapel door. The lamp was lit at "
        "dusk when the keeper climbed the iron stairs. Nobody in the house had seen the ferry "
        "come in that evening.";
    assert_int_equal(findings(before, after, ALMOST_GATE_MOVED, 0), 1);
    assert_int_equal(findings(before, after, ALMOST_GATE_MEANING, 0), 0);
    assert_int_equal(findings(before, after, 0, ALMOST_GATE_MOVED), 0);
}

static collected written(const char *original, const char *telling, const char *name,
                         almost_form form, uint32_t fail_on)
{
    compared made = compare_named(original, telling, name);
    collected out = {0};
    almost_write_options options;
    almost_write_options_init(&options);
    options.form = form;
    options.fail_on = fail_on;
    assert_int_equal(almost_write(made.comparison, &options, collect, &out, NULL), ALMOST_OK);
    release(&made);
    return out;
}

static void assert_written(const char *name, almost_form form, uint32_t fail_on,
                           const char *expected)
{
    collected out = written("A lamp, 50% off.\nHe did not\ncome.", "A lamp, 60% off.\nHe did come.",
                            name, form, fail_on);
    if (expected[0] == '\0')
        assert_null(out.bytes);
    else
        assert_string_equal(out.bytes, expected);
    free(out.bytes);
}

static void findings_are_lines_for_editors(void **state)
{
    (void)state;
    assert_written("a.txt", ALMOST_FORM_FINDINGS, ALMOST_GATE_MEANING,
                   "a.txt:1:9: different: “50” → “60” (number)\n"
                   "a.txt:2:8: missing: “not” (negation)\n");
    assert_written("a.txt", ALMOST_FORM_FINDINGS, ALMOST_TOUCHES_NEGATION,
                   "a.txt:2:8: missing: “not” (negation)\n");
    assert_written("a\nb\033.txt", ALMOST_FORM_FINDINGS, ALMOST_TOUCHES_NEGATION,
                   "a\\x0ab\\x1b.txt:2:8: missing: “not” (negation)\n");
    assert_written("a.txt", ALMOST_FORM_FINDINGS, ALMOST_TOUCHES_CASE, "");
    assert_written("a.txt", ALMOST_FORM_FINDINGS, 0,
                   "a.txt:1:9: different: “50” → “60” (number)\n"
                   "a.txt:2:8: missing: “not” (negation)\n");
}

static void annotations_are_escaped(void **state)
{
    (void)state;
    assert_written("a.txt", ALMOST_FORM_GITHUB, ALMOST_TOUCHES_NEGATION,
                   "::error file=a.txt,line=2,col=8::missing: “not” (negation)\n");
    assert_written("a,b:c%d\r\n.txt", ALMOST_FORM_GITHUB, ALMOST_TOUCHES_NEGATION,
                   "::error file=a%2Cb%3Ac%25d%0D%0A.txt,line=2,col=8::missing: “not” "
                   "(negation)\n");
    collected out = written("It is 100%, so.", "It is 100%; so.", "a", ALMOST_FORM_GITHUB, 0);
    assert_string_equal(out.bytes,
                        "::error file=a,line=1,col=11::different: “,” → “;” (punctuation)\n");
    free(out.bytes);
    out = written("It is 10% so.", "It is 10‰ so.", "a", ALMOST_FORM_GITHUB, 0);
    assert_non_null(strstr(out.bytes, "“%25” → “‰”"));
    free(out.bytes);
}

static void json_has_findings_with_a_gate_alone(void **state)
{
    (void)state;
    collected out = written(lost_not, lost_not_told, "a", ALMOST_FORM_JSON, 0);
    assert_null(strstr(out.bytes, "\"findings\""));
    assert_null(strstr(out.bytes, "\"fail_on\""));
    free(out.bytes);
    out = written(lost_not, lost_not_told, "a", ALMOST_FORM_JSON, ALMOST_TOUCHES_NEGATION);
    assert_non_null(strstr(out.bytes, "\"fail_on\":[\"negation\"],\"allow\":[]"));
    assert_non_null(strstr(out.bytes, "\"findings\":[\n{\"change\":2,\"fails\":[\"negation\"],"
                                      "\"line\":1,\"column\":8}],"));
    free(out.bytes);
    out = written(lost_not, lost_not_told, "a", ALMOST_FORM_JSON, ALMOST_TOUCHES_NUMBER);
    assert_non_null(strstr(out.bytes, "\"findings\":[],"));
    free(out.bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_and_bits_go_together),
        cmocka_unit_test(meaning_is_what_touches_it),
        cmocka_unit_test(changes_fail_by_what_they_touch),
        cmocka_unit_test(what_is_allowed_is_taken_away),
        cmocka_unit_test(text_of_its_own_is_missing_or_new),
        cmocka_unit_test(a_passage_moves),
        cmocka_unit_test(findings_are_lines_for_editors),
        cmocka_unit_test(annotations_are_escaped),
        cmocka_unit_test(json_has_findings_with_a_gate_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
