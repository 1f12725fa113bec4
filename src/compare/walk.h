/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The walk along the telling that lists the changes: where it stands, what it
 * has told, and the passage that it is in. A *link* is a pair of partners, by
 * its words on both sides.
 */
#ifndef AL_WALK_H
#define AL_WALK_H

#include "compare/emit.h"
#include "compare/partner.h"

/* One side in the walk: o, the original, or t, the telling. */
typedef struct al_walk_side {
    const al_side *side;
    const al_alignment *alignment;
    const uint32_t *partner;
    const uint8_t *state;
    int number; /* of the side */
    uint32_t n; /* words */
} al_walk_side;

/* The link before the first words is empty. */
typedef struct al_link {
    al_range o; /* words of the original */
    al_range t;
    bool moved;
    bool displaced; /* moved within a passage that has not */
} al_link;

typedef struct al_walk {
    const al_aligned *aligned;
    const almost_allocator *allocator;
    al_emitter emitter;
    al_walk_side o;
    al_walk_side t;
    size_t main; /* passages at which the walk stands, in and out of line */
    size_t moved;
    uint32_t told[2]; /* bytes of the original and the telling up to which the last link was told */
    bool parted;      /* the marks before the next link are told with it (seam.h) */
    bool stays;       /* whether the site under way lies in the passage of its link */
    al_link *found;   /* words that the walk itself has paired; partners when it is over */
    size_t n_found;
    size_t found_capacity;
    size_t *reworded[2]; /* reworded passages, by their first word in original and telling */
    size_t n_reworded;
} al_walk;

/* Begin at the start of both texts. False when memory ends; released in either case. */
bool al_walk_init(al_walk *walk, const al_sides *sides, const al_aligned *aligned,
                  al_emitter emitter);
void al_walk_release(al_walk *walk);

/* The link that a word of the telling is the first of. */
al_link al_walk_link(const al_walk *walk, uint32_t telling_word);

/* Enter the passage of a link: the two cursors go forward only, in the telling's order. */
void al_walk_enter(al_walk *walk, const al_link *link);

/*
 * Enter the reworded passage that holds the words, where the site under way does not lie in that
 * of its link: in one, links follow one another in any order, so that a site does not say where its
 * words belong; they say so themselves. Either range may be empty.
 */
void al_walk_enter_reworded(al_walk *walk, al_range o_words, al_range t_words);

/* The marks that end a link's words still belong to its passage; what comes then may not. */
void al_walk_leave(al_walk *walk);

/* Whether all of a site, up to these links, lies in the passage of the link before it. */
bool al_walk_in_passage(const al_walk *walk, uint32_t o_next, uint32_t t_next);

/* Add white space that stands behind both sides: it belongs to the words before it. */
void al_walk_take_blanks(const al_walk *walk, al_range *o, al_range *t, al_range o_tail,
                         al_range t_tail);

/* All that stands behind a link on both sides, up to the next link on each (site.c). */
void al_walk_emit_site(al_walk *walk, const al_link *link);

/* The byte at which word i starts, or the end of the slice. */
static inline uint32_t al_word_start(const al_walk_side *side, uint32_t i)
{
    return i < side->n ? side->side->spans[i].start : side->side->end;
}

/* The byte at which the words before i end, punctuation apart; its start for none. */
static inline uint32_t al_words_end(const al_walk_side *side, uint32_t i)
{
    return i > 0 ? side->side->spans[i - 1].end : side->side->start;
}

/* From the first word to the end of the last one. */
static inline al_range al_words_bytes(const al_walk_side *side, al_range words)
{
    return (al_range){al_word_start(side, words.start), al_words_end(side, words.end)};
}

/* The trail behind the first `words_end` words of a side, from `from` on. */
static inline al_range al_trail_from(const al_walk_side *side, uint32_t words_end, uint32_t from)
{
    return (al_range){from, al_word_start(side, words_end)};
}

/* The trail behind word i. */
static inline al_range al_trail_behind(const al_walk_side *side, uint32_t i)
{
    return al_trail_from(side, i + 1, al_words_end(side, i + 1));
}

/* The first word from i on that has a partner, or the number of words. */
static inline uint32_t al_next_link(const al_walk_side *side, uint32_t i)
{
    return al_partner_next(side->partner, i, side->n);
}

#endif
