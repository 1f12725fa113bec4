/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hash tables under contents that were made against the hashes they would have without a
 * secret: look-ups are counted in steps, and stay few whatever the key of this process is.
 */
#include "base/memory.h"
#include "base/number_map.h"
#include "base/secret.h"
#include "language/stem_map.h"
#include "words/interner.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

enum { many = 20000 };

/* Steps a look-up may take on the average of a table that is at most half full, and then some. */
static const double most_steps = 4;

static void test_secret(void **state)
{
    (void)state;
    const uint64_t *secret = al_secret();
    assert_ptr_equal(secret, al_secret());
    for (int i = 0; i < AL_SECRET_WORDS; i++) {
        assert_int_equal(secret[i] & 1, 1);
        for (int k = 0; k < i; k++)
            assert_int_not_equal(secret[i], secret[k]);
    }
}

/* Steps from where a key belongs to where it stands, wrapped around. */
static double steps(size_t belongs, size_t stands, size_t mask)
{
    return (double)((stands - belongs) & mask) + 1;
}

static const char *bytes_of(const void *context, uint32_t number)
{
    return (const char *)context + (size_t)number * 32;
}

/* Words of 16 bytes, the last 8 of which are the factor that they were multiplied by. */
static void test_interner(void **state)
{
    (void)state;
    static char words[many + 1][32];
    const uint64_t fraction = UINT64_C(0x9E3779B97F4A7C15);
    al_interner interner;
    assert_true(al_interner_init(&interner, al_allocator_default(), *al_secret(), many));
    al_interned interned = {bytes_of, words};
    double sum = 0;
    for (uint32_t i = 0; i < many; i++) {
        uint64_t first = i * UINT64_C(0x2545F4914F6CDD1D) + 1;
        memcpy(words[i], &first, 8);
        memcpy(words[i] + 8, &fraction, 8);
        al_sought sought = al_interner_seek(&interner, words[i], 16);
        al_slot *slot = al_interner_find(&interner, &sought, &interned);
        assert_int_equal(slot->number, AL_SLOT_FREE);
        slot->number = interner.n++;
        sum += steps(sought.place, (size_t)(slot - interner.slots), interner.n_slots - 1);
    }
    assert_true(sum / many < most_steps);
    al_interner_release(&interner);
}

/* Stems whose keys end in the same bits. */
static void test_stem_map(void **state)
{
    (void)state;
    al_stem_map map;
    assert_true(al_stem_map_init(&map, al_allocator_default(), 16));
    for (uint64_t i = 0; i < many; i++) {
        al_stem stem = {.key = i << 20 | 12345};
        assert_int_equal(al_stem_map_add(&map, &stem), i + AL_STEM_FREE);
    }
    double sum = 0;
    for (size_t slot = 0; slot <= map.mask; slot++)
        if (map.slots[slot] != 0)
            sum += steps(al_secret_place(map.keys[map.slots[slot]], map.secret) & map.mask, slot,
                         map.mask);
    assert_true(sum / many < most_steps);
    al_stem_map_release(&map);
}

/* Numbers that would all fall together if they were multiplied by the golden ratio. */
static void test_number_map(void **state)
{
    (void)state;
    enum { some = 2000 };
    al_number_map map;
    assert_true(al_number_map_init(&map, al_allocator_default(), some));
    uint32_t n = 0;
    double sum = 0;
    for (uint32_t from = 1; n < some; from++) {
        if (from * UINT32_C(0x9E3779B9) >> 20 != 7)
            continue;
        assert_int_equal(al_number_map_add(&map, from), n);
        n++;
        sum += steps(al_number_map_place(&map, from),
                     (size_t)(al_number_map_at(&map, from) - map.slots), map.mask);
    }
    assert_true(sum / some < most_steps);
    al_number_map_release(&map, al_allocator_default());
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_secret),
        cmocka_unit_test(test_interner),
        cmocka_unit_test(test_stem_map),
        cmocka_unit_test(test_number_map),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
