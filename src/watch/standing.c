/* SPDX-License-Identifier: Apache-2.0 */
/* Three looks, each farther than the one before and harder to convince. */
#include "watch/standing.h"

#include <math.h>

enum {
    AHEAD = 4000,     /* words: some ten pages that may be skipped */
    NEAR_AHEAD = 64,  /* words beyond twice the sentence's own */
    NEAR_BEHIND = 16, /* words beyond the sentence's own: it is begun once more */
    BESIDE = 64       /* words around a place that are the same place */
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

static bool settle(al_reading *reading, const al_ground *ground, const al_quoted *quoted)
{
    return al_pieces_settle(&reading->pieces, &ground->row, quoted, &reading->path);
}

static void clear(al_reading *reading)
{
    reading->pieces.n = 0;
    reading->pieces.score = (float)NOTHING;
}

static bool read_within(al_stander *stander, al_reading *reading, const al_ground *ground,
                        const al_quoted *quoted, al_range within)
{
    clear(reading);
    if (within.end <= within.start)
        return true;
    return al_path_find(&reading->path, &stander->places, &ground->row, quoted, within) &&
           settle(reading, ground, quoted);
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

static bool read_near(al_stander *stander, const al_ground *ground, const al_quoted *quoted,
                      uint32_t at, double *worth)
{
    uint32_t n = quoted->n < 256 ? quoted->n : 256;
    al_range window = around(ground, at, n + NEAR_BEHIND, 2 * n + NEAR_AHEAD);
    clear(&stander->near);
    *worth = NOTHING;
    if (window.end <= window.start)
        return true;
    if (!al_path_near(&stander->near.path, &stander->places, &ground->row, quoted, window) ||
        !settle(&stander->near, ground, quoted))
        return false;
    *worth = near_worth(&stander->near, at, window.end - window.start);
    return true;
}

/* The best place but one among some words: the better of both sides of the best. */
static bool read_other(al_stander *stander, const al_ground *ground, const al_quoted *quoted,
                       al_range places, al_range within, double *other)
{
    al_range sides[2] = {
        {within.start, places.start > within.start + BESIDE ? places.start - BESIDE : within.start},
        {places.end + BESIDE < within.end ? places.end + BESIDE : within.end, within.end}};
    *other = 0; /* a place that explains nothing */
    for (int i = 0; i < 2; i++) {
        if (!read_within(stander, &stander->other, ground, quoted, sides[i]))
            return false;
        double found = score(&stander->other);
        *other = found > *other ? found : *other;
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
static bool look(al_stander *stander, al_reading *reading, const al_ground *ground,
                 const al_quoted *quoted, al_range within, bool is_ahead, al_standing *out)
{
    double other;
    *out = (al_standing){.reading = NULL};
    if (!read_within(stander, reading, ground, quoted, within))
        return false;
    if (reading->pieces.n == 0)
        return true;
    out->expected = al_pieces_expected(&reading->pieces, within.end - within.start);
    out->reading = reading;
    if (!is_sure(&reading->pieces, out->expected, is_ahead))
        return true;
    if (!read_other(stander, ground, quoted, al_standing_places(reading), within, &other))
        return false;
    out->found = true;
    out->margin = score(reading) - other;
    out->moves = out->jumps = out->margin >= least_margin;
    return true;
}

static void take_near(const al_stander *stander, const al_ground *ground, double worth,
                      al_standing *out)
{
    *out = (al_standing){.reading = &stander->near, .found = true, .moves = true, .margin = worth};
    out->expected = al_pieces_expected(&stander->near.pieces, ground->row.n_words);
}

/* What is ahead, what is anywhere, and what is near if these are no better. */
static bool look_away(al_stander *stander, const al_ground *ground, const al_quoted *quoted,
                      uint32_t at, double worth, al_standing *out)
{
    al_standing ahead = {.reading = NULL}, whole = {.reading = NULL};
    const al_range all = {0, ground->row.n_words};
    if (at != UINT32_MAX &&
        !look(stander, &stander->ahead, ground, quoted, around(ground, at, 0, AHEAD), true, &ahead))
        return false;
    if (ground->seeker == NULL &&
        !look(stander, &stander->whole, ground, quoted, all, false, &whole))
        return false;
    double near = worth > 0 ? score(&stander->near) : NOTHING;
    double forward = ahead.moves ? score(ahead.reading) : NOTHING;
    double anywhere = whole.reading != NULL ? score(whole.reading) : NOTHING;
    if (forward > near + ahead_bias && forward + away_bias >= anywhere)
        *out = ahead;
    else if (whole.moves && anywhere > near + away_bias)
        *out = whole;
    else if (worth > 0)
        take_near(stander, ground, worth, out);
    else
        *out = whole.found ? whole : ahead;
    if (!out->found)
        out->reading = NULL;
    return true;
}

bool al_standing_find(al_stander *stander, const al_ground *ground, const al_quoted *quoted,
                      const al_position *position, al_standing *out)
{
    double worth = NOTHING;
    *out = (al_standing){.reading = NULL};
    if (!ground->there || quoted->n == 0)
        return true;
    uint32_t at =
        position->known ? al_ground_word_at(ground, position->id, position->byte) : UINT32_MAX;
    if (at != UINT32_MAX && !read_near(stander, ground, quoted, at, &worth))
        return false;
    if (worth > 0 && explains(&stander->near.pieces)) {
        take_near(stander, ground, worth, out);
        return true;
    }
    return look_away(stander, ground, quoted, at, worth, out);
}

bool al_standing_at(al_stander *stander, const al_ground *ground, const al_quoted *quoted,
                    const al_position *position, al_standing *out)
{
    double worth = NOTHING;
    *out = (al_standing){.reading = NULL};
    uint32_t at = al_ground_word_at(ground, position->id, position->byte);
    if (!ground->there || quoted->n == 0 || at == UINT32_MAX)
        return true;
    if (!read_near(stander, ground, quoted, at, &worth))
        return false;
    if (worth > 0)
        take_near(stander, ground, worth, out);
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
