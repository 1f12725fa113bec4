/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was put together step by step is improved: each part of the guide tree in turn, single
 * sequences first, is taken out and put together with the rest anew (Barton and Sternberg 1987),
 * until nothing changes.
 */
#ifndef AL_IMPROVE_H
#define AL_IMPROVE_H

#include "collate/guide.h"
#include "collate/join.h"

/* False when memory ends; *columns is whole in any case. */
AL_MUST_CHECK bool al_improve(const al_joining *joining, const al_merge *merges, uint32_t threads,
                              al_columns *columns);

#endif
