/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds are single words, in one spelling or two; each is extended, forwards and back, along the
 * words of its two witnesses as long as these are the same and moved as well. Of links that claim
 * the same words the one that says most is kept.
 */
#include "collate/moved.h"

#include "base/range.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_PARTNERS = 16, /* rows of a word that are looked at from one: the next ones */
    MOST_NEAR = 24      /* words behind one that are looked at for another spelling of it */
};

/* Below this a link is what chance makes. */
static const double least_bits = 2;

/* Of words that moved: the shares that a witness has twice, and not at all. */
static const double twice = .01, lost = .1;

/* What the witnesses together may say at most: they copied each other, and count as few. */
static const double least_pattern = -10, most_pattern = 4;

/* A form that some have in a row and some have not. */
typedef struct occurrence {
    uint32_t form;
    uint32_t row;
} occurrence;

typedef struct finding {
    const almost_collation *collation;
    const almost_allocator *allocator;
    uint32_t n; /* sequences */
    occurrence *occurrences;
    size_t n_occurrences, occurrences_room;
    al_link *links;
    size_t n_links, links_room;
    al_likeness likeness;
    al_range *extents; /* of each sequence: from the first row in which it has a word to the last */
    uint32_t *holders; /* of each form: the last sequence that was seen with it */
    bool *used[2];     /* of each row: a link begins there, or ends there */
} finding;

static uint32_t form_at(const finding *finding, uint32_t row, uint32_t sequence)
{
    uint32_t word = finding->collation->table.words[(size_t)row * finding->n + sequence];
    if (word == AL_NO_WORD)
        return UINT32_MAX;
    return finding->collation->tradition.sequences[sequence].forms[word];
}

/* --- Seeds -------------------------------------------------------------------------------------
 */

static bool note_row(finding *finding, uint32_t row)
{
    bool varies = false;
    for (uint32_t s = 1; s < finding->n; s++)
        varies |= form_at(finding, row, s) != form_at(finding, row, 0);
    for (uint32_t s = 0; varies && s < finding->n; s++) {
        uint32_t form = form_at(finding, row, s);
        if (form == UINT32_MAX)
            continue;
        uint32_t holder = finding->holders[form];
        finding->holders[form] = s;
        if (holder < s && form_at(finding, row, holder) == form)
            continue;
        if (!al_grow(finding->allocator, (void **)&finding->occurrences, &finding->occurrences_room,
                     finding->n_occurrences + 1, sizeof(occurrence)))
            return false;
        finding->occurrences[finding->n_occurrences++] = (occurrence){form, row};
    }
    return true;
}

static int by_form(const void *one, const void *other)
{
    const occurrence *a = one, *b = other;
    if (a->form != b->form)
        return a->form < b->form ? -1 : 1;
    return (a->row > b->row) - (a->row < b->row);
}

/* --- Who has what -------------------------------------------------------------------------------
 */

/* Whether a sequence has a word in a row, in whatever spelling. */
static bool has(finding *finding, uint32_t form, uint32_t row, uint32_t sequence)
{
    uint32_t other = form_at(finding, row, sequence);
    return other == form || (other != UINT32_MAX &&
                             al_likeness_class(&finding->likeness, form, other) <= AL_LIKE_60);
}

/* The first sequence that has a form in one row, and in another none that is alike. */
static uint32_t who_has(finding *finding, uint32_t form, uint32_t here, uint32_t not_there)
{
    for (uint32_t s = 0; s < finding->n; s++)
        if (form_at(finding, here, s) == form && !has(finding, form, not_there, s))
            return s;
    return UINT32_MAX;
}

/*
 * What the witnesses together say for a word that has moved from one row to another: each has it in
 * one of the two then, save a few that lost it; and where one witness has it twice, or most have it
 * in neither, two scribes did two things. Bits, of how likely it is that a word which moved stands
 * so, over that two words that have nothing to do with each other do.
 */
static double bits_of_pattern(finding *finding, uint32_t form, uint32_t from, uint32_t to)
{
    double counts[2][2] = {{0}}, all = 0, bits = 0;
    for (uint32_t s = 0; s < finding->n; s++) {
        double weight = finding->collation->tradition.sequences[s].weight;
        if (from < finding->extents[s].start || to >= finding->extents[s].end)
            continue; /* it begins later or breaks off, and says nothing */
        counts[has(finding, form, from, s)][has(finding, form, to, s)] += weight;
        all += weight;
    }
    double here = (counts[1][0] + counts[1][1] + .5) / (all + 1);
    double there = (counts[0][1] + counts[1][1] + .5) / (all + 1);
    double before = (counts[1][0] + .5) / (counts[1][0] + counts[0][1] + 1);
    bits += counts[1][1] * log2(twice / (here * there));
    bits += counts[0][0] * log2(lost / ((1 - here) * (1 - there)));
    bits += counts[1][0] * log2((1 - twice - lost) * before / (here * (1 - there)));
    bits += counts[0][1] * log2((1 - twice - lost) * (1 - before) / ((1 - here) * there));
    return bits < least_pattern ? least_pattern : bits > most_pattern ? most_pattern : bits;
}

/* --- Runs --------------------------------------------------------------------------------------
 */

/* The next row in which a sequence has a word, before or behind; UINT32_MAX: none. */
static uint32_t step(const finding *finding, uint32_t row, uint32_t sequence, bool forwards)
{
    uint32_t rows = finding->collation->table.n;
    do {
        if (forwards ? row + 1 == rows : row == 0)
            return UINT32_MAX;
        row = forwards ? row + 1 : row - 1;
    } while (form_at(finding, row, sequence) == UINT32_MAX);
    return row;
}

/* Whether a's word in row `from` is b's in row `to`, and each lacks it where the other has it. */
static bool has_moved(finding *finding, const al_link *link, uint32_t from, uint32_t to)
{
    uint32_t form = form_at(finding, from, link->a);
    return has(finding, form, to, link->b) && !has(finding, form, from, link->b) &&
           !has(finding, form, to, link->a);
}

/* What the words at both ends of a link say: by how they are spelt in this tradition. */
static double bits_of(finding *finding, const al_link *link, uint32_t from, uint32_t to)
{
    uint32_t one = form_at(finding, from, link->a), other = form_at(finding, to, link->b);
    return log2(al_model_ratio(&finding->collation->model, &finding->likeness, one, other));
}

/* Extend a link of one word as far as the words go on. */
static void extend(finding *finding, al_link *link)
{
    uint32_t distance = link->to - link->from;
    link->bits = bits_of(finding, link, link->from, link->to) - 2 * log2(distance);
    for (int way = 0; way < 2; way++) { /* forwards, then back */
        uint32_t from = link->from, to = link->to;
        for (;;) {
            from = step(finding, from, link->a, way == 0);
            to = step(finding, to, link->b, way == 0);
            if (from == UINT32_MAX || to == UINT32_MAX || from >= to ||
                !has_moved(finding, link, from, to))
                break;
            link->bits += bits_of(finding, link, from, to);
            link->n++;
            if (way == 1) {
                link->from = from;
                link->to = to;
            }
        }
    }
}

static bool add_link(finding *finding, const occurrence *one, const occurrence *other)
{
    uint32_t from = one->row, to = other->row;
    al_link link = {
        from, to, 1, who_has(finding, one->form, from, to), who_has(finding, other->form, to, from),
        0};
    if (link.a == UINT32_MAX || link.b == UINT32_MAX)
        return true;
    extend(finding, &link);
    link.bits += bits_of_pattern(finding, one->form, from, to);
    if (link.bits < least_bits)
        return true;
    if (!al_grow(finding->allocator, (void **)&finding->links, &finding->links_room,
                 finding->n_links + 1, sizeof *finding->links))
        return false;
    finding->links[finding->n_links++] = link;
    return true;
}

/* Words that stand near each other and are spellings of one word; before they are sorted. */
static bool find_respelt(finding *finding)
{
    for (size_t i = 0; i < finding->n_occurrences; i++) {
        const occurrence *one = &finding->occurrences[i];
        for (size_t k = i + 1; k < finding->n_occurrences && k <= i + MOST_NEAR; k++) {
            const occurrence *other = &finding->occurrences[k];
            bool apart = other->row > one->row && other->form != one->form;
            if (apart &&
                al_likeness_class(&finding->likeness, one->form, other->form) <= AL_LIKE_60 &&
                !add_link(finding, one, other))
                return false;
        }
    }
    return true;
}

static bool find_extents(finding *finding)
{
    const al_columns *table = &finding->collation->table;
    finding->extents = al_allocate_zero(finding->allocator, finding->n, sizeof *finding->extents);
    if (finding->extents == NULL)
        return false;
    for (uint32_t row = 0; row < table->n; row++) {
        for (uint32_t s = 0; s < finding->n; s++) {
            al_range *extent = &finding->extents[s];
            if (form_at(finding, row, s) == UINT32_MAX)
                continue;
            extent->start = extent->end == 0 ? row : extent->start;
            extent->end = row + 1;
        }
    }
    return true;
}

static bool find_seeds(finding *finding)
{
    finding->holders = al_allocate_zero(finding->allocator, finding->collation->tradition.n_forms,
                                        sizeof *finding->holders);
    if (finding->holders == NULL)
        return false;
    for (uint32_t row = 0; row < finding->collation->table.n; row++)
        if (!note_row(finding, row))
            return false;
    if (!find_respelt(finding))
        return false;
    if (finding->n_occurrences > 0) /* else there is no room, and the list is NULL */
        qsort(finding->occurrences, finding->n_occurrences, sizeof(occurrence), by_form);
    for (size_t i = 0; i < finding->n_occurrences; i++) {
        const occurrence *one = &finding->occurrences[i];
        for (size_t k = i + 1; k < finding->n_occurrences && k <= i + MOST_PARTNERS; k++) {
            const occurrence *other = &finding->occurrences[k];
            if (other->form != one->form)
                break;
            if (!add_link(finding, one, other))
                return false;
        }
    }
    return true;
}

/* --- Which are kept -----------------------------------------------------------------------------
 */

/* What says most first; then what stands first. */
static int by_bits(const void *one, const void *other)
{
    const al_link *a = one, *b = other;
    if (a->bits != b->bits)
        return a->bits > b->bits ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

static int by_place(const void *one, const void *other)
{
    const al_link *a = one, *b = other;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    return (a->to > b->to) - (a->to < b->to);
}

/* How many rows of a link are taken already; with `take`, take them. */
static uint32_t count_used(finding *finding, const al_link *link, bool take)
{
    uint32_t used = 0, from = link->from, to = link->to;
    for (uint32_t i = 0; i < link->n; i++) {
        used += finding->used[0][from] || finding->used[1][to];
        if (take)
            finding->used[0][from] = finding->used[1][to] = true;
        if (i + 1 < link->n) {
            from = step(finding, from, link->a, true);
            to = step(finding, to, link->b, true);
        }
    }
    return used;
}

static bool choose(finding *finding)
{
    size_t rows = finding->collation->table.n, kept = 0;
    for (int side = 0; side < 2; side++) {
        finding->used[side] = al_allocate_zero(finding->allocator, rows, sizeof(bool));
        if (finding->used[side] == NULL)
            return false;
    }
    if (finding->n_links > 0)
        qsort(finding->links, finding->n_links, sizeof *finding->links, by_bits);
    for (size_t i = 0; i < finding->n_links; i++) {
        al_link link = finding->links[i];
        if (2 * count_used(finding, &link, false) > link.n)
            continue;
        if (link.n == 1 && count_used(finding, &link, false) > 0)
            continue;
        count_used(finding, &link, true);
        finding->links[kept++] = link;
    }
    finding->n_links = kept;
    if (kept > 0)
        qsort(finding->links, kept, sizeof *finding->links, by_place);
    return true;
}

/* From sequences to witnesses: the first of each, as they were given. */
static bool name_witnesses(finding *finding)
{
    const almost_collation *collation = finding->collation;
    uint32_t *firsts = al_allocate(finding->allocator, finding->n, sizeof *firsts);
    if (firsts == NULL)
        return false;
    for (uint32_t w = collation->n; w-- > 0;)
        firsts[collation->tradition.of_witness[w]] = w;
    for (size_t i = 0; i < finding->n_links; i++) {
        finding->links[i].a = firsts[finding->links[i].a];
        finding->links[i].b = firsts[finding->links[i].b];
    }
    al_release(finding->allocator, firsts);
    return true;
}

bool al_links_find(const almost_collation *collation, al_link **links, size_t *n)
{
    finding finding = {
        .collation = collation, .allocator = collation->allocator, .n = collation->tradition.n};
    bool done = al_likeness_init(&finding.likeness, &collation->tradition) &&
                find_extents(&finding) && find_seeds(&finding) && choose(&finding) &&
                name_witnesses(&finding);
    al_release(finding.allocator, finding.extents);
    al_release(finding.allocator, finding.holders);
    al_likeness_release(&finding.likeness);
    al_release(finding.allocator, finding.occurrences);
    al_release(finding.allocator, finding.used[0]);
    al_release(finding.allocator, finding.used[1]);
    if (!done) {
        al_release(finding.allocator, finding.links);
        return false;
    }
    *links = finding.links;
    *n = finding.n_links;
    return true;
}

/* --- Word by word -------------------------------------------------------------------------------
 */

static int by_row(const void *one, const void *other)
{
    const al_moved_word *a = one, *b = other;
    if (a->row != b->row)
        return a->row < b->row ? -1 : 1;
    return (a->other > b->other) - (a->other < b->other);
}

/* The next row in which a witness has a word. A link has no more words than there are. */
static uint32_t next_row(const almost_collation *collation, uint32_t row, uint32_t witness)
{
    do
        row++;
    while (row < collation->table.n && al_collation_token(collation, row, witness) == AL_NO_WORD);
    return row;
}

static size_t put_words(const almost_collation *collation, const al_link *link,
                        al_moved_word *words)
{
    uint32_t from = link->from, to = link->to;
    for (uint32_t i = 0; i < link->n; i++) {
        words[2 * i] = (al_moved_word){from, to, link->a, link->b};
        words[2 * i + 1] = (al_moved_word){to, from, link->b, link->a};
        from = next_row(collation, from, link->a);
        to = next_row(collation, to, link->b);
    }
    return 2 * (size_t)link->n;
}

bool al_moved_words_find(const almost_collation *collation, al_moved_word **words, size_t *n)
{
    al_link *links;
    size_t n_links, room = 0, at = 0;
    if (!al_links_find(collation, &links, &n_links))
        return false;
    for (size_t i = 0; i < n_links; i++)
        room += 2 * (size_t)links[i].n;
    al_moved_word *found = al_allocate(collation->allocator, room, sizeof *found);
    for (size_t i = 0; found != NULL && i < n_links; i++)
        at += put_words(collation, &links[i], found + at);
    al_release(collation->allocator, links);
    if (found == NULL)
        return false;
    if (at > 0)
        qsort(found, at, sizeof *found, by_row);
    *words = found;
    *n = at;
    return true;
}
