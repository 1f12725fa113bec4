/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The merge as its stages make it. Sides stand in an order of their own, by their bytes, so that
 * nothing depends on the order in which they were given but the order in which they are named.
 */
#ifndef AL_MERGED_H
#define AL_MERGED_H

#include "base/error.h"
#include "merge/blocks.h"

/* Sets of sides have 64 bits. */
enum { AL_MERGE_MOST_SIDES = 64 };

/* Where an atom comes from: the number of a side, or this. What a side kept comes from the base. */
#define AL_FROM_BASE UINT32_MAX

typedef struct al_merge_token {
    uint32_t source;
    uint32_t atom;
} al_merge_token;

/* What one side or several have in place of some atoms of the base. */
typedef struct al_merge_reading {
    uint64_t sides; /* bits by their numbers */
    size_t start;   /* of its tokens in `readings` */
    size_t end;
} al_merge_reading;

/* A place that two sides or more changed in different ways. */
typedef struct al_merge_conflict {
    size_t at;           /* tokens of the merge before it */
    uint32_t start, end; /* atoms of the base, in the base's order */
    size_t first, n;     /* among `alternatives`; sides without one have the base's atoms */
} al_merge_conflict;

/* A place that was changed in one way. */
typedef struct al_merge_edit {
    uint32_t start, end; /* atoms of the base */
    uint32_t atom;       /* one of the sentence that it belongs to */
    uint64_t sides;
    size_t at, n;     /* the tokens of the merge that it is; it may only leave out */
    size_t conflicts; /* how many stand before it */
} al_merge_edit;

struct almost_merge {
    const almost_allocator *allocator;
    almost_environment environment; /* of the comparisons */
    const almost_text *text;        /* the base; borrowed */
    al_merge_atoms base;
    al_revision *sides;
    uint32_t *given;  /* of each side: where it stood among those that were given */
    uint32_t *number; /* of each that was given: its number here */
    uint32_t n;
    al_merge_blocks blocks;
    uint32_t *order; /* base.n atoms */
    al_merge_token *tokens;
    size_t n_tokens, tokens_capacity;
    al_merge_token *readings;
    size_t n_readings, readings_capacity;
    al_merge_reading *alternatives;
    size_t n_alternatives, alternatives_capacity;
    al_merge_conflict *conflicts;
    size_t n_conflicts, conflicts_capacity;
    al_merge_edit *edits;
    size_t n_edits, edits_capacity;
    almost_merge_note *notes;
    size_t n_notes, notes_capacity;
};

static inline const al_merge_atoms *al_merge_atoms_of(const almost_merge *merge, uint32_t source)
{
    return source == AL_FROM_BASE ? &merge->base : &merge->sides[source].atoms;
}

/* The bytes of atoms of the base; of none, the place where they would be. */
static inline almost_span al_merge_base_span(const almost_merge *merge, uint32_t start,
                                             uint32_t end)
{
    const al_range *items = merge->base.items;
    return (almost_span){items[start].start,
                         start == end ? items[start].start : items[end - 1].end};
}

/* The reading that a side (or AL_FROM_BASE) has at a conflict; NULL: that of the base. */
const al_merge_reading *al_merge_reading_of(const almost_merge *merge,
                                            const al_merge_conflict *conflict, uint32_t side);

/* Sides by the order in which they were given, from a set by their numbers. */
uint64_t al_merge_sides_given(const almost_merge *merge, uint64_t sides);

#endif
