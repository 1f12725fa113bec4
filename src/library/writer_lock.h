/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lock of whoever changes a library: one writer at a time, beside any number of readers. The
 * system gives it up when its process ends, however that is. The file says who holds it.
 */
#ifndef AL_WRITER_LOCK_H
#define AL_WRITER_LOCK_H

#include "base/memory.h"
#include "base/must_check.h"

/* Take the lock of a folder. READ: somebody has it, or the folder cannot be written to. */
AL_MUST_CHECK almost_status al_writer_lock_take(const char *folder, int *lock, almost_error *error);
void al_writer_lock_give(int lock);

#endif
