/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a stretch stands in the terms of its format, as JSON: `"place":{"original":{"page":3},…}`,
 * for texts that have marks; plain text has none, and its answers stay as they are.
 */
#ifndef AL_JSON_PLACE_H
#define AL_JSON_PLACE_H

#include "base/output.h"
#include "base/range.h"
#include "text/text.h"

/* Bytes of either text; NULL: there are none of this side. */
typedef struct al_json_places {
    const almost_text *texts[2]; /* the original, the telling */
    const al_range *ranges[2];
} al_json_places;

/* The member, with a comma before it, or nothing. */
void al_json_place(al_output *output, const al_json_places *places);

#endif
