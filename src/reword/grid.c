/* SPDX-License-Identifier: Apache-2.0 */
#include "reword/grid.h"

#include <stdlib.h>
#include <string.h>

/* Marks that one stem may make: common stems say little, and 300 or 3,000 find the same. */
static const uint64_t most_marks = 1000;
static const float seed_q = .4F;   /* as for a range that has not been looked at yet */
static const float least_gain = 1;  /* bits of a mark */

enum { ring = 4 }; /* rows: two of the box, and one before and behind for its neighbours */

typedef struct grid {
    const al_evidence *evidence;
    float *gain;      /* of each stem; 0 for none */
    float *cells;     /* ring rows of n_columns + 2 cells; column c stands at c + 1 */
    uint32_t *marked; /* ring rows of columns that are not zero */
    uint32_t n_marked[ring];
    uint32_t *seen;   /* of each column, the last row + 1 in which its box was looked at */
    uint32_t n_columns;
    uint32_t n_rows;
    double least; /* bits of a seed */
    al_box *boxes;
    size_t n;
    size_t capacity;
} grid;

static float *cell_row(const grid *grid, uint32_t row)
{
    return grid->cells + (size_t)(row % ring) * (grid->n_columns + 2) + 1;
}

static uint32_t *marked_row(const grid *grid, uint32_t row)
{
    return grid->marked + (size_t)(row % ring) * grid->n_columns;
}

static void weigh_stems(grid *grid)
{
    const al_evidence *evidence = grid->evidence;
    float most = al_gain(seed_q, al_chance_in(evidence->floor, 2 * al_cell_words));
    for (uint32_t stem = 0; stem < evidence->pair->n_stems; stem++) {
        uint64_t marks = (uint64_t)al_stem_count(evidence, 0, stem) *
                         al_stem_count(evidence, 1, stem);
        grid->gain[stem] = 0;
        if (marks == 0 || marks > most_marks)
            continue;
        float chance = evidence->chance[stem];
        float gain = chance == evidence->floor
                         ? most
                         : al_gain(seed_q, al_chance_in(chance, 2 * al_cell_words));
        grid->gain[stem] = gain >= least_gain ? gain : 0;
    }
}

/* Mark the columns where the stem of one word of side 1 stands, each once. */
static void mark_word(grid *grid, uint32_t row, uint32_t stem)
{
    const al_evidence *evidence = grid->evidence;
    float *cells = cell_row(grid, row), gain = grid->gain[stem];
    uint32_t *marked = marked_row(grid, row), last = UINT32_MAX;
    for (uint32_t i = evidence->first[0][stem]; i < evidence->first[0][stem + 1]; i++) {
        uint32_t word = evidence->at[0][i], column = word / al_cell_words;
        if (column == last || evidence->closed[0][word])
            continue;
        last = column;
        if (cells[column] == 0)
            marked[grid->n_marked[row % ring]++] = column;
        cells[column] += gain;
    }
}

static void mark_row(grid *grid, uint32_t row)
{
    const al_evidence *evidence = grid->evidence;
    float *cells = cell_row(grid, row);
    const uint32_t *marked = marked_row(grid, row);
    for (uint32_t i = 0; i < grid->n_marked[row % ring]; i++)
        cells[marked[i]] = 0;
    grid->n_marked[row % ring] = 0;
    const al_reword_side *side = &evidence->pair->sides[1];
    uint32_t start = row * al_cell_words, end = start + al_cell_words;
    for (uint32_t word = start; word < end && word < side->n; word++)
        if (grid->gain[side->stems[word]] > 0 && !evidence->closed[1][word])
            mark_word(grid, row, side->stems[word]);
}

static float box_bits(const grid *grid, uint32_t row, uint32_t column)
{
    const float *above = cell_row(grid, row), *below = cell_row(grid, row + 1);
    return above[column] + above[column + 1] + below[column] + below[column + 1];
}

/* Whether no neighbour is worth more; of equals the first one is a seed. */
static bool is_peak(const grid *grid, uint32_t row, uint32_t column, float bits)
{
    for (uint32_t r = row > 0 ? row - 1 : 0; r <= row + 1; r++)
        for (uint32_t c = column > 0 ? column - 1 : 0; c <= column + 1 && c < grid->n_columns; c++) {
            float other = box_bits(grid, r, c);
            bool before = r < row || (r == row && c < column);
            if (other > bits || (other == bits && before))
                return false;
        }
    return true;
}

static uint32_t at_most(uint64_t value, uint32_t most)
{
    return value < most ? (uint32_t)value : most;
}

static bool add_box(grid *grid, uint32_t row, uint32_t column, float bits)
{
    const al_evidence *evidence = grid->evidence;
    if (!al_grow(evidence->allocator, (void **)&grid->boxes, &grid->capacity, grid->n + 1,
                 sizeof *grid->boxes))
        return false;
    uint32_t start[2] = {column * al_cell_words, row * al_cell_words};
    al_box *box = &grid->boxes[grid->n++];
    box->bits = bits;
    for (int side = 0; side < 2; side++) {
        box->words.start[side] = start[side];
        box->words.end[side] = at_most((uint64_t)start[side] + 2 * al_cell_words,
                                       evidence->pair->sides[side].n);
    }
    return true;
}

static bool look_at(grid *grid, uint32_t row, uint32_t column)
{
    if (grid->seen[column] == row + 1)
        return true;
    grid->seen[column] = row + 1;
    float bits = box_bits(grid, row, column);
    return bits < grid->least || !is_peak(grid, row, column, bits) ||
           add_box(grid, row, column, bits);
}

/* All boxes that begin in a row, once the two rows behind it are marked. */
static bool search_row(grid *grid, uint32_t row)
{
    for (uint32_t r = row; r <= row + 1; r++) {
        const uint32_t *marked = marked_row(grid, r);
        for (uint32_t i = 0; i < grid->n_marked[r % ring]; i++)
            if (!look_at(grid, row, marked[i]) ||
                (marked[i] > 0 && !look_at(grid, row, marked[i] - 1)))
                return false;
    }
    return true;
}

static int best_first(const void *left, const void *right)
{
    const al_box *a = left, *b = right;
    if (a->bits != b->bits)
        return a->bits > b->bits ? -1 : 1;
    if (a->words.start[1] != b->words.start[1])
        return a->words.start[1] < b->words.start[1] ? -1 : 1;
    return a->words.start[0] < b->words.start[0] ? -1 : a->words.start[0] > b->words.start[0];
}

static bool search(grid *grid)
{
    weigh_stems(grid);
    bool done = true;
    mark_row(grid, 0);
    mark_row(grid, 1);
    for (uint32_t row = 0; row < grid->n_rows && done; row++) {
        mark_row(grid, row + 2);
        done = search_row(grid, row);
    }
    if (grid->n > 1)
        qsort(grid->boxes, grid->n, sizeof *grid->boxes, best_first);
    return done;
}

static bool reserve(grid *grid)
{
    const almost_allocator *allocator = grid->evidence->allocator;
    size_t columns = grid->n_columns;
    grid->gain = al_allocate(allocator, grid->evidence->pair->n_stems, sizeof(float));
    grid->cells = al_allocate_zero(allocator, ring * (columns + 2), sizeof(float));
    grid->marked = al_allocate(allocator, ring * columns, sizeof(uint32_t));
    grid->seen = al_allocate_zero(allocator, columns, sizeof(uint32_t));
    return grid->gain != NULL && grid->cells != NULL && grid->marked != NULL && grid->seen != NULL;
}

bool al_grid_seeds(const al_evidence *evidence, double least, al_box **out, size_t *n,
                   bool *whole)
{
    const al_reword_side *sides = evidence->pair->sides;
    grid grid = {.evidence = evidence, .least = least};
    grid.n_columns = (uint32_t)(((uint64_t)sides[0].n + al_cell_words - 1) / al_cell_words);
    grid.n_rows = (uint32_t)(((uint64_t)sides[1].n + al_cell_words - 1) / al_cell_words);
    bool done = reserve(&grid) && search(&grid);
    const almost_allocator *allocator = evidence->allocator;
    al_release(allocator, grid.gain);
    al_release(allocator, grid.cells);
    al_release(allocator, grid.marked);
    al_release(allocator, grid.seen);
    if (!done) {
        al_release(allocator, grid.boxes);
        return false;
    }
    size_t most = 200 + ((size_t)sides[0].n + sides[1].n) / 50;
    *whole = *whole && grid.n <= most;
    *out = grid.boxes;
    *n = grid.n <= most ? grid.n : most;
    return true;
}
