/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQLite is a megabyte that most runs never need: it is opened with the first library. Its
 * functions have had these types since 3.5, and its soname has been 0 since then.
 */
#include "library/sqlite.h"

#include "base/shared_object.h"

#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;
static al_sqlite table;
static bool loaded;

static void load(void)
{
#ifdef __APPLE__
    static const char *const names[] = {"libsqlite3.dylib"};
#else
    static const char *const names[] = {"libsqlite3.so.0"};
#endif
    void *library = al_library_open(names, sizeof names / sizeof *names);
    if (library == NULL)
        return;
    bool all = true;
#define FIND(name) all &= al_library_find(library, #name, &table.call_##name);
    AL_SQLITE_FUNCTIONS(FIND)
#undef FIND
    loaded = all;
}

const al_sqlite *al_sqlite_get(void)
{
    pthread_once(&once, load);
    return loaded ? &table : NULL;
}
