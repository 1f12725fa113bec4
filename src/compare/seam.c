/* SPDX-License-Identifier: Apache-2.0 */
/*
 * At a seam of one text the words before it lead to the seam behind them in the other text, and the
 * words behind it to the seam before them there. Going on so, one comes back where one began. With
 * one passage that has moved the ring has three seams of either text: where it was, and both of its
 * ends. When no word stands alone at any of them, and marks that open are like those over there,
 * all of the ring is parted; otherwise none of it, so that each mark is told once.
 */
#include "compare/seam.h"

#include "compare/trail.h"

#include <string.h>

typedef struct seam {
    int side; /* 0: of the original; 1: of the telling */
    uint32_t word;
} seam;

uint32_t al_seam_cut(const al_walk_side *side, al_range trail)
{
    const almost_text *text = side->side->text;
    if (trail.start == side->side->start)
        return trail.start;
    if (trail.end == side->side->end)
        return trail.end;
    if (trail.end - trail.start == 1 && text->bytes[trail.start] == ' ')
        return trail.end; /* as nearly always: a blank belongs to the word before it */
    for (uint32_t at = trail.end; at > trail.start; at--)
        if (text->bytes[at - 1] == '\n')
            return at;
    uint32_t closed = al_closing_marks(text, trail);
    uint32_t apart = al_skip_blanks(text, (al_range){closed, trail.end});
    if (closed > trail.start && apart > closed)
        return apart;
    return al_opening_marks(text, trail);
}

static const al_walk_side *side_of(const al_walk *walk, int side)
{
    return side == 0 ? &walk->o : &walk->t;
}

/*
 * The place in the other text to which one of the words at a seam leads: by the tail the place
 * before the partner of the word behind, else the place behind the partner of the word before. The
 * ends of the texts lead to each other. False where the word has no partner of its own.
 */
static bool lead(const al_walk *walk, seam from, bool by_tail, seam *to)
{
    const al_walk_side *side = side_of(walk, from.side);
    to->side = !from.side;
    if (by_tail && from.word == side->n) {
        to->word = side_of(walk, to->side)->n;
        return true;
    }
    if (!by_tail && from.word == 0) {
        to->word = 0;
        return true;
    }
    uint32_t word = by_tail ? from.word : from.word - 1;
    if (side->partner[word] == AL_NONE || side->state[word] & AL_JOINED)
        return false;
    to->word = side->partner[word] + !by_tail;
    return true;
}

static al_range trail_before(const al_walk_side *side, uint32_t word)
{
    return (al_range){al_words_end(side, word), al_word_start(side, word)};
}

al_range al_seam_tail(const al_walk_side *side, uint32_t word)
{
    al_range trail = trail_before(side, word);
    return (al_range){al_seam_cut(side, trail), trail.end};
}

static al_range tail_of(const al_walk *walk, seam at)
{
    return al_seam_tail(side_of(walk, at.side), at.word);
}

static bool tails_alike(const al_walk *walk, seam a, seam b)
{
    const al_slice texts[2] = {side_of(walk, a.side)->side->slice,
                               side_of(walk, b.side)->side->slice};
    return al_trail_likeness(texts, (al_range[2]){tail_of(walk, a), tail_of(walk, b)}) == 2;
}

/*
 * Whether the white space behind the word before the seam is told with that word, as it is with one
 * that differs from its partner, and reaches into what would be told with the word behind.
 */
static bool is_taken(const al_walk *walk, seam at)
{
    const al_walk_side *side = side_of(walk, at.side), *other = side_of(walk, !at.side);
    al_range trail = trail_before(side, at.word);
    if (at.word == 0 || al_seam_cut(side, trail) >= al_skip_blanks(side->side->text, trail))
        return false;
    al_word_span mine = side->side->spans[at.word - 1];
    al_word_span theirs = other->side->spans[side->partner[at.word - 1]];
    return mine.end - mine.start != theirs.end - theirs.start ||
           memcmp(side->side->text->bytes + mine.start, other->side->text->bytes + theirs.start,
                  mine.end - mine.start) != 0;
}

bool al_seam_parts(const al_walk *walk, uint32_t telling_word)
{
    enum { longest = 12 }; /* in turns: two passages that moved to one place make five */
    const seam start = {1, telling_word};
    seam at = start, next, before;
    for (int turns = 0; turns < longest; turns++) {
        if (!lead(walk, at, true, &next) || !lead(walk, next, false, &before) ||
            before.word == at.word) /* no seam: they meet over there, too */
            return false;
        if (!tails_alike(walk, at, next) || is_taken(walk, next) || is_taken(walk, before))
            return false;
        at = before;
        if (at.word == start.word)
            return true;
    }
    return false;
}
