/* SPDX-License-Identifier: Apache-2.0 */
/* A corpus while what its documents share is looked for: what each step leaves to the next. */
#ifndef AL_REUSE_CORPUS_H
#define AL_REUSE_CORPUS_H

#include "base/deadline.h"
#include "base/must_check.h"
#include "reuse/kept.h"
#include "reuse/letters.h"
#include "reuse/line_text.h"
#include "reuse/rarity.h"
#include "reuse/spill.h"

enum {
    AL_REUSE_MOST_BYTES = (1 << 30) - 64 /* of a document: the score of all letters is an int32_t */
};

/* Sorting pairs leaves a quarter of the memory to letters. */
enum { AL_LETTERS_SHARE = 4 };

/* A document, and where in the files its parts begin. */
typedef struct al_reuse_document {
    uint64_t first_letter; /* of the corpus */
    uint64_t text;         /* byte of the file of texts */
    uint64_t marks;        /* byte of the file of marks */
    uint64_t about;        /* byte of the file of what else is known: its id, its other members */
    uint32_t n_letters;
    uint32_t text_length; /* bytes */
    uint32_t id_length;   /* bytes, JSON */
    uint32_t rest_length; /* bytes, members of an object, without braces */
    uint64_t uid;
    uint64_t sum; /* of what was given, where it is kept for a later run */
} al_reuse_document;

/* A passage that two documents share, in letters of each. */
typedef struct al_shared {
    uint32_t document[2]; /* the earlier one of the corpus first */
    uint32_t start[2], end[2];
    float score;
    bool linked; /* laid on the second document by its diagonal, not aligned: see the cap */
    uint8_t unused[3];
} al_shared;

struct almost_reuse {
    const almost_allocator *allocator;
    almost_environment environment;
    uint64_t memory;
    uint32_t cap;
    double least; /* score of a passage */
    char *folder; /* for files to work in; NULL: the usual one */
    al_clock clock;
    al_letter_table table;
    al_rarity rarity;
    al_scratch texts, letters, marks, about;
    al_reuse_document *documents;
    size_t n_documents, documents_capacity;
    uint64_t n_letters;
    uint32_t *whose;      /* documents by their letters, once all are there */
    uint8_t *all_letters; /* while passages are aligned, where memory holds them; or NULL */
    al_spill *seeds, *pairs;
    al_kept kept;
    bool broken; /* a document could not be stored: what is in the files is not what is known */
    bool closed; /* nothing can be added any more */
    bool found;  /* the passages are there */
    al_shared *passages;
    size_t n_passages, passages_capacity;
    uint64_t n_linked;
    uint64_t n_clusters; /* 0 until they are written */
    al_line_text line;   /* that is being added */
    uint8_t *work;       /* letters of the document that is being added */
    size_t work_capacity;
};

/* A document as it is added. */
typedef struct al_reuse_given {
    const char *name; /* its id, as bytes */
    size_t name_length;
    const char *id; /* the same as JSON, ended by NUL */
    size_t id_length;
    const char *rest; /* other members of its line: `"date":"1818"`; may be NULL */
    size_t rest_length;
    const char *text;
    size_t text_length;
    uint64_t sum; /* of all that, where it is kept for a later run */
} al_reuse_given;

AL_MUST_CHECK almost_status al_reuse_add(almost_reuse *reuse, const al_reuse_given *given,
                                         almost_error *error);

/* whose.c: all documents are there. */
AL_MUST_CHECK almost_status al_reuse_note_documents(almost_reuse *reuse, almost_error *error);

/* The document in which a letter of the corpus stands. */
uint32_t al_reuse_document_at(const almost_reuse *reuse, uint64_t letter);

/* For pairs of the documents that there are. */
AL_MUST_CHECK almost_status al_reuse_open_pairs(almost_reuse *reuse, almost_error *error);

/* pairing.c: of seeds with one hash, those whose surroundings agree are pairs. */
AL_MUST_CHECK almost_status al_reuse_pair(almost_reuse *reuse, almost_error *error);

/* A pair: document 32 | document 32 | letter 32 | letter 32, behind the seed in its document. */
static inline al_record al_pair_record(uint32_t a, uint32_t b, uint32_t a_letter, uint32_t b_letter)
{
    return (al_record){(uint64_t)a << 32 | b, (uint64_t)a_letter << 32 | b_letter};
}

/* passages.c: from pairs to passages. */
AL_MUST_CHECK almost_status al_reuse_align(almost_reuse *reuse, almost_error *error);

/* Say that the time has run out. */
AL_MUST_CHECK almost_status al_reuse_fail_late(almost_error *error);

/* Ask the clock and the caller, at a share of the work. */
AL_MUST_CHECK almost_status al_reuse_go_on(almost_reuse *reuse, const char *stage, double share,
                                           almost_error *error);

#endif
