/* SPDX-License-Identifier: Apache-2.0 */
/* The defaults of what surrounds every call, and the version. */
#include "base/options.h"

void almost_environment_init_sized(almost_environment *environment, size_t size)
{
    const almost_environment defaults = {.size = sizeof defaults};
    al_options_init(environment, size, &defaults, sizeof defaults);
}

const char *almost_version(void)
{
    return ALMOST_VERSION;
}
