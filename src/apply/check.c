/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A patch from `almost` has hashes of blocks of both texts and shows the text
 * next to every change; one read from JSON shows all text. The first block
 * that differs bounds the first difference, and what is shown there narrows it
 * down, to the very character when all before it is shown.
 */
#include "apply/check.h"

#include "base/blocks.h"
#include "base/error.h"
#include "text/text.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#define XXH_INLINE_ALL
#include <xxhash.h>

/* Bytes up to `start` are equal, the one at `end` or one before it differs. */
typedef struct difference {
    bool found;
    uint64_t start;
    uint64_t end;
} difference;

static uint64_t common_length(const char *a, const char *b, uint64_t length)
{
    uint64_t i = 0;
    while (i + 8 <= length && memcmp(a + i, b + i, 8) == 0)
        i += 8;
    while (i < length && a[i] == b[i])
        i++;
    return i;
}

/* By the hashes of blocks: where the first block that differs begins, or the end of the patch's
 * text. */
static uint64_t first_unlike_block(const al_patch_side *side, const almost_text *text)
{
    for (uint64_t i = 0; i < side->n_blocks; i++) {
        uint64_t start = i * side->block_size, rest = side->length - start;
        uint64_t length = rest < side->block_size ? rest : side->block_size;
        if (start > text->length || length > text->length - start ||
            al_blocks_hash(text->bytes + start, length) != side->blocks[i])
            return start;
    }
    return side->length;
}

/* How many bytes of a piece are those that the text has in its place. */
static uint64_t equal_bytes(const al_pieces *walk, const almost_text *text)
{
    uint64_t rest = walk->start < text->length ? text->length - walk->start : 0;
    uint64_t length = walk->piece->length < rest ? walk->piece->length : rest;
    return common_length(walk->patch->texts + walk->piece->at, text->bytes + walk->start, length);
}

/* Where the bytes that are shown first differ from the text at or behind `from`. */
static void narrow(const almost_patch *patch, const almost_text *text, int given, uint64_t from,
                   difference *difference)
{
    al_pieces walk = al_pieces_of(patch, given);
    while (al_pieces_next(&walk)) {
        if (walk.end <= from)
            continue;
        if (walk.start >= difference->end)
            return;
        if (walk.piece->kind == AL_PIECE_HIDDEN)
            continue;
        uint64_t equal = equal_bytes(&walk, text);
        if (equal < walk.piece->length) {
            uint64_t at = walk.start + equal;
            difference->found = true;
            difference->end = at < difference->end ? at : difference->end;
            if (walk.start <= difference->start)
                difference->start = difference->end; /* all before it is known to be equal */
            return;
        }
        if (walk.start <= difference->start)
            difference->start = walk.end; /* all up to here is known to be equal */
    }
}

static difference find_difference(const almost_patch *patch, const almost_text *text, int given)
{
    const al_patch_side *side = &patch->sides[given];
    uint64_t shorter = side->length < text->length ? side->length : text->length;
    difference difference = {.start = 0, .end = shorter};
    if (side->block_size != 0) {
        difference.start = first_unlike_block(side, text);
        if (difference.start >= shorter) {
            difference.found = side->length != text->length;
            difference.start = difference.end = shorter;
            return difference;
        }
        uint64_t behind = shorter - difference.start;
        difference.end = difference.start + (behind < side->block_size ? behind : side->block_size);
        difference.found = true;
    }
    narrow(patch, text, given, difference.start, &difference);
    if (side->length != text->length)
        difference.found = true;
    if (difference.start > difference.end)
        difference.start = difference.end;
    return difference;
}

bool al_check_is_side(const almost_patch *patch, const almost_text *text, int side)
{
    const al_patch_side *known = &patch->sides[side];
    if (known->length != text->length)
        return false;
    if (known->block_size != 0)
        return first_unlike_block(known, text) == known->length;
    return !find_difference(patch, text, side).found;
}

almost_status al_check_fail(const almost_patch *patch, const almost_text *text, int given,
                            almost_error *error)
{
    if (al_check_is_side(patch, text, !given))
        return al_fail(error, ALMOST_ERROR_MISMATCH, text->name,
                       "is the %s of the patch already, not its %s: apply it %s",
                       al_side_names[!given].text, al_side_names[given].text,
                       given == AL_ORIGINAL ? "in reverse to turn it back" : "forward");
    difference difference = find_difference(patch, text, given);
    almost_place start = almost_text_place(text, difference.start);
    almost_place end = almost_text_place(text, difference.end);
    static const char remedy[] = "give the text that was compared, or apply fuzzily";
    if (difference.start == difference.end)
        return al_fail_at(error, ALMOST_ERROR_MISMATCH, text->name, end.source_byte, end.line,
                          end.column, "first differs here from the %s that was compared: %s",
                          al_side_names[given].text, remedy);
    return al_fail_at(error, ALMOST_ERROR_MISMATCH, text->name, start.source_byte, start.line,
                      start.column,
                      "first differs between here and line %" PRIu64 ", column %" PRIu64
                      " from the %s that was compared: %s",
                      end.line, end.column, al_side_names[given].text, remedy);
}

/* --- The outcome ---------------------------------------------------------- */

/* Hashes a text that comes in pieces, as a side of the patch has its hashes. */
typedef struct hasher {
    const al_patch_side *side;
    XXH3_state_t block;
    uint64_t filled;    /* bytes of the block so far */
    uint64_t number;    /* of the block */
    XXH3_state_t plain; /* where there are no blocks: the source, if it is UTF-8 */
    XXH3_state_t marked;
    bool unlike;
} hasher;

static void end_block(hasher *hasher)
{
    assert(hasher->number < hasher->side->n_blocks && hasher->filled <= hasher->side->block_size);
    if (XXH3_64bits_digest(&hasher->block) != hasher->side->blocks[hasher->number])
        hasher->unlike = true;
    else
        hasher->number++;
    hasher->filled = 0;
    XXH3_64bits_reset(&hasher->block);
}

/* The side's length is what its pieces add up to, so that no block is too many. */
static void hash_blocks(hasher *hasher, const char *bytes, uint64_t length)
{
    while (length > 0 && !hasher->unlike) {
        uint64_t room = hasher->side->block_size - hasher->filled;
        uint64_t part = length < room ? length : room;
        XXH3_64bits_update(&hasher->block, bytes, part);
        hasher->filled += part;
        bytes += part;
        length -= part;
        if (hasher->filled == hasher->side->block_size)
            end_block(hasher);
    }
}

static void begin_hashes(hasher *hasher, const al_patch_side *side)
{
    hasher->side = side;
    hasher->filled = hasher->number = 0;
    hasher->unlike = false;
    XXH3_64bits_reset(&hasher->block);
    XXH3_128bits_reset(&hasher->plain);
    XXH3_128bits_reset(&hasher->marked);
    XXH3_128bits_update(&hasher->marked, "\xEF\xBB\xBF", 3);
}

static void hash_bytes(hasher *hasher, const char *bytes, uint64_t length)
{
    if (hasher->side->block_size != 0) {
        hash_blocks(hasher, bytes, length);
        return;
    }
    XXH3_128bits_update(&hasher->plain, bytes, length);
    XXH3_128bits_update(&hasher->marked, bytes, length);
}

static bool is_hash(const XXH3_state_t *state, const char *hash)
{
    XXH128_hash_t digest = XXH3_128bits_digest(state);
    char text[33];
    snprintf(text, sizeof text, "%016" PRIx64 "%016" PRIx64, (uint64_t)digest.high64,
             (uint64_t)digest.low64);
    return strcmp(text, hash) == 0;
}

/* Whether all hashes agree; *mark as al_check_outcome() has it. */
static bool end_hashes(hasher *hasher, int *mark)
{
    *mark = hasher->side->mark;
    if (hasher->side->block_size != 0) {
        if (hasher->filled > 0 && !hasher->unlike)
            end_block(hasher);
        return !hasher->unlike;
    }
    if (hasher->side->hash[0] == '\0' || strcmp(hasher->side->encoding, "UTF-8") != 0)
        return true;
    *mark = is_hash(&hasher->marked, hasher->side->hash);
    return *mark || is_hash(&hasher->plain, hasher->side->hash);
}

static almost_status fail_shown(const almost_patch *patch, const al_patch_change *change, int given,
                                almost_error *error)
{
    return al_fail_at(error, ALMOST_ERROR_FORMAT, patch->name, 0, change->line, 0,
                      "the text of change %" PRIu64 " is not that of the %s, whose hashes are "
                      "right: the patch is damaged, write it again",
                      change->id, al_side_names[given].text);
}

/* The bytes of a change on the given side are those of the text; hash those of the other side. */
static bool check_change(const almost_patch *patch, size_t index, const almost_text *text,
                         int given, hasher *hasher)
{
    uint64_t place = patch->changes[index].spans[given].start;
    assert(text->length == patch->sides[given].length);
    for (size_t i = patch->changes[index].first_piece; i < al_patch_pieces_end(patch, index); i++) {
        const al_piece *piece = &patch->pieces[i];
        const char *shown =
            piece->kind == AL_PIECE_HIDDEN ? text->bytes + place : patch->texts + piece->at;
        if (al_piece_on(piece, given)) {
            if (memcmp(text->bytes + place, shown, piece->length) != 0)
                return false;
            place += piece->length;
        }
        if (al_piece_on(piece, !given))
            hash_bytes(hasher, shown, piece->length);
    }
    return true;
}

almost_status al_check_outcome(const almost_patch *patch, const almost_text *text, int given,
                               int *mark, almost_error *error)
{
    hasher hasher;
    uint64_t line = 0;
    begin_hashes(&hasher, &patch->sides[!given]);
    for (size_t rank = 0; rank < patch->n_changes && !hasher.unlike; rank++) {
        size_t index = al_patch_in_order(patch, !given, rank);
        line = patch->changes[index].line;
        if (!check_change(patch, index, text, given, &hasher))
            return fail_shown(patch, &patch->changes[index], given, error);
    }
    if (end_hashes(&hasher, mark))
        return ALMOST_OK;
    return al_fail_at(error, ALMOST_ERROR_FORMAT, patch->name, 0, line, 0,
                      "the %s that this patch gives is not the one that its hashes tell, at or "
                      "before this line: the patch is damaged, write it again",
                      al_side_names[!given].text);
}
