/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A column of a comes behind one of b when a path leads there along the columns of groups and over
 * the words that belong together: its bounds are the largest and the smallest such column. Pairs
 * within them that ascend on both sides never make a circle, as a circle would have to go back over
 * two of them, one of which the bounds rule out.
 */
#include "collate/bounds.h"

#include "base/search.h"
#include "collate/join.h"

#include <stdlib.h>
#include <string.h>

static const uint32_t none = UINT32_MAX;

void al_bounds_release(al_bounds *bounds)
{
    const almost_allocator *allocator = bounds->allocator;
    if (allocator == NULL)
        return;
    al_marks_release(&bounds->marks);
    al_release(allocator, bounds->sides);
    al_release(allocator, bounds->columns);
    al_release(allocator, bounds->after);
    al_release(allocator, bounds->before);
    al_release(allocator, bounds->least);
    al_release(allocator, bounds->most);
    al_release(allocator, bounds->together);
    al_release(allocator, bounds->forbidden);
    *bounds = (al_bounds){.allocator = NULL};
}

static bool grow(al_bounds *bounds, uint32_t **items, int room, size_t wanted)
{
    return al_grow(bounds->allocator, (void **)items, &bounds->rooms[room], wanted, sizeof **items);
}

static bool reserve(al_bounds *bounds, const al_joining *joining, const al_joint *joint)
{
    const al_fixed *fixed = joining->fixed;
    size_t places = fixed->n, columns = joint->a->n;
    bounds->allocator = bounds->marks.allocator = joining->allocator;
    return al_marks_reserve(&bounds->marks, fixed->n_words, fixed->n) &&
           grow(bounds, &bounds->sides, 0, joining->tradition->n) &&
           grow(bounds, &bounds->columns, 1, 2 * places) &&
           grow(bounds, &bounds->after, 2, places) && grow(bounds, &bounds->before, 3, places) &&
           grow(bounds, &bounds->least, 4, columns) && grow(bounds, &bounds->most, 5, columns) &&
           grow(bounds, &bounds->together, 6, columns) &&
           al_grow(bounds->allocator, (void **)&bounds->forbidden, &bounds->rooms[7],
                   2 * fixed->n_apart, sizeof *bounds->forbidden);
}

static void find_sides(al_bounds *bounds, const al_joint *joint, uint32_t n)
{
    const al_columns *a = joint->a, *b = joint->b;
    memset(bounds->sides, 0xFF, n * sizeof *bounds->sides);
    for (uint32_t i = 0; i < a->n_members; i++)
        bounds->sides[a->members[i]] = i;
    for (uint32_t i = 0; i < b->n_members; i++)
        bounds->sides[b->members[i]] = a->n_members + i;
}

/* The group of a word: 0 is a, 1 is b, above are the others; `none`: it is in no column now. */
static uint32_t group_of(const al_bounds *bounds, const al_joining *joining, const al_joint *joint,
                         const al_range *ranges, const al_fixed_word *word)
{
    uint32_t side = bounds->sides[word->sequence];
    if (side == none)
        return joining->groups != NULL ? 2 + joining->groups[word->sequence] : none;
    if (word->word < ranges[side].start || word->word >= ranges[side].end)
        return none;
    return side >= joint->a->n_members;
}

static void put_marks(al_bounds *bounds, const al_joining *joining, const al_joint *joint,
                      const al_range *ranges)
{
    const al_fixed *fixed = joining->fixed;
    al_marks *marks = &bounds->marks;
    for (size_t i = 0; i < fixed->n_words; i++) {
        const al_fixed_word *word = &fixed->words[i];
        uint32_t group = group_of(bounds, joining, joint, ranges, word);
        if (group != none)
            marks->items[marks->n++] = (al_mark){
                group, joining->places[joining->firsts[word->sequence] + word->word], word->class};
    }
}

/* Of each place that stands for itself its columns in a and in b. */
static void find_columns(al_bounds *bounds)
{
    const al_marks *marks = &bounds->marks;
    uint32_t n = marks->n_places;
    memset(bounds->columns, 0xFF, 2 * (size_t)n * sizeof *bounds->columns);
    for (size_t i = 0; i < marks->n && marks->items[i].group < 2; i++)
        bounds->columns[marks->items[i].group * (size_t)n + marks->same[marks->items[i].place]] =
            marks->items[i].column;
}

/* Along all steps: what place is behind which column of b. `least` is put where a has the place. */
static void go_forwards(al_bounds *bounds)
{
    const al_marks *marks = &bounds->marks;
    const uint32_t *in_a = bounds->columns, *in_b = in_a + marks->n_places;
    memset(bounds->after, 0, marks->n_places * sizeof *bounds->after);
    for (size_t i = 0; i < marks->n_ordered; i++) {
        uint32_t place = marks->order[i], *after = &bounds->after[place];
        if (in_a[place] != none)
            bounds->least[in_a[place]] = *after;
        if (in_b[place] != none && in_b[place] + 1 > *after)
            *after = in_b[place] + 1;
        for (uint32_t k = marks->firsts[place]; k < marks->firsts[place + 1]; k++)
            if (bounds->after[marks->steps[k].to] < *after)
                bounds->after[marks->steps[k].to] = *after;
    }
}

/* And back: what comes before which column of b. */
static void go_backwards(al_bounds *bounds, uint32_t n_b)
{
    const al_marks *marks = &bounds->marks;
    const uint32_t *in_a = bounds->columns, *in_b = in_a + marks->n_places;
    for (size_t i = marks->n_ordered; i-- > 0;) {
        uint32_t place = marks->order[i], *before = &bounds->before[place];
        *before = n_b;
        for (uint32_t k = marks->firsts[place]; k < marks->firsts[place + 1]; k++)
            if (bounds->before[marks->steps[k].to] < *before)
                *before = bounds->before[marks->steps[k].to];
        if (in_a[place] != none)
            bounds->most[in_a[place]] = *before;
        if (in_b[place] != none && in_b[place] < *before)
            *before = in_b[place];
    }
}

/* The place that stands for itself of a mark, if it is in a. */
static uint32_t place_in_a(const al_marks *marks, size_t i)
{
    return i < marks->n && marks->items[i].group == 0 ? marks->same[marks->items[i].place] : none;
}

/* From the columns of a that have places to all of them. */
static void fill_columns(al_bounds *bounds, uint32_t n_a, uint32_t n_b)
{
    const al_marks *marks = &bounds->marks;
    const uint32_t *in_a = bounds->columns, *in_b = in_a + marks->n_places;
    size_t at = 0;
    uint32_t least = 0;
    for (uint32_t a = 0; a < n_a; a++) {
        uint32_t place = place_in_a(marks, at);
        bool here = place != none && in_a[place] == a;
        bounds->together[a] = here ? in_b[place] : none;
        if (!here) {
            bounds->least[a] = least;
            bounds->most[a] = place != none ? bounds->before[place] : n_b;
            continue;
        }
        least = bounds->after[place];
        while (place_in_a(marks, at) == place)
            at++;
    }
}

static int by_columns(const void *one, const void *other)
{
    const al_forbidden *a = one, *b = other;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static void find_forbidden(al_bounds *bounds, const al_fixed *fixed)
{
    const uint32_t *same = bounds->marks.same, *in_a = bounds->columns, *in_b = in_a + fixed->n;
    bounds->n_forbidden = 0;
    for (size_t i = 0; i < fixed->n_apart; i++) {
        uint32_t one = same[fixed->apart[i].one], other = same[fixed->apart[i].other];
        if (in_a[one] != none && in_b[other] != none)
            bounds->forbidden[bounds->n_forbidden++] = (al_forbidden){in_a[one], in_b[other]};
        if (in_a[other] != none && in_b[one] != none)
            bounds->forbidden[bounds->n_forbidden++] = (al_forbidden){in_a[other], in_b[one]};
    }
    if (bounds->n_forbidden > 0)
        qsort(bounds->forbidden, bounds->n_forbidden, sizeof *bounds->forbidden, by_columns);
}

bool al_bounds_find(al_bounds *bounds, const al_joining *joining, const al_joint *joint,
                    const al_range *ranges)
{
    uint32_t circle[2];
    if (!reserve(bounds, joining, joint))
        return false;
    find_sides(bounds, joint, joining->tradition->n);
    put_marks(bounds, joining, joint, ranges);
    if (!al_marks_order(&bounds->marks, circle)) /* checked before: they can be ordered */
        return false;
    find_columns(bounds);
    go_forwards(bounds);
    go_backwards(bounds, joint->b->n);
    fill_columns(bounds, joint->a->n, joint->b->n);
    find_forbidden(bounds, joining->fixed);
    return true;
}

bool al_bounds_allow(const al_bounds *bounds, uint32_t a, uint32_t b)
{
    size_t n = bounds->n_forbidden;
    if (bounds->together[a] != none)
        return bounds->together[a] == b;
    if (b < bounds->least[a] || b >= bounds->most[a])
        return false;
    size_t i = AL_FIRST_FROM(al_forbidden, bounds->forbidden, 0, n, a, a);
    while (i < n && bounds->forbidden[i].a == a && bounds->forbidden[i].b != b)
        i++;
    return i == n || bounds->forbidden[i].a != a;
}
