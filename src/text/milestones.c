/* SPDX-License-Identifier: Apache-2.0 */
/* One ascending row a kind: the place of a byte is found by halving each, and nothing is made. */
#include "text/milestones.h"

#include "base/options.h"
#include "base/search.h"

#include <assert.h>

typedef struct row {
    al_milestone *items;
    size_t n;
    size_t capacity;
} row;

struct al_milestones {
    const almost_allocator *allocator;
    row rows[AL_MILESTONE_KINDS];
    al_buffer values;
};

al_milestones *al_milestones_new(const almost_allocator *allocator)
{
    al_milestones *milestones = al_allocate_zero(allocator, 1, sizeof *milestones);
    if (milestones == NULL)
        return NULL;
    milestones->allocator = allocator;
    al_buffer_init(&milestones->values, allocator);
    return milestones;
}

void al_milestones_free(al_milestones *milestones)
{
    if (milestones == NULL)
        return;
    for (int kind = 0; kind < AL_MILESTONE_KINDS; kind++)
        al_release(milestones->allocator, milestones->rows[kind].items);
    al_buffer_release(&milestones->values);
    al_release(milestones->allocator, milestones);
}

bool al_milestones_add(al_milestones *milestones, al_milestone_kind kind, uint32_t at,
                       al_value value)
{
    row *row = &milestones->rows[kind];
    assert(kind < AL_MILESTONE_KINDS && (row->n == 0 || row->items[row->n - 1].at <= at));
    if (!al_grow(milestones->allocator, (void **)&row->items, &row->capacity, row->n + 1,
                 sizeof *row->items))
        return false;
    al_kept_value kept = al_value_keep(&milestones->values, value);
    if (milestones->values.failed)
        return false;
    row->items[row->n++] = (al_milestone){.value = kept, .at = at};
    return true;
}

const al_milestone *al_milestones_last(const al_milestones *milestones, al_milestone_kind kind,
                                       uint64_t byte)
{
    if (milestones == NULL)
        return NULL;
    const row *row = &milestones->rows[kind];
    uint32_t number = byte < UINT32_MAX ? (uint32_t)byte + 1 : UINT32_MAX;
    size_t behind = AL_FIRST_FROM(al_milestone, row->items, 0, row->n, at, number);
    return behind > 0 ? &row->items[behind - 1] : NULL;
}

void al_milestones_move(al_milestones *milestones, uint32_t (*to)(const void *of, uint32_t at),
                        const void *of)
{
    for (int kind = 0; kind < AL_MILESTONE_KINDS && milestones != NULL; kind++)
        for (size_t i = 0; i < milestones->rows[kind].n; i++)
            milestones->rows[kind].items[i].at = to(of, milestones->rows[kind].items[i].at);
}

const al_milestone *al_milestones_all(const al_milestones *milestones, al_milestone_kind kind,
                                      size_t *n)
{
    *n = milestones != NULL ? milestones->rows[kind].n : 0;
    return milestones != NULL ? milestones->rows[kind].items : NULL;
}

al_value al_milestones_value(const al_milestones *milestones, const al_milestone *milestone)
{
    return al_value_kept(&milestones->values, milestone->value);
}

/* Kinds of milestones are those of marks, in one order. */
static_assert((int)AL_MILESTONE_PAGE == ALMOST_MARK_PAGE &&
                  (int)AL_MILESTONE_KINDS == ALMOST_MARK_PART + 1,
              "a kind of mark is a kind of milestone");

int almost_text_mark_sized(const almost_text *text, almost_mark_kind kind, uint64_t byte,
                           almost_mark *mark, size_t size)
{
    if ((uint32_t)kind >= AL_MILESTONE_KINDS)
        return 0;
    const al_milestone *last = al_milestones_last(text->milestones, (al_milestone_kind)kind, byte);
    if (last == NULL)
        return 0;
    al_value value = al_milestones_value(text->milestones, last);
    if (value.bytes != NULL && value.number == 0)
        return 0;
    almost_mark found = {.byte = last->at};
    if (value.bytes == NULL)
        found.number = value.number;
    else
        found.name = value.bytes, found.name_length = (size_t)value.number;
    al_result_fill(mark, size, &found, sizeof found);
    return 1;
}

uint64_t al_milestones_value_bytes(const al_milestones *milestones)
{
    return milestones->values.length;
}
