/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Parts of sources that are cited by number: `ch. 3`, `Article 5`, `§ 12`, `第五条`. Where a source
 * has such a label before a paragraph, or as its heading, a part begins, which goes on to the next
 * one of its kind. Parts of a source are looked for when it is first asked for some.
 */
#ifndef AL_QUOTE_PARTS_H
#define AL_QUOTE_PARTS_H

#include "base/range.h"
#include "quote/sources.h"

typedef enum al_part_kind {
    AL_PART_BOOK, /* a volume, a book, a part */
    AL_PART_CHAPTER,
    AL_PART_ARTICLE,
    AL_PART_SECTION,
    AL_PART_ACT,
    AL_PART_SCENE,
    AL_PART_LETTER,
    AL_PART_CANTO,
    AL_PART_PSALM
} al_part_kind;

/* What a part is called. */
typedef struct al_part_label {
    uint8_t kind;
    uint32_t number; /* with the letter of `5a`: equal for equal labels */
} al_part_label;

/*
 * Read a label at *at, which goes behind it; where none is, *at stays and the answer is false.
 * (part_label.c)
 */
bool al_part_label_read(const char *bytes, uint32_t end, uint32_t *at, al_part_label *out);

/* A part of a source. */
typedef struct al_part {
    al_part_label label;
    al_range words; /* of the row */
    al_range title; /* bytes of its text: the label */
} al_part;

/* The parts of one source. */
typedef struct al_source_parts {
    al_part *items; /* by kind, then by place */
    size_t n;
    size_t room;
    uint32_t *by_label; /* numbers of items, by label, then by place */
    bool known;
} al_source_parts;

typedef struct al_parts {
    const al_sources *sources;
    al_source_parts *of; /* of each source */
} al_parts;

/* False when memory ends; the caller's to release in any case. */
AL_MUST_CHECK bool al_parts_init(al_parts *parts, const al_sources *sources);
void al_parts_release(al_parts *parts);

enum { AL_PARTS_MOST = 8 /* with one label: a chapter of each volume */ };

/*
 * Words of the parts of a source with a label into `out`, at most AL_PARTS_MOST of them; *n is 0
 * where it has none, or so many that the label says nothing. False when memory ends.
 */
AL_MUST_CHECK bool al_parts_labelled(al_parts *parts, size_t source, al_part_label label,
                                     al_range out[AL_PARTS_MOST], uint32_t *n);

/* The part of a kind that a word of a source is in into *out; NULL: none. False when memory ends.
 */
AL_MUST_CHECK bool al_parts_at(al_parts *parts, size_t source, uint8_t kind, uint32_t word,
                               const al_part **out);

#endif
