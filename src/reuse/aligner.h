/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passages of two documents at a time, from the places that they share. Where a page stands in many
 * documents, each of its places in the first one is aligned a few times (the cap); what else is
 * like it there is linked: the passage is laid on the other document without aligning it.
 */
#ifndef AL_SHARED_ALIGNER_H
#define AL_SHARED_ALIGNER_H

#include "reuse/corpus.h"
#include "reuse/extend.h"

/* A place of the first document: how often it was found, and in which stretch. */
typedef struct al_found_place {
    uint32_t found, start, end;
} al_found_place;

/* A document whose letters are in memory, or a stretch of one. */
typedef struct al_loaded {
    const uint8_t *letters; /* in `own`, or among those of all documents */
    uint8_t *own;
    size_t capacity, n;
    uint32_t document; /* UINT32_MAX: none */
} al_loaded;

/* What one thread works with. */
typedef struct al_shared_aligner {
    almost_reuse *reuse; /* its documents and letters are read, no more */
    al_extender extender;
    al_rarity_words words;
    al_loaded side[2];
    al_loaded stretch;      /* letters of the second document in which a passage would be linked */
    uint32_t stretch_first; /* the first of these */
    al_found_place *places; /* of the first document */
    size_t n_places, places_capacity;
    uint32_t *last_at; /* of each place of the second document: the passage last found there */
    size_t last_capacity;
    al_shared *passages; /* found, in order */
    size_t n_passages, passages_capacity;
    size_t first;  /* passage of the two documents at hand */
    uint64_t pair; /* these two, as in al_pair_record() */
    uint64_t n_linked;
    bool open;   /* two documents are at hand */
    bool capped; /* a hit fell into a place that was found often enough, and is alike */
    uint32_t capped_at[2];
} al_shared_aligner;

enum {
    AL_ALIKE_AROUND = 36, /* letters on either side of a place that are looked at */
    AL_ALIKE = 24         /* of these 72, to align: a stricter window loses reworded passages */
};

/* How many letters around two places are the same, each in its place. */
int al_alike_around(const al_loaded *first, uint32_t a, const al_loaded *second, uint32_t b);

void al_shared_aligner_init(al_shared_aligner *aligner, almost_reuse *reuse);
void al_shared_aligner_release(al_shared_aligner *aligner);

/* Take a hit, a record of a pair; they come sorted. */
AL_MUST_CHECK almost_status al_shared_aligner_take(al_shared_aligner *aligner, const al_record *hit,
                                                   almost_error *error);

/* There are no more hits of the two documents at hand. */
AL_MUST_CHECK almost_status al_shared_aligner_end(al_shared_aligner *aligner, almost_error *error);

#endif
