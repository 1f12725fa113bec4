/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a sentence stands in the sources, given where the telling was: near there, farther down, or
 * anywhere. A prompter that follows a speaker has the same task: who jumps at the first match that
 * comes along jumps to and fro, so that what is near needs little to be believed, what is farther
 * down more, and what is anywhere must be beyond chance and better than all other places.
 */
#ifndef AL_WATCH_STANDING_H
#define AL_WATCH_STANDING_H

#include "quote/whose.h"
#include "watch/ground.h"

typedef struct al_standing {
    const al_reading *reading; /* NULL: nothing like it was found */
    bool found;                /* it is from the sources */
    bool moves;                /* and says where we are */
    bool jumps;                /* and that is not near where we were */
    double expected;
    double margin;
} al_standing;

/* Memory that is used again and again. */
typedef struct al_stander {
    al_places places;
    al_reading near, ahead, whole, other;
} al_stander;

/* Where the telling is. */
typedef struct al_position {
    bool known;
    al_source_id id;
    uint64_t byte; /* of the source: behind the last word that was told */
} al_position;

/*
 * Hold the words of a sentence against the row. For texts; of a library's stretch only what is near
 * and ahead is looked at. False when memory ends.
 */
AL_MUST_CHECK bool al_standing_find(al_stander *stander, const al_ground *ground,
                                    const al_quoted *quoted, const al_position *position,
                                    al_standing *out);

/* The same around a byte of a source alone, where the sentence is believed to stand. */
AL_MUST_CHECK bool al_standing_at(al_stander *stander, const al_ground *ground,
                                  const al_quoted *quoted, const al_position *position,
                                  al_standing *out);
void al_stander_release(al_stander *stander);

/* The words of the row that a reading stands at, of its heaviest piece's source. */
al_range al_standing_places(const al_reading *reading);

#endif
