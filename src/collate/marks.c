/* SPDX-License-Identifier: Apache-2.0 */
/* A topological order, place by place (Kahn 1962). */
#include "collate/marks.h"

#include <stdlib.h>
#include <string.h>

bool al_marks_reserve(al_marks *marks, size_t n, uint32_t n_places)
{
    const almost_allocator *allocator = marks->allocator;
    size_t places = (size_t)n_places + 2;
    marks->n = 0;
    marks->n_places = n_places;
    return al_grow(allocator, (void **)&marks->items, &marks->room, n, sizeof *marks->items) &&
           al_grow(allocator, (void **)&marks->steps, &marks->steps_room, n,
                   sizeof *marks->steps) &&
           al_grow(allocator, (void **)&marks->same, &marks->rooms[0], places,
                   sizeof *marks->same) &&
           al_grow(allocator, (void **)&marks->firsts, &marks->rooms[1], places,
                   sizeof *marks->firsts) &&
           al_grow(allocator, (void **)&marks->waits, &marks->rooms[2], places,
                   sizeof *marks->waits) &&
           al_grow(allocator, (void **)&marks->order, &marks->rooms[3], places,
                   sizeof *marks->order);
}

void al_marks_release(al_marks *marks)
{
    al_release(marks->allocator, marks->items);
    al_release(marks->allocator, marks->steps);
    al_release(marks->allocator, marks->same);
    al_release(marks->allocator, marks->firsts);
    al_release(marks->allocator, marks->waits);
    al_release(marks->allocator, marks->order);
}

static int by_column(const void *one, const void *other)
{
    const al_mark *a = one, *b = other;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static int by_from(const void *one, const void *other)
{
    const al_mark_step *a = one, *b = other;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

static uint32_t find(uint32_t *same, uint32_t place)
{
    while (same[place] != place)
        place = same[place] = same[same[place]];
    return place;
}

/* Places that share a column are one, which the lowest stands for. */
static void unite(al_marks *marks)
{
    for (uint32_t place = 0; place < marks->n_places; place++)
        marks->same[place] = place;
    for (size_t i = 1; i < marks->n; i++) {
        const al_mark *here = &marks->items[i], *before = here - 1;
        if (here->group != before->group || here->column != before->column)
            continue;
        uint32_t a = find(marks->same, before->place), b = find(marks->same, here->place);
        marks->same[a < b ? b : a] = a < b ? a : b;
    }
    for (uint32_t place = 0; place < marks->n_places; place++)
        marks->same[place] = find(marks->same, place);
}

static void find_steps(al_marks *marks)
{
    marks->n_steps = 0;
    for (size_t i = 1; i < marks->n; i++) {
        const al_mark *here = &marks->items[i], *before = here - 1;
        if (here->group == before->group && here->column != before->column)
            marks->steps[marks->n_steps++] =
                (al_mark_step){marks->same[before->place], marks->same[here->place]};
    }
    if (marks->n_steps > 0)
        qsort(marks->steps, marks->n_steps, sizeof *marks->steps, by_from);
}

static void index_steps(al_marks *marks)
{
    size_t at = 0;
    memset(marks->waits, 0, marks->n_places * sizeof *marks->waits);
    for (uint32_t place = 0; place <= marks->n_places; place++) {
        while (at < marks->n_steps && marks->steps[at].from < place)
            at++;
        marks->firsts[place] = (uint32_t)at;
    }
    for (size_t i = 0; i < marks->n_steps; i++)
        marks->waits[marks->steps[i].to]++;
}

/* Two places of a circle: back along what a place still waits for, until one comes again. */
static void find_circle(al_marks *marks, uint32_t pair[2])
{
    uint32_t *before = marks->order, place = 0; /* which is of no use now */
    for (size_t i = 0; i < marks->n_steps; i++)
        if (marks->waits[marks->steps[i].from] > 0 && marks->waits[marks->steps[i].to] > 0) {
            before[marks->steps[i].to] = marks->steps[i].from;
            place = marks->steps[i].to;
        }
    for (uint32_t i = 0; i < marks->n_places; i++)
        place = before[place];
    pair[0] = place;
    pair[1] = before[place];
}

/* Places to which no step leads; how many places there are that stand for themselves. */
static size_t begin_order(al_marks *marks)
{
    size_t places = 0;
    marks->n_ordered = 0;
    for (uint32_t place = 0; place < marks->n_places; place++) {
        places += marks->same[place] == place;
        if (marks->same[place] == place && marks->waits[place] == 0)
            marks->order[marks->n_ordered++] = place;
    }
    return places;
}

static void go_from(al_marks *marks, uint32_t place)
{
    for (uint32_t i = marks->firsts[place]; i < marks->firsts[place + 1]; i++)
        if (--marks->waits[marks->steps[i].to] == 0)
            marks->order[marks->n_ordered++] = marks->steps[i].to;
}

bool al_marks_order(al_marks *marks, uint32_t pair[2])
{
    if (marks->n > 0)
        qsort(marks->items, marks->n, sizeof *marks->items, by_column);
    unite(marks);
    find_steps(marks);
    index_steps(marks);
    size_t places = begin_order(marks);
    for (size_t done = 0; done < marks->n_ordered; done++)
        go_from(marks, marks->order[done]);
    if (marks->n_ordered < places)
        find_circle(marks, pair);
    return marks->n_ordered == places;
}
