/* SPDX-License-Identifier: Apache-2.0 */
/* All sequences of a tradition in one table. */
#ifndef AL_ALIGN_H
#define AL_ALIGN_H

#include "collate/join.h"

/* Sequences up to which what was put together is refined: that is cubic, and gains nothing beyond.
 */
enum { AL_MOST_REFINED = 40 };

/* Sequences up to which all pairs are looked at; of more, each with those that are near. */
enum { AL_MOST_PAIRED = 60 };

/*
 * Put the sequences in columns, members by their numbers; what is in no column is no word. Errors:
 * MEMORY, CANCELLED, TIMEOUT.
 */
AL_MUST_CHECK almost_status al_align(const al_tradition *tradition, const al_collating *collating,
                                     al_columns *columns, al_model *model, bool *whole,
                                     almost_error *error);

/* The same by a model that is learnt; `tradition` is not the one that it was learnt from. */
AL_MUST_CHECK almost_status al_align_learnt(const al_tradition *tradition,
                                            const al_collating *collating, const al_model *model,
                                            al_columns *columns, bool *whole, almost_error *error);

#endif
