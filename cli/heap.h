/* SPDX-License-Identifier: Apache-2.0 */
/* How the program keeps its memory: a choice of a process, which the library leaves to it. */
#ifndef HEAP_H
#define HEAP_H

/*
 * Have the heap stand on large pages where the system leaves that to programs, and keep what is
 * freed. Where the C library or the system knows no such thing, nothing changes.
 */
void heap_prepare(void);

#endif
