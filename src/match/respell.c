/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inside a change, pairs of words whose letters agree too well for chance are
 * one word spelt in two ways. A pair gains the bits of its rarer word less
 * edit_cost bits an edit (Myers' bit-parallel distance, JACM 1999), and must
 * gain more than a pair found by chance among all pairs of the change would:
 * log2 of their number, and margin bits. The best set of pairs in order is
 * taken (a weighted increasing subsequence). One word against two or three,
 * run together, counts as one edit.
 */
#include "match/respell.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    longest = 64,       /* letters; longer words are compared for equality only */
    most_joined = 3,    /* words that one word is split into */
    most_apart = 4,     /* letters by which the lengths may differ */
    most_unlike = 6     /* kinds of letters that only one of the two has */
};

static const float edit_cost = 5.F; /* bits: a letter in a given place, and where it is */
static const float margin = 2.F;
static const float most_bits = 22.F; /* no word is worth more (score.c), so larger changes hold none */

/* A word as letters: code points where it is not ASCII, and which letters it has. */
typedef struct spelling {
    uint32_t letters[longest];
    uint32_t n; /* 0: too long, or nothing */
    uint32_t signature;
} spelling;

typedef struct candidate {
    uint32_t start[2]; /* in the change */
    uint8_t size[2];
    float gain;
    float total;
    uint32_t previous;
} candidate;

typedef struct fenwick_entry {
    float total;
    uint32_t candidate;
} fenwick_entry;

struct al_respeller {
    const almost_allocator *allocator;
    const al_pair *pair;
    uint32_t *signatures; /* of each fold, 0 while unknown */
    candidate *candidates;
    size_t n_candidates;
    size_t capacity;
    fenwick_entry *tree;
    size_t tree_capacity;
    uint64_t places[128]; /* of each ASCII letter in the pattern, all zero between uses */
};

al_respeller *al_respeller_new(const al_pair *pair, const almost_allocator *allocator)
{
    al_respeller *respeller = al_allocate_zero(allocator, 1, sizeof *respeller);
    if (respeller == NULL)
        return NULL;
    respeller->allocator = allocator;
    respeller->pair = pair;
    respeller->signatures = al_allocate_zero(allocator, pair->n_folds, sizeof(uint32_t));
    if (respeller->signatures == NULL) {
        al_release(allocator, respeller);
        return NULL;
    }
    return respeller;
}

void al_respeller_free(al_respeller *respeller)
{
    if (respeller == NULL)
        return;
    al_release(respeller->allocator, respeller->signatures);
    al_release(respeller->allocator, respeller->candidates);
    al_release(respeller->allocator, respeller->tree);
    al_release(respeller->allocator, respeller);
}

/* Which of 31 classes of letters a word has; bit 31 is always set, so that 0 means unknown. */
static uint32_t signature_of(al_letters letters)
{
    uint32_t signature = UINT32_C(1) << 31;
    for (uint32_t i = 0; i < letters.length && i < 4 * longest; i++) {
        unsigned char c = (unsigned char)letters.bytes[i];
        signature |= UINT32_C(1) << (c >= 'a' && c <= 'z' ? c - 'a' : 26 + c % 5);
    }
    return signature;
}

static uint32_t signature(al_respeller *respeller, uint32_t fold)
{
    if (respeller->signatures[fold] == 0)
        respeller->signatures[fold] = signature_of(respeller->pair->letters[fold]);
    return respeller->signatures[fold];
}

/* Append the code points of a word; false when there is no room. */
static bool spell(spelling *word, al_letters letters)
{
    for (uint32_t at = 0; at < letters.length; word->n++) {
        if (word->n == longest)
            return false;
        unsigned char c = (unsigned char)letters.bytes[at];
        if (c < 0x80) {
            word->letters[word->n] = c;
            at++;
            continue;
        }
        uint32_t size = 1, value = c;
        while (at + size < letters.length && ((unsigned char)letters.bytes[at + size] & 0xC0) == 0x80 &&
               size < 4)
            value = value << 8 | (unsigned char)letters.bytes[at + size++];
        word->letters[word->n] = value | 0x80000000; /* any number that is the letter's own */
        at += size;
    }
    return true;
}

/* Where in the pattern a letter stands, as bits. */
static uint64_t places_of(const al_respeller *respeller, const spelling *pattern, uint32_t letter)
{
    if (letter < 128)
        return respeller->places[letter];
    uint64_t places = 0;
    for (uint32_t i = 0; i < pattern->n; i++)
        places |= (uint64_t)(pattern->letters[i] == letter) << i;
    return places;
}

static uint32_t distance(al_respeller *respeller, const spelling *pattern, const spelling *other)
{
    for (uint32_t i = 0; i < pattern->n; i++)
        if (pattern->letters[i] < 128)
            respeller->places[pattern->letters[i]] |= UINT64_C(1) << i;
    uint64_t up = ~UINT64_C(0), down = 0, last = UINT64_C(1) << (pattern->n - 1);
    uint32_t score = pattern->n;
    for (uint32_t j = 0; j < other->n; j++) {
        uint64_t equal = places_of(respeller, pattern, other->letters[j]);
        uint64_t vertical = equal | down;
        uint64_t horizontal = (((equal & up) + up) ^ up) | equal;
        uint64_t right_up = down | ~(horizontal | up), right_down = up & horizontal;
        score += (right_up & last) != 0;
        score -= (right_down & last) != 0;
        right_up = right_up << 1 | 1;
        right_down <<= 1;
        up = right_down | ~(vertical | right_up);
        down = right_up & vertical;
    }
    for (uint32_t i = 0; i < pattern->n; i++)
        if (pattern->letters[i] < 128)
            respeller->places[pattern->letters[i]] = 0;
    return score;
}

/* How many edits two spellings of a word of that length may be apart. */
static uint32_t most_edits(uint32_t length)
{
    return length <= 3 ? 1 : length <= 6 ? 2 : length / 3 + 1;
}

static float rarer(const al_pair *pair, uint32_t a, uint32_t b)
{
    return pair->bits[a] > pair->bits[b] ? pair->bits[a] : pair->bits[b];
}

float al_respelt_bits(al_respeller *respeller, uint32_t mine, uint32_t theirs)
{
    const al_pair *pair = respeller->pair;
    al_letters a = pair->letters[mine], b = pair->letters[theirs];
    int64_t apart = (int64_t)a.length - b.length;
    if (apart > 4 * most_apart || apart < -4 * most_apart || mine == theirs)
        return -1;
    uint32_t unlike = signature(respeller, mine) ^ signature(respeller, theirs);
    if (__builtin_popcount(unlike) > most_unlike)
        return -1;
    spelling first = {.n = 0}, second = {.n = 0};
    if (!spell(&first, a) || !spell(&second, b) || first.n == 0 || second.n == 0)
        return -1;
    uint32_t longer = first.n > second.n ? first.n : second.n;
    uint32_t shorter = first.n + second.n - longer;
    if (longer - shorter > most_apart)
        return -1;
    uint32_t edits = distance(respeller, &first, &second);
    if (edits > most_edits(longer) || edits >= shorter + (shorter == 1 ? 0 : 1))
        return -1;
    return rarer(pair, mine, theirs) - edit_cost * (float)edits;
}

/* What `size` words of one side, run together, are worth as the one word of the other side. */
static float joined_bits(al_respeller *respeller, const uint32_t *parts, uint32_t size,
                         uint32_t whole)
{
    const al_pair *pair = respeller->pair;
    uint32_t length = 0;
    float bits = pair->bits[whole];
    for (uint32_t k = 0; k < size; k++) {
        length += pair->letters[parts[k]].length;
        if (pair->bits[parts[k]] > bits)
            bits = pair->bits[parts[k]];
    }
    uint32_t wanted = pair->letters[whole].length;
    if (length > wanted + 1 || length + 1 < wanted || wanted < 3)
        return -1;
    spelling first = {.n = 0}, second = {.n = 0};
    for (uint32_t k = 0; k < size; k++)
        if (!spell(&first, pair->letters[parts[k]]))
            return -1;
    if (!spell(&second, pair->letters[whole]) || first.n == 0 || second.n == 0)
        return -1;
    uint32_t edits = distance(respeller, &first, &second);
    return edits > 1 ? -1 : bits - edit_cost * (float)(edits + 1);
}

static bool add_candidate(al_respeller *respeller, uint32_t i, uint32_t j, uint32_t n0, uint32_t n1,
                          float gain, float least)
{
    if (gain <= least)
        return true;
    if (!al_grow(respeller->allocator, (void **)&respeller->candidates, &respeller->capacity,
                 respeller->n_candidates + 1, sizeof *respeller->candidates))
        return false;
    respeller->candidates[respeller->n_candidates++] = (candidate){
        .start = {i, j}, .size = {(uint8_t)n0, (uint8_t)n1}, .gain = gain, .previous = AL_NONE};
    return true;
}

/* All pairs of one word of side 0 with what begins at one word of side 1. */
static bool find_candidates_at(al_respeller *respeller, const al_gap *change, uint32_t i,
                               uint32_t j, float least)
{
    const uint32_t *mine = change->words[0] + i, *theirs = change->words[1] + j;
    float gain = al_respelt_bits(respeller, *mine, *theirs);
    if (!add_candidate(respeller, i, j, 1, 1, gain, least))
        return false;
    for (uint32_t size = 2; size <= most_joined; size++) {
        if (i + size <= change->n[0] &&
            !add_candidate(respeller, i, j, size, 1, joined_bits(respeller, mine, size, *theirs),
                           least))
            return false;
        if (j + size <= change->n[1] &&
            !add_candidate(respeller, i, j, 1, size, joined_bits(respeller, theirs, size, *mine),
                           least))
            return false;
    }
    return true;
}

static fenwick_entry best_before(const al_respeller *respeller, uint32_t j)
{
    fenwick_entry best = {0, AL_NONE};
    for (size_t at = j; at > 0; at &= at - 1)
        if (respeller->tree[at].total > best.total)
            best = respeller->tree[at];
    return best;
}

static void enter(al_respeller *respeller, uint32_t number, uint32_t n1)
{
    const candidate *entered = &respeller->candidates[number];
    for (size_t at = (size_t)entered->start[1] + entered->size[1]; at <= n1; at += at & -at)
        if (entered->total > respeller->tree[at].total)
            respeller->tree[at] = (fenwick_entry){entered->total, number};
}

/*
 * The heaviest set of candidates in order; returns its last one. Candidates
 * come by their start on side 0; one enters the tree when side 0 has passed
 * its end, so a pointer for each size trails behind.
 */
static uint32_t best_set(al_respeller *respeller, const al_gap *change)
{
    for (uint32_t at = 0; at <= change->n[1]; at++)
        respeller->tree[at] = (fenwick_entry){0, AL_NONE};
    candidate *all = respeller->candidates;
    size_t entered[most_joined + 1] = {0};
    fenwick_entry best = {0, AL_NONE};
    for (uint32_t number = 0; number < respeller->n_candidates; number++) {
        for (uint32_t size = 1; size <= most_joined; size++)
            for (; entered[size] < number &&
                   all[entered[size]].start[0] + size <= all[number].start[0];
                 entered[size]++)
                if (all[entered[size]].size[0] == size)
                    enter(respeller, (uint32_t)entered[size], change->n[1]);
        fenwick_entry before = best_before(respeller, all[number].start[1]);
        all[number].total = all[number].gain + before.total;
        all[number].previous = before.candidate;
        if (all[number].total > best.total)
            best = (fenwick_entry){all[number].total, number};
    }
    return best.candidate;
}

static void mark(const al_gap *change, const candidate *chosen, al_alignment *alignment)
{
    uint8_t state = AL_RESPELT | (chosen->size[0] + chosen->size[1] > 2 ? AL_JOINED : 0);
    uint32_t first[2] = {change->places[0][chosen->start[0]], change->places[1][chosen->start[1]]};
    for (int side = 0; side < 2; side++) {
        for (uint32_t k = 0; k < chosen->size[side]; k++) {
            uint32_t place = change->places[side][chosen->start[side] + k];
            alignment->partner[side][place] = first[!side];
            alignment->state[side][place] |= state;
        }
    }
}

/* Words to be joined must stand side by side. */
static bool adjacent(const al_gap *change, const candidate *chosen)
{
    for (int side = 0; side < 2; side++) {
        const uint32_t *places = change->places[side] + chosen->start[side];
        if (places[chosen->size[side] - 1] - places[0] != chosen->size[side] - 1U)
            return false;
    }
    return true;
}

bool al_respell(al_respeller *respeller, const al_gap *change, al_alignment *alignment,
                uint32_t *found)
{
    *found = 0;
    if (change->n[0] == 0 || change->n[1] == 0)
        return true;
    float least = margin + log2f((float)change->n[0] * (float)change->n[1]);
    if (least + edit_cost >= most_bits)
        return true;
    respeller->n_candidates = 0;
    for (uint32_t i = 0; i < change->n[0]; i++)
        for (uint32_t j = 0; j < change->n[1]; j++)
            if (!find_candidates_at(respeller, change, i, j, least))
                return false;
    if (respeller->n_candidates == 0)
        return true;
    if (!al_grow(respeller->allocator, (void **)&respeller->tree, &respeller->tree_capacity,
                 (size_t)change->n[1] + 1, sizeof *respeller->tree))
        return false;
    for (uint32_t at = best_set(respeller, change); at != AL_NONE;
         at = respeller->candidates[at].previous) {
        if (!adjacent(change, &respeller->candidates[at]))
            continue;
        mark(change, &respeller->candidates[at], alignment);
        ++*found;
    }
    return true;
}
