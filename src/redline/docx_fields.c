/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fields of which no words are left, a date or a reference say, go with what they are made of: else
 * a word processor would work them out anew, and the words would be back.
 */
#include "redline/docx_work.h"
#include "redline/landings.h"

#include "base/search.h"

#include <stdlib.h>

/* A field, from its first character to its last. */
typedef struct field {
    uint32_t first, end; /* nodes of w:fldChar; `end` is AL_NO_NODE while it is open */
} field;

typedef struct fields {
    const almost_allocator *allocator;
    field *items; /* by their first characters, so that what encloses comes first */
    size_t n, room;
    uint32_t *open; /* those that have begun: indexes */
    size_t n_open, open_room;
} fields;

static bool begin_field(fields *fields, uint32_t node)
{
    if (!al_grow(fields->allocator, (void **)&fields->items, &fields->room, fields->n + 1,
                 sizeof *fields->items) ||
        !al_grow(fields->allocator, (void **)&fields->open, &fields->open_room, fields->n_open + 1,
                 sizeof *fields->open))
        return false;
    fields->open[fields->n_open++] = (uint32_t)fields->n;
    fields->items[fields->n++] = (field){node, AL_NO_NODE};
    return true;
}

static bool find_fields(const al_tree *tree, fields *fields)
{
    for (uint32_t i = 0; i < tree->n; i++) {
        if (tree->nodes[i].name != AL_W_FIELD_CHARACTER || al_docx_is_out(tree, i))
            continue;
        if (al_tree_attribute_is(tree, i, "fldCharType", "begin") && !begin_field(fields, i))
            return false;
        if (al_tree_attribute_is(tree, i, "fldCharType", "end") && fields->n_open > 0)
            fields->items[fields->open[--fields->n_open]].end = i;
    }
    return true;
}

/* Words that come, by where. */
typedef struct put {
    uint32_t byte, edit;
} put;

/* Bytes at which letters of the original stand, and those that stay; and at which others come. */
typedef struct standing {
    al_landings all, kept;
    al_landings breaking; /* what comes and cannot stand elsewhere */
    put *puts;            /* what can; by byte */
    size_t n_puts, room;
} standing;

static void find_standing(const al_docx_work *work, standing *standing)
{
    const al_kept *kept = work->kept;
    for (uint32_t i = 0; i < kept->original.n; i++) {
        if (al_atom_is_gap(&kept->original.items[i]))
            continue;
        al_landings_add(&standing->all, work->sources[i].start);
        if (kept->partners[i] != 0)
            al_landings_add(&standing->kept, work->sources[i].start);
    }
    al_landings_sort(&standing->all);
    al_landings_sort(&standing->kept);
}

static int by_byte(const void *left, const void *right)
{
    const put *a = left, *b = right;
    if (a->byte != b->byte)
        return a->byte < b->byte ? -1 : 1;
    return a->edit < b->edit ? -1 : a->edit > b->edit;
}

static bool find_coming(const al_docx_work *work, standing *standing)
{
    for (size_t i = 0; i < work->n_edits; i++) {
        const al_docx_edit *edit = &work->edits[i];
        if (edit->kind == AL_EDIT_BREAK || edit->kind == AL_EDIT_TEXT)
            al_landings_add(&standing->breaking, edit->bytes.start);
        if (edit->kind != AL_EDIT_PUT)
            continue;
        if (!al_grow(work->allocator, (void **)&standing->puts, &standing->room,
                     standing->n_puts + 1, sizeof *standing->puts))
            return false;
        standing->puts[standing->n_puts++] = (put){edit->bytes.start, (uint32_t)i};
    }
    al_landings_sort(&standing->breaking);
    if (standing->n_puts > 0)
        qsort(standing->puts, standing->n_puts, sizeof *standing->puts, by_byte);
    return true;
}

static bool is_gone(const al_tree *tree, const standing *standing, const field *field)
{
    if (field->end == AL_NO_NODE || !al_tree_is(tree, tree->nodes[field->end].parent, AL_W_R))
        return false;
    al_range bytes = {tree->nodes[field->first].open.start, tree->nodes[field->end].close.end};
    return al_landings_any(&standing->all, bytes) && !al_landings_any(&standing->kept, bytes) &&
           !al_landings_any(&standing->breaking, bytes);
}

/* Its characters and its instruction, and those of fields within it. */
static void delete_field(al_docx_work *work, uint32_t tree, const field *field)
{
    const al_node *nodes = work->trees[tree].nodes;
    for (uint32_t i = field->first; i <= field->end; i++)
        if ((nodes[i].name == AL_W_FIELD_CHARACTER || nodes[i].name == AL_W_INSTRUCTION) &&
            al_tree_is(&work->trees[tree], nodes[i].parent, AL_W_R) &&
            !al_docx_is_out(&work->trees[tree], i))
            al_docx_edit_add(work,
                             (al_docx_edit){.bytes = {nodes[i].open.start, nodes[i].close.end},
                                            .kind = AL_EDIT_CUT,
                                            .tree = tree,
                                            .node = nodes[i].parent});
}

/* What comes into it stands behind it instead. */
static void put_behind(al_docx_work *work, uint32_t tree, const standing *standing,
                       const field *field)
{
    const al_node *nodes = work->trees[tree].nodes;
    uint32_t run = nodes[field->end].parent, end = nodes[run].close.end;
    size_t i = AL_FIRST_FROM(put, standing->puts, 0, standing->n_puts, byte,
                             nodes[field->first].open.start + 1);
    for (; i < standing->n_puts && standing->puts[i].byte < nodes[field->end].open.start; i++) {
        al_docx_edit *edit = &work->edits[standing->puts[i].edit];
        edit->bytes = (al_range){end, end};
        edit->node = run;
    }
}

static void delete_in(al_docx_work *work, uint32_t tree, const standing *standing)
{
    fields fields = {.allocator = work->allocator};
    uint32_t behind = 0; /* what was deleted last */
    if (!find_fields(&work->trees[tree], &fields))
        work->failed = true;
    for (size_t i = 0; i < fields.n && !work->failed; i++) {
        const field *field = &fields.items[i];
        if (field->first < behind || !is_gone(&work->trees[tree], standing, field))
            continue;
        put_behind(work, tree, standing, field);
        delete_field(work, tree, field);
        behind = field->end;
    }
    al_release(fields.allocator, fields.items);
    al_release(fields.allocator, fields.open);
}

void al_docx_delete_fields(al_docx_work *work)
{
    al_landings none = {.allocator = work->allocator};
    standing standing = {.all = none, .kept = none, .breaking = none};
    find_standing(work, &standing);
    work->failed |= !find_coming(work, &standing) || standing.all.failed || standing.kept.failed ||
                    standing.breaking.failed;
    for (uint32_t tree = 0; tree < AL_DOCX_PARTS && !work->failed; tree++)
        delete_in(work, tree, &standing);
    al_landings_release(&standing.all);
    al_landings_release(&standing.kept);
    al_landings_release(&standing.breaking);
    al_release(work->allocator, standing.puts);
}
