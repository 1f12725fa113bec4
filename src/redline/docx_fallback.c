/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a text box has as drawing (mc:Choice), it has once more for programs that know none
 * (mc:Fallback). Where the words of the one change, those of the other are written from it, with
 * marks of their own numbers.
 */
#include "redline/docx_put.h"
#include "redline/landings.h"

#include <string.h>

/* The first outermost text box from a node on, before a byte; the number of nodes where none is. */
static uint32_t next_box(const al_tree *tree, uint32_t node, uint32_t end)
{
    while (node < tree->n && tree->nodes[node].open.start < end) {
        if (tree->nodes[node].name == AL_W_BOX && !al_tree_is_bare(tree, node))
            return node;
        node++;
    }
    return tree->n;
}

static uint32_t behind(const al_tree *tree, uint32_t node)
{
    return al_tree_from(tree, tree->nodes[node].close.end);
}

static uint32_t count_boxes(const al_tree *tree, uint32_t from, uint32_t end)
{
    uint32_t n = 0;
    for (uint32_t box; (box = next_box(tree, from, end)) < tree->n; n++)
        from = behind(tree, box);
    return n;
}

static void add_edit(al_docx_work *work, uint32_t tree, al_docx_edit_kind kind, al_range bytes,
                     uint32_t box)
{
    al_docx_edit_add(
        work, (al_docx_edit){
                  .bytes = bytes, .kind = kind, .tree = tree, .node = box, .box = work->n_boxes});
}

/* One box as it was drawn and as it falls back. */
static void pair_boxes(al_docx_work *work, uint32_t tree, uint32_t drawn, uint32_t other)
{
    const al_node *a = &work->trees[tree].nodes[drawn], *b = &work->trees[tree].nodes[other];
    add_edit(work, tree, AL_EDIT_BOX, (al_range){a->open.end, a->open.end}, drawn);
    add_edit(work, tree, AL_EDIT_BOX_END, (al_range){a->close.start, a->close.start}, drawn);
    add_edit(work, tree, AL_EDIT_AGREE, (al_range){b->open.end, b->close.start}, other);
    work->n_boxes++;
}

/* Boxes of both in their order; what does not have as many of them as it is drawn with falls away.
 */
static void agree(al_docx_work *work, uint32_t tree, uint32_t fallback)
{
    const al_tree *of = &work->trees[tree];
    const al_node *other = &of->nodes[fallback];
    uint32_t drawn = other->parent + 1, from = fallback + 1;
    uint32_t n = count_boxes(of, drawn, other->open.start);
    if (n != count_boxes(of, from, other->close.end)) {
        al_docx_edit_add(work, (al_docx_edit){.bytes = {other->open.start, other->close.end},
                                              .kind = AL_EDIT_TEXT,
                                              .tree = tree});
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        uint32_t a = next_box(of, drawn, other->open.start),
                 b = next_box(of, from, other->close.end);
        pair_boxes(work, tree, a, b);
        drawn = behind(of, a);
        from = behind(of, b);
    }
}

void al_docx_agree(al_docx_work *work)
{
    al_landings landings = {.allocator = work->allocator};
    for (size_t i = 0; i < work->n_edits; i++)
        al_landings_add(&landings, work->edits[i].bytes.start);
    al_landings_sort(&landings);
    work->failed |= landings.failed;
    for (uint32_t tree = 0; tree < AL_DOCX_PARTS; tree++) {
        const al_tree *of = &work->trees[tree];
        for (uint32_t i = 0; i < of->n;) {
            const al_node *node = &of->nodes[i];
            if (node->name != AL_W_FALLBACK || node->parent == AL_NO_NODE) {
                i++;
                continue;
            }
            al_range drawn = {of->nodes[node->parent].open.end, node->open.start};
            if (al_landings_any(&landings, drawn))
                agree(work, tree, i);
            i = behind(of, i);
        }
    }
    al_landings_release(&landings);
    if (work->n_boxes == 0)
        return;
    work->boxes = al_allocate_zero(work->allocator, work->n_boxes, sizeof *work->boxes);
    work->failed |= work->boxes == NULL;
}

/* --- Once more ---------------------------------------------------------- */

/* Tags of tracked changes, whose number nothing else may have, and of moves, of which no other may
   have the name. */
static const char *const marks[] = {"ins ", "del ", "moveFrom ", "moveTo ", NULL},
                         *const moves[] = {"moveFromRangeStart ", "moveToRangeStart ", NULL};

static bool is_one_of(const al_docx_work *work, uint32_t tree, const char *tag, size_t length,
                      const char *const *names)
{
    size_t prefix = strlen(work->prefixes[tree]);
    if (length < prefix + 2 || memcmp(tag + 1, work->prefixes[tree], prefix) != 0)
        return false;
    for (size_t i = 0; names[i] != NULL; i++) {
        size_t own = strlen(names[i]);
        if (length - prefix - 1 >= own && memcmp(tag + 1 + prefix, names[i], own) == 0)
            return true;
    }
    return false;
}

/* The figures of its number within a tag, or an empty range at its end. */
static al_range number_of(const char *tag, size_t length)
{
    static const char attribute[] = ":id=\"";
    size_t at = 0;
    while (at + sizeof attribute < length && memcmp(tag + at, attribute, sizeof attribute - 1) != 0)
        at++;
    uint32_t start = (uint32_t)(at + sizeof attribute - 1), end = start;
    while (end < length && tag[end] >= '0' && tag[end] <= '9')
        end++;
    return end < length ? (al_range){start, end} : (al_range){(uint32_t)length, (uint32_t)length};
}

/* Ours are numbered behind ours, those of others before. */
static uint32_t renumber(al_marking *marking, const char *figures, uint32_t length)
{
    uint64_t number = 0;
    for (uint32_t i = 0; i < length && number < UINT32_MAX; i++)
        number = 10 * number + (uint64_t)(figures[i] - '0');
    return number < marking->first && marking->others < marking->first ? marking->others++
                                                                       : marking->next++;
}

static void put_mark(al_docx_work *work, al_buffer *out, const char *tag, size_t length)
{
    al_range figures = number_of(tag, length);
    al_buffer_append(out, tag, figures.start);
    if (figures.start == figures.end)
        return;
    al_buffer_append_format(
        out, "%u", renumber(work->marking, tag + figures.start, figures.end - figures.start));
    al_buffer_append(out, tag + figures.end, length - figures.end);
}

void al_docx_put_box(al_docx_work *work, al_buffer *out, uint32_t tree, const al_docx_box *box)
{
    al_buffer text;
    al_buffer_init(&text, work->allocator);
    al_buffer_append(&text, out->bytes + box->start, box->end - box->start); /* `out` may move */
    size_t done = 0;
    const char *bytes = text.bytes, *at = bytes;
    while (!text.failed && at != NULL &&
           (at = memchr(at, '<', text.length - (size_t)(at - bytes))) != NULL) {
        size_t left = text.length - (size_t)(at - bytes);
        const char *end = memchr(at, '>', left);
        if (end == NULL)
            break;
        size_t length = (size_t)(end - at) + 1;
        if (is_one_of(work, tree, at, length, moves))
            al_docx_hard(work, 0); /* it cannot be told twice */
        if (is_one_of(work, tree, at, length, marks)) {
            al_buffer_append(out, bytes + done, (size_t)(at - bytes) - done);
            put_mark(work, out, at, length);
            done = (size_t)(at - bytes) + length;
        }
        at += length;
    }
    if (text.length > done)
        al_buffer_append(out, bytes + done, text.length - done);
    work->failed |= text.failed;
    al_buffer_release(&text);
}
