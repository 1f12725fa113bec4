/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Columns that come and go: w:cellIns and w:cellDel in each row that stays, and what the grid was.
 * Where tables nest, or rows are made of other than cells, nothing of that can be shown.
 */
#include "redline/columns.h"
#include "redline/docx_put.h"

/* A table that is being changed. */
typedef struct changing {
    al_docx_work *work;
    const al_column_table *table;
    const al_tree *of;
    uint32_t tree, node;
} changing;

/* --- Rows --------------------------------------------------------------- */

/* Whether a row counts: earlier changes have not taken it out. */
static bool counts(const al_tree *tree, uint32_t row)
{
    uint32_t properties = al_tree_child(tree, row, AL_W_TR_PR);
    return tree->nodes[row].name == AL_W_TR && al_tree_child(tree, row, AL_W_TC) != AL_NO_NODE &&
           al_tree_child(tree, properties, AL_W_DEL) == AL_NO_NODE;
}

/* The first row that counts, from an element of the table on. */
static uint32_t row_from(const al_tree *tree, uint32_t node)
{
    while (node != AL_NO_NODE && !counts(tree, node))
        node = tree->nodes[node].next;
    return node;
}

/* w:tbl, and its tree; AL_NO_NODE where its letters stand in none. */
static uint32_t table_node(const al_docx_work *work, const al_column_table *table, uint32_t *tree)
{
    uint32_t paragraph = al_docx_paragraph_of(work, table->original.start, tree);
    return al_tree_up(&work->trees[*tree], paragraph, AL_W_TBL);
}

uint32_t al_docx_row_at(al_docx_work *work, const al_column_table *table, uint32_t row,
                        uint32_t *tree)
{
    al_docx_row *last = &work->row;
    if (last->table != table || last->number > row) {
        uint32_t node = table_node(work, table, &last->tree);
        const al_tree *of = &work->trees[last->tree];
        last->table = table;
        last->number = 1;
        last->node = node != AL_NO_NODE ? row_from(of, of->nodes[node].first) : AL_NO_NODE;
    }
    const al_tree *of = &work->trees[last->tree];
    for (; last->node != AL_NO_NODE && last->number < row; last->number++)
        last->node = row_from(of, of->nodes[last->node].next);
    *tree = last->tree;
    return last->node;
}

/* --- Cells -------------------------------------------------------------- */

static void put_bytes(const changing *changing, uint32_t at, const al_buffer *text)
{
    al_docx_work *work = changing->work;
    uint32_t start = (uint32_t)work->payload.length;
    work->failed |= text->failed;
    al_buffer_append(&work->payload, text->bytes, text->length);
    al_docx_edit_add(work, (al_docx_edit){.bytes = {at, at},
                                          .kind = AL_EDIT_TEXT,
                                          .tree = changing->tree,
                                          .payload = {start, (uint32_t)work->payload.length}});
}

/* A cell of a column that comes, with what the row of the telling has in it. */
static void put_new_cell(const changing *changing, uint32_t row, uint32_t column, uint32_t like,
                         uint32_t at)
{
    const al_column_cell *cell = al_column_table_cell(changing->table, row, column);
    al_buffer text;
    al_buffer_init(&text, changing->work->allocator);
    al_docx_put_new_cell(changing->work, &text, changing->tree, like,
                         cell != NULL ? cell->atoms : (al_range){0, 0});
    put_bytes(changing, at, &text);
    al_buffer_release(&text);
}

/* What comes behind some of the original's columns; `at` 0: there is no place for letters. */
static void put_behind(const changing *changing, uint32_t row, al_range columns, uint32_t like,
                       uint32_t at)
{
    const al_column_table *table = changing->table;
    for (uint32_t j = 0; (j = al_column_table_coming(table, j + 1, columns)) != 0;) {
        if (at != 0)
            put_new_cell(changing, row, j, like, at);
        else if (al_column_table_cell(table, row, j) != NULL)
            al_docx_hard(changing->work, table->original.start);
    }
}

static bool all_gone(const al_column_table *table, uint32_t column, uint32_t span)
{
    for (uint32_t i = column; i < column + span; i++)
        if (i > table->columns[0] || table->to_telling[i] != 0)
            return false;
    return true;
}

/* The cells of a row of the original, which is `row` of the telling, or 0. */
static void change_row(const changing *changing, uint32_t node, uint32_t row)
{
    const al_tree *of = changing->of;
    uint32_t column = 1, last = AL_NO_NODE;
    for (uint32_t cell = of->nodes[node].first; cell != AL_NO_NODE; cell = of->nodes[cell].next) {
        if (of->nodes[cell].name != AL_W_TC)
            continue;
        if (last == AL_NO_NODE)
            put_behind(changing, row, (al_range){0, 1}, cell, of->nodes[cell].open.start);
        uint32_t span = al_docx_span(of, cell);
        if (all_gone(changing->table, column, span))
            al_docx_delete_cell(changing->work, changing->tree, cell);
        put_behind(changing, row, (al_range){column, column + span - 1}, cell, 0);
        column += span;
        put_behind(changing, row, (al_range){column - 1, column}, cell, of->nodes[cell].close.end);
        last = cell;
    }
    if (last != AL_NO_NODE)
        put_behind(changing, row, (al_range){column, UINT32_MAX}, last, 0);
}

/* --- The grid ----------------------------------------------------------- */

/* w:gridCol of a column, or AL_NO_NODE. */
static uint32_t grid_column(const al_tree *tree, uint32_t grid, uint32_t column)
{
    uint32_t node = tree->nodes[grid].first;
    for (; node != AL_NO_NODE; node = tree->nodes[node].next)
        if (tree->nodes[node].name == AL_W_GRID_COLUMN && column-- <= 1)
            return node;
    return AL_NO_NODE;
}

static bool has_only_columns(const al_tree *tree, uint32_t grid)
{
    uint32_t node = tree->nodes[grid].first;
    while (node != AL_NO_NODE && tree->nodes[node].name == AL_W_GRID_COLUMN)
        node = tree->nodes[node].next;
    return node == AL_NO_NODE && tree->nodes[grid].first != AL_NO_NODE;
}

/* What the grid was stands last in it, unless an earlier change has said so. */
static void put_old_grid(const changing *changing, uint32_t grid)
{
    al_docx_work *work = changing->work;
    const al_node *node = &changing->of->nodes[grid];
    const char *w = work->prefixes[changing->tree];
    al_buffer text;
    al_buffer_init(&text, work->allocator);
    al_buffer_append_format(&text, "<%stblGridChange %sid=\"%u\"><%stblGrid>", w, w,
                            work->marking->next++, w);
    al_docx_put_bytes(work, &text, (al_range){node->open.end, node->close.start});
    al_buffer_append_format(&text, "</%stblGrid></%stblGridChange>", w, w);
    put_bytes(changing, node->close.start, &text);
    al_buffer_release(&text);
}

/* A column that comes is as wide as the one that it stands behind. */
static void change_grid(const changing *changing)
{
    const al_column_table *table = changing->table;
    const al_tree *of = changing->of;
    uint32_t grid = al_tree_child(of, changing->node, AL_W_TBL_GRID);
    if (grid == AL_NO_NODE || !has_only_columns(of, grid) ||
        grid_column(of, grid, table->columns[0]) == AL_NO_NODE)
        return;
    bool any = false;
    for (uint32_t j = 1; j <= table->columns[1]; j++) {
        if (table->to_original[j] != 0)
            continue;
        uint32_t behind = al_column_table_behind(table, j);
        const al_node *like = &of->nodes[grid_column(of, grid, behind)];
        al_buffer text;
        al_buffer_init(&text, changing->work->allocator);
        al_docx_put_bytes(changing->work, &text, (al_range){like->open.start, like->close.end});
        put_bytes(changing, behind > 0 ? like->close.end : like->open.start, &text);
        al_buffer_release(&text);
        any = true;
    }
    if (any)
        put_old_grid(changing, grid);
}

/* --- Tables ------------------------------------------------------------- */

/* Whether its rows are made of cells alone, without tables in them or earlier changes of cells. */
static bool is_simple(const al_tree *tree, uint32_t table)
{
    for (uint32_t i = table + 1;
         i < tree->n && tree->nodes[i].open.start < tree->nodes[table].close.end; i++) {
        uint8_t name = tree->nodes[i].name, in = tree->nodes[tree->nodes[i].parent].name;
        if (name == AL_W_TBL || name == AL_W_CELL_CHANGE ||
            ((name == AL_W_SDT || name == AL_W_CUSTOM_XML) && (in == AL_W_TBL || in == AL_W_TR)))
            return false;
    }
    return true;
}

static void change_table(al_docx_work *work, const al_column_table *table)
{
    changing changing = {.work = work, .table = table};
    changing.node = table_node(work, table, &changing.tree);
    changing.of = &work->trees[changing.tree];
    if (changing.node == AL_NO_NODE || !is_simple(changing.of, changing.node)) {
        al_docx_hard(work, table->original.start);
        return;
    }
    change_grid(&changing);
    uint32_t node = row_from(changing.of, changing.of->nodes[changing.node].first);
    for (uint32_t row = 1; node != AL_NO_NODE; row++) {
        uint32_t to = row <= table->rows[0] ? table->row_to_telling[row] : 0;
        if (to != AL_ROW_GONE)
            change_row(&changing, node, to);
        node = row_from(changing.of, changing.of->nodes[node].next);
    }
}

void al_docx_change_columns(al_docx_work *work)
{
    const al_column_tables *columns = &work->kept->columns;
    for (size_t i = 0; i < columns->n && !work->failed; i++)
        if (!columns->items[i].off)
            change_table(work, &columns->items[i]);
}
