/* SPDX-License-Identifier: Apache-2.0 */
/* The functions of SQLite that the catalogue calls, loaded when a library is first opened. */
#ifndef AL_SQLITE_H
#define AL_SQLITE_H

#include "base/shared_object.h"

#ifdef AL_NO_SQLITE
#include "library/sqlite_none.h"
#else
#include <sqlite3.h>
#endif

/* clang-format off */
#define AL_SQLITE_FUNCTIONS(X) \
    X(sqlite3_open_v2) X(sqlite3_close) X(sqlite3_exec) X(sqlite3_prepare_v2) X(sqlite3_step) \
    X(sqlite3_finalize) X(sqlite3_reset) X(sqlite3_bind_int64) X(sqlite3_bind_text) \
    X(sqlite3_bind_blob) X(sqlite3_column_int64) X(sqlite3_column_text) X(sqlite3_column_blob) \
    X(sqlite3_column_bytes) X(sqlite3_errmsg) X(sqlite3_extended_errcode) X(sqlite3_busy_timeout) \
    X(sqlite3_changes)
/* clang-format on */

typedef struct al_sqlite {
    AL_SQLITE_FUNCTIONS(AL_SHARED_MEMBER)
} al_sqlite;

/* NULL where it is not installed. Thread-safe. */
const al_sqlite *al_sqlite_get(void);

#endif
