/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loading ICU. Its functions and its library files carry the version that the
 * headers were for at build time; another version is never mixed in. With the
 * build option icu=linked they are linked as usual, for systems without
 * dlopen().
 */
#include "text/icu.h"

#include "base/error.h"

#define STRING_OF(name) #name
#define STRING(name) STRING_OF(name)

#ifdef AL_ICU_LINKED

#define LINKED(name) .call_##name = name,
static const al_icu table = {AL_ICU_COMMON(LINKED) AL_ICU_I18N(LINKED)};

const al_icu *al_icu_get(void)
{
    return &table;
}

#else

#include <dlfcn.h>
#include <pthread.h>
#include <stdbool.h>
#include <string.h>

#ifdef __APPLE__
#define LIBRARY(name) "lib" name "." STRING(U_ICU_VERSION_MAJOR_NUM) ".dylib"
#else
#define LIBRARY(name) "lib" name ".so." STRING(U_ICU_VERSION_MAJOR_NUM)
#endif

static pthread_once_t once = PTHREAD_ONCE_INIT;
static al_icu table;
static bool loaded;

/* POSIX has function pointers fit into void pointers; C lets only bytes be copied. */
static bool find(void *library, const char *name, void *function)
{
    void *symbol = dlsym(library, name);
    memcpy(function, &symbol, sizeof symbol);
    return symbol != NULL;
}

static void load(void)
{
    void *common = dlopen(LIBRARY("icuuc"), RTLD_LAZY | RTLD_LOCAL);
    void *i18n = dlopen(LIBRARY("icui18n"), RTLD_LAZY | RTLD_LOCAL);
    if (common == NULL || i18n == NULL)
        return;
    bool all = true;
#define FIND_COMMON(name) all &= find(common, STRING(name), &table.call_##name);
#define FIND_I18N(name) all &= find(i18n, STRING(name), &table.call_##name);
    AL_ICU_COMMON(FIND_COMMON)
    AL_ICU_I18N(FIND_I18N)
    loaded = all;
}

const al_icu *al_icu_get(void)
{
    pthread_once(&once, load);
    return loaded ? &table : NULL;
}

#endif

almost_status al_icu_missing(almost_error *error, const char *file, const char *what)
{
    return al_fail(error, ALMOST_ERROR_ENCODING, file,
                   "%s, which takes ICU %d, and that is not installed; install libicu", what,
                   U_ICU_VERSION_MAJOR_NUM);
}
