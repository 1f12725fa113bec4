/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Longest common subsequences by bit-parallel rows (Crochemore, Iliopoulos,
 * Pinzon and Reid 2001; Hyyro 2004): 64 words of side 0 in a machine word,
 *
 *     V = (V + (V & M)) | (V & ~M)
 *
 * where M marks the places of one word of side 1. A zero bit of V says that the
 * subsequence grows there; the stored rows are walked back to find the pairs.
 * One mask a fold is enough for any width: it is refilled for each block of 64
 * words, and the carry from block to block is a byte a word of side 1.
 *
 * Words that only one side has take no part. From wide tables they are left
 * out first; walked back over, they leave their mark where several
 * subsequences are equally long, so that it is noted where they were.
 */
#include "match/gap.h"

#include <string.h>

enum {
    wide = 128 /* words of side 0 from which on leaving out is worth it */
};

/* What the table is made of. */
typedef struct table {
    const uint32_t *words[2];
    const uint32_t *places[2];
    uint32_t n[2];
    const uint64_t *rows;
    const uint8_t *behind; /* whether words were left out behind so many of side 1; NULL: none */
} table;

bool al_gap_work_init(al_gap_work *work, const almost_allocator *allocator, uint32_t n_folds,
                      uint64_t max_cells)
{
    *work = (al_gap_work){.allocator = allocator, .n_folds = n_folds, .max_cells = max_cells};
    work->masks = al_allocate_zero(allocator, n_folds, sizeof *work->masks);
    return work->masks != NULL;
}

void al_gap_work_release(al_gap_work *work)
{
    al_release(work->allocator, work->masks);
    al_release(work->allocator, work->counts);
    al_release(work->allocator, work->rows);
    al_release(work->allocator, work->carries);
    al_release(work->allocator, work->shared);
    al_release(work->allocator, work->behind);
}

/* One block of up to 64 words of side 0 against all of side 1. */
static void block_rows(uint64_t *masks, const table *table, uint32_t start, uint8_t *carries,
                       uint64_t *rows)
{
    uint32_t n_mine = table->n[0] - start < 64 ? table->n[0] - start : 64, n_theirs = table->n[1];
    const uint32_t *mine = table->words[0] + start, *theirs = table->words[1];
    for (uint32_t i = 0; i < n_mine; i++)
        masks[mine[i]] |= UINT64_C(1) << i;
    uint64_t v = ~UINT64_C(0);
    if (carries == NULL) {
        for (uint32_t j = 0; j < n_theirs; j++) {
            uint64_t grows = v & masks[theirs[j]];
            v = (v + grows) | (v ^ grows);
            rows[j] = v;
        }
    } else {
        for (uint32_t j = 0; j < n_theirs; j++) {
            uint64_t grows = v & masks[theirs[j]], sum, whole;
            bool over = __builtin_add_overflow(v, grows, &sum);
            over |= __builtin_add_overflow(sum, (uint64_t)carries[j], &whole);
            carries[j] = over;
            v = whole | (v ^ grows);
            rows[j] = v;
        }
    }
    for (uint32_t i = 0; i < n_mine; i++)
        masks[mine[i]] = 0;
}

/* Whether the subsequence stays as long without word i of side 0, at word j of side 1. */
static bool stays(const table *table, uint32_t i, uint32_t j)
{
    return (table->rows[(size_t)(i / 64) * table->n[1] + j] >> (i % 64) & 1) != 0;
}

/* At words of side 1 that were left out, side 0 goes back as far as it can. */
static uint32_t pass_left_out(const table *table, uint32_t i, uint32_t j)
{
    if (table->behind != NULL && table->behind[j])
        while (i > 0 && j > 0 && stays(table, i - 1, j - 1))
            i--;
    return i;
}

static void walk_back(const table *table, uint32_t *const partner[2])
{
    const uint32_t *mine = table->words[0], *theirs = table->words[1];
    uint32_t j = table->n[1], i = pass_left_out(table, table->n[0], j);
    while (i > 0 && j > 0) {
        if (mine[i - 1] == theirs[j - 1]) {
            i--, j--;
            partner[0][table->places[0][i]] = table->places[1][j];
            partner[1][table->places[1][j]] = table->places[0][i];
            i = pass_left_out(table, i, j);
        } else if (stays(table, i - 1, j - 1)) {
            i--;
        } else {
            j--;
            i = pass_left_out(table, i, j);
        }
    }
}

static bool reserve_table(al_gap_work *work, size_t blocks, uint32_t n1)
{
    size_t carries = blocks > 1 ? n1 : 0;
    return al_grow(work->allocator, (void **)&work->rows, &work->rows_capacity, blocks * n1,
                   sizeof *work->rows) &&
           al_grow(work->allocator, (void **)&work->carries, &work->carries_capacity, carries, 1);
}

static void set_masks(al_gap_work *work, const uint32_t *words, uint32_t n, uint64_t mask)
{
    for (uint32_t i = 0; i < n; i++)
        work->masks[words[i]] = mask;
}

/* Leave out the words of a side that have no mask; `behind` gets where they were. */
static void keep_masked(const al_gap_work *work, int side, uint32_t *room, uint8_t *behind,
                        table *table)
{
    uint32_t kept = 0, n = table->n[side], *words = room, *places = room + n;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t word = table->words[side][i];
        bool masked = work->masks[word] != 0;
        words[kept] = word;
        places[kept] = table->places[side][i];
        if (behind != NULL)
            behind[kept] |= !masked;
        kept += masked;
    }
    table->words[side] = words;
    table->places[side] = places;
    table->n[side] = kept;
}

/* Leave out the words that only one side has. False when memory ends. */
static bool keep_shared(al_gap_work *work, table *table)
{
    size_t n0 = table->n[0], n1 = table->n[1];
    if (!al_grow(work->allocator, (void **)&work->shared, &work->shared_capacity, 2 * (n0 + n1),
                 sizeof *work->shared) ||
        !al_grow(work->allocator, (void **)&work->behind, &work->behind_capacity, n1 + 1, 1))
        return false;
    memset(work->behind, 0, n1 + 1);
    const uint32_t *mine = table->words[0];
    set_masks(work, mine, (uint32_t)n0, 1);
    keep_masked(work, 1, work->shared, work->behind, table);
    set_masks(work, mine, (uint32_t)n0, 0);
    set_masks(work, table->words[1], table->n[1], 1);
    keep_masked(work, 0, work->shared + 2 * n1, NULL, table);
    set_masks(work, table->words[1], table->n[1], 0);
    table->behind = work->behind;
    return true;
}

static bool fill_table(al_gap_work *work, table *table)
{
    uint32_t n0 = table->n[0], n1 = table->n[1];
    size_t blocks = ((size_t)n0 + 63) / 64;
    if (!reserve_table(work, blocks, n1))
        return false;
    if (blocks > 1)
        memset(work->carries, 0, n1);
    for (size_t block = 0; block < blocks; block++) {
        block_rows(work->masks, table, (uint32_t)block * 64, blocks > 1 ? work->carries : NULL,
                   work->rows + block * n1);
    }
    table->rows = work->rows;
    return true;
}

bool al_lcs(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2])
{
    const uint32_t *mine = gap->words[0], *theirs = gap->words[1];
    uint32_t first = 0, n0 = gap->n[0], n1 = gap->n[1];
    while (first < n0 && first < n1 && mine[first] == theirs[first]) {
        partner[0][gap->places[0][first]] = gap->places[1][first];
        partner[1][gap->places[1][first]] = gap->places[0][first];
        first++;
    }
    table table = {.words = {mine + first, theirs + first},
                   .places = {gap->places[0] + first, gap->places[1] + first},
                   .n = {n0 - first, n1 - first}};
    if (table.n[0] >= wide && !keep_shared(work, &table))
        return false;
    if (table.n[0] == 0 || table.n[1] == 0)
        return true;
    if (!fill_table(work, &table))
        return false;
    walk_back(&table, partner);
    return true;
}
