/* SPDX-License-Identifier: Apache-2.0 */
/* Runs that occur once on either side, by a table of hashes, and the longest chain of them. */
#include "collate/pins.h"

#include "base/secret.h"

#include <math.h>
#include <string.h>

static const uint32_t many = UINT32_MAX, nowhere = UINT32_MAX - 1;

typedef struct run {
    uint64_t hash; /* 0: free */
    uint32_t x;    /* where it begins, or how often it occurs */
    uint32_t y;
} run;

typedef struct runs {
    run *slots;
    size_t mask;
    uint64_t key;
} runs;

/* Never 0. The same in each process: what is unique does not depend on the secret. */
static uint64_t hash_of(const uint32_t *words, int k)
{
    uint64_t hash = (uint64_t)k;
    for (int i = 0; i < k; i++) {
        hash = (hash ^ words[i]) * UINT64_C(0x9E3779B97F4A7C15);
        hash ^= hash >> 32;
    }
    return hash | 1;
}

static run *find(const runs *runs, uint64_t hash)
{
    size_t place = al_secret_place(hash, runs->key) & runs->mask;
    while (runs->slots[place].hash != 0 && runs->slots[place].hash != hash)
        place = (place + 1) & runs->mask;
    return &runs->slots[place];
}

static uint32_t n_runs(uint32_t n, int k)
{
    return n >= (uint32_t)k ? n - (uint32_t)k + 1 : 0;
}

static bool fill(runs *runs, const almost_allocator *allocator, const al_block *block, int k)
{
    uint32_t n_x = n_runs(block->n_x, k), n_y = n_runs(block->n_y, k);
    size_t n_slots = 16;
    while (n_slots < 2 * (size_t)n_x)
        n_slots *= 2;
    *runs = (struct runs){al_allocate_zero(allocator, n_slots, sizeof(run)), n_slots - 1,
                          al_secret()[1]};
    if (runs->slots == NULL)
        return false;
    for (uint32_t x = 0; x < n_x; x++) {
        uint64_t hash = hash_of(block->x + x, k);
        run *run = find(runs, hash);
        *run = (struct run){hash, run->hash == 0 ? x : many, nowhere};
    }
    for (uint32_t y = 0; y < n_y; y++) {
        run *run = find(runs, hash_of(block->y + y, k));
        if (run->hash != 0)
            run->y = run->y == nowhere ? y : many;
    }
    return true;
}

/* What occurs once on either side, by ascending x. */
static size_t gather_unique(const runs *runs, const al_block *block, int k, al_pin *pins)
{
    size_t n = 0;
    for (uint32_t x = 0; x < n_runs(block->n_x, k); x++) {
        const run *run = find(runs, hash_of(block->x + x, k));
        if (run->x == x && run->y < nowhere &&
            memcmp(block->x + x, block->y + run->y, (size_t)k * sizeof *block->x) == 0)
            pins[n++] = (al_pin){x, run->y};
    }
    return n;
}

/* The longest chain with ascending y (Fredman 1975); `ends` and `before` have room for all. */
static size_t longest_chain(al_pin *pins, size_t n, uint32_t *ends, uint32_t *before)
{
    size_t length = 0;
    for (size_t i = 0; i < n; i++) {
        size_t low = 0, high = length;
        while (low < high) {
            size_t middle = (low + high) / 2;
            if (pins[ends[middle]].y < pins[i].y)
                low = middle + 1;
            else
                high = middle;
        }
        before[i] = low > 0 ? ends[low - 1] : many;
        ends[low] = (uint32_t)i;
        length += low == length;
    }
    uint32_t at = length > 0 ? ends[length - 1] : many;
    for (size_t i = length; i > 0; i--, at = before[at])
        ends[i - 1] = at;
    for (size_t i = 0; i < length; i++)
        pins[i] = pins[ends[i]];
    return length;
}

static bool find_unique(const almost_allocator *allocator, const al_block *block, int k,
                        al_pin **pins, size_t *n_pins)
{
    runs runs;
    size_t most = n_runs(block->n_x, k) + (size_t)1;
    if (!fill(&runs, allocator, block, k))
        return false;
    al_pin *found = al_allocate(allocator, most, sizeof *found);
    uint32_t *scratch = al_allocate(allocator, 2 * most, sizeof *scratch);
    if (found != NULL && scratch != NULL) {
        size_t n = gather_unique(&runs, block, k, found);
        n = longest_chain(found, n, scratch, scratch + most);
        for (size_t i = 0; i < n; i++) { /* overlapping runs stay in order by their middles */
            found[i].x += (uint32_t)k / 2;
            found[i].y += (uint32_t)k / 2;
        }
        *pins = found;
        *n_pins = n;
    } else {
        al_release(allocator, found);
        found = NULL;
    }
    al_release(allocator, scratch);
    al_release(allocator, runs.slots);
    return found != NULL;
}

/* --- Where nothing is unique -------------------------------------------------------------------
 */

/* Occurrences of a word on either side up to which it is rare: 64 cells a word at most. */
enum { RARE = 8 };

/* Where a word occurs in y, up to RARE times: chains from first to last. */
typedef struct occurrences {
    runs runs;        /* x counts the words of x, y is the last place of y; by single words */
    uint32_t *before; /* of each word of y: the one before it that is the same */
    uint32_t *counts; /* of each slot: words of y */
} occurrences;

static bool index_rare(occurrences *found, const almost_allocator *allocator, const al_block *block)
{
    size_t n_slots = 16;
    while (n_slots < 2 * (size_t)block->n_x)
        n_slots *= 2;
    *found = (occurrences){
        .runs = {al_allocate_zero(allocator, n_slots, sizeof(run)), n_slots - 1, al_secret()[1]},
        .before = al_allocate(allocator, block->n_y, sizeof(uint32_t)),
        .counts = al_allocate_zero(allocator, n_slots, sizeof(uint32_t)),
    };
    if (found->runs.slots == NULL || found->before == NULL || found->counts == NULL)
        return false;
    for (uint32_t x = 0; x < block->n_x; x++) {
        uint64_t hash = hash_of(block->x + x, 1);
        run *run = find(&found->runs, hash);
        *run = (struct run){hash, run->x + 1, nowhere};
    }
    for (uint32_t y = 0; y < block->n_y; y++) {
        run *run = find(&found->runs, hash_of(block->y + y, 1));
        if (run->hash == 0)
            continue;
        found->before[y] = run->y;
        run->y = y;
        found->counts[run - found->runs.slots]++;
    }
    return true;
}

/* The cells of the words that are rare on either side; how many there are when `cells` is NULL. */
static size_t gather_rare(const occurrences *found, const al_block *block, const double *shares,
                          al_cell *cells)
{
    size_t n = 0;
    for (uint32_t x = 0; x < block->n_x; x++) {
        const run *run = find(&found->runs, hash_of(block->x + x, 1));
        if (run->x > RARE || found->counts[run - found->runs.slots] > RARE)
            continue;
        for (uint32_t y = run->y; y != nowhere; y = found->before[y]) {
            if (block->y[y] != block->x[x])
                continue;
            if (cells != NULL)
                cells[n] = (al_cell){x, y, -log2(shares[block->x[x]]) + 1};
            n++;
        }
    }
    return n;
}

static bool chain_rare(const almost_allocator *allocator, const al_block *block, al_cell *cells,
                       size_t n, al_pin **pins, size_t *n_pins)
{
    al_chain_room room = {.allocator = allocator};
    double weight;
    size_t n_chosen = 0;
    al_pin *found = NULL;
    if (al_chain(&room, cells, n, block->n_y, &n_chosen, &weight))
        found = al_allocate(allocator, n_chosen, sizeof *found);
    al_chain_room_release(&room);
    if (found == NULL)
        return false;
    for (size_t i = 0; i < n_chosen; i++)
        found[i] = (al_pin){cells[i].a, cells[i].b};
    *pins = found;
    *n_pins = n_chosen;
    return true;
}

static bool find_rare(const almost_allocator *allocator, const al_block *block,
                      const double *shares, al_pin **pins, size_t *n_pins)
{
    occurrences found;
    bool done = index_rare(&found, allocator, block);
    if (done) {
        size_t n = gather_rare(&found, block, shares, NULL);
        al_cell *cells = al_allocate(allocator, n, sizeof *cells);
        done = cells != NULL;
        if (done) {
            gather_rare(&found, block, shares, cells);
            done = chain_rare(allocator, block, cells, n, pins, n_pins);
        }
        al_release(allocator, cells);
    }
    al_release(allocator, found.runs.slots);
    al_release(allocator, found.before);
    al_release(allocator, found.counts);
    return done;
}

bool al_pins_find(const almost_allocator *allocator, const al_block *block, int k,
                  const double *shares, al_pin **pins, size_t *n_pins)
{
    if (k > 0)
        return find_unique(allocator, block, k, pins, n_pins);
    return find_rare(allocator, block, shares, pins, n_pins);
}
