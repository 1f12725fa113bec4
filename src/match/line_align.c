/* SPDX-License-Identifier: Apache-2.0 */
#include "match/line_align.h"

#include "match/coherence.h"

bool al_aligner_init(al_aligner *aligner, const al_pair *pair, const al_match_options *options,
                     al_alignment *alignment)
{
    *aligner = (al_aligner){.pair = pair, .options = options, .alignment = alignment};
    if (!al_gap_work_init(&aligner->gaps, options->allocator, pair->n_folds, options->max_cells))
        return false;
    if (!options->minimal && options->respell && pair->letters != NULL) {
        aligner->respeller = al_respeller_new(pair, options->allocator);
        if (aligner->respeller == NULL) {
            al_aligner_release(aligner);
            return false;
        }
    }
    return true;
}

void al_aligner_release(al_aligner *aligner)
{
    const almost_allocator *allocator = aligner->options->allocator;
    al_gap_work_release(&aligner->gaps);
    al_respeller_free(aligner->respeller);
    for (int i = 0; i < 4; i++)
        al_release(allocator, aligner->lists[i]);
    al_release(allocator, aligner->runs);
}

bool al_aligner_gather(al_aligner *aligner, al_words_range range, bool moved, al_gap *gap)
{
    const al_alignment *alignment = aligner->alignment;
    const almost_allocator *allocator = aligner->options->allocator;
    for (int side = 0; side < 2; side++) {
        size_t size = range.end[side] - range.start[side];
        for (int list = side * 2; list < side * 2 + 2; list++)
            if (!al_grow(allocator, (void **)&aligner->lists[list], &aligner->lists_capacity[list],
                         size, sizeof(uint32_t)))
                return false;
        uint32_t n = 0, *words = aligner->lists[side * 2], *places = aligner->lists[side * 2 + 1];
        for (uint32_t i = range.start[side]; i < range.end[side]; i++) {
            if (alignment->partner[side][i] != AL_NONE ||
                (!moved && alignment->state[side][i] & AL_OUT_OF_LINE))
                continue;
            words[n] = aligner->pair->words[side][i];
            places[n++] = i;
        }
        gap->words[side] = words;
        gap->places[side] = places;
        gap->n[side] = n;
    }
    return true;
}

static bool align_gap(al_aligner *aligner, al_words_range range, bool moved)
{
    if (range.start[0] == range.end[0] || range.start[1] == range.end[1])
        return true;
    al_gap gap;
    bool exact = true;
    if (!al_aligner_gather(aligner, range, moved, &gap))
        return false;
    if (gap.n[0] == 1 && gap.n[1] == 1 && gap.words[0][0] != gap.words[1][0])
        return true;
    if (!al_gap_align(&aligner->gaps, &gap, aligner->alignment->partner, &exact))
        return false;
    return exact || al_alignment_approximate(aligner->alignment, range);
}

static void take_anchor(al_alignment *alignment, const al_anchor *anchor)
{
    for (uint32_t i = 0; i < anchor->length; i++) {
        alignment->partner[0][anchor->start[0] + i] = anchor->start[1] + i;
        alignment->partner[1][anchor->start[1] + i] = anchor->start[0] + i;
    }
}

bool al_line_align(al_aligner *aligner, const al_anchor *anchors, size_t n, al_words_range range,
                   bool moved)
{
    al_words_range gap = {{range.start[0], range.start[1]}, {0, 0}};
    for (size_t k = 0; k <= n; k++) {
        gap.end[0] = k < n ? anchors[k].start[0] : range.end[0];
        gap.end[1] = k < n ? anchors[k].start[1] : range.end[1];
        if (!align_gap(aligner, gap, moved))
            return false;
        if (k == n)
            break;
        take_anchor(aligner->alignment, &anchors[k]);
        gap.start[0] = anchors[k].start[0] + anchors[k].length;
        gap.start[1] = anchors[k].start[1] + anchors[k].length;
    }
    return true;
}
