/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that are spelt in another way than the source has them. Those of the quotation that found
 * no partner are held against the words that stand where theirs would: by edit distance,
 * and two words against one, run together.
 */
#include "quote/trace_align.h"

#include "base/edits.h"

#include <string.h>

enum {
    AROUND = 2,    /* places on either side that are looked at */
    TWO_WORDS = 8, /* bits of a word that is written as two */
    COST = 3       /* bits of an edit */
};

/* Letters of a word, of the quotation or of the window; 16 are readable behind them. */
typedef struct spelling {
    char bytes[2 * AL_QUERY_LETTERS + 16];
    uint32_t length;
} spelling;

/* Edits between two words; the first has at most 64 bytes. */
static uint32_t distance(const char *a, uint32_t n, const char *b, uint32_t m)
{
    uint64_t places[256] = {0};
    if (n == 0)
        return m;
    al_edits edits = al_edits_begin(n);
    for (uint32_t i = 0; i < n; i++)
        places[(uint8_t)a[i]] |= UINT64_C(1) << i;
    for (uint32_t k = 0; k < m; k++)
        al_edits_step(&edits, places[(uint8_t)b[k]]);
    return edits.n;
}

static void take_word(const al_query_word *word, spelling *out)
{
    memcpy(out->bytes, word->letters, word->n_letters);
    out->length = word->n_letters;
}

static void take_place(const al_trace_aligner *aligner, uint32_t place, spelling *out)
{
    char letters[AL_INDEX_WORD_ROOM];
    size_t length =
        al_index_word_letters(aligner->window.text.bytes, &aligner->window.tokens[place], letters);
    out->length = (uint32_t)(length < AL_QUERY_LETTERS ? length : AL_QUERY_LETTERS);
    memcpy(out->bytes, letters, out->length);
}

static void append(spelling *to, const spelling *more)
{
    memcpy(to->bytes + to->length, more->bytes, more->length);
    to->length += more->length;
}

static void add_match(al_trace_aligner *aligner, const al_word_match *match)
{
    uint32_t at = aligner->n_matches;
    if (at == AL_ALIGN_MATCHES)
        return;
    for (; at > 0 && aligner->matches[at - 1].place > match->place; at--)
        aligner->matches[at] = aligner->matches[at - 1];
    aligner->matches[at] = *match;
    aligner->n_matches++;
}

/* One word for another: worth what the source's says, less what their letters differ. */
static void try_word(al_trace_aligner *aligner, const al_query *query, uint32_t word,
                     uint32_t place)
{
    spelling own, theirs;
    take_word(&query->words[word], &own);
    take_place(aligner, place, &theirs);
    uint32_t longer = own.length > theirs.length ? own.length : theirs.length;
    uint32_t shorter = own.length + theirs.length - longer;
    if (own.length == 0 || longer - shorter > longer / 3)
        return;
    uint32_t edits = distance(own.bytes, own.length, theirs.bytes, theirs.length);
    if (edits > longer / 3)
        return;
    double bits =
        al_trace_bits(aligner->counts, al_trace_count(aligner->counts, aligner->keys[place]));
    bits = bits * (1 - (double)edits / longer) - COST * (double)edits;
    if (bits > 0)
        add_match(aligner, &(al_word_match){
                               .word = (uint16_t)word,
                               .place = (uint16_t)place,
                               .n_words = 1,
                               .n_places = 1,
                               .letters = (uint8_t)(own.length > edits ? own.length - edits : 0),
                               .bits = (float)bits});
}

/* Whether letters that are run together are those of the one word, but for one where it is long. */
static bool is_one_word(const spelling *one, const spelling *two)
{
    uint32_t most = one->length >= 6;
    return one->length <= 64 && one->length + most >= two->length &&
           two->length + most >= one->length && one->length > 1 &&
           distance(one->bytes, one->length, two->bytes, two->length) <= most;
}

static void try_joined(al_trace_aligner *aligner, const al_query *query, uint32_t word,
                       uint32_t place)
{
    spelling both, next, one;
    take_word(&query->words[word], &both);
    take_word(&query->words[word + 1], &next);
    append(&both, &next);
    take_place(aligner, place, &one);
    if (is_one_word(&one, &both))
        add_match(aligner, &(al_word_match){(uint16_t)word, (uint16_t)place, 2, 1,
                                            (uint8_t)both.length, TWO_WORDS});
}

static void try_split(al_trace_aligner *aligner, const al_query *query, uint32_t word,
                      uint32_t place)
{
    spelling both, next, one;
    take_place(aligner, place, &both);
    take_place(aligner, place + 1, &next);
    append(&both, &next);
    take_word(&query->words[word], &one);
    if (is_one_word(&one, &both))
        add_match(aligner, &(al_word_match){(uint16_t)word, (uint16_t)place, 1, 2,
                                            (uint8_t)one.length, TWO_WORDS});
}

/* A word that found no partner, where it is to be looked for. */
static void try_places(al_trace_aligner *aligner, const al_query *query, uint32_t word,
                       int expected, bool next_is_free)
{
    int n = (int)aligner->window.n;
    int start = expected > AROUND ? expected - AROUND : 0;
    for (int place = start; place <= expected + AROUND && place < n; place++) {
        try_word(aligner, query, word, (uint32_t)place);
        if (next_is_free)
            try_joined(aligner, query, word, (uint32_t)place);
        if (place + 1 < n)
            try_split(aligner, query, word, (uint32_t)place);
    }
}

almost_status al_trace_align_spelt(al_trace_aligner *aligner, const al_query *query,
                                   al_found *found, almost_error *error)
{
    bool there, taken[AL_QUERY_WORDS + 1] = {false};
    int shifts[AL_QUERY_WORDS]; /* place less word, of the last partner before each word */
    int shift = 0;
    almost_status status = al_trace_align_read(aligner, query, found, &there, error);
    found->spelt = true;
    if (status != ALMOST_OK || !there)
        return status;
    al_trace_align_chain(aligner, query, found);
    for (uint32_t i = 0; i < query->n; i++)
        shifts[i] = INT16_MAX;
    for (uint32_t i = 0; i < aligner->n_chain; i++) {
        const al_word_match *match = &aligner->matches[aligner->chain[i]];
        taken[match->word] = true;
        shifts[match->word] = match->place - match->word;
        shift = i == 0 ? shifts[match->word] : shift;
    }
    taken[query->n] = true;
    for (uint32_t i = 0; i < query->n; i++) {
        shift = shifts[i] != INT16_MAX ? shifts[i] : shift;
        if (!taken[i])
            try_places(aligner, query, i, (int)i + shift, !taken[i + 1]);
    }
    al_trace_align_chain(aligner, query, found);
    return ALMOST_OK;
}
