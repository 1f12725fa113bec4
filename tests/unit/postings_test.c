/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of positions come back as they were, and whatever else the bytes may be is refused. */
#include "library/postings.h"
#include "library/format.h"

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

enum { MOST = 700 };

static uint32_t seed = 1;

static uint32_t next(void)
{
    seed = seed * 1664525U + 1013904223U;
    return seed >> 8;
}

/* n ascending positions with gaps up to 2^bits; returns what all are below. */
static uint64_t make_list(uint32_t *positions, uint32_t n, uint32_t bits)
{
    uint64_t at = next() % (1U << bits);
    for (uint32_t i = 0; i < n; i++) {
        positions[i] = (uint32_t)at;
        at += 1 + next() % (1U << (next() % 4 == 0 ? bits : bits / 2));
    }
    return at;
}

static void lists_come_back(void **state)
{
    (void)state;
    uint32_t positions[MOST], back[MOST];
    for (uint32_t round = 0; round < 3000; round++) {
        uint32_t n = 2 + next() % (round % 3 == 0 ? 12 : MOST - 2), bits = 1 + next() % 21;
        uint64_t below = make_list(positions, n, bits), end = 0;
        static const char padding[AL_POSTINGS_PADDING];
        al_buffer bytes;
        al_buffer_init(&bytes, al_allocator_default());
        al_buffer_append(&bytes, "front", 5);
        assert_true(al_postings_encode(&bytes, positions, n));
        uint64_t length = bytes.length;
        al_buffer_append(&bytes, padding, sizeof padding);
        al_postings postings = {bytes.bytes, bytes.length, below};
        assert_true(al_postings_decode(&postings, 5, n, back, &end));
        assert_memory_equal(positions, back, n * sizeof *back);
        assert_int_equal(end, length);
        postings.positions = positions[n - 1];
        assert_false(al_postings_decode(&postings, 5, n, back, NULL));
        al_buffer_release(&bytes);
    }
}

/* Bytes at random are no list, or one of positions that are there. */
static void nonsense_is_refused(void **state)
{
    (void)state;
    uint32_t back[MOST];
    for (uint32_t round = 0; round < 20000; round++) {
        uint32_t length = AL_POSTINGS_PADDING + next() % 200, n = 2 + next() % (MOST - 2);
        char *bytes = malloc(length);
        for (uint32_t i = 0; i < length; i++)
            bytes[i] = (char)(next() % 5 == 0 ? 0 : next());
        al_postings postings = {bytes, length, 1 + next() % 100000};
        if (al_postings_decode(&postings, next() % (length + 3), n, back, NULL))
            for (uint32_t i = 0; i < n; i++)
                assert_true(back[i] < postings.positions && (i == 0 || back[i] > back[i - 1]));
        free(bytes);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_come_back),
        cmocka_unit_test(nonsense_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
