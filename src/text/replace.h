/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bytes of a text that is being built are replaced by fewer, such as those that were decoded
 * wrongly. Where each byte comes from, and what begins or lies where, goes along.
 */
#ifndef AL_REPLACE_H
#define AL_REPLACE_H

#include "text/build.h"

typedef struct al_replacement {
    al_range bytes; /* of the text so far */
    char with[4];
    uint8_t length; /* of `with`; at most that of `bytes` */
} al_replacement;

/*
 * Make all of them: ascending, and none over another. The text is not one that was taken as a
 * whole. Memory that ends is the builder's failure. O(length of the text).
 */
void al_builder_replace(al_builder *builder, const al_replacement *items, size_t n);

#endif
