/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The merge in pieces, for JSON: text and the numbers of conflicts in turn. In full a piece came
 * about in one way: it is the base's, as it stood there or moved, or an edit with what it stands
 * for. White space goes with what is before it, but that behind a conflict, which its readings
 * have.
 */
#include "base/json.h"
#include "merge/forms.h"

#include <stdlib.h>

typedef struct piecing {
    const almost_merge *merge;
    al_output *output;
    const al_merge_edit **edits; /* as they stand in the merge; none where it is not in full */
    size_t n_edits, edit, conflict;
    uint8_t *ends; /* of each atom of the base: a piece ends with it; NULL where not in full */
    al_merge_line line;
    const al_merge_edit *open; /* whose piece it is; NULL: the base's */
    uint32_t first;            /* atom of the base that it begins with; AL_NO_ATOM: none yet */
    bool some;                 /* a piece stands before */
} piecing;

/* --- One piece ---------------------------------------------------------------------------------
 */

/* Who moved an atom of the base, and where it was, if anyone did. */
static void put_moved(const piecing *piecing, uint32_t atom)
{
    const al_merge_blocks *blocks = &piecing->merge->blocks;
    size_t block = al_merge_blocks_at(blocks, atom);
    if (block < blocks->n)
        al_merge_put_sides(piecing->output, ",\"moved\":",
                           al_merge_sides_given(piecing->merge, blocks->items[block].sides));
}

static void put_place(const piecing *piecing, almost_span span)
{
    const almost_text *text = piecing->merge->text;
    almost_place start = almost_text_place(text, span.start);
    al_json_count(piecing->output, ",\"base\":{\"start\":", start.code_point);
    al_json_count(piecing->output, ",\"end\":", almost_text_place(text, span.end).code_point);
    al_json_count(piecing->output, ",\"line\":", start.line);
    al_output_text(piecing->output, "}");
}

/* What an edit says of itself. */
static void put_edit(const piecing *piecing, const al_merge_edit *edit)
{
    const almost_merge *merge = piecing->merge;
    almost_span span = al_merge_base_span(merge, edit->start, edit->end);
    al_merge_put_sides(piecing->output, ",\"sides\":", al_merge_sides_given(merge, edit->sides));
    put_place(piecing, span);
    al_output_text(piecing->output, ",\"unchanged\":");
    al_json_bytes(piecing->output, merge->text->bytes + span.start,
                  (size_t)(span.end - span.start));
    put_moved(piecing, edit->atom);
}

static void put_text(piecing *piecing)
{
    const al_buffer *out = &piecing->line.out;
    al_output_text(piecing->output, piecing->some ? ",\n{\"text\":" : "{\"text\":");
    al_json_bytes(piecing->output, out->length > 0 ? out->bytes : "", out->length);
    piecing->some = true;
}

/* Write the piece at hand, if it is an edit or has anything, and begin one of the base's. */
static void end_piece(piecing *piecing, bool also_empty)
{
    const almost_merge *merge = piecing->merge;
    if (piecing->open != NULL || piecing->line.out.length > 0 || also_empty) {
        put_text(piecing);
        if (piecing->open != NULL) {
            put_edit(piecing, piecing->open);
        } else if (piecing->ends != NULL && piecing->first != AL_NO_ATOM) {
            put_place(piecing,
                      al_merge_base_span(merge, piecing->first, piecing->line.last.atom + 1));
            put_moved(piecing, piecing->first);
        }
        al_output_text(piecing->output, "}");
    }
    piecing->open = NULL;
    piecing->first = AL_NO_ATOM;
    piecing->line.out.length = 0;
}

/* --- What stands before a token ----------------------------------------------------------------
 */

static bool is_conflict_at(const piecing *piecing, size_t at)
{
    const almost_merge *merge = piecing->merge;
    return piecing->conflict < merge->n_conflicts && merge->conflicts[piecing->conflict].at == at;
}

static bool is_edit_at(const piecing *piecing, size_t at)
{
    return piecing->edit < piecing->n_edits && piecing->edits[piecing->edit]->at == at;
}

static void put_conflict(piecing *piecing, bool first)
{
    if (first || piecing->open != NULL)
        end_piece(piecing, piecing->ends == NULL);
    al_json_count(piecing->output,
                  piecing->some ? ",\n{\"conflict\":" : "{\"conflict\":", ++piecing->conflict);
    al_output_text(piecing->output, "}");
    piecing->some = true;
}

/* Conflicts and edits before a token or with it, in turn. */
static void put_places(piecing *piecing, size_t at)
{
    bool first = true;
    while (is_conflict_at(piecing, at) || is_edit_at(piecing, at)) {
        if (is_edit_at(piecing, at) &&
            (!is_conflict_at(piecing, at) ||
             piecing->edits[piecing->edit]->conflicts <= piecing->conflict)) {
            end_piece(piecing, false);
            piecing->open = piecing->edits[piecing->edit++];
        } else {
            put_conflict(piecing, first);
            first = false;
        }
    }
}

/* Whether a piece ends between the token that was last and this one. */
static bool is_end(const piecing *piecing, size_t at)
{
    const almost_merge *merge = piecing->merge;
    al_merge_token last = piecing->line.last, token = merge->tokens[at];
    if (piecing->open != NULL)
        return at >= piecing->open->at + piecing->open->n;
    if (piecing->ends == NULL || piecing->first == AL_NO_ATOM)
        return false;
    return token.source != AL_FROM_BASE || token.atom != last.atom + 1 || piecing->ends[last.atom];
}

static void add_token(piecing *piecing, size_t at)
{
    const almost_merge *merge = piecing->merge;
    al_merge_token token = merge->tokens[at];
    bool conflict = is_conflict_at(piecing, at);
    if (!conflict)
        al_merge_line_add_blank(merge, &piecing->line, token);
    if (is_end(piecing, at))
        end_piece(piecing, false);
    put_places(piecing, at);
    if (piecing->open != NULL && piecing->open->n == 0)
        end_piece(piecing, false);
    if (piecing->open == NULL && piecing->first == AL_NO_ATOM)
        piecing->first = token.atom;
    al_merge_line_add_word(merge, &piecing->line, token);
}

/* --- All of them -------------------------------------------------------------------------------
 */

static int by_place(const void *one, const void *other)
{
    const al_merge_edit *const a = *(const al_merge_edit *const *)one;
    const al_merge_edit *const b = *(const al_merge_edit *const *)other;
    const size_t keys[][2] = {{a->at, b->at},
                              {a->conflicts, b->conflicts},
                              {a->n, b->n}, /* what only leaves out stands before what puts in */
                              {a->start, b->start}};
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
        if (keys[i][0] != keys[i][1])
            return keys[i][0] < keys[i][1] ? -1 : 1;
    return 0;
}

/* Pieces end where a moved passage does, and where it might stand instead. */
static void set_ends(const piecing *piecing)
{
    const al_merge_blocks *blocks = &piecing->merge->blocks;
    for (size_t i = 0; i < blocks->n; i++)
        piecing->ends[blocks->items[i].last] = 1;
    for (size_t i = 0; i < blocks->n_apart; i++)
        piecing->ends[blocks->apart[i].other.anchor] = 1;
}

static bool set_full(piecing *piecing)
{
    const almost_merge *merge = piecing->merge;
    piecing->edits = al_allocate(merge->allocator, merge->n_edits + 1, sizeof *piecing->edits);
    piecing->ends = al_allocate_zero(merge->allocator, merge->base.n, 1);
    if (piecing->edits == NULL || piecing->ends == NULL)
        return false;
    piecing->n_edits = merge->n_edits;
    for (size_t i = 0; i < merge->n_edits; i++)
        piecing->edits[i] = &merge->edits[i];
    qsort(piecing->edits, piecing->n_edits, sizeof *piecing->edits, by_place);
    set_ends(piecing);
    return true;
}

bool al_merge_put_pieces(const almost_merge *merge, bool full, al_output *output)
{
    piecing piecing = {.merge = merge, .output = output, .first = AL_NO_ATOM};
    al_buffer_init(&piecing.line.out, merge->allocator);
    bool whole = !full || set_full(&piecing);
    for (size_t i = 0; whole && i < merge->n_tokens; i++)
        add_token(&piecing, i);
    if (whole)
        end_piece(&piecing, !full || !piecing.some);
    whole = whole && !piecing.line.out.failed;
    al_buffer_release(&piecing.line.out);
    al_release(merge->allocator, (void *)piecing.edits);
    al_release(merge->allocator, piecing.ends);
    return whole;
}
