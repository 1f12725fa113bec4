/* SPDX-License-Identifier: Apache-2.0 */
/* The defaults of what surrounds every call, and the version. */
#include "almost/almost.h"

#include <string.h>

void almost_environment_init(almost_environment *environment)
{
    memset(environment, 0, sizeof *environment);
    environment->size = sizeof *environment;
}

const char *almost_version(void)
{
    return ALMOST_VERSION;
}

void almost_text_options_init(almost_text_options *options)
{
    memset(options, 0, sizeof *options);
    options->size = sizeof *options;
}
