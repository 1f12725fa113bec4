/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The bytes of a segment, as doc/index-format.md describes them: what writer and reader have to
 * agree on. All numbers are little-endian, whatever the machine is.
 */
#ifndef AL_FORMAT_H
#define AL_FORMAT_H

#include "base/load.h"

#define AL_SEGMENT_MAGIC "ALMTRC01"

enum {
    AL_SEGMENT_VERSION = 1,
    AL_SEGMENT_ALIGNMENT = 64,
    AL_SEGMENT_FRONT = 64,   /* bytes before the table of sections */
    AL_SECTION_ENTRY = 32,   /* bytes of a row of it */
    AL_SEGMENT_TRAILER = 16, /* length and magic */

    AL_KEY_BITS = 52, /* of the hash of a key that are kept */
    AL_TAG_BITS = 32, /* of these in the entry, behind those of its bucket */
    AL_MOST_BUCKET_BITS = AL_KEY_BITS - AL_TAG_BITS,
    AL_KEYS_A_BUCKET = 4,
    AL_ENTRY_SIZE = 12,
    AL_FILTER_BITS = 16, /* a form */

    AL_BLOCK = 128, /* positions of a block of a list */
    AL_SKIP_SIZE = 8,
    AL_SKIP_OFFSET_BITS = 26,
    AL_POSTINGS_PADDING = 16, /* zero bytes behind the lists, so that numbers are loaded whole */
    AL_MOST_QUOTIENT = 47,    /* of a gap in a short list */

    AL_CHECKPOINT = 64, /* words between two checkpoints */
    AL_CHECKPOINT_SIZE = 8,
    AL_LINES_CHECKPOINT = 16, /* checkpoints of a document between two counts of lines */
    AL_DOCUMENT_SIZE = 128,
    AL_OUTSIDE_SIZE = 8
};

/* Flags of an entry, above its count. */
#define AL_ENTRY_COUNT UINT32_C(0x1FFFFFFF)
#define AL_ENTRY_PAIR UINT32_C(0x20000000)     /* a key of two words */
#define AL_ENTRY_PAIRED UINT32_C(0x40000000)   /* a pair word */
#define AL_ENTRY_FUNCTION UINT32_C(0x80000000) /* a function word, which has no list */

/* Where a document has no text in the segment. */
#define AL_NO_TEXT UINT64_MAX

typedef enum al_section_kind {
    AL_SECTION_BUCKETS,
    AL_SECTION_KEYS,
    AL_SECTION_MORE,
    AL_SECTION_FILTER,
    AL_SECTION_POSTINGS,
    AL_SECTION_CHECKPOINTS,
    AL_SECTION_LINES,
    AL_SECTION_DOCUMENTS,
    AL_SECTION_OUTSIDE,
    AL_SECTION_NAMES,
    AL_SECTION_COMMON,
    AL_SECTION_TEXT,
    AL_SECTIONS
} al_section_kind;

/* Bytes of the header: front, table, checksum. */
enum { AL_SEGMENT_HEADER = AL_SEGMENT_FRONT + AL_SECTIONS * AL_SECTION_ENTRY + 8 };

/* The bucket, the tag and the rest of a key, of a dictionary of 2^bits buckets. */
static inline uint32_t al_key_bucket(uint64_t key, uint32_t bits)
{
    return (uint32_t)(key >> (AL_KEY_BITS - bits));
}

static inline uint32_t al_key_tag(uint64_t key, uint32_t bits)
{
    return (uint32_t)(key >> (AL_MOST_BUCKET_BITS - bits));
}

static inline uint32_t al_key_rest(uint64_t key, uint32_t bits)
{
    return (uint32_t)(key & ((UINT64_C(1) << (AL_MOST_BUCKET_BITS - bits)) - 1));
}

/* Bytes that the rest takes. */
static inline uint32_t al_key_rest_size(uint32_t bits)
{
    return (AL_MOST_BUCKET_BITS - bits + 7) / 8;
}

/* Which of n words of the filter a key sets bits in, and which bits. */
static inline uint64_t al_filter_word(uint64_t key, uint64_t n)
{
    return ((key >> 12) * n) >> 40;
}

static inline uint64_t al_filter_bits(uint64_t key)
{
    return UINT64_C(1) << (key & 63) | UINT64_C(1) << (key >> 6 & 63);
}

#endif
