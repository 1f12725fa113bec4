/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of members at the end of an archive says where each of them begins and how long it is;
 * what stands before its bytes is written anew from that list, and so is the list. libarchive packs
 * a member as an archive of its own, from which it is copied like all others.
 */
#include "redline/members.h"

#include "base/error.h"
#include "read/archive.h"

#include <string.h>

enum {
    LOCAL = 30,  /* bytes before the name of a member */
    LISTED = 46, /* bytes before its name in the list */
    END = 22,    /* bytes behind the list, without a comment */
    LONGEST_COMMENT = 0xFFFF,
    SIZES_BEHIND = 8, /* a bit of the flags: sizes stand behind the bytes */
    JANUARY_1980 = 0x21
};

/* A row of the list. */
typedef struct listed {
    uint32_t made_by, needed, flags, method, time, date, internal, external;
    uint32_t crc, packed, unpacked, offset;
    const char *name;
    uint32_t name_length;
} listed;

/* An archive in memory. */
typedef struct archive {
    const unsigned char *bytes;
    uint64_t length;
    uint64_t base; /* where it begins: what stands before is none of it */
    uint64_t list; /* the next row */
    uint32_t left; /* rows */
} archive;

typedef struct writing {
    al_buffer *out;
    al_buffer list;
    size_t start;
    uint32_t n;
    const char *name;
    almost_error *error;
} writing;

static uint32_t number(const unsigned char *at, int size)
{
    uint32_t value = 0;
    for (int i = 0; i < size; i++)
        value |= (uint32_t)at[i] << 8 * i;
    return value;
}

static almost_status fail_broken(const writing *writing)
{
    return al_fail(writing->error, ALMOST_ERROR_READ, writing->name,
                   "is an archive that cannot be copied (broken, or of more than 4 GB): save it "
                   "anew");
}

/* --- Reading ------------------------------------------------------------ */

static bool open_archive(archive *archive, const char *bytes, uint64_t length)
{
    *archive = (struct archive){.bytes = (const unsigned char *)bytes, .length = length};
    uint64_t least = length > END + LONGEST_COMMENT ? length - END - LONGEST_COMMENT : 0;
    for (uint64_t at = length >= END ? length - END + 1 : 0; at-- > least;) {
        const unsigned char *end = archive->bytes + at;
        if (memcmp(end, "PK\5\6", 4) != 0)
            continue;
        uint64_t size = number(end + 12, 4), offset = number(end + 16, 4);
        if (size + offset > at)
            return false;
        archive->left = number(end + 10, 2);
        archive->list = at - size;
        archive->base = at - size - offset;
        return true;
    }
    return false;
}

static bool next_member(archive *archive, listed *row)
{
    const unsigned char *at = archive->bytes + archive->list;
    if (archive->length - archive->list < LISTED || memcmp(at, "PK\1\2", 4) != 0)
        return false;
    *row = (listed){.made_by = number(at + 4, 2),
                    .needed = number(at + 6, 2),
                    .flags = number(at + 8, 2),
                    .method = number(at + 10, 2),
                    .time = number(at + 12, 2),
                    .date = number(at + 14, 2),
                    .crc = number(at + 16, 4),
                    .packed = number(at + 20, 4),
                    .unpacked = number(at + 24, 4),
                    .internal = number(at + 36, 2),
                    .external = number(at + 38, 4),
                    .offset = number(at + 42, 4),
                    .name = (const char *)at + LISTED,
                    .name_length = number(at + 28, 2)};
    uint64_t size = LISTED + (uint64_t)row->name_length + number(at + 30, 2) + number(at + 32, 2);
    if (size > archive->length - archive->list || row->packed == UINT32_MAX ||
        row->unpacked == UINT32_MAX || row->offset == UINT32_MAX)
        return false;
    archive->list += size;
    archive->left--;
    return true;
}

/* The packed bytes of a member, or NULL. */
static const char *bytes_of(const archive *archive, const listed *row)
{
    uint64_t at = archive->base + row->offset;
    if (at > archive->length || archive->length - at < LOCAL ||
        memcmp(archive->bytes + at, "PK\3\4", 4) != 0)
        return NULL;
    at +=
        LOCAL + (uint64_t)number(archive->bytes + at + 26, 2) + number(archive->bytes + at + 28, 2);
    if (at > archive->length || archive->length - at < row->packed)
        return NULL;
    return (const char *)archive->bytes + at;
}

/* --- Writing ------------------------------------------------------------ */

static void put(al_buffer *out, uint64_t number, int size)
{
    char bytes[8];
    for (int i = 0; i < size; i++)
        bytes[i] = (char)(number >> 8 * i);
    al_buffer_append(out, bytes, (size_t)size);
}

/* What stands before a member and in the list alike. */
static void put_header(al_buffer *out, const listed *row)
{
    put(out, row->needed, 2);
    put(out, row->flags & ~(uint32_t)SIZES_BEHIND, 2);
    put(out, row->method, 2);
    put(out, row->time, 2);
    put(out, row->date, 2);
    put(out, row->crc, 4);
    put(out, row->packed, 4);
    put(out, row->unpacked, 4);
    put(out, row->name_length, 2);
    put(out, 0, 2);
}

static void put_member(writing *writing, const listed *row, const char *bytes)
{
    uint64_t offset = writing->out->length - writing->start;
    al_buffer_append(writing->out, "PK\3\4", 4);
    put_header(writing->out, row);
    al_buffer_append(writing->out, row->name, row->name_length);
    al_buffer_append(writing->out, bytes, row->packed);
    al_buffer *list = &writing->list;
    al_buffer_append(list, "PK\1\2", 4);
    put(list, row->made_by, 2);
    put_header(list, row);
    put(list, 0, 4); /* no comment, the first disk */
    put(list, row->internal, 2);
    put(list, row->external, 4);
    put(list, offset, 4);
    al_buffer_append(list, row->name, row->name_length);
    writing->n++;
}

static void put_list(writing *writing)
{
    al_buffer *out = writing->out;
    uint64_t offset = out->length - writing->start;
    if (writing->list.length > 0)
        al_buffer_append(out, writing->list.bytes, writing->list.length);
    al_buffer_append(out, "PK\5\6", 4);
    put(out, 0, 4);
    put(out, writing->n, 2);
    put(out, writing->n, 2);
    put(out, writing->list.length, 4);
    put(out, offset, 4);
    put(out, 0, 2);
}

/* A member that is packed now; `row` says all but what follows from its bytes. */
static almost_status pack_member(writing *writing, const al_member *member, listed *row)
{
    al_buffer packed;
    archive archive;
    listed made;
    al_buffer_init(&packed, writing->out->allocator);
    almost_status status = al_archive_pack(member->bytes, member->length, member->stored,
                                           writing->name, &packed, writing->error);
    const char *bytes = NULL;
    if (status == ALMOST_OK && open_archive(&archive, packed.bytes, packed.length) &&
        archive.left == 1 && next_member(&archive, &made))
        bytes = bytes_of(&archive, &made);
    if (status == ALMOST_OK && bytes == NULL)
        status = fail_broken(writing);
    if (status == ALMOST_OK) {
        row->method = made.method;
        row->needed = made.needed;
        row->crc = made.crc;
        row->packed = made.packed;
        row->unpacked = made.unpacked;
        put_member(writing, row, bytes);
    }
    al_buffer_release(&packed);
    return status;
}

static const al_member *find(const al_member *members, size_t n, const listed *row)
{
    for (size_t i = 0; i < n; i++)
        if (strlen(members[i].name) == row->name_length &&
            memcmp(members[i].name, row->name, row->name_length) == 0)
            return &members[i];
    return NULL;
}

static almost_status copy_members(writing *writing, archive *archive, const al_member *members,
                                  size_t n)
{
    listed row;
    almost_status status = ALMOST_OK;
    while (archive->left > 0 && status == ALMOST_OK) {
        if (!next_member(archive, &row))
            return fail_broken(writing);
        const al_member *member = find(members, n, &row);
        const char *bytes = bytes_of(archive, &row);
        if (member != NULL)
            status = pack_member(writing, member, &row);
        else if (bytes == NULL)
            status = fail_broken(writing);
        else
            put_member(writing, &row, bytes);
    }
    return status;
}

static bool is_there(const al_read_source *zip, const al_member *member)
{
    archive archive;
    listed row;
    if (zip->bytes == NULL || !open_archive(&archive, zip->bytes, zip->length))
        return false;
    while (archive.left > 0 && next_member(&archive, &row))
        if (find(member, 1, &row) != NULL)
            return true;
    return false;
}

static almost_status write_all(writing *writing, const al_read_source *zip,
                               const al_member *members, size_t n)
{
    archive archive;
    almost_status status = ALMOST_OK;
    if (zip->bytes != NULL)
        status = open_archive(&archive, zip->bytes, zip->length)
                     ? copy_members(writing, &archive, members, n)
                     : fail_broken(writing);
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        listed row = {.made_by = 20,
                      .date = JANUARY_1980,
                      .name = members[i].name,
                      .name_length = (uint32_t)strlen(members[i].name)};
        if (!is_there(zip, &members[i]))
            status = pack_member(writing, &members[i], &row);
    }
    put_list(writing);
    return status;
}

almost_status al_members_write(const al_read_source *zip, const al_member *members, size_t n,
                               al_buffer *out, almost_error *error)
{
    writing writing = {.out = out, .start = out->length, .name = zip->name, .error = error};
    al_buffer_init(&writing.list, out->allocator);
    almost_status status = write_all(&writing, zip, members, n);
    if (status == ALMOST_OK && out->length - writing.start > UINT32_MAX)
        status = fail_broken(&writing);
    if (status == ALMOST_OK && (out->failed || writing.list.failed))
        status = al_fail_memory(error);
    al_buffer_release(&writing.list);
    return status;
}
