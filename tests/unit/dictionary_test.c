/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The packed lists of words: members are found, whatever their letters; of strings
 * that are no words one in 256 is taken for one, and no more.
 */
#include "language/dictionary.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

typedef bool question(const al_language *language, const char *letters, size_t length);

static void check(question *question, const char *language, const char *words, bool expected)
{
    const al_language *list = al_lexicon_language(language);
    for (const char *word = words; *word != '\0';) {
        size_t length = strcspn(word, " ");
        if (question(list, word, length) != expected) {
            fprintf(stderr, "%s: %.*s\n", language, (int)length, word);
            fail();
        }
        word += length + (word[length] == ' ');
    }
}

static void test_members(void **unused)
{
    (void)unused;
    check(al_dictionary_knows, "en",
          "the not colour color analyse analyze centre center lawful unlawful increase decrease "
          "casual causal bat cat lessor lessee don't couldn't o'clock photosynthesis walks walked",
          true);
    check(al_dictionary_knows, "de",
          "der nicht häuser haus vertrag mieter kündigung über strasse grösser bundesrat euro "
          "gegangen veröffentlichen",
          true);
    check(al_dictionary_knows, "fr",
          "le pas maison français été être né œuvre gouvernement illégal parce aujourd'hui", true);
    check(al_dictionary_knows, "es", "el no casa año español está sí gobierno señor hablaron",
          true);
    check(al_dictionary_knows, "it", "il non casa perché è città né governo sicura un è", true);
    check(al_dictionary_knows, "la", "et non hominibus rex quae bellum populi fecerunt amat", true);
}

static void test_parts(void **unused)
{
    (void)unused;
    check(al_dictionary_knows, "fr", "l'homme qu'elle d'été n'a qu'en à", true);
    check(al_dictionary_knows, "it", "dell'uomo l'amica", true);
    check(al_dictionary_knows, "en", "dog's walk'd well-known twenty-three", true);
    check(al_dictionary_knows, "en", "dcg's l'qqxz ' '' - q'b", false);
}

/* One accent makes another word, and what is misread is none. */
static void test_others(void **unused)
{
    (void)unused;
    check(al_dictionary_knows, "en", "uot wiil tbe eighf ofthe haviug wbich", false);
    check(al_dictionary_knows, "de", "nicbt uber strasze", false);
    check(al_dictionary_knows, "fr", "frangais etait meme", false);
    check(al_dictionary_knows, "it", "citta cbe", false);
}

static void test_nouns_and_names(void **unused)
{
    (void)unused;
    check(al_dictionary_is_noun, "de", "suppe haus vertrag mieter montag meter", true);
    check(al_dictionary_is_noun, "de", "suppenlöffelvertrag winterapfelkuchen", true);
    check(al_dictionary_is_noun, "de", "harburg köln ulm hamburg und", false);
    check(al_dictionary_has_name, "de", "harburg köln hamburg frankfurt", true);
    check(al_dictionary_has_name, "de", "suppe haus vertrag und", false);
    check(al_dictionary_is_noun, "en", "house", false);
    check(al_dictionary_has_name, "en", "london elizabeth paris", true);
    check(al_dictionary_has_name, "fr", "paris jean", true);
    check(al_dictionary_has_name, "it", "roma giovanni", true);
    check(al_dictionary_has_name, "es", "madrid juan", true);
    check(al_dictionary_has_name, "la", "caesar roma", true);
}

/* Of 100,000 strings about 390 are taken for words; 500 is five deviations away. */
static void test_false_positives(void **unused)
{
    (void)unused;
    enum { TRIED = 100000, MOST = 500 };
    static const char *const languages[] = {"en", "de", "fr", "es", "it", "la"};
    question *const questions[] = {al_dictionary_knows, al_dictionary_has_name};
    uint64_t state = 7;
    for (size_t l = 0; l < sizeof languages / sizeof *languages; l++)
        for (size_t q = 0; q < 2; q++) {
            const al_language *language = al_lexicon_language(languages[l]);
            uint32_t n_known = 0;
            for (uint32_t i = 0; i < TRIED; i++) {
                char word[12];
                for (size_t at = 0; at < sizeof word; at++)
                    word[at] = (char)('a' + random_below(&state, 26));
                n_known += questions[q](language, word, sizeof word);
            }
            if (n_known > MOST)
                fail_msg("%s: %u of %u", languages[l], n_known, (unsigned)TRIED);
        }
}

static void test_none(void **unused)
{
    (void)unused;
    assert_false(al_dictionary_knows(NULL, "the", 3));
    assert_false(al_dictionary_has_name(NULL, "london", 6));
    assert_false(al_dictionary_is_noun(NULL, "haus", 4));
    const al_language *english = al_lexicon_language("en");
    al_dictionary_knows(english, "", 0);
    assert_false(al_dictionary_is_noun(english, "", 0));
    al_dictionary_is_noun(al_lexicon_language("de"), "", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_members),         cmocka_unit_test(test_parts),
        cmocka_unit_test(test_others),          cmocka_unit_test(test_nouns_and_names),
        cmocka_unit_test(test_false_positives), cmocka_unit_test(test_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
