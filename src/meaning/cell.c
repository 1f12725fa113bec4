/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting changes into cells. A kept stretch is looked through from both ends:
 * for the first end of a sentence behind the changes before it, and the last
 * one before the changes behind it. Where it has none, and is short, the cell
 * goes on through it.
 */
#include "meaning/cell.h"

#include "base/error.h"
#include "words/sentences.h"

#include <string.h>

/* Words of a kept stretch in which an end of the sentence is looked for, from either end. */
enum { most_kept = 60 };

/* Whether the one begins in both texts where the other ends. */
static bool are_neighbours(const al_change *first, const al_change *second)
{
    return first->original.end == second->original.start &&
           first->telling.end == second->telling.start;
}

/*
 * Neighbours in the list are neighbours in both texts only where nothing moved: else a change would
 * be judged with others in one direction than in the other. So each change of a passage in which
 * words moved is a cell of its own, and outside of passages where anything did.
 */
static void mark_crossed(al_cells *cells)
{
    for (size_t i = 0; i < cells->n; i++) {
        const al_change *change = &cells->changes[i];
        if (change->kind == ALMOST_MOVED)
            cells->crossed[change->passage] = 1;
        if (change->kind == ALMOST_MOVED || (i > 0 && !are_neighbours(change - 1, change)))
            cells->crossed[0] = 1;
    }
}

almost_status al_cells_init(al_cells *cells, const al_side sides[2], int original,
                            const al_change *changes, size_t n, const almost_allocator *allocator,
                            almost_error *error)
{
    uint32_t passages = 0;
    for (size_t i = 0; i < n; i++)
        passages = changes[i].passage > passages ? changes[i].passage : passages;
    *cells = (al_cells){
        .sides = sides, .changes = changes, .n = n, .original = original, .allocator = allocator};
    cells->crossed = al_allocate_zero(allocator, (size_t)passages + 1, 1);
    if (cells->crossed == NULL)
        return al_fail_memory(error);
    mark_crossed(cells);
    return ALMOST_OK;
}

void al_cells_release(al_cells *cells)
{
    al_release(cells->allocator, cells->crossed);
}

/* The first word from `hint` on, or before it, that begins at byte `place` or behind it. */
static uint32_t word_at(const al_side *side, uint32_t hint, uint32_t place)
{
    uint32_t low = hint < side->n_words ? hint : side->n_words, high, step = 1;
    if (low > 0 && (low == side->n_words || side->spans[low].start >= place)) {
        high = low; /* it lies at `low` or before */
        for (; low > 0 && side->spans[low - 1].start >= place; step *= 2) {
            high = low;
            low = low > step ? low - step : 0;
        }
    } else {
        high = low;
        for (; high < side->n_words && side->spans[high].start < place; step *= 2) {
            low = high;
            high = side->n_words - high > step ? high + step : side->n_words;
        }
    }
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (side->spans[middle].start < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

al_range al_cells_words(al_cells *cells, int side, al_range bytes)
{
    const al_side *mine = &cells->sides[side];
    uint32_t start = word_at(mine, cells->place[side], bytes.start);
    uint32_t end = bytes.end > bytes.start ? word_at(mine, start, bytes.end) : start;
    cells->place[side] = end;
    return (al_range){start, end};
}

static bool is_kept(const al_change *change)
{
    return change->kind == ALMOST_SAME;
}

/*
 * Whether a word has the stop of its sentence in it, as words that blanks part do. No dictionary of
 * abbreviations is asked: both texts have to agree on the end.
 */
static bool holds_stop(const al_side *side, uint32_t word)
{
    const char *bytes = side->text->bytes;
    uint32_t start = side->spans[word].start, end = side->spans[word].end;
    while (end > start && ((unsigned char)bytes[end - 1] >= 0x80 || bytes[end - 1] == '"' ||
                           bytes[end - 1] == '\'' || bytes[end - 1] == ')'))
        end--;
    return end > start + 1 && strchr(".!?", bytes[end - 1]) != NULL;
}

/* Whether one blank parts a word from a letter before it: most words are passed over by that. */
static inline bool follows_letter(const al_side *side, uint32_t word)
{
    const char *bytes = side->text->bytes;
    uint32_t end = side->spans[word - 1].end;
    return side->spans[word].start == end + 1 && bytes[end] == ' ' && end > 0 &&
           (bytes[end - 1] | 32) >= 'a' && (bytes[end - 1] | 32) <= 'z';
}

/* Whether a sentence ends before word `word` of a side. */
static bool ends_before(const al_side *side, uint32_t word)
{
    if (word == 0 || word >= side->n_words)
        return true;
    if (follows_letter(side, word))
        return false;
    return al_border_before(&side->slice, side->spans[word - 1], side->spans[word]) >=
               AL_BORDER_SENTENCE ||
           holds_stop(side, word - 1);
}

static bool ends_both(const al_cells *cells, const uint32_t words[2])
{
    return ends_before(&cells->sides[0], words[0]) && ends_before(&cells->sides[1], words[1]);
}

bool al_cells_whole(al_cells *cells, size_t change)
{
    enum { least_words = 8 };
    const al_change *it = &cells->changes[change];
    if (it->kind != ALMOST_MISSING && it->kind != ALMOST_ADDED)
        return false;
    int full = (it->kind == ALMOST_MISSING) == (cells->original == 0) ? 0 : 1;
    al_range words = al_cells_words(cells, full, al_cells_bytes(cells, change, full));
    const al_side *mine = &cells->sides[full];
    if (words.end - words.start < least_words || !ends_before(mine, words.start) ||
        !ends_before(mine, words.end))
        return false;
    if (cells->crossed[it->passage])
        return true; /* where it would stand in the other text nobody knows */
    al_range place = al_cells_words(cells, 1 - full, al_cells_bytes(cells, change, 1 - full));
    return ends_before(&cells->sides[1 - full], place.start);
}

/* The words of a kept stretch that still belong to the sentence before it; all of them: no end. */
static bool find_first_end(const al_cells *cells, const al_range words[2], al_range out[2])
{
    uint32_t n = words[0].end - words[0].start;
    bool equal = n == words[1].end - words[1].start;
    for (uint32_t i = 0; equal && i < n && i <= most_kept; i++) {
        uint32_t at[2] = {words[0].start + i, words[1].start + i};
        if (ends_both(cells, at)) {
            for (int s = 0; s < 2; s++)
                out[s] = (al_range){words[s].start, at[s]};
            return true;
        }
    }
    for (int s = 0; s < 2; s++) {
        out[s] = words[s];
        if (out[s].end - out[s].start > most_kept)
            out[s].end = out[s].start + most_kept;
    }
    return n > most_kept || !equal;
}

/* The words of a kept stretch that belong to the sentence behind it. */
static void find_last_end(const al_cells *cells, const al_range words[2], al_range out[2])
{
    uint32_t n = words[0].end - words[0].start;
    bool equal = n == words[1].end - words[1].start;
    for (int s = 0; s < 2; s++) {
        out[s] = words[s];
        if (out[s].end - out[s].start > most_kept)
            out[s].start = out[s].end - most_kept;
    }
    for (uint32_t i = 0; equal && i < n && i <= most_kept; i++) {
        uint32_t at[2] = {words[0].end - i, words[1].end - i};
        if (ends_both(cells, at)) {
            for (int s = 0; s < 2; s++)
                out[s].start = at[s];
            return;
        }
    }
}

/*
 * Whether the two stand in one row of the text: a move or another passage parts them, but not what
 * a passage leaves over at its edges.
 */
static bool goes_on(const al_cells *cells, const al_change *first, const al_change *second)
{
    if (cells->crossed[first->passage] || cells->crossed[second->passage] || first->sentences ||
        second->sentences)
        return false;
    bool edge = first->passage == 0 || second->passage == 0;
    return (first->passage == second->passage || edge) && are_neighbours(first, second) &&
           first->kind != ALMOST_MOVED && second->kind != ALMOST_MOVED;
}

static void words_of(al_cells *cells, size_t change, al_range words[2])
{
    for (int s = 0; s < 2; s++)
        words[s] = al_cells_words(cells, s, al_cells_bytes(cells, change, s));
}

/* What stands before the first change of a cell. */
static void find_lead(al_cells *cells, size_t first, al_range lead[2])
{
    for (int s = 0; s < 2; s++)
        lead[s] = (al_range){0, 0};
    if (first == 0 || !is_kept(&cells->changes[first - 1]) ||
        !goes_on(cells, &cells->changes[first - 1], &cells->changes[first]))
        return;
    al_range words[2];
    words_of(cells, first - 1, words);
    find_last_end(cells, words, lead);
}

bool al_cells_next(al_cells *cells, al_cell *cell, al_range lead[2], al_range trail[2])
{
    size_t at = cells->next;
    while (at < cells->n &&
           (is_kept(&cells->changes[at]) || cells->changes[at].kind == ALMOST_MOVED))
        at++;
    if (at == cells->n)
        return false;
    cell->first = cell->last = at;
    find_lead(cells, at, lead);
    for (int s = 0; s < 2; s++)
        trail[s] = (al_range){0, 0};
    for (at++; at < cells->n && goes_on(cells, &cells->changes[at - 1], &cells->changes[at]);
         at++) {
        if (!is_kept(&cells->changes[at])) {
            cell->last = at;
            for (int s = 0; s < 2; s++)
                trail[s] = (al_range){0, 0};
            continue;
        }
        al_range words[2];
        words_of(cells, at, words);
        if (find_first_end(cells, words, trail))
            break;
    }
    cells->next = cell->last + 1;
    return true;
}

void al_cell_release(al_cell *cell)
{
    for (int s = 0; s < 2; s++) {
        al_tokens_release(&cell->tokens[s]);
        al_items_release(&cell->items[s]);
    }
}
