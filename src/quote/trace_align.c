/* SPDX-License-Identifier: Apache-2.0 */
/* A quotation held against a place: trace_align.h. */
#include "quote/trace_align.h"

#include "base/error.h"

#include <string.h>

/*
 * Words of the window before the first of the quotation, and in all beyond its own: six diagonals
 * of a stretch, and as many words as an editor may have put in or left out.
 */
enum { BEFORE = 7, BEYOND = 20 };

/* Words that may be added or missing between what agrees and the ends of a quotation. */
enum { OFF = 3 };

static const float substitution = 2.5F, gap = 2.0F;

/* An alternative may be it, or not. */
static const double guessed = 0.7;

void al_trace_aligner_init(al_trace_aligner *aligner, const al_trace_counts *counts,
                           const almost_allocator *allocator)
{
    memset(aligner, 0, sizeof *aligner);
    aligner->counts = counts;
    al_window_init(&aligner->window, counts->library, allocator);
}

void al_trace_aligner_release(al_trace_aligner *aligner)
{
    al_window_release(&aligner->window);
}

void al_trace_aligner_begin(al_trace_aligner *aligner, const al_query *query)
{
    uint32_t n = 0;
    aligner->held = false; /* of another quotation, or read for something else since */
    memset(aligner->heads, 0, sizeof aligner->heads);
    for (uint32_t i = 0; i < query->n; i++) {
        const al_query_word *word = &query->words[i];
        for (uint32_t k = 0; k <= word->n_alternatives; k++) {
            const al_reading *reading = k == 0 ? &word->own : &word->alternatives[k - 1];
            uint16_t *head = &aligner->heads[reading->key & 255];
            if (reading->count == 0)
                continue;
            aligner->sought[n].key = reading->key;
            aligner->sought[n].bits = (float)(k == 0 ? reading->bits : reading->bits * guessed);
            aligner->sought[n].word = (uint8_t)i;
            aligner->sought[n].next = *head;
            *head = (uint16_t)++n;
        }
    }
}

/* --- Words that agree --------------------------------------------------- */

static void match_place(al_trace_aligner *aligner, const al_query *query, uint32_t place)
{
    uint64_t key = aligner->keys[place];
    for (uint32_t at = aligner->heads[key & 255]; at != 0; at = aligner->sought[at - 1].next) {
        if (aligner->sought[at - 1].key != key || aligner->n_matches == AL_ALIGN_MATCHES)
            continue;
        uint32_t word = aligner->sought[at - 1].word;
        aligner->matches[aligner->n_matches++] =
            (al_word_match){.word = (uint16_t)word,
                            .place = (uint16_t)place,
                            .n_words = 1,
                            .n_places = 1,
                            .letters = (uint8_t)query->words[word].n_letters,
                            .bits = aligner->sought[at - 1].bits};
    }
}

/* The words around a place into the window, and their keys. */
static almost_status read_place(al_trace_aligner *aligner, const al_query *query,
                                const al_found *at, uint64_t first, almost_error *error)
{
    al_window *window = &aligner->window;
    aligner->place = (al_source_place){at->segment, at->document, &aligner->record};
    almost_status status =
        al_window_read(window, &aligner->place, first, query->n + BEYOND, &aligner->held, error);
    if (status != ALMOST_OK || !aligner->held)
        return status;
    for (uint32_t i = 0; i < window->n; i++)
        aligner->keys[i] =
            al_index_word_key(window->scanner, window->text.bytes, &window->tokens[i]);
    return ALMOST_OK;
}

almost_status al_trace_align_read(al_trace_aligner *aligner, const al_query *query,
                                  const al_found *at, bool *there, almost_error *error)
{
    const al_segment *segment = aligner->counts->library->holdings[at->segment].segment;
    const bool same = aligner->held && aligner->place.segment == at->segment &&
                      aligner->place.document == at->document;
    aligner->held = false;
    if (!al_segment_document(segment, at->document, &aligner->record))
        return al_segment_broken(segment, "a document lies where it cannot", error);
    uint64_t word = at->position - aligner->record.first, wanted = at->word + BEFORE;
    uint64_t first = word > wanted ? word - wanted : 0;
    almost_status status = ALMOST_OK;
    if (same && aligner->window.first == first)
        aligner->held = true;
    else
        status = read_place(aligner, query, at, first, error);
    *there = aligner->held;
    aligner->n_matches = 0;
    for (uint32_t i = 0; status == ALMOST_OK && *there && i < aligner->window.n; i++)
        match_place(aligner, query, i);
    return status;
}

/* --- The heaviest chain ------------------------------------------------- */

static float cost_between(const al_word_match *first, const al_word_match *second)
{
    int words = second->word - first->word - first->n_words;
    int places = second->place - first->place - first->n_places;
    int both = words < places ? words : places, more = words + places - 2 * both;
    return both < 0 ? -1 : (float)both * substitution + (float)more * gap;
}

static void follow(al_trace_aligner *aligner, const uint16_t *before, uint32_t last)
{
    uint32_t n = 0;
    for (uint32_t at = last + 1; at != 0 && n < AL_QUERY_WORDS; at = before[at - 1])
        aligner->chain[n++] = (uint16_t)(at - 1);
    aligner->n_chain = n;
    for (uint32_t i = 0; i < n / 2; i++) {
        uint16_t other = aligner->chain[i];
        aligner->chain[i] = aligner->chain[n - 1 - i];
        aligner->chain[n - 1 - i] = other;
    }
}

/* Matches are in the order of their places. Returns the bits of the best chain. */
static double find_chain(al_trace_aligner *aligner)
{
    float sums[AL_ALIGN_MATCHES];
    uint16_t before[AL_ALIGN_MATCHES];
    uint32_t best = 0;
    aligner->n_chain = 0;
    for (uint32_t i = 0; i < aligner->n_matches; i++) {
        const al_word_match *match = &aligner->matches[i];
        float most = 0;
        before[i] = 0;
        for (uint32_t k = i; k-- > 0;) { /* the nearest first: few of the others may be better */
            if (sums[k] < most)
                continue;
            float cost = cost_between(&aligner->matches[k], match), sum = sums[k] - cost;
            if (cost >= 0 && sum > 0 && sum >= most) {
                most = sum;
                before[i] = (uint16_t)(k + 1);
            }
        }
        sums[i] = most + match->bits;
        best = sums[i] > sums[best] ? i : best;
    }
    if (aligner->n_matches == 0)
        return 0;
    follow(aligner, before, best);
    return sums[best];
}

static void tell_core(const al_trace_aligner *aligner, const al_word_match *first,
                      const al_word_match *last, al_found *out)
{
    const al_window *window = &aligner->window;
    uint32_t behind = (uint32_t)last->place + last->n_places;
    out->core = first->word;
    out->core_end = (uint32_t)last->word + last->n_words;
    out->core_first = window->first + first->place;
    out->core_behind = window->first + behind;
    out->core_bytes = (almost_span){window->start + window->tokens[first->place].start,
                                    window->start + window->tokens[behind - 1].end};
}

/*
 * The words at either end that are no part of the chain, because words before them differ: `from`
 * is its last match (or its first, going back), and what is returned is the match nearest to the
 * end of the quotation that is at most a few words off where it should be. An editor cuts a
 * passage where he wants to, so that its last word is more often right than the one before.
 */
static const al_word_match *reach(const al_trace_aligner *aligner, const al_word_match *from,
                                  bool back)
{
    const al_word_match *best = from;
    int best_off = 0;
    for (uint32_t i = 0; i < aligner->n_matches; i++) {
        const al_word_match *match = &aligner->matches[i];
        int words = back ? from->word - match->word : match->word - from->word;
        int places = back ? from->place - match->place : match->place - from->place;
        int off = places > words ? places - words : words - places;
        int best_words = back ? from->word - best->word : best->word - from->word;
        if (words <= 0 || places <= 0 || off > OFF || words < best_words ||
            (words == best_words && off >= best_off))
            continue;
        best = match;
        best_off = off;
    }
    return best;
}

/* From the first to the last word that agrees, and as many on either side as the quotation has. */
static void tell_span(const al_trace_aligner *aligner, const al_query *query, al_found *out)
{
    const al_window *window = &aligner->window;
    const al_word_match *first = &aligner->matches[aligner->chain[0]],
                        *last = &aligner->matches[aligner->chain[aligner->n_chain - 1]];
    tell_core(aligner, first, last, out);
    first = reach(aligner, first, true);
    last = reach(aligner, last, false);
    uint32_t start = first->place > first->word ? (uint32_t)(first->place - first->word) : 0;
    uint32_t end = last->place + last->n_places + query->n - last->word - last->n_words;
    end = end < window->n ? end : window->n;
    out->first = window->first + start;
    out->end = window->first + end;
    out->bytes = (almost_span){window->start + window->tokens[start].start,
                               window->start + window->tokens[end - 1].end};
}

void al_trace_align_chain(al_trace_aligner *aligner, const al_query *query, al_found *out)
{
    uint32_t words = 0, letters = 0;
    out->bits = find_chain(aligner);
    for (uint32_t i = 0; i < aligner->n_chain; i++) {
        words += aligner->matches[aligner->chain[i]].n_words;
        letters += aligner->matches[aligner->chain[i]].letters;
    }
    out->unaligned = words < query->n ? query->n - words : 0;
    out->letters = letters;
    out->core = out->core_end = 0;
    if (aligner->n_chain > 0)
        tell_span(aligner, query, out);
    uint32_t core = out->core_end - out->core;
    out->core_unaligned = core > words ? core - words : 0;
}

almost_status al_trace_align(al_trace_aligner *aligner, const al_query *query,
                             const al_candidate *candidate, al_found *out, bool *there,
                             almost_error *error)
{
    const al_holding *holding = &aligner->counts->library->holdings[candidate->segment];
    *out = (al_found){.segment = candidate->segment,
                      .document = al_segment_document_at(holding->segment, candidate->position),
                      .position = candidate->position,
                      .word = candidate->word};
    *there = !al_holding_removed(holding, out->document);
    if (!*there)
        return ALMOST_OK;
    almost_status status = al_trace_align_read(aligner, query, out, there, error);
    if (status == ALMOST_OK && *there)
        al_trace_align_chain(aligner, query, out);
    return status;
}
