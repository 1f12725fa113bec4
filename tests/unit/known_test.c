/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is worked out once for many comparisons is what would be worked out
 * anew: the breaks of a word list, stems left with vocables, languages left
 * with texts; and stems keep their numbers however many there are.
 */
#include "words/breaks.h"
#include "language/cld.h"
#include "language/known_language.h"
#include "language/stem_map.h"
#include "text/text.h"
#include "words/word_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static const char prose[] =
    "A heading\n\nThe ferry left at six, as it did on every day of the week. Nobody waited for "
    "Mr. Teal; he was late (he is late still). “Cast off!” the mate cried.\nAnd off they went\n"
    "into the fog, which was thick as wool.\n\n1. The rope\n2. The lantern\n\nThey saw the sails, "
    "the sailing boats and one that sailed no more.";

static almost_text *text_of(const char *bytes)
{
    almost_text *text = NULL;
    almost_error error;
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), NULL, &text, &error), ALMOST_OK);
    return text;
}

static void test_breaks(void **unused)
{
    (void)unused;
    almost_text *text = text_of(prose);
    al_slice slice = al_slice_of(text);
    al_vocabulary *vocabulary = al_vocabulary_new(al_allocator_default(), 1);
    al_word_list *list = NULL;
    almost_error error;
    uint32_t found[3] = {0};
    assert_int_equal(al_word_list_new(al_allocator_default(), text, ALMOST_WORDS_UNICODE,
                                      vocabulary, &list, &error),
                     ALMOST_OK);
    assert_int_equal(list->breaks[0], AL_BREAK_PARAGRAPH);
    for (uint32_t i = 1; i < list->n_words; i++) {
        al_word_span before = al_word_list_span(list, i - 1), word = al_word_list_span(list, i);
        assert_int_equal(list->breaks[i], al_break_between(&slice, before, word));
        found[list->breaks[i]]++;
    }
    assert_true(found[AL_BREAK_NONE] > 40 && found[AL_BREAK_SENTENCE] >= 4 &&
                found[AL_BREAK_PARAGRAPH] >= 3);
    al_word_list_free(list);
    al_vocabulary_free(vocabulary);
    almost_text_free(text);
}

static void check_stem(const char *language, const char *word, al_vocabulary *vocabulary)
{
    char padded[64] = {0};
    uint32_t length = (uint32_t)strlen(strcpy(padded, word));
    al_vocable *vocable = al_vocabulary_add(
        vocabulary, al_vocabulary_key(vocabulary, padded, length), padded, length);
    al_stem_source source = al_stem_source_in(language, al_allocator_default(), vocabulary);
    al_stem stem;
    almost_error error;
    al_stemmer *stemmer = NULL;
    assert_non_null(vocable);
    assert_int_equal(al_stem_of(&source, vocable, padded, length, &stem, &error), ALMOST_OK);
    assert_non_null(al_stem_known(&source, vocable));
    assert_true(al_stem_known(&source, vocable)->key == stem.key);
    assert_int_equal(al_stemmer_new(al_allocator_default(), language, &stemmer, &error), ALMOST_OK);
    assert_true(al_stemmer_stem(stemmer, word, length) == stem.key);
    assert_true(al_background_share(al_background_find(language), stem.key) == stem.share);
    al_stemmer_free(stemmer);
    al_stem_source_release(&source);
}

static void test_stems(void **unused)
{
    (void)unused;
    const char *const languages[] = {"en", "en-GB", "nl", "la", "la-x", "xx", "", NULL, "de"};
    const char *const words[] = {"houses", "walking", "atque", "Häuser", "The", "gelopen"};
    al_vocabulary *vocabulary = al_vocabulary_new(al_allocator_default(), 1);
    for (size_t w = 0; w < sizeof words / sizeof *words; w++)
        for (size_t i = 0; i < sizeof languages / sizeof *languages; i++)
            check_stem(languages[i], words[w], vocabulary);
    al_vocabulary_free(vocabulary);
    assert_ptr_equal(al_stem_rules_of("en"), al_stem_rules_of("en-GB"));
    assert_ptr_equal(al_stem_rules_of("la"), al_stem_rules_of("la-x"));
    assert_ptr_equal(al_stem_rules_of(NULL), al_stem_rules_of("xx"));
    assert_ptr_not_equal(al_stem_rules_of("nl"), al_stem_rules_of("xx"));
}

static void test_map(void **unused)
{
    (void)unused;
    enum { most = 3000 };
    for (uint32_t begin = 0; begin < 2 * most; begin = 3 * begin + 1) {
        al_stem_map map;
        assert_true(al_stem_map_init(&map, al_allocator_default(), begin));
        for (uint64_t i = 0; i < most; i++) { /* keys whose lower bits agree, and 0 among them */
            al_stem stem = {i / 2 << 32 | i % 2, (float)i};
            assert_int_equal(al_stem_map_add(&map, &stem), AL_STEM_FREE + i);
            stem.share = -1;
            assert_int_equal(al_stem_map_add(&map, &stem), AL_STEM_FREE + i);
        }
        assert_int_equal(map.n, AL_STEM_FREE + most);
        for (uint64_t i = 0; i < most; i++) {
            al_stem stem = {i / 2 << 32 | i % 2, -1};
            assert_int_equal(al_stem_map_add(&map, &stem), AL_STEM_FREE + i);
            assert_true(map.shares[AL_STEM_FREE + i] == (float)i);
        }
        for (uint32_t number = 0; number < AL_STEM_FREE; number++)
            assert_true(map.shares[number] == 0);
        al_stem_map_release(&map);
    }
}

static void test_languages(void **unused)
{
    (void)unused;
    almost_text *text = text_of(prose);
    al_known_languages *known = al_known_languages_new(al_allocator_default());
    assert_non_null(known);
    for (int round = 0; round < 2; round++)
        for (uint64_t start = 0; start + 20 < text->length; start += 3) { /* more than are kept */
            const char *found = al_known_language(known, text, start, text->length);
            const char *wanted = al_cld_detect(text->bytes + start, (size_t)(text->length - start));
            assert_ptr_equal(found, wanted);
            assert_ptr_equal(al_known_language(NULL, text, start, text->length), wanted);
        }
    al_known_languages_free(known);
    al_known_languages_free(NULL);
    almost_text_free(text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_breaks),
        cmocka_unit_test(test_stems),
        cmocka_unit_test(test_map),
        cmocka_unit_test(test_languages),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
