/* SPDX-License-Identifier: Apache-2.0 */
/* What is said where ICU is missing, or was left out when building. */
#ifndef AL_WITHOUT_ICU_H
#define AL_WITHOUT_ICU_H

#include "almost/base.h"
#include "base/must_check.h"

/* ALMOST_ERROR_ENCODING: `what`, in `file`, needs ICU and it is missing. */
AL_MUST_CHECK almost_status al_icu_missing(almost_error *error, const char *file, const char *what);

#endif
