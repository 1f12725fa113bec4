/* SPDX-License-Identifier: Apache-2.0 */
/* Antonyms are found from their forms, either way round; other words have none. */
#include "language/antonyms.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <string.h>

static void check(const char *a, const char *b, bool expected)
{
    if (al_antonyms_are(a, strlen(a), b, strlen(b)) != expected ||
        al_antonyms_are(b, strlen(b), a, strlen(a)) != expected)
        fail_msg("%s, %s", a, b);
}

static void test_lemmas(void **unused)
{
    (void)unused;
    check("hot", "cold", true);
    check("increase", "decrease", true);
    check("above", "below", true);
    check("buy", "sell", true);
    check("allow", "deny", true);
    check("optimistic", "pessimistic", true);
}

static void test_forms(void **unused)
{
    (void)unused;
    check("increased", "decreases", true);
    check("increasing", "decreasing", true);
    check("hotter", "coldest", true);
    check("pushed", "pulling", true);
    check("bought", "sold", true);
    check("rose", "fell", true);
    check("emptied", "filled", true);
    check("losers", "winner", true);
}

/* What other classes say, or nobody. */
static void test_others(void **unused)
{
    (void)unused;
    check("no", "all", false);
    check("never", "ever", false);
    check("man", "woman", false);
    check("lawful", "unlawful", false);
    check("painful", "painless", false);
    check("hot", "hot", false);
    check("hot", "house", false);
    check("", "cold", false);
    check("s", "ing", false);
    check("a-word-that-is-longer-than-any-listed-word-could-possibly-be", "cold", false);
}

/* The table is in order and symmetric. */
static void test_table(void **unused)
{
    (void)unused;
    assert_true(al_antonym_lemmas_count > 1500);
    for (uint32_t i = 0; i < al_antonym_lemmas_count; i++) {
        const al_antonym_lemma *lemma = &al_antonym_lemmas[i];
        assert_true(lemma->n > 0);
        for (uint32_t j = 0; j < lemma->n; j++) {
            const al_antonym_lemma *other =
                &al_antonym_lemmas[al_antonym_numbers[lemma->first + j]];
            assert_true(al_antonyms_are(al_antonym_letters + lemma->letters, lemma->length,
                                        al_antonym_letters + other->letters, other->length));
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_lemmas), cmocka_unit_test(test_forms),
                                       cmocka_unit_test(test_others), cmocka_unit_test(test_table)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
