/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The texts of a batch, each with its words and their survey, kept for later pairs as long as
 * the room allows: those that were used longest ago go first. A file is known
 * by its path and encoding. Any number of threads may ask at once; one that
 * asks for a text that another is reading waits for it.
 *
 * The words of all texts share a vocabulary. When it has grown too large a new
 * one takes its place, and texts on the shelf that have the old one are read
 * anew when they are wanted again; the old one goes with the last of them.
 */
#ifndef AL_SHELF_H
#define AL_SHELF_H

#include "base/must_check.h"
#include "meaning/survey.h"

typedef struct al_shelf al_shelf;

/* A text that is in use; nothing in it changes. */
typedef struct al_shelved {
    almost_text *text;
    al_word_list *words; /* NULL: the shelf is too small for them */
    al_survey *survey;   /* of these words */
} al_shelved;

/* `words` is the kind of words to cut; `room` and `vocabulary_room` are bytes. NULL: no memory. */
al_shelf *al_shelf_new(const almost_allocator *allocator, almost_words words, uint64_t room,
                       uint64_t vocabulary_room);

/* When all texts were put back. */
void al_shelf_free(al_shelf *shelf);

/*
 * The text of a source, made or found, to be put back. `options` has the
 * environment, and the encoding and name of the source.
 */
AL_MUST_CHECK almost_status al_shelf_take(al_shelf *shelf, const almost_source *source,
                                          const almost_text_options *options,
                                          const al_shelved **out, almost_error *error);

void al_shelf_put_back(al_shelf *shelf, const al_shelved *shelved);

#endif
