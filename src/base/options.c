/* SPDX-License-Identifier: Apache-2.0 */
/* Structures of options from callers of a past and of a future version. */
#include "base/options.h"

#include "base/error.h"

#include <inttypes.h>
#include <stdalign.h>
#include <stdbool.h>
#include <string.h>

/* No structure of options will ever be as large: a size beyond it was never set. */
static const size_t absurd = 4096;

static bool all_zero(const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (bytes[i] != 0)
            return false;
    return true;
}

void al_result_fill(void *result, size_t size, const void *from, size_t known)
{
    memcpy(result, from, size < known ? size : known);
    if (size > known)
        memset((unsigned char *)result + known, 0, size - known);
}

void al_options_init(void *options, size_t size, const void *defaults, size_t known)
{
    al_result_fill(options, size, defaults, known);
    memcpy(options, &size, sizeof size);
}

almost_status al_options_complete(void *complete, size_t size, const void *given, const char *name,
                                  almost_error *error)
{
    if (given == NULL)
        return ALMOST_OK;
    size_t theirs;
    memcpy(&theirs, given, sizeof theirs);
    if (theirs < sizeof theirs || theirs > absurd || theirs % alignof(size_t) != 0)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "%s has no size: fill it by %s_init() before a field is set", name, name);
    if (theirs > size && !all_zero((const unsigned char *)given + size, theirs - size))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "%s sets a field that almost %s does not know: leave it out or install a "
                       "later version",
                       name, almost_version());
    memcpy(complete, given, theirs < size ? theirs : size);
    memcpy(complete, &size, sizeof size);
    return ALMOST_OK;
}

almost_status al_environment_complete(almost_environment *complete, const almost_environment *given,
                                      almost_error *error)
{
    almost_environment_init(complete);
    almost_status status =
        al_options_complete(complete, sizeof *complete, given, "almost_environment", error);
    if (status == ALMOST_OK && complete->max_bytes > ALMOST_MOST_BYTES)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "a text is at most %" PRIu64 " bytes long; set max_bytes to that or less",
                       ALMOST_MOST_BYTES);
    if (status == ALMOST_OK && !(complete->timeout >= 0))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "the timeout must be 0 or more");
    return status;
}

almost_status al_width_complete(uint32_t *width, almost_error *error)
{
    if (*width > AL_MOST_WIDTH)
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL, "%" PRIu32 " columns are more than %d",
                       *width, AL_MOST_WIDTH);
    if (*width == 0)
        *width = AL_DEFAULT_WIDTH;
    if (*width < AL_LEAST_WIDTH)
        *width = AL_LEAST_WIDTH;
    return ALMOST_OK;
}
