/* SPDX-License-Identifier: Apache-2.0 */
/* Of builds without ICU: icu.c has it of the others. */
#include "text/without_icu.h"

#include "base/error.h"

almost_status al_icu_missing(almost_error *error, const char *file, const char *what)
{
    return al_fail(error, ALMOST_ERROR_ENCODING, file,
                   "%s, which takes ICU, and this almost was built without it; take another build",
                   what);
}
