/* SPDX-License-Identifier: Apache-2.0 */
/* Judging the changes of a comparison cell by cell; see judge.h for the steps. */
#include "meaning/judge.h"

#include "base/deadline.h"
#include "base/error.h"
#include "base/names.h"
#include "meaning/interest.h"
#include "meaning/judge_crew.h"
#include "meaning/negation.h"
#include "meaning/proper_name.h"
#include "meaning/relate.h"
#include "meaning/respelt.h"
#include "meaning/sign.h"
#include "meaning/speaker.h"
#include "meaning/surplus.h"
#include "meaning/value.h"
#include "meaning/weight.h"

#include <string.h>

enum {
    near_words = 12, /* kept words on either side of a change that are read with it */
    rewritten_each =
        12, /* words of either side, and of both, from which on a sentence is another: */
    rewritten_together = 40, /* what it touches would be chance */
    cell_work = 500          /* words that are looked at in the time that a cell takes, about */
};

struct al_judge {
    const almost_allocator *allocator;
    al_toucher *toucher;
    const char *language; /* its code, or NULL */
    bool twin;            /* the toucher is its own */
    const al_side *sides;
    int original;
    al_token_maker maker;
    al_item_reader reader;
    al_negation_reader negations;
    al_relater relater;
    al_respelt_reader respelt;
    al_interest interest;
    al_cell cell; /* its memory is used again */
};

/* What the steps read with; the judge is zeroed. */
static almost_status set_up(al_judge *judge, al_toucher *toucher, const char *language,
                            almost_error *error)
{
    al_classes *classes = al_toucher_classes(toucher);
    almost_status status =
        al_token_maker_init(&judge->maker, judge->sides, classes, language, error);
    if (status == ALMOST_OK)
        status = al_stemmer_new(judge->allocator, language, &judge->negations.stemmer, error);
    if (status != ALMOST_OK)
        return status;
    judge->reader = (al_item_reader){
        .maker = &judge->maker,
        .capitals = al_toucher_capitals(toucher),
        .language = judge->maker.language,
        .everywhere = judge->maker.everywhere,
    };
    judge->reader.tallier = (al_tallier){judge->sides, classes, judge->reader.capitals};
    judge->negations.maker = &judge->maker;
    judge->negations.concord = al_negation_concord(language);
    judge->negations.verbs = judge->negations.concord && classes->language == NULL;
    judge->relater = (al_relater){.maker = &judge->maker,
                                  .language = classes->language,
                                  .terms = judge->reader.language,
                                  .code = language != NULL ? language : ""};
    judge->respelt.maker = &judge->maker;
    judge->respelt.stemmer = judge->negations.stemmer;
    judge->respelt.language = classes->language;
    judge->respelt.terms = judge->reader.language;
    return al_interest_init(&judge->interest, &judge->reader, language, error);
}

almost_status al_judge_new(al_toucher *toucher, int original, const char *language, al_judge **out,
                           almost_error *error)
{
    const almost_allocator *allocator = al_toucher_classes(toucher)->allocator;
    al_judge *judge = al_allocate_zero(allocator, 1, sizeof *judge);
    if (judge == NULL)
        return al_fail_memory(error);
    judge->allocator = allocator;
    judge->toucher = toucher;
    judge->language = language;
    judge->sides = al_toucher_sides(toucher);
    judge->original = original;
    for (int s = 0; s < 2; s++) {
        judge->cell.tokens[s].allocator = allocator;
        judge->cell.items[s].allocator = allocator;
    }
    almost_status status = set_up(judge, toucher, language, error);
    if (status != ALMOST_OK) {
        al_judge_free(judge);
        return status;
    }
    *out = judge;
    return ALMOST_OK;
}

void al_judge_free(al_judge *judge)
{
    if (judge == NULL)
        return;
    al_interest_release(&judge->interest);
    al_token_maker_release(&judge->maker);
    al_stemmer_free(judge->negations.stemmer);
    al_cell_release(&judge->cell);
    if (judge->twin)
        al_toucher_free(judge->toucher);
    al_release(judge->allocator, judge);
}

almost_status al_judge_twin(const al_judge *judge, al_judge **out, almost_error *error)
{
    al_toucher *toucher;
    almost_status status = al_toucher_twin(judge->toucher, &toucher, error);
    if (status != ALMOST_OK)
        return status;
    status = al_judge_new(toucher, judge->original, judge->language, out, error);
    if (status != ALMOST_OK)
        al_toucher_free(toucher);
    else
        (*out)->twin = true;
    return status;
}

al_item_reader *al_judge_reader(al_judge *judge)
{
    return &judge->reader;
}

/* Where the bytes of a kept stretch begin and end, of the words before and behind a cell. */
static al_range bytes_before(const al_cells *cells, const al_cell *cell, int side, al_range words)
{
    const al_side *mine = &cells->sides[side];
    size_t before = al_cells_before(cells, cell->first);
    bool kept = before > 0 && cells->changes[before - 1].kind == ALMOST_SAME;
    uint32_t end = al_cells_bytes(cells, cell->first, side).start;
    if (words.start < words.end)
        return (al_range){mine->spans[words.start].start,
                          kept ? al_cells_bytes(cells, before - 1, side).end : end};
    if (!kept)
        return (al_range){end, end};
    uint32_t start = al_cells_bytes(cells, before - 1, side).start;
    bool whole = words.start > 0 && words.start <= mine->n_words;
    uint32_t behind = whole ? mine->spans[words.start - 1].end : start;
    return (al_range){behind > start && behind <= end ? behind : end, end};
}

static al_range bytes_behind(const al_cells *cells, const al_cell *cell, int side, al_range words)
{
    const al_side *mine = &cells->sides[side];
    uint32_t start = al_cells_bytes(cells, cell->last, side).end;
    size_t behind = al_cells_behind(cells, cell->last);
    if (behind >= cells->n || cells->changes[behind].kind != ALMOST_SAME)
        return (al_range){start, start};
    uint32_t end = al_cells_bytes(cells, behind, side).end;
    if (words.start < words.end)
        start = al_cells_bytes(cells, behind, side).start;
    if (end < start)
        return (al_range){start, start};
    uint32_t next = words.start < words.end ? words.end : al_side_word_at(mine, start);
    if (next < mine->n_words && mine->spans[next].start < end)
        end = mine->spans[next].start;
    return (al_range){start, end};
}

/* Which words of a kept stretch stand near a change. */
typedef enum near_end { NEAR_START = 1, NEAR_END = 2 } near_end;

/*
 * Add the tokens of a kept stretch, as far as it stands near a change: `ends` says where one is.
 * What is farther off says the same on both sides, and is only counted.
 */
static bool add_kept(al_judge *judge, int side, al_range bytes, al_range words, size_t change,
                     int ends)
{
    al_cell *cell = &judge->cell;
    const al_word_span *spans = judge->sides[side].spans;
    uint32_t n = words.end - words.start, first = ends & NEAR_START ? near_words : 0;
    uint32_t last = ends & NEAR_END ? near_words : 0;
    if (n <= first + last)
        return al_tokens_add(&judge->maker, &cell->tokens[side], side, bytes, words,
                             (uint32_t)change, false);
    al_range front = {words.start, words.start + first}, back = {words.end - last, words.end};
    al_range front_bytes = {bytes.start, spans[front.end].start};
    al_range back_bytes = {last > 0 ? spans[back.start].start : bytes.end, bytes.end};
    cell->passed[side] += n - first - last;
    return (first == 0 || al_tokens_add(&judge->maker, &cell->tokens[side], side, front_bytes,
                                        front, (uint32_t)change, false)) &&
           (last == 0 || al_tokens_add(&judge->maker, &cell->tokens[side], side, back_bytes, back,
                                       (uint32_t)change, false));
}

/* Whether a change is one word in two spellings, or marks and blanks: its words are kept. */
static bool keeps_words(const al_change *change)
{
    return change->kind == ALMOST_SAME ||
           (change->kind == ALMOST_DIFFERENT && !(change->touches & ~AL_TOUCHES_SMALL));
}

/*
 * Of two spellings of one word, one of them misread perhaps, the listed one says what both say: it
 * does not matter which text it stands in.
 */
static void read_alike(al_cell *cell, const size_t from[2])
{
    size_t n = cell->tokens[0].n - from[0];
    if (n == 0 || n != cell->tokens[1].n - from[1])
        return; /* without tokens there is no list either */
    al_token *mine = cell->tokens[0].list + from[0], *theirs = cell->tokens[1].list + from[1];
    for (size_t i = 0; i < n; i++) {
        bool listed = theirs[i].term != 0 && mine[i].term == 0;
        al_token *to = listed ? &mine[i] : &theirs[i];
        const al_token *as = listed ? &theirs[i] : &mine[i];
        to->key = as->key;
        to->term = as->term;
        to->choice = as->choice;
        to->classes = as->classes;
    }
}

static void mark_changed(al_cell *cell, const size_t from[2], bool changed)
{
    for (int s = 0; s < 2; s++)
        for (size_t i = from[s]; i < cell->tokens[s].n; i++)
            cell->tokens[s].list[i].changed = changed;
}

static bool add_change(al_judge *judge, al_cells *cells, size_t at)
{
    const al_change *change = &cells->changes[at];
    al_cell *cell = &judge->cell;
    bool kept = keeps_words(change);
    size_t from[2] = {cell->tokens[0].n, cell->tokens[1].n};
    for (int s = 0; s < 2; s++) {
        al_range bytes = al_cells_bytes(cells, at, s);
        al_range words = al_cells_words(cells, at, s);
        if (change->kind == ALMOST_SAME
                ? !add_kept(judge, s, bytes, words, at, NEAR_START | NEAR_END)
                : !al_tokens_add(&judge->maker, &cell->tokens[s], s, bytes, words, (uint32_t)at,
                                 !kept))
            return false;
    }
    if (change->kind == ALMOST_DIFFERENT && !kept &&
        al_value_is_misread(&judge->reader, cell, from)) {
        mark_changed(cell, from, false);
        read_alike(cell, from);
    } else if (change->kind != ALMOST_SAME && kept) {
        if (al_value_at_stake(&judge->reader, cell, from))
            mark_changed(cell, from, true);
        else
            read_alike(cell, from);
    }
    return true;
}

static void empty(al_cell *cell)
{
    for (int s = 0; s < 2; s++) {
        cell->tokens[s].n = cell->items[s].n = 0;
        cell->passed[s] = 0;
    }
}

/* The tokens of both sides of a cell. False when memory ends. */
static bool fill(al_judge *judge, al_cells *cells, const al_range lead[2], const al_range trail[2])
{
    al_cell *cell = &judge->cell;
    empty(cell);
    bool whole = true;
    for (int s = 0; s < 2 && whole; s++)
        whole = add_kept(judge, s, bytes_before(cells, cell, s, lead[s]), lead[s], cell->first,
                         NEAR_END);
    for (size_t at = cell->first; at <= cell->last && whole; at++)
        whole = !al_cells_of(cells, cell, at) || add_change(judge, cells, at);
    for (int s = 0; s < 2 && whole; s++)
        whole = add_kept(judge, s, bytes_behind(cells, cell, s, trail[s]), trail[s], cell->last,
                         NEAR_START);
    return whole;
}

/* The changed words of a cell. */
static void count_changed(al_cells *cells, al_cell *cell)
{
    for (int s = 0; s < 2; s++) {
        cell->changed[s] = 0;
        for (size_t at = cell->first; at <= cell->last; at++) {
            if (!al_cells_of(cells, cell, at) || keeps_words(&cells->changes[at]))
                continue;
            al_range words = al_cells_words(cells, at, s);
            cell->changed[s] += words.end - words.start;
        }
    }
}

/* Too much changed for single words to say anything. */
static bool is_rewritten(const al_cell *cell)
{
    uint32_t a = cell->changed[0], b = cell->changed[1];
    if (a == 0 || b == 0)
        return a + b >= AL_CELL_STRETCH;
    return a >= rewritten_each && b >= rewritten_each && a + b >= rewritten_together;
}

/* The words that a change has on both sides. */
static uint32_t size_of(al_cells *cells, size_t change)
{
    uint32_t n = 0;
    for (int s = 0; s < 2; s++) {
        al_range words = al_cells_words(cells, change, s);
        n += words.end - words.start;
    }
    return n;
}

/* What was told of a change on the surface stays; what its meaning touches is found anew. */
static void forget(al_change *changes, const al_cells *cells, const al_cell *cell)
{
    for (size_t at = cell->first; at <= cell->last; at++)
        if (al_cells_of(cells, cell, at))
            changes[at].touches &= AL_TOUCHES_SURFACE;
}

static bool read_items(al_judge *judge)
{
    al_cell *cell = &judge->cell;
    bool whole = true;
    for (int s = 0; s < 2 && whole; s++)
        whole = al_items_read(&judge->reader, s, &cell->tokens[s], &cell->items[s]);
    return whole;
}

/*
 * Where the sentence was rewritten nothing is told of the meaning, but for a negation that stands
 * alone, and of which the other side has not as many: `never` was lost there, whatever else was.
 */
static bool judge_rewritten(al_judge *judge, al_cells *cells, al_change *changes)
{
    enum { alone = 8 /* words of both sides */ };
    al_cell *cell = &judge->cell;
    if (!read_items(judge))
        return false;
    al_negation_tell_surplus(&judge->negations, cell, changes);
    for (size_t at = cell->first; at <= cell->last; at++)
        if (al_cells_of(cells, cell, at) && changes[at].touches & ALMOST_TOUCHES_NEGATION &&
            size_of(cells, at) > alone)
            changes[at].touches &= ~(uint32_t)ALMOST_TOUCHES_NEGATION;
    return true;
}

/*
 * A sign is no punctuation, and what stands in an address is no spelling: another one says
 * something else, whatever that is.
 */
static uint32_t said_by_signs(al_cells *cells, size_t change, uint32_t touches)
{
    const uint32_t marks = ALMOST_TOUCHES_PUNCTUATION, letters = marks | ALMOST_TOUCHES_SPELLING;
    al_range bytes[2];
    for (int s = 0; s < 2; s++)
        bytes[s] = al_cells_bytes(cells, change, s);
    if (touches == ALMOST_TOUCHES_CASE && al_signs_rescale(cells->sides, bytes))
        return ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_UNIT;
    if (!(touches & letters) || touches & ALMOST_TOUCHES_WORDING)
        return touches;
    al_signs_difference signs =
        touches & marks ? al_signs_differ(cells->sides, bytes) : AL_SIGNS_EQUAL;
    bool loud = (touches & ~AL_TOUCHES_SURFACE) != 0;
    if (al_signs_in_address(cells->sides, bytes))
        touches &= ~letters;
    else if (signs == AL_SIGNS_APART || (signs == AL_SIGNS_OF_A_NUMBER && loud))
        touches &= ~marks;
    else
        return touches;
    return loud ? touches : touches | ALMOST_TOUCHES_WORDING;
}

static void complete(al_change *changes, al_cells *cells, const al_cell *cell)
{
    for (size_t at = cell->first; at <= cell->last; at++) {
        if (changes[at].kind == ALMOST_SAME || changes[at].kind == ALMOST_MOVED ||
            !al_cells_of(cells, cell, at))
            continue;
        uint32_t touches = said_by_signs(cells, at, changes[at].touches);
        changes[at].touches = touches != 0 ? touches : ALMOST_TOUCHES_WORDING;
    }
}

/* Nothing of the cell is read: what is loud by its signs is weighed alone. */
static void judge_unread(al_judge *judge, al_cells *cells, al_change *changes)
{
    forget(changes, cells, &judge->cell);
    complete(changes, cells, &judge->cell);
    empty(&judge->cell);
}

/* Whole sentences, or a long stretch, of one side. */
static void judge_apart(al_judge *judge, al_change *changes)
{
    changes[judge->cell.first].touches = ALMOST_TOUCHES_WORDING;
}

/* Whether the cell has to be read to know what it touches. */
static bool is_of_interest(al_judge *judge, al_cells *cells, bool rewritten)
{
    return rewritten ? al_interest_denies(&judge->interest, cells, &judge->cell)
                     : al_interest_in(&judge->interest, cells, &judge->cell);
}

/* What the two sides of a sentence say, item by item. */
static bool judge_items(al_judge *judge, al_change *changes)
{
    al_cell *cell = &judge->cell;
    if (!read_items(judge) || !al_relate_affixes(&judge->relater, cell))
        return false;
    al_value_measures_meet(cell);
    al_surplus_cancel(cell);
    al_proper_names_meet(&judge->reader, cell);
    al_relate_denied(&judge->relater, cell);
    al_negation_tell(&judge->negations, cell, changes);
    al_surplus_tell(cell, changes);
    al_value_settle(cell, changes);
    al_relate_opposites(&judge->relater, cell, changes);
    al_relate_roles(&judge->relater, cell, changes);
    al_speaker_tell(&judge->reader, cell, changes);
    return true;
}

static bool judge_read(al_judge *judge, al_cells *cells, al_change *changes, bool rewritten)
{
    forget(changes, cells, &judge->cell);
    if (!(rewritten ? judge_rewritten(judge, cells, changes) : judge_items(judge, changes)))
        return false;
    complete(changes, cells, &judge->cell);
    return true;
}

static bool judge_cell(al_judge *judge, al_cells *cells, al_change *changes, const al_range lead[2],
                       const al_range trail[2])
{
    al_cell *cell = &judge->cell;
    bool apart = changes[cell->first].apart, rewritten = false;
    if (!apart) {
        count_changed(cells, cell);
        rewritten = is_rewritten(cell);
    }
    if (apart)
        judge_apart(judge, changes);
    else if (!is_of_interest(judge, cells, rewritten))
        judge_unread(judge, cells, changes);
    else if (!fill(judge, cells, lead, trail) || !judge_read(judge, cells, changes, rewritten))
        return false;
    al_weigh_cell(cells, cell, changes);
    return true;
}

/*
 * Sentences that are missing or new as a whole are told of as that: what stands in them is neither
 * lost nor new by itself. Where that is all that differs, it is read all the same, unless it is
 * long.
 */
static void mark_apart(al_cells *cells, al_change *changes)
{
    size_t n = 0;
    for (size_t i = 0; i < cells->n; i++)
        n += changes[i].kind != ALMOST_SAME && changes[i].kind != ALMOST_MOVED;
    for (size_t i = 0; i < cells->n; i++) {
        changes[i].sentences = n > 1 && al_cells_whole(cells, i);
        changes[i].apart = changes[i].sentences || al_cells_long(cells, i);
    }
}

bool al_judge_part(al_judge *judge, al_cells *part, al_change *changes, al_clock *clock)
{
    al_range lead[2], trail[2];
    bool whole = true;
    while (whole && al_cells_next(part, &judge->cell, lead, trail))
        whole = judge_cell(judge, part, changes, lead, trail) && !al_clock_late(clock, cell_work);
    return whole;
}

almost_status al_judge_changes(al_judge *judge, al_change *changes, size_t n, uint32_t threads,
                               al_clock *clock, almost_error *error)
{
    al_cells cells;
    almost_status status =
        al_cells_init(&cells, judge->sides, judge->original, changes, n, judge->allocator, error);
    if (status != ALMOST_OK)
        return status;
    mark_apart(&cells, changes);
    status = al_cells_link(&cells, error);
    if (status != ALMOST_OK) {
        al_cells_release(&cells);
        return status;
    }
    al_respelt_part(&judge->respelt, &cells, changes, n);
    bool whole = al_judge_crew(judge, &cells, changes, threads, clock);
    al_weigh_put_back(changes, n);
    al_cells_release(&cells);
    return whole ? ALMOST_OK : al_clock_fail(clock, error);
}
