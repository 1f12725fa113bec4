/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds are single words; each is extended, forwards and back, along the words of its two witnesses
 * as long as these are the same and moved as well. Of links that claim the same words the one that
 * says most is kept.
 */
#include "collate/moved.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_PARTNERS = 16 /* rows of a word that are looked at from one: the next ones */ };

/* Below this a link is what chance makes. */
static const double least_bits = 1;

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
    bool *used[2]; /* of each row: a link begins there, or ends there */
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
        uint32_t form = form_at(finding, row, s), before = 0;
        while (before < s && form_at(finding, row, before) != form)
            before++;
        if (form == UINT32_MAX || before < s)
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

/* The first sequence that has a form in one row and not in the other. */
static uint32_t who_has(const finding *finding, uint32_t form, uint32_t here, uint32_t not_there)
{
    for (uint32_t s = 0; s < finding->n; s++)
        if (form_at(finding, here, s) == form && form_at(finding, not_there, s) != form)
            return s;
    return UINT32_MAX;
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
static bool has_moved(const finding *finding, const al_link *link, uint32_t from, uint32_t to)
{
    uint32_t form = form_at(finding, from, link->a);
    return form == form_at(finding, to, link->b) && form_at(finding, from, link->b) != form &&
           form_at(finding, to, link->a) != form;
}

static double bits_of(const finding *finding, uint32_t row, uint32_t sequence)
{
    return -log2(finding->collation->tradition.shares[form_at(finding, row, sequence)]);
}

/* Extend a link of one word as far as the words go on. */
static void extend(const finding *finding, al_link *link)
{
    uint32_t distance = link->to - link->from;
    link->bits = bits_of(finding, link->from, link->a) - 2 * log2(distance);
    for (int way = 0; way < 2; way++) { /* forwards, then back */
        uint32_t from = link->from, to = link->to;
        for (;;) {
            from = step(finding, from, link->a, way == 0);
            to = step(finding, to, link->b, way == 0);
            if (from == UINT32_MAX || to == UINT32_MAX || from >= to ||
                !has_moved(finding, link, from, to))
                break;
            link->bits += bits_of(finding, from, link->a);
            link->n++;
            if (way == 1) {
                link->from = from;
                link->to = to;
            }
        }
    }
}

static bool add_link(finding *finding, uint32_t form, uint32_t from, uint32_t to)
{
    al_link link = {from, to, 1, who_has(finding, form, from, to), who_has(finding, form, to, from),
                    0};
    if (link.a == UINT32_MAX || link.b == UINT32_MAX)
        return true;
    extend(finding, &link);
    if (link.bits < least_bits)
        return true;
    if (!al_grow(finding->allocator, (void **)&finding->links, &finding->links_room,
                 finding->n_links + 1, sizeof *finding->links))
        return false;
    finding->links[finding->n_links++] = link;
    return true;
}

static bool find_seeds(finding *finding)
{
    for (uint32_t row = 0; row < finding->collation->table.n; row++)
        if (!note_row(finding, row))
            return false;
    if (finding->n_occurrences > 0) /* else there is no room, and the list is NULL */
        qsort(finding->occurrences, finding->n_occurrences, sizeof(occurrence), by_form);
    for (size_t i = 0; i < finding->n_occurrences; i++) {
        const occurrence *one = &finding->occurrences[i];
        for (size_t k = i + 1; k < finding->n_occurrences && k <= i + MOST_PARTNERS; k++) {
            const occurrence *other = &finding->occurrences[k];
            if (other->form != one->form)
                break;
            if (!add_link(finding, one->form, one->row, other->row))
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
static void name_witnesses(finding *finding)
{
    const almost_collation *collation = finding->collation;
    for (size_t i = 0; i < finding->n_links; i++) {
        uint32_t a = finding->links[i].a, b = finding->links[i].b;
        for (uint32_t w = collation->n; w-- > 0;) {
            if (collation->tradition.of_witness[w] == a)
                finding->links[i].a = w;
            if (collation->tradition.of_witness[w] == b)
                finding->links[i].b = w;
        }
    }
}

bool al_links_find(const almost_collation *collation, al_link **links, size_t *n)
{
    finding finding = {
        .collation = collation, .allocator = collation->allocator, .n = collation->tradition.n};
    bool done = find_seeds(&finding) && choose(&finding);
    al_release(finding.allocator, finding.occurrences);
    al_release(finding.allocator, finding.used[0]);
    al_release(finding.allocator, finding.used[1]);
    if (!done) {
        al_release(finding.allocator, finding.links);
        return false;
    }
    name_witnesses(&finding);
    *links = finding.links;
    *n = finding.n_links;
    return true;
}
