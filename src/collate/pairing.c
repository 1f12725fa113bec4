/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A block is cut at pins, what lies between at pins of shorter runs, until a block is small enough
 * to be weighed cell by cell. So time is about linear in the words of texts that have long runs in
 * common, and what differs is weighed exactly.
 */
#include "collate/pairing.h"

#include "base/search.h"

#include <stdlib.h>
#include <string.h>

/* A pin is as good as certain. */
static const float pinned = .999F;

bool al_pairer_init(al_pairer *pairer, const al_model *model, const al_collating *collating)
{
    *pairer = (al_pairer){.tradition = model->tradition,
                          .most_cells = collating->most_cells,
                          .fixed = collating->fixed,
                          .watch = collating->watch};
    return al_posterior_init(&pairer->posterior, model);
}

void al_pairer_release(al_pairer *pairer)
{
    if (pairer->tradition == NULL)
        return;
    al_release(pairer->tradition->allocator, pairer->list.items);
    al_release(pairer->tradition->allocator, pairer->together);
    al_release(pairer->tradition->allocator, pairer->apart);
    al_posterior_release(&pairer->posterior);
    *pairer = (al_pairer){.tradition = NULL};
}

static uint64_t cells(const al_block *block)
{
    return (uint64_t)block->n_x * block->n_y;
}

/* Whether runs of k words may cut a block. */
static bool may_cut(const al_pairer *pairer, const al_block *block, int k)
{
    if (k > 1)
        return cells(block) > AL_FEW_CELLS;
    return cells(block) > (k == 1 ? AL_MANY_CELLS : pairer->most_cells);
}

static al_block part(const al_block *block, al_pin from, al_pin to)
{
    return (al_block){block->x + from.x, block->y + from.y, to.x - from.x, to.y - from.y};
}

/* A block that is to be filled. */
typedef struct task {
    al_block block;
    al_pin origin; /* where it begins in its sequences */
    int k;         /* runs of so many words may cut it, and shorter ones */
    bool ends;     /* behind it stands a pin */
} task;

static bool fill(al_pairer *pairer, task task);

static bool pin(al_pairer *pairer, uint32_t x, uint32_t y)
{
    al_paired_list *list = &pairer->list;
    if (!al_grow(pairer->tradition->allocator, (void **)&list->items, &list->room, list->n + 1,
                 sizeof *list->items))
        return false;
    list->items[list->n++] = (al_paired){x, y, pinned};
    return true;
}

/* What lies between pins, and the pins. */
static bool fill_between(al_pairer *pairer, const task *all, const al_pin *pins, size_t n)
{
    al_pin from = {0, 0};
    for (size_t i = 0; i <= n; i++) {
        al_pin to = i < n ? pins[i] : (al_pin){all->block.n_x, all->block.n_y};
        al_pin origin = {all->origin.x + from.x, all->origin.y + from.y};
        task between = {part(&all->block, from, to), origin, all->k - 1, all->ends || i < n};
        if (!fill(pairer, between))
            return false;
        if (i < n && !pin(pairer, all->origin.x + to.x, all->origin.y + to.y))
            return false;
        from = (al_pin){to.x + 1, to.y + 1};
    }
    return true;
}

/* Take out of pins those that an editor has put apart; how many are left. */
static size_t without_apart(const al_pairer *pairer, al_pin origin, al_pin *pins, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const al_pin here = {origin.x + pins[i].x, origin.y + pins[i].y};
        size_t found = AL_FIRST_FROM(al_pin, pairer->apart, 0, pairer->n_apart, x, here.x);
        while (found < pairer->n_apart && pairer->apart[found].x == here.x &&
               pairer->apart[found].y != here.y)
            found++;
        if (found == pairer->n_apart || pairer->apart[found].x != here.x)
            pins[kept++] = pins[i];
    }
    return kept;
}

static bool fill(al_pairer *pairer, task task)
{
    const al_block *block = &task.block;
    const almost_allocator *allocator = pairer->tradition->allocator;
    if (block->n_x == 0 || block->n_y == 0)
        return true;
    while (task.k >= 0 && !may_cut(pairer, block, task.k))
        task.k--;
    if (al_watch_stops(pairer->watch, &pairer->work, task.k < 0 ? cells(block) : block->n_y))
        return false;
    if (task.k < 0 && cells(block) <= pairer->most_cells)
        return al_posterior_add(&pairer->posterior, block, task.origin, task.ends, &pairer->list);
    if (task.k < 0) {
        pairer->whole = false;
        return true;
    }
    al_pin *pins;
    size_t n;
    if (!al_pins_find(allocator, block, task.k, pairer->tradition->shares, &pins, &n))
        return false;
    if (pairer->n_apart > 0)
        n = without_apart(pairer, task.origin, pins, n);
    bool filled = fill_between(pairer, &task, pins, n);
    al_release(allocator, pins);
    return filled;
}

/* From a list of pairs to one of partners a word. */
static void index_partners(al_pairing *pairing, const al_paired_list *list, uint32_t n)
{
    size_t at = 0;
    for (uint32_t x = 0; x <= n; x++) {
        while (at < list->n && list->items[at].x < x)
            at++;
        pairing->starts[x] = (uint32_t)at;
    }
    for (size_t i = 0; i < list->n; i++)
        pairing->partners[i] = (al_partner){list->items[i].y, list->items[i].p};
}

static bool add_pin(const al_pairer *pairer, al_pin **pins, size_t *n, size_t *room, al_pin pin)
{
    if (pin.x == UINT32_MAX || pin.y == UINT32_MAX)
        return true;
    if (!al_grow(pairer->tradition->allocator, (void **)pins, room, *n + 1, sizeof **pins))
        return false;
    (*pins)[(*n)++] = pin;
    return true;
}

static int by_x(const void *one, const void *other)
{
    const al_pin *a = one, *b = other;
    if (a->x != b->x)
        return a->x < b->x ? -1 : 1;
    return (a->y > b->y) - (a->y < b->y);
}

/* The words of classes `one` and `other` in the two sequences. */
static al_pin pin_of(const al_pairer *pairer, const al_pairing *pairing, uint32_t one,
                     uint32_t other)
{
    return (al_pin){al_fixed_word_of(pairer->fixed, one, pairing->x),
                    al_fixed_word_of(pairer->fixed, other, pairing->y)};
}

/* The words of the two sequences that belong together. */
static bool find_together(al_pairer *pairer, const al_pairing *pairing)
{
    bool done = true;
    pairer->n_together = 0;
    for (uint32_t class = 0; done && class < pairer->fixed->n; class ++)
        done = add_pin(pairer, &pairer->together, &pairer->n_together, &pairer->rooms[0],
                       pin_of(pairer, pairing, class, class));
    if (pairer->n_together > 0)
        qsort(pairer->together, pairer->n_together, sizeof *pairer->together, by_x);
    return done;
}

static bool add_apart(al_pairer *pairer, al_pin pin)
{
    return add_pin(pairer, &pairer->apart, &pairer->n_apart, &pairer->rooms[1], pin);
}

static bool find_apart(al_pairer *pairer, const al_pairing *pairing)
{
    bool done = true;
    pairer->n_apart = 0;
    for (size_t i = 0; done && i < pairer->fixed->n_apart; i++) {
        const al_fixed_pair *pair = &pairer->fixed->apart[i];
        done = add_apart(pairer, pin_of(pairer, pairing, pair->one, pair->other)) &&
               add_apart(pairer, pin_of(pairer, pairing, pair->other, pair->one));
    }
    if (pairer->n_apart > 0)
        qsort(pairer->apart, pairer->n_apart, sizeof *pairer->apart, by_x);
    pairer->posterior.apart = pairer->apart;
    pairer->posterior.n_apart = pairer->n_apart;
    return done;
}

/* What an editor has decided of the two sequences. */
static bool find_fixed(al_pairer *pairer, const al_pairing *pairing)
{
    return pairer->fixed == NULL || (find_together(pairer, pairing) && find_apart(pairer, pairing));
}

bool al_pairing_fill(al_pairing *pairing, al_pairer *pairer)
{
    const al_tradition *tradition = pairer->tradition;
    const al_sequence *x = &tradition->sequences[pairing->x],
                      *y = &tradition->sequences[pairing->y];
    const task all = {{x->forms, y->forms, x->n, y->n}, {0, 0}, AL_LONGEST_RUN + 1, false};
    pairer->list.n = 0;
    pairer->whole = true;
    if (!find_fixed(pairer, pairing) ||
        !fill_between(pairer, &all, pairer->together, pairer->n_together) ||
        pairer->list.n > UINT32_MAX)
        return false;
    uint32_t *starts = al_allocate(tradition->allocator, (size_t)x->n + 1, sizeof *starts);
    al_partner *partners = al_allocate(tradition->allocator, pairer->list.n, sizeof *partners);
    if (starts == NULL || partners == NULL) {
        al_release(tradition->allocator, starts);
        al_release(tradition->allocator, partners);
        return false;
    }
    pairing->starts = starts;
    pairing->partners = partners;
    pairing->whole = pairer->whole;
    index_partners(pairing, &pairer->list, x->n);
    return true;
}

void al_pairing_release(al_pairing *pairing, const almost_allocator *allocator)
{
    al_release(allocator, pairing->starts);
    al_release(allocator, pairing->partners);
    pairing->starts = NULL;
    pairing->partners = NULL;
}

double al_pairing_likeness(const al_pairing *pairing, const al_tradition *tradition)
{
    uint32_t n = tradition->sequences[pairing->x].n, m = tradition->sequences[pairing->y].n;
    double sum = 0;
    for (uint32_t x = 0; x < n; x++) {
        float most = 0;
        for (uint32_t i = pairing->starts[x]; i < pairing->starts[x + 1]; i++)
            most = pairing->partners[i].p > most ? pairing->partners[i].p : most;
        sum += most;
    }
    return n > 0 && m > 0 ? sum / (n < m ? n : m) : 0;
}
