/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What goes of an OpenDocument text: letters as they stand between tags, elements that are blanks,
 * tabs, line breaks or fields as wholes. Two paragraphs whose end between them goes become one
 * element; it is the one behind where nothing is left of the one before.
 */
#include "redline/odt_work.h"

#include "redline/landings.h"
#include "redline/sources.h"
#include "text/signs.h"

#include <string.h>

/* Letters that follow each other between two tags go as one; an element goes once. */
static void cut(al_odt_work *work, uint32_t node, al_range bytes)
{
    al_odt_edit *last = work->n_edits > 0 ? &work->edits[work->n_edits - 1] : NULL;
    if (bytes.start >= bytes.end)
        return;
    if (last != NULL && last->node == node && !last->joins) {
        if (last->bytes.start <= bytes.start && bytes.end <= last->bytes.end)
            return;
        if (last->bytes.end == bytes.start && work->tree.bytes[bytes.start] != '<' &&
            work->tree.bytes[bytes.start - 1] != '>') {
            last->bytes.end = bytes.end;
            return;
        }
    }
    al_odt_edit_add(work, (al_odt_edit){.bytes = bytes, .node = node, .other = AL_NO_NODE});
}

/* An element as a whole, with what it stands in. */
static void cut_element(al_odt_work *work, uint32_t node)
{
    const al_node *of = &work->tree.nodes[node];
    cut(work, of->parent, (al_range){of->open.start, of->close.end});
}

static void delete_letters(al_odt_work *work, uint32_t atom, al_source_walk *walk)
{
    al_range source;
    al_sources_go(walk, atom);
    while (al_sources_next(walk, &source)) {
        uint32_t node = al_tree_at(&work->tree, source.start);
        uint32_t whole = al_odt_whole(work, node);
        if (node == AL_NO_NODE || al_odt_paragraph(work, node) == AL_NO_NODE)
            al_odt_hard(work, atom);
        else if (whole != AL_NO_NODE)
            cut_element(work, whole);
        else
            cut(work, node, source);
    }
}

/* --- Gaps --------------------------------------------------------------- */

/* White space of the file that says no more than what went before it. */
static void drop(al_odt_work *work, al_range bytes)
{
    if (bytes.start < bytes.end)
        al_odt_replace(work, bytes, work->payload.length);
}

/* White space between two places without a tag in between. */
static void cut_space(al_odt_work *work, al_range bytes, bool *blank)
{
    uint32_t at = bytes.start;
    while (at < bytes.end && al_is_space_byte(work->tree.bytes[at]))
        at++;
    if (at == bytes.start)
        return;
    if (*blank)
        drop(work, (al_range){bytes.start, at});
    else
        cut(work, al_tree_at(&work->tree, bytes.start), (al_range){bytes.start, at});
    *blank = true;
}

/* The tag of a byte ends there; a comment or the like cannot be told. */
static uint32_t tag_end(al_odt_work *work, uint32_t at, uint32_t end)
{
    const char *found = memchr(work->tree.bytes + at, '>', end - at);
    if (work->tree.bytes[at + 1] == '!' || work->tree.bytes[at + 1] == '?' || found == NULL) {
        al_odt_hard(work, 0);
        return end;
    }
    return (uint32_t)(found - work->tree.bytes) + 1;
}

/* Blanks, tabs and line breaks between two places. */
static void cut_between(al_odt_work *work, al_range between, bool *blank)
{
    const al_tree *tree = &work->tree;
    for (uint32_t at = between.start; at < between.end;) {
        if (tree->bytes[at] != '<') {
            uint32_t end = at;
            while (end < between.end && tree->bytes[end] != '<')
                end++;
            cut_space(work, (al_range){at, end}, blank);
            at = end;
            continue;
        }
        uint32_t end = tag_end(work, at, between.end), node = al_tree_at(tree, at);
        uint8_t name = node != AL_NO_NODE && tree->nodes[node].open.start == at
                           ? tree->nodes[node].name
                           : AL_T_OTHER;
        if (name == AL_T_S || name == AL_T_TAB || name == AL_T_LINE_BREAK) {
            cut_element(work, node);
            end = tree->nodes[node].close.end;
            *blank = false;
        } else if (name == AL_T_OTHER && node != AL_NO_NODE && tree->nodes[node].open.start == at) {
            end = tree->nodes[node].close.end; /* it stays, with what is in it */
        }
        at = end > at ? end : at + 1;
    }
}

/* --- Ends of paragraphs ------------------------------------------------- */

static bool is_paragraph(const al_tree *tree, uint32_t node)
{
    return al_tree_is(tree, node, AL_T_P) || al_tree_is(tree, node, AL_T_H);
}

/* Whether nothing is kept of a paragraph whose last letters are these. */
static bool is_emptied(const al_odt_work *work, uint32_t atom, uint32_t paragraph)
{
    for (uint32_t i = atom; i != AL_NO_ATOM; i = al_atoms_before(&work->kept->original, i)) {
        if (al_odt_paragraph_of(work, i) != paragraph)
            return true;
        if (work->kept->partners[i] != 0)
            return false;
    }
    return true;
}

/* Only empty paragraphs without anything in them lie between two. */
static bool can_join(const al_tree *tree, uint32_t a, uint32_t b)
{
    if (tree->nodes[a].parent != tree->nodes[b].parent)
        return false;
    uint32_t at = tree->nodes[a].next;
    while (at != AL_NO_NODE && at != b && is_paragraph(tree, at) &&
           tree->nodes[at].first == AL_NO_NODE)
        at = tree->nodes[at].next;
    return at == b;
}

/* The head of joined paragraphs has the tag of another, where nothing is left of it. */
static void take_tag(al_odt_work *work, uint32_t head, uint32_t from)
{
    const al_node *nodes = work->tree.nodes;
    if (work->head == head && work->head_edit != AL_NO_NODE) {
        al_odt_edit *edit = &work->edits[work->head_edit];
        edit->payload.start = (uint32_t)work->payload.length;
        al_odt_put_bytes(work, &work->payload, nodes[from].open);
        edit->payload.end = (uint32_t)work->payload.length;
        return;
    }
    size_t start = work->payload.length;
    al_odt_put_bytes(work, &work->payload, nodes[from].open);
    work->head_edit = (uint32_t)work->n_edits;
    al_odt_replace(work, nodes[head].open, start);
}

static void join(al_odt_work *work, uint32_t a, uint32_t b, bool emptied)
{
    const al_node *nodes = work->tree.nodes;
    uint32_t head = work->tail == a ? work->head : a;
    if (work->tail != a)
        work->head_edit = AL_NO_NODE;
    work->head = head;
    if (emptied)
        take_tag(work, head, b);
    else if (nodes[a].name != nodes[b].name)
        al_odt_hard(work, 0);
    al_odt_edit_add(work, (al_odt_edit){.bytes = {nodes[a].close.start, nodes[b].open.end},
                                        .node = a,
                                        .other = b,
                                        .joins = true});
    work->tail = b;
}

static void delete_gap(al_odt_work *work, uint32_t atom)
{
    uint32_t before = al_atoms_before(&work->kept->original, atom),
             behind = al_atoms_from(&work->kept->original, atom);
    if (before == AL_NO_ATOM || behind == AL_NO_ATOM)
        return;
    uint32_t a = al_odt_paragraph_of(work, before), b = al_odt_paragraph_of(work, behind);
    const al_node *nodes = work->tree.nodes;
    al_range between = {work->sources[before].end, work->sources[behind].start};
    bool blank = false;
    if (a == AL_NO_NODE || b == AL_NO_NODE || between.start > between.end)
        return;
    if (a == b) {
        cut_between(work, between, &blank);
    } else if (can_join(&work->tree, a, b)) {
        cut_between(work, (al_range){between.start, nodes[a].close.start}, &blank);
        bool whole =
            is_emptied(work, before, a) && (work->tail != a || work->head_edit != AL_NO_NODE);
        join(work, a, b, whole);
        blank = true;
        cut_between(work, (al_range){nodes[b].open.end, between.end}, &blank);
    }
}

void al_odt_delete(al_odt_work *work, const al_unkept *change)
{
    al_source_walk walk = al_sources_walk(&work->kept->original);
    for (uint32_t i = change->original.start; i < change->original.end && !work->failed; i++) {
        if (al_atom_is_gap(&work->kept->original.items[i]))
            delete_gap(work, i);
        else
            delete_letters(work, i, &walk);
    }
}

/* --- Notes -------------------------------------------------------------- */

/* Whether nothing of a note that begins with letters is kept, and nothing comes into it. */
static bool is_gone(const al_odt_work *work, const al_landings *landings, uint32_t first,
                    al_range note)
{
    uint32_t i = first;
    for (; i != AL_NO_ATOM && work->sources[i].start < note.end &&
           work->sources[i].start >= note.start;
         i = al_atoms_from(&work->kept->original, i + 1))
        if (work->kept->partners[i] != 0)
            return false;
    return !al_landings_any(landings, note);
}

static void find_landings(const al_odt_work *work, al_landings *landings)
{
    for (size_t i = 0; i < work->n_edits; i++) {
        const al_odt_edit *edit = &work->edits[i];
        if (edit->node == AL_NO_NODE && edit->payload.start < edit->payload.end)
            al_landings_add(landings, edit->bytes.start);
    }
    al_landings_sort(landings);
}

void al_odt_delete_notes(al_odt_work *work)
{
    const al_atoms *atoms = &work->kept->original;
    al_landings landings = {.allocator = work->allocator};
    find_landings(work, &landings);
    work->failed |= landings.failed;
    for (uint32_t i = al_atoms_from(atoms, 0); i != AL_NO_ATOM; i = al_atoms_from(atoms, i + 1)) {
        uint32_t before = al_atoms_before(atoms, i);
        if (atoms->items[i].note == 0 || work->kept->partners[i] != 0 ||
            (before != AL_NO_ATOM && atoms->items[before].note == atoms->items[i].note))
            continue;
        uint32_t note =
            al_tree_up(&work->tree, al_tree_at(&work->tree, work->sources[i].start), AL_T_NOTE);
        if (note == AL_NO_NODE)
            continue;
        al_range range = {work->tree.nodes[note].open.start, work->tree.nodes[note].close.end};
        if (is_gone(work, &landings, i, range))
            al_odt_edit_add(work, (al_odt_edit){.bytes = range,
                                                .node = work->tree.nodes[note].parent,
                                                .other = AL_NO_NODE});
    }
    al_landings_release(&landings);
}
