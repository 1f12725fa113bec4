/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers in words are read back from what ICU's spell-out rules write, in
 * every gender and case that they know; figures and Roman numerals from what
 * the test writes. ICU has no rules for Latin: a table of its own.
 */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "meaning/numbers.h"
#include "words/fold.h"

#include <stdio.h>
#include <string.h>
#include <unicode/unum.h>
#include <unicode/ustring.h>

#define FOLDS (AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_ACCENTS | AL_FOLD_EDGES)

/* One word as a part of the number that is read. */
static bool take(al_number_state *state, const al_language *language, const char *word,
                 size_t length)
{
    char letters[400], exact[400];
    size_t n = al_fold_word(word, length, FOLDS, letters, sizeof letters);
    size_t m = al_fold_word(word, length, FOLDS & ~(unsigned)AL_FOLD_ACCENTS, exact, sizeof exact);
    const al_lexicon_word *known =
        al_lexicon_find(language, letters, n, al_lexicon_hash(letters, n), exact, m);
    if (al_lexicon_number_of(known) != NULL)
        return al_number_take(state, language, al_lexicon_number_of(known), false);
    al_number number;
    return al_number_glued(language, letters, n, &number) && al_number_take_value(state, number);
}

/* A number in words, which stand apart by blanks, hyphens, commas; -1 when it cannot be read. */
static int64_t read_words(const al_language *language, const char *text)
{
    al_number_state state;
    al_number_begin(&state);
    while (*text != 0) {
        size_t length = strcspn(text, " -,");
        if (!take(&state, language, text, length))
            return -1;
        text += length + strspn(text + length, " -,");
    }
    return al_number_complete(&state) ? al_number_code(al_number_result(&state)) : -1;
}

/* The value of what a rule set writes for `value`; a lone article is none. */
static void check_one(UNumberFormat *rules, const al_language *language, const char *set,
                      int64_t value)
{
    UChar wide[400];
    char text[1200];
    UErrorCode status = U_ZERO_ERROR;
    int32_t length = unum_formatInt64(rules, value, wide, 400, NULL, &status);
    u_strToUTF8(text, sizeof text, NULL, wide, length, &status);
    assert_true(U_SUCCESS(status));
    bool ordinal = strstr(set, "ordinal") != NULL;
    int64_t read = read_words(language, text);
    if (read == (ordinal ? value | INT64_C(1) << 62 : value) || (value == 1 && !ordinal))
        return;
    if (value == 0 && read == 0) /* Spanish has no ordinal of zero */
        return;
    fail_msg("%s %s: %lld is \"%s\", read as %lld", language->code, set, (long long)value, text,
             (long long)read);
}

static void check_set(UNumberFormat *rules, const al_language *language, const char *set)
{
    static const int64_t round[] = {10000,   12345,   21000,     99999,      100000,     300017,
                                    1000000, 2000000, 2300000,   21000000,   1000000000, 2000000000,
                                    5000001, 7000100, 999999999, 1000200003, 3000000000};
    bool ordinal = strstr(set, "ordinal") != NULL;
    for (int64_t value = 0; value < 10000; value++)
        check_one(rules, language, set, value);
    for (size_t i = 0; i < sizeof round / sizeof *round; i++)
        if (!ordinal || round[i] < 1000000) /* what ordinals of millions ICU writes, no one does */
            check_one(rules, language, set, round[i]);
}

static void check_language(const char *code)
{
    UErrorCode status = U_ZERO_ERROR;
    UNumberFormat *rules = unum_open(UNUM_SPELLOUT, NULL, 0, code, NULL, &status);
    assert_true(U_SUCCESS(status));
    UChar sets[4000];
    int32_t length = unum_getTextAttribute(rules, UNUM_PUBLIC_RULESETS, sets, 4000, &status);
    assert_true(U_SUCCESS(status));
    for (int32_t start = 0, i = 0; i <= length; i++) {
        if (i < length && sets[i] != ';')
            continue;
        char set[100];
        UErrorCode chosen = U_ZERO_ERROR;
        u_strToUTF8(set, sizeof set, NULL, sets + start, i - start, &chosen);
        unum_setTextAttribute(rules, UNUM_DEFAULT_RULESET, sets + start, i - start, &chosen);
        if (i > start && U_SUCCESS(chosen) && strstr(set, "year") == NULL)
            check_set(rules, al_lexicon_language(code), set);
        start = i + 1;
    }
    unum_close(rules);
}

static void icu_english(void **state)
{
    (void)state;
    check_language("en");
}

static void icu_german(void **state)
{
    (void)state;
    check_language("de");
}

static void icu_french(void **state)
{
    (void)state;
    check_language("fr");
}

static void icu_spanish(void **state)
{
    (void)state;
    check_language("es");
}

static void icu_italian(void **state)
{
    (void)state;
    check_language("it");
}

typedef struct spelt {
    const char *language;
    const char *text;
    int64_t value; /* -1: no number */
} spelt;

#define ORDINAL(n) ((INT64_C(1) << 62) | (n))
#define TIMES(n) ((INT64_C(1) << 61) | (n))
#define VAGUE(n) ((INT64_C(1) << 60) | (n))

static const spelt table[] = {
    {"la", "unus", 1},
    {"la", "viginti tres", 23},
    {"la", "tres et viginti", 23},
    {"la", "duodeviginti", 18},
    {"la", "undetriginta", 29},
    {"la", "decem et septem", 17},
    {"la", "quadraginta duo", 42},
    {"la", "centum", 100},
    {"la", "centum viginti", 120},
    {"la", "ducentae quinquaginta", 250},
    {"la", "mille", 1000},
    {"la", "duo milia", 2000},
    {"la", "mille octingenti", 1800},
    {"la", "mille nongenti nonaginta novem", 1999},
    {"la", "viginti milia quingenti", 20500},
    {"la", "primus", ORDINAL(1)},
    {"la", "tertius decimus", ORDINAL(13)},
    {"la", "vicesimus primus", ORDINAL(21)},
    {"la", "centesimus quadragesimus quintus", ORDINAL(145)},
    {"la", "bis", TIMES(2)},
    {"en", "an hundred and twenty", 120},
    {"en", "threescore and ten", 70},
    {"en", "three score and ten", 70},
    {"en", "fourscore and sixteen", 96},
    {"en", "a score", 20},
    {"en", "score", -1},
    {"en", "four and twenty", 24},
    {"en", "twenty and four", 24},
    {"en", "nineteen hundred", 1900},
    {"en", "two dozen", 24},
    {"en", "a dozen", 12},
    {"en", "two hundred thousand and three", 200003},
    {"en", "a", -1},
    {"en", "and", -1},
    {"en", "twenty and", -1},
    {"en", "two three", -1},
    {"en", "twice", TIMES(2)},
    {"en", "hundreds", VAGUE(100)},
    {"en", "thousand thousand", -1},
    {"de", "vier und zwanzig", 24},
    {"de", "ein und zwanzig", 21},
    {"de", "einundzwanzig", 21},
    {"de", "hundertfuenf", 105},
    {"de", "siebenzig", 70},
    {"de", "dreimal", TIMES(3)},
    {"de", "neunzehnhundertvierzehn", 1914},
    {"de", "Einhorn", -1},
    {"de", "undzwanzig", -1},
    {"fr", "soixante et onze", 71},
    {"fr", "septante", 70},
    {"fr", "quatre vingt dix neuf", 99},
    {"fr", "six-vingts", 120},
    {"fr", "mille et une", 1001},
    {"fr", "un", -1},
    {"es", "diez y siete", 17},
    {"es", "mil millones", 1000000000},
    {"es", "decimoctavo", ORDINAL(18)},
    {"it", "ventuno", 21},
    {"it", "vent", -1},
    {"it", "decimo settimo", ORDINAL(17)},
    {"it", "mille e una", 1001},
};

static void words(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        int64_t read = read_words(al_lexicon_language(table[i].language), table[i].text);
        if (read != table[i].value)
            fail_msg("%s: %s is %lld, not %lld", table[i].language, table[i].text,
                     (long long)table[i].value, (long long)read);
    }
}

static al_number figures_of(const char *language, const char *text)
{
    return al_number_figures(al_lexicon_language(language), text, strlen(text));
}

static void figures(void **state)
{
    (void)state;
    static const spelt rows[] = {
        {"en", "0", 0},
        {"en", "007", 7},
        {"en", "1,000", 1000},
        {"en", "12,345,678", 12345678},
        {"en", "1,000.00", 1000},
        {"de", "1.000", 1000},
        {"de", "1.000,0", 1000},
        {"de", "1'000", 1000},
        {"en", "2nd", ORDINAL(2)},
        {"fr", "3eme", ORDINAL(3)},
        {"", "1.000.000", 1000000},
        {"", "1,000", 1000},
        {"en", "99999999999999999", INT64_C(99999999999999999)},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        assert_int_equal(al_number_code(figures_of(rows[i].language, rows[i].text)), rows[i].value);
}

/* What is no whole number equals itself only, however it is written. */
static void figures_of_other_kinds(void **state)
{
    (void)state;
    static const char *const same[][4] = {{"en", "3.14", "de", "3,14"},
                                          {"en", "3.140", "en", "3.14"},
                                          {"en", "0.5", "en", "00.5"},
                                          {"en", "1820s", "en", "1820s"},
                                          {"en", ".", "en", "."}};
    static const char *const other[][4] = {
        {"en", "3.14", "en", "31.4"},
        {"en", "1820s", "en", "1830s"},
        {"en", "1.2.1890", "en", "1.3.1890"},
        {"en", "1.05", "en", "1.5"},
        {"en", "1.000", "de", "1.000"},
        {"en", "100000000000000001", "en", "100000000000000002"}};
    for (size_t i = 0; i < sizeof same / sizeof *same; i++)
        assert_true(al_number_equal(figures_of(same[i][0], same[i][1]),
                                    figures_of(same[i][2], same[i][3])));
    for (size_t i = 0; i < sizeof other / sizeof *other; i++)
        assert_false(al_number_equal(figures_of(other[i][0], other[i][1]),
                                     figures_of(other[i][2], other[i][3])));
}

static void roman(void **state)
{
    (void)state;
    static const char *const ones[] = {"", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"};
    static const char *const tens[] = {"", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx", "xc"};
    static const char *const hundreds[] = {"",  "c",  "cc",  "ccc",  "cd",
                                           "d", "dc", "dcc", "dccc", "cm"};
    static const char *const thousands[] = {"", "m", "mm", "mmm"};
    static const char *const wrong[] = {"",    "iiii", "ivi",  "ixi",   "vx",
                                        "iix", "xcx",  "mmmm", "civil", "a"};
    for (int32_t n = 1; n < 4000; n++) {
        char text[40];
        snprintf(text, sizeof text, "%s%s%s%s", thousands[n / 1000], hundreds[n / 100 % 10],
                 tens[n / 10 % 10], ones[n % 10]);
        assert_int_equal(al_number_roman(text, strlen(text)), n);
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        assert_int_equal(al_number_roman(wrong[i], strlen(wrong[i])), 0);
}

/* The generator folds words as the library does, or they would never be found. */
static void lexicon_is_folded(void **state)
{
    (void)state;
    for (uint32_t i = 0; i < al_lexicon_words_count; i++) {
        const char *letters = al_lexicon_strings + al_lexicon_words[i].letters;
        size_t length = al_lexicon_words[i].length;
        char folded[400];
        size_t n = al_fold_word(letters, length, FOLDS, folded, sizeof folded);
        if (n != length || memcmp(folded, letters, n) != 0)
            fail_msg("%.*s folds to %.*s", (int)length, letters, (int)n, folded);
        const char *exact = al_lexicon_strings + al_lexicon_words[i].exact;
        n = al_fold_word(exact, al_lexicon_words[i].exact_length,
                         FOLDS & ~(unsigned)AL_FOLD_ACCENTS, folded, sizeof folded);
        if (al_lexicon_words[i].exact != 0 &&
            (n != al_lexicon_words[i].exact_length || memcmp(folded, exact, n) != 0))
            fail_msg("%.*s folds to %.*s", (int)al_lexicon_words[i].exact_length, exact, (int)n,
                     folded);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lexicon_is_folded),
        cmocka_unit_test(words),
        cmocka_unit_test(figures),
        cmocka_unit_test(figures_of_other_kinds),
        cmocka_unit_test(roman),
        cmocka_unit_test(icu_english),
        cmocka_unit_test(icu_german),
        cmocka_unit_test(icu_french),
        cmocka_unit_test(icu_spanish),
        cmocka_unit_test(icu_italian),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
