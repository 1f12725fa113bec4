/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks that several sides moved: whatever they are, every atom stands once; rings are opened.
 * Atoms that are alike, each where it belongs.
 */
#include "merge/order.h"
#include "merge/seams.h"
#include "merge/strays.h"
#include "merge/twins.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>

enum { N = 60, MOST = 8 };

static uint32_t *settle(al_merge_blocks *blocks, const al_merge_block *given, size_t n)
{
    const almost_allocator *allocator = al_allocator_default();
    *blocks = (al_merge_blocks){.n = n, .capacity = MOST};
    blocks->items = al_allocate(allocator, MOST, sizeof *blocks->items);
    assert_non_null(blocks->items);
    memcpy(blocks->items, given, n * sizeof *given);
    assert_true(al_merge_blocks_settle(blocks, allocator));
    return al_merge_order_make(allocator, blocks, N);
}

static void release(al_merge_blocks *blocks, uint32_t *order)
{
    al_merge_blocks_release(blocks, al_allocator_default());
    al_release(al_allocator_default(), order);
}

static void test_ring(void **unused)
{
    const al_merge_block given[] = {{.first = 10, .last = 19, .anchor = 35, .revision = 0},
                                    {.first = 30, .last = 39, .anchor = 15, .revision = 1}};
    al_merge_blocks blocks;
    (void)unused;
    uint32_t *order = settle(&blocks, given, 2);
    assert_int_equal(blocks.n, 1);
    assert_int_equal(blocks.n_apart, 1);
    assert_int_equal(order[15], 15);
    assert_int_equal(order[16], 30);
    release(&blocks, order);
}

static void test_any_blocks(void **unused)
{
    uint64_t state = 3;
    (void)unused;
    for (int round = 0; round < 3000; round++) {
        al_merge_block given[MOST];
        size_t n = 1 + random_below(&state, MOST);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t first = 1 + random_below(&state, N - 12),
                     last = first + random_below(&state, 9);
            uint32_t anchor = random_below(&state, N - 1);
            if (anchor >= first && anchor <= last)
                anchor = first - 1;
            given[i] = (al_merge_block){first, last, anchor, random_below(&state, 3), i, 0, 0};
        }
        al_merge_blocks blocks;
        uint32_t *order = settle(&blocks, given, n);
        bool seen[N] = {false};
        for (uint32_t i = 0; i < N; i++) {
            assert_false(seen[order[i]]);
            seen[order[i]] = true;
        }
        assert_int_equal(order[0], 0);
        assert_int_equal(order[N - 1], N - 1);
        release(&blocks, order);
    }
}

/* --- Atoms that are alike ----------------------------------------------------------------------
 */

typedef struct told {
    almost_text *text, *base_text;
    al_merge_atoms base;
    al_revision revision;
} told;

static almost_text *text_of(const char *bytes)
{
    almost_text *text = NULL;
    assert_int_equal(almost_text_from_memory(bytes, strlen(bytes), NULL, &text, NULL), ALMOST_OK);
    return text;
}

/* A side whose atoms, but for the first and the last, are these of the base; 0: it was put in. */
static told tell(const char *base, const char *side, const uint32_t *atoms)
{
    const almost_allocator *allocator = al_allocator_default();
    told told = {.text = text_of(side), .base_text = text_of(base)};
    al_revision *revision = &told.revision;
    assert_true(al_merge_atoms_cut(&told.base, allocator, told.base_text));
    assert_true(al_merge_atoms_cut(&revision->atoms, allocator, told.text));
    revision->to_base = al_allocate(allocator, revision->atoms.n, sizeof *revision->to_base);
    revision->from_base = al_allocate(allocator, told.base.n, sizeof *revision->from_base);
    assert_true(revision->to_base != NULL && revision->from_base != NULL);
    for (uint32_t i = 0; i < told.base.n; i++)
        revision->from_base[i] = AL_NO_ATOM;
    for (uint32_t i = 0; i < revision->atoms.n; i++) {
        uint32_t atom = i == 0 ? 0 : i + 1 == revision->atoms.n ? told.base.n - 1 : atoms[i - 1];
        revision->to_base[i] = i > 0 && atom == 0 ? AL_NO_ATOM : atom;
        if (revision->to_base[i] != AL_NO_ATOM)
            revision->from_base[atom] = i;
    }
    return told;
}

static void check_told(told *told, const uint32_t *expected)
{
    const almost_allocator *allocator = al_allocator_default();
    al_revision *revision = &told->revision;
    for (uint32_t i = 1; i + 1 < revision->atoms.n; i++) {
        uint32_t atom = expected[i - 1] == 0 ? AL_NO_ATOM : expected[i - 1];
        assert_int_equal(revision->to_base[i], atom);
        if (atom != AL_NO_ATOM)
            assert_int_equal(revision->from_base[atom], i);
    }
    al_revision_release(revision, allocator);
    al_merge_atoms_release(&told->base, allocator);
    almost_text_free(told->text);
    almost_text_free(told->base_text);
}

/* The paragraph `I knocked` was moved; whichever `I` it is told to have, it has its own. */
static void test_twins(void **unused)
{
    const char *base = "one two\n\nI knocked\n\nI sat\n\nthree four",
               *side = "one two\n\nI sat\n\nthree\n\nI knocked\n\nfour";
    const uint32_t expected[] = {1, 2, 5, 6, 7, 3, 4, 8};
    const uint32_t changed[] = {1, 2, 3, 6, 7, 5, 4, 8}, lost[] = {1, 2, 3, 6, 7, 0, 4, 8};
    const uint32_t *const given[] = {expected, changed, lost};
    (void)unused;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        told told = tell(base, side, given[i]);
        al_merge_twins(&told.revision, &told.base);
        check_told(&told, expected);
    }
}

/* All three paragraphs at the seams begin with `I`: a passage begins where a paragraph does. */
static void test_seams(void **unused)
{
    const char *base = "a b\n\nI knocked loud\n\nI sat down\n\nc d\n\nI went home",
               *side = "a b\n\nI sat down\n\nc d\n\nI knocked loud\n\nI went home";
    const uint32_t expected[] = {1, 2, 6, 7, 8, 9, 10, 3, 4, 5, 11, 12, 13};
    const uint32_t late[] = {1, 2, 3, 7, 8, 9, 10, 11, 4, 5, 6, 12, 13};
    const uint32_t *const given[] = {expected, late};
    (void)unused;
    for (size_t i = 0; i < sizeof given / sizeof *given; i++) {
        told told = tell(base, side, given[i]);
        al_merge_seams(&told.revision, told.base_text, &told.base);
        check_told(&told, expected);
    }
}

/* `found` stood elsewhere, a heading of one word was moved. */
static void test_strays(void **unused)
{
    const char *base = "I found it\n\nHome\n\nbut I now found that I could",
               *side = "Home\n\nI had it\n\nbut I now found that I could";
    const uint32_t given[] = {4, 1, 0, 3, 5, 6, 7, 2, 9, 10, 11};
    const uint32_t expected[] = {4, 1, 0, 3, 5, 6, 7, 0, 9, 10, 11};
    (void)unused;
    told told = tell(base, side, given);
    al_merge_strays(&told.revision, told.base_text, &told.base);
    check_told(&told, expected);
}

/* `a year had` stands in a rewriting on both sides, unlike in the second, where nothing is new. */
static void test_rewritten_strays(void **unused)
{
    const char *base = "one two three four said that nearly a year had gone five six",
               *side = "one p q r a year had two three four five six",
               *plain = "one a year had two three four said that nearly gone five six";
    const uint32_t given[] = {1, 0, 0, 0, 8, 9, 10, 2, 3, 4, 12, 13};
    const uint32_t expected[] = {1, 0, 0, 0, 0, 0, 0, 2, 3, 4, 12, 13};
    const uint32_t moved[] = {1, 8, 9, 10, 2, 3, 4, 5, 6, 7, 11, 12, 13};
    (void)unused;
    told written = tell(base, side, given);
    al_merge_strays(&written.revision, written.base_text, &written.base);
    check_told(&written, expected);
    told kept = tell(base, plain, moved);
    al_merge_strays(&kept.revision, kept.base_text, &kept.base);
    check_told(&kept, moved);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ring),  cmocka_unit_test(test_any_blocks),
        cmocka_unit_test(test_twins), cmocka_unit_test(test_strays),
        cmocka_unit_test(test_seams), cmocka_unit_test(test_rewritten_strays)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
