/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Elements come in the order that the schema of ECMA-376 has them in; what is copied of properties
 * leaves out earlier changes of these, which were of something else.
 */
#include "redline/docx_put.h"

#include <string.h>

static const char *prefix(const al_docx_work *work, uint32_t tree)
{
    return work->prefixes[tree];
}

void al_docx_put_mark(al_docx_work *work, al_buffer *out, uint32_t tree, const char *name,
                      bool bare)
{
    const char *w = prefix(work, tree);
    al_buffer_append_format(out, "<%s%s %sid=\"%u\" %sauthor=\"%s\" %sdate=\"%s\"%s>", w, name, w,
                            work->marking->next++, w, work->marking->author, w, work->marking->date,
                            bare ? "/" : "");
}

void al_docx_put_bytes(const al_docx_work *work, al_buffer *out, al_range bytes)
{
    al_buffer_append(out, work->trees[0].bytes + bytes.start, bytes.end - bytes.start);
}

static void put_tag(const al_docx_work *work, al_buffer *out, uint32_t tree, const char *format)
{
    const char *w = prefix(work, tree);
    for (const char *at = format; *at != '\0'; at++) {
        if (*at == '@')
            al_buffer_append_text(out, w);
        else
            al_buffer_append(out, at, 1);
    }
}

/* --- Properties --------------------------------------------------------- */

static bool is_of_change(uint8_t name)
{
    return name == AL_W_INS || name == AL_W_DEL || name == AL_W_MOVE_FROM || name == AL_W_MOVE_TO ||
           name == AL_W_R_PR_CHANGE || name == AL_W_P_PR_CHANGE || name == AL_W_SECT_PR ||
           name == AL_W_TR_PR_CHANGE || name == AL_W_CELL_CHANGE || name == AL_W_TC_PR_CHANGE;
}

/* What is in an element of properties, but for earlier changes and one that is seen to apart. */
static void put_inside(const al_docx_work *work, al_buffer *out, uint32_t tree, uint32_t node,
                       uint8_t but)
{
    const al_tree *of = &work->trees[tree];
    uint32_t child = node != AL_NO_NODE ? of->nodes[node].first : AL_NO_NODE;
    for (; child != AL_NO_NODE; child = of->nodes[child].next)
        if (!is_of_change(of->nodes[child].name) && (but == 0 || of->nodes[child].name != but))
            al_docx_put_bytes(work, out,
                              (al_range){of->nodes[child].open.start, of->nodes[child].close.end});
}

void al_docx_put_run_properties(const al_docx_work *work, al_buffer *out, uint32_t tree,
                                uint32_t run)
{
    const al_tree *of = &work->trees[tree];
    uint32_t properties = al_tree_child(of, run, AL_W_R_PR);
    if (properties == AL_NO_NODE || of->nodes[properties].first == AL_NO_NODE ||
        !al_tree_is(of, run, AL_W_R))
        return;
    put_tag(work, out, tree, "<@rPr>");
    put_inside(work, out, tree, properties, 0);
    put_tag(work, out, tree, "</@rPr>");
}

void al_docx_put_paragraph_start(al_docx_work *work, al_buffer *out, const al_docx_look *look,
                                 uint32_t move)
{
    const al_tree *of = &work->trees[look->tree];
    uint32_t properties = al_tree_child(of, look->paragraph, AL_W_P_PR);
    put_tag(work, out, look->tree, "<@p><@pPr>");
    put_inside(work, out, look->tree, properties, AL_W_R_PR);
    put_tag(work, out, look->tree, "<@rPr>");
    al_docx_put_mark(work, out, look->tree, move > 0 ? "moveTo" : "ins", true);
    put_inside(work, out, look->tree, al_tree_child(of, properties, AL_W_R_PR), 0);
    put_tag(work, out, look->tree, "</@rPr></@pPr>");
}

/* --- Words -------------------------------------------------------------- */

static void put_letters(al_docx_work *work, al_buffer *out, uint32_t tree, const char *bytes,
                        size_t length)
{
    put_tag(work, out, tree, "<@t xml:space=\"preserve\">");
    al_marking_escape(work->marking, out, bytes, length);
    put_tag(work, out, tree, "</@t>");
}

/* Whether a gap is a run of blanks, as it stands in a line. */
static bool is_blank(const al_atoms *atoms, const al_atom *atom)
{
    return atom->kind == AL_ATOM_BLANK || (atom->kind == AL_ATOM_LINE && !atoms->structured);
}

/* Letters and blanks are one text, up to what is an element of its own. */
static uint32_t put_text(al_docx_work *work, al_buffer *out, uint32_t tree, al_range atoms)
{
    const al_atoms *of = &work->kept->telling;
    al_buffer text;
    al_buffer_init(&text, work->allocator);
    uint32_t i = atoms.start;
    for (; i < atoms.end; i++) {
        const al_atom *atom = &of->items[i];
        if (!al_atom_is_gap(atom))
            al_buffer_append(&text, of->text->bytes + atom->bytes.start,
                             atom->bytes.end - atom->bytes.start);
        else if (!is_blank(of, atom))
            break;
        else if (of->structured)
            al_buffer_append(&text, of->text->bytes + atom->bytes.start,
                             atom->bytes.end - atom->bytes.start);
        else
            al_buffer_append_text(&text, " ");
    }
    if (text.length > 0)
        put_letters(work, out, tree, text.bytes, text.length);
    work->failed |= text.failed;
    al_buffer_release(&text);
    return i;
}

static void put_run(al_docx_work *work, al_buffer *out, const al_docx_look *look, al_range atoms)
{
    put_tag(work, out, look->tree, "<@r>");
    al_docx_put_run_properties(work, out, look->tree, look->run);
    for (uint32_t i = atoms.start; i < atoms.end;) {
        const al_atom *atom = &work->kept->telling.items[i];
        if (!al_atom_is_gap(atom) || is_blank(&work->kept->telling, atom)) {
            i = put_text(work, out, look->tree, (al_range){i, atoms.end});
            continue;
        }
        put_tag(work, out, look->tree, atom->kind == AL_ATOM_TAB ? "<@tab/>" : "<@br/>");
        i++;
    }
    put_tag(work, out, look->tree, "</@r>");
}

/* The atoms from `start` on that are of one move, or of none. */
static al_range segment(const al_docx_work *work, al_range atoms, uint32_t *move)
{
    const al_atoms *of = &work->kept->telling;
    al_range out = {atoms.start, atoms.start};
    *move = al_whole_move_of(&work->moves, of->items[atoms.start].passage);
    while (out.end < atoms.end &&
           al_whole_move_of(&work->moves, of->items[out.end].passage) == *move)
        out.end++;
    return out;
}

/* The words of a line; ends of moves stand behind them unless they are to stand behind `held`. */
static void put_segments(al_docx_work *work, al_buffer *out, const al_docx_look *look,
                         al_range atoms, uint32_t *held)
{
    uint32_t move;
    for (al_range part; atoms.start < atoms.end; atoms.start = part.end) {
        part = segment(work, atoms, &move);
        al_range whole = move > 0 ? work->moves.items[move - 1].telling : (al_range){0, UINT32_MAX};
        if (move > 0 && part.start <= whole.start && whole.start < part.end)
            al_docx_put_move(work, out, move, true, false);
        al_docx_put_mark(work, out, look->tree, move > 0 ? "moveTo" : "ins", false);
        put_run(work, out, look, part);
        put_tag(work, out, look->tree, move > 0 ? "</@moveTo>" : "</@ins>");
        if (move == 0 || part.end < whole.end)
            continue;
        if (held != NULL && part.end == atoms.end)
            *held = move;
        else
            al_docx_put_move(work, out, move, true, true);
    }
}

void al_docx_put_words(al_docx_work *work, al_buffer *out, const al_docx_look *look, al_range atoms)
{
    put_segments(work, out, look, atoms, NULL);
}

/* The mark of a paragraph has moved with its last words. */
void al_docx_put_paragraph(al_docx_work *work, al_buffer *out, const al_docx_look *look,
                           al_range atoms, const al_buffer *more)
{
    uint32_t held = 0;
    uint32_t move =
        atoms.start < atoms.end
            ? al_whole_move_of(&work->moves, work->kept->telling.items[atoms.end - 1].passage)
            : 0;
    al_docx_put_paragraph_start(work, out, look, move);
    put_segments(work, out, look, atoms, &held);
    if (more != NULL && more->length > 0)
        al_buffer_append(out, more->bytes, more->length);
    put_tag(work, out, look->tree, "</@p>");
    if (held > 0)
        al_docx_put_move(work, out, held, true, true);
}

/* --- Rows --------------------------------------------------------------- */

uint32_t al_docx_span(const al_tree *tree, uint32_t cell)
{
    uint32_t span = al_tree_child(tree, al_tree_child(tree, cell, AL_W_TC_PR), AL_W_GRID_SPAN);
    int64_t columns = span != AL_NO_NODE ? al_tree_number(tree, span, "val") : 1;
    return columns > 0 && columns < 1000 ? (uint32_t)columns : 1;
}

/* The paragraphs of one cell: those of the units that stand in its columns, at least one. */
static size_t put_cell(al_docx_work *work, al_buffer *out, const al_docx_look *look, uint32_t like,
                       uint32_t behind, al_units units)
{
    const al_tree *of = &work->trees[look->tree];
    uint32_t properties = al_tree_child(of, like, AL_W_TC_PR);
    al_docx_look inside = *look;
    inside.paragraph = al_tree_child(of, like, AL_W_P);
    inside.run = al_tree_child(of, inside.paragraph, AL_W_R);
    size_t taken = 0;
    put_tag(work, out, look->tree, "<@tc>");
    if (properties != AL_NO_NODE) { /* what is merged with the cell above has no words that show */
        bool filled = units.n > 0 && units.items[0].column < behind;
        put_tag(work, out, look->tree, "<@tcPr>");
        put_inside(work, out, look->tree, properties, filled ? AL_W_V_MERGE : 0);
        put_tag(work, out, look->tree, "</@tcPr>");
    }
    while (taken < units.n && units.items[taken].column < behind)
        al_docx_put_paragraph(work, out, &inside, units.items[taken++].atoms, NULL);
    if (taken == 0)
        al_docx_put_paragraph(work, out, &inside, (al_range){0, 0}, NULL);
    put_tag(work, out, look->tree, "</@tc>");
    return taken;
}

/* Of a cell that is of one row and column the properties are copied. */
static void put_cell_properties(const al_docx_work *work, al_buffer *out, uint32_t tree,
                                uint32_t like)
{
    const al_tree *of = &work->trees[tree];
    uint32_t properties = al_tree_child(of, like, AL_W_TC_PR);
    if (al_tree_child(of, properties, AL_W_GRID_SPAN) == AL_NO_NODE &&
        al_tree_child(of, properties, AL_W_V_MERGE) == AL_NO_NODE)
        put_inside(work, out, tree, properties, 0);
    else
        put_tag(work, out, tree, "<@tcW @w=\"0\" @type=\"auto\"/>");
}

void al_docx_put_new_cell(al_docx_work *work, al_buffer *out, uint32_t tree, uint32_t like,
                          al_range atoms)
{
    const al_tree *of = &work->trees[tree];
    al_docx_look look = {tree, al_tree_child(of, like, AL_W_P), AL_NO_NODE};
    look.run = al_tree_child(of, look.paragraph, AL_W_R);
    put_tag(work, out, tree, "<@tc><@tcPr>");
    put_cell_properties(work, out, tree, like);
    al_docx_put_mark(work, out, tree, "cellIns", true);
    put_tag(work, out, tree, "</@tcPr>");
    for (uint32_t end; atoms.start <= atoms.end; atoms.start = end + 1) {
        for (end = atoms.start; end < atoms.end && !al_atoms_is_hard(&work->kept->telling, end);)
            end++;
        al_docx_put_paragraph(work, out, &look, (al_range){atoms.start, end}, NULL);
    }
    put_tag(work, out, tree, "</@tc>");
}

/* The next cell of a row, from one on. */
static uint32_t cell_from(const al_tree *tree, uint32_t node)
{
    while (node != AL_NO_NODE && tree->nodes[node].name != AL_W_TC)
        node = tree->nodes[node].next;
    return node;
}

static void put_row_start(al_docx_work *work, al_buffer *out, uint32_t tree, uint32_t like)
{
    const al_tree *of = &work->trees[tree];
    uint32_t exceptions = al_tree_child(of, like, AL_W_TBL_PR_EX);
    put_tag(work, out, tree, "<@tr>");
    if (exceptions != AL_NO_NODE)
        al_docx_put_bytes(
            work, out,
            (al_range){of->nodes[exceptions].open.start, of->nodes[exceptions].close.end});
    put_tag(work, out, tree, "<@trPr>");
    put_inside(work, out, tree, al_tree_child(of, like, AL_W_TR_PR), 0);
    al_docx_put_mark(work, out, tree, "ins", true);
    put_tag(work, out, tree, "</@trPr>");
}

size_t al_docx_put_row(al_docx_work *work, al_buffer *out, const al_docx_look *look, uint32_t like,
                       uint32_t columns, al_units units)
{
    const al_tree *of = &work->trees[look->tree];
    size_t taken = 0, n = 0;
    uint32_t column = 1, cell = al_tree_child(of, like, AL_W_TC);
    while (n < units.n && units.items[n].row == units.items[0].row)
        n++;
    put_row_start(work, out, look->tree, like);
    while (cell != AL_NO_NODE || column <= columns || taken < n) {
        uint32_t span = cell != AL_NO_NODE ? al_docx_span(of, cell) : 1;
        uint32_t next = cell != AL_NO_NODE ? cell_from(of, of->nodes[cell].next) : AL_NO_NODE;
        bool last = next == AL_NO_NODE && columns == 0;
        al_units left = {units.items + taken, n - taken};
        taken += put_cell(work, out, look, cell, last ? UINT32_MAX : column + span, left);
        column += span;
        cell = next;
    }
    put_tag(work, out, look->tree, "</@tr>");
    return n;
}
