/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Columns. What finds the words of a printed page finds the order of its blocks, too, and now and
 * then takes one that begins a column for a part of another. So where blocks of prose stand in two
 * or three columns with nothing across the gutter, between blocks as wide as the page, they are
 * read column by column, from the top. All else stays in the order in which it came.
 */
#include "read/layout.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_COLUMNS = 3, FEW_LINES = 3, WORDS_A_LINE = 4 };

typedef struct item {
    al_box box; /* of the lines that are text */
    uint32_t lines, words;
    uint32_t index; /* of the block on its page */
    uint32_t group; /* between wide blocks, from the top */
    uint32_t column;
    bool sorted; /* by height; else as it came */
} item;

typedef struct span {
    item *items;
    size_t n;
} span;

static int by_top(const void *left, const void *right)
{
    const item *a = left, *b = right;
    int order = (a->box.top > b->box.top) - (a->box.top < b->box.top);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static int by_left(const void *left, const void *right)
{
    const item *a = left, *b = right;
    int order = (a->box.left > b->box.left) - (a->box.left < b->box.left);
    return order != 0 ? order : (a->index > b->index) - (a->index < b->index);
}

static int by_order(const void *left, const void *right)
{
    const item *a = left, *b = right;
    if (a->group != b->group)
        return a->group < b->group ? -1 : 1;
    if (a->column != b->column)
        return a->column < b->column ? -1 : 1;
    return a->sorted ? by_top(a, b) : (a->index > b->index) - (a->index < b->index);
}

static item measure(const al_layout *layout, const al_layout_block *block, uint32_t index)
{
    item item = {.index = index};
    for (uint32_t i = block->lines.start; i < block->lines.end; i++) {
        const al_layout_line *line = &layout->lines[i];
        if (line->role != AL_LAYOUT_TEXT || !al_box_known(&line->box))
            continue;
        al_box *box = &item.box;
        bool first = item.lines++ == 0;
        item.words += line->words.end - line->words.start;
        box->left = first || line->box.left < box->left ? line->box.left : box->left;
        box->top = first || line->box.top < box->top ? line->box.top : box->top;
        box->right = first || line->box.right > box->right ? line->box.right : box->right;
        box->bottom = first || line->box.bottom > box->bottom ? line->box.bottom : box->bottom;
    }
    return item;
}

/* Blocks without text, such as running heads, come first, and stay. */
static size_t leave_out_empty(item *items, size_t n)
{
    size_t kept = n;
    for (size_t i = n; i-- > 0;)
        if (items[i].lines > 0) {
            item item = items[i];
            items[i] = items[--kept];
            items[kept] = item;
        }
    return kept;
}

/* Blocks as wide as the page part it; the others stand in groups between them. */
static void group(span page)
{
    float left = 0, right = 0;
    uint32_t wide = 0;
    for (size_t i = 0; i < page.n; i++) {
        const al_box *box = &page.items[i].box;
        left = i == 0 || box->left < left ? box->left : left;
        right = i == 0 || box->right > right ? box->right : right;
    }
    qsort(page.items, page.n, sizeof *page.items, by_top);
    for (size_t i = 0; i < page.n; i++) {
        item *item = &page.items[i];
        bool is_wide = item->box.right - item->box.left > 0.6F * (right - left);
        item->group = 2 * wide + is_wide;
        wide += is_wide;
    }
}

/* Whether a group is columns of prose; each block is told which it stands in. */
static bool find_columns(span group)
{
    uint32_t lines[MOST_COLUMNS] = {0}, words = 0, all = 0, column = 0;
    qsort(group.items, group.n, sizeof *group.items, by_left);
    float right = group.items[0].box.right;
    for (size_t i = 0; i < group.n; i++) {
        item *item = &group.items[i];
        if (item->box.left > right && ++column == MOST_COLUMNS)
            return false;
        right = item->box.right > right ? item->box.right : right;
        item->column = column;
        lines[column] += item->lines;
        words += item->words;
        all += item->lines;
    }
    for (uint32_t i = 0; i <= column; i++)
        if (lines[i] < FEW_LINES)
            return false;
    return column > 0 && words >= WORDS_A_LINE * all;
}

/* Put the blocks of a page into order; false: they are. */
static bool order(span page)
{
    bool any = false;
    group(page);
    for (size_t i = 0, next; i < page.n; i = next) {
        for (next = i + 1; next < page.n && page.items[next].group == page.items[i].group;)
            next++;
        span group = {page.items + i, next - i};
        bool columns = find_columns(group);
        for (size_t j = i; j < next; j++) {
            page.items[j].sorted = columns;
            page.items[j].column = columns ? page.items[j].column : 0;
        }
        any |= columns;
    }
    if (any)
        qsort(page.items, page.n, sizeof *page.items, by_order);
    return any;
}

/* Where the blocks, with their lines, are put in their new order. */
typedef struct copies {
    item *items;
    al_layout_block *blocks;
    al_layout_line *lines;
} copies;

static void put(al_layout *layout, const copies *copies, uint32_t first, size_t n)
{
    al_layout_block *blocks = layout->blocks + first;
    uint32_t at = blocks[0].lines.start, count = blocks[n - 1].lines.end - at;
    memcpy(copies->blocks, blocks, n * sizeof *blocks);
    memcpy(copies->lines, layout->lines + at, count * sizeof *copies->lines);
    uint32_t start = at;
    for (size_t i = 0; i < n; i++) {
        blocks[i] = copies->blocks[copies->items[i].index];
        al_range from = blocks[i].lines;
        blocks[i].lines = (al_range){at, at + from.end - from.start};
        for (uint32_t j = from.start; j < from.end; j++) {
            layout->lines[at] = copies->lines[j - start];
            layout->lines[at++].block = first + (uint32_t)i;
        }
    }
}

static void order_page(al_layout *layout, const copies *copies, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++)
        copies->items[i - first] = measure(layout, &layout->blocks[i], i - first);
    size_t empty = leave_out_empty(copies->items, end - first);
    span page = {copies->items + empty, end - first - empty};
    if (order(page))
        put(layout, copies, first, end - first);
}

bool al_layout_order_columns(al_layout *layout)
{
    if (!layout->exact)
        return true;
    const almost_allocator *allocator = layout->allocator;
    copies copies = {al_allocate(allocator, layout->n_blocks, sizeof *copies.items),
                     al_allocate(allocator, layout->n_blocks, sizeof *copies.blocks),
                     al_allocate(allocator, layout->n_lines, sizeof *copies.lines)};
    bool done = copies.items != NULL && copies.blocks != NULL && copies.lines != NULL;
    for (uint32_t i = 0, next; done && i < layout->n_blocks; i = next) {
        for (next = i + 1;
             next < layout->n_blocks && layout->blocks[next].page == layout->blocks[i].page;)
            next++;
        order_page(layout, &copies, i, next);
    }
    al_release(allocator, copies.items);
    al_release(allocator, copies.blocks);
    al_release(allocator, copies.lines);
    return done;
}
