/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One row a kind, ascending by start. Spans that overlap some bytes begin before these end, and end
 * behind where they begin. The first is a prefix of the row; for the second a tree over the row
 * holds how far the spans below each node reach (de Berg et al., Computational Geometry, 10.1), in
 * an array as of a heap: what reaches far enough is found without looking at what does not.
 */
#include "text/layers.h"

#include <assert.h>
#include <stdlib.h>

typedef struct al_layer_row {
    al_layer_span *spans;
    size_t n;
    size_t capacity;
    size_t leaves;   /* a power of two, at least n */
    uint32_t *reach; /* of nodes 1 to 2 * leaves - 1; leaf i is node leaves + i */
} row;

struct al_layers {
    const almost_allocator *allocator;
    row rows[AL_LAYER_KINDS];
    al_buffer values;
    bool complete;
};

al_layers *al_layers_new(const almost_allocator *allocator)
{
    al_layers *layers = al_allocate_zero(allocator, 1, sizeof *layers);
    if (layers == NULL)
        return NULL;
    layers->allocator = allocator;
    al_buffer_init(&layers->values, allocator);
    return layers;
}

void al_layers_free(al_layers *layers)
{
    if (layers == NULL)
        return;
    for (int kind = 0; kind < AL_LAYER_KINDS; kind++) {
        al_release(layers->allocator, layers->rows[kind].spans);
        al_release(layers->allocator, layers->rows[kind].reach);
    }
    al_buffer_release(&layers->values);
    al_release(layers->allocator, layers);
}

bool al_layers_add(al_layers *layers, al_layer_kind kind, al_range bytes, al_value value)
{
    assert(kind < AL_LAYER_KINDS && bytes.start <= bytes.end && !layers->complete);
    row *row = &layers->rows[kind];
    if (bytes.start == bytes.end)
        return true;
    if (!al_grow(layers->allocator, (void **)&row->spans, &row->capacity, row->n + 1,
                 sizeof *row->spans))
        return false;
    al_kept_value kept = al_value_keep(&layers->values, value);
    if (layers->values.failed)
        return false;
    row->spans[row->n] = (al_layer_span){kept, (uint32_t)row->n, bytes};
    row->n++;
    return true;
}

void al_layers_move(al_layers *layers, uint32_t (*to)(const void *of, uint32_t at), const void *of)
{
    assert(layers == NULL || !layers->complete);
    for (int kind = 0; kind < AL_LAYER_KINDS && layers != NULL; kind++) {
        row *row = &layers->rows[kind];
        size_t kept = 0;
        for (size_t i = 0; i < row->n; i++) {
            al_layer_span span = row->spans[i];
            span.bytes = (al_range){to(of, span.bytes.start), to(of, span.bytes.end)};
            if (span.bytes.start < span.bytes.end)
                row->spans[kept++] = span;
        }
        row->n = kept;
    }
}

static int by_start(const void *left, const void *right)
{
    const al_layer_span *a = left, *b = right;
    if (a->bytes.start != b->bytes.start)
        return a->bytes.start < b->bytes.start ? -1 : 1;
    if (a->bytes.end != b->bytes.end)
        return a->bytes.end > b->bytes.end ? -1 : 1;
    return a->number < b->number ? -1 : a->number > b->number;
}

static bool make_tree(const almost_allocator *allocator, row *row)
{
    row->leaves = 1;
    while (row->leaves < row->n)
        row->leaves *= 2;
    row->reach = al_allocate_zero(allocator, row->leaves, 2 * sizeof *row->reach);
    if (row->reach == NULL)
        return false;
    for (size_t i = 0; i < row->n; i++)
        row->reach[row->leaves + i] = row->spans[i].bytes.end;
    for (size_t node = row->leaves - 1; node > 0; node--) {
        uint32_t left = row->reach[2 * node], right = row->reach[2 * node + 1];
        row->reach[node] = left > right ? left : right;
    }
    return true;
}

bool al_layers_complete(al_layers *layers)
{
    assert(!layers->complete);
    for (int kind = 0; kind < AL_LAYER_KINDS; kind++) {
        row *row = &layers->rows[kind];
        if (row->n == 0)
            continue;
        qsort(row->spans, row->n, sizeof *row->spans, by_start);
        if (!make_tree(layers->allocator, row))
            return false;
    }
    layers->complete = true;
    return true;
}

al_layer_walk al_layers_walk(const al_layers *layers, al_layer_kind kind, al_range bytes)
{
    al_layer_walk walk = {.bytes = bytes};
    assert(kind < AL_LAYER_KINDS && bytes.start <= bytes.end);
    assert(layers == NULL || layers->complete);
    if (layers != NULL && layers->rows[kind].n > 0)
        walk.row = &layers->rows[kind];
    return walk;
}

/* The first span from `from` on that ends behind a byte, or the number of spans. */
static size_t first_reaching(const row *row, size_t from, uint32_t byte)
{
    if (from >= row->n)
        return row->n;
    size_t node = row->leaves + from;
    while (row->reach[node] <= byte) { /* on to the next subtree on the right, if there is one */
        while (node & 1)
            node /= 2;
        if (node == 0)
            return row->n;
        node++;
    }
    while (node < row->leaves) {
        node *= 2;
        node += row->reach[node] <= byte;
    }
    return node - row->leaves;
}

const al_layer_span *al_layer_next(al_layer_walk *walk)
{
    const row *row = walk->row;
    if (row == NULL)
        return NULL;
    size_t i = first_reaching(row, walk->next, walk->bytes.start);
    if (i == row->n || row->spans[i].bytes.start >= walk->bytes.end) {
        walk->row = NULL;
        return NULL;
    }
    walk->next = i + 1;
    return &row->spans[i];
}

al_value al_layers_value(const al_layers *layers, const al_layer_span *span)
{
    return al_value_kept(&layers->values, span->value);
}

uint64_t al_layers_value_bytes(const al_layers *layers)
{
    return layers->values.length;
}
