/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a reworded passage, aligned by their stems as if it were a text
 * of its own. What stands in another order there is found as a move is in a
 * text; single words that stand elsewhere, by how rare they are.
 */
#include "compare/realign.h"

#include "base/error.h"
#include "base/number_map.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/*
 * A lone word elsewhere in the passage is the same one when it says so much
 * more than the places that were looked through: function words never do.
 */
static const double least_word = 8, least_margin = 2; /* bits */

typedef struct placed_word {
    uint32_t fold;
    uint32_t word;
} placed_word;

typedef struct realigning {
    const al_sides *sides;
    const almost_allocator *allocator;
    const uint32_t *const *stems;
    al_passage *passage;
    al_alignment *whole; /* of the texts, which gets what is found */
    al_number_map map;   /* from stems to the passage's own numbers */
    uint32_t *words[2];
    float *bits;
    al_letters *letters;
    al_alignment alignment; /* of the passage alone */
    placed_word *left;      /* words of side 0 without partner */
} realigning;

static void release(realigning *own)
{
    const almost_allocator *allocator = own->allocator;
    al_number_map_release(&own->map, allocator);
    al_release(allocator, own->words[0]);
    al_release(allocator, own->words[1]);
    al_release(allocator, own->bits);
    al_release(allocator, own->letters);
    al_release(allocator, own->left);
    al_alignment_release(&own->alignment);
}

static uint32_t length_of(const al_passage *passage, int side)
{
    return passage->words[side].end - passage->words[side].start;
}

static bool reserve(realigning *own)
{
    const almost_allocator *allocator = own->allocator;
    size_t n[2] = {length_of(own->passage, 0), length_of(own->passage, 1)};
    for (int side = 0; side < 2; side++)
        own->words[side] = al_allocate(allocator, n[side], sizeof(uint32_t));
    own->bits = al_allocate_zero(allocator, n[0] + n[1], sizeof(float));
    own->letters = al_allocate(allocator, n[0] + n[1], sizeof *own->letters);
    own->left = al_allocate(allocator, n[0], sizeof *own->left);
    return own->words[0] != NULL && own->words[1] != NULL && own->bits != NULL &&
           own->letters != NULL && own->left != NULL &&
           al_number_map_init(&own->map, allocator, (uint32_t)(n[0] + n[1]));
}

/* Number the stems of the passage; each is worth its rarest word. */
static void number_words(realigning *own)
{
    const al_sides *sides = own->sides;
    for (int side = 0; side < 2; side++) {
        uint32_t start = own->passage->words[side].start, n = length_of(own->passage, side);
        for (uint32_t i = 0; i < n; i++) {
            uint32_t fold = sides->folded[side][start + i];
            uint32_t known = own->map.n;
            uint32_t number = al_number_map_add(&own->map, own->stems[side][i]);
            own->words[side][i] = number;
            if (number == known)
                own->letters[number] = al_forms_fold_letters(sides->forms, fold);
            if (sides->bits[fold] > own->bits[number])
                own->bits[number] = sides->bits[fold];
        }
    }
}

static almost_status align(realigning *own, const al_match_options *matching, almost_error *error)
{
    al_match_options options = *matching;
    options.progress = NULL; /* one of many small steps */
    al_pair pair = {
        .words = {own->words[0], own->words[1]},
        .n = {length_of(own->passage, 0), length_of(own->passage, 1)},
        .n_folds = own->map.n,
        .bits = own->bits,
        .letters = own->letters,
    };
    return al_match(&pair, &options, &own->alignment, error);
}

/* Enter the passage's own alignment into that of the texts. */
static void enter(const realigning *own)
{
    const al_sides *sides = own->sides;
    const al_range *words = own->passage->words;
    for (int side = 0; side < 2; side++) {
        for (uint32_t i = 0; i < length_of(own->passage, side); i++) {
            uint32_t partner = own->alignment.partner[side][i];
            if (partner == AL_NONE)
                continue;
            uint32_t mine = words[side].start + i, theirs = words[!side].start + partner;
            assert(own->whole->partner[side][mine] == AL_NONE); /* the words were let go */
            uint8_t state = own->alignment.state[side][i];
            bool whole = !(state & (AL_RESPELT | AL_JOINED));
            if (state & AL_OUT_OF_LINE)
                state = (uint8_t)((state & ~AL_OUT_OF_LINE) | AL_DISPLACED);
            if (whole && sides->folded[side][mine] != sides->folded[!side][theirs])
                state |= AL_INFLECTED;
            own->whole->partner[side][mine] = theirs;
            own->whole->state[side][mine] = state;
        }
    }
}

static int by_fold(const void *left, const void *right)
{
    const placed_word *a = left, *b = right;
    if (a->fold != b->fold)
        return a->fold < b->fold ? -1 : 1;
    return a->word < b->word ? -1 : a->word > b->word;
}

static uint32_t list_left(const realigning *own)
{
    const al_sides *sides = own->sides;
    al_range words = own->passage->words[0];
    uint32_t n = 0;
    for (uint32_t i = words.start; i < words.end; i++) {
        uint32_t fold = sides->folded[0][i];
        if (own->whole->partner[0][i] == AL_NONE && sides->bits[fold] >= least_word)
            own->left[n++] = (placed_word){fold, i};
    }
    if (n > 1)
        qsort(own->left, n, sizeof *own->left, by_fold);
    return n;
}

/* The first entry of the list that is not before (fold, word). */
static uint32_t lower_bound(const placed_word *list, uint32_t n, uint32_t fold, uint32_t word)
{
    placed_word wanted = {fold, word};
    uint32_t low = 0, high = n;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (by_fold(&list[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t apart(uint32_t a, uint32_t b)
{
    return a > b ? a - b : b - a;
}

/* Pair a word of side 1 with the nearest equal one that is left, when that is no chance. */
static void place_word(const realigning *own, uint32_t n_left, uint32_t word, uint32_t expected)
{
    al_alignment *alignment = own->whole;
    uint32_t fold = own->sides->folded[1][word];
    uint32_t at = lower_bound(own->left, n_left, fold, expected), best = AL_NONE;
    uint32_t low = at >= 4 ? at - 4 : 0, high = at + 4 < n_left ? at + 4 : n_left;
    for (uint32_t i = low; i < high; i++) {
        uint32_t other = own->left[i].word;
        if (own->left[i].fold == fold && alignment->partner[0][other] == AL_NONE &&
            (best == AL_NONE || apart(other, expected) < apart(best, expected)))
            best = other;
    }
    if (best == AL_NONE)
        return;
    double margin = own->sides->bits[fold] - log2(2. * apart(best, expected) + 1);
    if (margin < least_margin)
        return;
    alignment->partner[0][best] = word;
    alignment->partner[1][word] = best;
    alignment->state[0][best] = alignment->state[1][word] = AL_DISPLACED;
}

static void place_displaced(const realigning *own)
{
    const al_sides *sides = own->sides;
    const al_alignment *alignment = own->whole;
    uint32_t n_left = list_left(own), expected = own->passage->words[0].start;
    al_range words = own->passage->words[1];
    for (uint32_t i = words.start; i < words.end; i++, expected++) {
        uint32_t partner = alignment->partner[1][i];
        if (partner != AL_NONE && !(alignment->state[1][i] & AL_DISPLACED))
            expected = partner;
        else if (partner == AL_NONE && sides->bits[sides->folded[1][i]] >= least_word)
            place_word(own, n_left, i, expected);
    }
}

static void count_kept(const realigning *own)
{
    const al_alignment *alignment = own->whole;
    al_passage *passage = own->passage;
    uint32_t in_order = 0;
    for (int side = 0; side < 2; side++) {
        passage->kept[side] = 0;
        for (uint32_t i = passage->words[side].start; i < passage->words[side].end; i++) {
            bool kept = alignment->partner[side][i] != AL_NONE;
            passage->kept[side] += kept;
            in_order += kept && !(alignment->state[side][i] & (AL_DISPLACED | AL_INFLECTED));
        }
    }
    passage->in_order = 2 * in_order >= length_of(passage, 0) + length_of(passage, 1);
}

almost_status al_realign(const al_sides *sides, const al_match_options *matching,
                         const uint32_t *const stems[2], al_passage *passage,
                         al_alignment *alignment, almost_error *error)
{
    realigning own = {
        .sides = sides,
        .allocator = matching->allocator,
        .stems = stems,
        .passage = passage,
        .whole = alignment,
    };
    if (!reserve(&own)) {
        release(&own);
        return al_fail_memory(error);
    }
    number_words(&own);
    almost_status status = align(&own, matching, error);
    if (status == ALMOST_OK) {
        enter(&own);
        place_displaced(&own);
        count_kept(&own);
    }
    release(&own);
    return status;
}
