/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that the library lacks: all forms at one edit from them, those that print confuses (rn and
 * m, cl and d, vv and w), two words run together and one torn in two. Some four hundred forms a
 * word are asked of the filters; of those that are there the likeliest are kept, by how often they
 * occur, and those that look alike before others.
 */
#include "quote/trace_query.h"

#include "base/utf8.h"
#include "language/misreading.h"

#include <string.h>

enum {
    MOST_POINTS = 24, /* of longer words no forms are tried */
    MOST_FORMS = 1600,
    FORM_BYTES = 4 * (MOST_POINTS + 2)
};

typedef struct form {
    uint64_t key;
    uint8_t length;
    char letters[FORM_BYTES + 16];
} form;

/* All forms of one word, or as many as there is room for. */
typedef struct al_guesses {
    const al_trace_counts *counts;
    uint32_t word[MOST_POINTS];
    uint32_t n_points;
    uint32_t first, last; /* of the letters that are put in */
    uint32_t n;
    form items[MOST_FORMS];
} forms;

al_guesses *al_guesses_new(const almost_allocator *allocator)
{
    return al_allocate(allocator, 1, sizeof(forms));
}

static void add_form(forms *forms, const uint32_t *points, uint32_t n)
{
    if (forms->n == MOST_FORMS || n == 0)
        return;
    form *form = &forms->items[forms->n++];
    uint32_t length = 0;
    for (uint32_t i = 0; i < n; i++) {
        if (points[i] < 0x80)
            form->letters[length++] = (char)points[i];
        else
            length += al_encode(points[i], form->letters + length);
    }
    form->length = (uint8_t)length;
    form->key = al_letters_key(form->letters, length);
    for (uint32_t i = 0; i < forms->counts->library->n; i++)
        al_segment_soon(forms->counts->library->holdings[i].segment, form->key);
}

/* The word with `n` points from `at` on replaced; by none where `n_by` is 0, and `by` is NULL. */
static void add_replaced(forms *forms, uint32_t at, uint32_t n, const uint32_t *by, uint32_t n_by)
{
    uint32_t points[MOST_POINTS + 2];
    memcpy(points, forms->word, at * sizeof *points);
    if (n_by > 0)
        memcpy(points + at, by, n_by * sizeof *points);
    memcpy(points + at + n_by, forms->word + at + n, (forms->n_points - at - n) * sizeof *points);
    add_form(forms, points, forms->n_points - n + n_by);
}

/* The letters of the script of a word: those that one of its own letters is among. */
static void choose_alphabet(forms *forms)
{
    static const uint32_t alphabets[][2] = {
        {'a', 'z'}, {0x3B1, 0x3C9}, {0x430, 0x44F}, {0x5D0, 0x5EA}, {0x621, 0x64A}};
    forms->first = 1;
    forms->last = 0;
    for (size_t i = 0; i < sizeof alphabets / sizeof *alphabets; i++)
        for (uint32_t k = 0; k < forms->n_points; k++)
            if (forms->word[k] >= alphabets[i][0] && forms->word[k] <= alphabets[i][1]) {
                forms->first = alphabets[i][0];
                forms->last = alphabets[i][1];
                return;
            }
}

static void add_edits(forms *forms)
{
    const uint32_t n = forms->n_points;
    for (uint32_t at = 0; at < n; at++) {
        const uint32_t swapped[2] = {forms->word[at + (at + 1 < n)], forms->word[at]};
        add_replaced(forms, at, 1, NULL, 0);
        if (at + 1 < n && swapped[0] != swapped[1])
            add_replaced(forms, at, 2, swapped, 2);
    }
    for (uint32_t letter = forms->first; letter <= forms->last; letter++) {
        for (uint32_t at = 0; at < n; at++)
            if (forms->word[at] != letter)
                add_replaced(forms, at, 1, &letter, 1);
        for (uint32_t at = 0; at <= n; at++)
            add_replaced(forms, at, 0, &letter, 1);
    }
}

/* Two letters that print makes one of, and the one. */
static void add_confusions(forms *forms)
{
    static const uint32_t table[][3] = {
        {'r', 'n', 'm'}, {'c', 'l', 'd'}, {'v', 'v', 'w'}, {'i', 'i', 'u'}, {'l', 'i', 'h'}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        for (uint32_t at = 0; at < forms->n_points; at++) {
            if (at + 1 < forms->n_points && forms->word[at] == table[i][0] &&
                forms->word[at + 1] == table[i][1])
                add_replaced(forms, at, 2, &table[i][2], 1);
            if (forms->word[at] == table[i][2])
                add_replaced(forms, at, 1, table[i], 2);
        }
}

static bool read_points(forms *forms, const al_query_word *word)
{
    forms->n_points = 0;
    for (uint32_t at = 0, size; at < word->n_letters; at += size) {
        uint32_t point = al_decode(word->letters, word->n_letters, at, &size);
        if (forms->n_points == MOST_POINTS || point == AL_INVALID)
            return false;
        forms->word[forms->n_points++] = point;
    }
    return word->n_letters < AL_QUERY_LETTERS;
}

static uint64_t count_of(const al_trace_counts *counts, uint64_t key)
{
    uint64_t count = 0;
    for (uint32_t i = 0; i < counts->library->n; i++) {
        const al_segment *segment = counts->library->holdings[i].segment;
        if (!al_segment_may_have(segment, key))
            continue;
        al_entry entry = al_segment_find(segment, key);
        count += (entry.flags & AL_ENTRY_PAIR) == 0 ? entry.count : 0;
    }
    return count;
}

/* Keep a form that is there, if it is among the likeliest. */
static void keep_form(al_query_word *word, double weights[AL_QUERY_ALTERNATIVES], uint64_t key,
                      uint64_t count, double weight)
{
    uint32_t at = word->n_alternatives;
    for (uint32_t i = 0; i < word->n_alternatives; i++)
        if (word->alternatives[i].key == key)
            return;
    if (at == AL_QUERY_ALTERNATIVES && weights[at - 1] >= weight)
        return;
    at = at < AL_QUERY_ALTERNATIVES ? at : AL_QUERY_ALTERNATIVES - 1;
    for (; at > 0 && weights[at - 1] < weight; at--) {
        word->alternatives[at] = word->alternatives[at - 1];
        weights[at] = weights[at - 1];
    }
    word->alternatives[at] = (al_reading){.key = key, .count = count};
    weights[at] = weight;
    word->n_alternatives += word->n_alternatives < AL_QUERY_ALTERNATIVES;
}

/* How much likelier a misreading is than another slip. */
static const double alike = 64;

/* Of forms that are at least so likely. */
static void guess_edits(const al_trace_counts *counts, forms *forms, double least,
                        al_query_word *word)
{
    double weights[AL_QUERY_ALTERNATIVES];
    const al_letters own = {word->letters, word->n_letters};
    forms->counts = counts;
    forms->n = 0;
    if (!read_points(forms, word))
        return;
    choose_alphabet(forms);
    add_edits(forms);
    add_confusions(forms);
    for (uint32_t i = 0; i < forms->n; i++) {
        form *form = &forms->items[i];
        uint64_t count = count_of(counts, form->key);
        if (count == 0)
            continue;
        memset(form->letters + form->length, 0, 16);
        bool similar = al_letters_look_alike(own, (al_letters){form->letters, form->length});
        double weight = (double)count * (similar ? alike : 1);
        if (weight >= least)
            keep_form(word, weights, form->key, count, weight);
    }
}

/* A word that may be the beginning of one that was torn: both together, at its place. */
static void guess_joined(const al_trace_counts *counts, const al_query_word *next,
                         al_query_word *word)
{
    char letters[2 * AL_QUERY_LETTERS];
    uint32_t length = word->n_letters + next->n_letters;
    if (word->n_alternatives == AL_QUERY_ALTERNATIVES)
        return;
    memcpy(letters, word->letters, word->n_letters);
    memcpy(letters + word->n_letters, next->letters, next->n_letters);
    uint64_t key = al_letters_key(letters, length), count = count_of(counts, key);
    if (count > 0)
        word->alternatives[word->n_alternatives++] = (al_reading){.key = key, .count = count};
}

/* A word that may be two: the rarer half, whichever it is; one place off does not matter. */
static void guess_split(const al_trace_counts *counts, al_query_word *word)
{
    uint64_t best = 0, best_key = 0;
    if (word->n_alternatives == AL_QUERY_ALTERNATIVES)
        return;
    for (uint32_t at = 2; at + 2 <= word->n_letters; at++) {
        uint64_t keys[2] = {al_letters_key(word->letters, at),
                            al_letters_key(word->letters + at, word->n_letters - at)};
        uint64_t first = count_of(counts, keys[0]);
        uint64_t second = first > 0 ? count_of(counts, keys[1]) : 0;
        uint64_t less = first < second ? first : second;
        if (less > best) {
            best = less;
            best_key = keys[second < first];
        }
    }
    if (best > 0)
        word->alternatives[word->n_alternatives++] = (al_reading){.key = best_key, .count = best};
}

static void weigh_alternatives(const al_trace_counts *counts, al_query_word *word)
{
    for (uint32_t k = 0; k < word->n_alternatives; k++)
        word->alternatives[k].bits = al_trace_bits(counts, word->alternatives[k].count);
}

void al_query_guess(const al_trace_counts *counts, al_guesses *room, al_query *query)
{
    for (uint32_t i = 0; i < query->n; i++) {
        al_query_word *word = &query->words[i];
        if (word->own.count > 0 || word->n_letters == 0)
            continue;
        guess_edits(counts, room, 0, word);
        guess_split(counts, word);
        if (i + 1 < query->n)
            guess_joined(counts, &query->words[i + 1], word);
        weigh_alternatives(counts, word);
    }
}

void al_query_doubt(const al_trace_counts *counts, al_guesses *room, al_query *query)
{
    const double rare = 16, likelier = 1024; /* bits; times */
    for (uint32_t i = 0; i < query->n; i++) {
        al_query_word *word = &query->words[i];
        if (word->own.count == 0 || word->n_letters == 0 ||
            al_trace_bits(counts, word->own.count) < rare)
            continue;
        guess_edits(counts, room, likelier * (double)word->own.count, word);
        weigh_alternatives(counts, word);
    }
}
