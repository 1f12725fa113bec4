/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A library that is watched against: which of its documents has a sentence, and a stretch of a
 * document around a place, which is held against what is told there. The names of the library's
 * index and of the row of words of check clash, so that no file sees both: this is what they share.
 */
#ifndef AL_WATCH_SEEKER_H
#define AL_WATCH_SEEKER_H

#include "base/must_check.h"
#include "text/text.h"

typedef struct al_seeker al_seeker;

/* A document of a library, or a text: segment 0 and its number. */
typedef struct al_source_id {
    uint32_t segment;
    uint32_t document;
} al_source_id;

static inline bool al_source_is(al_source_id a, al_source_id b)
{
    return a.segment == b.segment && a.document == b.document;
}

/* Where a sentence stands in a library. */
typedef struct al_seeker_place {
    al_source_id id;
    const char *name;
    almost_span bytes;
    uint64_t line;
    almost_span units;
    double likeness, bits, expected;
    double judged; /* bits, less what it does not explain */
    double margin; /* bits that the next best place is worse by */
    bool sure;     /* chance is out of the question, and one document is its source */
} al_seeker_place;

/* Some bytes of a document, with padding; until the next one is read. */
typedef struct al_document_part {
    al_source_id id;
    const char *name;
    const char *bytes;
    uint32_t length;
    uint64_t start; /* in the document */
    uint64_t whole; /* bytes of the document */
    uint64_t units; /* before the start */
    uint64_t line;  /* of the start, 1-based */
} al_document_part;

AL_MUST_CHECK almost_status al_seeker_new(const almost_library *library,
                                          const almost_environment *environment, almost_units units,
                                          al_seeker **out, almost_error *error);
void al_seeker_free(al_seeker *seeker);

/* The best place of a sentence; *found is false when there is none. Errors: as almost_trace(). */
AL_MUST_CHECK almost_status al_seeker_find(al_seeker *seeker, const char *bytes, size_t length,
                                           al_seeker_place *out, bool *found, almost_error *error);

/* Where a byte of a document lies. Errors: MEMORY, FORMAT. */
AL_MUST_CHECK almost_status al_seeker_say(al_seeker *seeker, al_source_id id, uint64_t byte,
                                          uint64_t *unit, uint64_t *line, almost_error *error);

enum { AL_STRETCH_BYTES = 1 << 16 };

/*
 * Read the stretch of a document that has a byte in its first quarter. *there is false where the
 * source is not what was indexed. Errors: MEMORY, ENCODING, FORMAT.
 */
AL_MUST_CHECK almost_status al_seeker_read(al_seeker *seeker, al_source_id id, uint64_t byte,
                                           al_document_part *out, bool *there, almost_error *error);

#endif
