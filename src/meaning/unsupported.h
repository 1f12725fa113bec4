/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether a summary's numbers and names are those of what it sums up. Words of
 * a summary are its own, so that nothing of it is compared; but a number, a
 * number of a unit, or a name that its source has nowhere, in whatever form, is
 * made up or misread.
 */
#ifndef AL_UNSUPPORTED_H
#define AL_UNSUPPORTED_H

#include "meaning/item.h"

typedef struct al_unsupported {
    al_range bytes;   /* of the text of the summary */
    uint32_t touches; /* number, name or unit */
    uint32_t summary; /* which of those that were given */
} al_unsupported;

typedef struct al_unsupported_list {
    const almost_allocator *allocator;
    al_unsupported *list;
    size_t n;
    size_t capacity;
} al_unsupported_list;

/*
 * Add what `n` summaries, words of a side, have, and the other side has nowhere, in order. The
 * other side is read once. False when memory ends; what was added by then stays.
 */
bool al_unsupported_find(al_item_reader *reader, int side, const al_range *summaries, size_t n,
                         al_unsupported_list *found);

void al_unsupported_release(al_unsupported_list *found);

#endif
