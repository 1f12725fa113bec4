/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Writing a segment: documents first, one after the other, each with its checkpoints and, where it
 * is kept, its text; then the keys, ascending, each with its list. Text and lists go to the file at
 * once; what belongs to keys and checkpoints is held, some 16 bytes a key and an eighth of a byte a
 * word. Whether memory ended, or the disk is full, is asked at the end.
 */
#ifndef AL_SEGMENT_MAKER_H
#define AL_SEGMENT_MAKER_H

#include "base/buffer.h"
#include "library/storage.h"

/* What a segment says of a document. Strings are borrowed until it has been begun. */
typedef struct al_document_about {
    const char *name;       /* as it was added */
    const char *path;       /* of its source, absolute; "": it has none that can be read again */
    unsigned char hash[16]; /* XXH3-128 of the source, the high half first, each with its highest
                               byte first */
    uint64_t source_length; /* bytes of the source */
    uint64_t modified;      /* as stat() tells, in nanoseconds; 0: not to be trusted */
    uint64_t changed;
    uint64_t inode;
    uint32_t skip; /* bytes of the source before the text: a byte order mark */
    bool kept;     /* its text is in the segment */
} al_document_about;

/* What the catalogue says of a segment. */
typedef struct al_segment_about {
    uint64_t length;
    uint64_t checksum; /* of its header, which holds those of its sections */
    uint64_t words;
    uint64_t documents;
} al_segment_about;

typedef struct al_segment_maker {
    const almost_allocator *allocator;
    al_new_file file;
    al_buffer keys; /* held_key each */
    al_buffer lists;
    al_buffer text; /* that is being packed */
    al_buffer checkpoints, lines, documents, outside, names, common;
    uint64_t text_length, text_sum;
    uint64_t postings_sum;
    uint64_t postings_length;
    uint64_t positions; /* where the next document may begin */
    uint64_t words;
    uint64_t forms;
    uint32_t n_documents;
    uint32_t n_keys;
    uint32_t functions, paired; /* A and B */
    uint64_t passed;            /* checkpoints of the document that was begun last */
    bool in_lists;
    bool too_large;
} al_segment_maker;

/* Errors: MEMORY, WRITE. On success al_segment_maker_finish() or _discard() has to follow. */
AL_MUST_CHECK almost_status al_segment_maker_begin(al_segment_maker *maker,
                                                   const al_storage *storage,
                                                   const almost_allocator *allocator,
                                                   const char *path, almost_error *error);
void al_segment_maker_discard(al_segment_maker *maker);

/* A document begins; returns its first position. */
uint64_t al_segment_maker_document(al_segment_maker *maker, const al_document_about *about);
/* Of the one that was begun last: its text, where it is kept. */
void al_segment_maker_text(al_segment_maker *maker, const char *bytes, size_t length);
/* The same, as a segment has it. */
void al_segment_maker_kept(al_segment_maker *maker, const char *bytes, size_t length, bool packed);
/*
 * Word 0, 64, 128, … of it begins at a byte, behind so many continuation bytes and line ends. Of
 * the latter every AL_LINES_CHECKPOINTth is kept.
 */
void al_segment_maker_checkpoint(al_segment_maker *maker, uint32_t byte, uint32_t continuation,
                                 uint32_t lines);
/* Bytes in which no words were counted. */
void al_segment_maker_outside(al_segment_maker *maker, uint32_t start, uint32_t end);
void al_segment_maker_document_end(al_segment_maker *maker, uint64_t words, uint64_t bytes);

/* Whether words as many as these would be too many for one segment. */
bool al_segment_maker_is_full(const al_segment_maker *maker, uint64_t words);

/* The keys of the B commonest forms, by rank; the A commonest of them have no lists. */
void al_segment_maker_ranks(al_segment_maker *maker, const uint64_t *keys, uint32_t functions,
                            uint32_t paired);

/* A key, above the last one, with its flags and positions; of a function word `positions` is NULL.
 */
void al_segment_maker_key(al_segment_maker *maker, uint64_t key, uint32_t flags,
                          const uint32_t *positions, uint32_t n);

/* Write the rest, sync and close. On failure the file is removed. Errors: MEMORY, WRITE, LIMIT. */
AL_MUST_CHECK almost_status al_segment_maker_finish(al_segment_maker *maker,
                                                    al_segment_about *about, almost_error *error);

#endif
