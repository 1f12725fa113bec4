/* SPDX-License-Identifier: Apache-2.0 */
/* Forward sums are kept for each cell, backward ones for two rows. */
#include "collate/posterior.h"

#include "base/search.h"

#include <assert.h>

bool al_posterior_init(al_posterior *posterior, const al_model *model)
{
    *posterior = (al_posterior){.allocator = model->tradition->allocator, .model = model};
    return al_likeness_init(&posterior->likeness, model->tradition);
}

void al_posterior_release(al_posterior *posterior)
{
    if (posterior->allocator == NULL)
        return;
    al_likeness_release(&posterior->likeness);
    al_release(posterior->allocator, posterior->cells);
    al_release(posterior->allocator, posterior->rows);
    *posterior = (al_posterior){.allocator = NULL};
}

/* A row of sums, one for each state and place. */
typedef struct sums {
    double *both;
    double *x; /* a word of x alone stands last (forward) or next (backward) */
    double *y;
} sums;

typedef struct grid {
    const al_block *block;
    size_t width;
    float *ratios;  /* of (i, j), from 1 on, at (i - 1) * n_y + j - 1 */
    float *forward; /* likewise, of the state of both words */
    sums rows[2];
    double *scales; /* of each row */
    double begin;   /* from both words to a gap of one side */
    double go_on;   /* from a gap to the same */
    double turn;    /* to the other side's */
    double stay;    /* from both words to both */
    double close;   /* from a gap to both */
} grid;

static bool lay_out(al_posterior *posterior, const al_block *block, grid *grid)
{
    size_t n_x = block->n_x, n_y = block->n_y, width = n_y + 1;
    const al_model *model = posterior->model;
    if (!al_grow(posterior->allocator, (void **)&posterior->cells, &posterior->n_cells,
                 2 * n_x * n_y, sizeof *posterior->cells) ||
        !al_grow(posterior->allocator, (void **)&posterior->rows, &posterior->n_rows,
                 6 * width + n_x + 1, sizeof *posterior->rows))
        return false;
    *grid = (struct grid){
        .block = block,
        .width = width,
        .ratios = posterior->cells,
        .forward = posterior->cells + n_x * n_y,
        .scales = posterior->rows + 6 * width,
        .begin = model->open,
        .go_on = model->extend,
        .turn = model->open * (1 - model->extend),
        .stay = 1 - 2 * model->open,
        .close = (1 - model->extend) * (1 - model->open),
    };
    for (int i = 0; i < 2; i++) {
        double *row = posterior->rows + 3 * width * (size_t)i;
        grid->rows[i] = (sums){row, row + width, row + 2 * width};
    }
    return true;
}

static void weigh(al_posterior *posterior, const grid *grid)
{
    const al_block *block = grid->block;
    float *ratio = grid->ratios;
    for (uint32_t i = 0; i < block->n_x; i++)
        for (uint32_t j = 0; j < block->n_y; j++)
            *ratio++ =
                al_model_ratio(posterior->model, &posterior->likeness, block->x[i], block->y[j]);
}

/* What an editor has put apart is never in one place. */
static void part(const al_posterior *posterior, const grid *grid, al_pin origin)
{
    const al_block *block = grid->block;
    const float next_to_nothing = 1e-30F;
    size_t i = AL_FIRST_FROM(al_pin, posterior->apart, 0, posterior->n_apart, x, origin.x);
    for (; i < posterior->n_apart && posterior->apart[i].x - origin.x < block->n_x; i++) {
        al_pin pin = posterior->apart[i];
        if (pin.y >= origin.y && pin.y - origin.y < block->n_y)
            grid->ratios[(size_t)(pin.x - origin.x) * block->n_y + pin.y - origin.y] =
                next_to_nothing;
    }
}

/* Gaps of y along a row whose other sums are there. */
static void run_along(const grid *grid, sums row)
{
    row.y[0] = 0;
    for (size_t j = 1; j < grid->width; j++)
        row.y[j] =
            row.both[j - 1] * grid->begin + row.y[j - 1] * grid->go_on + row.x[j - 1] * grid->turn;
}

static double largest(const grid *grid, sums row)
{
    double most = 0;
    for (size_t j = 0; j < grid->width; j++) {
        double one = row.both[j] > row.x[j] ? row.both[j] : row.x[j];
        one = one > row.y[j] ? one : row.y[j];
        most = most > one ? most : one;
    }
    return most;
}

static void scale(const grid *grid, sums row, double by)
{
    for (size_t j = 0; j < grid->width; j++) {
        row.both[j] *= by;
        row.x[j] *= by;
        row.y[j] *= by;
    }
}

static void step_forward(const grid *grid, size_t i, sums last, sums row)
{
    const float *ratios = grid->ratios + (i - 1) * (grid->width - 1);
    float *forward = grid->forward + (i - 1) * (grid->width - 1);
    for (size_t j = 0; j < grid->width; j++) {
        row.x[j] = last.both[j] * grid->begin + last.x[j] * grid->go_on + last.y[j] * grid->turn;
        row.both[j] = j == 0 ? 0
                             : ratios[j - 1] * (last.both[j - 1] * grid->stay +
                                                (last.x[j - 1] + last.y[j - 1]) * grid->close);
    }
    run_along(grid, row);
    grid->scales[i] = 1 / largest(grid, row);
    scale(grid, row, grid->scales[i]);
    for (size_t j = 1; j < grid->width; j++)
        forward[j - 1] = (float)row.both[j];
}

/* The sum of all, to the scales. */
static double go_forward(const grid *grid, bool ends)
{
    size_t n_x = grid->block->n_x, last = grid->width - 1;
    for (size_t j = 0; j < grid->width; j++)
        grid->rows[0].both[j] = grid->rows[0].x[j] = 0;
    grid->rows[0].both[0] = 1;
    run_along(grid, grid->rows[0]);
    for (size_t i = 1; i <= n_x; i++)
        step_forward(grid, i, grid->rows[(i - 1) & 1], grid->rows[i & 1]);
    sums row = grid->rows[n_x & 1];
    return row.both[last] * (ends ? grid->stay : 1) +
           (row.x[last] + row.y[last]) * (ends ? grid->close : 1);
}

static void begin_backward(const grid *grid, bool ends, sums row)
{
    size_t last = grid->width - 1;
    row.both[last] = ends ? grid->stay : 1;
    row.x[last] = row.y[last] = ends ? grid->close : 1;
    for (size_t j = last; j-- > 0;) {
        row.both[j] = row.y[j + 1] * grid->begin;
        row.x[j] = row.y[j + 1] * grid->turn;
        row.y[j] = row.y[j + 1] * grid->go_on;
    }
}

/* Row i from row i + 1, which is `next`. */
static void step_backward(const grid *grid, size_t i, sums next, sums row)
{
    const float *ratios = grid->ratios + i * (grid->width - 1);
    double by = grid->scales[i + 1];
    size_t last = grid->width - 1;
    for (size_t j = last + 1; j-- > 0;) {
        double both = j < last ? by * ratios[j] * next.both[j + 1] : 0;
        double x = by * next.x[j], y = j < last ? row.y[j + 1] : 0;
        row.both[j] = both * grid->stay + (x + y) * grid->begin;
        row.x[j] = both * grid->close + x * grid->go_on + y * grid->turn;
        row.y[j] = both * grid->close + y * grid->go_on + x * grid->turn;
    }
}

static bool keep(al_posterior *posterior, al_paired_list *list, al_paired paired)
{
    if (list->n == list->room && !al_grow(posterior->allocator, (void **)&list->items, &list->room,
                                          list->n + 1, sizeof *list->items))
        return false;
    list->items[list->n++] = paired;
    return true;
}

/* The pairs of row i, from its last one. */
static bool keep_row(al_posterior *posterior, const grid *grid, size_t i, double all, al_pin origin,
                     al_paired_list *list)
{
    const float *forward = grid->forward + (i - 1) * (grid->width - 1);
    const double *backward = grid->rows[i & 1].both;
    for (size_t j = grid->width - 1; j > 0; j--) {
        float p = (float)(forward[j - 1] * backward[j] / all);
        al_paired paired = {origin.x + (uint32_t)i - 1, origin.y + (uint32_t)j - 1, p};
        if (p >= AL_LEAST_PROBABILITY && !keep(posterior, list, paired))
            return false;
    }
    return true;
}

static void reverse(al_paired *items, size_t n)
{
    for (size_t i = 0; i < n / 2; i++) {
        al_paired one = items[i];
        items[i] = items[n - 1 - i];
        items[n - 1 - i] = one;
    }
}

bool al_posterior_add(al_posterior *posterior, const al_block *block, al_pin origin, bool ends,
                      al_paired_list *list)
{
    grid grid;
    size_t first = list->n, n_x = block->n_x;
    if (n_x == 0 || block->n_y == 0)
        return true;
    if (!lay_out(posterior, block, &grid))
        return false;
    weigh(posterior, &grid);
    part(posterior, &grid, origin);
    double all = go_forward(&grid, ends);
    assert(all > 0);
    begin_backward(&grid, ends, grid.rows[n_x & 1]);
    for (size_t i = n_x; i > 0; i--) {
        if (i < n_x)
            step_backward(&grid, i, grid.rows[(i + 1) & 1], grid.rows[i & 1]);
        if (!keep_row(posterior, &grid, i, all, origin, list))
            return false;
    }
    if (list->n > first) /* else the list may have no room, and be NULL */
        reverse(list->items + first, list->n - first);
    return true;
}
