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

void al_columns_release(al_columns *columns, const almost_allocator *allocator)
{
    al_release(allocator, columns->members);
    al_release(allocator, columns->words);
    *columns = (al_columns){.n = 0};
}

void al_join_room_release(al_join_room *room, const almost_allocator *allocator)
{
    al_release(allocator, room->edges);
    al_release(allocator, room->sorted);
    al_release(allocator, room->counts);
    al_release(allocator, room->sums);
    al_release(allocator, room->touched);
    al_release(allocator, room->cells);
    al_chain_room_release(&room->chain);
    *room = (al_join_room){.n_edges = 0};
}

/* The words of one member that are in the columns: a range, as columns are in order. */
static al_range words_of(const al_columns *columns, uint32_t member)
{
    al_range range = {0, 0};
    for (uint32_t column = 0; column < columns->n; column++) {
        uint32_t word = columns->words[(size_t)column * columns->n_members + member];
        if (word == AL_NO_WORD)
            continue;
        if (range.end == 0)
            range.start = word;
        range.end = word + 1;
    }
    return range;
}

static void note_places(const al_joining *joining, const al_columns *columns)
{
    for (uint32_t column = 0; column < columns->n; column++) {
        const uint32_t *words = columns->words + (size_t)column * columns->n_members;
        for (uint32_t member = 0; member < columns->n_members; member++)
            if (words[member] != AL_NO_WORD)
                joining->places[joining->firsts[columns->members[member]] + words[member]] = column;
    }
}

/* The edges between the words of two members, one of either group. */
static bool add_edges(const al_joining *joining, al_join_room *room, al_range mine, al_range theirs,
                      uint32_t a, uint32_t b)
{
    const al_pairing *pairing = al_pairings_get(joining->pairings, a, b);
    const al_sequence *sequences = joining->tradition->sequences;
    if (pairing == NULL || mine.start == mine.end || theirs.start == theirs.end)
        return true;
    bool turned = pairing->x != a;
    al_range rows = turned ? theirs : mine, others = turned ? mine : theirs;
    double weight = (double)sequences[a].weight * sequences[b].weight;
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
                turned ? other : row, turned ? row : other, (float)(weight * partner.p)};
        }
    }
    return true;
}

static bool gather_edges(const al_joining *joining, al_join_room *room, const al_joint *joint)
{
    const al_columns *a = joint->a, *b = joint->b;
    al_range *ranges = al_allocate(joining->allocator, b->n_members, sizeof *ranges);
    bool gathered = ranges != NULL;
    room->n_edges = 0;
    for (uint32_t j = 0; gathered && j < b->n_members; j++)
        ranges[j] = words_of(b, j);
    for (uint32_t i = 0; gathered && i < a->n_members; i++) {
        al_range mine = words_of(a, i);
        for (uint32_t j = 0; gathered && j < b->n_members; j++)
            gathered = add_edges(joining, room, mine, ranges[j], a->members[i], b->members[j]);
    }
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
static double pairs_of(const al_joining *joining, const al_joint *joint, uint32_t a, uint32_t b)
{
    const al_columns *one = joint->a, *other = joint->b;
    const al_sequence *sequences = joining->tradition->sequences;
    if (joining->every_pair)
        return weight_of(joining, one, a) * weight_of(joining, other, b);
    double pairs = 0;
    for (uint32_t i = 0; i < one->n_members; i++) {
        if (one->words[(size_t)a * one->n_members + i] == AL_NO_WORD)
            continue;
        for (uint32_t j = 0; j < other->n_members; j++) {
            uint32_t x = one->members[i], y = other->members[j];
            if (other->words[(size_t)b * other->n_members + j] != AL_NO_WORD &&
                al_pairings_get(joining->pairings, x, y) != NULL)
                pairs += (double)sequences[x].weight * sequences[y].weight;
        }
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
        joint->worth_now += room->sums[now] - price * pairs_of(joining, joint, a, now);
    sort_descending(room->touched, n);
    for (size_t i = 0; i < n; i++) {
        uint32_t b = room->touched[i];
        double worth = room->sums[b] - price * pairs_of(joining, joint, a, b);
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
    note_places(joining, a);
    note_places(joining, b);
    if (!gather_edges(joining, room, joint) || !sort_edges(joining, room, a->n) ||
        !reserve(joining, room, joint))
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

bool al_join_make(const al_joining *joining, const al_join_room *room, const al_joint *joint,
                  al_columns *columns)
{
    const al_columns *a = joint->a, *b = joint->b;
    uint32_t n_members = a->n_members + b->n_members, at_a = 0, at_b = 0;
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
        while (at_a < end_a)
            put_row(columns, joint, at_a++, AL_NO_WORD);
        while (at_b < end_b)
            put_row(columns, joint, AL_NO_WORD, at_b++);
        if (i < room->n_cells)
            put_row(columns, joint, at_a++, at_b++);
    }
    return true;
}
