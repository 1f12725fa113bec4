/* SPDX-License-Identifier: Apache-2.0 */
/* Quotation marks in pairs: every national style, apostrophes, marks that are missing. */
#include <stdbool.h>

#include "quoting.h"

static void expect(const char *text, const char *expected)
{
    quoting_expect(text, expected, false);
}

/* Chinese has no blanks around marks, which are of the English shape. */
static void test_without_blanks(void **unused)
{
    (void)unused;
    expect("条文原文：“企业所得税的税率为25%。”适用说明。\n", "(mention) 企业所得税的税率为25%。");
    expect("根据“新颖性”的规定，“他说：‘好’。”\n", "(mention) 新颖性 | 他说：‘好’。");
    expect("原文为：\n\n“不属于现有技术。”\n", "不属于现有技术。");
}

/* Each style with speech that begins a paragraph and goes on behind an incise. */
static void test_styles(void **unused)
{
    static const char *const styles[][2] = {
        {"“", "”"},   {"„", "“"},   {"„", "”"}, {"”", "”"},   {"«", "»"},  {"« ", " »"}, {"»", "«"},
        {"»", "»"},   {"‹", "›"},   {"›", "‹"}, {"‘", "’"},   {"‚", "‘"},  {"\"", "\""}, {"'", "'"},
        {"「", "」"}, {"『", "』"}, {"`", "'"}, {"``", "''"}, {"〝", "〞"}};
    (void)unused;
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        const char *open = styles[i][0], *close = styles[i][1];
        char text[512];
        snprintf(
            text, sizeof text,
            "%sIs it you, who came so late?%s asked Anna.\n\n%sYes,%s said Ben, %sit is me, as "
            "ever you were told!%s\n",
            open, close, open, close, open, close);
        expect(text, "Is it you, who came so late? | Yes, | it is me, as ever you were told!");
    }
}

static void test_apostrophes(void **unused)
{
    (void)unused;
    expect("'It's the boys' own,' said Tom, 'and 'tis mine.'\n\n'Goin' on?' asked Jim.\n",
           "It's the boys' own, | and 'tis mine. | Goin' on?");
    expect("‘’Tis the boys’ own,’ said Tom. ‘Don’t you see ’em?’\n",
           "’Tis the boys’ own, | Don’t you see ’em?");
    expect("The dogs' dinner, the cats' dinner and rock 'n' roll.\n", "");
    expect("\"It's the boys' own,\" he said.\n", "It's the boys' own,");
}

static void test_nested(void **unused)
{
    (void)unused;
    expect("\"He told me, 'Never go back there again,' and I did,\" said Ann.\n",
           "He told me, 'Never go back there again,' and I did,");
    expect("“He said “never go there” to me, and I did,” said Ann.\n",
           "He said “never go there” to me, and I did,");
    expect("„Er sagte ‚niemals‘ und ging einfach fort“, sagte Anna.\n",
           "Er sagte ‚niemals‘ und ging einfach fort");
}

/* A mark that is missing costs no more than its paragraph. */
static void test_unbalanced(void **unused)
{
    (void)unused;
    expect("\"I am here, said Ann to all of them.\n\nBen came in.\n\n\"So am I,\" he said.\n",
           "I am here, said Ann to all of them. | So am I,");
    expect("“I am here, said Ann. “And who are you?”\n", "I am here, said Ann. | And who are you?");
    expect("It was six\" wide.\n\n\"So wide as that?\" she asked.\n", "So wide as that?");
}

static void flags_are(const char *bytes, size_t index, uint32_t flags)
{
    almost_text *text;
    almost_quotations *found = quoting_find(bytes, &text);
    assert_true(almost_quotations_count(found) > index);
    assert_int_equal(almost_quotations_at(found, index)->flags &
                         (ALMOST_QUOTATION_UNBALANCED | ALMOST_QUOTATION_CONTINUED),
                     flags);
    assert_null(almost_quotations_at(found, almost_quotations_count(found)));
    assert_null(almost_quotations_source(found, 0, 0));
    almost_quotations_free(found);
    almost_text_free(text);
}

/* One saying over paragraphs has a mark before each and one at the end. */
static void test_paragraphs(void **unused)
{
    static const char over[] = "“It began with rain, and we were glad.\n\n“Then came the wind, "
                               "and we were not.” He sat down.\n\n“Go on!”\n";
    (void)unused;
    expect(over,
           "It began with rain, and we were glad. | Then came the wind, and we were not. | Go on!");
    flags_are(over, 0, 0);
    flags_are(over, 1, ALMOST_QUOTATION_CONTINUED);
    flags_are(over, 2, 0);
    flags_are("“It began with rain.\n\nIt ended.\n\n“Did it?”\n", 0, ALMOST_QUOTATION_UNBALANCED);
}

static void sayings_are(const char *bytes, const uint64_t *sayings, size_t n)
{
    almost_text *text;
    almost_quotations *found = quoting_find(bytes, &text);
    assert_int_equal(almost_quotations_count(found), n);
    for (size_t i = 0; i < n; i++)
        assert_int_equal(almost_quotations_at(found, i)->saying, sayings[i]);
    almost_quotations_free(found);
    almost_text_free(text);
}

static void test_sayings(void **unused)
{
    (void)unused;
    sayings_are("“No,” he said, “never.”\n\n“Why not, if I may ask?” she said.\n",
                (uint64_t[]){1, 1, 2}, 3);
    sayings_are("“It rained all day.\n\n“Then it snowed.”\n\n“Did it?”\n", (uint64_t[]){1, 1, 2},
                3);
}

/* Paragraphs that are lines, lines that are filled without a blank one, and ones that are indented.
 */
static void test_shapes(void **unused)
{
    static const char lines[] =
        "The house stood by itself above the bay, and nobody who came by the road in those days "
        "was "
        "ever seen to stop at it.\n“Is it you?” asked Anna, who had come out with a lantern, and "
        "the "
        "wind blew it out before she had come to the gate of the garden.\n“It is me!” said Ben.\n\n"
        "CHAPTER TWO\n\nThe morning after that was as still as any other of that autumn, and the "
        "boats were out at sea before it was light.\n“No,” said Anna.\n";
    static const char filled[] =
        "The house stood by itself above the bay, and nobody who came by the road\n"
        "in those days was ever seen to stop there. “Is it you?” asked Anna, who\n"
        "had come out with a lantern, and the wind blew it out before she had come\n"
        "to the gate. “I have been waiting for you since the morning, and all the\n"
        "others have gone home.”\n"
        "“It is me, as you see, and I am as tired as anybody can be,” said Ben, “of\n"
        "all this walking.”\n"
        "“No,” said Anna.\n";
    (void)unused;
    sayings_are(lines, (uint64_t[]){1, 2, 3}, 3);
    expect(filled,
           "Is it you? | I have been waiting for you since the morning, and all the\n"
           "others have gone home. | It is me, as you see, and I am as tired as anybody can "
           "be, | of\nall this walking. | No,");
    sayings_are(filled, (uint64_t[]){1, 2, 3, 3, 4}, 5);
}

static void test_outer(void **unused)
{
    almost_text *text;
    (void)unused;
    almost_quotations *found = quoting_find("Il dit : « Venez donc ! » et partit.\n", &text);
    const almost_quotation *first = almost_quotations_at(found, 0);
    assert_int_equal(first->span.start - first->outer.start, strlen("« "));
    assert_int_equal(first->outer.end - first->span.end, strlen(" »"));
    assert_int_equal(first->status, ALMOST_QUOTATION_NOT_CHECKED);
    assert_ptr_equal(almost_quotations_text(found), text);
    almost_quotations_free(found);
    almost_text_free(text);
}

static void test_nothing(void **unused)
{
    (void)unused;
    expect("", "");
    expect("\"", "");
    expect("\"\"", "");
    expect("Nobody said a word.\n", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_styles),      cmocka_unit_test(test_without_blanks),
        cmocka_unit_test(test_apostrophes), cmocka_unit_test(test_nested),
        cmocka_unit_test(test_unbalanced),  cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_sayings),     cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_outer),       cmocka_unit_test(test_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
