/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbering equal changes; see groups.h. One pass hashes what each change is of, and
 * counts its equals in an open table; a second one numbers those that have any, in
 * the order of the telling. Two changes are taken for equal when 61 bits are.
 */
#include "compare/groups.h"

#include "base/error.h"
#include "base/secret.h"
#include "compare/loudness.h"
#include "words/word_cursor.h"
#include "meaning/weight.h"

#include <string.h>

/* A lot of equal changes: a place of an open table, free while its hash is 0. */
typedef struct lot {
    uint64_t hash; /* with the kind in its lowest bits */
    uint32_t count;
    uint32_t number; /* of its group; 0: none yet */
} lot;

enum {
    kind_bits = 7,
    ahead = 32 /* changes that are hashed before their lots are looked up, which memory takes long
                  for */
};

typedef struct lots {
    const almost_allocator *allocator;
    lot *slots;
    uint32_t mask;
} lots;

/* Changes that wait for their lots. */
typedef struct waiting {
    uint64_t hashes[ahead];
    al_change *changes[ahead];
    uint32_t n;
} waiting;

static bool is_change(const al_change *change)
{
    return change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED;
}

static bool init_lots(lots *lots, const almost_comparison *comparison)
{
    uint64_t slots = 16, most = 0;
    for (size_t i = 0; i < comparison->n_changes; i++)
        most += is_change(&comparison->changes[i]);
    while (slots < most + most / 4)
        slots *= 2;
    *lots = (struct lots){.allocator = comparison->allocator, .mask = (uint32_t)slots - 1};
    lots->slots = al_allocate_zero(lots->allocator, slots, sizeof *lots->slots);
    return lots->slots != NULL;
}

static uint32_t place_of(const lots *lots, uint64_t hash)
{
    return al_secret_place(hash, *al_secret()) & lots->mask;
}

/* Count those that wait; each change gets the number of its slot, + 1. */
static void count_waiting(lots *lots, waiting *waiting)
{
    for (uint32_t i = 0; i < waiting->n; i++) {
        uint64_t hash = waiting->hashes[i];
        uint32_t place = place_of(lots, hash);
        while (lots->slots[place].hash != 0 && lots->slots[place].hash != hash)
            place = (place + 1) & lots->mask;
        lots->slots[place].hash = hash;
        lots->slots[place].count++;
        waiting->changes[i]->group = place + 1;
    }
    waiting->n = 0;
}

static void count_all(const al_sides *sides, almost_comparison *comparison, lots *lots)
{
    al_word_cursor cursors[2] = {{.side = &sides->side[0]}, {.side = &sides->side[1]}};
    waiting waiting = {.n = 0};
    for (size_t i = 0; i < comparison->n_changes; i++) {
        al_change *change = &comparison->changes[i];
        change->group = 0;
        if (!is_change(change) || change->summed)
            continue;
        al_range words[2];
        words[sides->original] = al_word_cursor_range(&cursors[sides->original], change->original);
        words[sides->telling] = al_word_cursor_range(&cursors[sides->telling], change->telling);
        al_group_key key = al_group_key_of(sides, change, words);
        if (key.hash == 0)
            continue;
        uint64_t hash = (key.hash & ~(uint64_t)kind_bits) | (uint64_t)key.kind;
        __builtin_prefetch(&lots->slots[place_of(lots, hash)]);
        waiting.hashes[waiting.n] = hash;
        waiting.changes[waiting.n++] = change;
        if (waiting.n == ahead)
            count_waiting(lots, &waiting);
    }
    count_waiting(lots, &waiting);
}

static uint32_t count_groups(const lots *lots)
{
    uint32_t n = 0;
    for (uint64_t i = 0; i <= lots->mask; i++)
        n += lots->slots[i].count > 1;
    return n;
}

/* The change is of a lot: number it in the order of the first changes, and weigh it. */
static void number_change(almost_comparison *comparison, size_t at, lot *lot)
{
    al_change *change = &comparison->changes[at];
    change->group = 0;
    if (lot->count < 2)
        return;
    if (lot->number == 0) {
        comparison->groups[comparison->n_groups++] =
            (al_group){.first = (uint32_t)at, .count = lot->count, .kind = lot->hash & kind_bits};
        lot->number = (uint32_t)comparison->n_groups;
    }
    change->group = lot->number;
    if ((lot->hash & kind_bits) == AL_GROUP_WORDS)
        change->weight = al_weight_repeated(change, lot->count);
}

/* Number the lots of two and more. False when memory ends. */
static bool number_groups(almost_comparison *comparison, lots *lots)
{
    uint32_t n = count_groups(lots);
    if (n > 0 && (comparison->groups =
                      al_allocate(comparison->allocator, n, sizeof *comparison->groups)) == NULL)
        return false;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        if (i + ahead < comparison->n_changes && comparison->changes[i + ahead].group != 0)
            __builtin_prefetch(&lots->slots[comparison->changes[i + ahead].group - 1]);
        if (comparison->changes[i].group != 0)
            number_change(comparison, i, &lots->slots[comparison->changes[i].group - 1]);
    }
    return true;
}

almost_status al_groups_find(const al_sides *sides, const al_alignment *alignment,
                             almost_comparison *comparison, almost_error *error)
{
    lots lots;
    bool whole = init_lots(&lots, comparison);
    if (whole) {
        count_all(sides, comparison, &lots);
        whole = number_groups(comparison, &lots);
        al_release(lots.allocator, lots.slots);
    }
    if (!whole)
        return al_fail_memory(error);
    return al_groups_note_throughout(sides, alignment, comparison, error);
}
