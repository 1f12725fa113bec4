/* SPDX-License-Identifier: Apache-2.0 */
#include <almost/almost.h>

#include <stdlib.h>
#include <string.h>

#include "taking.h"

int taking_sink(void *context, const char *bytes, size_t length)
{
    taking *taken = context;

    if (length > taken->room - taken->length) {
        size_t room = 2 * taken->room + length + 4096;
        char *grown = room < length ? NULL : realloc(taken->bytes, room);

        if (grown == NULL)
            return 1;
        taken->bytes = grown;
        taken->room = room;
    }
    memcpy(taken->bytes + taken->length, bytes, length);
    taken->length += length;
    return 0;
}

void taking_free(taking *taken)
{
    free(taken->bytes);
    *taken = (taking){0};
}

static void put_span(int64_t *at, const almost_text *text, almost_span span)
{
    at[0] = (int64_t)almost_text_place(text, span.start).code_point;
    at[1] = (int64_t)almost_text_place(text, span.end).code_point;
}

void taking_changes(const almost_comparison *comparison, const almost_text *original,
                    const almost_text *telling, int64_t *integers, double *weights)
{
    almost_change change;
    size_t i;

    for (i = 0; almost_comparison_change(comparison, i, &change); i++, integers += 9) {
        integers[0] = (int64_t)change.id;
        integers[1] = change.passage;
        integers[2] = change.kind;
        integers[3] = change.touches;
        put_span(integers + 4, original, change.original);
        put_span(integers + 6, telling, change.telling);
        integers[8] = (int64_t)change.group;
        weights[i] = change.weight;
    }
}

void taking_passages(const almost_comparison *comparison, const almost_text *original,
                     const almost_text *telling, int64_t *integers, double *reals)
{
    const almost_passage *passage;
    size_t i;

    for (i = 0; (passage = almost_comparison_passage(comparison, i)) != NULL; i++, integers += 7) {
        integers[0] = passage->id;
        integers[1] = passage->kind;
        integers[2] = passage->moved;
        put_span(integers + 3, original, passage->original);
        put_span(integers + 5, telling, passage->telling);
        reals[3 * i] = passage->likeness;
        reals[3 * i + 1] = passage->bits;
        reals[3 * i + 2] = passage->expected;
    }
}
