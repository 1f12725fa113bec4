/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Opening a shared library at run time, for the three that most runs never need
 * (text/icu.c, language/stem.c, language/cld.c). With the build option
 * lazy_libraries=false none is ever found, by which the suite shows what is left
 * on a machine that has none of them.
 */
#include "base/shared_object.h"

#include <dlfcn.h>
#include <string.h>

void *al_library_open(const char *const *names, size_t n)
{
    void *library = NULL;
#ifdef AL_NO_LAZY_LIBRARIES
    n = 0;
#endif
    for (size_t i = 0; library == NULL && i < n; i++)
        library = dlopen(names[i], RTLD_LAZY | RTLD_LOCAL);
    return library;
}

/* POSIX has function pointers fit into void pointers; C lets only bytes be copied. */
bool al_library_find(void *library, const char *name, void *function)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}
