/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where what comes goes. Words go behind the letters before them, or before those behind; whole
 * paragraphs go between paragraphs, cells into their row, rows into their table. Only where neither
 * side is the edge of a paragraph, or no paragraph follows, one is broken in two.
 */
#include "redline/columns.h"
#include "redline/docx_put.h"

/* What comes at one place. */
typedef struct coming {
    al_docx_work *work;
    size_t first_edit; /* of what went in its place */
    al_coming is;
} coming;

/* A place in a paragraph. */
typedef struct place {
    uint32_t tree, node, at; /* the run, or what encloses it */
    uint32_t paragraph;
    uint32_t look; /* the run whose properties hold, or AL_NO_NODE */
} place;

/* --- Places in a paragraph ---------------------------------------------- */

static uint32_t run_at(const al_tree *tree, uint32_t byte)
{
    uint32_t node = al_tree_at(tree, byte);
    while (node != AL_NO_NODE && tree->nodes[node].name != AL_W_R &&
           tree->nodes[node].name != AL_W_MATH_R)
        node = tree->nodes[node].parent;
    return node;
}

/* The outermost element around a run within its paragraph that is not another's insertion. */
static uint32_t wrapper_of(const al_tree *tree, uint32_t run)
{
    uint32_t wrapper = AL_NO_NODE;
    for (uint32_t node = tree->nodes[run].parent;
         node != AL_NO_NODE && tree->nodes[node].name != AL_W_P; node = tree->nodes[node].parent)
        if (tree->nodes[node].name != AL_W_INS && tree->nodes[node].name != AL_W_MOVE_TO)
            wrapper = node;
    return wrapper;
}

/* The run behind a byte, before another, that ends a field whose text lies before; or the reverse.
 */
static uint32_t field_edge(const al_tree *tree, al_range bytes, bool end)
{
    int depth = 0;
    uint32_t found = AL_NO_NODE;
    for (uint32_t node = al_tree_from(tree, bytes.start);
         node < tree->n && tree->nodes[node].open.start < bytes.end; node++) {
        if (tree->nodes[node].name != AL_W_FIELD_CHARACTER)
            continue;
        if (al_tree_attribute_is(tree, node, "fldCharType", "begin")) {
            if (!end && depth == 0)
                found = tree->nodes[node].parent;
            depth++;
        } else if (al_tree_attribute_is(tree, node, "fldCharType", "end")) {
            depth--;
            if (end && depth < 0)
                found = tree->nodes[node].parent;
            else if (!end && depth == 0)
                found = AL_NO_NODE;
        }
    }
    return found;
}

/* Out of what encloses a run, to before or behind it, where the other letters stand outside. */
static void leave(const al_tree *tree, place *place, uint32_t wrapper, bool behind, uint32_t other)
{
    const al_node *node = &tree->nodes[wrapper];
    if (other != AL_NO_NODE && other >= node->open.start && other < node->close.end)
        return;
    place->at = behind ? node->close.end : node->open.start;
    place->node = node->parent;
    place->look = AL_NO_NODE;
}

/* Behind letters that are kept, and behind what ends with them. */
static void place_behind(const coming *coming, place *place)
{
    const al_docx_work *work = coming->work;
    const al_tree *tree = &work->trees[place->tree];
    const al_node *paragraph = &tree->nodes[place->paragraph];
    uint32_t other = coming->is.behind != AL_NO_NODE ? work->sources[coming->is.behind].start
                                                     : paragraph->close.start;
    uint32_t end =
        other > place->at && other < paragraph->close.start ? other : paragraph->close.start;
    uint32_t wrapper = wrapper_of(tree, place->node),
             field = field_edge(tree, (al_range){place->at, end}, true);
    if (wrapper != AL_NO_NODE)
        leave(tree, place, wrapper, true, other);
    else if (field != AL_NO_NODE)
        leave(tree, place, field, true, AL_NO_NODE);
}

static void place_before(const coming *coming, place *place)
{
    const al_docx_work *work = coming->work;
    const al_tree *tree = &work->trees[place->tree];
    uint32_t start = tree->nodes[place->paragraph].open.end, other = AL_NO_NODE;
    if (coming->is.before != AL_NO_NODE) {
        other = work->sources[coming->is.before].start;
        if (work->sources[coming->is.before].end > start && other < place->at)
            start = work->sources[coming->is.before].end;
    }
    uint32_t wrapper = wrapper_of(tree, place->node),
             field = field_edge(tree, (al_range){start, place->at}, false);
    if (wrapper != AL_NO_NODE)
        leave(tree, place, wrapper, false, other);
    else if (field != AL_NO_NODE)
        leave(tree, place, field, false, AL_NO_NODE);
}

/* Behind letters of the original; where something went behind them, behind that. */
static bool find_behind(const coming *coming, uint32_t letters, place *out)
{
    const al_docx_work *work = coming->work;
    *out = (place){.at = work->sources[letters].end};
    out->paragraph = al_docx_paragraph_of(work, letters, &out->tree);
    const al_tree *tree = &work->trees[out->tree];
    out->node = out->look = run_at(tree, work->sources[letters].start);
    if (out->paragraph == AL_NO_NODE || out->node == AL_NO_NODE)
        return false;
    bool went = false;
    for (size_t i = coming->first_edit; i < work->n_edits; i++) {
        const al_docx_edit *edit = &work->edits[i];
        if (edit->kind != AL_EDIT_CUT || edit->tree != out->tree || edit->bytes.end < out->at ||
            edit->bytes.start >= tree->nodes[out->paragraph].close.start)
            continue;
        out->at = edit->bytes.end;
        out->node = out->look = edit->node;
        went = true;
    }
    if (!went)
        place_behind(coming, out);
    return true;
}

static bool find_before(const coming *coming, uint32_t letters, place *out)
{
    const al_docx_work *work = coming->work;
    *out = (place){.at = work->sources[letters].start};
    out->paragraph = al_docx_paragraph_of(work, letters, &out->tree);
    const al_tree *tree = &work->trees[out->tree];
    out->node = out->look = run_at(tree, out->at);
    if (out->paragraph == AL_NO_NODE || out->node == AL_NO_NODE)
        return false;
    uint32_t at = al_tree_at(tree, out->at);
    if (tree->nodes[at].name != AL_W_T && tree->nodes[at].name != AL_W_MATH_T)
        out->at = tree->nodes[at].open.start;
    place_before(coming, out);
    return true;
}

/* The place of words that stand in a line with others. */
static bool find_place(const coming *coming, place *out)
{
    al_beside beside = al_coming_beside(&coming->is);
    if (beside == AL_BESIDE_BEFORE)
        return find_behind(coming, coming->is.before, out);
    return beside == AL_BESIDE_BEHIND && find_before(coming, coming->is.behind, out);
}

static void put_words(const coming *coming, const place *place, al_range atoms)
{
    if (atoms.start < atoms.end)
        al_docx_edit_add(coming->work, (al_docx_edit){.bytes = {place->at, place->at},
                                                      .kind = AL_EDIT_PUT,
                                                      .tree = place->tree,
                                                      .node = place->node,
                                                      .atoms = atoms});
}

/* --- Places between paragraphs ------------------------------------------ */

/* What text, built apart, is put between elements. */
static void put_text(const coming *coming, uint32_t tree, uint32_t at, const al_buffer *text)
{
    al_docx_work *work = coming->work;
    uint32_t start = (uint32_t)work->payload.length;
    work->failed |= text->failed;
    if (text->failed || text->length == 0)
        return;
    al_buffer_append(&work->payload, text->bytes, text->length);
    al_docx_edit_add(work, (al_docx_edit){.bytes = {at, at},
                                          .kind = AL_EDIT_TEXT,
                                          .tree = tree,
                                          .payload = {start, (uint32_t)work->payload.length}});
}

/* The longest run of a paragraph, whose looks are most likely those of its words. */
static uint32_t main_run(const al_tree *tree, uint32_t paragraph)
{
    uint32_t run = AL_NO_NODE, longest = 0;
    uint32_t child = paragraph != AL_NO_NODE ? tree->nodes[paragraph].first : AL_NO_NODE;
    for (; child != AL_NO_NODE; child = tree->nodes[child].next) {
        uint32_t length = tree->nodes[child].close.end - tree->nodes[child].open.start;
        if (tree->nodes[child].name == AL_W_R && length > longest &&
            al_tree_child(tree, child, AL_W_T) != AL_NO_NODE) {
            run = child;
            longest = length;
        }
    }
    return run;
}

/* How a whole paragraph looks: as the one before or behind that is a heading if it is one. */
static al_docx_look look_of(const coming *coming, const al_unit *unit, uint32_t tree)
{
    const al_docx_work *work = coming->work;
    uint32_t sides[] = {coming->is.before, coming->is.behind};
    al_docx_look look = {tree, AL_NO_NODE, AL_NO_NODE};
    for (size_t i = 0; i < 2; i++) {
        uint32_t in;
        if (sides[i] == AL_NO_NODE ||
            al_atoms_is_heading(&work->kept->original, sides[i]) != unit->heading)
            continue;
        uint32_t paragraph = al_docx_paragraph_of(work, sides[i], &in);
        if (in != tree || paragraph == AL_NO_NODE)
            continue;
        look.paragraph = paragraph;
        look.run = main_run(&work->trees[tree], paragraph);
        break;
    }
    return look;
}

/* Whether letters stand within an element. */
static bool is_in(const al_docx_work *work, uint32_t letters, uint32_t tree, uint32_t node)
{
    const al_node *of = &work->trees[tree].nodes[node];
    return letters != AL_NO_NODE && work->sources[letters].start >= of->open.start &&
           work->sources[letters].start < of->close.end;
}

/* Out of tables and content controls that a paragraph is put beside and not into. */
static uint32_t lift(const coming *coming, uint32_t tree, uint32_t node, uint32_t other,
                     bool out_of_table)
{
    const al_tree *of = &coming->work->trees[tree];
    for (;;) {
        uint32_t parent = of->nodes[node].parent, above;
        if (al_tree_is(of, parent, AL_W_SDT_CONTENT) &&
            !is_in(coming->work, other, tree, of->nodes[parent].parent))
            above = of->nodes[parent].parent;
        else if (al_tree_is(of, parent, AL_W_TC) && out_of_table)
            above = al_tree_up(of, parent, AL_W_TBL);
        else
            return node;
        if (above == AL_NO_NODE)
            return node;
        node = above;
    }
}

/* Between which elements whole paragraphs go. */
typedef struct spot {
    uint32_t tree, at;
    uint32_t node; /* beside which */
} spot;

static bool out_of_table(const coming *coming, const al_unit *unit, uint32_t letters)
{
    const al_atoms *original = &coming->work->kept->original;
    if (!coming->work->kept->telling.structured)
        return coming->is.behind != AL_NO_NODE &&
               al_atoms_border(original, coming->is.behind - (coming->is.behind > 0)) ==
                   AL_BORDER_TABLE;
    return unit->cell == 0 && original->items[letters].cell != 0;
}

/* Whether a unit may stand beside letters: in a note, in a table, or out of them. */
static bool fits(const coming *coming, const al_unit *unit, uint32_t letters)
{
    if (letters == AL_NO_NODE)
        return false;
    const al_atom *atom = &coming->work->kept->original.items[letters];
    if (!coming->work->kept->telling.structured)
        return true;
    return (unit->note == 0) == (atom->note == 0) && (unit->cell == 0 || atom->cell != 0);
}

static bool spot_before(const coming *coming, const al_unit *unit, spot *out)
{
    if (!fits(coming, unit, coming->is.behind))
        return false;
    uint32_t node = al_docx_paragraph_of(coming->work, coming->is.behind, &out->tree);
    if (node == AL_NO_NODE)
        return false;
    out->node = lift(coming, out->tree, node, coming->is.before,
                     out_of_table(coming, unit, coming->is.behind));
    out->at = coming->work->trees[out->tree].nodes[out->node].open.start;
    return true;
}

/* Behind the last letters of the same kind, where a paragraph or table follows. */
static bool spot_behind(const coming *coming, const al_unit *unit, spot *out)
{
    const al_docx_work *work = coming->work;
    uint32_t letters = coming->is.before;
    while (letters != AL_NO_NODE && !fits(coming, unit, letters))
        letters = al_atoms_before(&work->kept->original, letters);
    if (letters == AL_NO_NODE)
        return false;
    uint32_t node = al_docx_paragraph_of(work, letters, &out->tree);
    if (node == AL_NO_NODE)
        return false;
    const al_tree *tree = &work->trees[out->tree];
    out->node =
        lift(coming, out->tree, node, coming->is.behind, out_of_table(coming, unit, letters));
    uint32_t next = tree->nodes[out->node].next;
    while (next != AL_NO_NODE && tree->nodes[next].name != AL_W_P &&
           tree->nodes[next].name != AL_W_TBL && tree->nodes[next].name != AL_W_SDT)
        next = tree->nodes[next].next;
    out->at = tree->nodes[out->node].close.end;
    return next != AL_NO_NODE;
}

/* --- Notes, rows and paragraphs ----------------------------------------- */

/* The row that letters stand in, where they are letters of the table that units go into. */
static uint32_t row_of(const coming *coming, uint32_t letters, uint32_t *tree)
{
    if (letters == AL_NO_NODE || coming->work->kept->original.items[letters].cell == 0)
        return AL_NO_NODE;
    uint32_t paragraph = al_docx_paragraph_of(coming->work, letters, tree);
    return al_tree_up(&coming->work->trees[*tree], paragraph, AL_W_TR);
}

/* The cell of a row at a column, from 1 on. */
static uint32_t cell_at(const al_tree *tree, uint32_t row, uint32_t column)
{
    uint32_t at = 1;
    uint32_t cell = row != AL_NO_NODE ? tree->nodes[row].first : AL_NO_NODE;
    for (; cell != AL_NO_NODE; cell = tree->nodes[cell].next) {
        if (tree->nodes[cell].name != AL_W_TC)
            continue;
        at += al_docx_span(tree, cell);
        if (column < at)
            return cell;
    }
    return AL_NO_NODE;
}

/* Words into a cell that had none, at the end of its last paragraph. */
static void fill_cell(const coming *coming, uint32_t tree, uint32_t row, const al_unit *unit)
{
    const al_tree *of = &coming->work->trees[tree];
    uint32_t cell = cell_at(of, row, unit->column), paragraph = AL_NO_NODE;
    for (uint32_t child = cell != AL_NO_NODE ? of->nodes[cell].first : AL_NO_NODE;
         child != AL_NO_NODE; child = of->nodes[child].next)
        if (of->nodes[child].name == AL_W_P)
            paragraph = child;
    if (paragraph == AL_NO_NODE) {
        al_docx_hard(coming->work, coming->is.change->original.start);
        return;
    }
    place place = {.tree = tree, .node = paragraph, .at = of->nodes[paragraph].close.start};
    if (al_tree_is_bare(of, paragraph))
        al_docx_edit_add(coming->work, (al_docx_edit){.bytes = of->nodes[paragraph].open,
                                                      .kind = AL_EDIT_OPEN,
                                                      .tree = tree,
                                                      .node = paragraph});
    put_words(coming, &place, unit->atoms);
}

/* Units of one row of a table: into a row that there is, or as a new one. */
static bool put_row(const coming *coming, size_t from, size_t end, al_buffer *out, spot *spot)
{
    if (coming->is.apart)
        return false;
    const al_unit *unit = &coming->is.units[from];
    uint32_t tree = 0, other = 0, before = row_of(coming, coming->is.before, &tree),
             behind = row_of(coming, coming->is.behind, &other);
    bool in_before = before != AL_NO_NODE && al_coming_same_row(&coming->is, unit, false),
         in_behind = behind != AL_NO_NODE && al_coming_same_row(&coming->is, unit, true);
    if (in_before || in_behind) {
        for (size_t i = from; i < end; i++)
            fill_cell(coming, in_before ? tree : other, in_before ? before : behind,
                      &coming->is.units[i]);
        return true;
    }
    const al_tree *of = &coming->work->trees[before != AL_NO_NODE ? tree : other];
    uint32_t like = before != AL_NO_NODE ? before : behind;
    if (like == AL_NO_NODE)
        return false;
    spot->tree = before != AL_NO_NODE ? tree : other;
    spot->node = like;
    spot->at = before != AL_NO_NODE ? of->nodes[like].close.end : of->nodes[like].open.start;
    al_docx_look look = {spot->tree, AL_NO_NODE, AL_NO_NODE};
    const al_column_table *columns = al_column_table_at(coming->work->kept, unit->atoms.start);
    for (size_t i = from; i < end;)
        i += al_docx_put_row(coming->work, out, &look, columns != NULL ? AL_NO_NODE : like,
                             columns != NULL ? columns->columns[1] : 0,
                             (al_units){coming->is.units + i, end - i});
    return true;
}

/*
 * Into a row of a table in which columns come or go, where that is known to be one of the original;
 * al_docx_change_columns() puts the cells in which nothing was. False: it is not.
 */
static bool put_in_columns(const coming *coming, const al_unit *unit)
{
    al_column_spot spot;
    al_column_place place = al_column_table_place(&coming->is, unit, &spot);
    uint32_t tree, row;
    if (place == AL_COLUMN_KEPT) {
        row = al_docx_row_at(coming->work, spot.table, spot.row, &tree);
        fill_cell(coming, tree, row, &spot.unit);
    }
    return place != AL_COLUMN_NONE;
}

/* A table of its own, of all rows from `from` on. */
static size_t put_table(const coming *coming, size_t from, al_buffer *out, uint32_t tree)
{
    enum { MOST = 63 }; /* columns, in Word */
    al_docx_work *work = coming->work;
    const char *w = work->prefixes[tree];
    al_docx_look look = {tree, AL_NO_NODE, AL_NO_NODE};
    size_t end = al_coming_table_end(&coming->is, from);
    uint32_t columns = 1;
    for (size_t i = from; i < end; i++)
        if (coming->is.units[i].column > columns)
            columns = coming->is.units[i].column;
    if (columns > MOST) {
        al_docx_hard(work, coming->is.change->original.start);
        columns = MOST;
    }
    al_buffer_append_format(out,
                            "<%stbl><%stblPr><%stblW %sw=\"0\" %stype=\"auto\"/></%stblPr>"
                            "<%stblGrid>",
                            w, w, w, w, w, w, w);
    for (uint32_t i = 0; i < columns; i++)
        al_buffer_append_format(out, "<%sgridCol/>", w);
    al_buffer_append_format(out, "</%stblGrid>", w);
    for (size_t i = from; i < end;) {
        size_t row =
            al_coming_group_end(&coming->is, i) < end ? al_coming_group_end(&coming->is, i) : end;
        size_t took = al_docx_put_row(work, out, &look, AL_NO_NODE, columns,
                                      (al_units){coming->is.units + i, row - i});
        i += took > 0 ? took : 1;
    }
    al_buffer_append_format(out, "</%stbl>", w);
    al_docx_put_paragraph(work, out, &look, (al_range){0, 0}, NULL); /* or the next would join it */
    return end;
}

/* A note that comes refers from the end of what stands before it. */
static void put_note(const coming *coming, size_t from, size_t end, al_buffer *reference)
{
    al_docx_put_note(coming->work, reference, coming->is.units + from, end - from);
}

/* Behind the reference to the note that letters stand in. */
static bool find_reference(const al_docx_work *work, uint32_t letters, place *out)
{
    const al_tree *body = &work->trees[0];
    uint32_t tree, paragraph = al_docx_paragraph_of(work, letters, &tree);
    const al_tree *of = &work->trees[tree];
    uint32_t note = al_tree_up(of, paragraph, tree == 1 ? AL_W_FOOTNOTE : AL_W_ENDNOTE);
    size_t n = 0;
    const al_docx_reference *references =
        tree > 0 && note != AL_NO_NODE ? al_docx_references_to(work, tree, note, &n) : NULL;
    for (size_t i = 0; i < n; i++) {
        const al_node *reference = &body->nodes[references[i].node];
        if (!al_tree_is(body, reference->parent, AL_W_R))
            continue;
        *out = (place){
            .node = reference->parent, .at = reference->close.end, .look = reference->parent};
        return true;
    }
    return false;
}

static void put_reference(const coming *coming, const al_buffer *reference)
{
    place place;
    al_docx_work *work = coming->work;
    uint32_t letters = coming->is.before;
    bool noted = letters != AL_NO_NODE && work->kept->original.items[letters].note != 0;
    if (noted ? !find_reference(work, letters, &place)
              : letters == AL_NO_NODE || !find_behind(coming, letters, &place)) {
        al_docx_hard(work, coming->is.change->original.start);
        return;
    }
    uint32_t start = (uint32_t)work->payload.length;
    al_buffer_append(&work->payload, reference->bytes, reference->length);
    al_docx_edit_add(work, (al_docx_edit){.bytes = {place.at, place.at},
                                          .kind = AL_EDIT_PUT,
                                          .tree = place.tree,
                                          .node = place.node,
                                          .payload = {start, (uint32_t)work->payload.length}});
}

/* Where the unit and those behind it go that are no rows of a table that there is. */
static bool find_spot(const coming *coming, const al_unit *unit, spot *out)
{
    bool behind_first = coming->is.at_end && !coming->is.at_start;
    al_unit whole = *unit;
    whole.cell = al_coming_in_old_cell(&coming->is, unit) ? unit->cell
                                                          : 0; /* a table of its own is in none */
    if (behind_first)
        return spot_behind(coming, &whole, out) || spot_before(coming, &whole, out);
    return spot_before(coming, &whole, out) || spot_behind(coming, &whole, out);
}

/* The document had no letters: before its first paragraph, or where one would be. */
static bool find_empty_spot(const coming *coming, spot *out)
{
    const al_tree *body = &coming->work->trees[0];
    uint32_t node = al_tree_child(body, 0, AL_W_BODY);
    if (coming->work->kept->original.n > 0 || node == AL_NO_NODE || al_tree_is_bare(body, node))
        return false;
    uint32_t first = body->nodes[node].first;
    *out = (spot){.at = first != AL_NO_NODE ? body->nodes[first].open.start
                                            : body->nodes[node].close.start,
                  .node = node};
    return true;
}

/* Units from `from` to `end`, each a whole paragraph, cell or note. */
static void put_whole(const coming *coming, size_t from, size_t end)
{
    al_docx_work *work = coming->work;
    for (size_t i = from; i < end && !work->failed;) {
        const al_unit *unit = &coming->is.units[i];
        if (put_in_columns(coming, unit)) {
            i++;
            continue;
        }
        size_t next =
            al_coming_group_end(&coming->is, i) < end ? al_coming_group_end(&coming->is, i) : end;
        spot spot = {0};
        al_buffer text, reference;
        al_buffer_init(&text, work->allocator);
        al_buffer_init(&reference, work->allocator);
        bool placed = true;
        if (al_coming_is_note(&coming->is, unit)) {
            put_note(coming, i, next, &reference);
            put_reference(coming, &reference);
        } else if (unit->cell == 0 || al_coming_in_old_cell(&coming->is, unit) ||
                   !put_row(coming, i, next, &text, &spot)) {
            placed = find_spot(coming, unit, &spot) || find_empty_spot(coming, &spot);
            if (placed && unit->cell != 0 && !al_coming_in_old_cell(&coming->is, unit)) {
                next = put_table(coming, i, &text, spot.tree);
            } else if (placed) {
                for (next = i + 1;
                     next < end && al_coming_is_note(&coming->is, &coming->is.units[next]);) {
                    size_t behind = al_coming_group_end(&coming->is, next);
                    put_note(coming, next, behind, &reference);
                    next = behind;
                }
                al_docx_look look = look_of(coming, unit, spot.tree);
                al_docx_put_paragraph(work, &text, &look, unit->atoms, &reference);
            }
        }
        if (placed)
            put_text(coming, spot.tree, spot.at, &text);
        else
            al_docx_hard(work, coming->is.change->original.start);
        work->failed |= reference.failed;
        al_buffer_release(&text);
        al_buffer_release(&reference);
        i = next;
    }
}

/* --- All of it ---------------------------------------------------------- */

static void break_paragraph(const coming *coming)
{
    place place;
    if (!find_place(coming, &place)) {
        al_docx_hard(coming->work, coming->is.change->original.start);
        return;
    }
    al_docx_edit_add(coming->work, (al_docx_edit){.bytes = {place.at, place.at},
                                                  .kind = AL_EDIT_BREAK,
                                                  .tree = place.tree,
                                                  .node = place.node,
                                                  .atoms = coming->is.change->telling});
    const al_tree *tree = &coming->work->trees[place.tree];
    al_docx_edit_add(coming->work, (al_docx_edit){.bytes = tree->nodes[place.paragraph].open,
                                                  .kind = AL_EDIT_OPEN,
                                                  .tree = place.tree,
                                                  .node = place.paragraph});
}

/* Whether whole paragraphs cannot stand behind what is before: none follows there. */
static bool must_break(const coming *coming, size_t first)
{
    spot spot;
    if (coming->is.before == AL_NO_NODE || first >= coming->is.n ||
        coming->is.units[first].cell != 0 || coming->is.units[first].note != 0)
        return false;
    return !find_spot(coming, &coming->is.units[first], &spot);
}

static void put_line(const coming *coming, size_t unit)
{
    place place;
    if (find_place(coming, &place))
        put_words(coming, &place, coming->is.units[unit].atoms);
    else
        al_docx_hard(coming->work, coming->is.change->original.start);
}

static void insert(coming *coming)
{
    const al_docx_work *work = coming->work;
    bool left = !coming->is.starts_hard && coming->is.before != AL_NO_NODE && !coming->is.at_start,
         right = !coming->is.ends_hard && coming->is.behind != AL_NO_NODE && !coming->is.at_end;
    bool single = coming->is.n == 1 && !coming->is.starts_hard && !coming->is.ends_hard;
    if (single && (left || right)) {
        put_line(coming, 0);
        return;
    }
    bool inside = work->kept->original.n > 0 && !coming->is.at_start && !coming->is.at_end;
    if (inside) {
        break_paragraph(coming);
        return;
    }
    size_t first = left ? 1 : 0, end = coming->is.n - (right && coming->is.n > first ? 1 : 0);
    if (must_break(coming, first)) {
        break_paragraph(coming);
        return;
    }
    if (left)
        put_line(coming, 0);
    put_whole(coming, first, end);
    if (end < coming->is.n)
        put_line(coming, end);
}

void al_docx_insert(al_docx_work *work, const al_unkept *change, size_t first_edit)
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
