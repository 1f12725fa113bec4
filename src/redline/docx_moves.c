/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Moves of a Word document: two ranges of one name, where it stood and where it stands, in which
 * runs and marks say that they moved. Word refuses ranges that are not paired.
 */
#include "redline/docx_work.h"

void al_docx_put_move(al_docx_work *work, al_buffer *out, uint32_t move, bool to, bool end)
{
    const char *w = work->prefixes[0], *name = to ? "moveTo" : "moveFrom";
    uint32_t id = work->move_ids + 2 * (move - 1) + to;
    if (end)
        al_buffer_append_format(out, "<%s%sRangeEnd %sid=\"%u\"/>", w, name, w, id);
    else
        al_buffer_append_format(
            out,
            "<%s%sRangeStart %sid=\"%u\" %sauthor=\"%s\" %sdate=\"%s\" %sname=\"almost%u-%u\"/>", w,
            name, w, id, w, work->marking->author, w, work->marking->date, w, work->marking->first,
            move);
}

/* Behind the paragraph whose mark is the last of the move. */
static void end_behind(al_docx_work *work, const al_docx_edit *edit)
{
    uint32_t start = (uint32_t)work->payload.length,
             at = work->trees[edit->tree].nodes[edit->node].close.end;
    al_docx_put_move(work, &work->payload, edit->move, false, true);
    al_docx_edit_add(work, (al_docx_edit){.bytes = {at, at},
                                          .kind = AL_EDIT_TEXT,
                                          .tree = edit->tree,
                                          .payload = {start, (uint32_t)work->payload.length}});
}

/* The edit of a move that reaches farthest, or begins first. */
static void see_edge(al_docx_edit **edges, uint32_t move, al_docx_edit *edit, bool last)
{
    al_docx_edit **at = &edges[2 * move + last];
    if (*at == NULL ||
        (last ? edit->bytes.end > (*at)->bytes.end : edit->bytes.start < (*at)->bytes.start))
        *at = edit;
}

void al_docx_bound_moves(al_docx_work *work)
{
    size_t n = work->moves.n + 1, n_edits = work->n_edits;
    al_docx_edit **edges = al_allocate_zero(work->allocator, 4 * n, sizeof *edges);
    al_docx_edit **marks = edges != NULL ? edges + 2 * n : NULL;
    if (edges == NULL) {
        work->failed = true;
        return;
    }
    for (size_t i = 0; i < n_edits; i++) {
        al_docx_edit *edit = &work->edits[i];
        if (edit->move == 0)
            continue;
        see_edge(edit->kind == AL_EDIT_CUT ? edges : marks, edit->move, edit, false);
        see_edge(edit->kind == AL_EDIT_CUT ? edges : marks, edit->move, edit, true);
    }
    for (uint32_t move = 1; move < n; move++) {
        al_docx_edit *first = edges[2 * move], *last = edges[2 * move + 1],
                     *mark = marks[2 * move + 1];
        if (first == NULL)
            continue;
        first->begins = true;
        bool behind =
            mark != NULL && work->trees[mark->tree].nodes[mark->node].close.end > last->bytes.end;
        (behind ? mark : last)->ends = true;
    }
    for (size_t i = 0; i < n_edits; i++)
        if (work->edits[i].kind == AL_EDIT_OPEN && work->edits[i].ends) {
            al_docx_edit edit = work->edits[i];
            end_behind(work, &edit);
        }
    al_release(work->allocator, edges);
}
