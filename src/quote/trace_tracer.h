/* SPDX-License-Identifier: Apache-2.0 */
/* What a tracer holds, and the stages of looking for one quotation. */
#ifndef AL_TRACE_TRACER_H
#define AL_TRACE_TRACER_H

#include "almost/trace.h"
#include "base/deadline.h"
#include "base/output.h"
#include "quote/trace_align.h"

enum {
    AL_FOUND_PLACES = 64, /* that are kept while a quotation is looked for */
    AL_TRACE_ROUNDS = 3   /* of looking, with longer lists each time */
};

struct almost_tracer {
    const almost_allocator *allocator;
    const almost_library *library;
    uint32_t most;
    almost_units units;
    al_trace_counts counts;
    al_index_words *scanner; /* of quotations */
    al_guesses *guesses;
    al_votes votes;
    al_candidates candidates;
    al_trace_aligner aligner;
    char *text; /* the quotation with its padding */
    size_t text_capacity;
    al_index_word *tokens;
    size_t tokens_capacity;
    uint32_t n_tokens;
    al_query query;
    al_found found[AL_FOUND_PLACES];
    uint32_t n_found;
    al_candidate seen[AL_TRACE_ROUNDS * AL_CANDIDATES]; /* that were held against the quotation */
    uint32_t n_seen;
    almost_traced *places;
    size_t places_capacity;
    uint32_t n_places;
    uint32_t rounds; /* of looking; 0: all */
    struct al_passage *passages;
    size_t passages_capacity;
    uint32_t n_passages;
    almost_traced_passage *told;
    size_t told_capacity;
    al_buffer line;
    almost_environment environment;
    al_clock clock; /* of the call */
};

/* Words of a text that lie in a row with words of a document. */
typedef struct al_passage {
    uint32_t start, end; /* words of the text, among the tracer's tokens */
    double bits, said;   /* T and S of what agrees */
    uint32_t letters;    /* that agree */
    al_found found;      /* its place: `core_…` are those of the whole */
} al_passage;

/* The time of a call begins. */
void al_trace_begin(almost_tracer *tracer);
/* TIMEOUT when it is over. */
AL_MUST_CHECK almost_status al_trace_in_time(almost_tracer *tracer, almost_error *error);

/* Cut a text into the tracer's tokens. */
AL_MUST_CHECK almost_status al_trace_cut(almost_tracer *tracer, const almost_text *text,
                                         almost_error *error);
/* Look for the words of the query; what is found stands in tracer->found, the best first. */
AL_MUST_CHECK almost_status al_trace_look(almost_tracer *tracer, almost_error *error);
/* Where a place stands. */
AL_MUST_CHECK almost_status al_trace_tell_place(almost_tracer *tracer, const al_found *found,
                                                almost_traced *out, almost_error *error);
/* The passages of the tokens, pieces of which are found: trace_long.c. */
AL_MUST_CHECK almost_status al_trace_passages(almost_tracer *tracer, const char *bytes,
                                              almost_error *error);
/* The places of a quotation that is longer than a piece, into tracer->places. */
AL_MUST_CHECK almost_status al_trace_long(almost_tracer *tracer, const char *bytes,
                                          almost_error *error);
AL_MUST_CHECK almost_status al_trace_tell_passage(almost_tracer *tracer, const al_passage *passage,
                                                  uint32_t start, uint32_t end, almost_traced *out,
                                                  almost_error *error);
void al_trace_put(al_output *output, const almost_traced *place);

/* T: what agrees says, less what the place does not explain. */
double al_trace_judge(const al_found *found);

/* The places that good that chance has in a library of so many words: trace_judge.c. */
double al_trace_expected(const almost_library *library, double judged);

/* T from which on nothing better is looked for. */
extern const double al_trace_source;

/* What the places that were found are to the quotation; they stand in order, the best first. */
void al_trace_name(const almost_library *library, const al_found *found, uint32_t n,
                   almost_traced_as *out);

#endif
