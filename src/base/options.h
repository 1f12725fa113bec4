/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Structures that grow, on their way between a caller and a library of two
 * versions. Each begins with the size that its caller was compiled with.
 *
 * Of a past version's structure the fields that are missing have their
 * defaults. Of a future version's the fields that are not known here must be
 * zero, which is what its _init leaves in those that nobody set: else an
 * option would be passed over in silence.
 *
 * A new field stands at the end, and never in what was padding before.
 */
#ifndef AL_OPTIONS_H
#define AL_OPTIONS_H

#include "base/must_check.h"
#include "almost/almost.h"

/*
 * Fill the caller's structure of `size` bytes with the defaults that `known`
 * bytes of this version hold, and with zero behind them.
 */
void al_options_init(void *options, size_t size, const void *defaults, size_t known);

/*
 * Fill a result of the caller, who knows `size` bytes of it, from one of this
 * version; with zero behind what is known here.
 */
void al_result_fill(void *result, size_t size, const void *from, size_t known);

/*
 * Take the caller's structure over the defaults: `complete` is filled with
 * them, of `size` bytes, and gets what `given` (NULL: nothing) has. `name` is
 * that of the type, for the message of ALMOST_ERROR_ARGUMENT, on which
 * *complete is untouched.
 */
AL_MUST_CHECK almost_status al_options_complete(void *complete, size_t size, const void *given,
                                                const char *name, almost_error *error);

/* The same of an environment, with the defaults; `given` may be NULL. */
AL_MUST_CHECK almost_status al_environment_complete(almost_environment *complete,
                                                    const almost_environment *given,
                                                    almost_error *error);

/* Columns of what is written for reading: unless asked for, at least, at most. */
enum { AL_DEFAULT_WIDTH = 80, AL_LEAST_WIDTH = 20, AL_MOST_WIDTH = 1000000 };

/* Put what is usual for 0, and for less than the least; ARGUMENT for more than the most. */
AL_MUST_CHECK almost_status al_width_complete(uint32_t *width, almost_error *error);

#endif
