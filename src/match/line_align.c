/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Aligning a line: anchors are taken as they are, and each gap between two of
 * them is aligned by itself (gap.c). A gap's words are gathered without those that
 * have a partner already or belong to a moved passage; nearly always there are
 * none, and then the words are used where they lie.
 */
#include "match/line_align.h"

#include "base/deadline.h"

#include <assert.h>

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

/* Whether all words of a stretch are in the line and have no partner. */
static bool all_open(const al_alignment *alignment, int side, uint32_t start, uint32_t end,
                     bool moved)
{
    uint32_t partners = 0;
    uint8_t states = 0;
    for (uint32_t i = start; i < end; i++)
        partners |= ~alignment->partner[side][i];
    for (uint32_t i = start; i < end; i++)
        states |= alignment->state[side][i];
    return partners == ~AL_NONE && (moved || !(states & AL_OUT_OF_LINE));
}

bool al_aligner_gather(al_aligner *aligner, al_words_range range, bool moved, al_gap *gap)
{
    const al_alignment *alignment = aligner->alignment;
    const almost_allocator *allocator = aligner->options->allocator;
    for (int side = 0; side < 2; side++) {
        uint32_t start = range.start[side], end = range.end[side], n = 0;
        for (int list = side * 2; list < side * 2 + 2; list++)
            if (!al_grow(allocator, (void **)&aligner->lists[list], &aligner->lists_capacity[list],
                         end - start, sizeof(uint32_t)))
                return false;
        uint32_t *words = aligner->lists[side * 2], *places = aligner->lists[side * 2 + 1];
        gap->places[side] = places;
        if (all_open(alignment, side, start, end, moved)) { /* as nearly always */
            for (uint32_t i = 0; i < end - start; i++)
                places[i] = start + i;
            gap->words[side] = aligner->pair->words[side] + start;
            gap->n[side] = end - start;
            continue;
        }
        for (uint32_t i = start; i < end; i++) {
            if (alignment->partner[side][i] != AL_NONE ||
                (!moved && alignment->state[side][i] & AL_OUT_OF_LINE))
                continue;
            words[n] = aligner->pair->words[side][i];
            places[n++] = i;
        }
        gap->words[side] = words;
        gap->n[side] = n;
    }
    return true;
}

static uint32_t count_paired(const al_alignment *alignment, const al_gap *gap)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < gap->n[0]; i++)
        n += alignment->partner[0][gap->places[0][i]] != AL_NONE;
    return n;
}

static bool align_gap(al_aligner *aligner, al_words_range range, bool moved)
{
    assert(range.start[0] <= range.end[0] && range.start[1] <= range.end[1]);
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
    if (al_tracing(&aligner->pair->trace))
        al_trace_words(&aligner->pair->trace, "gaps", exact ? "exact" : "approximate", range,
                       count_paired(aligner->alignment, &gap));
    return exact || al_alignment_approximate(aligner->alignment, range);
}

static void take_anchor(al_alignment *alignment, const al_anchor *anchor)
{
    for (int side = 0; side < 2; side++) {
        uint32_t *partner = alignment->partner[side] + anchor->start[side];
        uint32_t other = anchor->start[!side], n = anchor->length;
        for (uint32_t i = 0; i < n; i++)
            partner[i] = other + i;
    }
}

/* What aligning a gap takes: words are compared 64 at a time. */
static uint64_t size_of(al_words_range gap)
{
    uint64_t n[2] = {gap.end[0] - gap.start[0], gap.end[1] - gap.start[1]};
    return n[0] + n[1] + n[0] * n[1] / 64;
}

bool al_line_align(al_aligner *aligner, const al_anchor *anchors, size_t n, al_words_range range,
                   bool moved)
{
    al_words_range gap = {{range.start[0], range.start[1]}, {0, 0}};
    al_clock *clock = aligner->options->clock;
    for (size_t k = 0; k <= n; k++) {
        gap.end[0] = k < n ? anchors[k].start[0] : range.end[0];
        gap.end[1] = k < n ? anchors[k].start[1] : range.end[1];
        if (!align_gap(aligner, gap, moved) || al_clock_late(clock, size_of(gap)))
            return false;
        if (k == n)
            break;
        take_anchor(aligner->alignment, &anchors[k]);
        gap.start[0] = anchors[k].start[0] + anchors[k].length;
        gap.start[1] = anchors[k].start[1] + anchors[k].length;
    }
    return true;
}
