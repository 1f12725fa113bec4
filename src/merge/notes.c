/* SPDX-License-Identifier: Apache-2.0 */
/* Notes from conflicts, blocks and edits; see notes.h. */
#include "merge/notes.h"

#include <stdlib.h>

static bool add_note(almost_merge *merge, almost_merge_note note)
{
    if (!al_grow(merge->allocator, (void **)&merge->notes, &merge->notes_capacity,
                 merge->n_notes + 1, sizeof *merge->notes))
        return false;
    note.sides = al_merge_sides_given(merge, note.sides);
    merge->notes[merge->n_notes++] = note;
    return true;
}

static bool note_conflicts(almost_merge *merge)
{
    bool whole = true;
    for (size_t i = 0; whole && i < merge->n_conflicts; i++) {
        const al_merge_conflict *conflict = &merge->conflicts[i];
        almost_merge_note note = {.kind = ALMOST_MERGE_CONFLICT,
                                  .base =
                                      al_merge_base_span(merge, conflict->start, conflict->end)};
        for (size_t k = 0; k < conflict->n; k++)
            note.sides |= merge->alternatives[conflict->first + k].sides;
        whole = add_note(merge, note);
    }
    return whole;
}

static bool note_apart(almost_merge *merge)
{
    bool whole = true;
    for (size_t i = 0; whole && i < merge->blocks.n_apart; i++) {
        const al_merge_apart *apart = &merge->blocks.apart[i];
        whole = add_note(
            merge,
            (almost_merge_note){
                .kind = ALMOST_MERGE_MOVED_APART,
                .sides = UINT64_C(1) << apart->done.revision | UINT64_C(1) << apart->other.revision,
                .base = al_merge_base_span(merge, apart->other.first, apart->other.last + 1),
                .targets = {merge->base.items[apart->done.anchor].end,
                            merge->base.items[apart->other.anchor].end}});
    }
    return whole;
}

/* --- Sentences that two changed ----------------------------------------------------------------
 */

/* Whether a sentence begins with an atom of the base. */
static bool begins_sentence(const almost_merge *merge, uint32_t atom)
{
    return atom <= 1 ||
           al_merge_atoms_border(&merge->base, merge->text, atom) >= AL_BORDER_SENTENCE;
}

/* Whether one begins with an atom behind `from`, up to `to`. */
static bool parted(const almost_merge *merge, uint32_t from, uint32_t to)
{
    bool begins = false;
    for (uint32_t i = from + 1; !begins && i <= to; i++)
        begins = begins_sentence(merge, i);
    return begins;
}

/* The atoms of the sentence that holds those of some edits. */
static al_range sentence_around(const almost_merge *merge, al_range atoms)
{
    while (atoms.start > 1 && !begins_sentence(merge, atoms.start))
        atoms.start--;
    while (atoms.end + 1 < merge->base.n && !begins_sentence(merge, atoms.end))
        atoms.end++;
    return atoms;
}

/* What two sides or more touch loudly, each with a change of its own. */
static uint32_t loud_in(const almost_merge *merge, al_range atoms)
{
    uint32_t all = 0, n = 0;
    for (uint32_t i = 0; i < merge->n; i++) {
        uint32_t loud = 0;
        for (uint32_t k = atoms.start; k < atoms.end; k++)
            loud |= merge->sides[i].loud[k];
        all |= loud;
        n += loud != 0;
    }
    return n > 1 ? all : 0;
}

static int by_atom(const void *one, const void *other)
{
    const al_merge_edit *a = one, *b = other;
    if (a->atom != b->atom)
        return a->atom < b->atom ? -1 : 1;
    return a->start < b->start ? -1 : a->start > b->start;
}

/* Whether an edit puts in whole sentences, which changes none of the base's. */
static bool is_of_its_own(const almost_merge *merge, const al_merge_edit *edit)
{
    const al_merge_token first = merge->tokens[edit->at];
    if (edit->start < edit->end || edit->n == 0 || first.source == AL_FROM_BASE)
        return false;
    const al_revision *side = &merge->sides[first.source];
    uint32_t behind = merge->tokens[edit->at + edit->n - 1].atom + 1;
    return (first.atom <= 1 ||
            al_merge_atoms_border(&side->atoms, side->text, first.atom) >= AL_BORDER_SENTENCE) &&
           (behind + 1 >= side->atoms.n ||
            al_merge_atoms_border(&side->atoms, side->text, behind) >= AL_BORDER_SENTENCE);
}

/* Note the sentence of some edits in a row, if different sides made them. */
static bool note_sentence(almost_merge *merge, const al_merge_edit *edits, size_t n)
{
    uint64_t all = 0, common = UINT64_MAX;
    al_range atoms = {edits[0].atom, edits[0].atom + 1};
    for (size_t i = 0; i < n; i++) {
        if (is_of_its_own(merge, &edits[i]))
            continue;
        all |= edits[i].sides;
        common &= edits[i].sides;
        atoms.end = edits[i].end > atoms.end ? edits[i].end : atoms.end;
    }
    if (all == 0 || all == common)
        return true;
    atoms = sentence_around(merge, atoms);
    return add_note(merge,
                    (almost_merge_note){.kind = ALMOST_MERGE_BOTH_CHANGED,
                                        .touches = loud_in(merge, atoms),
                                        .sides = all,
                                        .base = al_merge_base_span(merge, atoms.start, atoms.end)});
}

/* Those that touch the sense first, each in the order of the base. */
static int by_touches(const void *one, const void *other)
{
    const almost_merge_note *a = one, *b = other;
    if ((a->touches != 0) != (b->touches != 0))
        return a->touches != 0 ? -1 : 1;
    return a->base.start < b->base.start ? -1 : a->base.start > b->base.start;
}

static bool note_sentences(almost_merge *merge)
{
    size_t first_note = merge->n_notes;
    bool whole = true;
    if (merge->n_edits > 0)
        qsort(merge->edits, merge->n_edits, sizeof *merge->edits, by_atom);
    for (size_t first = 0, i = 1; whole && first < merge->n_edits; i++) {
        if (i < merge->n_edits) {
            const al_merge_edit *last = &merge->edits[i - 1];
            uint32_t from = last->end > last->start ? last->end - 1 : last->atom;
            if (!parted(merge, from, merge->edits[i].atom))
                continue;
        }
        whole = note_sentence(merge, merge->edits + first, i - first);
        first = i;
    }
    if (merge->n_notes > first_note)
        qsort(merge->notes + first_note, merge->n_notes - first_note, sizeof *merge->notes,
              by_touches);
    return whole;
}

/* --- Passages that one moved and another left out ----------------------------------------------
 */

static bool drops_all(const al_revision *revision, const al_merge_block *block)
{
    uint32_t i = block->first;
    while (i <= block->last && revision->from_base[i] == AL_NO_ATOM)
        i++;
    return i > block->last;
}

static bool note_dropped(almost_merge *merge)
{
    bool whole = true;
    for (size_t i = 0; whole && i < merge->blocks.n; i++) {
        const al_merge_block *block = &merge->blocks.items[i];
        uint64_t sides = 0;
        for (uint32_t k = 0; k < merge->n; k++)
            if (drops_all(&merge->sides[k], block))
                sides |= UINT64_C(1) << k;
        if (sides != 0)
            whole =
                add_note(merge, (almost_merge_note){.kind = ALMOST_MERGE_MOVED_DROPPED,
                                                    .sides = sides | UINT64_C(1) << block->revision,
                                                    .base = al_merge_base_span(merge, block->first,
                                                                               block->last + 1)});
    }
    return whole;
}

bool al_merge_notes_make(almost_merge *merge)
{
    return note_conflicts(merge) && note_apart(merge) && note_sentences(merge) &&
           note_dropped(merge);
}
