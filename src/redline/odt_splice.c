/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The part with its edits: where bytes go that were text, they move into a region, with the spans
 * that they stood in, and a mark takes their place. What lies in bytes that go as a whole goes with
 * them, whatever else was to become of it.
 */
#include "redline/odt_work.h"

#include "text/signs.h"

#include <stdlib.h>

static int by_place(const void *left, const void *right)
{
    const al_odt_edit *a = left, *b = right;
    if (a->bytes.start != b->bytes.start)
        return a->bytes.start < b->bytes.start ? -1 : 1;
    bool a_comes = a->bytes.start == a->bytes.end, b_comes = b->bytes.start == b->bytes.end;
    if (a_comes != b_comes)
        return a_comes ? -1 : 1; /* before what is replaced */
    return a->order < b->order ? -1 : a->order > b->order;
}

static bool is_span_or_link(const al_odt_work *work, uint32_t node)
{
    return al_tree_is(&work->tree, node, AL_T_SPAN) || al_tree_is(&work->tree, node, AL_T_A);
}

/* The tags of spans between a paragraph and what stands in it; of links nothing goes along. */
static void open_spans(al_odt_work *work, uint32_t node)
{
    uint32_t top = node;
    while (is_span_or_link(work, top))
        top = work->tree.nodes[top].parent;
    al_odt_put_open_tags(work, &work->regions, node, top, false);
}

static void close_spans(al_odt_work *work, uint32_t node)
{
    for (; is_span_or_link(work, node); node = work->tree.nodes[node].parent)
        if (al_tree_is(&work->tree, node, AL_T_SPAN))
            al_odt_put(work, &work->regions, "</@span>");
}

/* White space at the edges of a paragraph would be none. */
static void put_gone_bytes(al_odt_work *work, al_range bytes)
{
    const char *from = work->tree.bytes;
    bool front = bytes.start < bytes.end && al_is_space_byte(from[bytes.start]),
         end = bytes.start < bytes.end && al_is_space_byte(from[bytes.end - 1]);
    while (bytes.start < bytes.end && al_is_space_byte(from[bytes.start]))
        bytes.start++;
    while (bytes.start < bytes.end && al_is_space_byte(from[bytes.end - 1]))
        bytes.end--;
    if (front)
        al_odt_put(work, &work->regions, "<@s/>");
    al_odt_put_bytes(work, &work->regions, bytes);
    if (end && bytes.start < bytes.end)
        al_odt_put(work, &work->regions, "<@s/>");
}

static void put_cut(al_odt_work *work, al_buffer *out, const al_odt_edit *edit)
{
    uint32_t paragraph = al_odt_paragraph(work, edit->node);
    uint32_t region = al_odt_begin_deletion(work);
    al_odt_put_paragraph(work, &work->regions, paragraph);
    open_spans(work, edit->node);
    put_gone_bytes(work, edit->bytes);
    close_spans(work, edit->node);
    al_odt_put_paragraph_end(work, &work->regions, paragraph);
    al_odt_end_deletion(work);
    al_odt_put_mark(work, out, "change", region);
}

/* The end of a paragraph: a region of two that are empty. */
static void put_join(al_odt_work *work, al_buffer *out, const al_odt_edit *edit)
{
    uint32_t region = al_odt_begin_deletion(work);
    al_odt_put_paragraph(work, &work->regions, edit->node);
    al_odt_put_paragraph_end(work, &work->regions, edit->node);
    al_odt_put_paragraph(work, &work->regions, edit->other);
    al_odt_put_paragraph_end(work, &work->regions, edit->other);
    al_odt_end_deletion(work);
    al_odt_put_mark(work, out, "change", region);
}

static void make_edit(al_odt_work *work, al_buffer *out, const al_odt_edit *edit)
{
    if (edit->joins)
        put_join(work, out, edit);
    else if (edit->node != AL_NO_NODE)
        put_cut(work, out, edit);
    else
        al_buffer_append(out, work->payload.bytes + edit->payload.start,
                         edit->payload.end - edit->payload.start);
}

/* The edits, where they are not within one that was made. */
static void splice(al_odt_work *work, al_buffer *out)
{
    const al_part *part = work->tree.part;
    uint32_t at = part->bytes.start;
    for (size_t i = 0; i < work->n_edits; i++) {
        const al_odt_edit *edit = &work->edits[i];
        if (edit->bytes.start < at)
            continue;
        al_odt_put_bytes(work, out, (al_range){at, edit->bytes.start});
        make_edit(work, out, edit);
        at = edit->bytes.end;
    }
    al_odt_put_bytes(work, out, (al_range){at, part->bytes.end});
}

/* Where regions go: behind those that there are, or at the front of the text. */
static al_range place_of_regions(const al_odt_work *work, bool *new)
{
    const al_tree *tree = &work->tree;
    uint32_t body = 0, changes;
    while (body < tree->n && tree->nodes[body].name != AL_T_BODY)
        body++;
    *new = true;
    if (body == tree->n)
        return (al_range){0, 0};
    changes = al_tree_child(tree, body, AL_T_CHANGES);
    if (changes != AL_NO_NODE && !al_tree_is_bare(tree, changes)) {
        *new = false;
        return (al_range){tree->nodes[changes].close.start, tree->nodes[changes].close.start};
    }
    if (changes != AL_NO_NODE)
        return tree->nodes[changes].open;
    uint32_t forms = al_tree_child(tree, body, AL_T_FORMS);
    uint32_t at = forms != AL_NO_NODE ? tree->nodes[forms].close.end : tree->nodes[body].open.end;
    return (al_range){at, at};
}

/* Styles of rows go behind those that there are. What of a text is before `at` has no edits. */
static uint32_t put_styles(al_odt_work *work, al_buffer *out, const al_buffer *text, uint32_t at)
{
    const al_tree *tree = &work->tree;
    uint32_t styles = 0, start = tree->part->bytes.start;
    while (styles < tree->n && tree->nodes[styles].name != AL_T_STYLES)
        styles++;
    if (work->styles.length == 0 || styles == tree->n || tree->nodes[styles].open.start >= at)
        return 0;
    const al_node *node = &tree->nodes[styles];
    bool bare = al_tree_is_bare(tree, styles);
    uint32_t front = bare ? node->open.start : node->close.start,
             behind = bare ? node->open.end : front;
    al_buffer_append(out, text->bytes, front - start);
    if (bare)
        al_buffer_append_format(out, "<%sautomatic-styles>", work->office);
    al_buffer_append(out, work->styles.bytes, work->styles.length);
    if (bare)
        al_buffer_append_format(out, "</%sautomatic-styles>", work->office);
    return behind - start;
}

/* The text is written first, which makes the regions that stand before it. */
void al_odt_splice(al_odt_work *work, al_buffer *out)
{
    al_buffer text;
    bool new;
    al_range place = place_of_regions(work, &new);
    if (work->n_edits > 0)
        qsort(work->edits, work->n_edits, sizeof *work->edits, by_place);
    if (place.end == 0 || work->n_edits == 0) {
        work->hard |= place.end == 0;
        al_odt_put_bytes(work, out, work->tree.part->bytes);
        return;
    }
    al_buffer_init(&text, work->allocator);
    splice(work, &text);
    work->failed |= text.failed || work->regions.failed || work->payload.failed;
    if (work->failed) {
        al_buffer_release(&text);
        return;
    }
    uint32_t front = place.start - work->tree.part->bytes.start,
             behind = place.end - work->tree.part->bytes.start;
    uint32_t done = put_styles(work, out, &text, place.start);
    al_buffer_append(out, text.bytes + done, front - done);
    if (new)
        al_odt_put(work, out, "<@tracked-changes>");
    al_buffer_append(out, work->regions.bytes, work->regions.length);
    if (new)
        al_odt_put(work, out, "</@tracked-changes>");
    al_buffer_append(out, text.bytes + behind, text.length - behind);
    work->failed |= out->failed;
    al_buffer_release(&text);
}
