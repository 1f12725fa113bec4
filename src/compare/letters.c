/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The letters inside one change: which of them stay, so that `colour/color` is
 * shown as one letter left out.
 *
 * Letters are grapheme clusters: no mark is parted from its base. The common
 * beginning and end are set aside; what is left between is aligned exactly by
 * the best chain of equal runs, where a run must outweigh the two cuts that it
 * makes: a lone equal letter between two others is chance. Above MOST_CLUSTERS
 * on a side what is left between is one piece, so that time stays linear.
 */
#include "compare/comparison.h"
#include "base/options.h"
#include "text/cluster.h"
#include "text/text.h"

#include <string.h>

enum {
    MOST_CLUSTERS = 512,
    WORTH_OF_LETTER = 2,
    COST_OF_RUN = 3 /* so a run of one letter does not pay, a run of two does */
};

/* How the best score of a cell came about, one bit set for each of the two states. */
enum { FROM_RUN = 1, FROM_ABOVE = 2, RUN_STARTS = 4 };

/* Part of one side: where its clusters start, and behind them where the last one ends. */
typedef struct letters {
    const char *bytes;
    uint32_t starts[MOST_CLUSTERS + 1];
    uint32_t count;
} letters;

typedef struct table {
    letters sides[2];
    int32_t run[MOST_CLUSTERS + 1]; /* best score of a chain whose last letters are these two */
    int32_t gap[MOST_CLUSTERS + 1]; /* best score in any other way */
    uint8_t *steps;                 /* (count[0] + 1) * (count[1] + 1) */
} table;

/* The pieces so far. Neighbouring pieces of which neither is `same` are one. */
typedef struct pieces {
    almost_change last;
    bool open;
    size_t count;
    almost_change array[2 * MOST_CLUSTERS + 3];
} pieces;

typedef struct workspace {
    pieces pieces;
    table table;
} workspace;

static void close_piece(pieces *pieces)
{
    if (!pieces->open)
        return;
    almost_change *last = &pieces->last;
    bool original = last->original.end > last->original.start;
    bool telling = last->telling.end > last->telling.start;
    if (last->kind != ALMOST_SAME)
        last->kind = !original ? ALMOST_ADDED : !telling ? ALMOST_MISSING : ALMOST_DIFFERENT;
    pieces->array[pieces->count++] = *last;
    pieces->open = false;
}

static void add_piece(pieces *pieces, bool same, uint64_t original_end, uint64_t telling_end)
{
    almost_change *last = &pieces->last;
    if (last->original.end == original_end && last->telling.end == telling_end)
        return;
    if (!pieces->open || (last->kind == ALMOST_SAME) != same) {
        almost_span original = {last->original.end, last->original.end};
        almost_span telling = {last->telling.end, last->telling.end};
        close_piece(pieces);
        last->kind = same ? ALMOST_SAME : ALMOST_DIFFERENT;
        last->original = original;
        last->telling = telling;
        pieces->open = true;
    }
    last->original.end = original_end;
    last->telling.end = telling_end;
}

static bool divide(letters *side, const char *bytes, uint64_t start, uint64_t end)
{
    side->bytes = bytes;
    side->count = 0;
    while (start < end) {
        if (side->count == MOST_CLUSTERS)
            return false;
        side->starts[side->count++] = (uint32_t)start;
        start += al_cluster_at(bytes, end, start).size;
    }
    side->starts[side->count] = (uint32_t)end;
    return true;
}

static bool equal(const table *table, uint32_t i, uint32_t j)
{
    const letters *a = &table->sides[0];
    const letters *b = &table->sides[1];
    uint32_t length = a->starts[i + 1] - a->starts[i];
    return length == b->starts[j + 1] - b->starts[j] &&
           memcmp(a->bytes + a->starts[i], b->bytes + b->starts[j], length) == 0;
}

/* One row of the table: letter i of the original against all of the telling. */
static void fill_row(table *table, uint32_t i)
{
    uint32_t width = table->sides[1].count + 1;
    uint8_t *steps = table->steps + (size_t)(i + 1) * width;
    int32_t diagonal_run = table->run[0];
    int32_t diagonal_gap = table->gap[0];
    for (uint32_t j = 0; j + 1 < width; j++) {
        int32_t above_run = table->run[j + 1];
        int32_t above_gap = table->gap[j + 1];
        int32_t above = above_run > above_gap ? above_run : above_gap;
        int32_t left = table->run[j] > table->gap[j] ? table->run[j] : table->gap[j];
        uint8_t step = above >= left ? FROM_ABOVE : 0;
        int32_t run = INT32_MIN / 2;
        if (equal(table, i, j)) {
            int32_t started = diagonal_gap - COST_OF_RUN;
            bool starts = started > diagonal_run;
            step |= starts ? RUN_STARTS : 0;
            run = (starts ? started : diagonal_run) + WORTH_OF_LETTER;
        }
        table->run[j + 1] = run;
        table->gap[j + 1] = above >= left ? above : left;
        if (run > table->gap[j + 1])
            step |= FROM_RUN;
        steps[j + 1] = step;
        diagonal_run = above_run;
        diagonal_gap = above_gap;
    }
}

static void fill_table(table *table)
{
    for (uint32_t j = 0; j <= table->sides[1].count; j++) {
        table->run[j] = INT32_MIN / 2;
        table->gap[j] = 0;
    }
    for (uint32_t i = 0; i < table->sides[0].count; i++)
        fill_row(table, i);
}

/* Walk the best chain back; mark[i] gets the telling's letter of each kept letter, plus one. */
static void walk_back(const table *table, uint16_t *mark)
{
    uint32_t i = table->sides[0].count;
    uint32_t j = table->sides[1].count;
    size_t width = (size_t)j + 1;
    bool in_run = false;
    while (i > 0 && j > 0) {
        uint8_t step = table->steps[i * width + j];
        if (in_run || (step & FROM_RUN) != 0) {
            mark[i - 1] = (uint16_t)j;
            in_run = (step & RUN_STARTS) == 0;
            i--;
            j--;
        } else if ((step & FROM_ABOVE) != 0) {
            i--;
        } else {
            j--;
        }
    }
}

static void add_aligned(const table *table, pieces *pieces)
{
    uint16_t mark[MOST_CLUSTERS] = {0};
    walk_back(table, mark);
    const letters *a = &table->sides[0];
    const letters *b = &table->sides[1];
    for (uint32_t i = 0; i < a->count; i++) {
        if (mark[i] == 0)
            continue;
        uint32_t j = mark[i] - 1u;
        add_piece(pieces, false, a->starts[i], b->starts[j]);
        add_piece(pieces, true, a->starts[i + 1], b->starts[j + 1]);
    }
    add_piece(pieces, false, a->starts[a->count], b->starts[b->count]);
}

/* Bytes of whole clusters that both sides begin with. */
static uint64_t common_start(const char *a, uint64_t a_length, const char *b, uint64_t b_length)
{
    uint64_t at = 0;
    while (at < a_length && at < b_length) {
        uint32_t size = al_cluster_at(a, a_length, at).size;
        if (size != al_cluster_at(b, b_length, at).size || memcmp(a + at, b + at, size) != 0)
            break;
        at += size;
    }
    return at;
}

/*
 * Bytes of whole clusters that both sides end with. Clusters are found from the
 * front, so the equal bytes at the end are walked on either side at once, from
 * the first place in them that starts a cluster on both.
 */
static uint64_t common_end(const char *a, uint64_t a_length, const char *b, uint64_t b_length)
{
    uint64_t equal_bytes = 0;
    while (equal_bytes < a_length && equal_bytes < b_length &&
           a[a_length - 1 - equal_bytes] == b[b_length - 1 - equal_bytes])
        equal_bytes++;
    uint64_t i = 0;
    uint64_t j = 0;
    for (;;) {
        while (i < a_length && i < a_length - equal_bytes)
            i += al_cluster_at(a, a_length, i).size;
        while (j < b_length && j < b_length - equal_bytes)
            j += al_cluster_at(b, b_length, j).size;
        if (i >= a_length || j >= b_length)
            return 0;
        if (a_length - i == b_length - j)
            return a_length - i;
        uint64_t left = a_length - i < b_length - j ? a_length - i : b_length - j;
        equal_bytes = left;
    }
}

/* Align what is left between the common ends. False when memory ends. */
static bool add_middle(const almost_allocator *allocator, workspace *workspace,
                       const char *bytes[2], uint64_t original_end, uint64_t telling_end)
{
    table *table = &workspace->table;
    almost_span a = {workspace->pieces.last.original.end, original_end};
    almost_span b = {workspace->pieces.last.telling.end, telling_end};
    if (a.start == a.end || b.start == b.end ||
        !divide(&table->sides[0], bytes[0], a.start, a.end) ||
        !divide(&table->sides[1], bytes[1], b.start, b.end)) {
        add_piece(&workspace->pieces, false, a.end, b.end);
        return true;
    }
    size_t cells = ((size_t)table->sides[0].count + 1) * (table->sides[1].count + 1);
    table->steps = al_allocate_zero(allocator, cells, 1);
    if (table->steps == NULL)
        return false;
    fill_table(table);
    add_aligned(table, &workspace->pieces);
    al_release(allocator, table->steps);
    return true;
}

/* All pieces of a change. False when memory ends. */
static bool add_pieces(const almost_comparison *comparison, const almost_change *change,
                       workspace *workspace)
{
    const char *bytes[2] = {comparison->original->bytes, comparison->telling->bytes};
    const char *a = bytes[0] + change->original.start;
    const char *b = bytes[1] + change->telling.start;
    uint64_t a_length = change->original.end - change->original.start;
    uint64_t b_length = change->telling.end - change->telling.start;
    uint64_t start = common_start(a, a_length, b, b_length);
    uint64_t end = common_end(a + start, a_length - start, b + start, b_length - start);

    pieces *pieces = &workspace->pieces;
    pieces->open = false;
    pieces->count = 0;
    pieces->last = *change;
    pieces->last.touches = 0;
    pieces->last.original.end = change->original.start;
    pieces->last.telling.end = change->telling.start;
    add_piece(pieces, true, change->original.start + start, change->telling.start + start);
    if (!add_middle(comparison->allocator, workspace, bytes, change->original.end - end,
                    change->telling.end - end))
        return false;
    add_piece(pieces, true, change->original.end, change->telling.end);
    close_piece(pieces);
    return true;
}

size_t almost_comparison_letters_sized(const almost_comparison *comparison,
                                       const almost_change *change, almost_change *pieces,
                                       size_t capacity, size_t size)
{
    workspace *workspace = al_allocate(comparison->allocator, 1, sizeof *workspace);
    if (workspace == NULL)
        return 0;
    size_t count = 0;
    if (add_pieces(comparison, change, workspace)) {
        count = workspace->pieces.count;
        for (size_t i = 0; i < count && count <= capacity; i++)
            al_result_fill((char *)pieces + i * size, size, &workspace->pieces.array[i],
                           sizeof *pieces);
    }
    al_release(comparison->allocator, workspace);
    return count;
}
