/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison calls words the same that differ in what is ignored; here only what is the same to
 * the byte has a partner. Both sides of what is the same are walked in step, and where they differ
 * the nearest atoms that agree are looked for, over a few atoms only.
 */
#include "redline/columns.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/compared.h"
#include "text/signs.h"
#include "words/fold.h"

#include <stdlib.h>
#include <string.h>

/* --- What is equal ------------------------------------------------------ */

static bool same_bytes(const al_kept *kept, const al_atom *a, const al_atom *b)
{
    uint32_t length = a->bytes.end - a->bytes.start;
    return b->bytes.end - b->bytes.start == length &&
           memcmp(kept->original.text->bytes + a->bytes.start,
                  kept->telling.text->bytes + b->bytes.start, length) == 0;
}

/* The code point of letters that are one sign, also where that is typed as several; 0 of others. */
static uint32_t sign_of(const almost_text *text, const al_atom *atom)
{
    enum { MOST = 3 };
    uint32_t size, length = atom->bytes.end - atom->bytes.start;
    uint32_t c = al_decode(text->bytes, text->length, atom->bytes.start, &size);
    bool several = (c == '-' || c == '\'' || c == '`') && length <= MOST;
    return size == length || several ? c : 0;
}

/* Whether two atoms are the same in another shape: “ and ", – and -, ﬁ and fi. */
static bool same_shape(const al_kept *kept, const al_atom *a, const al_atom *b)
{
    enum { LONGEST = 64, ROOM = 4 * LONGEST + 16 }; /* of what folds; longer words do not */
    const almost_text *original = kept->original.text, *telling = kept->telling.text;
    size_t lengths[] = {a->bytes.end - a->bytes.start, b->bytes.end - b->bytes.start};
    char folded[2][ROOM];
    if (al_atom_is_gap(a) || al_atom_is_gap(b) || lengths[0] > LONGEST || lengths[1] > LONGEST)
        return false;
    uint32_t one = sign_of(original, a), other = sign_of(telling, b);
    if ((al_is_quotation_mark(one) && al_is_quotation_mark(other)) ||
        (al_is_dash(one) && al_is_dash(other)))
        return true;
    lengths[0] = al_fold_word(original->bytes + a->bytes.start, lengths[0], AL_FOLD_TYPOGRAPHY,
                              folded[0], ROOM);
    lengths[1] = al_fold_word(telling->bytes + b->bytes.start, lengths[1], AL_FOLD_TYPOGRAPHY,
                              folded[1], ROOM);
    return lengths[0] == lengths[1] && memcmp(folded[0], folded[1], lengths[0]) == 0;
}

static bool both_structured(const al_kept *kept)
{
    return kept->original.structured && kept->telling.structured;
}

/* Whether both are gaps that may be kept as each other: see atoms.h for what parts letters. */
static bool same_gap(const al_kept *kept, size_t original, size_t telling)
{
    const al_atom *a = &kept->original.items[original], *b = &kept->telling.items[telling];
    if (!al_atom_is_gap(a) || !al_atom_is_gap(b) ||
        (kept->columns.fixed != NULL && kept->columns.fixed[original]))
        return false;
    if (!both_structured(kept))
        return (a->kind == AL_ATOM_BLOCK) == (b->kind == AL_ATOM_BLOCK);
    return same_bytes(kept, a, b) &&
           al_atoms_border(&kept->original, original) == al_atoms_border(&kept->telling, telling);
}

/* Letters stay in cells and notes, or out of them. */
bool al_kept_same(const al_kept *kept, size_t original, size_t telling)
{
    const al_atom *a = &kept->original.items[original], *b = &kept->telling.items[telling];
    if (al_atom_is_gap(a) || al_atom_is_gap(b))
        return same_gap(kept, original, telling);
    bool places = !both_structured(kept) ||
                  ((a->cell == 0) == (b->cell == 0) && (a->note == 0) == (b->note == 0));
    return places && (same_bytes(kept, a, b) || (kept->keep_shapes && same_shape(kept, a, b)));
}

/* --- Walking in step ---------------------------------------------------- */

/* How many atoms on either side agreement is looked for. */
enum { FAR = 24 };

/* The nearest letters of both that agree, *i and *j on. False: none is near. */
static bool agree_again(const al_kept *kept, al_unkept both, size_t *i, size_t *j)
{
    for (uint32_t sum = 1; sum <= FAR; sum++) {
        for (uint32_t step = 0; step <= sum; step++) {
            size_t a = *i + step, b = *j + (sum - step);
            if (a < both.original.end && b < both.telling.end &&
                !al_atom_is_gap(&kept->original.items[a]) && al_kept_same(kept, a, b)) {
                *i = a;
                *j = b;
                return true;
            }
        }
    }
    return false;
}

static void walk_in_step(al_kept *kept, al_unkept both)
{
    size_t i = both.original.start, j = both.telling.start;
    while (i < both.original.end && j < both.telling.end) {
        const al_atom *a = &kept->original.items[i], *b = &kept->telling.items[j];
        bool shape = !same_bytes(kept, a, b) && same_shape(kept, a, b);
        kept->shapes += shape;
        if (al_kept_same(kept, i, j)) {
            kept->partners[i++] = (uint32_t)++j;
        } else if (shape) {
            i++;
            j++;
        } else if (!agree_again(kept, both, &i, &j)) {
            i++;
            j++;
        }
    }
}

static al_range atoms_in(const al_atoms *atoms, al_range bytes)
{
    return (al_range){(uint32_t)al_atoms_at(atoms, bytes.start),
                      (uint32_t)al_atoms_at(atoms, bytes.end)};
}

static void mark_moved(al_atoms *atoms, al_range range, uint32_t passage)
{
    for (uint32_t i = range.start; i < range.end; i++)
        atoms->items[i].passage = passage;
}

/* What is the same and in order is kept; of the rest, what has moved knows with which passage. */
static void see_changes(al_kept *kept, const almost_comparison *comparison)
{
    al_range done = {0, 0}; /* behind what was kept last, in both */
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        al_unkept both = {atoms_in(&kept->original, change->original),
                          atoms_in(&kept->telling, change->telling)};
        bool moved = change->moved || change->kind == ALMOST_MOVED;
        if (moved) {
            mark_moved(&kept->original, both.original, change->passage);
            if (change->kind == ALMOST_MOVED)
                mark_moved(&kept->telling, both.telling, change->passage);
        } else if (change->kind == ALMOST_SAME && both.original.start >= done.start &&
                   both.telling.start >= done.end) {
            walk_in_step(kept, both);
            done = (al_range){both.original.end, both.telling.end};
        }
    }
}

/* --- Making ------------------------------------------------------------- */

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return a < b ? -1 : a > b;
}

/* Where changes begin and end in one of the texts, so that no atom belongs to two of them. */
static bool cut_atoms(al_atoms *atoms, const almost_comparison *comparison, bool telling)
{
    const almost_allocator *allocator = comparison->allocator;
    uint32_t *cuts = al_allocate(allocator, 2 * comparison->n_changes + 1, sizeof *cuts);
    if (cuts == NULL)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        al_range range = telling ? change->telling : change->original;
        cuts[n++] = range.start;
        cuts[n++] = range.end;
    }
    if (n > 0)
        qsort(cuts, n, sizeof *cuts, by_number);
    const almost_text *text = telling ? comparison->telling : comparison->original;
    bool made = al_atoms_make(atoms, allocator, al_text_whole(text), cuts, n);
    al_release(allocator, cuts);
    return made;
}

almost_status al_kept_make(al_kept *kept, const almost_comparison *comparison, bool keep_shapes)
{
    *kept = (al_kept){.allocator = comparison->allocator, .keep_shapes = keep_shapes};
    if (!cut_atoms(&kept->original, comparison, false))
        return ALMOST_ERROR_MEMORY;
    if (cut_atoms(&kept->telling, comparison, true))
        kept->partners =
            al_allocate_zero(kept->allocator, kept->original.n + 1, sizeof *kept->partners);
    if (kept->partners != NULL)
        kept->apart = al_allocate_zero(kept->allocator, kept->original.n + 1, sizeof *kept->apart);
    if (kept->apart == NULL) {
        al_kept_release(kept);
        return ALMOST_ERROR_MEMORY;
    }
    see_changes(kept, comparison);
    return ALMOST_OK;
}

void al_kept_release(al_kept *kept)
{
    if (kept->allocator == NULL)
        return;
    al_atoms_release(&kept->original);
    if (kept->telling.allocator != NULL)
        al_atoms_release(&kept->telling);
    al_release(kept->allocator, kept->partners);
    al_release(kept->allocator, kept->apart);
    al_column_tables_release(kept->allocator, &kept->columns);
    kept->partners = NULL;
    kept->apart = NULL;
}

void al_kept_drop(al_kept *kept, al_range original)
{
    for (uint32_t i = original.start; i < original.end; i++) {
        kept->partners[i] = 0;
        kept->apart[i] = true;
    }
    for (size_t i = 0; i < kept->columns.n; i++) {
        al_column_table *table = &kept->columns.items[i];
        table->off |= table->original.start < original.end && original.start < table->original.end;
    }
}

bool al_kept_next(const al_kept *kept, al_words_range *at, al_unkept *out)
{
    uint32_t i = at->start[0], j = at->start[1], n = (uint32_t)kept->original.n;
    while (i < n && kept->partners[i] == j + 1) {
        i++;
        j++;
    }
    out->original.start = i;
    out->telling.start = j;
    while (i < n && kept->partners[i] == 0)
        i++;
    out->original.end = i;
    out->telling.end = i < n ? kept->partners[i] - 1 : (uint32_t)kept->telling.n;
    at->start[0] = i;
    at->start[1] = out->telling.end;
    return out->original.start < out->original.end || out->telling.start < out->telling.end;
}

/* --- Settling ----------------------------------------------------------- */

/* Gaps at the edges of a change that both have are none of it. */
static void trim(al_kept *kept, al_unkept *change)
{
    al_range *a = &change->original, *b = &change->telling;
    while (a->start < a->end && b->start < b->end && same_gap(kept, a->start, b->start))
        kept->partners[a->start++] = ++b->start;
    while (a->start < a->end && b->start < b->end && same_gap(kept, a->end - 1, b->end - 1))
        kept->partners[--a->end] = b->end--;
}

/* Gaps of one number may be the same; those of two are not. */
static uint32_t class_of(const al_kept *kept, size_t original)
{
    const al_atom *atom = &kept->original.items[original];
    uint32_t length = atom->bytes.end - atom->bytes.start;
    if (!both_structured(kept))
        return 0;
    return (uint32_t)al_atoms_border(&kept->original, original) << 3 | (length < 8 ? length : 0);
}

/*
 * Paragraphs, cells and rows that are replaced by as many are replaced one by one. Where one of a
 * class finds no other, those of its class behind it are not looked for either: each class is gone
 * through to the end once.
 */
static void pair_gaps(al_kept *kept, al_unkept change)
{
    uint32_t from = change.telling.start, missed = 0;
    for (uint32_t i = change.original.start; i < change.original.end; i++) {
        if (!al_atoms_is_hard(&kept->original, i) || (missed >> class_of(kept, i) & 1) != 0)
            continue;
        uint32_t j = from;
        while (j < change.telling.end && !same_gap(kept, i, j))
            j++;
        if (j < change.telling.end) {
            kept->partners[i] = j + 1;
            from = j + 1;
        } else {
            missed |= UINT32_C(1) << class_of(kept, i);
        }
    }
}

/*
 * What is taken out or put in with the gap before it, and stands before another such gap, goes with
 * the latter instead: then it is whole paragraphs.
 */
static void slide(al_kept *kept, al_unkept change, al_words_range *at)
{
    al_range a = change.original, b = change.telling;
    if (a.end >= kept->original.n || !al_atoms_is_hard(&kept->original, a.end))
        return;
    uint32_t partner = kept->partners[a.end];
    if (b.start == b.end && al_atoms_is_hard(&kept->original, a.start) &&
        same_gap(kept, a.start, partner - 1)) {
        kept->partners[a.start] = partner;
        kept->partners[a.end] = 0;
    } else if (a.start == a.end && al_atoms_is_hard(&kept->telling, b.start) &&
               same_gap(kept, a.end, b.start)) {
        kept->partners[a.end] = b.start + 1;
    } else {
        return;
    }
    at->start[0] = a.end + 1;
    at->start[1] = partner;
}

void al_kept_settle(al_kept *kept)
{
    al_words_range at = {0};
    al_unkept change;
    while (al_kept_next(kept, &at, &change)) {
        trim(kept, &change);
        pair_gaps(kept, change);
    }
    at = (al_words_range){0};
    while (al_kept_next(kept, &at, &change))
        slide(kept, change, &at);
}
