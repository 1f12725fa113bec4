/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents to a segment. Words are kept as numbers of their forms, four bytes each, until all are
 * there; then forms are ranked, keys are counted, and positions are dealt out to the lists of their
 * keys: four bytes more for each that is posted.
 *
 * Every place is posted under a key that is rare enough to be read in full. The A commonest forms,
 * function words, have no list of their own; two neighbours that are both of the B commonest, pair
 * words, are posted as a pair. All forms but function words are posted singly.
 */
#ifndef AL_INDEXER_H
#define AL_INDEXER_H

#include "base/range.h"
#include "library/pace.h"
#include "library/segment_maker.h"
#include "words/slice.h"

typedef struct al_indexer al_indexer;

/* The commonest forms of a library by rank. Borrowed. */
typedef struct al_ranks {
    const uint64_t *keys; /* `paired` of them; NULL: to be found out */
    uint32_t functions;   /* A */
    uint32_t paired;      /* B, at least A */
} al_ranks;

/* How many pair words a segment of so many words has where they are found out. */
uint32_t al_usual_pairs(uint64_t words);

/* Adding documents takes so much of the time, and al_indexer_finish() the rest. */
extern const double al_indexer_reading;

/* What is indexed of a document. */
typedef struct al_indexed {
    al_slice slice;
    const al_range *outside; /* ascending, in bytes of the text: no words are counted there */
    uint32_t n_outside;
    bool keep;     /* put the bytes of the slice into the segment */
    al_pace *pace; /* told how far it is in the text that the slice is of; NULL: nobody is */
} al_indexed;

/* A segment that is to become the file `path`, which is borrowed. Errors: MEMORY, WRITE. */
AL_MUST_CHECK almost_status al_indexer_new(const al_storage *storage,
                                           const almost_allocator *allocator, const char *path,
                                           al_indexer **out, almost_error *error);
/* Forget it, and remove the file if it has not been finished. */
void al_indexer_free(al_indexer *indexer);

/* Errors: MEMORY, ENCODING (ICU is missing), LIMIT, CANCELLED. After one only al_indexer_free(). */
AL_MUST_CHECK almost_status al_indexer_add(al_indexer *indexer, const al_document_about *about,
                                           const al_indexed *document, almost_error *error);

/* Words so far. */
uint64_t al_indexer_words(const al_indexer *indexer);

/* Write it all; `pace` may be NULL. Errors: MEMORY, WRITE, LIMIT, CANCELLED. */
AL_MUST_CHECK almost_status al_indexer_finish(al_indexer *indexer, const al_ranks *ranks,
                                              al_pace *pace, al_segment_about *about,
                                              almost_error *error);

#endif
