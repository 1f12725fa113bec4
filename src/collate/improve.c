/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The columns are worked on in blocks that end where nobody would move anything: in the middle of
 * three columns running in which at least half of the witnesses stand, all with one form. Blocks do
 * not know of each other, so that threads may share them, and one in which nothing changed is done.
 */
#include "collate/improve.h"

#include "base/workers.h"

#include <stdatomic.h>
#include <string.h>

enum { LEAST_BLOCK = 64, ROUNDS = 10 };

/* A sum has to rise by more than what rounding makes of it. */
static const double least_gain = 1e-9;

/* The parts of the guide tree: of each node, which sequences are in it. */
typedef struct parts {
    uint32_t n; /* nodes but the root */
    uint32_t n_sequences;
    bool *in; /* n rows */
} parts;

static bool find_parts(parts *parts, const al_joining *joining, const al_merge *merges)
{
    uint32_t n = joining->tradition->n;
    *parts = (struct parts){.n = 2 * n - 2, .n_sequences = n};
    parts->in = al_allocate_zero(joining->allocator, (size_t)parts->n * n, sizeof(bool));
    if (parts->in == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        parts->in[(size_t)i * n + i] = true;
    for (uint32_t i = 0; i + 2 < n; i++) {
        bool *in = parts->in + (size_t)(n + i) * n;
        const bool *left = parts->in + (size_t)merges[i].left * n;
        const bool *right = parts->in + (size_t)merges[i].right * n;
        for (uint32_t s = 0; s < n; s++)
            in[s] = left[s] || right[s];
    }
    return true;
}

/* A group to be filled from columns. */
static bool make_group(al_columns *group, const almost_allocator *allocator, uint32_t n,
                       uint32_t n_members)
{
    *group = (al_columns){.n_members = n_members};
    group->members = al_allocate(allocator, n_members, sizeof *group->members);
    group->words = al_allocate(allocator, (size_t)n * n_members, sizeof *group->words);
    return group->members != NULL && group->words != NULL;
}

/* The members of a group from columns, and the columns in which any of them stands. */
static void take_members(al_columns *group, const al_columns *columns, const bool *in, bool wanted,
                         uint32_t *numbers)
{
    uint32_t member = 0;
    for (uint32_t i = 0; i < columns->n_members; i++)
        if (in[columns->members[i]] == wanted)
            group->members[member++] = columns->members[i];
    for (uint32_t column = 0; column < columns->n; column++) {
        const uint32_t *from = columns->words + (size_t)column * columns->n_members;
        uint32_t *to = group->words + (size_t)group->n * group->n_members;
        bool any = false;
        member = 0;
        for (uint32_t i = 0; i < columns->n_members; i++) {
            if (in[columns->members[i]] != wanted)
                continue;
            any |= from[i] != AL_NO_WORD;
            to[member++] = from[i];
        }
        numbers[column] = any ? group->n : AL_NO_WORD;
        group->n += any;
    }
}

typedef struct halves {
    al_columns groups[2]; /* the part, and the rest */
    uint32_t *numbers;    /* of each column: its number in either */
    uint32_t *now;        /* of each column of the part: that of the rest that it is one with */
} halves;

static void release_halves(halves *halves, const almost_allocator *allocator)
{
    al_columns_release(&halves->groups[0], allocator);
    al_columns_release(&halves->groups[1], allocator);
    al_release(allocator, halves->numbers);
    al_release(allocator, halves->now);
}

static bool split(halves *halves, const almost_allocator *allocator, const al_columns *columns,
                  const bool *in)
{
    uint32_t n = columns->n, members = 0;
    for (uint32_t i = 0; i < columns->n_members; i++)
        members += in[columns->members[i]];
    *halves = (struct halves){
        .numbers = al_allocate(allocator, (size_t)n * 2, sizeof(uint32_t)),
        .now = al_allocate(allocator, n, sizeof(uint32_t)),
    };
    if (halves->numbers == NULL || halves->now == NULL ||
        !make_group(&halves->groups[0], allocator, n, members) ||
        !make_group(&halves->groups[1], allocator, n, columns->n_members - members))
        return false;
    take_members(&halves->groups[0], columns, in, true, halves->numbers);
    take_members(&halves->groups[1], columns, in, false, halves->numbers + n);
    for (uint32_t column = 0; column < n; column++)
        if (halves->numbers[column] != AL_NO_WORD)
            halves->now[halves->numbers[column]] = halves->numbers[n + column];
    return true;
}

/* Take one part out and put it back in the best way; *changed when that is another one. */
static bool try_part(const al_joining *joining, al_join_room *room, al_columns *columns,
                     const bool *in, bool *changed)
{
    halves halves;
    bool done = split(&halves, joining->allocator, columns, in);
    if (done) {
        al_joint joint = {&halves.groups[0], &halves.groups[1], halves.now, 0, 0};
        done = al_join_find(joining, room, &joint);
        if (done && joint.worth > joint.worth_now + least_gain) {
            al_columns better;
            done = al_join_make(joining, room, &joint, &better);
            if (done) {
                al_columns_release(columns, joining->allocator);
                *columns = better;
                *changed = true;
            }
        }
    }
    release_halves(&halves, joining->allocator);
    return done;
}

static bool refine_block(const al_joining *joining, al_join_room *room, const parts *parts,
                         al_columns *block)
{
    bool changed = true;
    for (int round = 0; round < ROUNDS && changed; round++) {
        changed = false;
        for (uint32_t part = 0; part < parts->n; part++)
            if (!try_part(joining, room, block, parts->in + (size_t)part * parts->n_sequences,
                          &changed))
                return false;
    }
    return true;
}

/* --- Blocks ------------------------------------------------------------------------------------
 */

/* Whether at least half of the witnesses stand in a column, all with one form. */
static bool is_firm(const al_joining *joining, const al_columns *columns, uint32_t column)
{
    const uint32_t *words = columns->words + (size_t)column * columns->n_members;
    uint32_t form = AL_NO_WORD, all = 0, there = 0;
    for (uint32_t i = 0; i < columns->n_members; i++) {
        const al_sequence *sequence = &joining->tradition->sequences[columns->members[i]];
        all += sequence->weight;
        if (words[i] == AL_NO_WORD)
            continue;
        there += sequence->weight;
        if (form != AL_NO_WORD && form != sequence->forms[words[i]])
            return false;
        form = sequence->forms[words[i]];
    }
    return 2 * there >= all;
}

/* Where the block that begins at `start` ends. */
static uint32_t block_end(const al_joining *joining, const al_columns *columns, uint32_t start)
{
    uint32_t firm = 0;
    if (columns->n - start <= LEAST_BLOCK)
        return columns->n;
    for (uint32_t at = start + LEAST_BLOCK - 1; at < columns->n; at++) {
        firm = is_firm(joining, columns, at) ? firm + 1 : 0;
        if (firm == 3)
            return at;
    }
    return columns->n;
}

/* Whether all witnesses stand in all columns with one form each: nothing can change. */
static bool is_settled(const al_joining *joining, const al_columns *columns)
{
    for (uint32_t at = 0; at < columns->n; at++) {
        const uint32_t *words = columns->words + (size_t)at * columns->n_members;
        if (!is_firm(joining, columns, at))
            return false;
        for (uint32_t i = 0; i < columns->n_members; i++)
            if (words[i] == AL_NO_WORD)
                return false;
    }
    return true;
}

static bool copy_block(const al_joining *joining, const al_columns *columns, uint32_t start,
                       uint32_t end, al_columns *block)
{
    uint32_t n = end - start, members = columns->n_members;
    if (!make_group(block, joining->allocator, n, members))
        return false;
    memcpy(block->members, columns->members, members * sizeof *block->members);
    memcpy(block->words, columns->words + (size_t)start * members,
           (size_t)n * members * sizeof *block->words);
    block->n = n;
    return true;
}

typedef struct refining {
    const al_joining *joining;
    const parts *parts;
    al_columns *blocks;
    uint32_t n;
    atomic_uint next;
    atomic_bool failed;
} refining;

static void refine_some(void *context)
{
    refining *refining = context;
    al_join_room room = {.n_edges = 0};
    uint32_t i;
    while (!refining->failed && (i = atomic_fetch_add(&refining->next, 1)) < refining->n) {
        al_columns *block = &refining->blocks[i];
        if (!is_settled(refining->joining, block) &&
            !refine_block(refining->joining, &room, refining->parts, block))
            refining->failed = true;
    }
    al_join_room_release(&room, refining->joining->allocator);
}

static void put_block(const al_columns *block, al_columns *columns)
{
    for (uint32_t at = 0; at < block->n; at++) {
        uint32_t *to = columns->words + (size_t)columns->n++ * columns->n_members;
        for (uint32_t i = 0; i < block->n_members; i++)
            to[block->members[i]] = block->words[(size_t)at * block->n_members + i];
    }
}

/* The blocks in a row, members by the number of their sequence. */
static bool concatenate(const refining *refining, al_columns *columns)
{
    const al_joining *joining = refining->joining;
    size_t n = 0;
    for (uint32_t i = 0; i < refining->n; i++)
        n += refining->blocks[i].n;
    al_columns all;
    if (n >= UINT32_MAX)
        return false;
    if (!make_group(&all, joining->allocator, (uint32_t)n, columns->n_members)) {
        al_columns_release(&all, joining->allocator);
        return false;
    }
    for (uint32_t i = 0; i < all.n_members; i++)
        all.members[i] = i;
    for (uint32_t i = 0; i < refining->n; i++)
        put_block(&refining->blocks[i], &all);
    al_columns_release(columns, joining->allocator);
    *columns = all;
    return true;
}

static bool cut_blocks(refining *refining, const al_columns *columns)
{
    const al_joining *joining = refining->joining;
    size_t most = columns->n / LEAST_BLOCK + (size_t)1;
    refining->blocks = al_allocate_zero(joining->allocator, most, sizeof(al_columns));
    if (refining->blocks == NULL)
        return false;
    for (uint32_t start = 0, end; start < columns->n; start = end) {
        end = block_end(joining, columns, start);
        if (!copy_block(joining, columns, start, end, &refining->blocks[refining->n++]))
            return false;
    }
    return true;
}

bool al_improve(const al_joining *joining, const al_merge *merges, uint32_t threads,
                al_columns *columns)
{
    parts parts;
    refining refining = {.joining = joining, .parts = &parts};
    bool done = find_parts(&parts, joining, merges) && cut_blocks(&refining, columns);
    if (done) {
        uint32_t others = (threads < refining.n ? threads : refining.n);
        al_workers *workers = NULL;
        if (others > 1)
            workers = al_workers_start(joining->allocator, others - 1, refine_some, &refining);
        refine_some(&refining);
        al_workers_join(workers);
        done = !refining.failed && concatenate(&refining, columns);
    }
    for (uint32_t i = 0; refining.blocks != NULL && i < refining.n; i++)
        al_columns_release(&refining.blocks[i], joining->allocator);
    al_release(joining->allocator, refining.blocks);
    al_release(joining->allocator, parts.in);
    return done;
}
