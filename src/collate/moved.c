/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Seeds are single words, in one spelling or two; each is extended, forwards and back, along the
 * words of its two witnesses as long as these are the same and moved as well. Of links that claim
 * the same words the one that says most is kept.
 */
#include "collate/moved.h"

#include "base/range.h"
#include "collate/varying.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    MOST_PARTNERS = 16, /* rows of a word that are looked at from one: the next ones */
    MOST_NEAR = 24,     /* words behind one that are looked at for another spelling of it */
    MOST_ASKED = 8,     /* witnesses of either end of which the words may go on best */
    SIDE_BY_SIDE = 2    /* rows from one of two words that changed places to where it stands now */
};

/* Below this a link is what chance makes. */
static const double least_bits = 1;

/* Bits, for each doubling of the rows between: there are as many more words to meet by chance. */
static const double cost_of_distance = 2.5;

/* Of words that moved: the shares that a witness has twice, and not at all. */
static const double twice = .01, lost = .1;

/*
 * What the witnesses together may say: they copied each other, and count as few. That many have the
 * word nowhere may be the doing of one scribe, who left it out or put it in; that some have it
 * twice is not.
 */
static const double least_if_twice = -10, least_if_lost = -5, most_pattern = 4;

/*
 * What it says at most beyond that each witness has a word in one of two rows, and none has in
 * both. Were it chance, the scribe who left a word out would be another one than he who put one in.
 */
static const double most_if_exact = 4;

/* A form that some have in a row and some have not. */
typedef struct occurrence {
    uint32_t form;
    uint32_t row;
} occurrence;

typedef struct finding {
    const almost_collation *collation;
    const almost_allocator *allocator;
    uint32_t n; /* sequences */
    al_varying varying;
    occurrence *occurrences;
    size_t n_occurrences, occurrences_room;
    al_link *links;
    size_t n_links, links_room;
    al_likeness likeness;
    al_range *extents; /* of each sequence: from the first row in which it has a word to the last */
    uint32_t *holders; /* of each form: the last sequence that was seen with it */
    bool *used[2];     /* of each word of a row: a link begins there, or ends there */
} finding;

static uint32_t form_at(const finding *finding, uint32_t row, uint32_t sequence)
{
    return al_varying_form(&finding->varying, row, sequence);
}

static uint32_t word_at(const finding *finding, uint32_t row, uint32_t sequence)
{
    return al_varying_word(&finding->varying, row, sequence);
}

static bool alike(finding *finding, uint32_t a, uint32_t b)
{
    return al_varying_alike(&finding->collation->tradition, &finding->likeness, a, b);
}

/* --- Seeds -------------------------------------------------------------------------------------
 */

static bool note_row(finding *finding, uint32_t row)
{
    for (uint32_t s = 0; s < finding->n; s++) {
        uint32_t form = form_at(finding, row, s);
        if (form == AL_NO_WORD)
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

/* A word in one row, and one in another that may be the same, moved. */
typedef struct ends {
    uint32_t from, to;   /* rows */
    uint32_t one, other; /* the words */
} ends;

/* The next sequence from `s` on that has a form at one end, and has not its word at the other. */
static uint32_t who_has(const finding *finding, uint32_t s, const occurrence *here, uint32_t there,
                        uint32_t word_there)
{
    while (s < finding->n && (form_at(finding, here->row, s) != here->form ||
                              word_at(finding, there, s) == word_there))
        s++;
    return s < finding->n ? s : UINT32_MAX;
}

/* The word that a form of a row is a spelling of. */
static uint32_t word_of(const finding *finding, const occurrence *occurrence)
{
    uint32_t s = 0;
    while (form_at(finding, occurrence->row, s) != occurrence->form)
        s++;
    return word_at(finding, occurrence->row, s);
}

/* Of counts of witnesses by whether they have the word in the one row, and in the other. */
static double bits_of_counts(double (*counts)[2])
{
    double all = counts[0][0] + counts[0][1] + counts[1][0] + counts[1][1], bits = 0;
    double here = (counts[1][0] + counts[1][1] + .5) / (all + 1);
    double there = (counts[0][1] + counts[1][1] + .5) / (all + 1);
    double before = (counts[1][0] + .5) / (counts[1][0] + counts[0][1] + 1);
    double least = counts[1][1] > 0 ? least_if_twice : least_if_lost;
    bits += counts[1][1] * log2(twice / (here * there));
    bits += counts[0][0] * log2(lost / ((1 - here) * (1 - there)));
    bits += counts[1][0] * log2((1 - twice - lost) * before / (here * (1 - there)));
    bits += counts[0][1] * log2((1 - twice - lost) * (1 - before) / ((1 - here) * there));
    return bits < least ? least : bits > most_pattern ? most_pattern : bits;
}

/*
 * What the witnesses together say for a word that has moved from one row to another: each has it in
 * one of the two then, save a few that lost it; and where one witness has it twice, or most have it
 * in neither, two scribes did two things. Bits, of how likely it is that a word which moved stands
 * so, over that two words that have nothing to do with each other do. Where others stand in its
 * place they may have been written for it: that somebody has any word there counts as well.
 */
static double bits_of_pattern(const finding *finding, const ends *ends)
{
    double word[2][2] = {{0}}, place[2][2] = {{0}};
    for (uint32_t s = 0; s < finding->n; s++) {
        double weight = finding->collation->tradition.sequences[s].weight;
        if (ends->from < finding->extents[s].start || ends->to >= finding->extents[s].end)
            continue; /* it begins later or breaks off, and says nothing */
        uint32_t here = word_at(finding, ends->from, s), there = word_at(finding, ends->to, s);
        word[here == ends->one][there == ends->other] += weight;
        place[here != AL_NO_WORD][there != AL_NO_WORD] += weight;
    }
    double by_word = bits_of_counts(word), by_place = bits_of_counts(place);
    double exact = log2(finding->n - 1); /* of two witnesses one has it always */
    if (place[1][1] > 0 || place[0][0] > 0)
        exact = 0;
    return (by_word > by_place ? by_word : by_place) +
           (exact > most_if_exact ? most_if_exact : exact);
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
    } while (form_at(finding, row, sequence) == AL_NO_WORD);
    return row;
}

/*
 * Whether a's word in row `from` may be b's in row `to`: they are alike, and each lacks it where
 * the other has it; or, amid others that moved, either has no word at all there.
 */
static bool goes_on(finding *finding, const al_link *link, uint32_t from, uint32_t to)
{
    if (!al_varies(&finding->varying, from) || !al_varies(&finding->varying, to))
        return false;
    uint32_t other_there = word_at(finding, from, link->b),
             own_there = word_at(finding, to, link->a);
    if (other_there == AL_NO_WORD && own_there == AL_NO_WORD)
        return true;
    return word_at(finding, from, link->a) != other_there &&
           word_at(finding, to, link->b) != own_there &&
           alike(finding, form_at(finding, from, link->a), form_at(finding, to, link->b));
}

/* What the words at both ends of a link say: by how they are spelt in this tradition. */
static double bits_of(finding *finding, const al_link *link, uint32_t from, uint32_t to)
{
    uint32_t one = form_at(finding, from, link->a), other = form_at(finding, to, link->b);
    return log2(al_model_ratio(&finding->collation->model, &finding->likeness, one, other));
}

/* Extend a link one way as far as the words say more together. */
static void extend_way(finding *finding, al_link *link, bool forwards)
{
    uint32_t from = link->from, to = link->to, n = 0;
    double bits = 0;
    for (;;) {
        from = step(finding, from, link->a, forwards);
        to = step(finding, to, link->b, forwards);
        if (from == UINT32_MAX || to == UINT32_MAX || from >= to ||
            !goes_on(finding, link, from, to))
            break;
        bits += bits_of(finding, link, from, to);
        n++;
        if (bits <= 0)
            continue;
        link->bits += bits;
        link->n += n;
        if (!forwards) {
            link->from = from;
            link->to = to;
        }
        bits = n = 0;
    }
}

/* Extend a link of one word as far as the words go on. */
static void extend(finding *finding, al_link *link)
{
    uint32_t distance = link->to - link->from;
    link->bits = bits_of(finding, link, link->from, link->to) - cost_of_distance * log2(distance);
    extend_way(finding, link, true);
    extend_way(finding, link, false);
}

/* Another witness at one end of a link, where the words go on better there. */
static void ask_others(finding *finding, al_link *link, const occurrence *occurrences,
                       const ends *ends, bool at_end)
{
    const occurrence *one = &occurrences[0], *other = &occurrences[1];
    al_link best = *link;
    uint32_t s = at_end ? link->b : link->a;
    for (int i = 0; i < MOST_ASKED; i++) {
        s = at_end ? who_has(finding, s + 1, other, one->row, ends->one)
                   : who_has(finding, s + 1, one, other->row, ends->other);
        if (s == UINT32_MAX)
            break;
        al_link next = {ends->from, ends->to, 1, at_end ? link->a : s, at_end ? s : link->b, 0};
        extend(finding, &next);
        if (next.bits > best.bits)
            best = next;
    }
    *link = best;
}

static bool add_link(finding *finding, const occurrence *one, const occurrence *other)
{
    const occurrence both[2] = {*one, *other};
    ends ends = {one->row, other->row, word_of(finding, one), word_of(finding, other)};
    al_link link = {ends.from,
                    ends.to,
                    1,
                    who_has(finding, 0, one, ends.to, ends.other),
                    who_has(finding, 0, other, ends.from, ends.one),
                    0};
    if (link.a == UINT32_MAX || link.b == UINT32_MAX)
        return true;
    extend(finding, &link);
    ask_others(finding, &link, both, &ends, false);
    ask_others(finding, &link, both, &ends, true);
    link.bits += bits_of_pattern(finding, &ends);
    if (link.bits < least_bits)
        return true;
    if (!al_grow(finding->allocator, (void **)&finding->links, &finding->links_room,
                 finding->n_links + 1, sizeof *finding->links))
        return false;
    finding->links[finding->n_links++] = link;
    return true;
}

/* Whether two forms may be one word, moved: side by side they need not be much alike. */
static bool may_be_one(finding *finding, const occurrence *one, const occurrence *other)
{
    if (alike(finding, one->form, other->form))
        return true;
    return other->row - one->row <= SIDE_BY_SIDE &&
           al_likeness_class(&finding->likeness, one->form, other->form) <= AL_LIKE_40;
}

/* Words that stand near each other and are spellings of one word; before they are sorted. */
static bool find_respelt(finding *finding)
{
    for (size_t i = 0; i < finding->n_occurrences; i++) {
        const occurrence *one = &finding->occurrences[i];
        for (size_t k = i + 1; k < finding->n_occurrences && k <= i + MOST_NEAR; k++) {
            const occurrence *other = &finding->occurrences[k];
            bool apart = other->row > one->row && other->form != one->form;
            if (apart && may_be_one(finding, one, other) && !add_link(finding, one, other))
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
            if (form_at(finding, row, s) == AL_NO_WORD)
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
        if (al_varies(&finding->varying, row) && !note_row(finding, row))
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

/* How many words of a link are taken already; with `take`, take them. */
static uint32_t count_used(finding *finding, const al_link *link, bool take)
{
    uint32_t used = 0, from = link->from, to = link->to;
    for (uint32_t i = 0; i < link->n; i++) {
        uint32_t one = word_at(finding, from, link->a), other = word_at(finding, to, link->b);
        used += finding->used[0][one] || finding->used[1][other];
        if (take)
            finding->used[0][one] = finding->used[1][other] = true;
        if (i + 1 < link->n) {
            from = step(finding, from, link->a, true);
            to = step(finding, to, link->b, true);
        }
    }
    return used;
}

static bool choose(finding *finding)
{
    size_t words = finding->varying.n_words, kept = 0;
    for (int side = 0; side < 2; side++) {
        finding->used[side] = al_allocate_zero(finding->allocator, words, sizeof(bool));
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
                al_varying_init(&finding.varying, collation, &finding.likeness) &&
                find_extents(&finding) && find_seeds(&finding) && choose(&finding) &&
                name_witnesses(&finding);
    al_varying_release(&finding.varying);
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
