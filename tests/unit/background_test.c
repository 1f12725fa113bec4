/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The background tables: what the generator hashes is what a stemmer hashes,
 * common words are common, and what is not listed has no share.
 */
#include "language/background.h"
#include "language/stem.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

static float share_of(const char *language, const char *word)
{
    al_stemmer *stemmer;
    almost_error error;
    assert_int_equal(al_stemmer_new(al_allocator_default(), language, &stemmer, &error), ALMOST_OK);
    uint64_t stem = al_stemmer_stem(stemmer, word, strlen(word));
    al_stemmer_free(stemmer);
    return al_background_share(al_background_find(language), stem);
}

static void check_between(const char *language, const char *word, double least, double most)
{
    double share = (double)share_of(language, word);
    if (share < least || share > most) {
        fprintf(stderr, "%s %s: %g\n", language, word, share);
        fail();
    }
}

static void test_common(void **unused)
{
    (void)unused;
    check_between("en", "The", 0.04, 0.08);
    check_between("en", "and", 0.02, 0.04);
    check_between("en", "houses", 2e-4, 1e-3);
    check_between("en", "walked", 5e-5, 1e-3);
    check_between("en", "can't", 2e-5, 1e-3);
    check_between("en", "governments", 1e-4, 2e-3);
    check_between("de", "und", 0.015, 0.04);
    check_between("de", "Häuser", 1e-4, 2e-3);
    check_between("fr", "de", 0.02, 0.08);
    check_between("fr", "l\u2019homme", 1e-4, 3e-3);
    check_between("es", "que", 0.015, 0.05);
    check_between("es", "años", 5e-4, 5e-3);
    check_between("it", "che", 0.01, 0.03);
    check_between("it", "dell'uomo", 1e-4, 3e-3);
    check_between("la", "et", 0.02, 0.04);
    check_between("la", "hominibus", 2e-4, 5e-3);
}

static void test_rare(void **unused)
{
    (void)unused;
    const char *const words[] = {"xylophonic", "zzzzz", "Przemysl",
                                 "antidisestablishmentarianism-and-more"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (uint32_t n = 0; n < al_backgrounds_count; n++)
            assert_true(share_of(al_backgrounds[n].language, words[i]) == 0);
}

static void test_languages(void **unused)
{
    (void)unused;
    assert_non_null(al_background_find("en"));
    assert_ptr_equal(al_background_find("en-GB"), al_background_find("en"));
    assert_ptr_not_equal(al_background_find("de"), al_background_find("en"));
    assert_null(al_background_find("nl"));
    assert_null(al_background_find(""));
    assert_null(al_background_find("e"));
    assert_null(al_background_find("eng"));
    assert_null(al_background_find(NULL));
    assert_true(al_background_share(NULL, 1) == 0);
}

/* Every table is in order, holds shares only, and is found from any hash. */
static void test_tables(void **unused)
{
    (void)unused;
    for (uint32_t n = 0; n < al_backgrounds_count; n++) {
        const al_background *table = &al_backgrounds[n];
        uint32_t count = table->starts[1024];
        double sum = 0;
        assert_true(count >= 3000 && count <= 6000); /* by hand: cmocka has renamed its own */
        for (uint32_t i = 0; i < count; i++) {
            float share = al_background_share(table, (uint64_t)table->keys[i] << 32 | 0xFFFFFFFF);
            assert_true(share >= AL_BACKGROUND_LEAST * 0.999f && share < 0.1f);
            assert_true(i == 0 || table->keys[i] > table->keys[i - 1]);
            sum += (double)share;
        }
        assert_true(sum > 0.6 && sum < 1);
        al_background_share(table, 0);
        al_background_share(table, UINT64_MAX);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_common),
        cmocka_unit_test(test_rare),
        cmocka_unit_test(test_languages),
        cmocka_unit_test(test_tables),
    };
    return cmocka_run_group_tests_name("background", tests, NULL, NULL);
}
