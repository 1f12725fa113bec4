/* SPDX-License-Identifier: Apache-2.0 */
/* Layers: what lies in some bytes, as one finds it by looking at all. */
#include "text/layers.h"

#include "base/memory.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdlib.h>

#include "random.h"

static void add(al_layers *layers, al_layer_kind kind, uint32_t start, uint32_t end)
{
    assert_true(al_layers_add(layers, kind, (al_range){start, end}, al_value_number(end)));
}

static void expect(const al_layers *layers, al_layer_kind kind, al_range bytes, size_t n,
                   const uint32_t *starts)
{
    al_layer_walk walk = al_layers_walk(layers, kind, bytes);
    for (size_t i = 0; i < n; i++) {
        const al_layer_span *span = al_layer_next(&walk);
        assert_non_null(span);
        assert_int_equal(span->bytes.start, starts[i]);
    }
    assert_null(al_layer_next(&walk));
    assert_null(al_layer_next(&walk));
}

static void test_none(void **unused)
{
    (void)unused;
    expect(NULL, AL_LAYER_NOTE, (al_range){0, 9}, 0, NULL);
    al_layers *layers = al_layers_new(al_allocator_default());
    add(layers, AL_LAYER_NOTE, 4, 4); /* holds nothing */
    assert_true(al_layers_complete(layers));
    expect(layers, AL_LAYER_NOTE, (al_range){0, 9}, 0, NULL);
    al_layers_free(layers);
    al_layers_free(NULL);
}

/* Half-open on both sides, each kind by itself. */
static void test_edges(void **unused)
{
    (void)unused;
    al_layers *layers = al_layers_new(al_allocator_default());
    add(layers, AL_LAYER_NOTE, 10, 20);
    add(layers, AL_LAYER_NOTE, 0, 5);
    add(layers, AL_LAYER_SPEECH, 7, 8);
    assert_true(al_layers_complete(layers));
    expect(layers, AL_LAYER_NOTE, (al_range){5, 10}, 0, NULL);
    expect(layers, AL_LAYER_NOTE, (al_range){4, 11}, 2, (uint32_t[]){0, 10});
    expect(layers, AL_LAYER_NOTE, (al_range){19, 20}, 1, (uint32_t[]){10});
    expect(layers, AL_LAYER_NOTE, (al_range){20, 30}, 0, NULL);
    expect(layers, AL_LAYER_NOTE, (al_range){12, 12}, 1, (uint32_t[]){10});
    expect(layers, AL_LAYER_SPEECH, (al_range){0, 30}, 1, (uint32_t[]){7});
    expect(layers, AL_LAYER_HEADING, (al_range){0, 30}, 0, NULL);
    al_layers_free(layers);
}

/* A long one around short ones is found behind them, and stands before them. */
static void test_nested(void **unused)
{
    (void)unused;
    al_layers *layers = al_layers_new(al_allocator_default());
    add(layers, AL_LAYER_SPEECH, 10, 12);
    add(layers, AL_LAYER_SPEECH, 10, 90);
    add(layers, AL_LAYER_SPEECH, 20, 30);
    add(layers, AL_LAYER_SPEECH, 25, 50);
    assert_true(al_layers_complete(layers));
    expect(layers, AL_LAYER_SPEECH, (al_range){80, 81}, 1, (uint32_t[]){10});
    expect(layers, AL_LAYER_SPEECH, (al_range){26, 27}, 3, (uint32_t[]){10, 20, 25});
    al_layer_walk walk = al_layers_walk(layers, AL_LAYER_SPEECH, (al_range){0, 11});
    assert_int_equal(al_layers_value(layers, al_layer_next(&walk)).number, 90);
    assert_int_equal(al_layers_value(layers, al_layer_next(&walk)).number, 12);
    al_layers_free(layers);
}

static int by_start(const void *left, const void *right)
{
    const al_range *a = left, *b = right;
    if (a->start != b->start)
        return a->start < b->start ? -1 : 1;
    return a->end == b->end ? 0 : a->end > b->end ? -1 : 1;
}

static void test_random(void **unused)
{
    (void)unused;
    enum { most = 70, length = 120 };
    uint64_t state = 5;
    for (int round = 0; round < 300; round++) {
        al_range ranges[most];
        uint32_t n = 0, wanted = random_below(&state, most), longest = 1 + random_below(&state, 60);
        al_layers *layers = al_layers_new(al_allocator_default());
        for (; n < wanted; n++) {
            uint32_t start = random_below(&state, length);
            ranges[n] = (al_range){start, start + 1 + random_below(&state, longest)};
            add(layers, AL_LAYER_EMPHASIS, ranges[n].start, ranges[n].end);
        }
        assert_true(al_layers_complete(layers));
        qsort(ranges, n, sizeof *ranges, by_start);
        for (uint32_t start = 0; start < length; start += 7)
            for (uint32_t end = start; end < length; end += 5) {
                uint32_t starts[most], found = 0;
                for (uint32_t i = 0; i < n; i++)
                    if (ranges[i].start < end && ranges[i].end > start)
                        starts[found++] = ranges[i].start;
                expect(layers, AL_LAYER_EMPHASIS, (al_range){start, end}, found, starts);
            }
        al_layers_free(layers);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_none),
        cmocka_unit_test(test_edges),
        cmocka_unit_test(test_nested),
        cmocka_unit_test(test_random),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
