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
 */
#include "match/gap.h"

#include <string.h>

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
}

/* One block of up to 64 words of side 0 against all of side 1. */
static void block_rows(uint64_t *masks, const uint32_t *mine, uint32_t n_mine,
                       const uint32_t *theirs, uint32_t n_theirs, uint8_t *carries, uint64_t *rows)
{
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

static void walk_back(const al_gap *gap, uint32_t first, uint32_t n0, uint32_t n1,
                      const uint64_t *rows, uint32_t *const partner[2])
{
    const uint32_t *mine = gap->words[0] + first, *theirs = gap->words[1] + first;
    const uint32_t *my_places = gap->places[0] + first, *their_places = gap->places[1] + first;
    uint32_t i = n0, j = n1;
    while (i > 0 && j > 0) {
        if (mine[i - 1] == theirs[j - 1]) {
            i--, j--;
            partner[0][my_places[i]] = their_places[j];
            partner[1][their_places[j]] = my_places[i];
        } else if (rows[(size_t)((i - 1) / 64) * n1 + j - 1] >> ((i - 1) % 64) & 1) {
            i--;
        } else {
            j--;
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

bool al_lcs(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2])
{
    const uint32_t *mine = gap->words[0], *theirs = gap->words[1];
    uint32_t first = 0, n0 = gap->n[0], n1 = gap->n[1];
    while (first < n0 && first < n1 && mine[first] == theirs[first]) {
        partner[0][gap->places[0][first]] = gap->places[1][first];
        partner[1][gap->places[1][first]] = gap->places[0][first];
        first++;
    }
    n0 -= first;
    n1 -= first;
    if (n0 == 0 || n1 == 0)
        return true;
    size_t blocks = ((size_t)n0 + 63) / 64;
    if (!reserve_table(work, blocks, n1))
        return false;
    if (blocks > 1)
        memset(work->carries, 0, n1);
    for (size_t block = 0; block < blocks; block++) {
        uint32_t start = (uint32_t)block * 64, size = n0 - start < 64 ? n0 - start : 64;
        block_rows(work->masks, mine + first + start, size, theirs + first, n1,
                   blocks > 1 ? work->carries : NULL, work->rows + block * n1);
    }
    walk_back(gap, first, n0, n1, work->rows, partner);
    return true;
}
