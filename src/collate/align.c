/* SPDX-License-Identifier: Apache-2.0 */
/* The stages in a row: learn, pair, order, join, refine. */
#include "collate/align.h"

#include "base/error.h"
#include "collate/improve.h"

/* A group of one sequence. */
static bool make_single(const al_joining *joining, uint32_t sequence, al_columns *columns)
{
    uint32_t n = joining->tradition->sequences[sequence].n;
    *columns = (al_columns){.n = n, .n_members = 1};
    columns->members = al_allocate(joining->allocator, 1, sizeof *columns->members);
    columns->words = al_allocate(joining->allocator, n, sizeof *columns->words);
    if (columns->members == NULL || columns->words == NULL) {
        al_columns_release(columns, joining->allocator);
        return false;
    }
    columns->members[0] = sequence;
    for (uint32_t i = 0; i < n; i++)
        columns->words[i] = i;
    return true;
}

static bool merge_groups(const al_joining *joining, al_join_room *room, al_columns *left,
                         al_columns *right, al_columns *both)
{
    al_joint joint = {left, right, NULL, 0, 0};
    if (!al_join_find(joining, room, &joint) || !al_join_make(joining, room, &joint, both))
        return false;
    al_columns_release(left, joining->allocator);
    al_columns_release(right, joining->allocator);
    return true;
}

/* Put all together along the merges. */
static bool join_all(const al_joining *joining, const al_merge *merges, al_columns *columns)
{
    uint32_t n = joining->tradition->n;
    al_join_room room = {.n_edges = 0};
    al_columns *groups = al_allocate_zero(joining->allocator, (size_t)2 * n, sizeof *groups);
    bool joined = groups != NULL;
    for (uint32_t i = 0; joined && i < n; i++)
        joined = make_single(joining, i, &groups[i]);
    for (uint32_t i = 0; joined && i + 1 < n; i++)
        joined = merge_groups(joining, &room, &groups[merges[i].left], &groups[merges[i].right],
                              &groups[n + i]);
    if (joined) {
        *columns = groups[2 * n - 2];
        groups[2 * n - 2] = (al_columns){.n = 0};
    }
    for (uint32_t i = 0; groups != NULL && i < 2 * n; i++)
        al_columns_release(&groups[i], joining->allocator);
    al_release(joining->allocator, groups);
    al_join_room_release(&room, joining->allocator);
    return joined;
}

/* Members by their numbers. */
static bool sort_members(const al_joining *joining, al_columns *columns)
{
    uint32_t n = columns->n_members;
    uint32_t *row = al_allocate(joining->allocator, n, sizeof *row);
    if (row == NULL)
        return false;
    for (uint32_t column = 0; column < columns->n; column++) {
        uint32_t *words = columns->words + (size_t)column * n;
        for (uint32_t i = 0; i < n; i++)
            row[columns->members[i]] = words[i];
        for (uint32_t i = 0; i < n; i++)
            words[i] = row[i];
    }
    for (uint32_t i = 0; i < n; i++)
        columns->members[i] = i;
    al_release(joining->allocator, row);
    return true;
}

static bool put_together(const al_joining *joining, const al_collating *collating,
                         al_columns *columns)
{
    const al_tradition *tradition = joining->tradition;
    double *likeness = al_guide_likeness(tradition, joining->pairings);
    al_merge *merges = al_allocate(joining->allocator, tradition->n, sizeof *merges);
    bool done = likeness != NULL && merges != NULL && al_guide(tradition, likeness, merges) &&
                join_all(joining, merges, columns);
    al_release(joining->allocator, likeness);
    bool joined = done;
    if (done && tradition->n > 1 && tradition->n <= AL_MOST_REFINED)
        done = al_improve(joining, merges, collating->threads, columns);
    done = done && sort_members(joining, columns);
    if (joined && !done)
        al_columns_release(columns, joining->allocator);
    al_release(joining->allocator, merges);
    return done;
}

static bool find_firsts(al_joining *joining)
{
    const al_tradition *tradition = joining->tradition;
    size_t first = 0;
    joining->places = al_allocate(joining->allocator, tradition->n_words, sizeof *joining->places);
    joining->firsts = al_allocate(joining->allocator, tradition->n, sizeof *joining->firsts);
    if (joining->places == NULL || joining->firsts == NULL)
        return false;
    for (uint32_t i = 0; i < tradition->n; i++) {
        joining->firsts[i] = first;
        first += tradition->sequences[i].n;
    }
    return true;
}

static almost_status align_pairs(const al_tradition *tradition, const al_pairings *pairings,
                                 const al_collating *collating, al_columns *columns, bool *whole,
                                 almost_error *error)
{
    al_joining joining = {.allocator = tradition->allocator,
                          .tradition = tradition,
                          .pairings = pairings,
                          .every_pair = true};
    *whole = true;
    for (uint32_t i = 0; i < pairings->n; i++)
        *whole &= pairings->items[i].whole;
    bool done = find_firsts(&joining) && put_together(&joining, collating, columns);
    al_release(tradition->allocator, joining.places);
    al_release(tradition->allocator, joining.firsts);
    return done ? ALMOST_OK : al_fail_memory(error);
}

almost_status al_align(const al_tradition *tradition, const al_collating *collating,
                       al_columns *columns, bool *whole, almost_error *error)
{
    al_model model;
    al_pairings pairings;
    almost_status status = al_model_learn(&model, tradition, collating, error);
    if (status != ALMOST_OK)
        return status;
    if (!al_pairings_all(&pairings, tradition))
        return al_fail_memory(error);
    status = al_pairings_fill(&pairings, &model, collating, error);
    if (status == ALMOST_OK)
        status = align_pairs(tradition, &pairings, collating, columns, whole, error);
    al_pairings_release(&pairings);
    return status;
}
