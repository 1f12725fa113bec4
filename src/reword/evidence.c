/* SPDX-License-Identifier: Apache-2.0 */
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

void al_evidence_release(al_evidence *evidence)
{
    const almost_allocator *allocator = evidence->allocator;
    for (int side = 0; side < 2; side++) {
        al_release(allocator, evidence->first[side]);
        al_release(allocator, evidence->at[side]);
        al_release(allocator, evidence->closed[side]);
    }
    al_release(allocator, evidence->chance);
    al_release(allocator, evidence->left);
    al_release(allocator, evidence->gain);
    al_release(allocator, evidence->by_chance);
    al_release(allocator, evidence->matched);
}

static bool reserve(al_evidence *evidence)
{
    const al_reword_pair *pair = evidence->pair;
    const almost_allocator *allocator = evidence->allocator;
    size_t n_stems = pair->n_stems, most = 0;
    bool whole = true;
    for (int side = 0; side < 2; side++) {
        uint32_t n = pair->sides[side].n;
        evidence->first[side] = al_allocate_zero(allocator, n_stems + 2, sizeof(uint32_t));
        evidence->at[side] = al_allocate(allocator, n, sizeof(uint32_t));
        evidence->closed[side] = al_allocate_zero(allocator, n, 1);
        whole &= evidence->first[side] != NULL && evidence->at[side] != NULL &&
                 evidence->closed[side] != NULL;
        most = n > most ? n : most;
    }
    evidence->chance = al_allocate(allocator, n_stems, sizeof(float));
    evidence->left = al_allocate_zero(allocator, n_stems, sizeof(uint32_t));
    evidence->gain = al_allocate(allocator, n_stems, sizeof(float));
    evidence->by_chance = al_allocate(allocator, n_stems, sizeof(float));
    evidence->matched = al_allocate_zero(allocator, most, 1);
    return whole && evidence->chance != NULL && evidence->left != NULL && evidence->gain != NULL &&
           evidence->by_chance != NULL && evidence->matched != NULL;
}

/* Occurrences by stem: a counting sort, with the counts shifted by one so that they become starts. */
static void list_occurrences(al_evidence *evidence, int side)
{
    const al_reword_side *mine = &evidence->pair->sides[side];
    uint32_t *first = evidence->first[side] + 1;
    for (uint32_t i = 0; i < mine->n; i++)
        first[mine->stems[i]]++;
    uint32_t sum = 0;
    for (uint32_t stem = 0; stem <= evidence->pair->n_stems; stem++) {
        uint32_t count = first[stem];
        first[stem] = sum;
        sum += count;
    }
    for (uint32_t i = 0; i < mine->n; i++)
        evidence->at[side][first[mine->stems[i]]++] = i;
}

uint32_t al_stem_count(const al_evidence *evidence, int side, uint32_t stem)
{
    return evidence->first[side][stem + 1] - evidence->first[side][stem];
}

/* Both occurrences under judgement are left out, so that a word both texts have once is rare. */
static void estimate_chance(al_evidence *evidence)
{
    const al_reword_pair *pair = evidence->pair;
    double total = (double)pair->sides[0].n + pair->sides[1].n;
    double floor = pair->known_language ? floor_known : floor_unknown;
    evidence->floor = (float)floor;
    for (uint32_t stem = 0; stem < pair->n_stems; stem++) {
        double mine = al_stem_count(evidence, 0, stem), theirs = al_stem_count(evidence, 1, stem);
        double chance = mine > 0 && theirs > 0 ? (mine + theirs - 2) / total : 0;
        chance = fmax(fmax(chance, pair->background[stem]), floor);
        evidence->chance[stem] = (float)fmin(chance, 1);
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
    *evidence = (al_evidence){.pair = pair, .allocator = allocator};
    if (!reserve(evidence)) {
        al_evidence_release(evidence);
        return false;
    }
    al_evidence_open(evidence);
    for (int side = 0; side < 2; side++)
        list_occurrences(evidence, side);
    estimate_chance(evidence);
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
    const uint32_t *stems = evidence->pair->sides[side].stems;
    const uint8_t *closed = evidence->closed[side];
    float length = (float)(words.end - words.start);
    float least = al_chance_in(evidence->floor, length), most = al_gain((float)q, least);
    evidence->looked_at += words.end - words.start;
    for (uint32_t i = words.start; i < words.end; i++) {
        uint32_t stem = stems[i];
        if (closed[i])
            continue;
        if (evidence->left[stem]++ == 0 && al_stem_count(evidence, !side, stem) > 0) {
            bool rare = evidence->chance[stem] == evidence->floor;
            evidence->by_chance[stem] =
                rare ? least : al_chance_in(evidence->chance[stem], length);
            evidence->gain[stem] = rare ? most : al_gain((float)q, evidence->by_chance[stem]);
        }
    }
}

void al_range_forget(al_evidence *evidence, int side, al_range words)
{
    const uint32_t *stems = evidence->pair->sides[side].stems;
    for (uint32_t i = words.start; i < words.end; i++)
        evidence->left[stems[i]] = 0;
}

bool al_take(al_evidence *evidence, int side, uint32_t word)
{
    uint32_t *left = &evidence->left[evidence->pair->sides[side].stems[word]];
    evidence->matched[word] = *left > 0;
    *left -= *left > 0;
    return evidence->matched[word];
}

void al_give_back(al_evidence *evidence, int side, uint32_t word)
{
    if (evidence->matched[word])
        evidence->left[evidence->pair->sides[side].stems[word]]++;
}
