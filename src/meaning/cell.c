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
#include "words/word_cursor.h"

#include <string.h>

/* Words of a kept stretch in which an end of the sentence is looked for, from either end. */
enum { most_kept = 60 };

/*
 * Changes of a cell, which are held against each other: a sentence of so many was rewritten, and a
 * text without an end of a sentence would be one cell.
 */
enum { most_changes = 256 };

/* Whether the one begins in both texts where the other ends. */
static bool are_neighbours(const al_change *first, const al_change *second)
{
    return first->original.end == second->original.start &&
           first->telling.end == second->telling.start;
}

/* What a change is to the one before it, where words moved near by. */
enum { as_listed, begins, goes_along, is_foreign };

/*
 * Neighbours in the list are neighbours in both texts only where nothing moved: else a change would
 * be judged with others in one direction than in the other. So passages are marked in which words
 * moved, and what is outside of passages where anything did.
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

static bool has_both(const al_change *change)
{
    return change->kind == ALMOST_SAME || change->kind == ALMOST_DIFFERENT ||
           change->kind == ALMOST_MOVED;
}

/*
 * Whether a change that is only missing or new lies between two others: its place in the text that
 * has nothing of it says little where words moved.
 */
static bool lies_between(const al_change *first, const al_change *last, const al_change *change)
{
    bool missing = change->kind == ALMOST_MISSING;
    al_range mine = missing ? change->original : change->telling;
    uint32_t start = missing ? first->original.end : first->telling.end;
    uint32_t end = missing ? last->original.start : last->telling.start;
    return mine.start >= start && mine.end <= end;
}

/*
 * Whether nothing but what is missing or new stands between two changes of the list that have both
 * texts, in either text: the same whichever text is listed.
 */
static bool are_linked(const al_cells *cells, size_t first, size_t last)
{
    const al_change *a = &cells->changes[first], *b = &cells->changes[last];
    bool edge = a->passage == 0 || b->passage == 0;
    if (a->kind == ALMOST_MOVED || b->kind == ALMOST_MOVED || (a->passage != b->passage && !edge) ||
        a->original.end > b->original.start || a->telling.end > b->telling.start)
        return false;
    uint32_t missing = 0;
    for (size_t i = first + 1; i < last; i++) {
        const al_change *between = &cells->changes[i];
        if (!lies_between(a, b, between))
            continue;
        if (between->apart)
            return false;
        missing += between->original.end - between->original.start;
    }
    return b->original.start - a->original.end == missing;
}

/* Say of each change behind `first`, up to `last`, what it is to the one before it. */
static void link(al_cells *cells, size_t first, size_t last)
{
    bool crossed = false;
    for (size_t i = first; i <= last && !crossed; i++)
        crossed = cells->crossed[cells->changes[i].passage];
    if (!crossed)
        return;
    bool linked = are_linked(cells, first, last);
    for (size_t i = first + 1; i <= last; i++) {
        bool inside = i == last || lies_between(&cells->changes[first], &cells->changes[last],
                                                &cells->changes[i]);
        cells->links[i] = !linked ? begins : inside ? goes_along : is_foreign;
    }
}

static void link_all(al_cells *cells)
{
    size_t last = SIZE_MAX;
    for (size_t i = 0; i < cells->n; i++) {
        if (!has_both(&cells->changes[i])) {
            cells->links[i] = cells->crossed[0] && last == SIZE_MAX ? begins : as_listed;
            continue;
        }
        if (last != SIZE_MAX)
            link(cells, last, i);
        last = i;
    }
    for (size_t i = last == SIZE_MAX ? 0 : last + 1; i < cells->n; i++)
        cells->links[i] = begins;
}

/* The words of all changes on both sides: the steps ask for them some ten times each. */
static void find_words(al_cells *cells)
{
    for (int s = 0; s < 2; s++) {
        al_word_cursor cursor = {.side = &cells->sides[s]};
        for (size_t i = 0; i < cells->n; i++)
            cells->words[2 * i + (size_t)s] =
                al_word_cursor_range(&cursor, al_cells_bytes(cells, i, s));
    }
}

almost_status al_cells_init(al_cells *cells, const al_side sides[2], int original,
                            const al_change *changes, size_t n, const almost_allocator *allocator,
                            almost_error *error)
{
    uint32_t passages = 0;
    for (size_t i = 0; i < n; i++)
        passages = changes[i].passage > passages ? changes[i].passage : passages;
    *cells = (al_cells){.sides = sides,
                        .changes = changes,
                        .n = n,
                        .until = n,
                        .original = original,
                        .allocator = allocator};
    cells->crossed = al_allocate_zero(allocator, (size_t)passages + 1, 1);
    cells->words = al_allocate(allocator, n + 1, 2 * sizeof *cells->words);
    if (cells->crossed == NULL || cells->words == NULL) {
        al_cells_release(cells);
        return al_fail_memory(error);
    }
    mark_crossed(cells);
    find_words(cells);
    return ALMOST_OK;
}

almost_status al_cells_link(al_cells *cells, almost_error *error)
{
    if (!cells->crossed[0])
        return ALMOST_OK;
    cells->links = al_allocate_zero(cells->allocator, cells->n + 1, 1);
    if (cells->links == NULL)
        return al_fail_memory(error);
    link_all(cells);
    return ALMOST_OK;
}

void al_cells_release(al_cells *cells)
{
    al_release(cells->allocator, cells->crossed);
    al_release(cells->allocator, cells->links);
    al_release(cells->allocator, cells->words);
}

bool al_cells_foreign(const al_cells *cells, size_t change)
{
    return cells->links != NULL && cells->links[change] == is_foreign;
}

size_t al_cells_before(const al_cells *cells, size_t change)
{
    while (change > 0 && al_cells_foreign(cells, change - 1))
        change--;
    return change;
}

size_t al_cells_behind(const al_cells *cells, size_t change)
{
    for (change++; change < cells->n && al_cells_foreign(cells, change);)
        change++;
    return change;
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

/*
 * Whether one blank, or a comma or semicolon and a blank, part a word from a letter before it: most
 * words are passed over by that.
 */
static inline bool follows_letter(const al_side *side, uint32_t word)
{
    const char *bytes = side->text->bytes;
    uint32_t end = side->spans[word - 1].end, blank = end;
    blank += bytes[end] == ',' || bytes[end] == ';';
    return side->spans[word].start == blank + 1 && bytes[blank] == ' ' && end > 0 &&
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

/* The side of a change that is missing or new, on which it has its words; -1 for others. */
static int full_side(const al_cells *cells, const al_change *change)
{
    if (change->kind != ALMOST_MISSING && change->kind != ALMOST_ADDED)
        return -1;
    return (change->kind == ALMOST_MISSING) == (cells->original == 0) ? 0 : 1;
}

bool al_cells_long(al_cells *cells, size_t change)
{
    int full = full_side(cells, &cells->changes[change]);
    if (full < 0)
        return false;
    al_range bytes = al_cells_bytes(cells, change, full);
    if (bytes.end - bytes.start < 2 * AL_CELL_STRETCH) /* letters and blanks */
        return false;
    al_range words = al_cells_words(cells, change, full);
    return words.end - words.start >= AL_CELL_STRETCH;
}

bool al_cells_whole(al_cells *cells, size_t change)
{
    enum { least_words = 8 };
    const al_change *it = &cells->changes[change];
    int full = full_side(cells, it);
    if (full < 0)
        return false;
    al_range bytes = al_cells_bytes(cells, change, full);
    if (bytes.end - bytes.start < 2 * least_words) /* letters and blanks */
        return false;
    al_range words = al_cells_words(cells, change, full);
    const al_side *mine = &cells->sides[full];
    if (words.end - words.start < least_words || !ends_before(mine, words.start) ||
        !ends_before(mine, words.end))
        return false;
    if (cells->crossed[it->passage])
        return true; /* where it would stand in the other text nobody knows */
    al_range place = al_cells_words(cells, change, 1 - full);
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
static bool goes_on(const al_cells *cells, size_t at)
{
    const al_change *second = &cells->changes[at], *first = second - 1;
    if (cells->links != NULL && cells->links[at] != as_listed)
        return cells->links[at] == goes_along;
    if (cells->crossed[first->passage] || cells->crossed[second->passage] || first->apart ||
        second->apart)
        return false;
    bool edge = first->passage == 0 || second->passage == 0;
    return (first->passage == second->passage || edge) && are_neighbours(first, second) &&
           first->kind != ALMOST_MOVED && second->kind != ALMOST_MOVED;
}

static void words_of(const al_cells *cells, size_t change, al_range words[2])
{
    for (int s = 0; s < 2; s++)
        words[s] = al_cells_words(cells, change, s);
}

/* What stands before the first change of a cell. */
static void find_lead(al_cells *cells, size_t first, al_range lead[2])
{
    for (int s = 0; s < 2; s++)
        lead[s] = (al_range){0, 0};
    size_t before = al_cells_before(cells, first);
    if (before == 0 || !is_kept(&cells->changes[before - 1]) || !goes_on(cells, first))
        return;
    al_range words[2];
    words_of(cells, before - 1, words);
    find_last_end(cells, words, lead);
}

/* A change of its own, of no cell. */
static bool next_foreign(al_cells *cells, al_cell *cell, al_range lead[2], al_range trail[2])
{
    size_t at = cells->next_foreign;
    while (cells->links != NULL && at < cells->until && !al_cells_foreign(cells, at))
        at++;
    if (cells->links == NULL || at >= cells->until)
        return false;
    cell->first = cell->last = at;
    for (int s = 0; s < 2; s++)
        lead[s] = trail[s] = (al_range){0, 0};
    cells->next_foreign = at + 1;
    return true;
}

static bool is_changed(const al_cells *cells, size_t at)
{
    return !is_kept(&cells->changes[at]) && cells->changes[at].kind != ALMOST_MOVED &&
           !al_cells_foreign(cells, at);
}

size_t al_cells_seam(const al_cells *cells, size_t from)
{
    for (size_t at = from; at < cells->n; at++) {
        if (!is_kept(&cells->changes[at]) || al_cells_foreign(cells, at))
            continue;
        al_range words[2], unused[2];
        words_of(cells, at, words);
        if (find_first_end(cells, words, unused))
            return at;
    }
    return cells->n;
}

al_cells al_cells_part(const al_cells *cells, size_t start, size_t end)
{
    al_cells part = *cells;
    part.next = part.next_foreign = start;
    part.until = end;
    return part;
}

bool al_cells_next(al_cells *cells, al_cell *cell, al_range lead[2], al_range trail[2])
{
    size_t at = cells->next;
    while (at < cells->until && !is_changed(cells, at))
        at++;
    if (at >= cells->until)
        return next_foreign(cells, cell, lead, trail);
    cell->first = cell->last = at;
    find_lead(cells, at, lead);
    for (int s = 0; s < 2; s++)
        trail[s] = (al_range){0, 0};
    uint32_t changed = 1;
    for (at = al_cells_behind(cells, at);
         at < cells->n && changed < most_changes && goes_on(cells, at);
         at = al_cells_behind(cells, at)) {
        if (!is_kept(&cells->changes[at])) {
            cell->last = at;
            changed++;
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
