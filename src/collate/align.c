/* SPDX-License-Identifier: Apache-2.0 */
/* The stages in a row: learn, pair, order, join, refine. */
#include "collate/align.h"

#include "base/error.h"
#include "collate/improve.h"
#include "collate/near.h"

/* How much of the work is done when pairs are filled, and when `i` of `n` groups are joined. */
static const al_shares shares_of_pairing = {.2, .8};

static double share_of_join(uint32_t i, uint32_t n)
{
    return shares_of_pairing.to + (1 - shares_of_pairing.to) / 2 * i / n;
}

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

/* The group of each sequence now is `node`, if it is in these columns; and where its words are. */
static void note_group(const al_joining *joining, uint32_t *groups, const al_columns *columns,
                       uint32_t node)
{
    if (joining->fixed == NULL)
        return;
    for (uint32_t i = 0; i < columns->n_members; i++)
        groups[columns->members[i]] = node;
    al_join_note(joining, columns);
}

/* Put all together along the merges; `numbers` has room for the group of each sequence. */
static bool join_all(const al_joining *joining, const al_merge *merges, uint32_t *numbers,
                     al_columns *columns)
{
    uint32_t n = joining->tradition->n;
    al_join_room room = {.n_edges = 0};
    al_columns *groups = al_allocate_zero(joining->allocator, (size_t)2 * n, sizeof *groups);
    bool joined = groups != NULL;
    for (uint32_t i = 0; joined && i < n; i++) {
        joined = make_single(joining, i, &groups[i]);
        note_group(joining, numbers, &groups[i], i);
    }
    for (uint32_t i = 0; joined && i + 1 < n; i++) {
        joined = al_watch_tell(joining->watch, "collating", share_of_join(i, n)) &&
                 merge_groups(joining, &room, &groups[merges[i].left], &groups[merges[i].right],
                              &groups[n + i]);
        note_group(joining, numbers, &groups[n + i], n + i);
    }
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
                         const al_merge *merges, al_columns *columns)
{
    const al_tradition *tradition = joining->tradition;
    uint32_t *groups = al_allocate(joining->allocator, tradition->n, sizeof *groups);
    al_joining first = *joining;
    first.groups = groups;
    bool joined = groups != NULL && join_all(&first, merges, groups, columns);
    al_release(joining->allocator, groups);
    if (!joined)
        return false;
    bool done = tradition->n == 1 || tradition->n > AL_MOST_REFINED ||
                al_improve(joining, merges, collating->threads, columns);
    done = done && sort_members(joining, columns);
    if (!done)
        al_columns_release(columns, joining->allocator);
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

/* What is worked out on the way. */
typedef struct aligning {
    const al_tradition *tradition;
    const al_collating *collating;
    al_model model;
    al_pairings pairings;
    double *likeness;
    al_merge *merges;
    bool every_pair;
} aligning;

static bool order_merges(aligning *aligning)
{
    const al_tradition *tradition = aligning->tradition;
    aligning->merges = al_allocate(tradition->allocator, tradition->n, sizeof(al_merge));
    return aligning->merges != NULL && aligning->likeness != NULL &&
           al_guide(tradition, aligning->likeness, aligning->merges);
}

/* All pairs, and an order by what they have in common. */
static almost_status pair_all(aligning *aligning, almost_error *error)
{
    const al_tradition *tradition = aligning->tradition;
    if (!al_pairings_all(&aligning->pairings, tradition))
        return al_fail_memory(error);
    almost_status status = al_pairings_fill(&aligning->pairings, &aligning->model,
                                            aligning->collating, shares_of_pairing, error);
    if (status != ALMOST_OK)
        return status;
    aligning->likeness = al_guide_likeness(tradition, &aligning->pairings);
    return order_merges(aligning) ? ALMOST_OK : al_fail_memory(error);
}

/* An order by runs of words in common, and the pairs that are near in it. */
static almost_status pair_near(aligning *aligning, almost_error *error)
{
    const al_tradition *tradition = aligning->tradition;
    aligning->likeness = al_near_likeness(tradition);
    double *likeness = al_near_copy(tradition, aligning->likeness);
    bool done = likeness != NULL && order_merges(aligning) &&
                al_pairings_near(&aligning->pairings, tradition, likeness, aligning->merges);
    al_release(tradition->allocator, likeness);
    if (!done)
        return al_fail_memory(error);
    return al_pairings_fill(&aligning->pairings, &aligning->model, aligning->collating,
                            shares_of_pairing, error);
}

static almost_status align(aligning *aligning, al_columns *columns, bool *whole,
                           almost_error *error)
{
    const al_tradition *tradition = aligning->tradition;
    almost_status status =
        aligning->every_pair ? pair_all(aligning, error) : pair_near(aligning, error);
    if (status != ALMOST_OK)
        return status;
    al_joining joining = {.allocator = tradition->allocator,
                          .tradition = tradition,
                          .pairings = &aligning->pairings,
                          .every_pair = aligning->every_pair,
                          .fixed = aligning->collating->fixed,
                          .watch = aligning->collating->watch};
    *whole = true;
    for (uint32_t i = 0; i < aligning->pairings.n; i++)
        *whole &= aligning->pairings.items[i].whole;
    bool done = find_firsts(&joining) &&
                put_together(&joining, aligning->collating, aligning->merges, columns);
    al_release(tradition->allocator, joining.places);
    al_release(tradition->allocator, joining.firsts);
    return done ? ALMOST_OK : al_watch_fail(joining.watch, error);
}

almost_status al_align(const al_tradition *tradition, const al_collating *collating,
                       al_columns *columns, al_model *model, bool *whole, almost_error *error)
{
    almost_status status = al_model_learn(model, tradition, collating, error);
    if (status != ALMOST_OK)
        return status;
    return al_align_learnt(tradition, collating, model, columns, whole, error);
}

almost_status al_align_learnt(const al_tradition *tradition, const al_collating *collating,
                              const al_model *model, al_columns *columns, bool *whole,
                              almost_error *error)
{
    aligning aligning = {.tradition = tradition,
                         .collating = collating,
                         .model = *model,
                         .every_pair = tradition->n <= AL_MOST_PAIRED};
    aligning.model.tradition = tradition;
    almost_status status = align(&aligning, columns, whole, error);
    al_pairings_release(&aligning.pairings);
    al_release(tradition->allocator, aligning.likeness);
    al_release(tradition->allocator, aligning.merges);
    return status;
}
