/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From alignment to changes. The telling is walked from link to link (a link
 * is a pair of partners); what stands behind a link on either side, up to the
 * next link there, is its site. In most sites the next links are partners too,
 * and the open words between are one change. Where they are not, a passage has
 * moved: what is missing then stands behind the link it followed in the
 * original or, when that has moved, before the one it preceded.
 *
 * White space belongs to the word before it.
 */
#include "compare/emit.h"

#include "base/error.h"
#include "compare/partner.h"
#include "compare/trail.h"

#include <stdlib.h>
#include <string.h>

/* One side in the walk: o or t. */
typedef struct walk_side {
    const al_side *side;
    const uint32_t *partner;
    const uint8_t *state;
} walk_side;

/* A link by the words of its two sides. The link before the first words is empty. */
typedef struct link {
    al_range o;
    al_range t;
    bool moved;
    bool displaced; /* moved within a passage that has not */
} word_link;

typedef struct walk {
    al_comparing *work;
    al_emitter emitter;
    walk_side o; /* the original */
    walk_side t; /* the telling */
    size_t main; /* passages at which the walk stands, in and out of line */
    size_t moved;
    uint32_t told[2]; /* bytes of the original and the telling up to which the last link was told */
    word_link *found; /* words that the walk itself has paired; partners when it is over */
    size_t n_found;
    size_t found_capacity;
    bool stays;          /* whether the site under way lies in the passage of its link */
    size_t *reworded[2]; /* reworded passages, by their first word in original and telling */
    size_t n_reworded;
} walk;

static walk_side walk_side_of(const al_comparing *work, int side)
{
    return (walk_side){
        .side = &work->sides[side],
        .partner = work->alignment.partner[side],
        .state = work->alignment.state[side],
    };
}

/* The byte at which word i starts, or the end of the slice. */
static uint32_t start_of(const walk_side *side, uint32_t i)
{
    return i < side->side->n_words ? side->side->spans[i].start : side->side->end;
}

/* The byte at which the words before i end, punctuation apart; the start of the slice for none. */
static uint32_t end_before(const walk_side *side, uint32_t i)
{
    return i > 0 ? side->side->spans[i - 1].end : side->side->start;
}

/* The end of the link's words that begin with word i. */
static uint32_t link_end(const walk_side *side, uint32_t i)
{
    uint32_t last = i + 1;
    if (side->state[i] & AL_JOINED)
        while (last < side->side->n_words && side->state[last] & AL_JOINED &&
               side->partner[last] == side->partner[i])
            last++;
    return last;
}

/* The first word from i on that has a partner, or the number of words. */
static uint32_t next_link(const walk_side *side, uint32_t i)
{
    return al_partner_next(side->partner, i, side->side->n_words);
}

static word_link link_at(const walk *walk, uint32_t telling_word)
{
    word_link link;
    link.t = (al_range){telling_word, link_end(&walk->t, telling_word)};
    uint32_t first = walk->t.partner[telling_word];
    link.o = (al_range){first, link_end(&walk->o, first)};
    link.moved = (walk->t.state[telling_word] & AL_ELSEWHERE) != 0;
    link.displaced = (walk->t.state[telling_word] & AL_ELSEWHERE) == AL_DISPLACED;
    return link;
}

static al_range words_bytes(const walk_side *side, al_range words)
{
    return (al_range){start_of(side, words.start), end_before(side, words.end)};
}

/* Add white space that stands behind both sides: it belongs to the words before it. */
static void take_blanks(const walk *walk, al_range *o, al_range *t, al_range o_tail,
                        al_range t_tail)
{
    uint32_t o_blank = al_skip_blanks(walk->o.side->text, o_tail);
    uint32_t t_blank = al_skip_blanks(walk->t.side->text, t_tail);
    bool at_end = o_blank == walk->o.side->end || t_blank == walk->t.side->end;
    bool equal = o_blank - o_tail.start == t_blank - t_tail.start &&
                 memcmp(walk->o.side->text->bytes + o_tail.start,
                        walk->t.side->text->bytes + t_tail.start, o_blank - o_tail.start) == 0;
    if (!equal && !(walk->work->ignore & ALMOST_IGNORE_LAYOUT))
        return; /* they are told apart by themselves */
    if ((o_blank == o_tail.start || t_blank == t_tail.start) &&
        !(at_end && o_blank == o_tail.end && t_blank == t_tail.end))
        return;
    o->end = o_blank;
    t->end = t_blank;
}

/* The trail behind the first `words_end` words of a side, from `from` on. */
static al_range trail_from(const walk_side *side, uint32_t words_end, uint32_t from)
{
    return (al_range){from, start_of(side, words_end)};
}

/* A pair of partners, and the bytes up to which it was told on both sides. */
static void emit_link(walk *walk, const word_link *link)
{
    al_range o = words_bytes(&walk->o, link->o), t = words_bytes(&walk->t, link->t);
    const char *mine = walk->o.side->text->bytes + o.start;
    const char *theirs = walk->t.side->text->bytes + t.start;
    if (o.end - o.start == t.end - t.start && memcmp(mine, theirs, o.end - o.start) == 0) {
        al_emit_same(&walk->emitter, o, t, false);
    } else {
        take_blanks(walk, &o, &t, trail_from(&walk->o, link->o.end, o.end),
                    trail_from(&walk->t, link->t.end, t.end));
        if (walk->t.state[link->t.start] & AL_INFLECTED)
            al_emit_words(&walk->emitter, link->o, link->t, o, t);
        else
            al_emit_pair(&walk->emitter, link->o, link->t, o, t);
    }
    walk->told[0] = o.end;
    walk->told[1] = t.end;
}

static int work_side(const walk *walk, int list)
{
    return list == 0 ? walk->work->original : walk->work->telling;
}

/*
 * The reworded passage that holds all of the words of the original (list 0) or the telling; or n.
 */
static size_t reworded_at(const walk *walk, int list, al_range words)
{
    const al_passage *passages = walk->work->passages;
    int side = work_side(walk, list);
    size_t low = 0, high = walk->n_reworded;
    while (low < high) { /* the first one that ends behind the words' beginning */
        size_t middle = low + (high - low) / 2;
        if (passages[walk->reworded[list][middle]].words[side].end <= words.start)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == walk->n_reworded)
        return walk->work->n_passages;
    size_t found = walk->reworded[list][low];
    bool holds = passages[found].words[side].start <= words.start &&
                 words.end <= passages[found].words[side].end;
    return holds ? found : walk->work->n_passages;
}

/*
 * In a reworded passage, links follow one another in any order, so that a site
 * does not say where its words belong: they say so themselves.
 */
static void enter_reworded(walk *walk, al_range o_words, al_range t_words)
{
    if (walk->stays || walk->n_reworded == 0)
        return;
    const al_comparing *work = walk->work;
    size_t of_o = reworded_at(walk, 0, o_words), of_t = reworded_at(walk, 1, t_words);
    size_t found = o_words.start == o_words.end                   ? of_t
                   : t_words.start == t_words.end || of_o == of_t ? of_o
                                                                  : work->n_passages;
    walk->emitter.passage = found < work->n_passages ? (uint32_t)found + 1 : 0;
    walk->emitter.moved = found < work->n_passages && work->passages[found].moved;
}

/* Whether nothing that counts differs between two rows of as many words. */
static bool equal_words(const walk *walk, al_range o_words, al_range t_words)
{
    const al_slice texts[2] = {walk->o.side->slice, walk->t.side->slice};
    if (o_words.end - o_words.start != t_words.end - t_words.start)
        return false;
    for (uint32_t k = 0; k < o_words.end - o_words.start; k++) {
        uint32_t i = o_words.start + k, j = t_words.start + k;
        if (walk->o.side->forms[i] != walk->t.side->forms[j])
            return false;
        al_range trails[2] = {trail_from(&walk->o, i + 1, end_before(&walk->o, i + 1)),
                              trail_from(&walk->t, j + 1, end_before(&walk->t, j + 1))};
        al_trail_difference found = al_trail_compare(texts, trails, walk->work->ignore);
        bool differ = found.middle[0].start < found.middle[0].end ||
                      found.middle[1].start < found.middle[1].end;
        if (differ && i + 1 < o_words.end)
            return false;
    }
    return true;
}

/*
 * Words that were let go with a passage too slight to be one, but stand alone
 * against each other after all. True when they are equal and paired again.
 */
static bool pair_equal(walk *walk, al_range o_words, al_range t_words, al_range o, al_range t)
{
    if (!equal_words(walk, o_words, t_words) ||
        !al_grow(walk->work->allocator, (void **)&walk->found, &walk->found_capacity,
                 walk->n_found + 1, sizeof *walk->found))
        return false;
    walk->found[walk->n_found++] = (word_link){.o = o_words, .t = t_words};
    al_emit_same(&walk->emitter, o, t, true);
    return true;
}

/* Open words on both sides, with the trails that end them: what the trails share comes after. */
static void emit_different(walk *walk, al_range o_words, al_range t_words)
{
    al_range o = words_bytes(&walk->o, o_words), t = words_bytes(&walk->t, t_words);
    al_range o_tail = trail_from(&walk->o, o_words.end, o.end);
    al_range t_tail = trail_from(&walk->t, t_words.end, t.end);
    enter_reworded(walk, o_words, t_words);
    if (pair_equal(walk, o_words, t_words, o, t)) {
        al_emit_trails(&walk->emitter, o_tail, t_tail);
        return;
    }
    take_blanks(walk, &o, &t, o_tail, t_tail);
    o_tail.start = o.end;
    t_tail.start = t.end;
    al_emit_words(&walk->emitter, o_words, t_words, o, t);
    al_emit_trails(&walk->emitter, o_tail, t_tail);
}

/* Whether all of a site lies in the passage of the link before it. */
static bool in_passage(const walk *walk, uint32_t o_next, uint32_t t_next)
{
    const al_comparing *work = walk->work;
    if (walk->emitter.passage == 0)
        return false;
    const al_passage *passage = &work->passages[walk->emitter.passage - 1];
    return o_next < passage->words[work->original].end &&
           t_next < passage->words[work->telling].end;
}

/* The marks that end a link's words still belong to its passage; what comes then may not. */
static void leave_link(walk *walk)
{
    if (walk->stays)
        return;
    walk->emitter.passage = 0;
    walk->emitter.moved = false;
}

/* Bytes of one side that have no counterpart where the walk stands on the other. */
static al_range nothing(uint32_t place)
{
    return (al_range){place, place};
}

/* Words on one side only, with the white space and marks that end them. */
static void emit_lonely(walk *walk, bool missing, al_range words, al_range bytes,
                        uint32_t elsewhere)
{
    enter_reworded(walk, missing ? words : nothing(0), missing ? nothing(0) : words);
    if (missing)
        al_emit_words(&walk->emitter, words, nothing(0), bytes, nothing(elsewhere));
    else
        al_emit_words(&walk->emitter, nothing(0), words, nothing(elsewhere), bytes);
}

static void emit_trails_of(walk *walk, bool missing, al_range first, al_range other)
{
    al_emit_trails(&walk->emitter, missing ? first : other, missing ? other : first);
}

/* The marks between two words of `words` that are those of the trail `single`; n_words: none. */
static uint32_t inner_trail(const walk_side *side, al_range words, const walk_side *other,
                            al_range single)
{
    enum { farthest = 256 };
    const al_slice texts[2] = {side->side->slice, other->side->slice};
    if (al_blank(texts[1].text, single))
        return side->side->n_words;
    for (uint32_t i = words.start; i + 1 < words.end && i - words.start < farthest; i++) {
        al_range trails[2] = {trail_from(side, i + 1, end_before(side, i + 1)), single};
        if (al_trail_likeness(texts, trails) == 2)
            return i;
    }
    return side->side->n_words;
}

/*
 * Open words on one side only (`words`), so that two trails face the one
 * trail `single` of the other side. It is the trail before the words, unless
 * it is more like the one behind them: then the words begin with a mark.
 */
static void emit_one_sided(walk *walk, bool missing, al_range words, al_range single, bool joined)
{
    const walk_side *side = missing ? &walk->o : &walk->t;
    const walk_side *other = missing ? &walk->t : &walk->o;
    al_range bytes = words_bytes(side, words);
    al_range before = {walk->told[missing ? 0 : 1], bytes.start};
    al_range behind = {bytes.end, start_of(side, words.end)};
    const al_slice texts[2] = {side->side->slice, other->side->slice};
    bool first = true;
    if (joined) {
        al_range to_before[2] = {before, single}, to_behind[2] = {behind, single};
        int at_before = al_trail_likeness(texts, to_before);
        int at_behind = al_trail_likeness(texts, to_behind);
        bool aside = al_blank(other->side->text, single) && at_before == 0 && at_behind == 0;
        first = at_before >= at_behind && !aside;
    }
    uint32_t inner = side->side->n_words;
    if (joined && (before.start == before.end || al_blank(texts[0].text, before)) &&
        al_trail_likeness(texts, (al_range[2]){before, single}) < 2 &&
        al_trail_likeness(texts, (al_range[2]){behind, single}) < 2)
        inner = inner_trail(side, words, other, single);
    if (inner <
        side->side->n_words) { /* a sentence or phrase ends among them as it does over there */
        al_range end = trail_from(side, inner + 1, end_before(side, inner + 1));
        emit_trails_of(walk, missing, before, nothing(single.start));
        leave_link(walk);
        emit_lonely(walk, missing, (al_range){words.start, inner + 1},
                    (al_range){bytes.start, end.start}, single.start);
        emit_trails_of(walk, missing, end, single);
        emit_lonely(walk, missing, (al_range){inner + 1, words.end},
                    (al_range){end.end, behind.end}, single.end);
        return;
    }
    if (first) {
        emit_trails_of(walk, missing, before, single);
        leave_link(walk);
        emit_lonely(walk, missing, words, (al_range){bytes.start, behind.end}, single.end);
        return;
    }
    uint32_t blank = al_skip_blanks(side->side->text, before);
    emit_trails_of(walk, missing, (al_range){before.start, blank}, nothing(single.start));
    leave_link(walk);
    if (al_blank(other->side->text, single)) { /* an aside: the marks at both ends are its own */
        uint32_t last = al_last_blanks(side->side->text, behind);
        bytes.end = behind.start = last;
    }
    emit_lonely(walk, missing, words, (al_range){blank, bytes.end}, single.start);
    emit_trails_of(walk, missing, behind, single);
}

/* The open words before a link of the main line that no other site shows: they follow a move. */
static al_range left_before(const walk *walk, uint32_t word, const word_link *link)
{
    uint32_t start = word;
    if (walk->o.state[word] & AL_ELSEWHERE)
        return nothing(word);
    start = al_partner_last(walk->o.partner, 0, start);
    if (start == 0 || start == link->o.end || !(walk->o.state[start - 1] & AL_ELSEWHERE))
        return nothing(word);
    return (al_range){start, word};
}

/* All that stands behind a link on both sides, up to the next link on each. */
static void emit_site(walk *walk, const word_link *link)
{
    uint32_t o_next = next_link(&walk->o, link->o.end), t_next = next_link(&walk->t, link->t.end);
    uint32_t n_o = walk->o.side->n_words, n_t = walk->t.side->n_words;
    bool joined = o_next < n_o && t_next < n_t ? walk->t.partner[t_next] == o_next
                                               : o_next == n_o && t_next == n_t;
    al_range o_words = {link->o.end, o_next}, t_words = {link->t.end, t_next};
    if (!joined && link->moved && o_next < n_o && !(walk->o.state[o_next] & AL_ELSEWHERE))
        o_words.end = o_words.start; /* left to the site before the next link */
    al_range o_trail = trail_from(&walk->o, link->o.end, walk->told[0]);
    al_range t_trail = trail_from(&walk->t, link->t.end, walk->told[1]);
    al_range late = nothing(0);
    if (!joined && t_next < n_t)
        late = left_before(walk, walk->t.partner[t_next], link);
    bool missing = o_words.start < o_words.end, added = t_words.start < t_words.end;
    walk->emitter.apart = !joined;
    walk->stays = joined && in_passage(walk, o_next, t_next);
    if (missing && added && (joined || !link->moved)) {
        al_emit_trails(&walk->emitter, o_trail, t_trail);
        leave_link(walk);
        emit_different(walk, o_words, t_words);
        added = missing = false;
    } else if (missing && !added) {
        emit_one_sided(walk, true, o_words, t_trail, joined);
        missing = false;
    } else if (added && !missing && late.start == late.end) {
        emit_one_sided(walk, false, t_words, o_trail, joined);
        added = false;
    } else {
        al_emit_trails(&walk->emitter, o_trail, t_trail);
        leave_link(walk);
    }
    if (missing) /* behind a move, which holds no more of it; what is added is not told instead */
        emit_lonely(walk, true, o_words,
                    (al_range){start_of(&walk->o, o_words.start), start_of(&walk->o, o_words.end)},
                    t_trail.end);
    if (added && late.start < late.end && link->moved) {
        emit_different(walk, late, t_words); /* both follow a move: seen from either side */
        added = false;
        late.end = late.start;
    }
    if (added)
        emit_lonely(walk, false, t_words,
                    (al_range){start_of(&walk->t, t_words.start), start_of(&walk->t, t_words.end)},
                    o_trail.end);
    if (late.start < late.end)
        emit_lonely(walk, true, late,
                    (al_range){start_of(&walk->o, late.start), start_of(&walk->o, late.end)},
                    start_of(&walk->t, t_next));
}

/* Enter the passage of a link: the two cursors go forward only, in the telling's order. */
static void enter_passage(walk *walk, const word_link *link)
{
    const al_comparing *work = walk->work;
    bool out_of_line = link->moved && !link->displaced;
    size_t *cursor = out_of_line ? &walk->moved : &walk->main;
    while (*cursor < work->n_passages &&
           (work->passages[*cursor].moved != out_of_line || work->passages[*cursor].summary ||
            work->passages[*cursor].words[work->telling].end <= link->t.start))
        ++*cursor;
    walk->emitter.passage = *cursor < work->n_passages ? (uint32_t)*cursor + 1 : 0;
    walk->emitter.moved = link->moved;
}

/*
 * How many links follow link (i, j) at once on both sides, as plain as that
 * one; a few dozen at most, so that texts which are wrapped differently, where
 * nearly every call finds a difference, stay linear.
 */
static uint32_t plain_run(const walk *walk, uint32_t i, uint32_t j, uint32_t t_end)
{
    const uint32_t *partner = walk->o.partner + i;
    const uint8_t *o_state = walk->o.state + i, *t_state = walk->t.state + j;
    enum { longest = 48 };
    uint32_t n = 0, o_left = walk->o.side->n_words - i, t_left = t_end - j;
    uint32_t most = o_left < t_left ? o_left : t_left;
    most = most < longest ? most : longest;
    uint8_t usual = *o_state & AL_ELSEWHERE;
    while (n + 1 < most && partner[n + 1] == j + n + 1 && o_state[n] == usual &&
           t_state[n] == usual && o_state[n + 1] == usual && t_state[n + 1] == usual)
        n++;
    return n;
}

/* The end of the passage that was entered, where another one may begin at once. */
static uint32_t passage_end(const walk *walk)
{
    const al_comparing *work = walk->work;
    if (walk->emitter.passage == 0)
        return walk->t.side->n_words;
    return work->passages[walk->emitter.passage - 1].words[work->telling].end;
}

/* From one link the next one on both sides: the run that most of a text consists of. */
static uint32_t emit_run(walk *walk, uint32_t telling_word)
{
    const walk_side *o = &walk->o, *t = &walk->t;
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
    while (i + 1 < o->side->n_words && j + 1 < end && o->partner[i + 1] == j + 1 &&
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

static void walk_telling(walk *walk)
{
    word_link link = {.moved = false};
    uint32_t first = next_link(&walk->t, 0);
    if (first == 0 && walk->t.side->n_words > 0 && walk->t.partner[0] == 0) {
        word_link opening = link_at(walk, 0);
        enter_passage(walk, &opening); /* marks before the first words are of their passage */
    }
    emit_site(walk, &link);
    for (uint32_t j = first; j < walk->t.side->n_words;) {
        link = link_at(walk, j);
        enter_passage(walk, &link);
        uint32_t last = emit_run(walk, j);
        if (last > j)
            link = link_at(walk, last);
        emit_link(walk, &link);
        emit_site(walk, &link);
        j = next_link(&walk->t, link.t.end);
    }
}

/* A first word, and the index of its passage. */
static int by_start(const void *left, const void *right)
{
    const al_range *a = left, *b = right;
    return a->start < b->start ? -1 : a->start > b->start;
}

/* List the reworded passages by either side. They share no word. */
static bool list_reworded(walk *walk)
{
    const al_comparing *work = walk->work;
    for (size_t i = 0; i < work->n_passages; i++)
        walk->n_reworded += work->passages[i].reworded;
    if (walk->n_reworded == 0)
        return true;
    for (int list = 0; list < 2; list++) {
        walk->reworded[list] =
            al_allocate(work->allocator, walk->n_reworded, sizeof *walk->reworded[list]);
        if (walk->reworded[list] == NULL)
            return false;
    }
    al_range *first = al_allocate(work->allocator, walk->n_reworded, sizeof *first);
    if (first == NULL)
        return false;
    size_t n = 0;
    for (size_t i = 0; i < work->n_passages; i++)
        if (work->passages[i].reworded) {
            walk->reworded[1][n] = i;
            first[n++] = (al_range){work->passages[i].words[work->original].start, (uint32_t)i};
        }
    qsort(first, n, sizeof *first, by_start);
    for (size_t i = 0; i < n; i++)
        walk->reworded[0][i] = first[i].end;
    al_release(work->allocator, first);
    return true;
}

static void take_found(walk *walk)
{
    al_alignment *alignment = &walk->work->alignment;
    for (size_t k = 0; k < walk->n_found; k++) {
        const word_link *found = &walk->found[k];
        for (uint32_t i = 0; i < found->o.end - found->o.start; i++) {
            alignment->partner[walk->work->original][found->o.start + i] = found->t.start + i;
            alignment->partner[walk->work->telling][found->t.start + i] = found->o.start + i;
        }
    }
    al_release(walk->work->allocator, walk->found);
}

almost_status al_changes_derive(al_comparing *work, almost_error *error)
{
    walk walk = {
        .work = work,
        .emitter = {.work = work},
        .o = walk_side_of(work, work->original),
        .t = walk_side_of(work, work->telling),
        .told = {work->slices[work->original].start, work->slices[work->telling].start},
    };
    bool listed = list_reworded(&walk);
    if (listed)
        walk_telling(&walk);
    take_found(&walk);
    for (int list = 0; list < 2; list++)
        al_release(work->allocator, walk.reworded[list]);
    if (!listed || walk.emitter.failed) {
        al_release(work->allocator, walk.emitter.changes);
        return al_fail_memory(error);
    }
    work->comparison->changes = walk.emitter.changes;
    work->comparison->n_changes = walk.emitter.n;
    return ALMOST_OK;
}
