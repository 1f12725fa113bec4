/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Of the grid no more than four rows are there at a time, and of a row only the
 * chunks of columns are looked at that some stem marks: a chunk's boxes are
 * added up and held against the least all at once.
 */
#include "reword/grid.h"

#include "base/deadline.h"
#include "reword/choose.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/*
 * Marks that one stem may make: common stems say little, and 300 or 3,000 find the same. One that
 * makes more marks where the alignment leads only, for in texts that repeat themselves all
 * stems are common.
 */
static const uint64_t most_marks = 1000;
static const float seed_q = .4F;   /* as for a range that has not been looked at yet */
static const float least_gain = 1; /* bits of a mark */

enum {
    ring = 4,        /* rows: two of the box, and one before and behind for its neighbours */
    chunk = 16,      /* columns */
    near_columns = 4 /* from the line, on either side of it */
};

typedef struct grid {
    const al_evidence *evidence;
    void *room;        /* what the arrays stand in */
    float *gain;       /* of each stem; 0 for none */
    uint32_t *first;   /* of each stem, where its columns begin in `columns`; one more at the end */
    uint32_t *columns; /* where open words of side 0 have the stem, each once, ascending */
    float *cells;      /* ring rows of whole chunks, and one that stays zero for the last box */
    uint8_t *is_marked; /* ring rows of chunks */
    uint32_t *marked;   /* ring rows of the chunks that are marked */
    uint32_t n_marked[ring];
    uint32_t *seen; /* of each chunk, the last row + 1 in which it was looked at */
    uint32_t n_columns;
    uint32_t n_chunks;
    uint32_t n_rows;
    float least; /* bits of a seed */
    al_box *boxes;
    size_t n;
    size_t capacity;
} grid;

static float *cell_row(const grid *grid, uint32_t row)
{
    return grid->cells + (size_t)(row % ring) * (grid->n_chunks + 1) * chunk;
}

static bool makes_too_many(const al_evidence *evidence, uint32_t stem)
{
    return (uint64_t)al_stem_count(evidence, 0, stem) * al_stem_count(evidence, 1, stem) >
           most_marks;
}

/* What a mark of the stem is worth, and 0 where it is to make none. */
static float mark_gain(const al_evidence *evidence, uint32_t stem, float most)
{
    float chance = evidence->chance[stem];
    if (makes_too_many(evidence, stem) && evidence->pair->line == NULL)
        return 0;
    float gain =
        chance == evidence->floor ? most : al_gain(seed_q, al_chance_in(chance, 2 * al_cell_words));
    return gain >= least_gain ? gain : 0;
}

static void list_columns(grid *grid)
{
    const al_evidence *evidence = grid->evidence;
    float most = al_gain(seed_q, al_chance_in(evidence->floor, 2 * al_cell_words));
    uint32_t n = 0;
    for (uint32_t stem = 0; stem < evidence->n_stems; stem++) {
        uint32_t start = evidence->first[0][stem], end = evidence->first[0][stem + 1];
        uint32_t last = UINT32_MAX;
        grid->first[stem] = n;
        grid->gain[stem] = start < end ? mark_gain(evidence, stem, most) : 0;
        for (uint32_t i = start; i < end && grid->gain[stem] > 0; i++) {
            uint32_t word = evidence->at[0][i], column = word / al_cell_words;
            if (column != last && !evidence->closed[0][word])
                grid->columns[n++] = last = column;
        }
    }
    grid->first[evidence->n_stems] = n;
}

/* The columns to mark for a word of side 1, as a range of `columns`. */
static al_range columns_of(const grid *grid, uint32_t word, uint32_t stem)
{
    const al_evidence *evidence = grid->evidence;
    const uint32_t *line = evidence->pair->line;
    al_range all = {grid->first[stem], grid->first[stem + 1]};
    if (!makes_too_many(evidence, stem))
        return all;
    uint32_t column = line[word] / al_cell_words;
    uint32_t least = column > near_columns ? column - near_columns : 0;
    uint32_t low = all.start, high = all.end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (grid->columns[middle] < least)
            low = middle + 1;
        else
            high = middle;
    }
    al_range near = {low, low};
    while (near.end < all.end && grid->columns[near.end] <= column + near_columns)
        near.end++;
    return near;
}

/* Mark the columns where the stem of one word of side 1 stands. */
static void mark_word(grid *grid, uint32_t row, uint32_t word)
{
    uint32_t stem = grid->evidence->stems[1][word];
    float *cells = cell_row(grid, row), gain = grid->gain[stem];
    size_t start = (size_t)(row % ring) * grid->n_chunks;
    al_range marked = columns_of(grid, word, stem);
    for (uint32_t i = marked.start; i < marked.end; i++) {
        uint32_t column = grid->columns[i], in = column / chunk;
        cells[column] += gain;
        if (!grid->is_marked[start + in]) {
            grid->is_marked[start + in] = 1;
            grid->marked[start + grid->n_marked[row % ring]++] = in;
        }
    }
}

static void clear_row(grid *grid, uint32_t row)
{
    size_t start = (size_t)(row % ring) * grid->n_chunks;
    for (uint32_t i = 0; i < grid->n_marked[row % ring]; i++) {
        uint32_t in = grid->marked[start + i];
        grid->is_marked[start + in] = 0;
        memset(cell_row(grid, row) + (size_t)in * chunk, 0, chunk * sizeof(float));
    }
    grid->n_marked[row % ring] = 0;
}

static void mark_row(grid *grid, uint32_t row)
{
    const uint32_t *stems = grid->evidence->stems[1];
    const uint8_t *closed = grid->evidence->closed[1];
    const float *gain = grid->gain;
    uint64_t start = (uint64_t)row * al_cell_words, n = grid->evidence->pair->sides[1].n;
    uint64_t end = start + al_cell_words < n ? start + al_cell_words : n;
    clear_row(grid, row);
    for (uint64_t word = start; word < end; word++)
        if (gain[stems[word]] > 0 && !closed[word])
            mark_word(grid, row, (uint32_t)word);
}

static float box_bits(const float *above, const float *below, uint32_t column)
{
    return above[column] + above[column + 1] + below[column] + below[column + 1];
}

/* Whether no neighbour is worth more; of equals the first one is a seed. */
static bool is_peak(const grid *grid, uint32_t row, uint32_t column, float bits)
{
    for (uint32_t r = row > 0 ? row - 1 : 0; r <= row + 1; r++)
        for (uint32_t c = column > 0 ? column - 1 : 0; c <= column + 1 && c < grid->n_columns;
             c++) {
            float other = box_bits(cell_row(grid, r), cell_row(grid, r + 1), c);
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
        box->words.end[side] =
            at_most((uint64_t)start[side] + 2 * al_cell_words, evidence->pair->sides[side].n);
    }
    return true;
}

/*
 * The boxes of a chunk that are worth as much as a seed; counted, not asked one by one, for speed.
 */
static uint32_t count_boxes(const float *above, const float *below, float least)
{
    uint32_t n = 0;
    for (uint32_t column = 0; column < chunk; column++)
        n += box_bits(above, below, column) >= least;
    return n;
}

/* Whether the boxes that begin in a row and a chunk are still to be looked at; asked once. */
static bool is_new(grid *grid, uint32_t row, uint32_t in)
{
    bool seen = grid->seen[in] == row + 1;
    grid->seen[in] = row + 1;
    return !seen;
}

static bool look_at(grid *grid, uint32_t row, uint32_t in)
{
    const float *above = cell_row(grid, row), *below = cell_row(grid, row + 1);
    uint32_t start = in * chunk, end = start + chunk;
    if (count_boxes(above + start, below + start, grid->least) == 0)
        return true;
    for (uint32_t column = start; column < end && column < grid->n_columns; column++) {
        float bits = box_bits(above, below, column);
        if (bits >= grid->least && is_peak(grid, row, column, bits) &&
            !add_box(grid, row, column, bits))
            return false;
    }
    return true;
}

/* All boxes that begin in a row, once the two rows behind it are marked. */
static bool search_row(grid *grid, uint32_t row)
{
    for (uint32_t r = row; r <= row + 1; r++) {
        const uint32_t *marked = grid->marked + (size_t)(r % ring) * grid->n_chunks;
        for (uint32_t i = 0; i < grid->n_marked[r % ring]; i++) {
            uint32_t in = marked[i];
            if (is_new(grid, row, in) && !look_at(grid, row, in))
                return false;
            bool before = in > 0; /* the last box before a chunk reaches into it */
            if (before && is_new(grid, row, in - 1) && !look_at(grid, row, in - 1))
                return false;
        }
    }
    return true;
}

int al_best_box_first(const void *left, const void *right)
{
    const al_box *a = left, *b = right;
    if (a->bits != b->bits)
        return a->bits > b->bits ? -1 : 1;
    if (a->words.start[1] != b->words.start[1])
        return a->words.start[1] < b->words.start[1] ? -1 : 1;
    return a->words.start[0] < b->words.start[0] ? -1 : a->words.start[0] > b->words.start[0];
}

/* What a row took: the columns of its chunks. */
static uint64_t marks_of(const grid *grid, uint32_t row)
{
    return (uint64_t)grid->n_marked[row % ring] * chunk;
}

static bool search(grid *grid, al_clock *clock)
{
    list_columns(grid);
    bool done = true;
    mark_row(grid, 0);
    mark_row(grid, 1);
    for (uint32_t row = 0; row < grid->n_rows && done; row++) {
        mark_row(grid, row + 2);
        done = search_row(grid, row) && !al_clock_late(clock, marks_of(grid, row));
    }
    if (grid->n > 1)
        qsort(grid->boxes, grid->n, sizeof *grid->boxes, al_best_box_first);
    return done;
}

/* Give every array its place in the room. Returns how much they take. */
static size_t lay_out(grid *grid, char *room)
{
    const al_evidence *evidence = grid->evidence;
    size_t used = 0, n_stems = evidence->n_stems, n_chunks = grid->n_chunks;
    grid->cells = al_carve(room, &used, ring * (n_chunks + 1) * chunk, sizeof(float));
    grid->is_marked = al_carve(room, &used, ring * n_chunks, 1);
    grid->seen = al_carve(room, &used, n_chunks, sizeof(uint32_t));
    if (room != NULL)
        memset(room, 0, used);
    grid->marked = al_carve(room, &used, ring * n_chunks, sizeof(uint32_t));
    grid->gain = al_carve(room, &used, n_stems, sizeof(float));
    grid->first = al_carve(room, &used, n_stems + 1, sizeof(uint32_t));
    grid->columns = al_carve(room, &used, evidence->first[0][n_stems], sizeof(uint32_t));
    return used;
}

/* The least number of 32 bits that is not below. */
static float round_up(double value)
{
    float rounded = (float)value;
    return rounded < value ? nextafterf(rounded, INFINITY) : rounded;
}

bool al_grid_seeds(const al_evidence *evidence, struct al_clock *clock, double least, al_box **out,
                   size_t *n, bool *whole)
{
    const al_reword_side *sides = evidence->pair->sides;
    grid grid = {.evidence = evidence, .least = round_up(least)};
    grid.n_columns = (uint32_t)(((uint64_t)sides[0].n + al_cell_words - 1) / al_cell_words);
    grid.n_chunks = (grid.n_columns + chunk - 1) / chunk;
    grid.n_rows = (uint32_t)(((uint64_t)sides[1].n + al_cell_words - 1) / al_cell_words);
    grid.room = al_allocate(evidence->allocator, lay_out(&grid, NULL), 1);
    bool done = false;
    if (grid.room != NULL) {
        lay_out(&grid, grid.room);
        done = search(&grid, clock);
    }
    al_release(evidence->allocator, grid.room);
    size_t most = 200 + ((size_t)sides[0].n + sides[1].n) / 50;
    if (done && grid.n > most)
        done = al_seeds_choose(evidence, grid.boxes, &grid.n, most, whole);
    if (!done) {
        al_release(evidence->allocator, grid.boxes);
        return false;
    }
    *out = grid.boxes;
    *n = grid.n;
    return true;
}
