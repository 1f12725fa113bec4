/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much memory there is for one who asks for much: what the system can give without swapping,
 * and no more than the group of processes may have that this one belongs to (a container).
 */
#ifndef AL_FREE_MEMORY_H
#define AL_FREE_MEMORY_H

#include <stdint.h>

/* Bytes; UINT64_MAX where the system does not say. It takes some tens of microseconds. */
uint64_t al_free_memory(void);

#endif
