/* SPDX-License-Identifier: Apache-2.0 */
/* Looking through all of a segment: its checksums, and that what it says makes sense. */
#include "library/segment.h"

#include "base/error.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

static almost_status check_sums(const al_segment *segment, almost_error *error)
{
    for (uint32_t kind = 0; kind < AL_SECTIONS; kind++) {
        const char *row = segment->bytes + AL_SEGMENT_FRONT + (size_t)kind * AL_SECTION_ENTRY;
        const al_section *section = &segment->sections[kind];
        if (XXH3_64bits(section->bytes, section->length) != al_load_eight(row + 24))
            return al_segment_broken(segment, "some of its bytes are not what was written", error);
    }
    return ALMOST_OK;
}

/* Room for the positions of the longest list so far. */
typedef struct list_room {
    const almost_allocator *allocator;
    uint32_t *positions;
    size_t capacity;
} list_room;

static almost_status check_list(const al_segment *segment, uint32_t i, list_room *room,
                                almost_error *error)
{
    al_entry entry = al_segment_entry(segment, i);
    if (entry.count == 0 || entry.count > segment->positions)
        return al_segment_broken(segment, "a key has no count that can be", error);
    if (entry.flags & AL_ENTRY_FUNCTION)
        return ALMOST_OK;
    if (!al_grow(room->allocator, (void **)&room->positions, &room->capacity, entry.count,
                 sizeof *room->positions))
        return al_fail_memory(error);
    return al_segment_positions(segment, &entry, room->positions)
               ? ALMOST_OK
               : al_segment_broken(segment, "a list is none", error);
}

static almost_status check_keys(const al_segment *segment, list_room *room, almost_error *error)
{
    const char *buckets = segment->sections[AL_SECTION_BUCKETS].bytes;
    uint64_t last = 0;
    uint32_t at = 0;
    for (uint64_t bucket = 0; bucket < UINT64_C(1) << segment->bucket_bits; bucket++) {
        uint32_t end = al_load_four(buckets + 4 * bucket + 4);
        if (al_load_four(buckets + 4 * bucket) != at || end < at || end > segment->keys)
            return al_segment_broken(segment, "its buckets are out of order", error);
        for (; at < end; at++) {
            uint64_t key = al_segment_key(segment, at, (uint32_t)bucket);
            if (at > 0 && key <= last)
                return al_segment_broken(segment, "its keys are out of order", error);
            last = key;
            almost_status status = check_list(segment, at, room, error);
            if (status != ALMOST_OK)
                return status;
        }
    }
    return at == segment->keys ? ALMOST_OK
                               : al_segment_broken(segment, "keys are in no bucket", error);
}

/* That the checkpoints of a document ascend and lie in its text. */
static bool check_checkpoints(const al_segment *segment, const al_document_record *document)
{
    uint32_t last = 0;
    for (uint64_t word = 0; word < document->words; word += AL_CHECKPOINT) {
        uint32_t byte, continuation;
        al_segment_checkpoint(segment, (document->first + word) / AL_CHECKPOINT, &byte,
                              &continuation);
        if (byte < last || byte >= document->bytes || continuation > byte)
            return false;
        last = byte;
    }
    return true;
}

/* That a text that is packed can be unpacked. */
static almost_status check_text(const al_segment *segment, const al_document_record *document,
                                al_unpacker *unpacker, almost_error *error)
{
    char block[AL_PACKED_BLOCK];
    almost_status status = ALMOST_OK;
    if (document->packed == 0)
        return ALMOST_OK;
    for (uint64_t at = 0; status == ALMOST_OK && at < document->bytes; at += sizeof block) {
        uint64_t left = document->bytes - at;
        almost_span span = {at, at + (left < sizeof block ? left : sizeof block)};
        status = al_segment_text(segment, document, unpacker, span, block, error);
    }
    return status;
}

static almost_status check_document(const al_segment *segment, uint32_t i, uint64_t behind,
                                    al_document_record *document, al_unpacker *unpacker,
                                    almost_error *error)
{
    if (!al_segment_document(segment, i, document) || document->first < behind ||
        !check_checkpoints(segment, document))
        return al_segment_broken(segment, "a document lies where it cannot", error);
    return check_text(segment, document, unpacker, error);
}

static almost_status check_documents(const al_segment *segment, almost_error *error)
{
    uint64_t behind = 0, words = 0;
    al_unpacker unpacker = {0};
    almost_status status = ALMOST_OK;
    for (uint32_t i = 0; status == ALMOST_OK && i < segment->documents; i++) {
        al_document_record document;
        status = check_document(segment, i, behind, &document, &unpacker, error);
        if (status == ALMOST_OK) {
            behind = document.first + document.words;
            words += document.words;
        }
    }
    al_unpacker_release(&unpacker);
    if (status != ALMOST_OK)
        return status;
    return words == segment->words
               ? ALMOST_OK
               : al_segment_broken(segment, "its words are not those of its documents", error);
}

almost_status al_segment_verify(const al_segment *segment, almost_error *error)
{
    list_room room = {.allocator = segment->allocator};
    almost_status status = check_sums(segment, error);
    if (status == ALMOST_OK)
        status = check_keys(segment, &room, error);
    if (status == ALMOST_OK)
        status = check_documents(segment, error);
    al_release(room.allocator, room.positions);
    return status;
}
