/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison read back, from a patch or from JSON: the changes, and for each
 * the pieces of text that make up both of its sides.
 *
 * Once read, these hold: the changes' spans on the telling's side follow one
 * another from 0 to its length; on the original's side each byte lies in
 * exactly one change; the pieces of a change add up to both of its spans; ids
 * rise. So what applies a patch need not look again. A piece that is hidden
 * stands for bytes that both texts have and the patch does not show. Sides are
 * numbers, as in al_side: 0 the original, 1 the telling.
 */
#ifndef AL_PATCH_H
#define AL_PATCH_H

#include "base/memory.h"

#define AL_ORIGINAL 0
#define AL_TELLING 1

typedef enum al_piece_kind {
    AL_PIECE_ORIGINAL = 0, /* text of side 0 alone */
    AL_PIECE_TELLING = 1,  /* text of side 1 alone */
    AL_PIECE_BOTH = 2,     /* text of both sides */
    AL_PIECE_HIDDEN = 3    /* the same bytes on both sides, not shown */
} al_piece_kind;

typedef struct al_piece {
    uint64_t at; /* in almost_patch.texts; 0 when hidden */
    uint64_t length;
    al_piece_kind kind;
} al_piece;

typedef struct al_patch_change {
    uint64_t id;
    uint64_t line; /* of the patch, for messages; 0 when unknown */
    uint32_t passage;
    uint32_t touches;
    uint8_t kind; /* almost_change_kind */
    almost_span spans[2];
    size_t first_piece; /* its pieces end where those of the next change begin */
} al_patch_change;

typedef struct al_patch_side {
    char *name;
    char encoding[64];
    char hash[33];       /* of the source; "" when unknown */
    int mark;            /* 1: the source begins with a byte order mark; 0: not; -1: unknown */
    uint64_t length;     /* of the decoded text, in bytes */
    uint64_t block_size; /* 0: there are no hashes of blocks, all text is shown */
    uint64_t *blocks;
    size_t n_blocks;
    size_t blocks_capacity;
} al_patch_side;

struct almost_patch {
    const almost_allocator *allocator;
    char *name; /* of the patch itself */
    al_patch_side sides[2];
    al_patch_change *changes; /* in the telling's order */
    size_t n_changes;
    size_t changes_capacity;
    al_piece *pieces;
    size_t n_pieces;
    size_t pieces_capacity;
    char *texts;
    size_t texts_length;
    size_t texts_capacity;
    size_t *original_order; /* numbers of the changes in the original's order */
};

/* A patch without changes; NULL when out of memory. */
almost_patch *al_patch_new(const almost_allocator *allocator, const char *name);

/* Add a change, whose pieces follow; NULL when out of memory. Borrowed until the next. */
al_patch_change *al_patch_add_change(almost_patch *patch);

/* Add `length` shown bytes, or hidden ones when `bytes` is NULL, to the last change. */
bool al_patch_add_piece(almost_patch *patch, al_piece_kind kind, const char *bytes,
                        uint64_t length);

/* A copy of a string; NULL when out of memory. */
char *al_patch_copy(const almost_allocator *allocator, const char *bytes, size_t length);

/* The original's order, by spans; to be given to al_order() with the changes as context. */
bool al_patch_before_in_original(const void *changes, size_t left, size_t right);

/*
 * Check what is promised above and find the original's order; the last step of
 * reading. Errors: FORMAT with the line, MEMORY.
 */
almost_status al_patch_finish(almost_patch *patch, almost_error *error);

/* The pieces of change number `index`: from first_piece to this. */
static inline size_t al_patch_pieces_end(const almost_patch *patch, size_t index)
{
    return index + 1 < patch->n_changes ? patch->changes[index + 1].first_piece : patch->n_pieces;
}

/* Whether a piece has bytes on a side. */
static inline bool al_piece_on(const al_piece *piece, int side)
{
    return piece->kind >= AL_PIECE_BOTH || (int)piece->kind == side;
}

/* Number of the change that is number `rank` in the order of a side. */
static inline size_t al_patch_in_order(const almost_patch *patch, int side, size_t rank)
{
    return side == AL_TELLING ? rank : patch->original_order[rank];
}

/* The two forms that al_patch_read() tells apart by the first byte that is not blank. */
almost_status al_patch_read_lines(const char *bytes, size_t length, almost_patch *patch,
                                  almost_error *error);
almost_status al_patch_read_json(const char *bytes, size_t length, almost_patch *patch,
                                 almost_error *error);

#endif
