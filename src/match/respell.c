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

#include "match/likely.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    longest = 64,       /* letters; longer words are compared for equality only */

    least_wide = 4,     /* words of a change on one side that are worth doing several at a time */
    most_joined = 3,    /* words that one word is split into */
    most_apart = 4      /* edits between two spellings of one word */
};

static const float edit_cost = 5.F; /* bits: a letter in a given place, and where it is */
static const float join_cost = 4.F; /* a blank put in or left out: most texts have more of these */
static const float usual_margin = 2.F;
static const float least_margin = -6.F; /* in a text full of misread words */

/* A word as letters: code points, or any number that is a letter's own. */
typedef struct spelling {
    uint32_t letters[longest];
    uint32_t n; /* 0: too long, or nothing */
} spelling;

/* What tells quickly that two words cannot be one. */
typedef struct sketch {
    uint32_t signature; /* 0 while unknown */
    uint32_t n;         /* letters */
} sketch;

/* A word of the change at hand. */
typedef struct changed_word {
    uint32_t signature;
    uint32_t n;
    float bits;
    float near; /* the most bits of this word and the two behind it */
} changed_word;

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
    sketch *sketches;       /* of each fold */
    changed_word *words[2]; /* of the change at hand */
    size_t words_capacity[2];
    changed_word *joined[2]; /* two and three of them run together */
    size_t joined_capacity[2];
    candidate *candidates;
    size_t n_candidates;
    size_t capacity;
    uint32_t *telling; /* words of side 1 in the change at hand that say enough by themselves */
    size_t telling_capacity;
    al_sketches columns[2][most_joined]; /* of a side, by how many words are run together */
    float *column_room;                  /* holds them all */
    size_t column_capacity;
    uint32_t *marks; /* words of side 1 that are likely */
    size_t marks_capacity;
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
    respeller->sketches = al_allocate_zero(allocator, pair->n_folds, sizeof *respeller->sketches);
    if (respeller->sketches == NULL) {
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
    al_release(respeller->allocator, respeller->sketches);
    for (int side = 0; side < 2; side++) {
        al_release(respeller->allocator, respeller->words[side]);
        al_release(respeller->allocator, respeller->joined[side]);
    }
    al_release(respeller->allocator, respeller->telling);
    al_release(respeller->allocator, respeller->column_room);
    al_release(respeller->allocator, respeller->marks);
    al_release(respeller->allocator, respeller->candidates);
    al_release(respeller->allocator, respeller->tree);
    al_release(respeller->allocator, respeller);
}

/*
 * Kana, ideographs, Hangul (UTF-8 from E3 to ED), emoji and rare ideographs
 * (from F0 9F): a syllable, a word or a thing, and no letter to be misspelt.
 */
static bool is_picture(al_letters letters, uint32_t at)
{
    unsigned char c = (unsigned char)letters.bytes[at];
    return (c >= 0xE3 && c <= 0xED) ||
           (c == 0xF0 && at + 1 < letters.length && (unsigned char)letters.bytes[at + 1] >= 0x9F);
}

/* Which of 31 classes of letters a word has; bit 31 is always set, so that 0 means unknown. */
static sketch sketch_of(al_letters letters)
{
    sketch made = {.signature = UINT32_C(1) << 31};
    bool pictures = false;
    for (uint32_t i = 0; i < letters.length && i < 4 * longest; i++) {
        unsigned char c = (unsigned char)letters.bytes[i];
        made.signature |= UINT32_C(1) << (c >= 'a' && c <= 'z' ? c - 'a' : c * 7 % 31);
        made.n += (c & 0xC0) != 0x80;
        pictures |= is_picture(letters, i);
    }
    if (pictures)
        made.n = 2 * longest; /* comparable with nothing */
    return made;
}

/* The sketch of a vocable, made once for all texts. */
static sketch sketch_vocable(al_vocable *vocable)
{
    uint64_t both = atomic_load_explicit(&vocable->sketch, memory_order_relaxed);
    if (both == 0) {
        sketch made = sketch_of((al_letters){vocable->bytes, vocable->length});
        both = (uint64_t)made.signature << 32 | made.n;
        atomic_store_explicit(&vocable->sketch, both, memory_order_relaxed);
    }
    return (sketch){.signature = (uint32_t)(both >> 32), .n = (uint32_t)both};
}

static sketch sketch_at(al_respeller *respeller, uint32_t fold)
{
    const al_pair *pair = respeller->pair;
    if (respeller->sketches[fold].signature == 0)
        respeller->sketches[fold] = pair->vocables != NULL ? sketch_vocable(pair->vocables[fold])
                                                           : sketch_of(pair->letters[fold]);
    return respeller->sketches[fold];
}

static int count_bits(uint32_t bits)
{
    bits -= bits >> 1 & 0x55555555;
    bits = (bits & 0x33333333) + (bits >> 2 & 0x33333333);
    return (int)(((bits + (bits >> 4)) & 0x0F0F0F0F) * 0x01010101 >> 24);
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
            const char *two = !spelt_out ? NULL : c == 'm' ? "rn" : c == 'w' ? "vv" : c == 'd' ? "cl" : NULL;
            if (two != NULL ? !put(word, (uint32_t)two[0]) || !put(word, (uint32_t)two[1])
                            : !put(word, c))
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
static uint32_t most_edits(const al_respeller *respeller, uint32_t length)
{
    if (noisy(respeller))
        return length <= 2 ? 1 : length <= 5 ? 2 : length / 3 + 1;
    return length <= 3 ? 1 : length <= 6 ? 2 : length / 3 + 1;
}

/* Edits between runs of words; confusing letters that look like two others is one edit. */
static uint32_t edits_between(al_respeller *respeller, const al_letters *mine, uint32_t n_mine,
                              const al_letters *theirs, uint32_t n_theirs, uint32_t *shorter,
                              uint32_t *longer)
{
    uint32_t least = UINT32_MAX;
    for (int spelt_out = 0; spelt_out < 2; spelt_out++) {
        spelling first, second;
        first.n = second.n = 0;
        for (uint32_t k = 0; k < n_mine; k++)
            if (!spell(&first, mine[k], spelt_out))
                return least;
        for (uint32_t k = 0; k < n_theirs; k++)
            if (!spell(&second, theirs[k], spelt_out))
                return least;
        if (first.n == 0 || second.n == 0)
            return least;
        uint32_t edits = distance(respeller, &first, &second);
        if (spelt_out)
            return edits + 1 < least ? edits + 1 : least;
        least = edits;
        *shorter = first.n < second.n ? first.n : second.n;
        *longer = first.n + second.n - *shorter;
        if (edits <= 1)
            break;
    }
    return least;
}

static float rarer(const al_pair *pair, uint32_t a, uint32_t b)
{
    return pair->bits[a] > pair->bits[b] ? pair->bits[a] : pair->bits[b];
}

/* What two comparable words are worth. */
static float respelt_bits(al_respeller *respeller, uint32_t mine, uint32_t theirs)
{
    const al_pair *pair = respeller->pair;
    uint32_t shorter = 0, longer = 0;
    if (mine == theirs)
        return -INFINITY;
    uint32_t edits = edits_between(respeller, &pair->letters[mine], 1, &pair->letters[theirs], 1,
                                   &shorter, &longer);
    bool too_far = longer == 0 || edits > most_edits(respeller, longer);
    if (too_far || (edits >= longer && !noisy(respeller)))
        return -INFINITY;
    return rarer(pair, mine, theirs) - edit_cost * (float)edits;
}

static changed_word word_of(al_respeller *respeller, uint32_t fold)
{
    sketch known = sketch_at(respeller, fold);
    return (changed_word){.signature = known.signature, .n = known.n,
                          .bits = respeller->pair->bits[fold]};
}

float al_respelt_bits(al_respeller *respeller, uint32_t mine, uint32_t theirs)
{
    changed_word first = word_of(respeller, mine), second = word_of(respeller, theirs);
    if (!comparable(&first, &second, most_apart))
        return -INFINITY;
    return respelt_bits(respeller, mine, theirs);
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
    uint32_t shorter = 0, longer = 0;
    uint32_t edits =
        edits_between(respeller, letters, size, &pair->letters[whole], 1, &shorter, &longer);
    if (longer == 0 || (longer < 3 && !noisy(respeller)) || edits > 1 + longer / 8)
        return -INFINITY;
    return bits - edit_cost * (float)edits - join_cost;
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

/* `size` words from `first` on, run together, against one word of the other side. */
static bool find_joined(al_respeller *respeller, const al_gap *change, int side, uint32_t first,
                        uint32_t size, uint32_t whole, float least)
{
    const changed_word *run = &respeller->joined[side][first * 2 + size - 2];
    const changed_word *single = &respeller->words[!side][whole];
    float bits = run->bits > single->bits ? run->bits : single->bits;
    if (bits <= least + join_cost || run->n > single->n + 2 || run->n + 2 < single->n ||
        !comparable(run, single, edits_afforded(bits, least + join_cost)))
        return true;
    float gain = joined_bits(respeller, change->words[side] + first, size,
                             change->words[!side][whole]);
    return side == 0 ? add_candidate(respeller, first, whole, size, 1, gain, least)
                     : add_candidate(respeller, whole, first, 1, size, gain, least);
}

/* All pairs of one word of side 0 with what begins at one word of side 1. */
static bool find_candidates_at(al_respeller *respeller, const al_gap *change, uint32_t i,
                               uint32_t j, float least)
{
    const changed_word *mine = &respeller->words[0][i], *theirs = &respeller->words[1][j];
    float bits = mine->bits > theirs->bits ? mine->bits : theirs->bits;
    if (bits > least + edit_cost && comparable(mine, theirs, edits_afforded(bits, least))) {
        float gain = respelt_bits(respeller, change->words[0][i], change->words[1][j]);
        if (!add_candidate(respeller, i, j, 1, 1, gain, least))
            return false;
    }
    for (uint32_t size = 2; size <= most_joined; size++) {
        if (i + size <= change->n[0] && !find_joined(respeller, change, 0, i, size, j, least))
            return false;
        if (j + size <= change->n[1] && !find_joined(respeller, change, 1, j, size, i, least))
            return false;
    }
    return true;
}

static void put_in_columns(const al_sketches *columns, uint32_t i, const changed_word *word)
{
    columns->bits[i] = word->bits;
    columns->letters[i] = (int32_t)word->n;
    columns->signatures[i] = word->signature;
}

/* The words of the change and what they are run together, in columns. False when memory ends. */
static bool lay_columns(al_respeller *respeller, const al_gap *change)
{
    size_t wanted = ((size_t)change->n[0] + change->n[1]) * most_joined * 3;
    if (!al_grow(respeller->allocator, (void **)&respeller->column_room,
                 &respeller->column_capacity, wanted, sizeof *respeller->column_room) ||
        !al_grow(respeller->allocator, (void **)&respeller->marks, &respeller->marks_capacity,
                 change->n[1], sizeof *respeller->marks))
        return false;
    float *room = respeller->column_room;
    for (int side = 0; side < 2; side++) {
        uint32_t n = change->n[side];
        for (uint32_t size = 1; size <= most_joined; size++, room += 3 * (size_t)n) {
            al_sketches *columns = &respeller->columns[side][size - 1];
            *columns = (al_sketches){room, (int32_t *)(room + n), (uint32_t *)(room + 2 * (size_t)n)};
            for (uint32_t i = 0; i + size <= n; i++)
                put_in_columns(columns, i,
                               size == 1 ? &respeller->words[side][i]
                                         : &respeller->joined[side][i * 2 + size - 2]);
        }
    }
    return true;
}

/* Mark the words of side 1 with which word i of side 0, or what begins with it, is likely. */
static void mark_likely(al_respeller *respeller, const al_gap *change, uint32_t i, float least)
{
    const uint32_t *n = change->n;
    const al_sketches *mine = respeller->columns[0], *theirs = respeller->columns[1];
    al_likely_bounds bounds = {least + edit_cost, least, edit_cost, most_apart, most_apart + 1,
                               longest};
    memset(respeller->marks, 0, n[1] * sizeof *respeller->marks);
    al_likely_mark(theirs, n[1], mine, i, &bounds, respeller->marks);
    bounds.bits = bounds.least = least + join_cost;
    bounds.most_apart = 2;
    for (uint32_t size = 2; size <= most_joined; size++) {
        if (i + size <= n[0])
            al_likely_mark(theirs, n[1], mine + size - 1, i, &bounds, respeller->marks);
        if (size <= n[1])
            al_likely_mark(theirs + size - 1, n[1] - size + 1, mine, i, &bounds, respeller->marks);
    }
}

/* One word of side 0 with `n` of side 1: the first ones, or where it is not NULL those listed. */
static bool find_row(al_respeller *respeller, const al_gap *change, uint32_t i,
                     const uint32_t *listed, uint32_t n, bool marked, float least)
{
    if (marked)
        mark_likely(respeller, change, i, least);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t j = listed != NULL ? listed[k] : k;
        if ((!marked || respeller->marks[j]) && !find_candidates_at(respeller, change, i, j, least))
            return false;
    }
    return true;
}

/* All pairs in which one of the words, or one beside it, says enough. */
static bool find_candidates(al_respeller *respeller, const al_gap *change, float least)
{
    const changed_word *const *words = (const changed_word *const *)respeller->words;
    float enough = least + join_cost;
    bool wide = change->n[1] >= least_wide && change->n[0] > 1;
    uint32_t n = 0;
    if (wide && !lay_columns(respeller, change))
        return false;
    if (!al_grow(respeller->allocator, (void **)&respeller->telling, &respeller->telling_capacity,
                 change->n[1], sizeof *respeller->telling))
        return false;
    for (uint32_t j = 0; j < change->n[1]; j++)
        if (words[1][j].near > enough)
            respeller->telling[n++] = j;
    for (uint32_t i = 0; i < change->n[0]; i++) {
        bool all = words[0][i].near > enough;
        if (!find_row(respeller, change, i, all ? NULL : respeller->telling, all ? change->n[1] : n,
                      wide && (all || n >= change->n[1] / 4), least))
            return false;
    }
    return true;
}

/* What words run together look like: for each place the two and the three words from there on. */
static void sketch_joined(al_respeller *respeller, int side, uint32_t n)
{
    changed_word *words = respeller->words[side];
    changed_word *joined = respeller->joined[side];
    for (uint32_t i = 0; i < n; i++) {
        changed_word run = words[i];
        for (uint32_t size = 2; size <= most_joined && i + size <= n; size++) {
            const changed_word *next = &words[i + size - 1];
            run.signature |= next->signature;
            run.n += next->n;
            run.bits = next->bits > run.bits ? next->bits : run.bits;
            joined[i * 2 + size - 2] = run;
        }
        words[i].near = run.bits;
    }
}

static bool sketch_change(al_respeller *respeller, const al_gap *change)
{
    for (int side = 0; side < 2; side++) {
        uint32_t n = change->n[side];
        if (!al_grow(respeller->allocator, (void **)&respeller->words[side],
                     &respeller->words_capacity[side], n, sizeof(changed_word)) ||
            !al_grow(respeller->allocator, (void **)&respeller->joined[side],
                     &respeller->joined_capacity[side], (size_t)n * 2, sizeof(changed_word)))
            return false;
        for (uint32_t i = 0; i < n; i++)
            respeller->words[side][i] = word_of(respeller, change->words[side][i]);
    }
    return true;
}

/* Whether any word of the change says enough to be found in another spelling. */
static bool any_telling_word(const al_respeller *respeller, const al_gap *change, float least)
{
    for (int side = 0; side < 2; side++)
        for (uint32_t i = 0; i < change->n[side]; i++)
            if (respeller->words[side][i].bits > least + join_cost)
                return true;
    return false;
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
    float least = respeller->margin + log2f((float)change->n[0] * (float)change->n[1]);
    if (least + join_cost >= respeller->most_bits)
        return true;
    respeller->n_candidates = 0;
    if (!sketch_change(respeller, change))
        return false;
    if (!any_telling_word(respeller, change, least))
        return true;
    sketch_joined(respeller, 0, change->n[0]);
    sketch_joined(respeller, 1, change->n[1]);
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
