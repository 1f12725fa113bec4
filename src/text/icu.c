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

#include "base/shared_object.h"

#include <pthread.h>

#ifdef __APPLE__
#define LIBRARY(name) "lib" name "." STRING(U_ICU_VERSION_MAJOR_NUM) ".dylib"
#else
#define LIBRARY(name) "lib" name ".so." STRING(U_ICU_VERSION_MAJOR_NUM)
#endif

static pthread_once_t once = PTHREAD_ONCE_INIT;
static al_icu table;
static bool loaded;

static void load(void)
{
    void *common = al_library_open(&(const char *){LIBRARY("icuuc")}, 1);
    void *i18n = al_library_open(&(const char *){LIBRARY("icui18n")}, 1);
    if (common == NULL || i18n == NULL)
        return;
    bool all = true;
#define FIND_COMMON(name) all &= al_library_find(common, STRING(name), &table.call_##name);
#define FIND_I18N(name) all &= al_library_find(i18n, STRING(name), &table.call_##name);
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
