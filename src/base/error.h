/* SPDX-License-Identifier: Apache-2.0 */
/* Filling the caller's error structure; nothing here allocates. */
#ifndef AL_ERROR_H
#define AL_ERROR_H

#include "almost/almost.h"

/*
 * Fill *error (which may be NULL) and return `status`. `file` may be NULL.
 * The message is one line without a full stop: what is wrong and what to do.
 * What it quotes may hold anything: controls and what is no UTF-8 become question marks.
 */
__attribute__((format(printf, 4, 5))) almost_status
al_fail(almost_error *error, almost_status status, const char *file, const char *format, ...);

/* The same with a place in the source; 0 where it means nothing. */
__attribute__((format(printf, 7, 8))) almost_status
al_fail_at(almost_error *error, almost_status status, const char *file, uint64_t byte,
           uint64_t line, uint64_t column, const char *format, ...);

/* ALMOST_ERROR_MEMORY with its message. */
almost_status al_fail_memory(almost_error *error);

#endif
