/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changes stand in the telling's order, and so do the pieces. What is deleted because it moved, or
 * because the original has it earlier than what was kept already, waits in a list by its place in
 * the original and goes in before the first piece that stands behind it there. Between two pieces
 * that are kept all that is deleted stands before all that is inserted.
 */
#include "write/redline.h"

#include <stdlib.h>

/* The pieces of the telling's order, and what waits. */
typedef struct making {
    const almost_comparison *comparison;
    al_redline line;    /* kept and inserted; deleted where it stands in order */
    al_redline waiting; /* deleted, by the original */
    bool failed;
} making;

static void add(making *making, al_redline *to, al_redline_piece piece)
{
    if (piece.original.start == piece.original.end && piece.telling.start == piece.telling.end)
        return;
    if (making->failed ||
        !al_grow(to->allocator, (void **)&to->pieces, &to->room, to->n + 1, sizeof *to->pieces)) {
        making->failed = true;
        return;
    }
    to->pieces[to->n++] = piece;
}

static al_range empty(void)
{
    return (al_range){0, 0};
}

static void put_deleted(making *making, al_range original, uint32_t moved)
{
    al_redline_piece piece = {AL_REDLINE_DELETED, moved, original, empty()};
    if (original.start < original.end)
        add(making, &making->waiting, piece);
}

static void put_inserted(making *making, al_range telling, uint32_t moved)
{
    al_redline_piece piece = {AL_REDLINE_INSERTED, moved, empty(), telling};
    if (telling.start < telling.end)
        add(making, &making->line, piece);
}

/* How far the original has been kept; what stands before that cannot be kept any more. */
static void see_change(making *making, const al_change *change, uint32_t *kept_to)
{
    bool same = change->kind == ALMOST_SAME && !change->moved && change->original.start >= *kept_to;
    uint32_t moved = change->moved || change->kind == ALMOST_MOVED ? change->passage : 0;
    if (!same) {
        put_deleted(making, change->original, moved);
        put_inserted(making, change->telling, moved);
        return;
    }
    add(making, &making->line,
        (al_redline_piece){AL_REDLINE_KEPT, 0, change->original, change->telling});
    *kept_to = change->original.end;
}

static int by_original(const void *left, const void *right)
{
    const al_redline_piece *a = left, *b = right;
    return a->original.start < b->original.start ? -1 : a->original.start > b->original.start;
}

/*
 * Both lists become one: before a piece that is kept goes what waits and stands before it in the
 * original, and then what was inserted since the last one that was kept.
 */
static void merge(making *making, al_redline *out)
{
    const al_redline *line = &making->line, *waiting = &making->waiting;
    size_t next = 0;
    for (size_t i = 0, first = 0; i <= line->n; i++) {
        if (i < line->n && line->pieces[i].kind != AL_REDLINE_KEPT)
            continue;
        uint32_t behind = i < line->n ? line->pieces[i].original.start : UINT32_MAX;
        while (next < waiting->n && waiting->pieces[next].original.start < behind)
            add(making, out, waiting->pieces[next++]);
        for (; first < i; first++)
            add(making, out, line->pieces[first]);
        if (i < line->n)
            add(making, out, line->pieces[i]);
        first = i + 1;
    }
}

almost_status al_redline_init(al_redline *redline, const almost_comparison *comparison)
{
    const almost_allocator *allocator = comparison->allocator;
    const al_redline none = {.allocator = allocator, .comparison = comparison};
    making making = {.comparison = comparison, .line = none, .waiting = none};
    uint32_t kept_to = 0;
    for (size_t i = 0; i < comparison->n_changes && !making.failed; i++)
        see_change(&making, &comparison->changes[i], &kept_to);
    if (making.waiting.n > 0)
        qsort(making.waiting.pieces, making.waiting.n, sizeof *making.waiting.pieces, by_original);
    *redline = none;
    merge(&making, redline);
    al_redline_release(&making.line);
    al_redline_release(&making.waiting);
    if (!making.failed)
        return ALMOST_OK;
    al_redline_release(redline);
    return ALMOST_ERROR_MEMORY;
}

void al_redline_release(al_redline *redline)
{
    al_release(redline->allocator, redline->pieces);
    redline->pieces = NULL;
    redline->n = redline->room = 0;
}
