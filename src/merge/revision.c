/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a comparison to a map of atoms. Its changes cut marks off words, so an atom counts as kept
 * when all of it is equal; what is equal beside kept atoms is kept, too. Last of all, of atoms that
 * are alike each gets its place, and what was put in, dropped and moved is slid to one.
 */
#include "merge/revision.h"

#include "base/error.h"
#include "merge/seams.h"
#include "merge/slide.h"
#include "merge/strays.h"
#include "merge/twins.h"

/* One change, as atoms of both sides that it touches. */
typedef struct stretch {
    uint32_t base, base_end;
    uint32_t side, side_end;
} stretch;

static void pair(al_revision *revision, uint32_t base, uint32_t side)
{
    if (revision->from_base[base] != AL_NO_ATOM || revision->to_base[side] != AL_NO_ATOM)
        return;
    revision->from_base[base] = side;
    revision->to_base[side] = base;
}

/* How far to go on where two atoms differ: past a word that is cut in another way, else past both.
 */
static void step_on(const al_revision *revision, const al_merge_atoms *base, stretch *at)
{
    enum { most = 4 /* a word written apart, or with a hyphen at a line's end, is two or three */ };
    for (uint32_t sum = 1; sum <= most; sum++) {
        for (uint32_t i = 0; i <= sum; i++) {
            uint32_t b = at->base + i, s = at->side + sum - i;
            if (b < at->base_end && s < at->side_end &&
                al_merge_atoms_same(base, b, &revision->atoms, s)) {
                at->base = b;
                at->side = s;
                return;
            }
        }
    }
    at->base++;
    at->side++;
}

static void pair_stretch(al_revision *revision, const al_merge_atoms *base, stretch at)
{
    while (at.base < at.base_end && at.side < at.side_end) {
        if (al_merge_atoms_same(base, at.base, &revision->atoms, at.side))
            pair(revision, at.base++, at.side++);
        else
            step_on(revision, base, &at);
    }
}

/* Atoms from the one at the start of a span to the one that begins last before its end. */
static void atoms_of(const al_merge_atoms *atoms, almost_span span, uint32_t *first, uint32_t *end)
{
    *first = *end = al_merge_atoms_at(atoms, span.start);
    if (span.start == span.end)
        return;
    *end = al_merge_atoms_at(atoms, span.end);
    if (*end + 1 < atoms->n && atoms->items[*end].start < span.end)
        ++*end;
}

static void take_change(al_revision *revision, const al_merge_atoms *base,
                        const almost_change *change)
{
    stretch at;
    atoms_of(base, change->original, &at.base, &at.base_end);
    if (change->kind != ALMOST_SAME && change->kind != ALMOST_MOVED) {
        revision->loud[at.base] |= (uint8_t)(change->touches & AL_REVISION_LOUD);
        return;
    }
    atoms_of(&revision->atoms, change->telling, &at.side, &at.side_end);
    pair_stretch(revision, base, at);
}

static void spread(al_revision *revision, const al_merge_atoms *base)
{
    uint32_t n = revision->atoms.n;
    for (uint32_t i = 1; i + 1 < n; i++) {
        uint32_t before = revision->to_base[i - 1];
        if (before != AL_NO_ATOM && before + 2 < base->n &&
            al_merge_atoms_same(base, before + 1, &revision->atoms, i))
            pair(revision, before + 1, i);
    }
    for (uint32_t i = n - 2; i > 0; i--) {
        uint32_t behind = revision->to_base[i + 1];
        if (behind != AL_NO_ATOM && behind > 1 &&
            al_merge_atoms_same(base, behind - 1, &revision->atoms, i))
            pair(revision, behind - 1, i);
    }
}

static bool make_room(al_revision *revision, const almost_allocator *allocator,
                      const al_merge_atoms *base)
{
    if (!al_merge_atoms_cut(&revision->atoms, allocator, revision->text))
        return false;
    revision->to_base = al_allocate(allocator, revision->atoms.n, sizeof *revision->to_base);
    revision->from_base = al_allocate(allocator, base->n, sizeof *revision->from_base);
    revision->loud = al_allocate_zero(allocator, base->n, 1);
    if (revision->to_base == NULL || revision->from_base == NULL || revision->loud == NULL)
        return false;
    memset(revision->to_base, 0xFF, revision->atoms.n * sizeof *revision->to_base);
    memset(revision->from_base, 0xFF, base->n * sizeof *revision->from_base);
    return true;
}

almost_status al_revision_make(al_revision *revision, const almost_allocator *allocator,
                               const almost_text *base, const al_merge_atoms *base_atoms,
                               const almost_compare_options *options, almost_error *error)
{
    almost_comparison *comparison;
    almost_change change;
    almost_status status = almost_compare(base, revision->text, options, &comparison, error);
    if (status != ALMOST_OK)
        return status;
    bool made = make_room(revision, allocator, base_atoms);
    if (made) {
        pair(revision, 0, 0);
        pair(revision, base_atoms->n - 1, revision->atoms.n - 1);
        for (size_t i = 0; almost_comparison_change(comparison, i, &change); i++)
            take_change(revision, base_atoms, &change);
        al_merge_strays(revision, base, base_atoms);
        spread(revision, base_atoms);
        al_merge_twins(revision, base_atoms);
        al_merge_slide(revision, base, base_atoms);
        al_merge_seams(revision, base, base_atoms);
    }
    almost_comparison_free(comparison);
    return made ? ALMOST_OK : al_fail_memory(error);
}

void al_revision_release(al_revision *revision, const almost_allocator *allocator)
{
    al_merge_atoms_release(&revision->atoms, allocator);
    al_release(allocator, revision->to_base);
    al_release(allocator, revision->from_base);
    al_release(allocator, revision->loud);
}
