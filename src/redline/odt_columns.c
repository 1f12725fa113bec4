/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Columns that come: a cell in each row that stays, whose words are tracked. OpenDocument tracks no
 * cells, so that an empty column is left where all of it is rejected, or where one has gone. Where
 * tables nest or rows are repeated, which row is which is not known, and nothing can be shown.
 */
#include "redline/columns.h"
#include "redline/odt_work.h"

/* A table that is being changed. */
typedef struct changing {
    al_odt_work *work;
    const al_column_table *table;
    uint32_t node;
} changing;

/* --- Rows and cells ----------------------------------------------------- */

/* A count that an attribute gives; 1 without it. */
static uint32_t count_of(const al_tree *tree, uint32_t node, const char *name)
{
    enum { MOST = 1 << 16 };
    int64_t number = al_tree_number(tree, node, name);
    return number > 0 && number < MOST ? (uint32_t)number : 1;
}

uint32_t al_odt_cell_from(const al_tree *tree, uint32_t node)
{
    while (node != AL_NO_NODE && tree->nodes[node].name != AL_T_CELL &&
           tree->nodes[node].name != AL_T_COVERED)
        node = tree->nodes[node].next;
    return node;
}

uint32_t al_odt_cell_columns(const al_tree *tree, uint32_t cell)
{
    return count_of(tree, cell, "number-columns-repeated");
}

/* The first row of a table, of its head or not, from an element on. */
static uint32_t row_from(const al_tree *tree, uint32_t table, uint32_t node)
{
    for (; node < tree->n && tree->nodes[node].open.start < tree->nodes[table].close.start; node++)
        if (tree->nodes[node].name == AL_T_ROW && al_tree_up(tree, node, AL_T_TABLE) == table)
            return node;
    return AL_NO_NODE;
}

static uint32_t table_node(const al_odt_work *work, const al_column_table *table)
{
    uint32_t paragraph = al_odt_paragraph_of(work, table->original.start);
    return al_tree_up(&work->tree, paragraph, AL_T_TABLE);
}

uint32_t al_odt_row_at(al_odt_work *work, const al_column_table *table, uint32_t row)
{
    al_odt_row *last = &work->row;
    if (last->table != table || last->number > row) {
        uint32_t node = table_node(work, table);
        *last = (al_odt_row){table, 1, node, AL_NO_NODE};
        if (node != AL_NO_NODE)
            last->node = row_from(&work->tree, node, node);
    }
    for (; last->node != AL_NO_NODE && last->number < row; last->number++)
        last->node = row_from(&work->tree, last->of, last->node + 1);
    return last->node;
}

/* --- Cells that come ---------------------------------------------------- */

/* With the paragraphs that the row of the telling has in it. */
static void put_cell(const changing *changing, uint32_t like, al_range atoms)
{
    al_odt_work *work = changing->work;
    al_buffer *out = &work->payload;
    al_range style = al_tree_attribute(&work->tree, like, "style-name");
    al_odt_put(work, out, "<~table-cell");
    if (style.start < style.end) {
        al_odt_put(work, out, " ~style-name=\"");
        al_odt_put_bytes(work, out, style);
        al_buffer_append_text(out, "\"");
    }
    al_buffer_append_text(out, ">");
    for (uint32_t end; atoms.start <= atoms.end; atoms.start = end + 1) {
        for (end = atoms.start; end < atoms.end && !al_atoms_is_hard(&work->kept->telling, end);)
            end++;
        al_odt_put_unit(work, out, al_tree_child(&work->tree, like, AL_T_P),
                        (al_range){atoms.start, end}, NULL);
    }
    al_odt_put(work, out, "</~table-cell>");
}

/* A place in a row for what comes behind some columns. */
typedef struct gap {
    al_range behind;
    uint32_t row;  /* of the telling, or 0 */
    uint32_t at;   /* 0: there is none */
    uint32_t like; /* the cell beside it */
    bool covered;  /* a cell spans it */
} gap;

/* How many cells came. What cannot stand there is hard if it has letters. */
static uint32_t fill_gap(const changing *changing, const gap *gap)
{
    al_odt_work *work = changing->work;
    uint32_t n = 0;
    for (uint32_t j = 0; (j = al_column_table_coming(changing->table, j + 1, gap->behind)) != 0;) {
        const al_column_cell *cell = al_column_table_cell(changing->table, gap->row, j);
        size_t start = work->payload.length;
        if (cell != NULL && (gap->at == 0 || gap->covered))
            al_odt_hard(work, changing->table->original.start);
        if (gap->at == 0)
            continue;
        if (gap->covered)
            al_odt_put(work, &work->payload, "<~covered-table-cell/>");
        else
            put_cell(changing, gap->like, cell != NULL ? cell->atoms : (al_range){0, 0});
        al_odt_replace(work, (al_range){gap->at, gap->at}, start);
        n++;
    }
    return n;
}

/* A count in a tag is another. */
static void put_count(al_odt_work *work, uint32_t node, const char *name, uint32_t number)
{
    al_range value = al_tree_attribute(&work->tree, node, name);
    size_t start = work->payload.length;
    if (value.start < value.end) {
        al_buffer_append_format(&work->payload, "%u", number);
    } else {
        value.start = value.end -= al_tree_is_bare(&work->tree, node) ? 2 : 1;
        al_buffer_append_format(&work->payload, " %s%s=\"%u\"", work->table, name, number);
    }
    al_odt_replace(work, value, start);
}

/* A cell that spans others. */
typedef struct spanning {
    uint32_t cell, columns, left; /* left: those behind the ones that were walked over */
    uint32_t grown;
} spanning;

static void end_span(const changing *changing, const spanning *span)
{
    if (span->grown > 0)
        put_count(changing->work, span->cell, "number-columns-spanned",
                  span->columns + span->grown);
}

/* What a cell, spanning or covered, leaves to be covered behind it. */
static void see_cell(const changing *changing, spanning *span, uint32_t cell)
{
    const al_tree *tree = &changing->work->tree;
    if (tree->nodes[cell].name == AL_T_COVERED) {
        uint32_t columns = al_odt_cell_columns(tree, cell);
        span->left -= columns < span->left ? columns : span->left;
        return;
    }
    end_span(changing, span);
    uint32_t columns = count_of(tree, cell, "number-columns-spanned");
    *span = (spanning){.cell = cell, .columns = columns, .left = columns - 1};
}

/* Whether a cell of a row above covers what lies between two of this one. */
static bool is_covered_from_above(const al_tree *tree, const spanning *span, uint32_t cell)
{
    uint32_t next = al_odt_cell_from(tree, tree->nodes[cell].next);
    return span->left == 0 && al_tree_is(tree, cell, AL_T_COVERED) &&
           al_tree_is(tree, next, AL_T_COVERED);
}

/* The cells of a row of the original, which is `row` of the telling, or 0. */
static void change_row(const changing *changing, uint32_t node, uint32_t row)
{
    const al_tree *tree = &changing->work->tree;
    uint32_t column = 1, cell = al_odt_cell_from(tree, tree->nodes[node].first);
    gap gap = {.behind = {0, 1}, .row = row, .like = cell};
    spanning span = {.cell = AL_NO_NODE};
    if (cell == AL_NO_NODE)
        return;
    gap.at = tree->nodes[cell].open.start;
    fill_gap(changing, &gap);
    for (; cell != AL_NO_NODE; cell = al_odt_cell_from(tree, tree->nodes[cell].next)) {
        uint32_t columns = al_odt_cell_columns(tree, cell);
        see_cell(changing, &span, cell);
        gap.like = cell;
        gap.at = 0; /* no place among cells that are one element */
        gap.behind = (al_range){column, column + columns - 1};
        fill_gap(changing, &gap);
        column += columns;
        gap.at = is_covered_from_above(tree, &span, cell) ? 0 : tree->nodes[cell].close.end;
        gap.behind = (al_range){column - 1, column};
        gap.covered = span.left > 0;
        span.grown += fill_gap(changing, &gap) * gap.covered;
    }
    end_span(changing, &span);
    gap.at = 0;
    gap.behind = (al_range){column, UINT32_MAX};
    fill_gap(changing, &gap);
}

/* --- Tables ------------------------------------------------------------- */

/* A column that comes is as wide as the one that it stands behind. */
static void change_grid(const changing *changing)
{
    const al_column_table *table = changing->table;
    const al_tree *tree = &changing->work->tree;
    uint32_t column = 1;
    for (uint32_t i = changing->node; i < tree->n && tree->nodes[i].name != AL_T_ROW; i++) {
        if (tree->nodes[i].name != AL_T_COLUMN)
            continue;
        uint32_t columns = count_of(tree, i, "number-columns-repeated"), more = 0;
        al_range behind = {column > 1 ? column : 0, column + columns};
        for (uint32_t j = 0; (j = al_column_table_coming(table, j + 1, behind)) != 0;)
            more++;
        if (more > 0)
            put_count(changing->work, i, "number-columns-repeated", columns + more);
        column += columns;
    }
}

static bool is_simple(const al_tree *tree, uint32_t table)
{
    for (uint32_t i = table + 1;
         i < tree->n && tree->nodes[i].open.start < tree->nodes[table].close.start; i++)
        if (tree->nodes[i].name == AL_T_TABLE ||
            (tree->nodes[i].name == AL_T_ROW && count_of(tree, i, "number-rows-repeated") > 1))
            return false;
    return true;
}

static void change_table(al_odt_work *work, const al_column_table *table)
{
    changing changing = {work, table, table_node(work, table)};
    const al_tree *tree = &work->tree;
    if (changing.node == AL_NO_NODE || !is_simple(tree, changing.node)) {
        al_odt_hard(work, table->original.start);
        return;
    }
    change_grid(&changing);
    uint32_t node = row_from(tree, changing.node, changing.node);
    for (uint32_t row = 1; node != AL_NO_NODE; row++) {
        uint32_t to = row <= table->rows[0] ? table->row_to_telling[row] : 0;
        change_row(&changing, node, to != AL_ROW_GONE ? to : 0);
        node = row_from(tree, changing.node, node + 1);
    }
}

void al_odt_change_columns(al_odt_work *work)
{
    const al_column_tables *columns = &work->kept->columns;
    for (size_t i = 0; i < columns->n && !work->failed; i++)
        if (!columns->items[i].off)
            change_table(work, &columns->items[i]);
}
