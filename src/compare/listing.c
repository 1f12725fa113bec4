/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From words to bytes: passages as a reader would mark them, with the marks
 * that touch their words, and as the changes take them, up to the next word.
 */
#include "compare/listing.h"

#include "base/error.h"
#include "compare/trail.h"
#include "match/score.h"

#include <assert.h>

/* Something differs in a passage: altered, unless hardly a word stands where it stood. */
static void mark_altered(almost_passage *passage, const al_passage *found)
{
    if (passage->kind == ALMOST_PASSAGE_SAME)
        passage->kind =
            found->reworded && !found->in_order ? ALMOST_PASSAGE_REWORDED : ALMOST_PASSAGE_ALTERED;
}

/* The bytes of words and of what follows them up to the next word. */
static al_range bytes_taken(const al_side *side, al_range words)
{
    return (al_range){
        words.start > 0 ? side->spans[words.start].start : side->start,
        words.end < side->n_words ? side->spans[words.end].start : side->end,
    };
}

/* The same as a reader would mark it: without white space, with the marks that touch its words. */
static almost_span bytes_marked(const al_side *side, al_range words)
{
    const al_word_span *spans = side->spans;
    al_range bytes = bytes_taken(side, words);
    if (words.start > 0)
        bytes.start = al_opening_marks(
            side->text, (al_range){spans[words.start - 1].end, spans[words.start].start});
    else
        bytes.start = al_skip_blanks(side->text, bytes);
    if (words.end < side->n_words)
        bytes.end = al_closing_marks(side->text,
                                     (al_range){spans[words.end - 1].end, spans[words.end].start});
    else
        bytes.end = al_last_blanks(side->text, bytes);
    return (almost_span){bytes.start, bytes.end};
}

/* One passage by its bytes; whether anything differs in it is not known yet. */
static void list_passage(const al_sides *sides, const al_aligned *aligned, const al_passage *from,
                         almost_passage *to, al_passage_bytes *taken)
{
    uint32_t words = 0;
    for (int side = 0; side < 2; side++) {
        words += al_passage_own_words(&aligned->alignment, side, from);
        almost_span *span = side == sides->original ? &to->original : &to->telling;
        *span = bytes_marked(&sides->side[side], from->words[side]);
        taken->bytes[side != sides->original] = bytes_taken(&sides->side[side], from->words[side]);
    }
    to->moved = from->moved;
    to->likeness = (double)(from->kept[0] + from->kept[1]) / words;
    to->bits = from->bits;
    to->kind = from->summary ? ALMOST_PASSAGE_SUMMARY : ALMOST_PASSAGE_SAME;
    to->expected = al_expected(from->bits, sides->side[0].n_words, sides->side[1].n_words);
}

almost_status al_list_passages(const al_sides *sides, const al_aligned *aligned,
                               almost_comparison *comparison, almost_error *error)
{
    size_t n = aligned->n_passages;
    comparison->passages = al_allocate_zero(comparison->allocator, n, sizeof *comparison->passages);
    comparison->taken = al_allocate(comparison->allocator, n, sizeof *comparison->taken);
    if (comparison->passages == NULL || comparison->taken == NULL)
        return al_fail_memory(error);
    comparison->n_passages = n;
    for (size_t i = 0; i < n; i++) {
        list_passage(sides, aligned, &aligned->passages[i], &comparison->passages[i],
                     &comparison->taken[i]);
        comparison->passages[i].id = (uint32_t)i + 1;
    }
    for (size_t i = 0; i < comparison->n_changes; i++) {
        const al_change *change = &comparison->changes[i];
        if (change->passage == 0 || change->kind == ALMOST_SAME)
            continue;
        assert(change->passage <= n);
        almost_passage *passage = &comparison->passages[change->passage - 1];
        if (change->kind != ALMOST_MOVED || !passage->moved) /* else it only stands elsewhere */
            mark_altered(passage, &aligned->passages[change->passage - 1]);
    }
    for (size_t i = 0; i < n; i++)
        if (comparison->passages[i].kind == ALMOST_PASSAGE_REWORDED)
            comparison->reworded +=
                al_passage_own_words(&aligned->alignment, sides->original, &aligned->passages[i]);
    return ALMOST_OK;
}

/* The byte at which word i begins, or the end of the text. */
static uint64_t start_of(const al_side *side, uint32_t i)
{
    return i < side->n_words ? side->spans[i].start : side->end;
}

almost_status al_list_approximations(const al_sides *sides, const al_alignment *alignment,
                                     almost_comparison *comparison, almost_error *error)
{
    size_t n = alignment->n_approximations;
    comparison->approximations =
        al_allocate(comparison->allocator, n, sizeof *comparison->approximations);
    if (comparison->approximations == NULL)
        return al_fail_memory(error);
    comparison->n_approximations = n;
    for (size_t i = 0; i < n; i++) {
        const al_words_range *range = &alignment->approximations[i];
        almost_approximation *to = &comparison->approximations[i];
        for (int side = 0; side < 2; side++)
            *(side == sides->original ? &to->original : &to->telling) = (almost_span){
                start_of(&sides->side[side], range->start[side]),
                start_of(&sides->side[side], range->end[side]),
            };
    }
    return ALMOST_OK;
}
