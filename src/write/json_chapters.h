/* SPDX-License-Identifier: Apache-2.0 */
/* What became of each chapter, as JSON. */
#ifndef AL_JSON_CHAPTERS_H
#define AL_JSON_CHAPTERS_H

#include "base/output.h"
#include "compare/comparison.h"
#include "write/units.h"

/* How they are written: offsets by the walkers, `comma` between two of them. */
typedef struct al_json_chapters {
    al_output *output;
    const almost_comparison *comparison; /* made by chapter */
    al_unit_walker *walkers[2];          /* of the original, the telling */
    const char *comma;
} al_json_chapters;

/* The items of the list, without its brackets. */
void al_json_chapters_write(const al_json_chapters *json);

#endif
