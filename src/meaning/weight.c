/* SPDX-License-Identifier: Apache-2.0 */
/*
 * See weight.h. In hundredths, and in whole numbers, so that every machine weighs
 * alike. What touches the meaning weighs
 *
 *     the loudest class that it touches (a table), and .3 for each other one
 *     - .8 log2(words of the change) - .6 log2(changed words of its cell)
 *     + 1.5 x (kept share of the words of the cell), or - 1.5 where none was kept
 *     + .6 where one word stands for one word
 *     - .7 where one side is empty, 1.5 from four words on
 *     - 1.5 where only a name is touched, and neither a name nor one word that says
 *       something by itself stands in its place, and 1.5 more where a kept name stands
 *       beside it, which is told more fully on one side; 1 where only a modal is, and
 *       no other stands there
 *     - 5 where a negation is lost here and new near by, or the other way round
 *
 * for a word in an else equal sentence says more than a sentence that was written
 * anew. That is put above 1, whatever comes out; what does not touch the meaning
 * stays below.
 */
#include "meaning/weight.h"

#include "base/names.h"
#include "meaning/surplus.h"

enum {
    one = 100,
    further_class = 30,
    per_word_doubled = 80,
    per_cell_doubled = 60,
    kept_whole = 150,
    unknown_around = 150, /* no word around was kept: what the change does there nobody knows */
    word_for_word = 60,
    lone_name = 150, /* a name that nothing, or a pronoun, stands for */
    lone_modal = 100,
    one_sided = 70,
    one_sided_long = 150,
    long_words = 4,
    most_weight = 2000,
    put_back = 500,        /* a negation that is lost here and new near by */
    put_back_within = 400, /* bytes of either text */
    few_times = 3,         /* equal changes from which on each says less */
    per_times_doubled = 70,
    many_names = 5, /* times that a name is another from which on it is another person */
    name_throughout = 150
};

/* By rank: see al_touch_names. Those that do not touch the meaning are weights as they are. */
static const int16_t class_weights[AL_N_TOUCHES] = {600, 500, 450, 300, 450, 500, 400, 500,
                                                    400, 300, 500, 60,  40,  20,  10,  5};

enum { first_surface = 11 };

/* 100 log2(n), straight between powers of two. */
static int32_t log2_hundredths(uint32_t n)
{
    if (n < 2)
        return 0;
    uint32_t k = 31u - (uint32_t)__builtin_clz(n);
    uint64_t rest = n - (UINT64_C(1) << k);
    return (int32_t)(one * k + (one * rest >> k));
}

/* Above 1, and growing as `raw` does, which may be below 0. */
static uint16_t lift(int32_t raw)
{
    int32_t weight = raw >= 0 ? 2 * one + raw : one + one * one / (one - raw);
    return (uint16_t)(weight > most_weight ? most_weight : weight);
}

static int32_t lower(uint16_t weight)
{
    return weight >= 2 * one ? weight - 2 * one : one - one * one / (weight - one);
}

/* How many words of a cell's row there are, and how many of them changed. */
static void count_words(const al_tokens *tokens, uint32_t *all, uint32_t *changed)
{
    for (size_t i = 0; i < tokens->n; i++) {
        bool word = tokens->list[i].sign == 0;
        *all += word;
        *changed += word && tokens->list[i].changed;
    }
}

static uint32_t words_of(al_cells *cells, size_t change, int side)
{
    al_range words = al_cells_words(cells, change, side);
    return words.end - words.start;
}

/* What the classes say that a change touches. */
static int32_t weight_of_classes(uint32_t ranks)
{
    int32_t weight = class_weights[__builtin_ctz(ranks)];
    return weight + further_class * (__builtin_popcount(ranks) - 1);
}

/* What one side of a change has: names and modals left over, words, function words among them. */
typedef struct told_side {
    uint32_t names, modals, negations, words, common;
    bool fuller; /* a name stands beside one that was kept */
} told_side;

/* Whether a kept word with a capital stands beside an item: (GNU) General Public License. */
static bool has_kept_name(const al_tokens *tokens, const al_item *item)
{
    const size_t beside[2] = {item->first - (size_t)1, item->first + (size_t)item->n};
    for (int i = 0; i < 2; i++) {
        if (beside[i] >= tokens->n)
            continue;
        const al_token *token = &tokens->list[beside[i]];
        if (token->sign == 0 && !token->changed && token->flags & AL_FORM_CAPITAL &&
            !(token->flags & AL_FORM_COMMON))
            return true;
    }
    return false;
}

static told_side side_of(const al_cell *cell, int side, size_t change)
{
    told_side found = {.names = 0};
    const al_tokens *tokens = &cell->tokens[side];
    for (size_t i = 0; i < cell->items[side].n; i++) {
        const al_item *item = &cell->items[side].list[i];
        bool own = al_item_left(item) && tokens->list[item->first].change == change;
        found.names += own && item->class == AL_ITEM_NAME;
        found.fuller |= own && item->class == AL_ITEM_NAME && has_kept_name(tokens, item);
        found.modals += own && item->class == AL_ITEM_MODAL;
        found.negations += own && item->class == AL_ITEM_NEGATION;
    }
    for (size_t i = 0; i < tokens->n; i++) {
        const al_token *token = &tokens->list[i];
        bool own = token->change == change && token->sign == 0 && token->changed;
        found.words += own;
        found.common += own && token->flags & AL_FORM_COMMON;
    }
    return found;
}

/* Whether a name stands in the place of a name, or of one word that says something by itself. */
static bool is_renamed(told_side a, told_side b)
{
    if (a.names > 0 && b.names > 0)
        return true;
    return a.words == 1 && b.words == 1 && a.common + b.common == 0 && a.names + b.names > 0;
}

static int32_t weight_of_words(uint32_t first, uint32_t second)
{
    int32_t weight = -per_word_doubled * log2_hundredths(first + second) / one;
    if (first == 1 && second == 1)
        weight += word_for_word;
    else if (first == 0 || second == 0)
        weight -= first + second >= long_words ? one_sided_long : one_sided;
    return weight;
}

static void note_negations(al_change *change, const told_side *original, const told_side *telling)
{
    change->lost = original->negations > telling->negations;
    change->gained = original->negations < telling->negations;
}

void al_weigh_cell(al_cells *cells, const al_cell *cell, al_change *changes)
{
    const uint32_t meaning = (UINT32_C(1) << first_surface) - 1;
    bool counted = false;
    int32_t around = 0;
    for (size_t at = cell->first; at <= cell->last; at++) {
        uint32_t ranks = al_touches_ranked(changes[at].touches);
        if (ranks == 0 || !al_cells_of(cells, cell, at))
            continue;
        if (!(ranks & meaning)) {
            changes[at].weight = (uint16_t)class_weights[__builtin_ctz(ranks)];
            continue;
        }
        if (!counted) {
            uint32_t all = 0, changed = 0;
            for (int s = 0; s < 2; s++)
                count_words(&cell->tokens[s], &all, &changed);
            all += cell->passed[0] + cell->passed[1];
            around = -per_cell_doubled * log2_hundredths(changed) / one;
            around += all > changed ? (int32_t)((uint64_t)kept_whole * (all - changed) / all)
                                    : -unknown_around;
            counted = true;
        }
        uint32_t first = words_of(cells, at, 0), second = words_of(cells, at, 1);
        int32_t raw = weight_of_classes(ranks & meaning) + weight_of_words(first, second) + around;
        told_side a = side_of(cell, 0, at), b = side_of(cell, 1, at);
        changes[at].renamed = ranks & ALMOST_TOUCHES_NAME && is_renamed(a, b);
        if ((ranks & meaning) == ALMOST_TOUCHES_NAME && !changes[at].renamed)
            raw -= a.fuller || b.fuller ? 2 * lone_name : lone_name;
        if ((ranks & meaning) == ALMOST_TOUCHES_MODAL && (a.modals == 0 || b.modals == 0))
            raw -= lone_modal;
        changes[at].weight = lift(raw);
        if (ranks & ALMOST_TOUCHES_NEGATION)
            note_negations(&changes[at], cells->original == 0 ? &a : &b,
                           cells->original == 0 ? &b : &a);
    }
}

static bool are_near(const al_change *a, const al_change *b)
{
    return b->telling.start - a->telling.start <= put_back_within &&
           b->original.start >= a->original.start &&
           b->original.start - a->original.start <= put_back_within;
}

void al_weigh_put_back(al_change *changes, size_t n)
{
    al_change *last[2] = {NULL, NULL}; /* lost and new, with nothing that puts it back so far */
    for (size_t i = 0; i < n; i++) {
        if (!changes[i].lost && !changes[i].gained)
            continue;
        int new = changes[i].gained;
        al_change *other = last[!new];
        if (other == NULL || !are_near(other, &changes[i])) {
            last[new] = &changes[i];
            continue;
        }
        other->weight = lift(lower(other->weight) - put_back);
        changes[i].weight = lift(lower(changes[i].weight) - put_back);
        last[!new] = NULL;
    }
}

uint16_t al_weight_repeated(const al_change *change, uint64_t times)
{
    if (change->weight < one || times < few_times)
        return change->weight;
    int32_t raw = lower(change->weight);
    if (change->renamed)
        raw += times >= many_names ? name_throughout : 0;
    else
        raw -= per_times_doubled *
               log2_hundredths((uint32_t)(times < 1u << 30 ? times : 1u << 30)) / one;
    return lift(raw);
}
