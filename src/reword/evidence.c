/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What shared stems say. The stems that both texts have are numbered anew and
 * their occurrences laid out by stem, so that the search (refine.c, summary.c)
 * touches nothing else; all arrays lie in one block. A stem's chance is the
 * greatest of its share in these texts, in its language, and a floor, because a
 * rarity beyond that is luck. What a kept word is worth is worked out when first
 * asked for, as it depends on the length of the range.
 */
#include "reword/evidence.h"

#include <math.h>
#include <string.h>

/*
 * What a rare word can say is capped: in a background of a few million words a
 * share below this is a matter of luck. Without a background every word is
 * taken to be at least so frequent as one in ten thousand (measured: without
 * this, 15 of 1,000 unrelated pairs share something; with the other floor 67).
 */
static const double floor_known = 2e-5;
static const double floor_unknown = 1e-4;

/* What is known of a stem of the pair while the shared ones are told from the others. */
typedef struct pair_stem {
    uint32_t count[2];
} pair_stem;

void al_evidence_release(al_evidence *evidence)
{
    al_release(evidence->allocator, evidence->room);
}

/* Give every array its place in the room. Returns how much they take. */
static size_t lay_out(al_evidence *evidence, char *room, pair_stem **pair_stems)
{
    const al_reword_pair *pair = evidence->pair;
    size_t used = 0, n_stems = (size_t)pair->n_stems + AL_ALONE, most = 0;
    for (int side = 0; side < 2; side++) {
        size_t n = pair->sides[side].n;
        evidence->stems[side] = al_carve(room, &used, n, sizeof(uint32_t));
        evidence->first[side] = al_carve(room, &used, n_stems + 1, sizeof(uint32_t));
        evidence->at[side] = al_carve(room, &used, n, sizeof(uint32_t));
        evidence->closed[side] = al_carve(room, &used, n, 1);
        most = n > most ? n : most;
    }
    *pair_stems = al_carve(room, &used, pair->n_stems, sizeof **pair_stems);
    evidence->background = al_carve(room, &used, n_stems, sizeof(float));
    evidence->chance = al_carve(room, &used, n_stems, sizeof(float));
    evidence->left = al_carve(room, &used, n_stems, sizeof(uint32_t));
    for (int side = 0; side < 2; side++)
        evidence->weights[side] = al_carve(room, &used, n_stems, sizeof(al_weight));
    evidence->matched = al_carve(room, &used, most, 1);
    return used;
}

static void count_stems(const al_reword_pair *pair, pair_stem *stems)
{
    memset(stems, 0, pair->n_stems * sizeof *stems);
    for (int side = 0; side < 2; side++) {
        const uint32_t *words = pair->sides[side].stems;
        for (uint32_t i = 0, n = pair->sides[side].n; i < n; i++)
            stems[words[i]].count[side]++;
    }
}

/*
 * Probability of a word being a shared stem. Both occurrences under judgement
 * are left out, so that a word both texts have once is rare.
 */
static float estimate_chance(const pair_stem *stem, double total, double background, double floor)
{
    double chance = ((double)stem->count[0] + stem->count[1] - 2) / total;
    chance = chance > background ? chance : background;
    chance = chance > floor ? chance : floor;
    return (float)(chance < 1 ? chance : 1);
}

/*
 * Number the shared stems; the counts give way to the numbers. `first` is one
 * ahead: of each stem it says, behind its own place, where the next word goes.
 */
static void number_stems(al_evidence *evidence, pair_stem *stems)
{
    const al_reword_pair *pair = evidence->pair;
    double total = (double)pair->sides[0].n + pair->sides[1].n;
    double floor = pair->known_language ? floor_known : floor_unknown;
    uint32_t n = AL_ALONE, sums[2] = {0, 0};
    evidence->floor = (float)floor;
    for (int side = 0; side < 2; side++)
        memset(evidence->first[side], 0, (AL_ALONE + 1) * sizeof(uint32_t));
    for (uint32_t i = 0; i < pair->n_stems; i++) {
        const uint32_t *count = stems[i].count;
        uint32_t number = count[0] > 0 ? 0 : 1;
        if (count[0] > 0 && count[1] > 0) {
            number = n++;
            evidence->background[number] = pair->background[i];
            evidence->chance[number] =
                estimate_chance(&stems[i], total, pair->background[i], floor);
            for (int side = 0; side < 2; side++) {
                evidence->first[side][number + 1] = sums[side];
                sums[side] += count[side];
            }
        }
        stems[i].count[0] = number;
    }
    evidence->n_stems = n;
}

/* Occurrences by stem: a counting sort. */
static void list_occurrences(al_evidence *evidence, int side, const pair_stem *stems)
{
    const uint32_t *words = evidence->pair->sides[side].stems;
    uint32_t *numbers = evidence->stems[side], *at = evidence->at[side];
    uint32_t *next = evidence->first[side] + 1;
    for (uint32_t i = 0, n = evidence->pair->sides[side].n; i < n; i++) {
        uint32_t number = stems[words[i]].count[0];
        numbers[i] = number;
        if (number >= AL_ALONE)
            at[next[number]++] = i;
    }
}

void al_evidence_open(al_evidence *evidence)
{
    for (int side = 0; side < 2; side++) {
        const al_reword_side *mine = &evidence->pair->sides[side];
        if (mine->closed != NULL && mine->n > 0)
            memcpy(evidence->closed[side], mine->closed, mine->n);
        else
            memset(evidence->closed[side], 0, mine->n);
    }
}

bool al_evidence_init(al_evidence *evidence, const al_reword_pair *pair,
                      const almost_allocator *allocator)
{
    pair_stem *stems;
    *evidence = (al_evidence){.pair = pair, .allocator = allocator};
    evidence->room = al_allocate(allocator, lay_out(evidence, NULL, &stems), 1);
    if (evidence->room == NULL)
        return false;
    lay_out(evidence, evidence->room, &stems);
    al_evidence_open(evidence);
    count_stems(pair, stems);
    number_stems(evidence, stems);
    for (int side = 0; side < 2; side++)
        list_occurrences(evidence, side, stems);
    memset(evidence->left, 0, evidence->n_stems * sizeof *evidence->left);
    for (int side = 0; side < 2; side++)
        memset(evidence->weights[side], 0, evidence->n_stems * sizeof(al_weight));
    return true;
}

float al_chance_in(float chance, float length)
{
    return -expm1f(-chance * length);
}

float al_gain(float q, float by_chance)
{
    return log2f(1 + q * (1 - by_chance) / by_chance);
}

void al_range_count(al_evidence *evidence, int side, al_range words, double q)
{
    const uint32_t *stems = evidence->stems[side];
    const uint8_t *closed = evidence->closed[side];
    al_weight *rarest = &evidence->rarest;
    *rarest = (al_weight){.length = (float)(words.end - words.start), .q = (float)q};
    rarest->by_chance = al_chance_in(evidence->floor, rarest->length);
    rarest->gain = al_gain(rarest->q, rarest->by_chance);
    evidence->counted = evidence->weights[side];
    evidence->looked_at += words.end - words.start;
    for (uint32_t i = words.start; i < words.end; i++)
        evidence->left[stems[i]] += !closed[i];
}

void al_range_forget(al_evidence *evidence, int side, al_range words)
{
    const uint32_t *stems = evidence->stems[side];
    for (uint32_t i = words.start; i < words.end; i++)
        evidence->left[stems[i]] = 0;
}

const al_weight *al_weigh_anew(al_evidence *evidence, uint32_t stem)
{
    al_weight *weight = &evidence->counted[stem];
    *weight = evidence->rarest;
    if (evidence->chance[stem] != evidence->floor) {
        weight->by_chance = al_chance_in(evidence->chance[stem], weight->length);
        weight->gain = al_gain(weight->q, weight->by_chance);
    }
    return weight;
}
