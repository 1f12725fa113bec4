/* SPDX-License-Identifier: Apache-2.0 */
/* Gathering changes to edits; see edits.h. */
#include "write/edits.h"

static al_range bytes_of(const al_change *change, int side)
{
    return side == AL_ORIGINAL ? change->original : change->telling;
}

static almost_span trimmed(const al_edit_reader *reader, const al_change *change, int side)
{
    al_range range = bytes_of(change, side);
    return al_reading_trim(&reader->readings[side], (almost_span){range.start, range.end});
}

/* Whether a line ends between what two changes have of a side, other than by wrapping. */
static bool in_two_lines(const al_edit_reader *reader, const al_change *before,
                         const al_change *behind, int side)
{
    uint64_t start = bytes_of(before, side).start, at = trimmed(reader, behind, side).start;
    return al_reading_before(&reader->readings[side], start, at) > AL_SEPARATOR_BLANK;
}

static bool unseen(const al_edit_reader *reader, const al_change *change, int side)
{
    almost_span span = trimmed(reader, change, side);
    return span.start == span.end;
}

/* The moved passage of a change, or 0. */
static uint32_t moved_in(const al_edit_reader *reader, const al_change *change)
{
    uint32_t number = change->passage;
    return number != 0 && reader->comparison->passages[number - 1].moved ? number : 0;
}

static bool follows(const al_change *before, const al_change *behind)
{
    return before->original.end == behind->original.start &&
           before->telling.end == behind->telling.start;
}

/* Whether a kept piece is nothing but white space. */
static bool is_blank(const al_edit_reader *reader, const al_change *kept)
{
    return unseen(reader, kept, AL_ORIGINAL) && unseen(reader, kept, AL_TELLING);
}

/* Whether two changes are one edit, with the white space that is kept between them (NULL: none). */
static bool joins(const al_edit_reader *reader, const al_change *before, const al_change *blank,
                  const al_change *behind)
{
    if (al_retold_is_same(before) || al_retold_is_same(behind) ||
        moved_in(reader, before) != moved_in(reader, behind))
        return false;
    if (blank != NULL ? !follows(before, blank) || !follows(blank, behind)
                      : !follows(before, behind))
        return false;
    return !in_two_lines(reader, before, behind, AL_ORIGINAL) ||
           !in_two_lines(reader, before, behind, AL_TELLING);
}

/* Add a piece at the end of what there is. */
static void add_to_whole(al_change *whole, const al_change *piece)
{
    whole->original.end = piece->original.end;
    whole->telling.end = piece->telling.end;
    whole->touches |= piece->touches;
    whole->summed &= piece->summed;
    whole->kind = whole->original.start == whole->original.end ? ALMOST_ADDED
                  : whole->telling.start == whole->telling.end ? ALMOST_MISSING
                                                               : ALMOST_DIFFERENT;
}

al_edit_reader al_edit_reader_of(const al_page *page)
{
    return (al_edit_reader){.comparison = page->comparison,
                            .readings = {page->original, page->telling}};
}

al_edit_reader al_edit_reader_for(const almost_comparison *comparison)
{
    al_edit_reader reader = {.comparison = comparison};
    al_reading_init(&reader.readings[AL_ORIGINAL], comparison->original);
    al_reading_init(&reader.readings[AL_TELLING], comparison->telling);
    return reader;
}

size_t al_edit_last(const al_edit_reader *reader, size_t first)
{
    const al_change *changes = reader->comparison->changes;
    size_t n = reader->comparison->n_changes, last = first;
    if (al_retold_is_same(&changes[first]))
        return first;
    for (;;) {
        bool blank = last + 2 < n && al_retold_is_same(&changes[last + 1]) &&
                     is_blank(reader, &changes[last + 1]);
        size_t next = last + (blank ? 2 : 1);
        if (next >= n ||
            !joins(reader, &changes[last], blank ? &changes[last + 1] : NULL, &changes[next]))
            return last;
        last = next;
    }
}

al_change al_edit_whole(const almost_comparison *comparison, size_t first, size_t last)
{
    al_change whole = comparison->changes[first];
    for (size_t i = first + 1; i <= last; i++)
        add_to_whole(&whole, &comparison->changes[i]);
    return whole;
}

void al_edit_walk_init(al_edit_walk *walk, const al_page *page)
{
    *walk = (al_edit_walk){.reader = al_edit_reader_of(page),
                           .touching = (uint32_t)page->options->touching};
    al_retold_walk_init(&walk->retold, page->retold);
}

/* Look at the steps to come, up to number `n` of them. False when there are fewer. */
static bool look(al_edit_walk *walk, size_t n)
{
    while (walk->n_steps <= n) {
        al_retold_step *step = &walk->steps[walk->n_steps];
        if (!al_retold_next(&walk->retold, step))
            return false;
        if (step->block == NULL && step->id != 0 &&
            !al_write_touches(walk->reader.comparison, step->id - 1, walk->touching)) {
            step->piece.kind = ALMOST_SAME;
            step->id = 0;
        }
        walk->n_steps++;
    }
    return true;
}

static void drop(al_edit_walk *walk, size_t n)
{
    for (size_t i = n; i < walk->n_steps; i++)
        walk->steps[i - n] = walk->steps[i];
    walk->n_steps -= n;
}

/* How many of the steps to come continue an edit: a change, or white space and a change; or 0. */
static size_t continuation(al_edit_walk *walk, const al_change *last)
{
    const al_retold_step *steps = walk->steps;
    if (!look(walk, 0) || steps[0].block != NULL)
        return 0;
    if (!al_retold_is_same(&steps[0].piece))
        return joins(&walk->reader, last, NULL, &steps[0].piece);
    if (!is_blank(&walk->reader, &steps[0].piece) || !look(walk, 1) || steps[1].block != NULL)
        return 0;
    return joins(&walk->reader, last, &steps[0].piece, &steps[1].piece) ? 2 : 0;
}

static void add_piece(al_edit *edit, const al_retold_step *step, bool *all)
{
    *all = *all && edit->n_pieces < AL_EDIT_PIECES;
    if (*all) {
        edit->ids[edit->n_pieces] = step->id;
        edit->pieces[edit->n_pieces++] = step->piece;
    }
    add_to_whole(&edit->whole, &step->piece);
}

/* Join what is the same, or is to be shown so, to the step before, where both texts go on. */
static void join_same(al_edit_walk *walk, al_retold_step *step)
{
    while (walk->touching != 0 && look(walk, 0) && walk->steps[0].block == NULL &&
           al_retold_is_same(&walk->steps[0].piece) &&
           moved_in(&walk->reader, &step->piece) ==
               moved_in(&walk->reader, &walk->steps[0].piece) &&
           follows(&step->piece, &walk->steps[0].piece)) {
        step->piece.original.end = walk->steps[0].piece.original.end;
        step->piece.telling.end = walk->steps[0].piece.telling.end;
        step->last = walk->steps[0].last;
        drop(walk, 1);
    }
}

bool al_edit_next(al_edit_walk *walk, al_retold_step *step, al_edit *edit)
{
    if (!look(walk, 0))
        return false;
    *step = walk->steps[0];
    drop(walk, 1);
    if (step->block == NULL && al_retold_is_same(&step->piece))
        join_same(walk, step);
    if (step->block != NULL || al_retold_is_same(&step->piece))
        return true;
    al_change last = step->piece;
    bool all = true;
    *edit = (al_edit){.n_pieces = 1, .pieces = {last}, .whole = last, .ids = {step->id}};
    for (size_t n; (n = continuation(walk, &last)) > 0;) {
        for (size_t i = 0; i < n; i++)
            add_piece(edit, &walk->steps[i], &all);
        last = walk->steps[n - 1].piece;
        step->last = walk->steps[n - 1].last;
        drop(walk, n);
    }
    if (!all)
        edit->n_pieces = 0;
    return true;
}
