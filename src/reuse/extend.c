/* SPDX-License-Identifier: Apache-2.0 */
/* Aligning letters from a place on, and giving up. */
#include "reuse/extend.h"

#include "reuse/letters.h"

enum { DEAD = INT32_MIN / 2 };

void al_extender_release(al_extender *extender)
{
    al_release(extender->allocator, extender->best);
    al_release(extender->allocator, extender->vertical);
    *extender = (al_extender){.allocator = extender->allocator, .clock = extender->clock};
}

/* A strand in one direction: letter k is first[k * step]. */
typedef struct line {
    const uint8_t *first;
    ptrdiff_t step;
    size_t n;
} line;

static line line_of(al_strand strand, bool forwards)
{
    if (forwards)
        return (line){strand.letters + strand.at, 1, strand.n - strand.at};
    return (line){strand.letters + strand.at - (strand.at > 0), -1, strand.at};
}

static inline uint8_t letter_at(const line *line, size_t k)
{
    return line->first[(ptrdiff_t)k * line->step];
}

static inline bool alike(uint8_t a, uint8_t b)
{
    return ((a ^ b) & AL_LETTER_CODE) == 0;
}

/* Whether `taken` letters end where a word does (forwards), or begin where one does. */
static inline bool at_edge(const line *line, size_t taken)
{
    if (line->step < 0)
        return taken > 0 && (letter_at(line, taken - 1) & AL_LETTER_BEGINS) != 0;
    return taken == line->n || (letter_at(line, taken) & AL_LETTER_BEGINS) != 0;
}

/* The two lines, and the best that was found. */
typedef struct extension {
    line a, b;
    al_reach best;
    int32_t value; /* of the best: its score, and what its end is worth */
    int32_t top;   /* highest score */
    int32_t drop;
} extension;

static inline void consider(extension *found, size_t i, size_t j, int32_t score)
{
    if (score > found->top)
        found->top = score;
    if (score + AL_WORD_END <= found->value)
        return;
    int32_t value = score + (at_edge(&found->a, i) && at_edge(&found->b, j) ? AL_WORD_END : 0);
    if (value > found->value) {
        found->value = value;
        found->best = (al_reach){(uint32_t)i, (uint32_t)j, score};
    }
}

/* The letters that are alike from the start: most of what is copied, without a table. */
static size_t run(extension *found)
{
    size_t most = found->a.n < found->b.n ? found->a.n : found->b.n, k = 0;
    while (k < most && alike(letter_at(&found->a, k), letter_at(&found->b, k))) {
        k++;
        consider(found, k, k, (int32_t)k * AL_LETTER_SAME);
    }
    return k;
}

static bool make_room(al_extender *extender, size_t columns)
{
    return al_grow(extender->allocator, (void **)&extender->best, &extender->capacity, columns,
                   sizeof *extender->best) &&
           al_grow(extender->allocator, (void **)&extender->vertical, &extender->other_capacity,
                   columns, sizeof *extender->vertical);
}

/* Columns that are not given up, of a table that begins behind the run. */
typedef struct band {
    size_t start, end;
} band;

/* The first row: gaps in the first text. */
static bool open_row(al_extender *extender, const extension *found, size_t columns, int32_t score,
                     band *band)
{
    *band = (struct band){0, 0};
    for (size_t j = 0; j <= columns; j++) {
        int32_t here = j == 0 ? score : score + AL_GAP_OPEN + AL_GAP_LETTER * (int32_t)j;
        if (here < found->top - found->drop)
            break;
        if (!make_room(extender, j + 2))
            return false;
        extender->best[j] = here;
        extender->vertical[j] = DEAD;
        band->end = j + 1;
    }
    return true;
}

static inline int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/*
 * Row i of the table: the letter i of the first text, behind the run of `skipped` letters. Columns
 * whose score has fallen too far are given up.
 */
static bool next_row(al_extender *extender, extension *found, size_t i, size_t skipped,
                     size_t columns, band *band)
{
    uint8_t letter = letter_at(&found->a, skipped + i - 1);
    int32_t diagonal = DEAD, horizontal = DEAD;
    size_t start = band->start, end = band->end, alive = SIZE_MAX, last = 0;
    for (size_t j = start; j <= columns && (j < end || horizontal > DEAD); j++) {
        if (j >= end) {
            if (!make_room(extender, j + 2))
                return false;
            extender->best[j] = extender->vertical[j] = DEAD;
        }
        int32_t above = extender->best[j], here = DEAD;
        int32_t vertical =
            larger(extender->vertical[j] + AL_GAP_LETTER, above + AL_GAP_OPEN + AL_GAP_LETTER);
        if (j > 0 && diagonal > DEAD)
            here =
                diagonal + (alike(letter, letter_at(&found->b, skipped + j - 1)) ? AL_LETTER_SAME
                                                                                 : AL_LETTER_OTHER);
        here = larger(here, larger(vertical, horizontal));
        diagonal = above;
        if (here < found->top - found->drop) {
            extender->best[j] = extender->vertical[j] = DEAD;
            horizontal = DEAD;
            continue;
        }
        consider(found, skipped + i, skipped + j, here);
        extender->best[j] = here;
        extender->vertical[j] = vertical;
        horizontal = larger(horizontal + AL_GAP_LETTER, here + AL_GAP_OPEN + AL_GAP_LETTER);
        alive = alive == SIZE_MAX ? j : alive;
        last = j;
    }
    *band = alive == SIZE_MAX ? (struct band){0, 0} : (struct band){alive, last + 1};
    return true;
}

bool al_extend(al_extender *extender, al_strand a, al_strand b, bool forwards, int32_t drop,
               al_reach *out)
{
    extension found = {.a = line_of(a, forwards), .b = line_of(b, forwards), .drop = drop};
    size_t skipped = run(&found);
    size_t rows = found.a.n - skipped, columns = found.b.n - skipped;
    band band;
    bool whole = open_row(extender, &found, columns, (int32_t)skipped * AL_LETTER_SAME, &band);
    for (size_t i = 1; i <= rows && band.start < band.end && whole; i++)
        whole = next_row(extender, &found, i, skipped, columns, &band) &&
                !al_clock_late(&extender->clock, band.end - band.start);
    if (whole)
        *out = found.best;
    return whole;
}
