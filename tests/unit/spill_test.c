/* SPDX-License-Identifier: Apache-2.0 */
/* Records come back in order, those with one key as they came, however little memory there is. */
#include "reuse/spill.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 60000 };

static uint64_t seed = 1;

static uint64_t next(void)
{
    seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return seed >> 16;
}

static int first_bit, end_bit;

/* The bits from first to end of a record, as two numbers. */
static al_record key_of(const al_record *record)
{
    al_record key = *record;
    if (first_bit > 0)
        key.high &= UINT64_MAX >> first_bit;
    if (end_bit <= 64) {
        key.high = end_bit == 64 ? key.high : key.high >> (64 - end_bit);
        key.low = 0;
    }
    return key;
}

typedef struct collected {
    al_record *records;
    size_t n;
} collected;

static almost_status collect(void *context, const al_record *records, size_t n, almost_error *error)
{
    collected *all = context;
    (void)error;
    memcpy(all->records + all->n, records, n * sizeof *records);
    all->n += n;
    return ALMOST_OK;
}

static void check(uint64_t memory, size_t n, uint64_t values)
{
    static al_record given[MOST], back[MOST];
    collected all = {back, 0};
    al_spill *spill;
    assert_int_equal(al_spill_new(al_allocator_default(),
                                  &(al_spill_options){NULL, NULL, memory, first_bit, end_bit},
                                  &spill, NULL),
                     ALMOST_OK);
    for (size_t i = 0; i < n; i++) {
        uint64_t value = next() % values;
        given[i] = (al_record){value * UINT64_C(0x9E3779B97F4A7C15) >> first_bit,
                               end_bit <= 64 ? i : value << 32 | next() % values};
        assert_int_equal(al_spill_add(spill, given[i], NULL), ALMOST_OK);
    }
    assert_int_equal(al_spill_count(spill), n);
    assert_int_equal(al_spill_drain(spill, collect, &all, NULL), ALMOST_OK);
    assert_int_equal(all.n, n);
    for (size_t i = 1; i < n; i++) {
        al_record a = key_of(&back[i - 1]), b = key_of(&back[i]);
        assert_true(a.high < b.high || (a.high == b.high && a.low <= b.low));
        if (end_bit <= 64 && a.high == b.high)
            assert_true(back[i - 1].low < back[i].low); /* as they came */
    }
    al_spill_free(spill);
}

static void records_come_back_in_order(void **state)
{
    (void)state;
    static const uint64_t memories[] = {1 << 10, 1 << 16, 1 << 26};
    for (size_t k = 0; k < 3; k++) {
        first_bit = 0;
        end_bit = 40;
        check(memories[k], MOST, UINT64_MAX);
        check(memories[k], MOST, 7); /* many with one key */
        check(memories[k], 3, 2);
        check(memories[k], 0, 2);
        first_bit = 11;
        end_bit = 128;
        check(memories[k], MOST / 4, 1000);
        check(memories[k], MOST / 4, 3);
    }
}

static void a_folder_that_is_not_there_is_refused(void **state)
{
    (void)state;
    al_spill *spill = NULL;
    almost_error error;
    assert_int_equal(al_spill_new(al_allocator_default(),
                                  &(al_spill_options){"/nowhere/at/all", NULL, 1 << 20, 0, 40},
                                  &spill, &error),
                     ALMOST_ERROR_WRITE);
    assert_string_equal(error.file, "/nowhere/at/all");
    assert_null(spill);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(records_come_back_in_order),
        cmocka_unit_test(a_folder_that_is_not_there_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
