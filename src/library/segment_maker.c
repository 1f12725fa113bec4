/* SPDX-License-Identifier: Apache-2.0 */
/* Writing a segment: segment_maker.h. */
#include "library/segment_maker.h"

#include "base/error.h"
#include "library/format.h"
#include "library/packing.h"
#include "library/postings.h"

#include <assert.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

typedef struct held_key {
    uint64_t key;
    uint32_t count; /* with flags */
    uint32_t place;
} held_key;

/* Positions are numbers of 32 bits; some are left for what stands behind the last document. */
static const uint64_t most_positions = UINT32_MAX - 4096;

static void append_four(al_buffer *buffer, uint32_t number)
{
    char bytes[4];
    al_store_four(number, bytes);
    al_buffer_append(buffer, bytes, sizeof bytes);
}

almost_status al_segment_maker_begin(al_segment_maker *maker, const al_storage *storage,
                                     const almost_allocator *allocator, const char *path,
                                     almost_error *error)
{
    *maker = (al_segment_maker){.allocator = allocator};
    al_buffer *const buffers[] = {&maker->text,        &maker->keys,  &maker->lists,
                                  &maker->checkpoints, &maker->lines, &maker->documents,
                                  &maker->outside,     &maker->names, &maker->common};
    for (size_t i = 0; i < sizeof buffers / sizeof *buffers; i++)
        al_buffer_init(buffers[i], allocator);
    almost_status status = al_new_file_create(storage, allocator, path, &maker->file, error);
    if (status != ALMOST_OK)
        return status;
    static const char front[AL_SEGMENT_HEADER];
    al_new_file_append(&maker->file, front, sizeof front);
    al_new_file_align(&maker->file, AL_SEGMENT_ALIGNMENT);
    al_new_file_sum(&maker->file);
    return ALMOST_OK;
}

static void release(al_segment_maker *maker)
{
    al_buffer_release(&maker->keys);
    al_buffer_release(&maker->lists);
    al_buffer_release(&maker->text);
    al_buffer_release(&maker->checkpoints);
    al_buffer_release(&maker->lines);
    al_buffer_release(&maker->documents);
    al_buffer_release(&maker->outside);
    al_buffer_release(&maker->names);
    al_buffer_release(&maker->common);
}

void al_segment_maker_discard(al_segment_maker *maker)
{
    al_new_file_discard(&maker->file);
    release(maker);
}

/* --- Documents ---------------------------------------------------------- */

static uint32_t add_name(al_segment_maker *maker, const char *name)
{
    uint32_t at = (uint32_t)maker->names.length;
    if (maker->names.length + strlen(name) + 1 > UINT32_MAX)
        maker->too_large = true;
    else
        al_buffer_append(&maker->names, name, strlen(name) + 1);
    return at;
}

/* Checkpoints up to a position, of places where no word is. */
static void fill_checkpoints(al_segment_maker *maker, uint64_t position)
{
    static const char none[AL_CHECKPOINT_SIZE];
    while (maker->checkpoints.length / AL_CHECKPOINT_SIZE < position / AL_CHECKPOINT &&
           !maker->checkpoints.failed)
        al_buffer_append(&maker->checkpoints, none, sizeof none);
}

uint64_t al_segment_maker_document(al_segment_maker *maker, const al_document_about *about)
{
    char bytes[AL_DOCUMENT_SIZE] = {0};
    fill_checkpoints(maker, maker->positions);
    al_store_eight(maker->positions, bytes);
    al_store_eight(about->kept ? maker->text_length : AL_NO_TEXT, bytes + 24);
    al_store_eight(about->source_length, bytes + 32);
    memcpy(bytes + 40, about->hash, sizeof about->hash);
    al_store_eight(about->modified, bytes + 56);
    al_store_eight(about->changed, bytes + 64);
    al_store_eight(about->inode, bytes + 72);
    al_store_four(add_name(maker, about->name), bytes + 80);
    al_store_four(add_name(maker, about->path), bytes + 84);
    al_store_four((uint32_t)(maker->outside.length / AL_OUTSIDE_SIZE), bytes + 88);
    al_store_four(about->skip, bytes + 96);
    al_store_four((uint32_t)(maker->lines.length / 4), bytes + 100);
    maker->passed = 0;
    al_buffer_append(&maker->documents, bytes, sizeof bytes);
    maker->n_documents++;
    return maker->positions;
}

void al_segment_maker_kept(al_segment_maker *maker, const char *bytes, size_t length, bool packed)
{
    assert(!maker->in_lists);
    al_new_file_append(&maker->file, bytes, length);
    maker->text_length += length;
    if (packed && !maker->documents.failed)
        al_store_eight(length,
                       maker->documents.bytes + maker->documents.length - AL_DOCUMENT_SIZE + 104);
}

void al_segment_maker_text(al_segment_maker *maker, const char *bytes, size_t length)
{
    bool packed = false;
    maker->text.length = 0;
    if (!al_pack(&maker->text, bytes, length, &packed))
        maker->text.failed = true;
    else if (packed)
        al_segment_maker_kept(maker, maker->text.bytes, maker->text.length, true);
    else
        al_segment_maker_kept(maker, bytes, length, false);
}

void al_segment_maker_checkpoint(al_segment_maker *maker, uint32_t byte, uint32_t continuation,
                                 uint32_t lines)
{
    if (maker->passed++ % AL_LINES_CHECKPOINT == 0)
        append_four(&maker->lines, lines);
    append_four(&maker->checkpoints, byte);
    append_four(&maker->checkpoints, continuation);
}

void al_segment_maker_outside(al_segment_maker *maker, uint32_t start, uint32_t end)
{
    append_four(&maker->outside, start);
    append_four(&maker->outside, end);
}

void al_segment_maker_document_end(al_segment_maker *maker, uint64_t words, uint64_t bytes)
{
    const uint64_t apart = AL_CHECKPOINT;
    maker->words += words;
    maker->positions = (maker->positions + words + apart - 1) / apart * apart + apart;
    maker->too_large |= maker->positions > most_positions;
    if (maker->documents.failed)
        return;
    char *about = maker->documents.bytes + maker->documents.length - AL_DOCUMENT_SIZE;
    al_store_eight(words, about + 8);
    al_store_eight(bytes, about + 16);
    uint32_t first = al_load_four(about + 88);
    al_store_four((uint32_t)(maker->outside.length / AL_OUTSIDE_SIZE) - first, about + 92);
}

bool al_segment_maker_is_full(const al_segment_maker *maker, uint64_t words)
{
    return maker->positions + words + 4 * AL_CHECKPOINT > most_positions;
}

/* --- Keys --------------------------------------------------------------- */

void al_segment_maker_ranks(al_segment_maker *maker, const uint64_t *keys, uint32_t functions,
                            uint32_t paired)
{
    assert(functions <= paired);
    maker->functions = functions;
    maker->paired = paired;
    for (uint32_t i = 0; i < paired; i++) {
        char bytes[8];
        al_store_eight(keys[i], bytes);
        al_buffer_append(&maker->common, bytes, sizeof bytes);
    }
}

/* The texts end, lists begin. */
static void begin_lists(al_segment_maker *maker)
{
    if (maker->in_lists)
        return;
    maker->in_lists = true;
    maker->text_sum = al_new_file_sum(&maker->file);
    al_new_file_align(&maker->file, AL_SEGMENT_ALIGNMENT);
    al_new_file_sum(&maker->file);
}

/* Lists go to the file when some of them are together. */
static void write_lists(al_segment_maker *maker)
{
    if (!maker->lists.failed)
        al_new_file_append(&maker->file, maker->lists.bytes, maker->lists.length);
    maker->postings_length += maker->lists.length;
    maker->lists.length = 0;
}

void al_segment_maker_key(al_segment_maker *maker, uint64_t key, uint32_t flags,
                          const uint32_t *positions, uint32_t n)
{
    enum { TOGETHER = 1 << 16 };
    begin_lists(maker);
    uint64_t place = maker->postings_length + maker->lists.length;
    held_key held = {key, flags | n, (uint32_t)place};
    maker->too_large |= n > AL_ENTRY_COUNT || place > UINT32_MAX;
    maker->forms += (flags & AL_ENTRY_PAIR) == 0;
    if (positions != NULL && n == 1)
        held.place = positions[0];
    else if (positions != NULL)
        maker->too_large |= !al_postings_encode(&maker->lists, positions, n);
    al_buffer_append(&maker->keys, (const char *)&held, sizeof held);
    maker->n_keys++;
    if (maker->lists.length >= TOGETHER)
        write_lists(maker);
}

/* --- The end ------------------------------------------------------------ */

/* A section in the table of the header. */
static void tell_section(char *header, al_section_kind kind, uint64_t offset, uint64_t length,
                         uint64_t sum)
{
    char *row = header + AL_SEGMENT_FRONT + (size_t)kind * AL_SECTION_ENTRY;
    al_store_four((uint32_t)kind, row);
    al_store_eight(offset, row + 8);
    al_store_eight(length, row + 16);
    al_store_eight(sum, row + 24);
}

static void write_section(al_segment_maker *maker, char *header, al_section_kind kind,
                          const al_buffer *bytes)
{
    al_new_file_align(&maker->file, AL_SEGMENT_ALIGNMENT);
    al_new_file_sum(&maker->file);
    uint64_t offset = maker->file.length;
    al_new_file_append(&maker->file, bytes->bytes, bytes->length);
    tell_section(header, kind, offset, bytes->length, al_new_file_sum(&maker->file));
}

/* Buckets of about four keys, and no more bits than a key has. */
static uint32_t bucket_bits(uint32_t n_keys)
{
    uint32_t bits = 0;
    while (bits < AL_MOST_BUCKET_BITS && ((uint64_t)AL_KEYS_A_BUCKET << bits) < n_keys)
        bits++;
    return bits;
}

typedef struct dictionary {
    al_buffer buckets, keys, more, filter;
} dictionary;

static void fill_filter(const al_segment_maker *maker, al_buffer *filter)
{
    uint64_t n = maker->forms * AL_FILTER_BITS / 64 + 1;
    const held_key *held = (const held_key *)(const void *)maker->keys.bytes;
    al_buffer_reserve(filter, n * 8);
    if (filter->failed)
        return;
    memset(filter->bytes, 0, n * 8);
    filter->length = n * 8;
    for (uint32_t i = 0; i < maker->n_keys; i++) {
        char *word = filter->bytes + al_filter_word(held[i].key, n) * 8;
        if ((held[i].count & AL_ENTRY_PAIR) == 0)
            al_store_eight(al_load_eight(word) | al_filter_bits(held[i].key), word);
    }
}

static void fill_keys(const al_segment_maker *maker, uint32_t bits, dictionary *out)
{
    const held_key *held = (const held_key *)(const void *)maker->keys.bytes;
    uint32_t rest_size = al_key_rest_size(bits), bucket = 0;
    for (uint32_t i = 0; i < maker->n_keys; i++) {
        for (; bucket <= al_key_bucket(held[i].key, bits); bucket++)
            append_four(&out->buckets, i);
        append_four(&out->keys, al_key_tag(held[i].key, bits));
        append_four(&out->keys, held[i].count);
        append_four(&out->keys, held[i].place);
        char rest[4];
        al_store_four(al_key_rest(held[i].key, bits), rest);
        al_buffer_append(&out->more, rest, rest_size);
    }
    for (; bucket <= UINT32_C(1) << bits; bucket++)
        append_four(&out->buckets, maker->n_keys);
}

static void dictionary_init(dictionary *dictionary, const almost_allocator *allocator)
{
    al_buffer_init(&dictionary->buckets, allocator);
    al_buffer_init(&dictionary->keys, allocator);
    al_buffer_init(&dictionary->more, allocator);
    al_buffer_init(&dictionary->filter, allocator);
}

static void dictionary_release(dictionary *dictionary)
{
    al_buffer_release(&dictionary->buckets);
    al_buffer_release(&dictionary->keys);
    al_buffer_release(&dictionary->more);
    al_buffer_release(&dictionary->filter);
}

/* What the maker holds, as sections. False when memory ends. */
static bool write_held(al_segment_maker *maker, char *header, uint32_t bits)
{
    dictionary made;
    dictionary_init(&made, maker->allocator);
    if (!maker->keys.failed) {
        fill_keys(maker, bits, &made);
        fill_filter(maker, &made.filter);
    }
    const al_buffer *const sections[AL_SECTIONS] = {[AL_SECTION_BUCKETS] = &made.buckets,
                                                    [AL_SECTION_KEYS] = &made.keys,
                                                    [AL_SECTION_MORE] = &made.more,
                                                    [AL_SECTION_FILTER] = &made.filter,
                                                    [AL_SECTION_CHECKPOINTS] = &maker->checkpoints,
                                                    [AL_SECTION_LINES] = &maker->lines,
                                                    [AL_SECTION_DOCUMENTS] = &maker->documents,
                                                    [AL_SECTION_OUTSIDE] = &maker->outside,
                                                    [AL_SECTION_NAMES] = &maker->names,
                                                    [AL_SECTION_COMMON] = &maker->common};
    bool failed = maker->keys.failed || maker->lists.failed || maker->text.failed;
    for (int kind = 0; kind < AL_SECTIONS; kind++)
        failed |= sections[kind] != NULL && sections[kind]->failed;
    for (int kind = 0; kind < AL_SECTIONS && !failed; kind++)
        if (sections[kind] != NULL)
            write_section(maker, header, (al_section_kind)kind, sections[kind]);
    dictionary_release(&made);
    return !failed;
}

static void tell_front(const al_segment_maker *maker, char *header, uint32_t bits)
{
    memcpy(header, AL_SEGMENT_MAGIC, 8);
    al_store_four(AL_SEGMENT_VERSION, header + 8);
    al_store_four(bits, header + 12);
    al_store_eight(maker->words, header + 16);
    al_store_eight(maker->positions, header + 24);
    al_store_eight(maker->n_documents, header + 32);
    al_store_eight(maker->n_keys, header + 40);
    al_store_eight(maker->forms, header + 48);
    al_store_four(maker->functions, header + 56);
    al_store_four(maker->paired, header + 60);
}

static void write_trailer(al_segment_maker *maker)
{
    char trailer[AL_SEGMENT_TRAILER];
    al_new_file_align(&maker->file, AL_SEGMENT_ALIGNMENT);
    al_store_eight(maker->file.length + AL_SEGMENT_TRAILER, trailer);
    memcpy(trailer + 8, AL_SEGMENT_MAGIC, 8);
    al_new_file_append(&maker->file, trailer, sizeof trailer);
}

/* Everything but the header, which is filled. */
static almost_status write_sections(al_segment_maker *maker, char *header, almost_error *error)
{
    static const char padding[AL_POSTINGS_PADDING];
    const uint64_t text_at = (AL_SEGMENT_HEADER + AL_SEGMENT_ALIGNMENT - 1) / AL_SEGMENT_ALIGNMENT *
                             AL_SEGMENT_ALIGNMENT;
    begin_lists(maker);
    write_lists(maker);
    uint64_t lists_at = maker->file.length - maker->postings_length;
    al_new_file_append(&maker->file, padding, sizeof padding);
    maker->postings_sum = al_new_file_sum(&maker->file);
    fill_checkpoints(maker, maker->positions);
    if (maker->too_large)
        return al_fail(error, ALMOST_ERROR_LIMIT, maker->file.path,
                       "would be larger than a segment can be; add fewer sources at once");
    uint32_t bits = bucket_bits(maker->n_keys);
    tell_front(maker, header, bits);
    if (!write_held(maker, header, bits))
        return al_fail_memory(error);
    tell_section(header, AL_SECTION_TEXT, text_at, maker->text_length, maker->text_sum);
    tell_section(header, AL_SECTION_POSTINGS, lists_at, maker->postings_length + sizeof padding,
                 maker->postings_sum);
    write_trailer(maker);
    return ALMOST_OK;
}

almost_status al_segment_maker_finish(al_segment_maker *maker, al_segment_about *about,
                                      almost_error *error)
{
    char header[AL_SEGMENT_HEADER] = {0};
    almost_status status = write_sections(maker, header, error);
    uint64_t checksum = XXH3_64bits(header, sizeof header - 8);
    al_store_eight(checksum, header + sizeof header - 8);
    if (status == ALMOST_OK)
        status = al_new_file_finish(&maker->file, header, sizeof header, error);
    if (status != ALMOST_OK) {
        al_segment_maker_discard(maker);
        return status;
    }
    *about = (al_segment_about){maker->file.length, checksum, maker->words, maker->n_documents};
    release(maker);
    return ALMOST_OK;
}
