/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The catalogue as SQLite has it, with a rollback journal and not a log beside it: a library can
 * then be read from a disk that cannot be written. Its user_version is the version of the library.
 */
#include "library/catalogue.h"

#include "base/error.h"
#include "library/sqlite.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define APPLICATION "1095521363" /* "ALTS" */
enum { VERSION = 1, PATIENCE = 10000 /* milliseconds that a lock is waited for */ };

static const char schema[] =
    "PRAGMA application_id = " APPLICATION ";"
    "PRAGMA user_version = 1;"
    "BEGIN;"
    "CREATE TABLE segments (number INTEGER PRIMARY KEY AUTOINCREMENT, length INTEGER NOT NULL, "
    "checksum INTEGER "
    "NOT NULL, words INTEGER NOT NULL, documents INTEGER NOT NULL, removed BLOB NOT NULL);"
    "CREATE TABLE documents (path TEXT NOT NULL, member TEXT NOT NULL, name TEXT NOT NULL, hash "
    "TEXT NOT NULL, segment INTEGER NOT NULL, document INTEGER NOT NULL, bytes INTEGER NOT NULL, "
    "words INTEGER NOT NULL, kept INTEGER NOT NULL, PRIMARY KEY (segment, document)) WITHOUT ROWID;"
    "CREATE INDEX documents_by_path ON documents (path, member, segment, document);"
    "COMMIT;";

struct al_catalogue {
    const almost_allocator *allocator;
    const al_sqlite *sqlite;
    sqlite3 *database;
    char *path;
};

void al_segment_file_name(uint64_t number, char name[AL_SEGMENT_NAME])
{
    snprintf(name, AL_SEGMENT_NAME, "segment-%08llu", (unsigned long long)number);
}

/* --- Failures ----------------------------------------------------------- */

/* Whether a writer ended in the midst of a commit, and its journal is to be rolled back first. */
static bool needs_rollback(const al_catalogue *catalogue)
{
    return catalogue->sqlite->call_sqlite3_extended_errcode(catalogue->database) ==
           SQLITE_READONLY_ROLLBACK;
}

static almost_status failed(al_catalogue *catalogue, almost_error *error)
{
    if (needs_rollback(catalogue))
        return al_fail(error, ALMOST_ERROR_WRITE, catalogue->path,
                       "was left by a writer that ended in the midst of a change, and only who may "
                       "write there can take it back: run almost library verify as such");
    int code = catalogue->sqlite->call_sqlite3_extended_errcode(catalogue->database) & 0xFF;
    const char *why = catalogue->sqlite->call_sqlite3_errmsg(catalogue->database);
    switch (code) {
    case SQLITE_NOMEM: return al_fail_memory(error);
    case SQLITE_FULL:
        return al_fail(error, ALMOST_ERROR_WRITE, catalogue->path,
                       "cannot be written: the disk is full; make room and try again");
    case SQLITE_BUSY:
        return al_fail(error, ALMOST_ERROR_TIMEOUT, catalogue->path,
                       "is locked by another program; try again when that is done");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return al_fail(error, ALMOST_ERROR_FORMAT, catalogue->path,
                       "is a broken catalogue (%s): create the library anew and add its sources "
                       "again",
                       why);
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_IOERR:
        return al_fail(error, ALMOST_ERROR_WRITE, catalogue->path,
                       "cannot be written (%s): see who may write there, and whether the disk is "
                       "full",
                       why);
    default: return al_fail(error, ALMOST_ERROR_READ, catalogue->path, "cannot be read (%s)", why);
    }
}

static almost_status run(al_catalogue *catalogue, const char *sql, almost_error *error)
{
    int code = catalogue->sqlite->call_sqlite3_exec(catalogue->database, sql, NULL, NULL, NULL);
    return code == SQLITE_OK ? ALMOST_OK : failed(catalogue, error);
}

/* --- Opening ------------------------------------------------------------ */

static almost_status new_catalogue(const almost_allocator *allocator, const char *folder,
                                   al_catalogue **out, almost_error *error)
{
    static const char name[] = "/catalogue.sqlite";
    const al_sqlite *sqlite = al_sqlite_get();
    if (sqlite == NULL)
        return al_fail(
            error, ALMOST_ERROR_READ, folder,
            "is a library, which takes SQLite 3, and that is not installed; install libsqlite3-0");
    al_catalogue *catalogue = al_allocate_zero(allocator, 1, sizeof *catalogue);
    char *path = al_allocate(allocator, strlen(folder) + sizeof name, 1);
    if (catalogue == NULL || path == NULL) {
        al_release(allocator, catalogue);
        al_release(allocator, path);
        return al_fail_memory(error);
    }
    memcpy(path, folder, strlen(folder));
    memcpy(path + strlen(folder), name, sizeof name);
    *catalogue = (al_catalogue){allocator, sqlite, NULL, path};
    *out = catalogue;
    return ALMOST_OK;
}

void al_catalogue_close(al_catalogue *catalogue)
{
    if (catalogue == NULL)
        return;
    (void)catalogue->sqlite->call_sqlite3_close(catalogue->database);
    al_release(catalogue->allocator, catalogue->path);
    al_release(catalogue->allocator, catalogue);
}

static almost_status open_database(al_catalogue *catalogue, int flags, almost_error *error)
{
    const al_sqlite *sqlite = catalogue->sqlite;
    int code = sqlite->call_sqlite3_open_v2(catalogue->path, &catalogue->database,
                                            flags | SQLITE_OPEN_NOMUTEX, NULL);
    if (catalogue->database == NULL)
        return al_fail_memory(error);
    if (code != SQLITE_OK)
        return failed(catalogue, error);
    (void)sqlite->call_sqlite3_busy_timeout(catalogue->database, PATIENCE);
    return run(catalogue, "PRAGMA synchronous = EXTRA; PRAGMA trusted_schema = OFF;", error);
}

almost_status al_catalogue_create(const almost_allocator *allocator, const char *folder,
                                  almost_error *error)
{
    al_catalogue *catalogue;
    almost_status status = new_catalogue(allocator, folder, &catalogue, error);
    if (status != ALMOST_OK)
        return status;
    status = open_database(catalogue, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, error);
    if (status == ALMOST_OK)
        status = run(catalogue, schema, error);
    if (status != ALMOST_OK) /* half a catalogue would be in the way of the next one */
        (void)remove(catalogue->path);
    al_catalogue_close(catalogue);
    return status;
}

/* One number that a statement answers with. */
static almost_status ask(al_catalogue *catalogue, const char *sql, int64_t *out,
                         almost_error *error)
{
    const al_sqlite *sqlite = catalogue->sqlite;
    sqlite3_stmt *statement = NULL;
    if (sqlite->call_sqlite3_prepare_v2(catalogue->database, sql, -1, &statement, NULL) !=
        SQLITE_OK)
        return failed(catalogue, error);
    int code = sqlite->call_sqlite3_step(statement);
    almost_status status = code == SQLITE_ROW ? ALMOST_OK : failed(catalogue, error);
    if (status == ALMOST_OK)
        *out = sqlite->call_sqlite3_column_int64(statement, 0);
    (void)sqlite->call_sqlite3_finalize(statement);
    return status;
}

static almost_status check_version(al_catalogue *catalogue, almost_error *error)
{
    int64_t version = 0, application = 0;
    almost_status status = ask(catalogue, "PRAGMA application_id", &application, error);
    if (status == ALMOST_OK)
        status = ask(catalogue, "PRAGMA user_version", &version, error);
    if (status != ALMOST_OK)
        return status;
    char expected[16];
    snprintf(expected, sizeof expected, "%lld", (long long)application);
    if (strcmp(expected, APPLICATION) != 0 || version < 1)
        return al_fail(error, ALMOST_ERROR_FORMAT, catalogue->path,
                       "is no catalogue of a library; name a folder that almost library create "
                       "made");
    if (version > VERSION)
        return al_fail(error, ALMOST_ERROR_FORMAT, catalogue->path,
                       "is of a library of version %lld, and this program knows %d: use a newer "
                       "one",
                       (long long)version, VERSION);
    return ALMOST_OK;
}

static almost_status open_checked(al_catalogue *catalogue, int flags, almost_error *error)
{
    almost_status status = open_database(catalogue, flags, error);
    return status == ALMOST_OK ? check_version(catalogue, error) : status;
}

almost_status al_catalogue_open(const almost_allocator *allocator, const char *folder, bool write,
                                al_catalogue **out, almost_error *error)
{
    struct stat about;
    al_catalogue *catalogue;
    almost_status status = new_catalogue(allocator, folder, &catalogue, error);
    if (status != ALMOST_OK)
        return status;
    if (stat(folder, &about) != 0)
        status = al_fail(error, ALMOST_ERROR_READ, folder,
                         "cannot be read: there is no such library; almost library create makes "
                         "one");
    else if (stat(catalogue->path, &about) != 0 || !S_ISREG(about.st_mode)) /* no FIFO */
        status = al_fail(error, ALMOST_ERROR_FORMAT, folder,
                         "is no library: it has no catalogue; almost library create makes one");
    if (status == ALMOST_OK)
        status =
            open_checked(catalogue, write ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY, error);
    if (status != ALMOST_OK && catalogue->database != NULL && needs_rollback(catalogue)) {
        (void)catalogue->sqlite->call_sqlite3_close(catalogue->database);
        catalogue->database = NULL;
        status = open_checked(catalogue, SQLITE_OPEN_READWRITE, error);
    }
    if (status == ALMOST_OK)
        *out = catalogue;
    else
        al_catalogue_close(catalogue);
    return status;
}

almost_status al_catalogue_next(al_catalogue *catalogue, uint64_t *number, almost_error *error)
{
    int64_t last = 0;
    almost_status status =
        ask(catalogue, "SELECT coalesce(max(seq), 0) FROM sqlite_sequence WHERE name = 'segments'",
            &last, error);
    if (status == ALMOST_OK)
        *number = (uint64_t)last + 1;
    return status;
}

almost_status al_catalogue_begin(al_catalogue *catalogue, almost_error *error)
{
    return run(catalogue, "BEGIN IMMEDIATE", error);
}

almost_status al_catalogue_commit(al_catalogue *catalogue, almost_error *error)
{
    return run(catalogue, "COMMIT", error);
}

/* --- Statements --------------------------------------------------------- */

/* A value of a statement: a number, or bytes. */
typedef struct bound {
    const char *bytes; /* NULL: the number */
    int64_t number;
    size_t length;
    bool blob;
} bound;

#define NUMBER(n) ((bound){NULL, (int64_t)(n), 0, false})
#define TEXT(text) ((bound){text, 0, strlen(text), false})

static int bind(const al_sqlite *sqlite, sqlite3_stmt *statement, int at, const bound *value)
{
    if (value->bytes == NULL)
        return sqlite->call_sqlite3_bind_int64(statement, at, value->number);
    if (value->blob)
        return sqlite->call_sqlite3_bind_blob(statement, at, value->bytes, (int)value->length,
                                              SQLITE_STATIC);
    return sqlite->call_sqlite3_bind_text(statement, at, value->bytes, (int)value->length,
                                          SQLITE_STATIC);
}

static almost_status prepare(al_catalogue *catalogue, const char *sql, const bound *values,
                             sqlite3_stmt **out, almost_error *error)
{
    const al_sqlite *sqlite = catalogue->sqlite;
    sqlite3_stmt *statement = NULL;
    int code = sqlite->call_sqlite3_prepare_v2(catalogue->database, sql, -1, &statement, NULL);
    int n = 0;
    for (const char *at = sql; *at != '\0'; at++)
        n += *at == '?';
    for (int i = 0; code == SQLITE_OK && i < n; i++)
        code = bind(sqlite, statement, i + 1, &values[i]);
    if (code == SQLITE_OK) {
        *out = statement;
        return ALMOST_OK;
    }
    almost_status status = failed(catalogue, error);
    (void)sqlite->call_sqlite3_finalize(statement);
    return status;
}

static almost_status change(al_catalogue *catalogue, const char *sql, const bound *values,
                            almost_error *error)
{
    sqlite3_stmt *statement;
    almost_status status = prepare(catalogue, sql, values, &statement, error);
    if (status != ALMOST_OK)
        return status;
    if (catalogue->sqlite->call_sqlite3_step(statement) != SQLITE_DONE)
        status = failed(catalogue, error);
    (void)catalogue->sqlite->call_sqlite3_finalize(statement);
    return status;
}

static uint64_t number_at(al_catalogue *catalogue, sqlite3_stmt *statement, int column)
{
    return (uint64_t)catalogue->sqlite->call_sqlite3_column_int64(statement, column);
}

static const char *text_at(al_catalogue *catalogue, sqlite3_stmt *statement, int column)
{
    const char *text = (const char *)catalogue->sqlite->call_sqlite3_column_text(statement, column);
    return text != NULL ? text : "";
}

/* --- Segments ----------------------------------------------------------- */

static almost_status visit_segment(al_catalogue *catalogue, sqlite3_stmt *row,
                                   al_segment_visit visit, void *context)
{
    al_segment_row segment = {.number = number_at(catalogue, row, 0),
                              .about = {number_at(catalogue, row, 1), number_at(catalogue, row, 2),
                                        number_at(catalogue, row, 3), number_at(catalogue, row, 4)},
                              .removed = catalogue->sqlite->call_sqlite3_column_blob(row, 5),
                              .removed_length =
                                  (size_t)catalogue->sqlite->call_sqlite3_column_bytes(row, 5)};
    return visit(context, &segment);
}

almost_status al_catalogue_segments(al_catalogue *catalogue, al_segment_visit visit, void *context,
                                    almost_error *error)
{
    sqlite3_stmt *rows;
    almost_status status =
        prepare(catalogue,
                "SELECT number, length, checksum, words, documents, removed FROM segments ORDER BY "
                "number",
                NULL, &rows, error);
    int code = SQLITE_ROW;
    if (status != ALMOST_OK)
        return status;
    while (status == ALMOST_OK && (code = catalogue->sqlite->call_sqlite3_step(rows)) == SQLITE_ROW)
        status = visit_segment(catalogue, rows, visit, context);
    if (status == ALMOST_OK && code != SQLITE_DONE)
        status = failed(catalogue, error);
    (void)catalogue->sqlite->call_sqlite3_finalize(rows);
    return status;
}

almost_status al_catalogue_add_segment(al_catalogue *catalogue, const al_segment_row *row,
                                       almost_error *error)
{
    const bound values[] = {
        NUMBER(row->number),
        NUMBER(row->about.length),
        NUMBER(row->about.checksum),
        NUMBER(row->about.words),
        NUMBER(row->about.documents),
        {row->removed != NULL ? row->removed : "", 0, row->removed_length, true}};
    return change(catalogue, "INSERT INTO segments VALUES (?, ?, ?, ?, ?, ?)", values, error);
}

almost_status al_catalogue_drop_segment(al_catalogue *catalogue, uint64_t number,
                                        almost_error *error)
{
    return change(catalogue, "DELETE FROM segments WHERE number = ?", &NUMBER(number), error);
}

almost_status al_catalogue_set_removed(al_catalogue *catalogue, const al_segment_row *row,
                                       almost_error *error)
{
    const bound values[] = {
        {row->removed != NULL ? row->removed : "", 0, row->removed_length, true},
        NUMBER(row->number)};
    return change(catalogue, "UPDATE segments SET removed = ? WHERE number = ?", values, error);
}

/* --- Documents ---------------------------------------------------------- */

static almost_status visit_document(al_catalogue *catalogue, sqlite3_stmt *row,
                                    al_document_visit visit, void *context)
{
    al_document_row document = {.path = text_at(catalogue, row, 0),
                                .member = text_at(catalogue, row, 1),
                                .name = text_at(catalogue, row, 2),
                                .hash = text_at(catalogue, row, 3),
                                .segment = number_at(catalogue, row, 4),
                                .document = number_at(catalogue, row, 5),
                                .bytes = number_at(catalogue, row, 6),
                                .words = number_at(catalogue, row, 7),
                                .kept = number_at(catalogue, row, 8) != 0};
    return visit(context, &document);
}

#define COLUMNS "SELECT path, member, name, hash, segment, document, bytes, words, kept "

typedef struct visiting {
    al_document_visit visit;
    void *context;
} visiting;

static almost_status select_documents(al_catalogue *catalogue, const char *sql, const bound *values,
                                      const visiting *visiting, almost_error *error)
{
    sqlite3_stmt *rows;
    int code = SQLITE_ROW;
    almost_status status = prepare(catalogue, sql, values, &rows, error);
    if (status != ALMOST_OK)
        return status;
    while (status == ALMOST_OK && (code = catalogue->sqlite->call_sqlite3_step(rows)) == SQLITE_ROW)
        status = visit_document(catalogue, rows, visiting->visit, visiting->context);
    if (status == ALMOST_OK && code != SQLITE_DONE)
        status = failed(catalogue, error);
    (void)catalogue->sqlite->call_sqlite3_finalize(rows);
    return status;
}

almost_status al_catalogue_documents(al_catalogue *catalogue, const char *path,
                                     al_document_visit visit, void *context, almost_error *error)
{
    const visiting visiting = {visit, context};
    if (path == NULL)
        return select_documents(catalogue,
                                COLUMNS "FROM documents ORDER BY path, segment, document", NULL,
                                &visiting, error);
    return select_documents(catalogue,
                            COLUMNS "FROM documents WHERE path = ? ORDER BY segment, document",
                            &TEXT(path), &visiting, error);
}

/* What is in a folder has its path and a slash before its own; the next byte is 0. */
almost_status al_catalogue_folder(al_catalogue *catalogue, const char *path,
                                  al_document_visit visit, void *context, almost_error *error)
{
    const visiting visiting = {visit, context};
    const bound values[] = {TEXT(path), TEXT(path)};
    return select_documents(catalogue,
                            COLUMNS "FROM documents WHERE path > ? || '/' AND path < ? || '0' "
                                    "ORDER BY segment, document",
                            values, &visiting, error);
}

almost_status al_catalogue_add_document(al_catalogue *catalogue, const al_document_row *row,
                                        almost_error *error)
{
    const bound values[] = {TEXT(row->path),    TEXT(row->member),    TEXT(row->name),
                            TEXT(row->hash),    NUMBER(row->segment), NUMBER(row->document),
                            NUMBER(row->bytes), NUMBER(row->words),   NUMBER(row->kept)};
    return change(catalogue, "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", values,
                  error);
}

almost_status al_catalogue_drop_document(al_catalogue *catalogue, uint64_t segment,
                                         uint64_t document, almost_error *error)
{
    const bound values[] = {NUMBER(segment), NUMBER(document)};
    return change(catalogue, "DELETE FROM documents WHERE segment = ? AND document = ?", values,
                  error);
}

almost_status al_catalogue_move_document(al_catalogue *catalogue, const uint64_t from[2],
                                         const uint64_t to[2], almost_error *error)
{
    const bound values[] = {NUMBER(to[0]), NUMBER(to[1]), NUMBER(from[0]), NUMBER(from[1])};
    return change(catalogue,
                  "UPDATE documents SET segment = ?, document = ? WHERE segment = ? AND document "
                  "= ?",
                  values, error);
}

almost_status al_catalogue_verify(al_catalogue *catalogue, almost_error *error)
{
    sqlite3_stmt *rows;
    almost_status status = prepare(catalogue, "PRAGMA integrity_check(1)", NULL, &rows, error);
    if (status != ALMOST_OK)
        return status;
    if (catalogue->sqlite->call_sqlite3_step(rows) != SQLITE_ROW)
        status = failed(catalogue, error);
    else if (strcmp(text_at(catalogue, rows, 0), "ok") != 0)
        status = al_fail(error, ALMOST_ERROR_FORMAT, catalogue->path,
                         "is a broken catalogue (%s): create the library anew and add its sources "
                         "again",
                         text_at(catalogue, rows, 0));
    (void)catalogue->sqlite->call_sqlite3_finalize(rows);
    return status;
}
