/* SPDX-License-Identifier: Apache-2.0 */
/* What two words of like letters are to each other, and when a pair of texts is a misread one. */
#include "language/misreading.h"
#include "language/stem.h"
#include "language/variants.h"
#include "words/fold.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

enum { ROOM = 1024 };

typedef struct word {
    al_related_word related;
    char folded[ROOM], plain[ROOM];
} word;

static void make(word *word, const char *language, const char *bytes, uint32_t marks)
{
    size_t length = strlen(bytes);
    uint32_t folds = AL_FOLD_TYPOGRAPHY | AL_FOLD_CASE | AL_FOLD_EDGES;
    word->related.folded.length = al_fold_word(bytes, length, folds, word->folded, ROOM);
    word->related.plain.length =
        al_fold_word(bytes, length, folds | AL_FOLD_ACCENTS, word->plain, ROOM);
    word->related.folded.bytes = word->folded;
    word->related.plain.bytes = word->plain;
    word->related.marks = marks;
    al_stemmer *stemmer;
    almost_error error;
    assert_int_equal(al_stemmer_new(al_allocator_default(), language, &stemmer, &error), ALMOST_OK);
    word->related.stem = al_stemmer_stem(stemmer, bytes, length);
    al_stemmer_free(stemmer);
}

static void check_marked(const char *language, const char *a, uint32_t a_marks, const char *b,
                         uint32_t b_marks, al_word_relation expected)
{
    static const char *const names[] = {"same",    "spelling", "form",  "other",
                                        "misread", "affix",    "apart", "unknown"};
    static word one, other;
    make(&one, language, a, a_marks);
    make(&other, language, b, b_marks);
    const al_language *list = al_lexicon_language(language);
    al_word_relation found = al_words_relate(list, &one.related, &other.related);
    al_word_relation turned = al_words_relate(list, &other.related, &one.related);
    if (found != expected || turned != expected)
        fail_msg("%s: %s, %s: %s, %s", language, a, b, names[found], names[turned]);
}

static void check(const char *language, const char *a, const char *b, al_word_relation expected)
{
    check_marked(language, a, 0, b, 0, expected);
}

static void test_spelling(void **unused)
{
    (void)unused;
    static const char *const pairs[][3] = {
        {"en", "colour", "color"},         {"en", "organise", "organize"},
        {"en", "centre", "center"},        {"en", "travelled", "traveled"},
        {"en", "catalogue", "catalog"},    {"en", "encyclopaedia", "encyclopedia"},
        {"en", "manoeuvre", "maneuver"},   {"en", "defence", "defense"},
        {"en", "connexion", "connection"}, {"en", "enquire", "inquire"},
        {"en", "publick", "public"},       {"en", "burnt", "burned"},
        {"en", "judgement", "judgment"},   {"en", "walk'd", "walked"},
        {"en", "shewed", "showed"},        {"en", "goverment", "govverment"},
        {"de", "Häuser", "Haeuser"},       {"de", "Theil", "Teil"},
        {"de", "Classe", "Klasse"},        {"de", "seyn", "sein"},
        {"de", "Centrum", "Zentrum"},      {"fr", "avoit", "avait"},
        {"fr", "enfans", "enfants"},       {"es", "quando", "cuando"},
        {"es", "muger", "mujer"},          {"it", "città", "citta"},
        {"la", "iuuenis", "juvenis"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check(pairs[i][0], pairs[i][1], pairs[i][2], AL_WORDS_SPELLING);
}

static void test_same(void **unused)
{
    (void)unused;
    check("en", "Colour", "colour", AL_WORDS_SAME);
    check("en", "to-day", "today", AL_WORDS_SAME);
    check("en", "can't", "cant", AL_WORDS_SAME);
    check("de", "Straße", "Strasse", AL_WORDS_SAME);
    check("fr", "été", "ÉTÉ", AL_WORDS_SAME);
}

static void test_forms(void **unused)
{
    (void)unused;
    check("en", "walked", "walks", AL_WORDS_FORM);
    check("en", "walketh", "walks", AL_WORDS_FORM);
    check("de", "Hauses", "Haus", AL_WORDS_FORM);
    check("fr", "chantait", "chantaient", AL_WORDS_FORM);
    check("it", "libri", "libro", AL_WORDS_FORM);
}

static void test_others(void **unused)
{
    (void)unused;
    static const char *const pairs[][3] = {
        {"en", "bat", "cat"},       {"en", "casual", "causal"}, {"en", "now", "not"},
        {"en", "lessor", "lessee"}, {"en", "four", "for"},      {"en", "filled", "filed"},
        {"en", "canoe", "cane"},    {"en", "timbre", "timber"}, {"en", "prise", "prize"},
        {"en", "ensure", "insure"}, {"en", "enter", "inter"},   {"en", "he", "be"},
        {"de", "schon", "schön"},   {"de", "Haus", "Maus"},     {"de", "das", "dass"},
        {"fr", "soit", "sait"},     {"fr", "sur", "sûr"},       {"es", "sí", "si"},
        {"it", "né", "ne"},         {"la", "rex", "lex"},       {"it", "non", "nono"},
        {"es", "sin", "sino"},      {"en", "ten", "tens"},      {"en", "can", "cans"},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        check(pairs[i][0], pairs[i][1], pairs[i][2], AL_WORDS_OTHER);
}

static void test_affixes(void **unused)
{
    (void)unused;
    check("en", "lawful", "unlawful", AL_WORDS_AFFIX);
    check("en", "painful", "painless", AL_WORDS_AFFIX);
    check("en", "press", "impress", AL_WORDS_OTHER);
    check("de", "bewohnbar", "unbewohnbar", AL_WORDS_AFFIX);
    check("fr", "légal", "illégal", AL_WORDS_AFFIX);
    check("it", "sicura", "insicura", AL_WORDS_AFFIX);
    check("it", "cala", "scala", AL_WORDS_OTHER);
    check("en", "come", "income", AL_WORDS_OTHER);
}

static void test_unknown(void **unused)
{
    (void)unused;
    check("en", "having", "haviug", AL_WORDS_MISREAD);
    check("en", "the", "tbe", AL_WORDS_MISREAD);
    check("en", "of", "qf", AL_WORDS_APART);
    check("en", "the", "th3", AL_WORDS_APART);
    check_marked("en", "nearly", 0, "Mearly", AL_RELATED_CAPITAL, AL_WORDS_APART);
    check_marked("en", "feet", 0, "fcet", AL_RELATED_UNIT, AL_WORDS_APART);
    check_marked("de", "Vertrag", AL_RELATED_CAPITAL, "Verlrag", AL_RELATED_CAPITAL,
                 AL_WORDS_MISREAD);
    check("en", "qzxnmv", "qzxnmw", AL_WORDS_UNKNOWN);
    check("xx", "bat", "cat", AL_WORDS_UNKNOWN);
    check("en", "", "cat", AL_WORDS_APART);
    char longer[200];
    memset(longer, 'a', sizeof longer);
    longer[sizeof longer - 1] = '\0';
    check("en", longer, "cat", AL_WORDS_UNKNOWN);
}

static bool look_alike(const char *a, const char *b)
{
    al_letters one = {a, strlen(a)}, other = {b, strlen(b)};
    bool found = al_letters_look_alike(one, other);
    assert_int_equal(found, al_letters_look_alike(other, one));
    return found;
}

static void test_look(void **unused)
{
    (void)unused;
    assert_true(look_alike("modern", "modem"));
    assert_true(look_alike("the", "tbe"));
    assert_true(look_alike("l00k", "look"));
    assert_true(look_alike("clear", "dear"));
    assert_true(look_alike("o", "0"));
    assert_false(look_alike("lawful", "unlawful"));
    assert_false(look_alike("month", "mouse"));
    assert_false(look_alike("pat", "mat"));
}

static void test_texts(void **unused)
{
    (void)unused;
    assert_true(al_texts_are_misread(1000, 98, 20000));
    assert_true(al_texts_are_misread(1000, 200, 20000));
    assert_false(al_texts_are_misread(1000, 201, 20000)); /* more than twice chance */
    assert_false(al_texts_are_misread(7, 0, 100));
    assert_true(al_texts_are_misread(8, 0, 100));
    assert_false(al_texts_are_misread(60, 0, 20000)); /* typing errors */
    assert_false(al_texts_are_misread(0, 0, 0));
    assert_false(al_texts_are_misread(0, 3, 1000));
}

/* A word that has a rule's letters within others, where it asks for nothing else. */
static al_letters around(char *room, uint16_t letters, size_t length)
{
    memcpy(room, "qqqqqq", 6);
    memcpy(room + 6, al_rewrite_letters + letters, length);
    memcpy(room + 6 + length, "qqqqqq", 6);
    return (al_letters){room, (uint32_t)length + 12};
}

/* No rule is passed over for the letters of two words that it leads from and to. */
static void test_every_rule(void **unused)
{
    (void)unused;
    const uint32_t kinds = AL_REWRITE_SPELLING | AL_REWRITE_LOOSE | AL_REWRITE_FORM |
                           AL_REWRITE_AFFIX | AL_REWRITE_LOOK;
    uint32_t tried = 0;
    for (uint32_t l = 1; l < al_rewrite_languages_count; l++) {
        const al_rewrites_of *of = &al_rewrite_languages[l];
        for (uint32_t r = of->firsts[0]; r < of->firsts[AL_REWRITE_KINDS - 1]; r++) {
            const al_rewrite *rule = &al_rewrites[r];
            char first[64], second[64];
            al_letters a = around(first, rule->a, rule->a_length);
            al_letters b = around(second, rule->b, rule->b_length);
            if (rule->flags & (AL_REWRITE_START | AL_REWRITE_END) || rule->after || rule->before)
                continue;
            const al_language *language = al_lexicon_language(of->language);
            assert_int_equal(al_rewrite_count(language, kinds & rule->flags, a, b, 1), 1);
            assert_int_equal(al_rewrite_count(language, kinds & rule->flags, b, a, 1), 1);
            tried++;
        }
    }
    assert_true(tried > 50);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_spelling),   cmocka_unit_test(test_same),
        cmocka_unit_test(test_forms),      cmocka_unit_test(test_others),
        cmocka_unit_test(test_affixes),    cmocka_unit_test(test_unknown),
        cmocka_unit_test(test_look),       cmocka_unit_test(test_texts),
        cmocka_unit_test(test_every_rule),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
