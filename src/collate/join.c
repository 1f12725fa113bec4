/* SPDX-License-Identifier: Apache-2.0 */
/* Only columns that hold words with some probability are looked at: no matrix, O(E log E). */
#include "collate/join.h"

#include "base/range.h"

#include <stdlib.h>
#include <string.h>

static const double price = AL_PRICE_OF_PAIR;

struct al_edge {
    uint32_t a;
    uint32_t b;
    float worth;
};

/* Two members, one of either group, and how many pairs of witnesses they stand for. */
struct al_crossing {
    uint32_t a;
    uint32_t b;
    double weight;
};

void al_columns_release(al_columns *columns, const almost_allocator *allocator)
{
    al_release(allocator, columns->members);
    al_release(allocator, columns->words);
    *columns = (al_columns){.n = 0};
}

void al_join_room_release(al_join_room *room, const almost_allocator *allocator)
{
    al_release(allocator, room->crossings);
    al_release(allocator, room->edges);
    al_release(allocator, room->sorted);
    al_release(allocator, room->counts);
    al_release(allocator, room->sums);
    al_release(allocator, room->touched);
    al_release(allocator, room->cells);
    al_chain_room_release(&room->chain);
    al_bounds_release(&room->bounds);
    *room = (al_join_room){.n_edges = 0};
}

void al_join_note(const al_joining *joining, const al_columns *columns)
{
    for (uint32_t column = 0; column < columns->n; column++) {
        const uint32_t *words = columns->words + (size_t)column * columns->n_members;
        for (uint32_t member = 0; member < columns->n_members; member++)
            if (words[member] != AL_NO_WORD)
                joining->places[joining->firsts[columns->members[member]] + words[member]] = column;
    }
}

/* The edges between the words of two members, one of either group. */
static bool add_edges(const al_joining *joining, al_join_room *room, const al_joint *joint,
                      const struct al_crossing *crossing, const al_range *ranges)
{
    uint32_t a = joint->a->members[crossing->a], b = joint->b->members[crossing->b];
    const al_pairing *pairing = al_pairings_get(joining->pairings, a, b);
    al_range mine = ranges[crossing->a], theirs = ranges[joint->a->n_members + crossing->b];
    if (mine.start == mine.end || theirs.start == theirs.end)
        return true;
    bool turned = pairing->x != a;
    al_range rows = turned ? theirs : mine, others = turned ? mine : theirs;
    const uint32_t *row_places = joining->places + joining->firsts[pairing->x];
    const uint32_t *other_places = joining->places + joining->firsts[pairing->y];
    size_t most = pairing->starts[rows.end] - pairing->starts[rows.start];
    if (!al_grow(joining->allocator, (void **)&room->edges, &room->edges_room, room->n_edges + most,
                 sizeof *room->edges))
        return false;
    for (uint32_t word = rows.start; word < rows.end; word++) {
        for (uint32_t i = pairing->starts[word]; i < pairing->starts[word + 1]; i++) {
            al_partner partner = pairing->partners[i];
            if (partner.word < others.start || partner.word >= others.end)
                continue;
            uint32_t row = row_places[word], other = other_places[partner.word];
            room->edges[room->n_edges++] = (struct al_edge){
                turned ? other : row, turned ? row : other, (float)(crossing->weight * partner.p)};
        }
    }
    return true;
}

/* The pairs of members, one of either group, whose words were paired. */
static bool find_crossings(const al_joining *joining, al_join_room *room, const al_joint *joint)
{
    const al_columns *a = joint->a, *b = joint->b;
    const al_sequence *sequences = joining->tradition->sequences;
    room->n_crossings = 0;
    if (!al_grow(joining->allocator, (void **)&room->crossings, &room->crossings_room,
                 (size_t)a->n_members * b->n_members, sizeof *room->crossings))
        return false;
    for (uint32_t i = 0; i < a->n_members; i++) {
        for (uint32_t j = 0; j < b->n_members; j++) {
            uint32_t x = a->members[i], y = b->members[j];
            if (joining->every_pair || al_pairings_get(joining->pairings, x, y) != NULL)
                room->crossings[room->n_crossings++] =
                    (struct al_crossing){i, j, (double)sequences[x].weight * sequences[y].weight};
        }
    }
    return true;
}

/* The words of all members that are in the columns: ranges, as columns are in order. */
static void find_ranges(const al_columns *columns, al_range *ranges)
{
    uint32_t n = columns->n_members;
    for (uint32_t member = 0; member < n; member++)
        ranges[member] = (al_range){0, 0};
    for (uint32_t column = 0; column < columns->n; column++) {
        const uint32_t *words = columns->words + (size_t)column * n;
        for (uint32_t member = 0; member < n; member++) {
            if (words[member] == AL_NO_WORD)
                continue;
            if (ranges[member].end == 0)
                ranges[member].start = words[member];
            ranges[member].end = words[member] + 1;
        }
    }
}

/* An edge for columns that an editor has put together, also where their words are no pairs. */
static bool add_fixed(const al_joining *joining, al_join_room *room, uint32_t n_a)
{
    if (!al_grow(joining->allocator, (void **)&room->edges, &room->edges_room, room->n_edges + n_a,
                 sizeof *room->edges))
        return false;
    for (uint32_t a = 0; a < n_a; a++)
        if (room->bounds.together[a] != AL_NO_WORD)
            room->edges[room->n_edges++] = (struct al_edge){a, room->bounds.together[a], 1};
    return true;
}

static bool gather_edges(const al_joining *joining, al_join_room *room, const al_joint *joint)
{
    const al_columns *a = joint->a, *b = joint->b;
    size_t n = (size_t)a->n_members + b->n_members;
    al_range *ranges = al_allocate(joining->allocator, n, sizeof *ranges);
    bool gathered = ranges != NULL && find_crossings(joining, room, joint);
    if (gathered) {
        find_ranges(a, ranges);
        find_ranges(b, ranges + a->n_members);
    }
    room->n_edges = 0;
    for (size_t i = 0; gathered && i < room->n_crossings; i++)
        gathered = add_edges(joining, room, joint, &room->crossings[i], ranges);
    if (gathered && joining->fixed != NULL)
        gathered =
            al_bounds_find(&room->bounds, joining, joint, ranges) && add_fixed(joining, room, a->n);
    al_release(joining->allocator, ranges);
    return gathered;
}

/* Edges by a, those of one a in the order in which they came; counts[a + 1] is where they end. */
static bool sort_edges(const al_joining *joining, al_join_room *room, uint32_t n_a)
{
    if (!al_grow(joining->allocator, (void **)&room->sorted, &room->sorted_room, room->n_edges,
                 sizeof *room->sorted) ||
        !al_grow(joining->allocator, (void **)&room->counts, &room->counts_room, (size_t)n_a + 2,
                 sizeof *room->counts))
        return false;
    memset(room->counts, 0, ((size_t)n_a + 2) * sizeof *room->counts);
    for (size_t i = 0; i < room->n_edges; i++)
        room->counts[room->edges[i].a + 2]++;
    for (uint32_t a = 0; a < n_a; a++)
        room->counts[a + 2] += room->counts[a + 1];
    for (size_t i = 0; i < room->n_edges; i++)
        room->sorted[room->counts[room->edges[i].a + 1]++] = room->edges[i];
    return true;
}

/* Witnesses in a column. */
static double weight_of(const al_joining *joining, const al_columns *columns, uint32_t column)
{
    const uint32_t *words = columns->words + (size_t)column * columns->n_members;
    double weight = 0;
    for (uint32_t member = 0; member < columns->n_members; member++)
        if (words[member] != AL_NO_WORD)
            weight += joining->tradition->sequences[columns->members[member]].weight;
    return weight;
}

/* Pairs of witnesses in two columns, of those whose words were paired. */
static double pairs_of(const al_joining *joining, const al_join_room *room, const al_joint *joint,
                       uint32_t a, uint32_t b)
{
    if (joining->every_pair)
        return weight_of(joining, joint->a, a) * weight_of(joining, joint->b, b);
    const uint32_t *one = joint->a->words + (size_t)a * joint->a->n_members;
    const uint32_t *other = joint->b->words + (size_t)b * joint->b->n_members;
    double pairs = 0;
    for (size_t i = 0; i < room->n_crossings; i++) {
        const struct al_crossing *crossing = &room->crossings[i];
        if (one[crossing->a] != AL_NO_WORD && other[crossing->b] != AL_NO_WORD)
            pairs += crossing->weight;
    }
    return pairs;
}

static int descending(const void *one, const void *other)
{
    uint32_t a = *(const uint32_t *)one, b = *(const uint32_t *)other;
    return (a < b) - (a > b);
}

static void sort_descending(uint32_t *items, size_t n)
{
    if (n > 16) {
        qsort(items, n, sizeof *items, descending);
        return;
    }
    for (size_t i = 1; i < n; i++) {
        uint32_t item = items[i];
        size_t at = i;
        for (; at > 0 && items[at - 1] < item; at--)
            items[at] = items[at - 1];
        items[at] = item;
    }
}

/*
 * What it is worth to make columns a and b one, by the sum of their pairs. What an editor has put
 * together is always worth something, and as nothing else may cross it, it is in the best chain.
 */
static double worth_of(const al_joining *joining, const al_join_room *room, const al_joint *joint,
                       uint32_t a, uint32_t b)
{
    double worth = room->sums[b] - price * pairs_of(joining, room, joint, a, b);
    if (joining->fixed == NULL)
        return worth;
    if (!al_bounds_allow(&room->bounds, a, b))
        return 0;
    return room->bounds.together[a] == b && worth < 1 ? 1 : worth;
}

/* The cells of column a that are worth something. */
static void weigh_column(const al_joining *joining, al_join_room *room, al_joint *joint, uint32_t a)
{
    size_t n = 0, end = room->counts[a + 1];
    uint32_t now = joint->now != NULL ? joint->now[a] : AL_NO_WORD;
    for (size_t i = a > 0 ? room->counts[a] : 0; i < end; i++) {
        const struct al_edge *edge = &room->sorted[i];
        if (room->sums[edge->b] == 0)
            room->touched[n++] = edge->b;
        room->sums[edge->b] += edge->worth;
    }
    if (now != AL_NO_WORD)
        joint->worth_now += worth_of(joining, room, joint, a, now);
    sort_descending(room->touched, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t b = room->touched[i];
        double worth = worth_of(joining, room, joint, a, b);
        room->sums[b] = 0;
        if (worth > 0)
            room->cells[room->n_cells++] = (al_cell){a, b, worth};
    }
}

static bool reserve(const al_joining *joining, al_join_room *room, const al_joint *joint)
{
    size_t before = room->sums_room, n_b = joint->b->n;
    if (!al_grow(joining->allocator, (void **)&room->sums, &room->sums_room, n_b,
                 sizeof *room->sums))
        return false;
    if (room->sums_room > before)
        memset(room->sums + before, 0, (room->sums_room - before) * sizeof *room->sums);
    return al_grow(joining->allocator, (void **)&room->touched, &room->touched_room, n_b,
                   sizeof *room->touched) &&
           al_grow(joining->allocator, (void **)&room->cells, &room->cells_room, room->n_edges,
                   sizeof *room->cells);
}

bool al_join_find(const al_joining *joining, al_join_room *room, al_joint *joint)
{
    const al_columns *a = joint->a, *b = joint->b;
    size_t n_chosen;
    al_join_note(joining, a);
    al_join_note(joining, b);
    if (!gather_edges(joining, room, joint) || !sort_edges(joining, room, a->n) ||
        !reserve(joining, room, joint))
        return false;
    if (al_watch_stops(joining->watch, &room->work, room->n_edges + a->n))
        return false;
    room->n_cells = 0;
    joint->worth_now = 0;
    for (uint32_t column = 0; column < a->n; column++)
        weigh_column(joining, room, joint, column);
    room->chain.allocator = joining->allocator;
    if (!al_chain(&room->chain, room->cells, room->n_cells, b->n, &n_chosen, &joint->worth))
        return false;
    room->n_cells = n_chosen;
    return true;
}

/* --- The joint group ---------------------------------------------------------------------------
 */

/* One row of it, from a column of either group; AL_NO_WORD: of that group there is none. */
static void put_row(al_columns *columns, const al_joint *joint, uint32_t a, uint32_t b)
{
    uint32_t *to = columns->words + (size_t)columns->n++ * columns->n_members;
    const al_columns *groups[2] = {joint->a, joint->b};
    const uint32_t from[2] = {a, b};
    for (int i = 0; i < 2; i++) {
        uint32_t n = groups[i]->n_members;
        if (from[i] == AL_NO_WORD)
            memset(to, 0xFF, n * sizeof *to);
        else
            memcpy(to, groups[i]->words + (size_t)from[i] * n, n * sizeof *to);
        to += n;
    }
}

/*
 * Rows up to the columns end_a and end_b, those of a first, unless decisions say that some of b
 * come before one of them.
 */
static void put_rows(al_columns *columns, const al_joint *joint, const uint32_t *least,
                     uint32_t from[2], uint32_t end_a, uint32_t end_b)
{
    while (from[0] < end_a) {
        while (least != NULL && from[1] < end_b && from[1] < least[from[0]])
            put_row(columns, joint, AL_NO_WORD, from[1]++);
        put_row(columns, joint, from[0]++, AL_NO_WORD);
    }
    while (from[1] < end_b)
        put_row(columns, joint, AL_NO_WORD, from[1]++);
}

bool al_join_make(const al_joining *joining, const al_join_room *room, const al_joint *joint,
                  al_columns *columns)
{
    const al_columns *a = joint->a, *b = joint->b;
    const uint32_t *least = joining->fixed != NULL ? room->bounds.least : NULL;
    uint32_t n_members = a->n_members + b->n_members, at[2] = {0, 0};
    size_t n = a->n + (size_t)b->n - room->n_cells;
    *columns = (al_columns){.n_members = n_members};
    columns->members = al_allocate(joining->allocator, n_members, sizeof(uint32_t));
    columns->words = al_allocate(joining->allocator, n * n_members, sizeof(uint32_t));
    if (columns->members == NULL || columns->words == NULL) {
        al_columns_release(columns, joining->allocator);
        return false;
    }
    memcpy(columns->members, a->members, a->n_members * sizeof *a->members);
    memcpy(columns->members + a->n_members, b->members, b->n_members * sizeof *b->members);
    for (size_t i = 0; i <= room->n_cells; i++) {
        uint32_t end_a = i < room->n_cells ? room->cells[i].a : a->n;
        uint32_t end_b = i < room->n_cells ? room->cells[i].b : b->n;
        put_rows(columns, joint, least, at, end_a, end_b);
        if (i < room->n_cells)
            put_row(columns, joint, at[0]++, at[1]++);
    }
    return true;
}
