/* SPDX-License-Identifier: Apache-2.0 */
/* One word in two spellings: which pairs of one change are, and which only look alike. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "match/respell.h"

#include <string.h>

enum { most = 8 };

/* One change: words of either side, each worth so many bits, and what was found. */
typedef struct change {
    const char *words[2 * most];
    al_letters letters[2 * most];
    float bits[2 * most];
    uint32_t numbers[2][most];
    uint32_t places[2][most];
    uint32_t n[2];
    uint32_t n_folds;
    al_alignment alignment;
    uint32_t found;
} change;

static uint32_t fold_of(change *change, const char *word, float bits)
{
    for (uint32_t i = 0; i < change->n_folds; i++)
        if (strcmp(change->words[i], word) == 0)
            return i;
    uint32_t fold = change->n_folds++;
    change->words[fold] = word;
    change->letters[fold] = (al_letters){word, (uint32_t)strlen(word)};
    change->bits[fold] = bits;
    return fold;
}

/* The words of both sides up to NULL. With `noisy`, most changed words are known to be misread. */
static void respell(change *change, const char *const mine[], const char *const theirs[],
                    float bits, bool noisy)
{
    const char *const *sides[2] = {mine, theirs};
    const almost_allocator *allocator = al_allocator_default();
    memset(change, 0, sizeof *change);
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; sides[side][i] != NULL; i++) {
            change->numbers[side][i] = fold_of(change, sides[side][i], bits);
            change->places[side][i] = i;
            change->n[side]++;
        }
    al_pair pair = {.words = {change->numbers[0], change->numbers[1]},
                    .n = {change->n[0], change->n[1]},
                    .n_folds = change->n_folds,
                    .bits = change->bits,
                    .letters = change->letters};
    al_gap gap = {{change->numbers[0], change->numbers[1]},
                  {change->places[0], change->places[1]},
                  {change->n[0], change->n[1]}};
    al_respeller *respeller = al_respeller_new(&pair, allocator);
    assert_non_null(respeller);
    if (noisy)
        assert_true(al_respeller_expect(respeller, 1000, 1));
    assert_true(al_alignment_init(&change->alignment, change->n, allocator));
    assert_true(al_respell(respeller, &gap, &change->alignment, &change->found));
    assert_true(al_alignment_holds(&change->alignment));
    al_respeller_free(respeller);
}

#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static uint32_t count(const char *const mine[], const char *const theirs[], float bits, bool noisy)
{
    change change;
    respell(&change, mine, theirs, bits, noisy);
    al_alignment_release(&change.alignment);
    return change.found;
}

/* A pair must gain more than 2 bits and chance among all pairs: 5 an edit. */
static void test_bits(void **unused)
{
    (void)unused;
    assert_int_equal(count(WORDS("colour"), WORDS("color"), 7.1F, false), 1);
    assert_int_equal(count(WORDS("colour"), WORDS("color"), 7.F, false), 0);
    assert_int_equal(count(WORDS("colour", "x", "y", "z"), WORDS("color"), 9.1F, false), 1);
    assert_int_equal(count(WORDS("colour", "x", "y", "z"), WORDS("color"), 8.9F, false), 0);
    assert_int_equal(count(WORDS("modern"), WORDS("modem"), 7.1F, false), 1); /* rn, m: one edit */
    assert_int_equal(count(WORDS("same"), WORDS("same"), 20.F, false), 0); /* that is no spelling */
}

/* Up to 3 letters one edit, up to 6 two; where many words are misread, shorter ones may be. */
static void test_edits(void **unused)
{
    (void)unused;
    assert_int_equal(count(WORDS("the"), WORDS("tbe"), 20.F, false), 1);
    assert_int_equal(count(WORDS("the"), WORDS("tba"), 20.F, false), 0);
    assert_int_equal(count(WORDS("the"), WORDS("tba"), 20.F, true), 1);
    assert_int_equal(count(WORDS("horse"), WORDS("hcrae"), 20.F, false), 1);
    assert_int_equal(count(WORDS("horse"), WORDS("hcrab"), 30.F, false), 0);
}

/* One word is as many as three, not four, and their words stand side by side. */
static void test_joined(void **unused)
{
    (void)unused;
    change change;
    respell(&change, WORDS("nevertheless"), WORDS("never", "the", "less"), 15.F, false);
    assert_int_equal(change.found, 1);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(change.alignment.partner[1][i], 0);
        assert_int_equal(change.alignment.state[1][i], AL_RESPELT | AL_JOINED);
    }
    assert_int_equal(al_pair_end(&change.alignment, 1, 0, 3), 3);
    assert_int_equal(al_pair_end(&change.alignment, 1, 0, 2), 2);
    al_alignment_release(&change.alignment);
    assert_int_equal(count(WORDS("nevertheless"), WORDS("ne", "ver", "the", "less"), 15.F, false),
                     0);
    assert_int_equal(count(WORDS("to", "day"), WORDS("today"), 7.5F, false), 1);
    assert_int_equal(count(WORDS("to", "day"), WORDS("today"), 7.F, false), 0); /* 4 + 2 + 1 bits */
}

/* Of pairs that cross, the better set in order is taken. */
static void test_order(void **unused)
{
    (void)unused;
    change change;
    respell(&change, WORDS("parlour", "harbour", "honour"), WORDS("honor", "parlor", "harbor"),
            20.F, false);
    assert_int_equal(change.found, 2);
    assert_int_equal(change.alignment.partner[0][0], 1);
    assert_int_equal(change.alignment.partner[0][1], 2);
    assert_int_equal(change.alignment.partner[0][2], AL_NONE);
    al_alignment_release(&change.alignment);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bits),
        cmocka_unit_test(test_edits),
        cmocka_unit_test(test_joined),
        cmocka_unit_test(test_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
