/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From alignment to changes. The telling is walked from link to link (a link
 * is a pair of partners); what stands behind a link on either side, up to the
 * next link there, is its site.
 *
 * White space belongs to the word before it.
 */
#include "compare/changes.h"

#include "base/error.h"
#include "compare/seam.h"
#include "compare/walk.h"
#include "match/plain_run.h"

#include <assert.h>
#include <string.h>

/* A pair of partners, and the bytes up to which it was told on both sides. */
static void emit_link(al_walk *walk, const al_link *link)
{
    al_range o = al_words_bytes(&walk->o, link->o), t = al_words_bytes(&walk->t, link->t);
    const char *mine = walk->o.side->text->bytes + o.start;
    const char *theirs = walk->t.side->text->bytes + t.start;
    if (o.end - o.start == t.end - t.start && memcmp(mine, theirs, o.end - o.start) == 0) {
        al_emit_same(&walk->emitter, o, t, false);
    } else {
        al_walk_take_blanks(walk, &o, &t, al_trail_from(&walk->o, link->o.end, o.end),
                            al_trail_from(&walk->t, link->t.end, t.end));
        walk->emitter.inflected = (walk->t.state[link->t.start] & AL_INFLECTED) != 0;
        if (walk->t.state[link->t.start] & AL_CHANGED)
            al_emit_words(&walk->emitter, link->o, link->t, o, t);
        else
            al_emit_pair(&walk->emitter, link->o, link->t, o, t);
        walk->emitter.inflected = false;
    }
    walk->told[0] = o.end;
    walk->told[1] = t.end;
}

/*
 * How many links follow link (i, j) at once on both sides, as plain as that
 * one; a few dozen at most, so that texts which are wrapped differently, where
 * nearly every call finds a difference, stay linear.
 */
static uint32_t plain_run(const al_walk *walk, uint32_t i, uint32_t j, uint32_t t_end)
{
    const uint32_t *partners[2] = {walk->o.partner + i, walk->t.partner + j};
    const uint8_t *o_state = walk->o.state + i, *t_state = walk->t.state + j;
    enum { longest = 48 };
    uint32_t o_left = walk->o.n - i, t_left = t_end - j;
    uint32_t most = o_left < t_left ? o_left : t_left;
    most = most < longest ? most : longest;
    uint8_t usual = *o_state & AL_ELSEWHERE;
    if (most == 0 || *o_state != usual || *t_state != usual)
        return 0;
    uint32_t n = al_plain_run(partners[0], o_state, j, usual, most);
    n = al_plain_run(partners[1], t_state, i, usual, n);
    return n > 0 ? n - 1 : 0;
}

/* The end of the passage that was entered, where another one may begin at once. */
static uint32_t passage_end(const al_walk *walk)
{
    if (walk->emitter.passage == 0)
        return walk->t.n;
    return walk->aligned->passages[walk->emitter.passage - 1].words[walk->t.number].end;
}

/* From one link the next one on both sides: the run that most of a text consists of. */
static uint32_t emit_run(al_walk *walk, uint32_t telling_word)
{
    const al_walk_side *o = &walk->o, *t = &walk->t;
    uint32_t i = t->partner[telling_word], j = telling_word, first_i = i, first_j = j;
    uint32_t end = passage_end(walk);
    const char *mine = o->side->text->bytes, *theirs = t->side->text->bytes;
    const al_word_span *my_spans = o->side->spans, *their_spans = t->side->spans;
    for (uint32_t n = plain_run(walk, i, j, end); n > 0; n = plain_run(walk, i, j, end)) {
        if (my_spans[i + n].start - my_spans[i].start !=
                their_spans[j + n].start - their_spans[j].start ||
            memcmp(mine + my_spans[i].start, theirs + their_spans[j].start,
                   my_spans[i + n].start - my_spans[i].start) != 0)
            break;
        i += n;
        j += n;
    }
    while (i + 1 < o->n && j + 1 < end && o->partner[i + 1] == j + 1 &&
           !((t->state[j] | t->state[j + 1]) & (AL_RESPELT | AL_JOINED)) &&
           t->state[j] == t->state[j + 1] &&
           my_spans[i + 1].start - my_spans[i].start ==
               their_spans[j + 1].start - their_spans[j].start &&
           memcmp(mine + my_spans[i].start, theirs + their_spans[j].start,
                  my_spans[i + 1].start - my_spans[i].start) == 0) {
        i++;
        j++;
    }
    if (j > first_j)
        al_emit_same(&walk->emitter, (al_range){my_spans[first_i].start, my_spans[i].start},
                     (al_range){their_spans[first_j].start, their_spans[j].start}, false);
    return j;
}

/* The marks that open what begins with the link. */
static void emit_lead(al_walk *walk, const al_link *link)
{
    al_emit_trails(&walk->emitter, al_seam_tail(&walk->o, link->o.start),
                   al_seam_tail(&walk->t, link->t.start));
}

/* False when it is late. */
static bool walk_telling(al_walk *walk)
{
    al_link link = {.moved = false};
    uint32_t first = al_next_link(&walk->t, 0);
    if (first == 0 && walk->t.n > 0 && walk->t.partner[0] == 0) {
        al_link opening = al_walk_link(walk, 0);
        al_walk_enter(walk, &opening); /* marks before the first words are of their passage */
    }
    al_walk_emit_site(walk, &link);
    for (uint32_t j = first; j < walk->t.n;) {
        link = al_walk_link(walk, j);
        al_walk_enter(walk, &link);
        if (walk->parted)
            emit_lead(walk, &link);
        uint32_t last = emit_run(walk, j);
        if (last > j)
            link = al_walk_link(walk, last);
        emit_link(walk, &link);
        al_walk_emit_site(walk, &link);
        uint32_t next = al_next_link(&walk->t, link.t.end);
        if (al_clock_late(walk->emitter.sides->clock, next - j))
            return false;
        j = next;
    }
    return true;
}

/* Pair the words that stood alone against their equals. */
static void take_found(const al_walk *walk, al_alignment *alignment)
{
    for (size_t k = 0; k < walk->n_found; k++) {
        const al_link *found = &walk->found[k];
        for (uint32_t i = 0; i < found->o.end - found->o.start; i++) {
            alignment->partner[walk->o.number][found->o.start + i] = found->t.start + i;
            alignment->partner[walk->t.number][found->t.start + i] = found->o.start + i;
        }
    }
}

bool al_changes_cover(const al_sides *sides, const al_changes *changes)
{
    const al_side *before = &sides->side[sides->original], *after = &sides->side[sides->telling];
    uint64_t original = before->start, telling = after->start;
    for (size_t i = 0; i < changes->n; i++) {
        const al_change *change = &changes->items[i];
        if (change->telling.start != telling || change->original.start > change->original.end)
            return false;
        telling = change->telling.end;
        original += change->original.end - change->original.start;
    }
    return telling == after->end && original == before->end;
}

/* Words of the telling that are told one by one, though they have a partner. */
static size_t count_altered(const al_walk_side *telling)
{
    size_t altered = 0;
    for (uint32_t j = 0; j < telling->n; j++)
        altered += (telling->state[j] & (AL_RESPELT | AL_CHANGED)) != 0;
    return altered;
}

/*
 * Room for about as many changes as there will be: a row of links is told as itself, and what
 * stands behind it as two more. A long list is copied otherwise, time and again, while it grows.
 */
static bool reserve(const al_walk *walk, al_changes *changes)
{
    const al_walk_side *telling = &walk->t;
    size_t runs = al_alignment_runs(telling->alignment, telling->number, (al_range){0, telling->n});
    return al_grow(walk->allocator, (void **)&changes->items, &changes->capacity,
                   3 * runs + 2 * count_altered(telling), sizeof *changes->items);
}

almost_status al_changes_derive(const al_settings *settings, const al_sides *sides,
                                al_toucher *toucher, al_aligned *aligned, al_changes *out,
                                almost_error *error)
{
    al_changes changes = {.n = 0};
    al_walk walk;
    al_emitter emitter = {
        .settings = settings, .sides = sides, .toucher = toucher, .changes = &changes};
    bool whole = al_walk_init(&walk, sides, aligned, emitter);
    whole = whole && reserve(&walk, &changes) && walk_telling(&walk);
    take_found(&walk, &aligned->alignment);
    whole &= !walk.emitter.failed;
    al_walk_release(&walk);
    if (!whole) {
        al_release(sides->allocator, changes.items);
        return al_clock_fail(sides->clock, error);
    }
    assert(al_changes_cover(sides, &changes));
    *out = changes;
    return ALMOST_OK;
}
