/* SPDX-License-Identifier: Apache-2.0 */
/* Reading a segment: segment.h. */
#include "library/segment.h"

#include "base/error.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

almost_status al_segment_broken(const al_segment *segment, const char *what, almost_error *error)
{
    return al_fail(error, ALMOST_ERROR_FORMAT, segment->name,
                   "is a broken segment (%s): remove the library, create it anew and add its "
                   "sources again",
                   what);
}

/* --- Opening ------------------------------------------------------------ */

static almost_status check_front(const al_segment *segment, almost_error *error)
{
    const char *bytes = segment->bytes;
    if (segment->length < 12 || memcmp(bytes, AL_SEGMENT_MAGIC, 8) != 0)
        return al_segment_broken(segment, "it does not begin as one", error);
    uint32_t version = al_load_four(bytes + 8);
    if (version > AL_SEGMENT_VERSION)
        return al_fail(error, ALMOST_ERROR_FORMAT, segment->name,
                       "is a segment of version %u, and this program knows %d: use a newer one",
                       version, AL_SEGMENT_VERSION);
    if (segment->length < AL_SEGMENT_HEADER + AL_SEGMENT_TRAILER)
        return al_segment_broken(segment, "it is cut off", error);
    const char *trailer = bytes + segment->length - AL_SEGMENT_TRAILER;
    if (al_load_eight(trailer) != segment->length || memcmp(trailer + 8, AL_SEGMENT_MAGIC, 8) != 0)
        return al_segment_broken(segment, "it is cut off", error);
    if (XXH3_64bits(bytes, AL_SEGMENT_HEADER - 8) != segment->checksum)
        return al_segment_broken(segment, "its header is not what was written", error);
    return version == AL_SEGMENT_VERSION ? ALMOST_OK
                                         : al_segment_broken(segment, "it has no version", error);
}

/* Sections lie within the file and behind the header. */
static bool read_table(al_segment *segment)
{
    for (uint32_t kind = 0; kind < AL_SECTIONS; kind++) {
        const char *row = segment->bytes + AL_SEGMENT_FRONT + (size_t)kind * AL_SECTION_ENTRY;
        uint64_t offset = al_load_eight(row + 8), length = al_load_eight(row + 16);
        if (al_load_four(row) != kind || offset % AL_SEGMENT_ALIGNMENT != 0 ||
            offset < AL_SEGMENT_HEADER || offset > segment->length ||
            length > segment->length - offset)
            return false;
        segment->sections[kind] = (al_section){segment->bytes + offset, length};
    }
    return true;
}

static uint64_t length_of(const al_segment *segment, al_section_kind kind)
{
    return segment->sections[kind].length;
}

/* The numbers of the front. */
static bool read_front(al_segment *segment)
{
    const char *bytes = segment->bytes;
    uint64_t documents = al_load_eight(bytes + 32), keys = al_load_eight(bytes + 40),
             forms = al_load_eight(bytes + 48);
    if (documents > UINT32_MAX || keys > UINT32_MAX || forms > keys)
        return false;
    segment->bucket_bits = al_load_four(bytes + 12);
    segment->words = al_load_eight(bytes + 16);
    segment->positions = al_load_eight(bytes + 24);
    segment->documents = (uint32_t)documents;
    segment->keys = (uint32_t)keys;
    segment->forms = (uint32_t)forms;
    segment->functions = al_load_four(bytes + 56);
    segment->paired = al_load_four(bytes + 60);
    return segment->bucket_bits <= AL_MOST_BUCKET_BITS && segment->positions <= UINT32_MAX &&
           segment->positions % AL_CHECKPOINT == 0 && segment->words <= segment->positions &&
           segment->functions <= segment->paired;
}

/* That sections are as long as the numbers say. */
static bool check_lengths(const al_segment *segment)
{
    uint64_t checkpoints = segment->positions / AL_CHECKPOINT;
    const al_section *names = &segment->sections[AL_SECTION_NAMES];
    return length_of(segment, AL_SECTION_BUCKETS) ==
               ((UINT64_C(1) << segment->bucket_bits) + 1) * 4 &&
           length_of(segment, AL_SECTION_KEYS) == (uint64_t)segment->keys * AL_ENTRY_SIZE &&
           length_of(segment, AL_SECTION_MORE) ==
               (uint64_t)segment->keys * al_key_rest_size(segment->bucket_bits) &&
           length_of(segment, AL_SECTION_FILTER) ==
               ((uint64_t)segment->forms * AL_FILTER_BITS / 64 + 1) * 8 &&
           length_of(segment, AL_SECTION_POSTINGS) >= AL_POSTINGS_PADDING &&
           length_of(segment, AL_SECTION_CHECKPOINTS) == checkpoints * AL_CHECKPOINT_SIZE &&
           length_of(segment, AL_SECTION_LINES) % 4 == 0 &&
           length_of(segment, AL_SECTION_DOCUMENTS) ==
               (uint64_t)segment->documents * AL_DOCUMENT_SIZE &&
           length_of(segment, AL_SECTION_OUTSIDE) % AL_OUTSIDE_SIZE == 0 &&
           length_of(segment, AL_SECTION_COMMON) == (uint64_t)segment->paired * 8 &&
           (segment->documents == 0 ||
            (names->length > 0 && names->bytes[names->length - 1] == '\0'));
}

static almost_status check(al_segment *segment, almost_error *error)
{
    if (segment->length >= AL_SEGMENT_HEADER)
        segment->checksum = al_load_eight(segment->bytes + AL_SEGMENT_HEADER - 8);
    almost_status status = check_front(segment, error);
    if (status != ALMOST_OK)
        return status;
    if (!read_front(segment) || !read_table(segment) || !check_lengths(segment))
        return al_segment_broken(segment, "its header makes no sense", error);
    segment->filter_words = length_of(segment, AL_SECTION_FILTER) / 8;
    segment->postings = (al_postings){segment->sections[AL_SECTION_POSTINGS].bytes,
                                      length_of(segment, AL_SECTION_POSTINGS), segment->positions};
    return ALMOST_OK;
}

static almost_status unreadable(const char *path, int code, almost_error *error)
{
    if (code == ENOENT)
        return al_fail(error, ALMOST_ERROR_READ, path,
                       "is missing, which the library names: create it anew and add its sources "
                       "again");
    return al_fail(error, ALMOST_ERROR_READ, path,
                   "cannot be read: system error %d; see who may read it", code);
}

static bool read_whole(int descriptor, char *bytes, uint64_t length)
{
    for (uint64_t at = 0; at < length;) {
        ssize_t got = pread(descriptor, bytes + at, (size_t)(length - at), (off_t)at);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += (uint64_t)got;
    }
    return true;
}

/* Who brings an allocator wants to know of all memory; for all others the file is mapped. */
static almost_status load(al_segment *segment, int descriptor, const char *path,
                          almost_error *error)
{
    struct stat about;
    if (fstat(descriptor, &about) != 0 || !S_ISREG(about.st_mode))
        return unreadable(path, EINVAL, error);
    segment->length = (uint64_t)about.st_size;
    segment->mapped = segment->allocator == al_allocator_default() && segment->length > 0;
    if (segment->mapped) {
        void *bytes = mmap(NULL, (size_t)segment->length, PROT_READ, MAP_SHARED, descriptor, 0);
        segment->mapped = bytes != MAP_FAILED;
        segment->bytes = segment->mapped ? bytes : NULL;
        return segment->mapped ? ALMOST_OK : unreadable(path, errno, error);
    }
    char *bytes = al_allocate(segment->allocator, segment->length, 1);
    segment->bytes = bytes;
    if (bytes == NULL)
        return al_fail_memory(error);
    return read_whole(descriptor, bytes, segment->length) ? ALMOST_OK
                                                          : unreadable(path, EIO, error);
}

static al_segment *new_segment(const almost_allocator *allocator, const char *name)
{
    al_segment *segment = al_allocate_zero(allocator, 1, sizeof *segment);
    char *copy = al_allocate(allocator, strlen(name) + 1, 1);
    if (segment == NULL || copy == NULL) {
        al_release(allocator, segment);
        al_release(allocator, copy);
        return NULL;
    }
    memcpy(copy, name, strlen(name) + 1);
    segment->allocator = allocator;
    segment->name = copy;
    return segment;
}

/* Takes over the segment, whose bytes are there if `status` says so. */
static almost_status finish(al_segment *segment, almost_status status, al_segment **out,
                            almost_error *error)
{
    if (status == ALMOST_OK)
        status = check(segment, error);
    if (status == ALMOST_OK)
        *out = segment;
    else
        al_segment_free(segment);
    return status;
}

almost_status al_segment_open(const almost_allocator *allocator, const char *path, al_segment **out,
                              almost_error *error)
{
    al_segment *segment = new_segment(allocator, path);
    if (segment == NULL)
        return al_fail_memory(error);
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        almost_status status = unreadable(path, errno, error);
        al_segment_free(segment);
        return status;
    }
    almost_status status = load(segment, descriptor, path, error);
    close(descriptor);
    return finish(segment, status, out, error);
}

almost_status al_segment_open_bytes(const almost_allocator *allocator, const char *name,
                                    const char *bytes, uint64_t length, al_segment **out,
                                    almost_error *error)
{
    al_segment *segment = new_segment(allocator, name);
    if (segment == NULL)
        return al_fail_memory(error);
    segment->bytes = bytes;
    segment->length = length;
    segment->borrowed = true;
    return finish(segment, ALMOST_OK, out, error);
}

void al_segment_free(al_segment *segment)
{
    if (segment == NULL)
        return;
    const almost_allocator *allocator = segment->allocator;
    char *bytes = (char *)(uintptr_t)segment->bytes;
    if (segment->mapped)
        munmap(bytes, (size_t)segment->length);
    else if (!segment->borrowed)
        al_release(allocator, bytes);
    al_release(allocator, (char *)(uintptr_t)segment->name);
    al_release(allocator, segment);
}

/* --- Keys --------------------------------------------------------------- */

al_entry al_segment_entry(const al_segment *segment, uint32_t i)
{
    assert(i < segment->keys);
    const char *entry = segment->sections[AL_SECTION_KEYS].bytes + (uint64_t)i * AL_ENTRY_SIZE;
    uint32_t count = al_load_four(entry + 4);
    return (al_entry){count & AL_ENTRY_COUNT, count & ~AL_ENTRY_COUNT, al_load_four(entry + 8)};
}

static uint32_t tag_at(const al_segment *segment, uint32_t i)
{
    return al_load_four(segment->sections[AL_SECTION_KEYS].bytes + (uint64_t)i * AL_ENTRY_SIZE);
}

uint64_t al_segment_key(const al_segment *segment, uint32_t i, uint32_t bucket)
{
    uint32_t bits = segment->bucket_bits, size = al_key_rest_size(bits), rest = 0;
    const char *more = segment->sections[AL_SECTION_MORE].bytes + (uint64_t)i * size;
    for (uint32_t k = 0; k < size; k++)
        rest |= (uint32_t)(uint8_t)more[k] << 8 * k;
    return (uint64_t)bucket << (AL_KEY_BITS - bits) |
           (uint64_t)tag_at(segment, i) << (AL_MOST_BUCKET_BITS - bits) | rest;
}

al_entry al_segment_find(const al_segment *segment, uint64_t key)
{
    const char *buckets = segment->sections[AL_SECTION_BUCKETS].bytes;
    uint64_t bucket = al_key_bucket(key, segment->bucket_bits);
    uint32_t tag = al_key_tag(key, segment->bucket_bits);
    uint32_t low = al_load_four(buckets + 4 * bucket),
             high = al_load_four(buckets + 4 * bucket + 4);
    high = high < segment->keys ? high : segment->keys;
    uint32_t end = high;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (tag_at(segment, middle) < tag)
            low = middle + 1;
        else
            high = middle;
    }
    if (low >= end || tag_at(segment, low) != tag)
        return (al_entry){0, 0, 0};
    return al_segment_entry(segment, low);
}

bool al_segment_positions(const al_segment *segment, const al_entry *entry, uint32_t *out)
{
    assert((entry->flags & AL_ENTRY_FUNCTION) == 0);
    if (entry->count != 1)
        return al_postings_decode(&segment->postings, entry->place, entry->count, out, NULL);
    out[0] = entry->place;
    return entry->place < segment->positions;
}

/* --- Documents ---------------------------------------------------------- */

static const char *document_at(const al_segment *segment, uint32_t i)
{
    return segment->sections[AL_SECTION_DOCUMENTS].bytes + (uint64_t)i * AL_DOCUMENT_SIZE;
}

/* A string of the names, which end with a NUL; NULL beyond them. */
static const char *name_at(const al_segment *segment, uint32_t at)
{
    const al_section *names = &segment->sections[AL_SECTION_NAMES];
    return at < names->length ? names->bytes + at : NULL;
}

static bool lies_within(uint64_t start, uint64_t length, uint64_t whole)
{
    return start <= whole && length <= whole - start;
}

bool al_segment_document(const al_segment *segment, uint32_t i, al_document_record *out)
{
    assert(i < segment->documents);
    const char *bytes = document_at(segment, i);
    uint64_t text = al_load_eight(bytes + 24);
    const al_section *texts = &segment->sections[AL_SECTION_TEXT];
    *out = (al_document_record){.first = al_load_eight(bytes),
                                .words = al_load_eight(bytes + 8),
                                .bytes = al_load_eight(bytes + 16),
                                .source_length = al_load_eight(bytes + 32),
                                .hash = (const unsigned char *)bytes + 40,
                                .modified = al_load_eight(bytes + 56),
                                .changed = al_load_eight(bytes + 64),
                                .inode = al_load_eight(bytes + 72),
                                .name = name_at(segment, al_load_four(bytes + 80)),
                                .path = name_at(segment, al_load_four(bytes + 84)),
                                .outside = al_load_four(bytes + 88),
                                .n_outside = al_load_four(bytes + 92),
                                .skip = al_load_four(bytes + 96),
                                .lines = al_load_four(bytes + 100),
                                .packed = al_load_eight(bytes + 104)};
    uint64_t every = AL_CHECKPOINT * AL_LINES_CHECKPOINT;
    uint64_t n_lines = out->words / every + (out->words % every != 0);
    if (text != AL_NO_TEXT && !lies_within(text, al_document_kept(out), texts->length))
        return false;
    if (out->packed > 0 && al_packed_blocks(out->bytes) > out->packed / AL_PACKED_END)
        return false;
    out->text = text != AL_NO_TEXT ? texts->bytes + text : NULL;
    return out->name != NULL && out->path != NULL && out->first % AL_CHECKPOINT == 0 &&
           lies_within(out->first, out->words, segment->positions) &&
           lies_within(out->outside, out->n_outside,
                       segment->sections[AL_SECTION_OUTSIDE].length / AL_OUTSIDE_SIZE) &&
           lies_within(out->lines, n_lines, segment->sections[AL_SECTION_LINES].length / 4) &&
           (out->text != NULL || lies_within(out->skip, out->bytes, out->source_length));
}

almost_status al_segment_text(const al_segment *segment, const al_document_record *document,
                              al_unpacker *unpacker, almost_span span, char *out,
                              almost_error *error)
{
    assert(document->text != NULL && span.start <= span.end && span.end <= document->bytes);
    if (document->packed == 0) {
        memcpy(out, document->text + span.start, (size_t)(span.end - span.start));
        return ALMOST_OK;
    }
    const al_packed_text text = {document->text, document->packed, document->bytes};
    switch (al_unpack(unpacker, segment->allocator, &text, span, out)) {
    case AL_UNPACKED: return ALMOST_OK;
    case AL_UNPACKED_NO_MEMORY: return al_fail_memory(error);
    default: return al_segment_broken(segment, "a text cannot be unpacked", error);
    }
}

uint32_t al_segment_document_at(const al_segment *segment, uint64_t position)
{
    uint32_t low = 0, high = segment->documents;
    assert(high > 0);
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (al_load_eight(document_at(segment, middle)) <= position)
            low = middle;
        else
            high = middle;
    }
    return low;
}
