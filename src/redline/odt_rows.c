/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows that come or go whole. OpenDocument tracks the words in their cells alone; LibreOffice takes
 * a row away that is left empty where its style says that more than text has changed, which is an
 * extension that other programs pass over. So such rows have styles of their own, which are
 * otherwise as those that they had.
 */
#include "redline/landings.h"
#include "redline/odt_work.h"

#include <string.h>

#define STYLE "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
#define EXTENSION "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"

static bool same_bytes(const al_tree *tree, al_range a, al_range b)
{
    return a.end - a.start == b.end - b.start &&
           memcmp(tree->bytes + a.start, tree->bytes + b.start, a.end - a.start) == 0;
}

/* The properties of rows in a style of the document, or AL_NO_NODE. */
static uint32_t properties_of(const al_tree *tree, al_range name)
{
    for (uint32_t i = 0; i < tree->n && tree->nodes[i].name != AL_T_BODY; i++)
        if (tree->nodes[i].name == AL_T_STYLE &&
            al_tree_attribute_is(tree, i, "family", "table-row") &&
            same_bytes(tree, al_tree_attribute(tree, i, "name"), name))
            return al_tree_child(tree, i, AL_T_ROW_PROPERTIES);
    return AL_NO_NODE;
}

/* What a start tag says behind its name, without its end. */
static al_range attributes_of(const al_tree *tree, uint32_t node)
{
    al_range tag = tree->nodes[node].open;
    while (tag.start < tag.end && strchr(" \t\r\n/>", tree->bytes[tag.start]) == NULL)
        tag.start++;
    tag.end -= al_tree_is_bare(tree, node) ? 2 : 1;
    return tag;
}

static void put_style(al_odt_work *work, al_range name, uint32_t number)
{
    const al_tree *tree = &work->tree;
    al_buffer *out = &work->styles;
    uint32_t properties = properties_of(tree, name);
    al_buffer_append_format(out,
                            "<style:style xmlns:style=\"" STYLE "\" xmlns:loext=\"" EXTENSION "\" "
                            "style:name=\"almost-row%u-%u\" style:family=\"table-row\">"
                            "<style:table-row-properties",
                            work->marking->first, number);
    bool said = false;
    if (properties != AL_NO_NODE) {
        al_range value = al_tree_attribute(tree, properties, "text-changes-only");
        said = value.start < value.end;
        al_odt_put_bytes(work, out, attributes_of(tree, properties));
    }
    al_buffer_append_text(out, said ? ">" : " loext:text-changes-only=\"false\">");
    if (properties != AL_NO_NODE && !al_tree_is_bare(tree, properties))
        al_odt_put_bytes(
            work, out,
            (al_range){tree->nodes[properties].open.end, tree->nodes[properties].close.start});
    al_buffer_append_text(out, "</style:table-row-properties></style:style>");
}

/* The number of the style of tracked rows that are otherwise like one. */
static uint32_t style_like(al_odt_work *work, uint32_t row)
{
    al_range name = {0, 0};
    if (row != AL_NO_NODE)
        name = al_tree_attribute(&work->tree, row, "style-name");
    for (size_t i = 0; i < work->n_row_styles; i++)
        if (same_bytes(&work->tree, work->row_styles[i], name))
            return (uint32_t)i + 1;
    if (!al_grow(work->allocator, (void **)&work->row_styles, &work->row_styles_room,
                 work->n_row_styles + 1, sizeof *work->row_styles)) {
        work->failed = true;
        return 0;
    }
    work->row_styles[work->n_row_styles++] = name;
    put_style(work, name, (uint32_t)work->n_row_styles);
    work->failed |= work->styles.failed;
    return (uint32_t)work->n_row_styles;
}

void al_odt_put_row_start(al_odt_work *work, al_buffer *out, uint32_t like)
{
    if (!work->styled) {
        al_odt_put(work, out, "<~table-row>");
        return;
    }
    al_buffer_append_format(out, "<%stable-row %sstyle-name=\"almost-row%u-%u\">", work->table,
                            work->table, work->marking->first, style_like(work, like));
}

/* --- Rows that go ------------------------------------------------------- */

static void mark_gone(al_odt_work *work, uint32_t row)
{
    al_range value = al_tree_attribute(&work->tree, row, "style-name");
    size_t start = work->payload.length;
    uint32_t number = style_like(work, row);
    bool none = value.start == value.end;
    if (none)
        value.start = value.end = work->tree.nodes[row].open.end - 1;
    if (none)
        al_odt_put(work, &work->payload, " ~style-name=\"");
    al_buffer_append_format(&work->payload, "almost-row%u-%u", work->marking->first, number);
    if (none)
        al_buffer_append_text(&work->payload, "\"");
    al_odt_replace(work, value, start);
}

static void find_landings(const al_odt_work *work, al_landings *landings)
{
    for (size_t i = 0; i < work->n_edits; i++)
        if (work->edits[i].node == AL_NO_NODE &&
            work->edits[i].payload.start < work->edits[i].payload.end)
            al_landings_add(landings, work->edits[i].bytes.start);
    al_landings_sort(landings);
}

/* The row of letters in a cell, of the innermost table; AL_NO_NODE: they stand in none. */
static uint32_t row_of(const al_odt_work *work, uint32_t atom)
{
    const al_atom *at = &work->kept->original.items[atom];
    if (al_atom_is_gap(at) || at->cell == 0)
        return AL_NO_NODE;
    return al_tree_up(&work->tree, al_odt_paragraph_of(work, atom), AL_T_ROW);
}

/* Letters of a row stand beside each other, but for those of a table within. */
void al_odt_mark_rows(al_odt_work *work)
{
    const al_atoms *atoms = &work->kept->original;
    al_landings landings = {.allocator = work->allocator};
    find_landings(work, &landings);
    work->failed |= landings.failed;
    for (uint32_t i = 0, end; i < atoms->n && work->styled && !work->failed; i = end) {
        uint32_t row = row_of(work, i);
        end = i + 1;
        if (row == AL_NO_NODE)
            continue;
        al_range bytes = {work->tree.nodes[row].open.start, work->tree.nodes[row].close.end};
        bool kept = al_landings_any(&landings, bytes);
        for (end = i; end < atoms->n; end++) {
            if (al_atom_is_gap(&atoms->items[end]))
                continue;
            if (work->sources[end].start < bytes.start || work->sources[end].start >= bytes.end)
                break;
            kept |= work->kept->partners[end] != 0;
        }
        if (!kept)
            mark_gone(work, row);
    }
    al_landings_release(&landings);
}
