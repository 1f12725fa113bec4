/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQLite is a megabyte that most runs never need: it is opened with the first library. Its
 * functions have had these types since 3.5, and its soname has been 0 since then.
 */
#include "library/sqlite.h"

#ifdef AL_NO_SQLITE

const al_sqlite *al_sqlite_get(void)
{
    return NULL;
}

#else

#ifdef __APPLE__
static const char *const names[] = {"libsqlite3.dylib"};
#else
static const char *const names[] = {"libsqlite3.so.0"};
#endif
static const char *const wanted[] = {AL_SQLITE_FUNCTIONS(AL_SHARED_NAME)};
static al_sqlite table;
static al_shared_object sqlite = AL_SHARED_OBJECT(names, wanted, &table);

const al_sqlite *al_sqlite_get(void)
{
    return al_shared_object_is_there(&sqlite) ? &table : NULL;
}

#endif
