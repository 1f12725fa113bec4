/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Links and the passages that they lie in. Passages of the main line, moved
 * ones and reworded ones are each met in their own way: the first two in the
 * telling's order by a cursor, the last by the words themselves.
 */
#include "compare/walk.h"

#include "compare/trail.h"

#include <stdlib.h>
#include <string.h>

static al_walk_side walk_side_of(const al_sides *sides, const al_alignment *alignment, int side)
{
    return (al_walk_side){
        .side = &sides->side[side],
        .alignment = alignment,
        .partner = alignment->partner[side],
        .state = alignment->state[side],
        .number = side,
        .n = sides->side[side].n_words,
    };
}

/* A first word, and the index of its passage. */
static int by_start(const void *left, const void *right)
{
    const al_range *a = left, *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

/* List the reworded passages by either side. They share no word. */
static bool list_reworded(al_walk *walk)
{
    const al_aligned *aligned = walk->aligned;
    for (size_t i = 0; i < aligned->n_passages; i++)
        walk->n_reworded += aligned->passages[i].reworded;
    if (walk->n_reworded == 0)
        return true;
    for (int list = 0; list < 2; list++) {
        walk->reworded[list] =
            al_allocate(walk->allocator, walk->n_reworded, sizeof *walk->reworded[list]);
        if (walk->reworded[list] == NULL)
            return false;
    }
    al_range *first = al_allocate(walk->allocator, walk->n_reworded, sizeof *first);
    if (first == NULL)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < aligned->n_passages; i++)
        if (aligned->passages[i].reworded) {
            walk->reworded[1][n] = i;
            first[n++] = (al_range){aligned->passages[i].words[walk->o.number].start, (uint32_t)i};
        }
    qsort(first, n, sizeof *first, by_start);
    for (size_t i = 0; i < n; i++)
        walk->reworded[0][i] = first[i].end;
    al_release(walk->allocator, first);
    return true;
}

bool al_walk_init(al_walk *walk, const al_sides *sides, const al_aligned *aligned,
                  al_emitter emitter)
{
    *walk = (al_walk){
        .aligned = aligned,
        .allocator = sides->allocator,
        .emitter = emitter,
        .o = walk_side_of(sides, &aligned->alignment, sides->original),
        .t = walk_side_of(sides, &aligned->alignment, sides->telling),
    };
    walk->told[0] = walk->o.side->start;
    walk->told[1] = walk->t.side->start;
    return list_reworded(walk);
}

void al_walk_release(al_walk *walk)
{
    al_release(walk->allocator, walk->found);
    for (int list = 0; list < 2; list++)
        al_release(walk->allocator, walk->reworded[list]);
}

static al_range link_words(const al_walk_side *side, uint32_t first)
{
    return (al_range){first, al_pair_end(side->alignment, side->number, first, side->n)};
}

al_link al_walk_link(const al_walk *walk, uint32_t telling_word)
{
    uint8_t elsewhere = walk->t.state[telling_word] & AL_ELSEWHERE;
    return (al_link){
        .o = link_words(&walk->o, walk->t.partner[telling_word]),
        .t = link_words(&walk->t, telling_word),
        .moved = elsewhere != 0,
        .displaced = elsewhere == AL_DISPLACED,
    };
}

static void enter(al_walk *walk, size_t passage, bool moved)
{
    bool any = passage < walk->aligned->n_passages;
    walk->emitter.passage = any ? (uint32_t)passage + 1 : 0;
    walk->emitter.moved = moved;
}

void al_walk_enter(al_walk *walk, const al_link *link)
{
    const al_aligned *aligned = walk->aligned;
    bool out_of_line = link->moved && !link->displaced;
    size_t *cursor = out_of_line ? &walk->moved : &walk->main;
    while (*cursor < aligned->n_passages &&
           (aligned->passages[*cursor].moved != out_of_line || aligned->passages[*cursor].summary ||
            aligned->passages[*cursor].words[walk->t.number].end <= link->t.start))
        ++*cursor;
    enter(walk, *cursor, link->moved);
}

/* The reworded passage that holds all of the words of the original (list 0) or the telling; or n.
 */
static size_t reworded_at(const al_walk *walk, int list, al_range words)
{
    const al_passage *passages = walk->aligned->passages;
    int side = list == 0 ? walk->o.number : walk->t.number;
    size_t low = 0, high = walk->n_reworded;
    while (low < high) { /* the first one that ends behind the words' beginning */
        size_t middle = low + (high - low) / 2;
        if (passages[walk->reworded[list][middle]].words[side].end <= words.start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == walk->n_reworded)
        return walk->aligned->n_passages;
    size_t found = walk->reworded[list][low];
    bool holds = passages[found].words[side].start <= words.start &&
                 words.end <= passages[found].words[side].end;
    return holds ? found : walk->aligned->n_passages;
}

void al_walk_enter_reworded(al_walk *walk, al_range o_words, al_range t_words)
{
    if (walk->stays || walk->n_reworded == 0)
        return;
    size_t none = walk->aligned->n_passages;
    size_t of_o = reworded_at(walk, 0, o_words), of_t = reworded_at(walk, 1, t_words);
    size_t found = o_words.start == o_words.end                   ? of_t
                   : t_words.start == t_words.end || of_o == of_t ? of_o
                                                                  : none;
    enter(walk, found, found < none && walk->aligned->passages[found].moved);
}

void al_walk_leave(al_walk *walk)
{
    if (!walk->stays)
        enter(walk, walk->aligned->n_passages, false);
}

bool al_walk_in_passage(const al_walk *walk, uint32_t o_next, uint32_t t_next)
{
    if (walk->emitter.passage == 0)
        return false;
    const al_passage *passage = &walk->aligned->passages[walk->emitter.passage - 1];
    return o_next < passage->words[walk->o.number].end &&
           t_next < passage->words[walk->t.number].end;
}

void al_walk_take_blanks(const al_walk *walk, al_range *o, al_range *t, al_range o_tail,
                         al_range t_tail)
{
    uint32_t o_blank = al_skip_blanks(walk->o.side->text, o_tail);
    uint32_t t_blank = al_skip_blanks(walk->t.side->text, t_tail);
    bool at_end = o_blank == walk->o.side->end || t_blank == walk->t.side->end;
    bool equal = o_blank - o_tail.start == t_blank - t_tail.start &&
                 memcmp(walk->o.side->text->bytes + o_tail.start,
                        walk->t.side->text->bytes + t_tail.start, o_blank - o_tail.start) == 0;
    if (!equal && !(walk->emitter.settings->ignore & ALMOST_IGNORE_LAYOUT))
        return; /* they are told apart by themselves */
    if ((o_blank == o_tail.start || t_blank == t_tail.start) &&
        !(at_end && o_blank == o_tail.end && t_blank == t_tail.end))
        return;
    o->end = o_blank;
    t->end = t_blank;
}
