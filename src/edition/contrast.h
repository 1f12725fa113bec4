/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words that look alike and are two: `could` and `would`, of which a tradition has both in many
 * places and hardly ever the one where another witness has the other. What is spelt in two ways
 * stands in the rows of its other spelling.
 */
#ifndef AL_CONTRAST_H
#define AL_CONTRAST_H

#include "base/must_check.h"
#include "collate/collation.h"

typedef struct al_contrast {
    const almost_allocator *allocator;
    size_t *firsts; /* of each form: where its rows begin; and behind them, the end */
    uint32_t *rows; /* in which a form stands, ascending */
} al_contrast;

/* False when memory ends; there is nothing to release then. */
AL_MUST_CHECK bool al_contrast_init(al_contrast *contrast, const almost_collation *collation);
void al_contrast_release(al_contrast *contrast);

/* Whether the rarer of two forms stands where the other does in less than a quarter of its rows. */
bool al_contrast_apart(const al_contrast *contrast, uint32_t one, uint32_t other);

#endif
