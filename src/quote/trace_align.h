/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A quotation held against the words of a place: the heaviest chain of words that both have, in
 * order. A word that agrees is worth its bits, one that stands for another costs 2.5 and one that
 * is left out or put in 2; so the chain is a local alignment (Smith and Waterman, 1981) over the
 * words that agree, which are few.
 */
#ifndef AL_TRACE_ALIGN_H
#define AL_TRACE_ALIGN_H

#include "quote/trace_vote.h"

enum { AL_ALIGN_MATCHES = 512 };

/* Words of the quotation that are words of the window; of either one or two. */
typedef struct al_word_match {
    uint16_t word, place;
    uint8_t n_words, n_places;
    uint8_t letters; /* of the quotation's that agree */
    float bits;
} al_word_match;

/* A place that a quotation was held against. */
typedef struct al_found {
    uint32_t segment, document;
    uint32_t position; /* of a word of it, and which that is, as the candidate had them */
    uint32_t word;
    double bits;         /* S */
    uint32_t unaligned;  /* u: words of the quotation that found no partner */
    uint32_t letters;    /* of the quotation's that agree */
    uint64_t first, end; /* words of the document */
    almost_span bytes;   /* of its text */
    bool spelt;          /* spellings were compared */
    /* What agrees, without the words around it that do not. */
    uint32_t core, core_end; /* words of the quotation */
    uint64_t core_first;     /* words of the document */
    uint64_t core_behind;
    almost_span core_bytes;
    uint32_t core_unaligned;
} al_found;

/* Scratch for one thread. */
typedef struct al_trace_aligner {
    const al_trace_counts *counts;
    al_window window;
    al_source_place place;
    al_document_record record;
    bool held; /* the window has the words of `place`, and these are their keys */
    uint64_t keys[AL_WINDOW_WORDS];
    al_word_match matches[AL_ALIGN_MATCHES];
    uint32_t n_matches;
    uint16_t chain[AL_QUERY_WORDS]; /* the matches of the best one, in order */
    uint32_t n_chain;
    uint16_t heads[256]; /* words of the quotation by their keys: 0 none, else their number + 1 */
    struct {
        uint64_t key;
        float bits;
        uint8_t word;
        uint16_t next;
    } sought[AL_QUERY_WORDS * (1 + AL_QUERY_ALTERNATIVES)];
} al_trace_aligner;

void al_trace_aligner_init(al_trace_aligner *aligner, const al_trace_counts *counts,
                           const almost_allocator *allocator);
void al_trace_aligner_release(al_trace_aligner *aligner);

/* Before a quotation is aligned: its words by their keys. */
void al_trace_aligner_begin(al_trace_aligner *aligner, const al_query *query);

/*
 * Hold a quotation against a candidate's place. *there is false where the document was removed, or
 * its source is not what was indexed. Errors: MEMORY, ENCODING, FORMAT.
 */
AL_MUST_CHECK almost_status al_trace_align(al_trace_aligner *aligner, const al_query *query,
                                           const al_candidate *candidate, al_found *out,
                                           bool *there, almost_error *error);

/*
 * Hold it against the same place once more, now with words that are spelt in another way, split or
 * joined: trace_spell.c.
 */
AL_MUST_CHECK almost_status al_trace_align_spelt(al_trace_aligner *aligner, const al_query *query,
                                                 al_found *found, almost_error *error);

/*
 * For that: read the words around a place, if they are not those that were read last, and match
 * those that agree; then find the chain.
 */
AL_MUST_CHECK almost_status al_trace_align_read(al_trace_aligner *aligner, const al_query *query,
                                                const al_found *at, bool *there,
                                                almost_error *error);
void al_trace_align_chain(al_trace_aligner *aligner, const al_query *query, al_found *out);

#endif
