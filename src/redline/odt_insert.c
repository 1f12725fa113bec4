/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What comes into an OpenDocument text. Words stand between two marks; so do whole paragraphs,
 * from the front of the first one to the front of the one behind them, or from the end of the one
 * before them. Rows and tables cannot be tracked: their words are.
 */
#include "redline/columns.h"
#include "redline/odt_work.h"

typedef struct coming {
    al_odt_work *work;
    size_t first_edit;
    al_coming is;
} coming;

/* A place among letters. */
typedef struct place {
    uint32_t node, at; /* the innermost element */
    uint32_t paragraph;
} place;

/* --- Places ------------------------------------------------------------- */

static bool is_within(const al_odt_work *work, uint32_t letters, uint32_t node)
{
    const al_node *of = &work->tree.nodes[node];
    return letters != AL_NO_ATOM && work->sources[letters].start >= of->open.start &&
           work->sources[letters].start < of->close.end;
}

/* Out of a link, or of what is one whole, where the letters on the other side are not in it. */
static void leave(const al_odt_work *work, place *place, uint32_t other, bool behind)
{
    uint32_t whole = al_odt_whole(work, place->node), link = AL_NO_NODE;
    for (uint32_t node = place->node; node != place->paragraph && node != AL_NO_NODE;
         node = work->tree.nodes[node].parent)
        if (work->tree.nodes[node].name == AL_T_A && !is_within(work, other, node))
            link = node;
    uint32_t out = whole != AL_NO_NODE ? whole : link;
    if (out == AL_NO_NODE)
        return;
    place->at = behind ? work->tree.nodes[out].close.end : work->tree.nodes[out].open.start;
    place->node = work->tree.nodes[out].parent;
}

static bool find_behind(const coming *coming, uint32_t letters, place *out)
{
    const al_odt_work *work = coming->work;
    *out = (place){.node = al_tree_at(&work->tree, work->sources[letters].start),
                   .at = work->sources[letters].end,
                   .paragraph = al_odt_paragraph_of(work, letters)};
    if (out->paragraph == AL_NO_NODE)
        return false;
    bool went = false;
    for (size_t i = coming->first_edit; i < work->n_edits; i++) {
        const al_odt_edit *edit = &work->edits[i];
        if (edit->joins || edit->node == AL_NO_NODE || edit->bytes.end < out->at ||
            edit->bytes.start >= work->tree.nodes[out->paragraph].close.start)
            continue;
        out->at = edit->bytes.end;
        out->node = edit->node;
        went = true;
    }
    leave(work, out, went ? letters : coming->is.behind, true);
    return true;
}

static bool find_before(const coming *coming, uint32_t letters, place *out)
{
    const al_odt_work *work = coming->work;
    *out = (place){.node = al_tree_at(&work->tree, work->sources[letters].start),
                   .at = work->sources[letters].start,
                   .paragraph = al_odt_paragraph_of(work, letters)};
    if (out->paragraph == AL_NO_NODE)
        return false;
    leave(work, out, coming->is.before, false);
    return true;
}

static bool find_place(const coming *coming, place *out)
{
    al_beside beside = al_coming_beside(&coming->is);
    if (beside == AL_BESIDE_BEFORE)
        return find_behind(coming, coming->is.before, out);
    return beside == AL_BESIDE_BEHIND && find_before(coming, coming->is.behind, out);
}

static void put_line(const coming *coming, al_range atoms)
{
    place place;
    al_odt_work *work = coming->work;
    size_t start = work->payload.length;
    if (!find_place(coming, &place)) {
        al_odt_hard(work, coming->is.change->original.start);
        return;
    }
    al_odt_put_marked(work, &work->payload, atoms, NULL);
    al_odt_replace(work, (al_range){place.at, place.at}, start);
}

/* --- Paragraphs --------------------------------------------------------- */

static void close_spans(const al_odt_work *work, al_buffer *out, const place *place)
{
    for (uint32_t node = place->node; node != place->paragraph;
         node = work->tree.nodes[node].parent)
        al_odt_put_bytes(work, out, work->tree.nodes[node].close);
}

/* Whether a paragraph is the last, or the first, of its item of a list. */
static bool is_item(const al_tree *tree, uint32_t paragraph, bool last)
{
    uint32_t parent = tree->nodes[paragraph].parent;
    return al_tree_is(tree, parent, AL_T_LIST_ITEM) &&
           (last ? tree->nodes[paragraph].next == AL_NO_NODE
                 : tree->nodes[parent].first == paragraph);
}

static al_range next_words(const al_odt_work *work, uint32_t *at, uint32_t end)
{
    al_range words = {*at, *at};
    while (words.end < end && !al_atoms_is_hard(&work->kept->telling, words.end))
        words.end++;
    *at = words.end + 1;
    return words;
}

/* A paragraph ends, others come, and it goes on: all of that is one insertion. */
static void break_paragraph(const coming *coming)
{
    place place;
    al_odt_work *work = coming->work;
    al_range atoms = coming->is.change->telling;
    if (!find_place(coming, &place) || al_odt_whole(work, place.node) != AL_NO_NODE) {
        al_odt_hard(work, coming->is.change->original.start);
        return;
    }
    size_t start = work->payload.length;
    al_buffer *out = &work->payload;
    bool item = is_item(&work->tree, place.paragraph, true);
    uint32_t region = al_odt_put_insertion(work), at = atoms.start;
    al_odt_put_mark(work, out, "change-start", region);
    al_odt_put_words(work, out, next_words(work, &at, atoms.end));
    while (at <= atoms.end) {
        close_spans(work, out, &place);
        al_odt_put_paragraph_end(work, out, place.paragraph);
        al_odt_put(work, out, item ? "</@list-item><@list-item>" : "");
        al_odt_put_paragraph(work, out, place.paragraph);
        al_odt_put_open_tags(work, out, place.node, place.paragraph, true);
        al_odt_put_words(work, out, next_words(work, &at, atoms.end));
    }
    al_odt_put_mark(work, out, "change-end", region);
    al_odt_replace(work, (al_range){place.at, place.at}, start);
}

/* Out of tables, and lists whose first words these are. */
static uint32_t lift(const coming *coming, uint32_t node, bool out_of_table)
{
    const al_tree *tree = &coming->work->tree;
    uint32_t cell = al_tree_up(tree, node, AL_T_CELL);
    uint32_t table =
        cell != AL_NO_NODE && out_of_table ? al_tree_up(tree, cell, AL_T_TABLE) : AL_NO_NODE;
    return table != AL_NO_NODE ? table : node;
}

static bool fits(const coming *coming, const al_unit *unit, uint32_t letters, bool in_cell)
{
    if (letters == AL_NO_ATOM)
        return false;
    const al_atom *atom = &coming->work->kept->original.items[letters];
    return !coming->work->kept->telling.structured ||
           ((unit->note == 0) == (atom->note == 0) && (!in_cell || atom->cell != 0));
}

static bool is_outside(const coming *coming, uint32_t letters, bool in_cell)
{
    const al_atoms *original = &coming->work->kept->original;
    if (!coming->work->kept->telling.structured)
        return letters > 0 && al_atoms_border(original, letters - 1) == AL_BORDER_TABLE;
    return !in_cell && original->items[letters].cell != 0;
}

/* The paragraph before which others go as one insertion that ends at its front; or they are put
   before an element each by itself. */
typedef struct spot {
    uint32_t node, at;
    uint32_t like; /* how paragraphs look */
    bool runs_on;
} spot;

static bool find_spot(const coming *coming, const al_unit *unit, spot *out)
{
    const al_odt_work *work = coming->work;
    bool in_cell = al_coming_in_old_cell(&coming->is, unit);
    if (!fits(coming, unit, coming->is.behind, in_cell))
        return false;
    uint32_t paragraph = al_odt_paragraph_of(work, coming->is.behind);
    if (paragraph == AL_NO_NODE)
        return false;
    out->node = lift(coming, paragraph, is_outside(coming, coming->is.behind, in_cell));
    out->runs_on = out->node == paragraph && !coming->is.apart;
    out->like = out->node == paragraph ? paragraph : AL_NO_NODE;
    if (out->node == paragraph && is_item(&work->tree, paragraph, false))
        out->node = work->tree.nodes[paragraph].parent;
    out->at = work->tree.nodes[out->node].open.start;
    return true;
}

/* Behind the last letters of the same kind, each by itself. */
static bool find_spot_behind(const coming *coming, const al_unit *unit, spot *out)
{
    const al_odt_work *work = coming->work;
    bool in_cell = al_coming_in_old_cell(&coming->is, unit);
    uint32_t letters = coming->is.before;
    while (letters != AL_NO_ATOM && !fits(coming, unit, letters, in_cell))
        letters = al_atoms_before(&work->kept->original, letters);
    uint32_t paragraph = letters != AL_NO_ATOM ? al_odt_paragraph_of(work, letters) : AL_NO_NODE;
    if (paragraph == AL_NO_NODE)
        return false;
    out->node = lift(coming, paragraph, !in_cell && work->kept->original.items[letters].cell != 0);
    out->like = out->node == paragraph ? paragraph : AL_NO_NODE;
    out->runs_on = false;
    out->at = work->tree.nodes[out->node].close.end;
    return true;
}

static bool find_empty_spot(const coming *coming, spot *out)
{
    const al_tree *tree = &coming->work->tree;
    uint32_t body = 0;
    while (body < tree->n && tree->nodes[body].name != AL_T_BODY)
        body++;
    if (coming->work->kept->original.n > 0 || body == tree->n || al_tree_is_bare(tree, body))
        return false;
    *out = (spot){.node = body, .at = tree->nodes[body].close.start, .like = AL_NO_NODE};
    return true;
}

/* --- Rows, tables, notes ------------------------------------------------ */

enum { MOST_COLUMNS = 1024 };

/* A cell of a new row with the units up to a column; how many it took. */
static size_t put_cell(const coming *coming, al_buffer *out, uint32_t like, uint32_t column,
                       al_units units)
{
    al_odt_work *work = coming->work;
    uint32_t paragraph = al_tree_child(&work->tree, like, AL_T_P);
    size_t taken = 0;
    al_odt_put(work, out, "<~table-cell>");
    while (taken < units.n && units.items[taken].column <= column)
        al_odt_put_unit(work, out, paragraph, units.items[taken++].atoms, NULL);
    if (taken == 0)
        al_odt_put_unit(work, out, paragraph, (al_range){0, 0}, NULL);
    al_odt_put(work, out, "</~table-cell>");
    return taken;
}

static al_units left_of(al_units units, size_t taken)
{
    return (al_units){units.items + taken, units.n - taken};
}

/* Cells of one row, as those of the row `like` are, or without one. */
static void put_row(const coming *coming, al_buffer *out, uint32_t like, al_units units)
{
    al_odt_work *work = coming->work;
    const al_tree *tree = &work->tree;
    uint32_t cell =
        like != AL_NO_NODE ? al_odt_cell_from(tree, tree->nodes[like].first) : AL_NO_NODE;
    if (units.n > 0 && units.items[units.n - 1].column > MOST_COLUMNS) {
        al_odt_hard(work, coming->is.change->original.start);
        return;
    }
    al_odt_put_row_start(work, out, like);
    for (uint32_t column = 1; units.n > 0 || cell != AL_NO_NODE; column++) {
        units = left_of(units, put_cell(coming, out, cell, column, units));
        if (cell != AL_NO_NODE)
            cell = al_odt_cell_from(tree, tree->nodes[cell].next);
    }
    al_odt_put(work, out, "</~table-row>");
}

/* A row of a table in which columns come or go: those that go stand in it, too, and are empty. */
static void put_row_of_columns(const coming *coming, al_buffer *out, uint32_t like,
                               const al_column_table *table, al_units units)
{
    al_odt_put_row_start(coming->work, out, like);
    for (uint32_t i = 0; i <= table->columns[0]; i++) {
        if (i > 0)
            units = left_of(units, put_cell(coming, out, AL_NO_NODE, table->to_telling[i], units));
        al_range behind = {i, i + 1};
        for (uint32_t j = 0; (j = al_column_table_coming(table, j + 1, behind)) != 0;)
            units = left_of(units, put_cell(coming, out, AL_NO_NODE, j, units));
    }
    al_odt_put(coming->work, out, "</~table-row>");
}

static uint32_t row_of(const coming *coming, uint32_t letters)
{
    if (letters == AL_NO_ATOM || coming->work->kept->original.items[letters].cell == 0 ||
        coming->is.apart)
        return AL_NO_NODE;
    return al_tree_up(&coming->work->tree, al_odt_paragraph_of(coming->work, letters), AL_T_ROW);
}

/* The cell of a row at a column, from 1 on. */
static uint32_t cell_at(const al_tree *tree, uint32_t row, uint32_t column)
{
    uint32_t at = 1;
    uint32_t cell = row != AL_NO_NODE ? al_odt_cell_from(tree, tree->nodes[row].first) : AL_NO_NODE;
    for (; cell != AL_NO_NODE; cell = al_odt_cell_from(tree, tree->nodes[cell].next)) {
        at += al_odt_cell_columns(tree, cell);
        if (column < at)
            return cell;
    }
    return AL_NO_NODE;
}

/* Words into a cell that had none. */
static void fill_cell(const coming *coming, uint32_t row, const al_unit *unit)
{
    al_odt_work *work = coming->work;
    const al_tree *tree = &work->tree;
    uint32_t cell = cell_at(tree, row, unit->column);
    uint32_t paragraph = al_tree_child(tree, cell, AL_T_P);
    size_t start = work->payload.length;
    if (cell == AL_NO_NODE || al_tree_is_bare(tree, cell)) {
        al_odt_hard(work, coming->is.change->original.start);
        return;
    }
    if (paragraph == AL_NO_NODE || al_tree_is_bare(tree, paragraph)) {
        al_range bytes = paragraph != AL_NO_NODE
                             ? tree->nodes[paragraph].open
                             : (al_range){tree->nodes[cell].open.end, tree->nodes[cell].open.end};
        al_odt_put_unit(work, &work->payload, paragraph, unit->atoms, NULL);
        al_odt_replace(work, bytes, start);
        return;
    }
    al_odt_put_marked(work, &work->payload, unit->atoms, NULL);
    uint32_t at = tree->nodes[paragraph].close.start;
    al_odt_replace(work, (al_range){at, at}, start);
}

/*
 * Into a row of a table in which columns come or go, where that is known to be one of the original;
 * al_odt_change_columns() puts the cells in which nothing was. False: it is not.
 */
static bool put_in_columns(const coming *coming, const al_unit *unit)
{
    al_column_spot spot;
    al_column_place place = al_column_table_place(&coming->is, unit, &spot);
    if (place == AL_COLUMN_KEPT)
        fill_cell(coming, al_odt_row_at(coming->work, spot.table, spot.row), &spot.unit);
    return place != AL_COLUMN_NONE;
}

/* Units of one row of a table: into a row that there is, or as a new one. False: no table. */
static bool put_cells(const coming *coming, size_t from, size_t end)
{
    al_odt_work *work = coming->work;
    const al_unit *unit = &coming->is.units[from];
    uint32_t before = row_of(coming, coming->is.before), behind = row_of(coming, coming->is.behind);
    bool in_before = before != AL_NO_NODE && al_coming_same_row(&coming->is, unit, false),
         in_behind = behind != AL_NO_NODE && al_coming_same_row(&coming->is, unit, true);
    if (in_before || in_behind) {
        for (size_t i = from; i < end; i++)
            fill_cell(coming, in_before ? before : behind, &coming->is.units[i]);
        return true;
    }
    uint32_t like = before != AL_NO_NODE ? before : behind;
    if (like == AL_NO_NODE)
        return false;
    size_t start = work->payload.length;
    uint32_t at =
        before != AL_NO_NODE ? work->tree.nodes[like].close.end : work->tree.nodes[like].open.start;
    const al_column_table *columns = al_column_table_at(work->kept, unit->atoms.start);
    al_units units = {coming->is.units + from, end - from};
    if (columns != NULL)
        put_row_of_columns(coming, &work->payload, like, columns, units);
    else
        put_row(coming, &work->payload, like, units);
    al_odt_replace(work, (al_range){at, at}, start);
    return true;
}

/* All rows from `from` on as a table of its own. */
static size_t put_table(const coming *coming, size_t from, al_buffer *out)
{
    size_t end = al_coming_table_end(&coming->is, from);
    uint32_t columns = 1;
    for (size_t i = from; i < end; i++)
        if (coming->is.units[i].column > columns)
            columns = coming->is.units[i].column;
    if (columns > MOST_COLUMNS) {
        al_odt_hard(coming->work, coming->is.change->original.start);
        return end;
    }
    const char *t = coming->work->table;
    al_buffer_append_format(out, "<%stable><%stable-column %snumber-columns-repeated=\"%u\"/>", t,
                            t, t, columns);
    for (size_t i = from; i < end;) {
        size_t row = al_coming_group_end(&coming->is, i);
        row = row < end ? row : end;
        put_row(coming, out, AL_NO_NODE, (al_units){coming->is.units + i, row - i});
        i = row;
    }
    al_odt_put(coming->work, out, "</~table>");
    return end;
}

/* A note of some units, as an element among letters. */
static void put_note(const coming *coming, size_t from, size_t end, al_buffer *out)
{
    al_odt_work *work = coming->work;
    const char *t = work->text;
    uint32_t number = ++work->notes;
    al_buffer_append_format(out,
                            "<%snote %sid=\"almost-note%u-%u\" %snote-class=\"footnote\">"
                            "<%snote-citation>%u</%snote-citation><%snote-body>",
                            t, t, work->marking->first, number, t, t, number, t, t);
    for (size_t i = from; i < end; i++) {
        al_odt_put_paragraph(work, out, AL_NO_NODE);
        al_odt_put_words(work, out, coming->is.units[i].atoms);
        al_odt_put_paragraph_end(work, out, AL_NO_NODE);
    }
    al_odt_put(work, out, "</@note-body></@note>");
}

/* Behind what stands before it; another note ends where its element does. */
static void put_note_behind(const coming *coming, size_t from, size_t end)
{
    place place;
    al_odt_work *work = coming->work;
    uint32_t letters = coming->is.before;
    if (letters == AL_NO_ATOM || !find_behind(coming, letters, &place)) {
        al_odt_hard(work, coming->is.change->original.start);
        return;
    }
    uint32_t note = al_tree_up(&work->tree, place.node, AL_T_NOTE);
    if (note != AL_NO_NODE)
        place.at = work->tree.nodes[note].close.end;
    size_t start = work->payload.length;
    al_buffer text;
    al_buffer_init(&text, work->allocator);
    put_note(coming, from, end, &text);
    al_odt_put_marked(work, &work->payload, (al_range){0, 0}, &text);
    work->failed |= text.failed;
    al_buffer_release(&text);
    al_odt_replace(work, (al_range){place.at, place.at}, start);
}

/* --- All of it ---------------------------------------------------------- */

/* Notes behind a unit belong to it. */
static size_t put_notes(const coming *coming, size_t from, size_t end, al_buffer *notes)
{
    while (from < end && al_coming_is_note(&coming->is, &coming->is.units[from])) {
        size_t behind = al_coming_group_end(&coming->is, from);
        put_note(coming, from, behind < end ? behind : end, notes);
        from = behind < end ? behind : end;
    }
    return from;
}

/* Paragraphs from `from` on, up to what is none; where they run on, as one insertion. */
static size_t put_paragraphs(const coming *coming, const spot *spot, size_t from, size_t end)
{
    al_odt_work *work = coming->work;
    size_t start = work->payload.length, i = from;
    const al_unit *units = coming->is.units;
    bool item = al_tree_is(&work->tree, spot->node, AL_T_LIST_ITEM);
    uint32_t region = spot->runs_on ? al_odt_put_insertion(work) : 0;
    while (i < end && units[i].cell == units[from].cell && units[i].note == units[from].note) {
        al_buffer notes;
        al_buffer_init(&notes, work->allocator);
        size_t next = put_notes(coming, i + 1, end, &notes);
        uint32_t like = spot->like != AL_NO_NODE &&
                                (work->tree.nodes[spot->like].name == AL_T_H) == units[i].heading
                            ? spot->like
                            : AL_NO_NODE;
        al_odt_put(work, &work->payload, item ? "<@list-item>" : "");
        if (spot->runs_on) {
            al_odt_put_paragraph(work, &work->payload, like);
            if (i == from)
                al_odt_put_mark(work, &work->payload, "change-start", region);
            al_odt_put_words(work, &work->payload, units[i].atoms);
            al_buffer_append(&work->payload, notes.bytes, notes.length);
            al_odt_put_paragraph_end(work, &work->payload, like);
        } else {
            al_odt_put_unit(work, &work->payload, like, units[i].atoms, &notes);
        }
        al_odt_put(work, &work->payload, item ? "</@list-item>" : "");
        work->failed |= notes.failed;
        al_buffer_release(&notes);
        i = next;
    }
    al_odt_replace(work, (al_range){spot->at, spot->at}, start);
    if (spot->runs_on) {
        uint32_t at = work->tree.nodes[spot->like].open.end;
        start = work->payload.length;
        al_odt_put_mark(work, &work->payload, "change-end", region);
        al_odt_replace(work, (al_range){at, at}, start);
    }
    return i;
}

static void put_whole(const coming *coming, size_t from, size_t end)
{
    al_odt_work *work = coming->work;
    for (size_t i = from; i < end && !work->failed && !work->hard;) {
        const al_unit *unit = &coming->is.units[i];
        if (put_in_columns(coming, unit)) {
            i++;
            continue;
        }
        size_t next = al_coming_group_end(&coming->is, i);
        next = next < end ? next : end;
        bool in_cell = al_coming_in_old_cell(&coming->is, unit);
        spot spot;
        if (al_coming_is_note(&coming->is, unit)) {
            put_note_behind(coming, i, next);
        } else if (unit->cell != 0 && !in_cell && put_cells(coming, i, next)) {
            /* it stands in its table */
        } else if (!find_spot(coming, unit, &spot) && !find_spot_behind(coming, unit, &spot) &&
                   !find_empty_spot(coming, &spot)) {
            al_odt_hard(work, coming->is.change->original.start);
        } else if (unit->cell != 0 && !in_cell) {
            size_t start = work->payload.length;
            next = put_table(coming, i, &work->payload);
            al_odt_replace(work, (al_range){spot.at, spot.at}, start);
        } else {
            next = put_paragraphs(coming, &spot, i, end);
        }
        i = next;
    }
}

/* Whether all that comes can be one insertion that breaks a paragraph, or goes on with it. */
static bool is_plain(const coming *coming)
{
    for (size_t i = 0; i < coming->is.n; i++)
        if ((coming->is.units[i].cell != 0 &&
             !al_coming_in_old_cell(&coming->is, &coming->is.units[i])) ||
            al_coming_is_note(&coming->is, &coming->is.units[i]))
            return false;
    return true;
}

static void insert(coming *coming)
{
    const al_coming *is = &coming->is;
    bool left = !is->starts_hard && is->before != AL_NO_ATOM && !is->at_start,
         right = !is->ends_hard && is->behind != AL_NO_ATOM && !is->at_end;
    if (is->n == 1 && !is->starts_hard && !is->ends_hard && (left || right)) {
        put_line(coming, is->units[0].atoms);
        return;
    }
    bool inside = coming->work->kept->original.n > 0 && !is->at_start && !is->at_end;
    bool behind = is->at_end && !is->at_start && is->before != AL_NO_ATOM && is_plain(coming) &&
                  (is->n == 0 || fits(coming, &is->units[is->n - 1], is->before, false));
    if (behind && coming->work->kept->telling.structured && is->n > 0)
        behind =
            (is->units[0].cell == 0) == (coming->work->kept->original.items[is->before].cell == 0);
    if (inside || behind) {
        break_paragraph(coming);
        return;
    }
    size_t first = left ? 1 : 0, end = is->n - (right && is->n > first ? 1 : 0);
    if (left)
        put_line(coming, is->units[0].atoms);
    put_whole(coming, first, end);
    if (end < is->n)
        put_line(coming, is->units[end].atoms);
}

void al_odt_insert(al_odt_work *work, const al_unkept *change, size_t first_edit)
{
    coming coming = {.work = work, .first_edit = first_edit};
    if (change->telling.start == change->telling.end)
        return;
    if (al_coming_make(&coming.is, work->kept, change))
        insert(&coming);
    else
        work->failed = true;
    al_coming_release(&coming.is);
}
