/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The thresholds are bits, not shares of words: a share lets three words of four through that stand
 * in any book, and refuses what a scan has spoilt. doc/method.md has the figures.
 */
#include "quote/whose.h"

#include <math.h>

enum {
    few_words = 8,    /* below it takes more, as words depend on one another */
    most_between = 3, /* words of the source between those of a short quotation */
    most_places = 64, /* that are counted */
    no_book = 20000   /* words: an article, a report, a chapter */
};

static const double few_by_chance = .05;

static const float least_cited = 10.F, more_cited = 3.F;
static const float least_other = 24.F, more_other = 5.F;
static const float far_worse = 20.F;          /* bits, for a cited source to be the wrong one */
static const float hardly_unexplained = 20.F; /* bits, for others not to be asked */

static uint32_t missing_words(uint32_t words)
{
    return words < few_words ? few_words - words : 0;
}

/*
 * Whether a few words stand there in order, with next to nothing between them, and say more than
 * chance would in so many words: `is permitted` of `is not permitted`.
 */
static bool stands_close(const al_pieces *pieces, uint32_t n_words)
{
    if (pieces->n != 1 || pieces->unexplained > 0)
        return false;
    const al_piece *piece = &pieces->items[0];
    uint32_t between = piece->places.end - piece->places.start;
    return between <= pieces->words + most_between &&
           (double)n_words * exp2(-(double)pieces->score) < few_by_chance;
}

static bool found_cited(const al_pieces *pieces, uint32_t n_words)
{
    float least = least_cited + more_cited * (float)missing_words(pieces->words);
    return pieces->n > 0 &&
           (pieces->straight || pieces->score >= least || stands_close(pieces, n_words));
}

/*
 * One source that is no book is as good as cited: in a novel six in a hundred short quotations from
 * elsewhere are like something by the thresholds of a cited source, and fewer with its length.
 */
static bool found_other(const al_pieces *pieces, const al_sources *sources)
{
    uint32_t n_words = sources->n_words;
    if (sources->n == 1 && n_words <= no_book)
        return found_cited(pieces, n_words);
    float least = least_other + more_other * (float)missing_words(pieces->words);
    return pieces->n > 0 &&
           (pieces->straight || pieces->score >= least || stands_close(pieces, n_words));
}

/*
 * Fitted on quotations that are not in a library of 9.6
 * million words, of which it grows by the power .7; and no fewer than words of this rarity have by
 * themselves, which decides for short ones.
 */
double al_pieces_expected(const al_pieces *pieces, uint32_t n_words)
{
    double n = n_words;
    double fitted = exp2(-6.33 - .141 * (double)pieces->score) * pow(n / 9.6e6, .7);
    double independent = n * exp2(-(double)pieces->bits);
    return fitted > independent ? fitted : independent;
}

static bool settle(al_reading *reading, const al_sources *sources, const al_quoted *quoted)
{
    return al_pieces_settle(&reading->pieces, sources, quoted, &reading->path);
}

/* Read the quotation within some words: as it stands where that is, else by the best path. */
static bool read_within(al_finder *finder, al_reading *reading, const al_sources *sources,
                        const al_quoted *quoted, al_range within, al_whose *out)
{
    uint32_t places[most_places];
    uint32_t n = al_places_verbatim(sources, quoted, within, places, most_places);
    if (n == 0)
        return al_path_find(&reading->path, &finder->places, sources, quoted, within) &&
               settle(reading, sources, quoted);
    out->places = n;
    size_t source = al_sources_of(sources, places[0]);
    for (uint32_t i = 1; i < n && i < most_places && out->n_other < 3; i++)
        if (al_sources_of(sources, places[i]) != source) {
            source = al_sources_of(sources, places[i]);
            out->other[out->n_other++] = places[i];
        }
    return al_path_straight(&reading->path, quoted, places[0], sources->allocator) &&
           settle(reading, sources, quoted);
}

static bool is_of_one(const al_pieces *pieces)
{
    for (uint32_t i = 1; i < pieces->n; i++)
        if (pieces->items[i].source != pieces->items[0].source)
            return false;
    return pieces->n > 0;
}

static uint32_t words_of(const al_sources *sources, size_t source)
{
    return sources->items[source].end - sources->items[source].first;
}

/* Decide between what the cited source has and what all have. */
static void decide(const al_sources *sources, const al_reading *mine, const al_reading *all,
                   size_t cited, al_whose *out)
{
    bool here = mine != NULL && found_cited(&mine->pieces, words_of(sources, cited));
    bool there = found_other(&all->pieces, sources);
    bool one = is_of_one(&all->pieces);
    bool same = mine != NULL && one && all->pieces.items[0].source == cited;
    out->best = all;
    out->found = there;
    if (mine == NULL)
        return;
    if (same || !there) {
        out->best = here || mine->pieces.score >= all->pieces.score ? mine : all;
        out->found = here;
    } else if (here && (one ? all->pieces.score - mine->pieces.score < far_worse
                            : all->pieces.score <= mine->pieces.score)) {
        out->best = mine;
        out->found = true;
    } else {
        out->elsewhere = one;
    }
    if (same && all->pieces.score > mine->pieces.score)
        out->best = all;
}

/* Whether it stands within some words so well that others are not asked. */
static bool settles(al_finder *finder, const al_sources *sources, const al_quoted *quoted,
                    al_range within, al_whose *out, bool *whole)
{
    al_reading *mine = &finder->readings[0];
    *whole = read_within(finder, mine, sources, quoted, within, out);
    if (!*whole || !found_cited(&mine->pieces, within.end - within.start) ||
        quoted->bits - mine->pieces.score > hardly_unexplained)
        return false;
    out->best = mine;
    out->found = true;
    out->expected = al_pieces_expected(&mine->pieces, sources->n_words);
    return true;
}

/* Whether a reading has nothing among the parts that were named. */
static bool misses(const al_reading *reading, const al_wanted *wanted)
{
    for (uint32_t k = 0; k < reading->pieces.n; k++)
        for (uint32_t i = 0; i < wanted->n_parts; i++) {
            const al_range piece = reading->pieces.items[k].places, part = wanted->parts[i];
            if (piece.start < part.end && part.start < piece.end)
                return false;
        }
    return wanted->n_parts > 0;
}

bool al_whose_find(al_finder *finder, const al_sources *sources, const al_quoted *quoted,
                   const al_wanted *wanted, al_whose *out)
{
    *out = (al_whose){.best = NULL};
    al_reading *mine = NULL, *all = &finder->readings[1];
    size_t cited = wanted->source;
    bool whole = true;
    for (uint32_t i = 0; i < wanted->n_parts; i++)
        if (settles(finder, sources, quoted, wanted->parts[i], out, &whole) || !whole)
            return whole;
    if (cited != AL_NO_SOURCE) {
        const al_source *source = &sources->items[cited];
        mine = &finder->readings[0];
        if (settles(finder, sources, quoted, (al_range){source->first, source->end}, out, &whole)) {
            out->other_part = misses(mine, wanted);
            return true;
        }
        if (!whole)
            return false;
    }
    if (!read_within(finder, all, sources, quoted, (al_range){0, sources->n_words}, out))
        return false;
    decide(sources, mine, all, cited, out);
    if (out->best->pieces.n == 0)
        out->best = NULL;
    else
        out->expected = al_pieces_expected(&out->best->pieces, sources->n_words);
    out->other_part = out->found && !out->elsewhere && misses(out->best, wanted);
    return true;
}

void al_finder_release(al_finder *finder)
{
    al_places_release(&finder->places);
    for (int i = 0; i < 2; i++) {
        al_path_release(&finder->readings[i].path);
        al_pieces_release(&finder->readings[i].pieces);
    }
}
