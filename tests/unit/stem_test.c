/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stems: forms of one word agree and different words do not, whatever their
 * typography; languages that nobody knows; and bytes that are no words.
 */
#define XXH_INLINE_ALL
#include "language/stem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

static al_stemmer *stemmer_of(const char *language)
{
    al_stemmer *stemmer = NULL;
    almost_error error;
    assert_int_equal(al_stemmer_new(al_allocator_default(), language, &stemmer, &error), ALMOST_OK);
    return stemmer;
}

/* Whether the words between the bars have one stem. */
static void check_same(const char *language, const char *words, bool same)
{
    al_stemmer *stemmer = stemmer_of(language);
    const char *bar = strchr(words, '|');
    uint64_t first = al_stemmer_stem(stemmer, words, (size_t)(bar - words));
    for (const char *word = bar + 1; bar != NULL; word = bar + 1) {
        bar = strchr(word, '|');
        size_t length = bar != NULL ? (size_t)(bar - word) : strlen(word);
        if ((al_stemmer_stem(stemmer, word, length) == first) != same) {
            fprintf(stderr, "%s: %s\n", language, words);
            fail();
        }
    }
    al_stemmer_free(stemmer);
}

static void check_letters(const char *language, const char *word, const char *wanted)
{
    al_stemmer *stemmer = stemmer_of(language);
    char letters[AL_STEM_MOST_LETTERS + 1];
    size_t length = al_stemmer_letters(stemmer, word, strlen(word), letters);
    letters[length] = 0;
    assert_string_equal(letters, wanted);
    assert_true(al_stemmer_stem(stemmer, word, strlen(word)) == XXH64(wanted, length, 0));
    al_stemmer_free(stemmer);
}

static void test_forms(void **unused)
{
    (void)unused;
    check_same("en", "walk|walks|walked|WALKING|walk's|Walk\u2019s|_walk_", true);
    check_same("en", "vi\u017Fion|visions", true);
    check_same("en", "o\uFB03cer|officers|officer's", true);
    check_same("en-GB", "house|houses", true);
    check_same("en", "walk|talk|wall|walker's-thing", false);
    check_same("de", "Haus|Hauses|häuser", true);
    check_same("de", "Straße|STRASSEN|Strassen", true);
    check_same("de", "schönes|schöne|SCHÖNEN", true);
    check_same("fr", "homme|l\u2019homme|d'hommes|L'HOMME", true);
    check_same("fr", "élève|élèves|l'e\u0301le\u0300ve", true);
    check_same("es", "canción|canciones", true);
    check_same("it", "uomo|l'uomo|dell\u2019uomo|quell'Uomo", true);
    check_same("nl", "lichaam|lichamen", true);
    check_same("ru", "книга|книги|книгу|Книгами", true);
    check_same("la", "dominus|domini|domino|dominum|Dominī|dominusque", true);
    check_same("la", "jūs|ius|ivs", true);
    check_same("la", "quisque|quis", false);
    check_same("la", "amat|rosam|amo", false);
}

static void test_letters(void **unused)
{
    (void)unused;
    check_letters("en", "Running", "run");
    check_letters("en", "it's", "it");
    check_letters("en", "'s", "s");
    check_letters("fr", "Élèves", "elev");
    check_letters("fr", "l'", "l");
    check_letters("la", "aquæ", "aqu");
    check_letters("la", "atque", "atque");
    check_letters("la", "que", "que");
    check_letters("la", "regebantur", "regeba");
    check_letters("la", "et", "et");
    check_letters(NULL, "Élèves", "eleves");
    check_letters("xx", "Running", "running");
    check_letters("", "Running", "running");
    check_letters("english", "Running", "running");
    check_letters("en", "1818", "1818");
}

static void test_stems(void **unused)
{
    (void)unused;
    const char *const languages[] = {"en", "de", "fr", "es", "it", "la", "pt_BR", NULL};
    for (size_t i = 0; languages[i] != NULL; i++) {
        al_stemmer *stemmer = stemmer_of(languages[i]);
        assert_true(al_stemmer_stems(stemmer));
        al_stemmer_free(stemmer);
    }
    al_stemmer *stemmer = stemmer_of(NULL);
    assert_false(al_stemmer_stems(stemmer));
    al_stemmer_free(stemmer);
    al_stemmer_free(NULL);
    stemmer = stemmer_of("ja");
    assert_false(al_stemmer_stems(stemmer));
    al_stemmer_free(stemmer);
}

static void test_long_words(void **unused)
{
    (void)unused;
    al_stemmer *stemmer = stemmer_of("en");
    char word[AL_STEM_MOST_BYTES + 1];
    memset(word, 'A', sizeof word);
    uint64_t as_is = XXH64(word, sizeof word, 0), shorter = XXH64(word, sizeof word - 1, 0);
    assert_true(al_stemmer_stem(stemmer, word, sizeof word) == as_is);
    assert_true(al_stemmer_stem(stemmer, word, sizeof word - 1) != shorter);
    al_stemmer_free(stemmer);
}

static void *no_memory(void *state, size_t size)
{
    (void)state;
    (void)size;
    return NULL;
}

static void test_no_memory(void **unused)
{
    (void)unused;
    almost_allocator allocator = *al_allocator_default();
    allocator.allocate = no_memory;
    al_stemmer *stemmer = (al_stemmer *)&allocator;
    almost_error error;
    assert_int_equal(al_stemmer_new(&allocator, "en", &stemmer, &error), ALMOST_ERROR_MEMORY);
    assert_ptr_equal(stemmer, &allocator);
}

/* Bytes that lean to what is special: ends of words, accents, broken UTF-8, Greek and Arabic. */
static void test_hostile(void **unused)
{
    (void)unused;
    static const char *const pieces[] = {
        "a",           "e",        "i",      "s",      "ing",        "que",          "us",
        "'",           "\u2019",   "'s",     "_",      "y",          "\xC3",         "\xA9",
        "\u00E9",      "\xF0\x9F", "\xFF",   "\x80",   "\uFDFA",     "\u0301",       "\u03C2",
        "\u03AC",      "\u0644",   "\u0627", "\u00DF", "\U00010400", "\u0B95\u0BCD", "\u05D0",
        "\xED\xA0\x80"};
    static const char *const languages[] = {
        "ar", "ca", "da", "de", "el", "en", "es", "eu", "fi", "fr", "ga", "hi", "hu", "hy", "id",
        "it", "la", "lt", "ne", "nl", "no", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi", "xx"};
    uint64_t state = 88172645463325252;
    for (size_t i = 0; i < sizeof languages / sizeof *languages; i++) {
        al_stemmer *stemmer = stemmer_of(languages[i]);
        for (int n = 0; n < 3000; n++) {
            char word[4 * AL_STEM_MOST_BYTES] = "";
            size_t length = 0, limit = (size_t)n % 70;
            while (length < limit) {
                state = state * 6364136223846793005 + 1442695040888963407;
                size_t drawn = (size_t)(state >> 33);
                const char *piece = pieces[drawn % (sizeof pieces / sizeof *pieces)];
                memcpy(word + length, piece, strlen(piece));
                length += strlen(piece);
                if (drawn % 101 == 0)
                    word[length++] = '\0';
            }
            char *exact = malloc(length + 1); /* so that a sanitizer sees a read past the end */
            memcpy(exact, word, length);
            uint64_t once = al_stemmer_stem(stemmer, exact, length);
            assert_true(al_stemmer_stem(stemmer, exact, length) == once);
            free(exact);
        }
        al_stemmer_free(stemmer);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms),     cmocka_unit_test(test_letters),
        cmocka_unit_test(test_stems),     cmocka_unit_test(test_long_words),
        cmocka_unit_test(test_no_memory), cmocka_unit_test(test_hostile),
    };
    return cmocka_run_group_tests_name("stem", tests, NULL, NULL);
}
