/* SPDX-License-Identifier: Apache-2.0 */
/*
 * libarchive links a dozen libraries of its own, ICU among them, which every start would pay for:
 * so it is opened when a packed file is read. Its functions have had these types since 3.0, and its
 * soname has been 13 since then.
 */
#include "read/archive.h"

#include "base/error.h"
#include "base/shared_object.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

/* clang-format off */
#ifdef AL_NO_PROGRAMS
#define OTHER_FILTERS(X)
#else
#define OTHER_FILTERS(X) \
    X(archive_read_support_filter_bzip2) X(archive_read_support_filter_xz) \
    X(archive_read_support_filter_zstd)
#endif
#define FUNCTIONS(X) \
    X(archive_read_new) X(archive_read_free) X(archive_read_open_memory) \
    X(archive_read_open_filename) \
    X(archive_read_support_format_zip) X(archive_read_support_format_tar) \
    X(archive_read_support_format_raw) X(archive_read_support_filter_gzip) OTHER_FILTERS(X) \
    X(archive_read_next_header) X(archive_read_data) X(archive_error_string) X(archive_errno) \
    X(archive_entry_pathname_utf8) X(archive_entry_pathname) X(archive_entry_filetype) \
    X(archive_write_new) X(archive_write_free) X(archive_write_close) X(archive_write_open) \
    X(archive_write_set_format_zip) X(archive_write_zip_set_compression_store) \
    X(archive_write_set_bytes_in_last_block) X(archive_write_header) X(archive_write_data) \
    X(archive_entry_new) X(archive_entry_free) X(archive_entry_set_pathname) \
    X(archive_entry_set_filetype) X(archive_entry_set_perm) X(archive_entry_set_size)
/* clang-format on */

typedef struct functions {
    FUNCTIONS(AL_SHARED_MEMBER)
} functions;

#ifdef __APPLE__
static const char *const names[] = {"libarchive.13.dylib", "libarchive.dylib"};
#else
static const char *const names[] = {"libarchive.so.13"};
#endif
static const char *const wanted[] = {FUNCTIONS(AL_SHARED_NAME)};
static functions table AL_SHARED_TABLE(FUNCTIONS);
static al_shared_object libarchive = AL_SHARED_LINKABLE(names, wanted, &table);

static const char libarchive_missing[] =
    "is packed, and unpacking takes libarchive, which is not installed; install libarchive13";

/* An archive that is being unpacked. */
typedef struct unpacking {
    const al_read_source *source;
    const al_read_options *options;
    struct archive *archive;
    al_parts *parts;
    uint32_t members;
    almost_error *error;
} unpacking;

static almost_status fail_broken(unpacking *unpacking)
{
    const char *why = table.call_archive_error_string(unpacking->archive);
    if (why != NULL && strstr(why, "assphrase") != NULL) /* it says so by its message alone */
        return al_fail(unpacking->error, ALMOST_ERROR_READ, unpacking->source->name,
                       "is encrypted: unpack it first with a program that asks for its password");
    return al_fail(unpacking->error, ALMOST_ERROR_READ, unpacking->source->name,
                   "cannot be unpacked (%s): the file is broken or cut off",
                   why != NULL ? why : "no reason given");
}

static void enable(struct archive *archive, uint32_t packings)
{
    if (packings & AL_PACKING_ZIP)
        table.call_archive_read_support_format_zip(archive);
    if (packings & AL_PACKING_TAR)
        table.call_archive_read_support_format_tar(archive);
    if (packings & AL_PACKING_RAW)
        table.call_archive_read_support_format_raw(archive);
    if (packings & AL_PACKING_FILTERS) {
        table.call_archive_read_support_filter_gzip(archive);
#ifndef AL_NO_PROGRAMS /* by which a libarchive that has not these libraries unpacks them */
        table.call_archive_read_support_filter_bzip2(archive);
        table.call_archive_read_support_filter_xz(archive);
        table.call_archive_read_support_filter_zstd(archive);
#endif
    }
}

/* Whether so many unpacked bytes are within what the options allow; else that is the failure. */
static almost_status check_length(const unpacking *unpacking, uint64_t length)
{
    static const uint64_t small = UINT64_C(16) << 20; /* no ratio of it can do harm */
    const al_read_options *options = unpacking->options;
    uint64_t most = options->limit < AL_TEXT_MOST_BYTES ? options->limit : AL_TEXT_MOST_BYTES;
    if (length > most)
        return al_fail(unpacking->error, ALMOST_ERROR_LIMIT, unpacking->source->name,
                       "unpacks to more than the limit of %llu bytes; raise the limit",
                       (unsigned long long)most);
    if (length > small && length / options->ratio > unpacking->source->length)
        return al_fail(unpacking->error, ALMOST_ERROR_LIMIT, unpacking->source->name,
                       "unpacks to more than %u times its length; raise max_ratio if you trust it",
                       options->ratio);
    return ALMOST_OK;
}

/* The bytes of the member that the archive stands at. */
static almost_status unpack_member(unpacking *unpacking, const char *name)
{
    enum { PIECE = 1 << 16 };
    al_parts *parts = unpacking->parts;
    if (!al_parts_begin(parts, name))
        return al_fail_memory(unpacking->error);
    for (;;) {
        al_buffer_reserve(&parts->bytes, PIECE);
        if (parts->bytes.failed)
            return al_fail_memory(unpacking->error);
        la_ssize_t got = table.call_archive_read_data(
            unpacking->archive, parts->bytes.bytes + parts->bytes.length, PIECE);
        if (got < 0)
            return fail_broken(unpacking);
        if (got == 0)
            break;
        parts->bytes.length += (size_t)got;
        almost_status status = check_length(unpacking, parts->bytes.length);
        if (status != ALMOST_OK)
            return status;
    }
    return al_parts_end(parts) ? ALMOST_OK : al_fail_memory(unpacking->error);
}

static const char *name_of(struct archive_entry *entry)
{
    const char *name = table.call_archive_entry_pathname_utf8(entry);
    if (name == NULL) /* it is in no encoding that is known */
        name = table.call_archive_entry_pathname(entry);
    return name != NULL ? name : "";
}

static almost_status unpack_all(unpacking *unpacking, const al_packed *packed)
{
    struct archive_entry *entry;
    for (;;) {
        int found = table.call_archive_read_next_header(unpacking->archive, &entry);
        if (found == ARCHIVE_EOF)
            return ALMOST_OK;
        if (found < ARCHIVE_WARN)
            return fail_broken(unpacking);
        if (unpacking->members++ == unpacking->options->members)
            return al_fail(unpacking->error, ALMOST_ERROR_LIMIT, unpacking->source->name,
                           "has more than the limit of %u members; raise max_members",
                           unpacking->options->members);
        const char *name = name_of(entry);
        mode_t type = table.call_archive_entry_filetype(entry);
        if ((type != S_IFREG && type != 0) ||
            (packed->wanted != NULL && !packed->wanted(packed->of, name)))
            continue;
        almost_status status = unpack_member(unpacking, name);
        if (status != ALMOST_OK)
            return status;
    }
}

static almost_status unpack(const al_read_source *source, const al_read_options *options,
                            const al_packed *packed, al_parts *parts, almost_error *error)
{
    if (!al_shared_object_is_there(&libarchive))
        return al_fail(error, ALMOST_ERROR_READ, source->name, "%s", libarchive_missing);
    unpacking unpacking = {.source = source, .options = options, .parts = parts, .error = error};
    unpacking.archive = table.call_archive_read_new();
    if (unpacking.archive == NULL)
        return al_fail_memory(error);
    enable(unpacking.archive, packed->packings);
    almost_status status = ALMOST_OK;
    if (table.call_archive_read_open_memory(unpacking.archive, source->bytes,
                                            (size_t)source->length) != ARCHIVE_OK)
        status = fail_broken(&unpacking);
    if (status == ALMOST_OK)
        status = unpack_all(&unpacking, packed);
    table.call_archive_read_free(unpacking.archive);
    return status;
}

/*
 * libarchive has names in the encoding of the locale, and none where that lacks a letter of them:
 * so this thread has one that lacks none for as long as it takes.
 */
almost_status al_archive_unpack(const al_read_source *source, const al_read_options *options,
                                const al_packed *packed, al_parts *parts, almost_error *error)
{
    locale_t utf8 = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0);
    locale_t before = utf8 != (locale_t)0 ? uselocale(utf8) : (locale_t)0;
    almost_status status = unpack(source, options, packed, parts, error);
    if (utf8 != (locale_t)0) {
        uselocale(before);
        freelocale(utf8);
    }
    return status;
}

/* --- A file as it is unpacked --------------------------------------------- */

struct al_unpacked {
    const almost_allocator *allocator;
    struct archive *archive;
    const char *path; /* the caller's */
};

static almost_status fail_unpacked(const al_unpacked *unpacked, almost_error *error)
{
    const char *why = table.call_archive_error_string(unpacked->archive);
    return al_fail(error, ALMOST_ERROR_READ, unpacked->path, "cannot be unpacked (%s)",
                   why != NULL ? why : "no reason given");
}

static almost_status open_unpacked(al_unpacked *unpacked, almost_error *error)
{
    enum { BLOCK = 1 << 16 };
    struct archive_entry *entry;
    unpacked->archive = table.call_archive_read_new();
    if (unpacked->archive == NULL)
        return al_fail_memory(error);
    enable(unpacked->archive, AL_PACKING_RAW | AL_PACKING_FILTERS);
    if (table.call_archive_read_open_filename(unpacked->archive, unpacked->path, BLOCK) !=
        ARCHIVE_OK)
        return fail_unpacked(unpacked, error);
    int found = table.call_archive_read_next_header(unpacked->archive, &entry);
    return found == ARCHIVE_EOF || found >= ARCHIVE_WARN ? ALMOST_OK
                                                         : fail_unpacked(unpacked, error);
}

almost_status al_unpacked_open(const char *path, const almost_allocator *allocator,
                               al_unpacked **out, almost_error *error)
{
    if (!al_shared_object_is_there(&libarchive))
        return al_fail(error, ALMOST_ERROR_READ, path, "%s", libarchive_missing);
    al_unpacked *unpacked = al_allocate_zero(allocator, 1, sizeof *unpacked);
    if (unpacked == NULL)
        return al_fail_memory(error);
    unpacked->allocator = allocator;
    unpacked->path = path;
    almost_status status = open_unpacked(unpacked, error);
    if (status == ALMOST_OK)
        *out = unpacked;
    else
        al_unpacked_close(unpacked);
    return status;
}

void al_unpacked_close(al_unpacked *unpacked)
{
    if (unpacked == NULL)
        return;
    if (unpacked->archive != NULL)
        table.call_archive_read_free(unpacked->archive);
    al_release(unpacked->allocator, unpacked);
}

almost_status al_unpacked_read(al_unpacked *unpacked, char *bytes, size_t room, size_t *length,
                               almost_error *error)
{
    la_ssize_t got = table.call_archive_read_data(unpacked->archive, bytes, room);
    if (got < 0)
        return fail_unpacked(unpacked, error);
    *length = (size_t)got;
    return ALMOST_OK;
}

/* --- Packing ------------------------------------------------------------ */

static la_ssize_t take(struct archive *archive, void *of, const void *bytes, size_t length)
{
    (void)archive;
    al_buffer *out = of;
    al_buffer_append(out, bytes, length);
    return out->failed ? -1 : (la_ssize_t)length;
}

static bool put_member(struct archive *archive, struct archive_entry *entry, const char *bytes,
                       size_t length)
{
    table.call_archive_entry_set_pathname(entry, "member");
    table.call_archive_entry_set_filetype(entry, S_IFREG);
    table.call_archive_entry_set_perm(entry, 0644);
    table.call_archive_entry_set_size(entry, (la_int64_t)length);
    if (table.call_archive_write_header(archive, entry) != ARCHIVE_OK)
        return false;
    for (size_t at = 0; at < length;) {
        la_ssize_t put = table.call_archive_write_data(archive, bytes + at, length - at);
        if (put <= 0)
            return false;
        at += (size_t)put;
    }
    return table.call_archive_write_close(archive) == ARCHIVE_OK;
}

static bool pack(struct archive *archive, struct archive_entry *entry, const char *bytes,
                 size_t length, bool stored, al_buffer *out)
{
    if (table.call_archive_write_set_format_zip(archive) != ARCHIVE_OK)
        return false;
    if (stored)
        table.call_archive_write_zip_set_compression_store(archive);
    table.call_archive_write_set_bytes_in_last_block(archive, 1);
    return table.call_archive_write_open(archive, out, NULL, take, NULL) == ARCHIVE_OK &&
           put_member(archive, entry, bytes, length);
}

almost_status al_archive_pack(const char *bytes, size_t length, bool stored, const char *name,
                              al_buffer *out, almost_error *error)
{
    if (!al_shared_object_is_there(&libarchive))
        return al_fail(error, ALMOST_ERROR_READ, name,
                       "is to be packed, which takes libarchive, which is not installed; install "
                       "libarchive13");
    struct archive *archive = table.call_archive_write_new();
    struct archive_entry *entry = table.call_archive_entry_new();
    bool packed =
        archive != NULL && entry != NULL && pack(archive, entry, bytes, length, stored, out);
    if (archive != NULL)
        table.call_archive_write_free(archive);
    if (entry != NULL)
        table.call_archive_entry_free(entry);
    if (out->failed || archive == NULL || entry == NULL)
        return al_fail_memory(error);
    return packed ? ALMOST_OK
                  : al_fail(error, ALMOST_ERROR_READ, name, "cannot be packed by libarchive");
}
