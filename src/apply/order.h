/* SPDX-License-Identifier: Apache-2.0 */
/* Sorting numbers by a comparison, stable, with memory of the caller: n log n on any input. */
#ifndef AL_ORDER_H
#define AL_ORDER_H

#include <stdbool.h>
#include <stddef.h>

/* Whether number `left` stands before number `right`. */
typedef bool al_before(const void *context, size_t left, size_t right);

/* Sort `count` numbers; `room` has space for as many. What is in order already costs n. */
void al_order(size_t *numbers, size_t count, size_t *room, al_before *before, const void *context);

#endif
