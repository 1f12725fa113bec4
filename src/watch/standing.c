/* SPDX-License-Identifier: Apache-2.0 */
/* Three looks, each farther than the one before and harder to convince. */
#include "watch/standing.h"

#include <math.h>

enum {
    AHEAD = 4000,     /* words: some ten pages that may be skipped */
    NEAR_AHEAD = 64,  /* words beyond twice the sentence's own */
    NEAR_BEHIND = 16, /* words beyond the sentence's own: it is begun once more */
    BESIDE = 64,      /* words around a place that are the same place */
    MOST_WORDS = 256  /* of a sentence, for the width of what is near */
};

/*
 * In bits. An unexplained word costs less than in a quotation: who retells may choose other words
 * as long as the place is the next. A skipped word costs as naming it would near the place.
 */
static const double near_unexplained = 5, near_skip = .5;

/* What is better than another place by less is no reason to go there. */
static const double least_margin = 10;

/* What a place farther off must be better by than what is near, and ahead: a prior of forward. */
static const double away_bias = 16, ahead_bias = 8;

/*
 * Of such matches fewer than this come about by chance; and as that was fitted on libraries, so
 * many bits are wanted in any case, more for a sentence of less than eight words (as in
 * quote/whose.c).
 */
static const double sure = 1e-3;
static const double least_ahead = 16, more_ahead = 4, least_away = 24, more_away = 5;
enum { FEW_WORDS = 8 };

static const double NOTHING = -1e9;

/* What a reading is worth beside where we are; `at` is the word of the row that comes next. */
static double near_worth(const al_reading *reading, uint32_t at, uint32_t window)
{
    const al_pieces *pieces = &reading->pieces;
    if (pieces->n == 0 || 2 * pieces->unexplained > pieces->words)
        return NOTHING; /* a sentence of which most is new was not told from there */
    al_range places = al_standing_places(reading);
    uint32_t width = places.end - places.start, placed = pieces->words - pieces->unexplained;
    uint32_t skipped = width > placed ? width - placed : 0;
    uint32_t off = places.start > at ? places.start - at : at > places.end ? at - places.end : 0;
    return pieces->bits - near_unexplained * pieces->unexplained - near_skip * (skipped + off) -
           log2(window + 1);
}

/* Whether so much of a sentence is explained that there is no need to look elsewhere. */
static bool explains(const al_pieces *pieces)
{
    return pieces->n == 1 && 5 * pieces->unexplained <= pieces->words;
}

static double score(const al_reading *reading)
{
    return reading->pieces.n > 0 ? reading->pieces.score : NOTHING;
}

/* What is looked for, and where it may be. */
typedef struct search {
    al_stander *stander;
    const al_ground *ground;
    const al_quoted *quoted;
    uint32_t at;  /* the word of the row that comes next; UINT32_MAX: not known, or not in it */
    double worth; /* of what is near, above 0 where it is believed */
} search;

static bool settle(const search *search, al_reading *reading)
{
    return al_pieces_settle(&reading->pieces, &search->ground->row, search->quoted, &reading->path);
}

static void clear(al_reading *reading)
{
    reading->pieces.n = 0;
    reading->pieces.score = (float)NOTHING;
}

static bool read_within(const search *search, al_reading *reading, al_range within)
{
    clear(reading);
    if (within.end <= within.start)
        return true;
    return al_path_find(&reading->path, &search->stander->places, &search->ground->row,
                        search->quoted, within) &&
           settle(search, reading);
}

al_range al_standing_places(const al_reading *reading)
{
    const al_pieces *pieces = &reading->pieces;
    const al_piece *best = &pieces->items[0];
    for (uint32_t i = 1; i < pieces->n; i++)
        best = pieces->items[i].bits > best->bits ? &pieces->items[i] : best;
    al_range places = best->places;
    for (uint32_t i = 0; i < pieces->n; i++)
        if (pieces->items[i].source == best->source) {
            const al_range other = pieces->items[i].places;
            bool beside = other.start <= places.end + BESIDE && places.start <= other.end + BESIDE;
            places.start = beside && other.start < places.start ? other.start : places.start;
            places.end = beside && other.end > places.end ? other.end : places.end;
        }
    return places;
}

/* Words around one, in its source. */
static al_range around(const al_ground *ground, uint32_t at, uint32_t behind, uint32_t ahead)
{
    al_range all = al_ground_words(ground, at);
    at = at < all.end ? at : all.end;
    return (al_range){at - all.start > behind ? at - behind : all.start,
                      all.end - at > ahead ? at + ahead : all.end};
}

/* Read what is near; a worth of NOTHING: nothing of it is. */
static bool read_near(search *search)
{
    al_reading *near = &search->stander->near;
    uint32_t n = search->quoted->n < MOST_WORDS ? search->quoted->n : MOST_WORDS;
    clear(near);
    search->worth = NOTHING;
    if (search->at == UINT32_MAX)
        return true;
    al_range window = around(search->ground, search->at, n + NEAR_BEHIND, 2 * n + NEAR_AHEAD);
    if (window.end <= window.start)
        return true;
    if (!al_path_near(&near->path, &search->stander->places, &search->ground->row, search->quoted,
                      window) ||
        !settle(search, near))
        return false;
    search->worth = near_worth(near, search->at, window.end - window.start);
    return true;
}

/* What lies before and behind a place, and is another one. */
static al_range before_place(al_range places, al_range within)
{
    bool room = places.start > within.start + BESIDE;
    return (al_range){within.start, room ? places.start - BESIDE : within.start};
}

static al_range behind_place(al_range places, al_range within)
{
    bool room = places.end + BESIDE < within.end;
    return (al_range){room ? places.end + BESIDE : within.end, within.end};
}

/* The score of the best place but one: a place that explains nothing has 0. */
static bool read_other(const search *search, al_range places, al_range within, double *best)
{
    const al_range sides[2] = {before_place(places, within), behind_place(places, within)};
    *best = 0;
    for (int i = 0; i < 2; i++) {
        if (!read_within(search, &search->stander->other, sides[i]))
            return false;
        double found = score(&search->stander->other);
        *best = found > *best ? found : *best;
    }
    return true;
}

static bool is_sure(const al_pieces *pieces, double expected, bool ahead)
{
    uint32_t missing = pieces->words < FEW_WORDS ? FEW_WORDS - pieces->words : 0;
    double least = ahead ? least_ahead + more_ahead * missing : least_away + more_away * missing;
    return expected < sure && pieces->score >= least;
}

/* Take the best of some words, if it is beyond chance and better than every other. */
static bool look(const search *search, al_reading *reading, al_range within, al_standing *out)
{
    double other;
    *out = (al_standing){.reading = NULL};
    if (!read_within(search, reading, within))
        return false;
    if (reading->pieces.n == 0)
        return true;
    out->expected = al_pieces_expected(&reading->pieces, within.end - within.start);
    out->reading = reading;
    if (!is_sure(&reading->pieces, out->expected, reading == &search->stander->ahead))
        return true;
    if (!read_other(search, al_standing_places(reading), within, &other))
        return false;
    out->found = true;
    out->margin = score(reading) - other;
    out->moves = out->jumps = out->margin >= least_margin;
    return true;
}

static bool look_ahead(const search *search, al_standing *out)
{
    *out = (al_standing){.reading = NULL};
    return search->at == UINT32_MAX ||
           look(search, &search->stander->ahead, around(search->ground, search->at, 0, AHEAD), out);
}

/* Of a library the row is a stretch of one document: who asks the whole of it is judge.c. */
static bool look_anywhere(const search *search, al_standing *out)
{
    const al_range all = {0, search->ground->row.n_words};
    *out = (al_standing){.reading = NULL};
    return search->ground->seeker != NULL || look(search, &search->stander->whole, all, out);
}

static al_standing near_standing(const search *search)
{
    const al_reading *near = &search->stander->near;
    if (search->worth <= 0)
        return (al_standing){.reading = NULL};
    return (al_standing){.reading = near,
                         .found = true,
                         .moves = true,
                         .expected = al_pieces_expected(&near->pieces, search->ground->row.n_words),
                         .margin = search->worth};
}

/* What is ahead, what is anywhere, and what is near if these are no better. */
static al_standing choose(const search *search, const al_standing *ahead, const al_standing *whole)
{
    double near = search->worth > 0 ? score(&search->stander->near) : NOTHING;
    double forward = ahead->moves ? score(ahead->reading) : NOTHING;
    double anywhere = whole->reading != NULL ? score(whole->reading) : NOTHING;
    if (forward > near + ahead_bias && forward + away_bias >= anywhere)
        return *ahead;
    if (whole->moves && anywhere > near + away_bias)
        return *whole;
    if (search->worth > 0)
        return near_standing(search);
    return whole->found ? *whole : *ahead;
}

static search begin(al_stander *stander, const al_ground *ground, const al_quoted *quoted,
                    const al_position *position)
{
    bool there = ground->there && position->known && quoted->n > 0;
    return (search){stander, ground, quoted,
                    there ? al_ground_word_at(ground, position->id, position->byte) : UINT32_MAX,
                    NOTHING};
}

bool al_standing_find(al_stander *stander, const al_ground *ground, const al_quoted *quoted,
                      const al_position *position, al_standing *out)
{
    al_standing ahead, whole;
    search search = begin(stander, ground, quoted, position);
    *out = (al_standing){.reading = NULL};
    if (!ground->there || quoted->n == 0)
        return true;
    if (!read_near(&search))
        return false;
    *out = near_standing(&search);
    if (out->found && explains(&stander->near.pieces))
        return true;
    if (!look_ahead(&search, &ahead) || !look_anywhere(&search, &whole))
        return false;
    *out = choose(&search, &ahead, &whole);
    if (!out->found)
        out->reading = NULL;
    return true;
}

bool al_standing_at(al_stander *stander, const al_ground *ground, const al_quoted *quoted,
                    const al_position *position, al_standing *out)
{
    search search = begin(stander, ground, quoted, position);
    if (!read_near(&search))
        return false;
    *out = near_standing(&search);
    return true;
}

static void release(al_reading *reading)
{
    al_path_release(&reading->path);
    al_pieces_release(&reading->pieces);
}

void al_stander_release(al_stander *stander)
{
    al_places_release(&stander->places);
    release(&stander->near);
    release(&stander->ahead);
    release(&stander->whole);
    release(&stander->other);
}
