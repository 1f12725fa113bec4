/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A segment that is read: mapped, and never changed by anybody. Opening checks the header, the
 * table of sections and that numbers and lengths agree; what is read later is held against its
 * section each time, so that a segment that is broken, or made to be bad, gives a refusal or a poor
 * answer and nothing worse. Checksums of sections are for al_segment_verify().
 */
#ifndef AL_SEGMENT_H
#define AL_SEGMENT_H

#include "base/memory.h"
#include "base/must_check.h"
#include "library/format.h"
#include "library/packing.h"
#include "library/postings.h"

typedef struct al_section {
    const char *bytes;
    uint64_t length;
} al_section;

typedef struct al_segment {
    const almost_allocator *allocator;
    const char *name; /* for messages; owned */
    const char *bytes;
    uint64_t length;
    bool mapped; /* else memory of the allocator; where neither is owned, `borrowed` */
    bool borrowed;
    al_section sections[AL_SECTIONS];
    uint64_t checksum; /* of the header */
    uint64_t words, positions;
    uint32_t documents, keys, forms;
    uint32_t functions, paired;
    uint32_t bucket_bits;
    uint64_t filter_words;
    al_postings postings;
} al_segment;

/* A key of a segment. */
typedef struct al_entry {
    uint32_t count; /* 0: there is no such key */
    uint32_t flags; /* AL_ENTRY_… */
    uint32_t place; /* of the list, or its only position */
} al_entry;

/* A document, checked. Strings are borrowed. */
typedef struct al_document_record {
    uint64_t first, words; /* positions, and how many words */
    uint64_t bytes;        /* of its text */
    const char *text;      /* as it is kept; NULL: it is in its source only */
    uint64_t packed;       /* bytes that it takes so; 0: it is not packed */
    uint64_t source_length;
    const unsigned char *hash; /* 16 bytes */
    uint64_t modified, changed, inode;
    const char *name, *path;
    uint32_t outside, n_outside;
    uint32_t skip;
    uint32_t lines; /* its first count of lines */
} al_document_record;

/* Errors: READ, MEMORY; FORMAT: it is none, is broken or of a newer version. */
AL_MUST_CHECK almost_status al_segment_open(const almost_allocator *allocator, const char *path,
                                            al_segment **out, almost_error *error);
/* The same of bytes, which are borrowed. */
AL_MUST_CHECK almost_status al_segment_open_bytes(const almost_allocator *allocator,
                                                  const char *name, const char *bytes,
                                                  uint64_t length, al_segment **out,
                                                  almost_error *error);
void al_segment_free(al_segment *segment);

/* FORMAT: the segment is broken, and how to go on. */
almost_status al_segment_broken(const al_segment *segment, const char *what, almost_error *error);

/* Whether there may be a form of this key: never false where there is one. */
static inline bool al_segment_may_have(const al_segment *segment, uint64_t key)
{
    const char *word =
        segment->sections[AL_SECTION_FILTER].bytes + al_filter_word(key, segment->filter_words) * 8;
    uint64_t bits = al_filter_bits(key);
    return (al_load_eight(word) & bits) == bits;
}

static inline void al_segment_soon(const al_segment *segment, uint64_t key)
{
    __builtin_prefetch(segment->sections[AL_SECTION_FILTER].bytes +
                       al_filter_word(key, segment->filter_words) * 8);
}

al_entry al_segment_find(const al_segment *segment, uint64_t key);

/* The key and entry number i, below segment->keys. */
al_entry al_segment_entry(const al_segment *segment, uint32_t i);
uint64_t al_segment_key(const al_segment *segment, uint32_t i, uint32_t bucket);

/* The positions of an entry, which is no function word, into room for entry->count. */
AL_MUST_CHECK bool al_segment_positions(const al_segment *segment, const al_entry *entry,
                                        uint32_t *out);

/* The document number i, below segment->documents. False: it is broken. */
AL_MUST_CHECK bool al_segment_document(const al_segment *segment, uint32_t i,
                                       al_document_record *out);
/* Bytes that the text of a document takes in the segment, which keeps it. */
static inline uint64_t al_document_kept(const al_document_record *document)
{
    return document->packed > 0 ? document->packed : document->bytes;
}

/* Some bytes of a text that is kept into `out`. FORMAT, MEMORY. */
AL_MUST_CHECK almost_status al_segment_text(const al_segment *segment,
                                            const al_document_record *document,
                                            al_unpacker *unpacker, almost_span span, char *out,
                                            almost_error *error);

/* Which document a position lies in, or between it and the next; below segment->documents. */
uint32_t al_segment_document_at(const al_segment *segment, uint64_t position);

/* Where the word at 64 times `checkpoint` begins, and the continuation bytes before it. */
static inline void al_segment_checkpoint(const al_segment *segment, uint64_t checkpoint,
                                         uint32_t *byte, uint32_t *continuation)
{
    const char *at =
        segment->sections[AL_SECTION_CHECKPOINTS].bytes + checkpoint * AL_CHECKPOINT_SIZE;
    *byte = al_load_four(at);
    *continuation = al_load_four(at + 4);
}

/*
 * All checksums, and all that is read from a segment: that keys ascend, lists are lists, documents
 * and their checkpoints lie where they can. FORMAT.
 */
AL_MUST_CHECK almost_status al_segment_verify(const al_segment *segment, almost_error *error);

#endif
