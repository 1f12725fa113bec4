/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gaps larger than one table. Words that the other side does not have are
 * dropped, which is exact; then the gap is cut at words that are rare in it,
 * r-th occurrence with r-th occurrence, along the longest increasing sequence
 * of such pairs; where most of these are out of line (permuted text) all words
 * are used; and what is still too large goes in windows along the diagonal.
 * Each step is n log n and the depth is bounded.
 */
#include "match/gap.h"

#include <string.h>

enum {
    rare = 8,     /* occurrences up to which a word pins down a place */
    deepest = 3,  /* cuts within cuts */
    window = 2048 /* words a side of the last resort */
};

typedef struct pin {
    uint32_t place[2]; /* in the gap */
} pin;

typedef struct splitter {
    al_gap gap; /* its lists are owned */
    uint32_t *lists[4];
    uint32_t *next; /* for occurrence lists */
    pin *pins;
    uint32_t *tails; /* of increasing sequences, by length */
    uint32_t *previous;
} splitter;

static bool align_at(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2], int depth,
                     bool *exact);

static void splitter_release(al_gap_work *work, splitter *split)
{
    for (int i = 0; i < 4; i++)
        al_release(work->allocator, split->lists[i]);
    al_release(work->allocator, split->next);
    al_release(work->allocator, split->pins);
    al_release(work->allocator, split->tails);
    al_release(work->allocator, split->previous);
}

static bool splitter_init(al_gap_work *work, const al_gap *gap, splitter *split)
{
    *split = (splitter){.gap = {.n = {0, 0}}};
    bool whole = true;
    for (int i = 0; i < 4; i++) {
        split->lists[i] = al_allocate(work->allocator, gap->n[i / 2], sizeof(uint32_t));
        whole &= split->lists[i] != NULL;
    }
    size_t least = gap->n[0] < gap->n[1] ? gap->n[0] : gap->n[1];
    split->next = al_allocate(work->allocator, gap->n[1], sizeof *split->next);
    split->pins = al_allocate(work->allocator, least, sizeof *split->pins);
    split->tails = al_allocate(work->allocator, least + 1, sizeof *split->tails);
    split->previous = al_allocate(work->allocator, least, sizeof *split->previous);
    if (work->counts == NULL)
        work->counts = al_allocate_zero(work->allocator, work->n_folds, sizeof *work->counts);
    whole &= split->next != NULL && split->pins != NULL && split->tails != NULL &&
             split->previous != NULL && work->counts != NULL;
    if (!whole)
        splitter_release(work, split);
    return whole;
}

/* Copy to the splitter what has a counterpart on the other side. */
static void drop_lonely(al_gap_work *work, const al_gap *gap, splitter *split)
{
    for (int side = 0; side < 2; side++) {
        int other = !side;
        for (uint32_t i = 0; i < gap->n[other]; i++)
            work->counts[gap->words[other][i]] = 1;
        uint32_t kept = 0, *words = split->lists[side * 2], *places = split->lists[side * 2 + 1];
        for (uint32_t i = 0; i < gap->n[side]; i++) {
            if (work->counts[gap->words[side][i]] == 0)
                continue;
            words[kept] = gap->words[side][i];
            places[kept++] = gap->places[side][i];
        }
        for (uint32_t i = 0; i < gap->n[other]; i++)
            work->counts[gap->words[other][i]] = 0;
        split->gap.words[side] = words;
        split->gap.places[side] = places;
        split->gap.n[side] = kept;
    }
}

/*
 * Pair the r-th occurrence of a word on one side with the r-th on the other,
 * for words of at most `most` occurrences a side. Pins ascend on side 0.
 */
static uint32_t find_pins(al_gap_work *work, splitter *split, uint32_t most)
{
    const al_gap *gap = &split->gap;
    uint32_t *heads = work->counts, n = 0, least = gap->n[0] < gap->n[1] ? gap->n[0] : gap->n[1];
    for (uint32_t j = gap->n[1]; j-- > 0;) {
        uint32_t word = gap->words[1][j];
        split->next[j] = heads[word]; /* 0: none; else place + 1 */
        heads[word] = j + 1;
    }
    if (most < UINT32_MAX) { /* cut the lists of words that are too common */
        for (uint32_t j = 0; j < gap->n[1]; j++) {
            uint32_t word = gap->words[1][j], at = heads[word], length = 0;
            while (at != 0 && length <= most) {
                at = split->next[at - 1];
                length++;
            }
            if (length > most)
                heads[word] = 0;
        }
    }
    for (uint32_t i = 0; i < gap->n[0] && n < least; i++) {
        uint32_t word = gap->words[0][i];
        if (heads[word] == 0)
            continue;
        split->pins[n++] = (pin){{i, heads[word] - 1}};
        heads[word] = split->next[heads[word] - 1];
    }
    for (uint32_t j = 0; j < gap->n[1]; j++)
        heads[gap->words[1][j]] = 0;
    return n;
}

/* Keep the longest sequence of pins that ascends on side 1 as well; returns its length. */
static uint32_t keep_increasing(splitter *split, uint32_t n)
{
    uint32_t length = 0, *tails = split->tails;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t low = 0, high = length, place = split->pins[i].place[1];
        while (low < high) {
            uint32_t middle = (low + high) / 2;
            if (split->pins[tails[middle]].place[1] < place)
                low = middle + 1;
            else
                high = middle;
        }
        split->previous[i] = low > 0 ? tails[low - 1] : AL_NONE;
        tails[low] = i;
        if (low == length)
            length++;
    }
    uint32_t at = length > 0 ? tails[length - 1] : AL_NONE;
    for (uint32_t k = length; k > 0; k--) {
        tails[k - 1] = at;
        at = split->previous[at];
    }
    for (uint32_t k = 0; k < length; k++)
        split->pins[k] = split->pins[tails[k]];
    return length;
}

static al_gap piece_of(const al_gap *gap, const uint32_t start[2], const uint32_t end[2])
{
    al_gap piece;
    for (int side = 0; side < 2; side++) {
        piece.words[side] = gap->words[side] + start[side];
        piece.places[side] = gap->places[side] + start[side];
        piece.n[side] = end[side] - start[side];
    }
    return piece;
}

/* Align what lies between the pins; the pins themselves are the ends of pieces. */
static bool align_pieces(al_gap_work *work, const splitter *split, uint32_t n_pins,
                         uint32_t *const partner[2], int depth, bool *exact)
{
    uint32_t start[2] = {0, 0};
    for (uint32_t k = 0; k <= n_pins; k++) {
        uint32_t end[2] = {split->gap.n[0], split->gap.n[1]};
        if (k < n_pins) {
            end[0] = split->pins[k].place[0];
            end[1] = split->pins[k].place[1];
        }
        /* pins close together are one piece: the exact table does better than they */
        uint64_t cells = (uint64_t)(end[0] - start[0] + 1) * (end[1] - start[1] + 1);
        if (k < n_pins && cells < UINT64_C(1) << 14)
            continue;
        if (k < n_pins) {
            end[0]++;
            end[1]++;
        }
        al_gap piece = piece_of(&split->gap, start, end);
        if (!align_at(work, &piece, partner, depth + 1, exact))
            return false;
        start[0] = end[0];
        start[1] = end[1];
    }
    return true;
}

/* The last resort: windows along the diagonal. */
static bool align_windows(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2])
{
    uint64_t longer = gap->n[0] > gap->n[1] ? gap->n[0] : gap->n[1];
    uint32_t n_windows = (uint32_t)((longer + window - 1) / window);
    uint32_t start[2] = {0, 0};
    for (uint32_t k = 1; k <= n_windows; k++) {
        uint32_t end[2] = {(uint32_t)((uint64_t)gap->n[0] * k / n_windows),
                           (uint32_t)((uint64_t)gap->n[1] * k / n_windows)};
        al_gap piece = piece_of(gap, start, end);
        if (!al_lcs(work, &piece, partner))
            return false;
        start[0] = end[0];
        start[1] = end[1];
    }
    return true;
}

static bool split_and_align(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2],
                            int depth, bool *exact)
{
    splitter split;
    if (!splitter_init(work, gap, &split))
        return false;
    drop_lonely(work, gap, &split);
    bool done;
    if ((uint64_t)split.gap.n[0] * split.gap.n[1] <= work->max_cells) {
        done = al_lcs(work, &split.gap, partner);
    } else {
        *exact = false;
        uint32_t n = depth < deepest ? find_pins(work, &split, rare) : 0;
        uint32_t line = n > 0 ? keep_increasing(&split, n) : 0;
        if (depth < deepest && line < n / 4 + 16) {
            n = find_pins(work, &split, UINT32_MAX);
            line = keep_increasing(&split, n);
        }
        done = line > 0 ? align_pieces(work, &split, line, partner, depth, exact)
                        : align_windows(work, &split.gap, partner);
    }
    splitter_release(work, &split);
    return done;
}

static bool align_at(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2], int depth,
                     bool *exact)
{
    if (gap->n[0] == 0 || gap->n[1] == 0)
        return true;
    if ((uint64_t)gap->n[0] * gap->n[1] <= work->max_cells)
        return al_lcs(work, gap, partner);
    return split_and_align(work, gap, partner, depth, exact);
}

bool al_gap_align(al_gap_work *work, const al_gap *gap, uint32_t *const partner[2], bool *exact)
{
    return align_at(work, gap, partner, 0, exact);
}
