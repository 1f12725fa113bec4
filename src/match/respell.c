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

#include "base/edits.h"
#include "match/sketch.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    longest = AL_SKETCH_LONGEST, /* letters; longer words are compared for equality only */
    most_joined = 3,             /* words that one word is split into */
    most_apart = 4               /* edits between two spellings of one word */
};

static const float edit_cost = 5.F; /* bits: a letter in a given place, and where it is */
static const float join_cost = 4.F; /* a blank put in or left out: most texts have more of these */
static const float usual_margin = 2.F;
/* bits that a pair gains where a scanner is in doubt, as most such words that changed are misread
 */
static const float doubt_gain = 5.F;
static const float least_margin = -6.F; /* in a text full of misread words */

/* A word as letters: code points, or any number that is a letter's own. */
typedef struct spelling {
    uint32_t letters[longest];
    uint32_t n;     /* 0: too long, or nothing */
    bool confusing; /* some letter looks like two others */
} spelling;

/* A word of the change at hand: what tells quickly that it cannot be another one. */
typedef struct changed_word {
    uint32_t signature; /* which letters */
    uint32_t n;         /* of them */
    float bits;
    uint32_t next; /* in the list of its length */
} changed_word;

/* One side of the change at hand. */
typedef struct changed_side {
    changed_word *words;
    size_t capacity;
    uint32_t heads[longest];  /* of the lists by length, from 1 on, which end in AL_NONE */
    uint64_t lengths;         /* a bit for each length that occurs; the other heads are void */
    uint64_t telling_lengths; /* the same of words that say enough by themselves */
    uint32_t letters;         /* that any word has, as a signature */
    float most_bits;
} changed_side;

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
    al_sketch *known; /* of each fold; signature 0: not yet */
    changed_side sides[2];
    candidate *candidates;
    size_t n_candidates;
    size_t capacity;
    fenwick_entry *tree;
    size_t tree_capacity;
    float margin;         /* bits beyond chance that are asked for */
    float most_bits;      /* no word is worth more, so that larger changes hold none */
    uint64_t places[128]; /* of each ASCII letter in the pattern, all zero between uses */
};

al_respeller *al_respeller_new(const al_pair *pair, const almost_allocator *allocator)
{
    al_respeller *respeller = al_allocate_zero(allocator, 1, sizeof *respeller);
    if (respeller == NULL)
        return NULL;
    respeller->allocator = allocator;
    respeller->pair = pair;
    respeller->margin = usual_margin;
    for (uint32_t fold = 0; fold < pair->n_folds; fold++)
        if (pair->bits[fold] > respeller->most_bits)
            respeller->most_bits = pair->bits[fold];
    if (pair->doubtful[0] != NULL || pair->doubtful[1] != NULL)
        respeller->most_bits += doubt_gain;
    respeller->known = al_allocate_zero(allocator, pair->n_folds, sizeof *respeller->known);
    if (respeller->known == NULL) {
        al_release(allocator, respeller);
        return NULL;
    }
    return respeller;
}

bool al_respeller_expect(al_respeller *respeller, uint64_t respelt, uint64_t replaced)
{
    /* the odds that a changed word is a misread one, which the usual margin takes to be even */
    float margin = usual_margin - log2f((float)(respelt + 1) / (float)(replaced + 1));
    margin = margin < least_margin ? least_margin : margin;
    if (margin > respeller->margin - 1)
        return false;
    respeller->margin = margin;
    return true;
}

/* Whether so many words are misread that even short and common ones are likely to be. */
static bool noisy(const al_respeller *respeller)
{
    return respeller->margin < 0;
}

void al_respeller_free(al_respeller *respeller)
{
    if (respeller == NULL)
        return;
    al_release(respeller->allocator, respeller->known);
    for (int side = 0; side < 2; side++)
        al_release(respeller->allocator, respeller->sides[side].words);
    al_release(respeller->allocator, respeller->candidates);
    al_release(respeller->allocator, respeller->tree);
    al_release(respeller->allocator, respeller);
}

/* A word of a change, not yet in any list. */
static changed_word word_of(al_respeller *respeller, uint32_t fold)
{
    const al_pair *pair = respeller->pair;
    al_sketch *known = &respeller->known[fold];
    if (known->signature == 0)
        *known = pair->vocables != NULL ? al_sketch_vocable(pair->vocables[fold])
                                        : al_sketch_of(pair->letters[fold]);
    return (changed_word){
        .signature = known->signature, .n = known->n, .bits = pair->bits[fold], .next = AL_NONE};
}

static int count_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555;
    bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
    return (int)(((bits + (bits >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24);
}

static bool in_doubt(const al_respeller *respeller, const al_gap *change, int side, uint32_t at)
{
    return al_pair_doubtful(respeller->pair, side, change->places[side][at]);
}

/* Edits that two words of so many bits may be apart to be worth `least`. */
static uint32_t edits_afforded(float bits, float least)
{
    float edits = (bits - least) / edit_cost;
    return edits <= 0 ? 0 : edits >= most_apart ? most_apart : (uint32_t)edits;
}

/*
 * Whether two words could be so many edits apart by their lengths and by which
 * letters they have: an edit changes two kinds of letters at most, and a
 * look-alike (m for rn) three and one letter of length.
 */
static bool comparable(const changed_word *a, const changed_word *b, uint32_t edits)
{
    uint32_t apart = a->n > b->n ? a->n - b->n : b->n - a->n;
    return apart <= edits + 1 && a->n <= longest && b->n <= longest &&
           count_bits(a->signature ^ b->signature) <= 2 * (int)edits + 1;
}

/* Append a letter; false when there is no room. */
static bool put(spelling *word, uint32_t letter)
{
    if (word->n == longest)
        return false;
    word->letters[word->n++] = letter;
    return true;
}

/*
 * Append the letters of a word, code points or any number that is a letter's
 * own. `spelt_out`: letters that print and eye confuse with two others become
 * those: m is rn, w is vv, d is cl.
 */
static bool spell(spelling *word, al_letters letters, bool spelt_out)
{
    for (uint32_t at = 0; at < letters.length;) {
        unsigned char c = (unsigned char)letters.bytes[at];
        if (c < 0x80) {
            const char *two = c == 'm' ? "rn" : c == 'w' ? "vv" : c == 'd' ? "cl" : NULL;
            word->confusing |= two != NULL;
            bool whole = two == NULL || !spelt_out;
            if (!put(word, whole ? c : (uint32_t)two[0]) ||
                (!whole && !put(word, (uint32_t)two[1])))
                return false;
            at++;
            continue;
        }
        uint32_t size = 1, value = c;
        while (size < 4 && at + size < letters.length &&
               ((unsigned char)letters.bytes[at + size] & 0xC0) == 0x80)
            value = value << 8 | (unsigned char)letters.bytes[at + size++];
        if (!put(word, value | 0x80000000))
            return false;
        at += size;
    }
    return true;
}

/* Where in the pattern a letter stands, as bits. */
static uint64_t places_of(const al_respeller *respeller, const uint32_t *pattern, uint32_t n,
                          uint32_t letter)
{
    if (letter < 128)
        return respeller->places[letter];
    uint64_t places = 0;
    for (uint32_t i = 0; i < n; i++)
        places |= (uint64_t)(pattern[i] == letter) << i;
    return places;
}

/* Edits between two rows of letters, neither of them empty. */
static uint32_t distance_within(al_respeller *respeller, const uint32_t *pattern, uint32_t n,
                                const uint32_t *other, uint32_t n_other)
{
    for (uint32_t i = 0; i < n; i++)
        if (pattern[i] < 128)
            respeller->places[pattern[i]] |= UINT64_C(1) << i;
    al_edits edits = al_edits_begin(n);
    for (uint32_t j = 0; j < n_other; j++)
        al_edits_step(&edits, places_of(respeller, pattern, n, other[j]));
    for (uint32_t i = 0; i < n; i++)
        if (pattern[i] < 128)
            respeller->places[pattern[i]] = 0;
    return edits.n;
}

/* Edits between two spellings: what they begin and end with alike costs none. */
static uint32_t distance(al_respeller *respeller, const spelling *first, const spelling *second)
{
    const uint32_t *a = first->letters, *b = second->letters;
    uint32_t start = 0, n = first->n, m = second->n;
    while (n > start && m > start && a[n - 1] == b[m - 1])
        n--, m--;
    while (start < n && start < m && a[start] == b[start])
        start++;
    n -= start;
    m -= start;
    return n == 0 || m == 0 ? n + m : distance_within(respeller, a + start, n, b + start, m);
}

/* How many edits two spellings of a word of that length may be apart. */
static uint32_t most_edits(uint32_t length, bool noise)
{
    if (noise)
        return length <= 2 ? 1 : length <= 5 ? 2 : length / 3 + 1;
    return length <= 3 ? 1 : length <= 6 ? 2 : length / 3 + 1;
}

/* Edits between words run together and one; confusing letters that look like two others is one
 * edit. */
static uint32_t edits_between(al_respeller *respeller, const al_letters *mine, uint32_t n_mine,
                              al_letters theirs, uint32_t *longer)
{
    uint32_t least = UINT32_MAX;
    for (int spelt_out = 0; spelt_out < 2; spelt_out++) {
        spelling first, second;
        first.n = second.n = 0;
        first.confusing = second.confusing = false;
        for (uint32_t k = 0; k < n_mine; k++)
            if (!spell(&first, mine[k], spelt_out))
                return least;
        if (!spell(&second, theirs, spelt_out))
            return least;
        if (first.n == 0 || second.n == 0)
            return least;
        uint32_t edits = distance(respeller, &first, &second);
        if (spelt_out)
            return edits + 1 < least ? edits + 1 : least;
        least = edits;
        *longer = first.n > second.n ? first.n : second.n;
        if (edits <= 1 || !(first.confusing || second.confusing))
            break;
    }
    return least;
}

static float rarer(const al_pair *pair, uint32_t a, uint32_t b)
{
    return pair->bits[a] > pair->bits[b] ? pair->bits[a] : pair->bits[b];
}

/* What two comparable words are worth, of which one is in doubt or none. */
static float respelt_bits(al_respeller *respeller, uint32_t mine, uint32_t theirs, bool doubtful)
{
    const al_pair *pair = respeller->pair;
    uint32_t longer = 0;
    if (mine == theirs)
        return -INFINITY;
    uint32_t edits =
        edits_between(respeller, &pair->letters[mine], 1, pair->letters[theirs], &longer);
    bool noise = doubtful || noisy(respeller);
    if (longer == 0 || edits > most_edits(longer, noise) || (edits >= longer && !noise))
        return -INFINITY;
    return rarer(pair, mine, theirs) - edit_cost * (float)edits + (doubtful ? doubt_gain : 0);
}

float al_respelt_bits(al_respeller *respeller, uint32_t a, uint32_t b)
{
    const al_pair *pair = respeller->pair;
    uint32_t mine = pair->words[0][a], theirs = pair->words[1][b];
    changed_word first = word_of(respeller, mine), second = word_of(respeller, theirs);
    if (!comparable(&first, &second, most_apart))
        return -INFINITY;
    bool doubtful = al_pair_doubtful(pair, 0, a) || al_pair_doubtful(pair, 1, b);
    return respelt_bits(respeller, mine, theirs, doubtful);
}

/* What `size` words of one side, run together, are worth as the one word of the other side. */
static float joined_bits(al_respeller *respeller, const uint32_t *parts, uint32_t size,
                         uint32_t whole)
{
    const al_pair *pair = respeller->pair;
    al_letters letters[most_joined];
    float bits = pair->bits[whole];
    for (uint32_t k = 0; k < size; k++) {
        bits = pair->bits[parts[k]] > bits ? pair->bits[parts[k]] : bits;
        letters[k] = pair->letters[parts[k]];
    }
    uint32_t longer = 0;
    uint32_t edits = edits_between(respeller, letters, size, pair->letters[whole], &longer);
    if (longer == 0 || (longer < 3 && !noisy(respeller)) || edits > 1 + longer / 8)
        return -INFINITY;
    return bits - edit_cost * (float)edits - join_cost;
}

static bool add_candidate(al_respeller *respeller, candidate found, float least)
{
    if (found.gain <= least)
        return true;
    if (!al_grow(respeller->allocator, (void **)&respeller->candidates, &respeller->capacity,
                 respeller->n_candidates + 1, sizeof *respeller->candidates))
        return false;
    found.previous = AL_NONE;
    respeller->candidates[respeller->n_candidates++] = found;
    return true;
}

static float larger(float a, float b)
{
    return a > b ? a : b;
}

/* A bit for a length, lowest for one letter; none where words are not compared. */
static uint64_t length_bit(uint32_t n)
{
    return n - 1 < longest ? UINT64_C(1) << (n - 1) : 0;
}

/* `lengths`, and those up to `apart` letters beside them. */
static uint64_t widen(uint64_t lengths, uint32_t apart)
{
    for (uint32_t i = 0; i < apart; i++)
        lengths |= lengths << 1 | lengths >> 1;
    return lengths;
}

/* Words of one side that are near one of the other by length and letters. */
typedef struct near_words {
    const changed_side *side;
    uint64_t lengths; /* to come */
    uint32_t next;
    uint32_t signature;
    int most_kinds; /* of letters that only one of them has */
} near_words;

/* Those of `lengths` that could be up to `edits` from `word`. */
static near_words near_begin(const changed_side *side, uint64_t lengths, const changed_word *word,
                             uint32_t edits)
{
    return (near_words){.side = side,
                        .lengths = lengths & widen(length_bit(word->n), edits + 1),
                        .next = AL_NONE,
                        .signature = word->signature,
                        .most_kinds = 2 * (int)edits + 1};
}

/* The next of them, or AL_NONE. */
static uint32_t near_next(near_words *near)
{
    for (;;) {
        if (near->next == AL_NONE) {
            if (near->lengths == 0)
                return AL_NONE;
            near->next = near->side->heads[__builtin_ctzll(near->lengths)];
            near->lengths &= near->lengths - 1;
        }
        uint32_t found = near->next;
        const changed_word *word = &near->side->words[found];
        near->next = word->next;
        if (count_bits(word->signature ^ near->signature) <= near->most_kinds)
            return found;
    }
}

/*
 * All words of the other side that one word could be. It says enough by itself;
 * words of side 1 find only those of side 0 that do not, and did not find them.
 */
__attribute__((noinline)) static bool find_single(al_respeller *respeller, const al_gap *change,
                                                  int side, uint32_t at, float least)
{
    const changed_side *others = &respeller->sides[!side];
    const changed_word *word = &respeller->sides[side].words[at];
    uint32_t most = edits_afforded(larger(word->bits, others->most_bits), least);
    near_words near = near_begin(others, others->lengths, word, most);
    for (uint32_t with; (with = near_next(&near)) != AL_NONE;) {
        const changed_word *other = &others->words[with];
        if (!comparable(word, other, edits_afforded(larger(word->bits, other->bits), least)) ||
            (side == 1 && other->bits > least + edit_cost))
            continue;
        uint32_t i = side == 0 ? at : with, j = side == 0 ? with : at;
        float gain =
            respelt_bits(respeller, change->words[0][i], change->words[1][j],
                         in_doubt(respeller, change, 0, i) || in_doubt(respeller, change, 1, j));
        candidate found = {.start = {i, j}, .size = {1, 1}, .gain = gain};
        if (!add_candidate(respeller, found, least))
            return false;
    }
    return true;
}

/* Whether any of some words of a change is one that whoever read it is not sure of. */
static bool any_doubt(const al_respeller *respeller, const al_gap *change, int side, uint32_t first,
                      uint32_t size)
{
    bool any = false;
    for (uint32_t k = 0; k < size; k++)
        any |= in_doubt(respeller, change, side, first + k);
    return any;
}

static changed_word run_together(changed_word a, changed_word b)
{
    return (changed_word){
        .signature = a.signature | b.signature, .n = a.n + b.n, .bits = larger(a.bits, b.bits)};
}

/* What a run of words of one side must be like to be any word of the other. */
typedef struct run_bounds {
    float least;              /* bits that a pair must gain more than */
    float enough;             /* bits of words that can gain so much */
    uint64_t lengths;         /* of runs that are worth them */
    uint64_t telling_lengths; /* of others */
    uint32_t letters;
    uint32_t most_edits;
} run_bounds;

static run_bounds bounds_of_runs(const changed_side *own, const changed_side *others, float least)
{
    float enough = least + join_cost;
    uint32_t most = edits_afforded(larger(own->most_bits, others->most_bits), enough);
    return (run_bounds){.least = least,
                        .enough = enough,
                        .lengths = widen(others->lengths, most + 1),
                        .telling_lengths = widen(others->telling_lengths, most + 1),
                        .letters = others->letters,
                        .most_edits = most};
}

static bool is_within(changed_word run, const run_bounds *bounds)
{
    uint64_t lengths = run.bits > bounds->enough ? bounds->lengths : bounds->telling_lengths;
    return (lengths & length_bit(run.n)) != 0 &&
           count_bits(run.signature & ~bounds->letters) <= 2 * (int)bounds->most_edits + 1;
}

/* Words of one side, run together. */
typedef struct joined_words {
    changed_word run;
    uint32_t first;
    uint32_t size;
} joined_words;

/* All words of the other side that such words could be. */
__attribute__((noinline)) static bool find_joined(al_respeller *respeller, const al_gap *change,
                                                  int side, const joined_words *joined,
                                                  const run_bounds *bounds)
{
    changed_word run = joined->run;
    uint32_t first = joined->first, size = joined->size;
    const changed_side *others = &respeller->sides[!side];
    uint64_t lengths = run.bits > bounds->enough ? others->lengths : others->telling_lengths;
    near_words near = near_begin(others, lengths, &run, bounds->most_edits);
    for (uint32_t whole; (whole = near_next(&near)) != AL_NONE;) {
        const changed_word *single = &others->words[whole];
        float bits = larger(run.bits, single->bits);
        if (bits <= bounds->enough || run.n > single->n + 2 || run.n + 2 < single->n ||
            !comparable(&run, single, edits_afforded(bits, bounds->enough)))
            continue;
        float gain =
            joined_bits(respeller, change->words[side] + first, size, change->words[!side][whole]);
        if (any_doubt(respeller, change, side, first, size) ||
            in_doubt(respeller, change, !side, whole))
            gain += doubt_gain;
        candidate found = {.gain = gain};
        found.start[side] = first;
        found.size[side] = (uint8_t)size;
        found.start[!side] = whole;
        found.size[!side] = 1;
        if (!add_candidate(respeller, found, bounds->least))
            return false;
    }
    return true;
}

/*
 * What the words of one side could be: each, and with the next one or two. Most
 * could be none, so that the rest is kept out of the loop.
 */
static bool find_from(al_respeller *respeller, const al_gap *change, int side, float least)
{
    const changed_side *own = &respeller->sides[side];
    const changed_word *end = own->words + change->n[side];
    run_bounds bounds = bounds_of_runs(own, &respeller->sides[!side], least);
    for (const changed_word *word = own->words; word < end; word++) {
        uint32_t first = (uint32_t)(word - own->words);
        if (word->bits > least + edit_cost && !find_single(respeller, change, side, first, least))
            return false;
        changed_word run = *word;
        for (uint32_t size = 2; size <= most_joined && word + size <= end; size++) {
            run = run_together(run, word[size - 1]);
            if (is_within(run, &bounds) &&
                !find_joined(respeller, change, side, &(joined_words){run, first, size}, &bounds))
                return false;
        }
    }
    return true;
}

/* By side 0, then by side 1, then the fewest words. */
static int by_place(const void *left, const void *right)
{
    const candidate *a = left, *b = right;
    for (int side = 0; side < 2; side++)
        if (a->start[side] != b->start[side])
            return a->start[side] < b->start[side] ? -1 : 1;
    int words = a->size[0] + a->size[1] - b->size[0] - b->size[1];
    return words != 0 ? words : b->size[0] - a->size[0];
}

/* All pairs of words, and of words with words run together, that gain more than `least`. */
static bool find_candidates(al_respeller *respeller, const al_gap *change, float least)
{
    if (!find_from(respeller, change, 0, least) || !find_from(respeller, change, 1, least))
        return false;
    if (respeller->n_candidates > 1)
        qsort(respeller->candidates, respeller->n_candidates, sizeof *respeller->candidates,
              by_place);
    return true;
}

/* The words of one side, in lists by length. False when memory ends. */
static bool lay_out(al_respeller *respeller, const al_gap *change, int which, float enough)
{
    changed_side *side = &respeller->sides[which];
    uint32_t n = change->n[which];
    if (!al_grow(respeller->allocator, (void **)&side->words, &side->capacity, n,
                 sizeof *side->words))
        return false;
    uint64_t lengths = 0, telling = 0;
    uint32_t letters = 0;
    float most_bits = 0;
    for (uint32_t i = 0; i < n; i++) {
        changed_word word = word_of(respeller, change->words[which][i]);
        if (in_doubt(respeller, change, which, i))
            word.bits += doubt_gain;
        uint64_t bit = length_bit(word.n);
        if (bit != 0) {
            uint32_t *head = &side->heads[word.n - 1];
            word.next = lengths & bit ? *head : AL_NONE;
            *head = i;
        }
        side->words[i] = word;
        lengths |= bit;
        telling |= word.bits > enough ? bit : 0;
        letters |= word.signature;
        most_bits = larger(most_bits, word.bits);
    }
    side->lengths = lengths;
    side->telling_lengths = telling;
    side->letters = letters;
    side->most_bits = most_bits;
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

/* What a pair must gain more than in a change of so many words. */
static float least_gain(const al_respeller *respeller, const uint32_t n[2])
{
    return respeller->margin + log2f((float)n[0] * (float)n[1]);
}

bool al_respell_possible(const al_respeller *respeller, const uint32_t n[2])
{
    return n[0] > 0 && n[1] > 0 && least_gain(respeller, n) + join_cost < respeller->most_bits;
}

bool al_respell(al_respeller *respeller, const al_gap *change, al_alignment *alignment,
                uint32_t *found)
{
    *found = 0;
    if (change->n[0] == 0 || change->n[1] == 0)
        return true;
    float least = least_gain(respeller, change->n), enough = least + join_cost;
    if (enough >= respeller->most_bits)
        return true;
    respeller->n_candidates = 0;
    changed_side *sides = respeller->sides;
    for (int side = 0; side < 2; side++)
        if (!lay_out(respeller, change, side, enough))
            return false;
    if ((sides[0].telling_lengths | sides[1].telling_lengths) == 0)
        return true;
    if (!find_candidates(respeller, change, least))
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
