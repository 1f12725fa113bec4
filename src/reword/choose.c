/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A seed beside which the alignment leads needs less to be believed: of the cells of a row one in
 * so many stands there. By bits and this advantage the best come first. One whose words are already
 * those of enough better ones on one side is a repeat, because of all that is found in the same
 * words only one passage is told. What this can lose is a passage in the words of better seeds
 * that lead to none.
 */
#include "reword/choose.h"

#include <math.h>
#include <stdlib.h>

enum {
    near_cells = 2, /* from the line, on either side of it */
    enough = 2      /* better seeds in the same words */
};

/* Bits that a seed near the line is ahead of others. */
static float advantage_of(const al_evidence *evidence)
{
    double cells = (double)evidence->pair->sides[0].n / al_cell_words;
    return (float)fmax(log2(cells / (2 * near_cells + 1)), 0);
}

static bool is_beside(const al_evidence *evidence, const al_box *seed)
{
    const uint32_t *line = evidence->pair->line;
    if (line == NULL)
        return false;
    uint32_t mine = seed->words.start[0] / al_cell_words;
    uint32_t theirs = line[seed->words.start[1]] / al_cell_words;
    return mine <= theirs + near_cells && theirs <= mine + near_cells;
}

/* Whether enough better seeds stand in both cells that the seed has on a side; else count it. */
static bool is_repeat(uint8_t *const counts[2], const al_box *seed)
{
    for (int side = 0; side < 2; side++) {
        const uint8_t *cells = counts[side] + seed->words.start[side] / al_cell_words;
        if (cells[0] >= enough && cells[1] >= enough)
            return true;
    }
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < 2; i++) {
            uint8_t *cell = counts[side] + seed->words.start[side] / al_cell_words + i;
            *cell += *cell < enough;
        }
    return false;
}

static void keep(const al_evidence *evidence, uint8_t *const counts[2], al_box *seeds, size_t *n,
                 size_t most, bool *whole)
{
    float advantage = advantage_of(evidence);
    for (size_t i = 0; i < *n; i++)
        seeds[i].bits += is_beside(evidence, &seeds[i]) ? advantage : 0;
    qsort(seeds, *n, sizeof *seeds, al_best_box_first);
    size_t kept = 0;
    for (size_t i = 0; i < *n; i++) {
        if (is_repeat(counts, &seeds[i]))
            continue;
        if (kept == most) {
            *whole = false;
            break;
        }
        seeds[kept++] = seeds[i];
    }
    *n = kept;
}

bool al_seeds_choose(const al_evidence *evidence, al_box *seeds, size_t *n, size_t most,
                     bool *whole)
{
    uint8_t *counts[2];
    for (int side = 0; side < 2; side++) {
        size_t cells = evidence->pair->sides[side].n / al_cell_words + 2;
        counts[side] = al_allocate_zero(evidence->allocator, cells, 1);
    }
    bool done = counts[0] != NULL && counts[1] != NULL;
    if (done)
        keep(evidence, counts, seeds, n, most, whole);
    al_release(evidence->allocator, counts[0]);
    al_release(evidence->allocator, counts[1]);
    return done;
}
