/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes of a document: letters byte by byte as they stand in runs, gaps with all white space
 * and breaks between two letters, and the marks of the paragraphs that end there.
 */
#include "redline/docx_work.h"
#include "redline/landings.h"
#include "redline/sources.h"

#include "text/signs.h"

bool al_docx_is_out(const al_tree *tree, uint32_t node)
{
    for (; node != AL_NO_NODE; node = tree->nodes[node].parent) {
        uint8_t name = tree->nodes[node].name;
        if (name == AL_W_P)
            return false;
        if (name == AL_W_DEL || name == AL_W_MOVE_FROM || name == AL_W_FALLBACK ||
            name == AL_W_P_PR || name == AL_W_R_PR)
            return true;
    }
    return false;
}

static uint32_t run_of(const al_tree *tree, uint32_t node)
{
    while (node != AL_NO_NODE && tree->nodes[node].name != AL_W_R &&
           tree->nodes[node].name != AL_W_MATH_R && tree->nodes[node].name != AL_W_P)
        node = tree->nodes[node].parent;
    return node;
}

/* Letters that follow each other in one text go as one. */
static bool lengthens(const al_docx_work *work, uint32_t run, al_range bytes, uint32_t move)
{
    if (work->n_edits == 0)
        return false;
    const al_docx_edit *last = &work->edits[work->n_edits - 1];
    return last->kind == AL_EDIT_CUT && last->node == run && last->move == move &&
           last->bytes.end == bytes.start && bytes.start > 0 &&
           work->trees[0].bytes[bytes.start - 1] != '>';
}

static void cut(al_docx_work *work, uint32_t tree, uint32_t node, al_range bytes, uint32_t move)
{
    uint32_t run = run_of(&work->trees[tree], node);
    if (bytes.start >= bytes.end || run == AL_NO_NODE)
        return;
    if (al_tree_is(&work->trees[tree], node, AL_W_T) && lengthens(work, run, bytes, move)) {
        work->edits[work->n_edits - 1].bytes.end = bytes.end;
        return;
    }
    al_docx_edit_add(
        work, (al_docx_edit){
                  .bytes = bytes, .kind = AL_EDIT_CUT, .tree = tree, .node = run, .move = move});
}

/* --- Letters ------------------------------------------------------------ */

/* Of an element that is one letter, such as a hyphen, all goes. */
static void cut_letters(al_docx_work *work, al_range source, uint32_t move)
{
    uint32_t tree = al_docx_tree_of(work, source.start);
    const al_tree *of = &work->trees[tree];
    uint32_t node = al_tree_at(of, source.start);
    if (node == AL_NO_NODE)
        return;
    if (of->nodes[node].name == AL_W_T || of->nodes[node].name == AL_W_MATH_T)
        cut(work, tree, node, source, move);
    else
        cut(work, tree, node, (al_range){of->nodes[node].open.start, of->nodes[node].close.end},
            move);
}

/* Letters may come from several stretches of the document. */
static void delete_letters(al_docx_work *work, uint32_t atom, al_source_walk *walk)
{
    al_range source;
    al_sources_go(walk, atom);
    while (al_sources_next(walk, &source))
        cut_letters(work, source,
                    al_whole_move_of(&work->moves, work->kept->original.items[atom].passage));
}

/* --- Gaps --------------------------------------------------------------- */

static bool is_break(const al_tree *tree, uint32_t node)
{
    uint8_t name = tree->nodes[node].name;
    return (name == AL_W_TAB || name == AL_W_BR || name == AL_W_CR || name == AL_W_PTAB) &&
           al_tree_is(tree, tree->nodes[node].parent, AL_W_R);
}

/* White space of one text that lies between two places. Letters there are none that are seen. */
static void cut_space(al_docx_work *work, uint32_t tree, uint32_t node, al_range between,
                      uint32_t move)
{
    const al_tree *of = &work->trees[tree];
    al_range content = {of->nodes[node].open.end, of->nodes[node].close.start};
    if (content.start < between.start)
        content.start = between.start;
    if (content.end > between.end)
        content.end = between.end;
    for (uint32_t at = content.start; at < content.end; at++)
        if (!al_is_space_byte(of->bytes[at]))
            return;
    if (content.start < content.end)
        cut(work, tree, node, content, move);
}

/* Blanks, tabs and line breaks between two places of a part. */
static void cut_between(al_docx_work *work, uint32_t tree, al_range between, uint32_t move)
{
    const al_tree *of = &work->trees[tree];
    uint32_t node = al_tree_at(of, between.start), next = al_tree_from(of, between.start);
    if (al_tree_is(of, node, AL_W_T) && node < next && !al_docx_is_out(of, node))
        cut_space(work, tree, node, between, move);
    for (; next < of->n && of->nodes[next].open.start < between.end; next++) {
        if (al_docx_is_out(of, next))
            continue;
        if (of->nodes[next].name == AL_W_T)
            cut_space(work, tree, next, between, move);
        else if (is_break(of, next))
            cut(work, tree, next, (al_range){of->nodes[next].open.start, of->nodes[next].close.end},
                move);
    }
}

/* The mark of a paragraph goes, unless it is gone already. */
static void delete_mark(al_docx_work *work, uint32_t tree, uint32_t paragraph, uint32_t move)
{
    const al_tree *of = &work->trees[tree];
    uint32_t properties = al_tree_child(of, al_tree_child(of, paragraph, AL_W_P_PR), AL_W_R_PR);
    if (al_tree_child(of, properties, AL_W_DEL) != AL_NO_NODE ||
        al_tree_child(of, properties, AL_W_MOVE_FROM) != AL_NO_NODE)
        return;
    al_docx_edit_add(work, (al_docx_edit){.bytes = of->nodes[paragraph].open,
                                          .kind = AL_EDIT_OPEN,
                                          .tree = tree,
                                          .node = paragraph,
                                          .move = move,
                                          .gone = true});
}

/* The marks of paragraphs from one up to another behind it in the same element. */
static void delete_marks(al_docx_work *work, uint32_t tree, uint32_t from, uint32_t to,
                         uint32_t move)
{
    const al_tree *of = &work->trees[tree];
    uint32_t at = from;
    while (at != AL_NO_NODE && at != to)
        at = of->nodes[at].next;
    if (at != to)
        return;
    for (at = from; at != to; at = of->nodes[at].next)
        if (of->nodes[at].name == AL_W_P)
            delete_mark(work, tree, at, move);
}

/* Whether nothing is kept of the letters of a paragraph that end at a atom. */
static bool is_emptied(const al_docx_work *work, uint32_t atom, uint32_t paragraph)
{
    for (uint32_t i = atom; i != AL_NO_NODE; i = al_atoms_before(&work->kept->original, i)) {
        uint32_t tree;
        if (al_docx_paragraph_of(work, i, &tree) != paragraph)
            return true;
        if (work->kept->partners[i] != 0)
            return false;
    }
    return true;
}

/*
 * A gap: between letters of one paragraph what it is made of; between two paragraphs also the marks
 * that part them. Where they stand in different elements, as in cells, nothing parts but these.
 */
static void delete_gap(al_docx_work *work, uint32_t atom)
{
    uint32_t before = al_atoms_before(&work->kept->original, atom),
             behind = al_atoms_from(&work->kept->original, atom), tree, other,
             move = al_whole_move_of(&work->moves, work->kept->original.items[atom].passage);
    if (before == AL_NO_NODE || behind == AL_NO_NODE)
        return;
    uint32_t a = al_docx_paragraph_of(work, before, &tree),
             b = al_docx_paragraph_of(work, behind, &other);
    const al_tree *of = &work->trees[tree];
    if (a == AL_NO_NODE || b == AL_NO_NODE)
        return;
    al_range between = {work->sources[before].end, work->sources[behind].start};
    if (tree == other && a == b) {
        cut_between(work, tree, between, move);
    } else if (tree == other && of->nodes[a].parent == of->nodes[b].parent) {
        cut_between(work, tree, between, move);
        delete_marks(work, tree, a, b, move);
    } else if (of->nodes[a].next != AL_NO_NODE && is_emptied(work, before, a) &&
               !al_tree_is(of, of->nodes[a].next, AL_W_SECT_PR)) {
        delete_mark(work, tree, a, move);
    }
}

/* --- What is left without letters --------------------------------------- */

/*
 * Whether letters of the original stand in an element and none of them is kept; `first` is the
 * first of them. What comes into it keeps it.
 */
static bool is_bare_now(const al_docx_work *work, const al_landings *landings, uint32_t tree,
                        uint32_t node, uint32_t first)
{
    const al_tree *of = &work->trees[tree];
    for (uint32_t i = first; i != AL_NO_NODE; i = al_atoms_from(&work->kept->original, i + 1)) {
        uint32_t byte = work->sources[i].start;
        if (byte < of->nodes[node].open.start || byte >= of->nodes[node].close.end)
            break;
        if (work->kept->partners[i] != 0)
            return false;
    }
    return !al_landings_any(landings,
                            (al_range){of->nodes[node].open.start, of->nodes[node].close.end});
}

/* All paragraphs of a row or cell that goes lose their marks as well, as Word has it. */
static void delete_whole(al_docx_work *work, uint32_t tree, uint32_t node, al_docx_edit_kind kind)
{
    const al_tree *of = &work->trees[tree];
    uint32_t i = node + 1;
    while (i < of->n && of->nodes[i].open.start < of->nodes[node].close.end) {
        if (of->nodes[i].name == AL_W_P)
            delete_mark(work, tree, i, 0);
        i = of->nodes[i].name == AL_W_FALLBACK ? al_tree_from(of, of->nodes[i].close.end) : i + 1;
    }
    al_docx_edit_add(
        work,
        (al_docx_edit){
            .bytes = of->nodes[node].open, .kind = kind, .tree = tree, .node = node, .gone = true});
}

void al_docx_delete_cell(al_docx_work *work, uint32_t tree, uint32_t cell)
{
    delete_whole(work, tree, cell, AL_EDIT_CELL);
}

/* The references to a note go. */
static void delete_references(al_docx_work *work, uint32_t tree, uint32_t note)
{
    const al_tree *body = &work->trees[0];
    size_t n;
    const al_docx_reference *references = al_docx_references_to(work, tree, note, &n);
    for (size_t i = 0; i < n; i++) {
        const al_node *node = &body->nodes[references[i].node];
        if (!al_docx_is_out(body, references[i].node))
            cut(work, 0, references[i].node, (al_range){node->open.start, node->close.end}, 0);
    }
}

static void find_landings(const al_docx_work *work, al_landings *landings)
{
    for (size_t i = 0; i < work->n_edits; i++) {
        const al_docx_edit *edit = &work->edits[i];
        if (edit->kind == AL_EDIT_PUT || edit->kind == AL_EDIT_BREAK || edit->kind == AL_EDIT_TEXT)
            al_landings_add(landings, edit->bytes.start);
    }
    al_landings_sort(landings);
}

void al_docx_delete_rows(al_docx_work *work)
{
    al_landings landings = {.allocator = work->allocator};
    find_landings(work, &landings);
    work->failed |= landings.failed;
    uint32_t done = AL_NO_NODE, done_tree = 0;
    size_t n = work->kept->original.n;
    for (uint32_t i = al_atoms_from(&work->kept->original, 0); i != AL_NO_NODE && i < n;
         i = al_atoms_from(&work->kept->original, i + 1)) {
        uint32_t byte = work->sources[i].start, tree = al_docx_tree_of(work, byte);
        const al_tree *of = &work->trees[tree];
        if (work->kept->partners[i] != 0)
            continue;
        uint32_t node = al_tree_at(of, byte);
        uint32_t whole = tree == 0 ? al_tree_up(of, node, AL_W_TR)
                                   : al_tree_up(of, node, tree == 1 ? AL_W_FOOTNOTE : AL_W_ENDNOTE);
        uint32_t before = al_atoms_before(&work->kept->original, i);
        if (whole == AL_NO_NODE || (whole == done && tree == done_tree))
            continue;
        if (before != AL_NO_NODE && work->sources[before].start >= of->nodes[whole].open.start &&
            work->sources[before].start < of->nodes[whole].close.end)
            continue; /* not its first letters: something before them is kept */
        done = whole;
        done_tree = tree;
        if (!is_bare_now(work, &landings, tree, whole, i))
            continue;
        if (tree == 0)
            delete_whole(work, tree, whole, AL_EDIT_ROW);
        else
            delete_references(work, tree, whole);
    }
    al_landings_release(&landings);
}

void al_docx_delete(al_docx_work *work, const al_unkept *change)
{
    if (change->original.start == change->original.end)
        return;
    al_source_walk walk = al_sources_walk(&work->kept->original);
    for (uint32_t i = change->original.start; i < change->original.end; i++) {
        if (al_atom_is_gap(&work->kept->original.items[i]))
            delete_gap(work, i);
        else
            delete_letters(work, i, &walk);
    }
}
