/* SPDX-License-Identifier: Apache-2.0 */
/* Letters lead back to their bytes by the text's origin; these lead to elements by halving. */
#include "redline/docx_work.h"

#include "base/error.h"
#include "read/docx.h"
#include "redline/sources.h"

#include <stdio.h>
#include <string.h>

/* --- Making ------------------------------------------------------------- */

/* The part is spliced in bytes of UTF-8, which it has to have. */
static bool is_utf8(const al_tree *tree)
{
    const char *bytes = tree->bytes + tree->part->bytes.start;
    uint32_t length = tree->nodes[0].open.start - tree->part->bytes.start;
    for (uint32_t at = 0; at + 9 < length; at++)
        if (memcmp(bytes + at, "encoding=", 9) == 0)
            return at + 15 <= length && (strncasecmp(bytes + at + 10, "utf-8", 5) == 0 ||
                                         strncasecmp(bytes + at + 10, "us-as", 5) == 0);
    return length == 0 || (bytes[0] != '\xFF' && bytes[0] != '\xFE');
}

/* The prefix that Word's elements have; false where they have none, as attributes need one. */
static bool find_prefix(const al_tree *tree, char *prefix, size_t room)
{
    al_range tag = tree->nodes[0].open;
    const char *name = tree->bytes + tag.start + 1;
    size_t length = strcspn(name, ":> \t\r\n/");
    if (name[length] != ':' || length + 2 > room)
        return false;
    memcpy(prefix, name, length + 1);
    prefix[length + 1] = '\0';
    return true;
}

static almost_status make_tree(al_docx_work *work, uint32_t index, const al_part *part,
                               almost_error *error)
{
    al_tree *tree = &work->trees[index];
    almost_status status =
        al_tree_make(tree, work->allocator, work->package, part, al_docx_name_of, error);
    if (status != ALMOST_OK)
        return status;
    if (is_utf8(tree) && find_prefix(tree, work->prefixes[index], sizeof work->prefixes[index]))
        return ALMOST_OK;
    return al_fail(error, ALMOST_ERROR_FORMAT, work->package->source->name,
                   "%s is in another encoding than UTF-8, or names Word's elements without prefix: "
                   "save it anew",
                   al_part_name(work->package->parts, part));
}

static almost_status make_trees(al_docx_work *work, almost_error *error)
{
    static const char *const types[] = {"footnotes", "endnotes"};
    const al_part *body, *part;
    almost_status status = al_docx_body(work->package, &body, error);
    if (status == ALMOST_OK)
        status = make_tree(work, 0, body, error);
    for (uint32_t i = 0; i < 2 && status == ALMOST_OK; i++) {
        status = al_package_related(work->package, body, types[i], &part, error);
        if (status == ALMOST_OK && part != NULL)
            status = make_tree(work, i + 1, part, error);
    }
    if (status == ALMOST_OK && !al_docx_references_find(work))
        status = al_fail_memory(error);
    return status;
}

/*
 * Marks are numbered from behind the highest number on that any element of the document has. Where
 * marks of others may have to be cut, numbers for their pieces are left free below ours.
 */
static void find_numbers(al_docx_work *work)
{
    int64_t highest = 0;
    bool others = false;
    for (uint32_t i = 0; i < AL_DOCX_PARTS; i++) {
        const al_tree *tree = &work->trees[i];
        for (uint32_t node = 0; node < tree->n; node++) {
            int64_t number = al_tree_number(tree, node, "id");
            bool note = al_tree_is(tree, node, i == 1 ? AL_W_FOOTNOTE : AL_W_ENDNOTE);
            if (i > 0 && note && number >= work->next_note[i - 1] && number < INT32_MAX)
                work->next_note[i - 1] = (uint32_t)number + 1;
            others |= al_tree_is(tree, node, AL_W_INS) || al_tree_is(tree, node, AL_W_MOVE_TO);
            if (tree->nodes[node].name != AL_W_OTHER || number < INT32_MAX / 2)
                highest = number > highest ? number : highest;
        }
    }
    uint32_t next = highest < INT32_MAX / 2 ? (uint32_t)highest + 1 : 1;
    uint64_t cuts = 4 * ((uint64_t)work->kept->original.n + work->kept->telling.n);
    work->marking->others = next;
    work->marking->first = next + (others && cuts < INT32_MAX / 4 ? (uint32_t)cuts : 0);
    work->marking->next = work->marking->first;
}

almost_status al_docx_work_make(al_docx_work *work, const al_kept *kept, const al_package *package,
                                al_marking *marking, almost_error *error)
{
    *work = (al_docx_work){.allocator = kept->allocator,
                           .kept = kept,
                           .package = package,
                           .marking = marking,
                           .next_note = {1, 1}};
    al_buffer_init(&work->payload, work->allocator);
    al_buffer_init(&work->new_notes, work->allocator);
    work->sources = al_allocate(work->allocator, kept->original.n + 1, sizeof *work->sources);
    almost_status status = work->sources != NULL ? make_trees(work, error) : al_fail_memory(error);
    if (status != ALMOST_OK) {
        al_docx_work_release(work);
        return status;
    }
    find_numbers(work);
    al_sources_find(&kept->original, work->sources);
    if (marking->native_moves && !al_whole_moves_find(&work->moves, kept)) {
        al_docx_work_release(work);
        return al_fail_memory(error);
    }
    work->move_ids = marking->next;
    marking->next += 2 * (uint32_t)work->moves.n;
    return ALMOST_OK;
}

void al_docx_work_release(al_docx_work *work)
{
    for (size_t i = 0; i < AL_DOCX_PARTS; i++)
        al_tree_release(&work->trees[i]);
    al_whole_moves_release(&work->moves);
    al_release(work->allocator, work->sources);
    al_release(work->allocator, work->references);
    al_release(work->allocator, work->edits);
    al_release(work->allocator, work->boxes);
    al_buffer_release(&work->payload);
    al_buffer_release(&work->new_notes);
}

/* --- Asking ------------------------------------------------------------- */

uint32_t al_docx_tree_of(const al_docx_work *work, uint32_t byte)
{
    for (uint32_t i = 0; i < AL_DOCX_PARTS; i++) {
        const al_tree *tree = &work->trees[i];
        if (tree->n > 0 && tree->part->bytes.start <= byte && byte < tree->part->bytes.end)
            return i;
    }
    return 0;
}

uint32_t al_docx_paragraph_of(const al_docx_work *work, uint32_t atom, uint32_t *tree)
{
    uint32_t byte = work->sources[atom].start;
    *tree = al_docx_tree_of(work, byte);
    return al_tree_up(&work->trees[*tree], al_tree_at(&work->trees[*tree], byte), AL_W_P);
}

/* --- Edits -------------------------------------------------------------- */

void al_docx_edit_add(al_docx_work *work, al_docx_edit edit)
{
    edit.order = (uint32_t)work->n_edits;
    work->failed |= work->payload.failed || work->new_notes.failed;
    if (work->failed || !al_grow(work->allocator, (void **)&work->edits, &work->edits_room,
                                 work->n_edits + 1, sizeof *work->edits)) {
        work->failed = true;
        return;
    }
    work->edits[work->n_edits++] = edit;
}

void al_docx_hard(al_docx_work *work, uint32_t atom)
{
    if (!work->hard)
        work->hard_at = atom;
    work->hard = true;
}
