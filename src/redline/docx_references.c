/* SPDX-License-Identifier: Apache-2.0 */
/* The references to notes in the body, by the note: there may be as many of them as notes. */
#include "redline/docx_work.h"

#include <stdlib.h>

static int by_note(const void *left, const void *right)
{
    const al_docx_reference *a = left, *b = right;
    if (a->tree != b->tree)
        return a->tree < b->tree ? -1 : 1;
    if (a->id != b->id)
        return a->id < b->id ? -1 : 1;
    return a->node < b->node ? -1 : a->node > b->node;
}

bool al_docx_references_find(al_docx_work *work)
{
    const al_tree *body = &work->trees[0];
    for (uint32_t i = 0; i < body->n; i++) {
        bool foot = body->nodes[i].name == AL_W_FOOTNOTE_REFERENCE;
        if (!foot && body->nodes[i].name != AL_W_ENDNOTE_REFERENCE)
            continue;
        if (!al_grow(work->allocator, (void **)&work->references, &work->references_room,
                     work->n_references + 1, sizeof *work->references))
            return false;
        work->references[work->n_references++] = (al_docx_reference){
            .id = al_tree_number(body, i, "id"), .tree = foot ? 1 : 2, .node = i};
    }
    if (work->n_references > 0)
        qsort(work->references, work->n_references, sizeof *work->references, by_note);
    return true;
}

const al_docx_reference *al_docx_references_to(const al_docx_work *work, uint32_t tree,
                                               uint32_t note, size_t *n)
{
    al_docx_reference first = {.id = al_tree_number(&work->trees[tree], note, "id"), .tree = tree};
    size_t low = 0, high = work->n_references;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_note(&work->references[middle], &first) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    *n = 0;
    while (low + *n < work->n_references && work->references[low + *n].tree == tree &&
           work->references[low + *n].id == first.id)
        ++*n;
    return *n > 0 ? work->references + low : NULL;
}
