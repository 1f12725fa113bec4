/* SPDX-License-Identifier: Apache-2.0 */
/* Holding all summaries of a side against the other text at once; see summaries.h. */
#include "compare/summaries.h"

#include "base/error.h"
#include "meaning/unsupported.h"

/* The summaries whose short side is one side. */
typedef struct summaries {
    al_range *words;
    uint32_t *passages; /* their indices */
    size_t n;
} summaries;

static size_t count_summaries(const al_aligned *aligned)
{
    size_t n = 0;
    for (size_t i = 0; i < aligned->n_passages; i++)
        n += aligned->passages[i].summary;
    return n;
}

static void list_summaries(const al_aligned *aligned, int side, summaries *out)
{
    out->n = 0;
    for (size_t i = 0; i < aligned->n_passages; i++) {
        const al_passage *passage = &aligned->passages[i];
        if (!passage->summary || passage->short_side != side)
            continue;
        out->words[out->n] = passage->words[side];
        out->passages[out->n++] = (uint32_t)i;
    }
}

/* Keep what was found as the comparison has it. */
static bool take_over(almost_comparison *comparison, const summaries *from, bool telling,
                      const al_unsupported_list *found)
{
    if (!al_grow(comparison->allocator, (void **)&comparison->claims, &comparison->claims_capacity,
                 comparison->n_claims + found->n, sizeof *comparison->claims))
        return false;
    for (size_t i = 0; i < found->n; i++)
        comparison->claims[comparison->n_claims++] = (almost_claim){
            .passage = from->passages[found->list[i].summary] + 1,
            .telling = telling,
            .touches = found->list[i].touches,
            .span = {found->list[i].bytes.start, found->list[i].bytes.end},
        };
    return true;
}

static bool check_side(const al_sides *sides, const al_aligned *aligned, int side,
                       al_item_reader *reader, summaries *room, almost_comparison *comparison)
{
    al_unsupported_list found = {.allocator = comparison->allocator};
    list_summaries(aligned, side, room);
    bool whole = room->n == 0 ||
                 (al_unsupported_find(reader, side, room->words, room->n, &found) &&
                  (found.n == 0 || take_over(comparison, room, side == sides->telling, &found)));
    al_unsupported_release(&found);
    return whole;
}

almost_status al_summaries_check(const al_sides *sides, const al_aligned *aligned,
                                 al_item_reader *reader, almost_comparison *comparison,
                                 almost_error *error)
{
    const almost_allocator *allocator = comparison->allocator;
    size_t n = count_summaries(aligned);
    if (n == 0)
        return ALMOST_OK;
    summaries room = {.words = al_allocate(allocator, n, sizeof *room.words),
                      .passages = al_allocate(allocator, n, sizeof *room.passages)};
    bool whole = room.words != NULL && room.passages != NULL &&
                 check_side(sides, aligned, sides->telling, reader, &room, comparison) &&
                 check_side(sides, aligned, sides->original, reader, &room, comparison);
    al_release(allocator, room.words);
    al_release(allocator, room.passages);
    return whole ? ALMOST_OK : al_fail_memory(error);
}
