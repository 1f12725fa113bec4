/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Loading ICU. Its functions and its library files carry the version that the
 * headers were for at build time; another version is never mixed in. With the
 * build option icu=linked they are linked as usual, for systems without
 * dlopen().
 */
#include "text/icu.h"

#include "base/error.h"

#ifdef AL_ICU_LINKED

static const al_icu table = {AL_ICU_COMMON(AL_SHARED_LINKED) AL_ICU_I18N(AL_SHARED_LINKED)};

const al_icu *al_icu_get(void)
{
    return &table;
}

#else

#ifdef __APPLE__
#define LIBRARY(name) "lib" name "." AL_SHARED_STRING(U_ICU_VERSION_MAJOR_NUM) ".dylib"
#else
#define LIBRARY(name) "lib" name ".so." AL_SHARED_STRING(U_ICU_VERSION_MAJOR_NUM)
#endif

static const char *const common_names[] = {LIBRARY("icuuc")};
static const char *const i18n_names[] = {LIBRARY("icui18n")};
static const char *const common_wanted[] = {AL_ICU_COMMON(AL_SHARED_NAME)};
static const char *const i18n_wanted[] = {AL_ICU_I18N(AL_SHARED_NAME)};
static al_icu table;
static al_shared_object common = AL_SHARED_OBJECT(common_names, common_wanted, &table);
static al_shared_object i18n = AL_SHARED_OBJECT(i18n_names, i18n_wanted, &table.call_ucsdet_open);

const al_icu *al_icu_get(void)
{
    return al_shared_object_is_there(&common) && al_shared_object_is_there(&i18n) ? &table : NULL;
}

#endif

almost_status al_icu_missing(almost_error *error, const char *file, const char *what)
{
    return al_fail(error, ALMOST_ERROR_ENCODING, file,
                   "%s, which takes ICU %d, and that is not installed; install libicu", what,
                   U_ICU_VERSION_MAJOR_NUM);
}
