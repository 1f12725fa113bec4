/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Characters that came with Unicode 14 to 17, and such as have not come yet: what is said here of
 * them holds with whatever ICU is installed, many of which do not know them.
 */
#include "words/stand_in.h"

#include "words/fold.h"
#include "words/fold_table.h"
#include "words/word_scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

/* The words of `told`, with a bar between them. */
static void assert_words(const char *told, const char *wanted)
{
    almost_text *text;
    char found[256];
    size_t at = 0;
    assert_int_equal(almost_text_from_memory(told, strlen(told), NULL, &text, NULL), ALMOST_OK);
    al_slice slice = al_slice_of(text);
    al_word_scanner *scanner;
    assert_int_equal(
        al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, 0, slice.end, &scanner, NULL), ALMOST_OK);
    al_word_span words[AL_WORDS_A_STEP];
    size_t count;
    do {
        assert_int_equal(al_word_scanner_next(scanner, words, AL_WORDS_A_STEP, &count, NULL),
                         ALMOST_OK);
        for (size_t i = 0; i < count; i++)
            at += (size_t)snprintf(found + at, sizeof found - at, "%s%.*s", at > 0 ? "|" : "",
                                   (int)(words[i].end - words[i].start), told + words[i].start);
    } while (count > 0);
    found[at] = '\0';
    assert_string_equal(found, wanted);
    al_word_scanner_free(scanner);
    almost_text_free(text);
}

static void test_words(void **unused)
{
    (void)unused;
    /* Latin and Cyrillic of 16 and 17, in the basic plane, whose table has them */
    assert_words("a \uA7CBb\uA7CE \u1C89\u1C8A.", "a|\uA7CBb\uA7CE|\u1C89\u1C8A");
    /* Garay (16), its digits and a mark; Beria Erfe (17); Vithkuqi (14) beside Deseret */
    assert_words("\U00010D50\U00010D70\U00010D69 \U00010D40\U00010D41,\U00010D42!",
                 "\U00010D50\U00010D70\U00010D69|\U00010D40\U00010D41,\U00010D42");
    assert_words("\U00016EA0\U00016EBB \U00010570\U00010400",
                 "\U00016EA0\U00016EBB|\U00010570\U00010400");
    /* a mark of 16 on an Arabic letter, marks of 17 before a letter that needs ICU */
    assert_words("\u0628\u0897\u0628 a\u1AE0\U00010400", "\u0628\u0897\u0628|a\u1AE0\U00010400");
    /* emoji of 16 and 17, and one whose place is kept free */
    assert_words("a\U0001FAE9 \U0001FACD.\U0001FAFF", "a|\U0001FAE9|\U0001FACD|\U0001FAFF");
    /* ideographs of 15.1 and 17 are words of their own */
    assert_words("\U0002EBF0\U000323B0", "\U0002EBF0|\U000323B0");
    /* no black star since 17 joins what stands before it */
    assert_words("a\u200D\u2605", "a\u200D|\u2605");
}

/* In no word, though an ICU to come may know them: U+A7DD, U+10D66, a row of the third plane. */
static void test_unassigned(void **unused)
{
    (void)unused;
    assert_words("a\uA7DDb c", "a|b|c");
    assert_words("\U00010D50\U00010D66\U00010D50 \U0003F000", "\U00010D50|\U00010D50");
}

static void assert_folds(const char *word, uint32_t folds, const char *wanted)
{
    char out[128];
    size_t length = al_fold_word(word, strlen(word), folds, out, sizeof out - 1);
    out[length] = '\0';
    assert_string_equal(out, wanted);
}

static void test_folds(void **unused)
{
    (void)unused;
    assert_folds("\u1C89\uA7CB\uA7DC\uA7CE", AL_FOLD_CASE, "\u1C8A\u0264\u019B\uA7CF");
    assert_folds("\u2C2F", AL_FOLD_CASE, "\u2C5F");
    assert_folds("\U00010D50\U00016EA0\U00010570", AL_FOLD_CASE, "\U00010D70\U00016EBB\U00010597");
    assert_folds("\U0001CCD6\U0001CCF0\uA7F1", AL_FOLD_TYPOGRAPHY, "A0S");
    assert_folds("\U0001CCD6", AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE, "a");
    assert_folds("a\u180Fb\uFFF0\U000E0080", AL_FOLD_TYPOGRAPHY, "ab");
    assert_folds("\U000105C9", AL_FOLD_ACCENTS, "\U000105D2");
    /* what folds in no version, and what is not assigned */
    assert_folds("\U00010D70\U00010D66\uA7DD", AL_FOLD_CASE, "\U00010D70\U00010D66\uA7DD");
}

/* Nothing is composed with them, nor put in order, for some know no order of them. */
static void test_composition(void **unused)
{
    (void)unused;
    assert_folds("\U000105D2\u0307", AL_FOLD_TYPOGRAPHY, "\U000105D2\u0307");
    assert_folds("a\u1AE6\u0327\u0897\u0323", AL_FOLD_TYPOGRAPHY, "a\u1AE6\u0327\u0897\u0323");
    assert_folds("e\u0301\U00010D69\u0323\u0301", AL_FOLD_TYPOGRAPHY,
                 "\u00E9\U00010D69\u0323\u0301");
}

static void test_tables(void **unused)
{
    (void)unused;
    assert_memory_equal(al_fold_unicode, al_word_class_unicode, 2);
    for (size_t i = 0; i < al_stand_ins_count; i++) {
        const al_stand_in *row = &al_stand_ins[i];
        assert_true(row->first <= row->last && (i == 0 || row[-1].last < row->first));
        assert_true(row->shown == 0 || al_stand_in_of(row->shown) == row->shown);
        assert_int_equal(al_is_late(row->first), row->late);
    }
    for (size_t i = 0; i < al_late_folds_count; i++) {
        assert_true(al_is_late(al_late_folds[i].point));
        assert_true(i == 0 || al_late_folds[i - 1].point < al_late_folds[i].point);
    }
    assert_int_equal(al_stand_in_of('a'), 'a');
    assert_int_equal(al_stand_in_of(0x10FFFF), 0x10FFFF);
    assert_false(al_is_late(0x10400));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),  cmocka_unit_test(test_unassigned),
        cmocka_unit_test(test_folds),  cmocka_unit_test(test_composition),
        cmocka_unit_test(test_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
