/* SPDX-License-Identifier: Apache-2.0 */
/* Aligning letters from a place on, and giving up. */
#include "reuse/extend.h"

#include "reuse/letters.h"

enum {
    DEAD = INT32_MIN / 2,
    RUN = 8 /* letters alike, after which what was behind before stays so: a table begins anew */
};

void al_extender_release(al_extender *extender)
{
    al_release(extender->allocator, extender->cells);
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
    al_reach top;  /* highest score */
    int32_t drop;
} extension;

static inline void consider(extension *found, size_t i, size_t j, int32_t score)
{
    if (score > found->top.score)
        found->top = (al_reach){(uint32_t)i, (uint32_t)j, score};
    if (score + AL_WORD_END <= found->value)
        return;
    int32_t value = score + (at_edge(&found->a, i) && at_edge(&found->b, j) ? AL_WORD_END : 0);
    if (value > found->value) {
        found->value = value;
        found->best = (al_reach){(uint32_t)i, (uint32_t)j, score};
    }
}

/* From the top on, the letters that are alike: most of what is copied, without a table. */
static void run(extension *found)
{
    while (found->top.a < found->a.n && found->top.b < found->b.n &&
           alike(letter_at(&found->a, found->top.a), letter_at(&found->b, found->top.b)))
        consider(found, found->top.a + 1, found->top.b + 1, found->top.score + AL_LETTER_SAME);
}

/* Whether enough letters behind the top are alike for what else is under way to be behind. */
static bool runs_on(const extension *found)
{
    size_t left = found->a.n - found->top.a, other = found->b.n - found->top.b;
    if (left < RUN || other < RUN)
        return false;
    for (size_t k = 0; k < RUN; k++)
        if (!alike(letter_at(&found->a, found->top.a + k), letter_at(&found->b, found->top.b + k)))
            return false;
    return true;
}

/* A table that begins at a cell, and the columns of its last row that are not given up. */
typedef struct band {
    size_t a, b; /* letters before the table */
    size_t columns;
    size_t start, end;
} band;

static bool make_room(al_extender *extender, const band *band, size_t columns)
{
    size_t most = band->columns + 1;
    return al_grow(extender->allocator, (void **)&extender->cells, &extender->capacity,
                   columns < most ? columns : most, sizeof *extender->cells);
}

/* The first row: gaps in the first text. */
static bool open_row(al_extender *extender, const extension *found, band *band)
{
    int32_t score = found->top.score;
    *band =
        (struct band){.a = found->top.a, .b = found->top.b, .columns = found->b.n - found->top.b};
    if (!make_room(extender, band, (size_t)found->drop + 1))
        return false;
    for (size_t j = 0; j <= band->columns; j++) {
        int32_t here = j == 0 ? score : score + AL_GAP_OPEN + AL_GAP_LETTER * (int32_t)j;
        if (here < score - found->drop)
            break;
        extender->cells[j] = (al_extended){here, DEAD};
        band->end = j + 1;
    }
    return true;
}

static inline int32_t larger(int32_t a, int32_t b)
{
    return a > b ? a : b;
}

/*
 * Row i of the table: one letter more of the first text. Columns whose score has fallen too far are
 * given up. Beyond the row before there are no more than gaps, which fall by every letter, so that
 * room for `drop` columns is enough.
 */
static bool next_row(al_extender *extender, extension *found, size_t i, band *band)
{
    uint8_t letter = letter_at(&found->a, band->a + i - 1);
    if (!make_room(extender, band, band->end + (size_t)found->drop + 1))
        return false;
    al_extended *cells = extender->cells;
    int32_t diagonal = DEAD, horizontal = DEAD;
    size_t end = band->end, alive = SIZE_MAX, last = 0;
    for (size_t j = band->start; j <= band->columns && (j < end || horizontal > DEAD); j++) {
        al_extended above = j < end ? cells[j] : (al_extended){DEAD, DEAD};
        int32_t vertical =
            larger(above.vertical + AL_GAP_LETTER, above.best + AL_GAP_OPEN + AL_GAP_LETTER);
        int32_t here = larger(vertical, horizontal);
        if (diagonal > DEAD)
            here = larger(here, diagonal + (alike(letter, letter_at(&found->b, band->b + j - 1))
                                                ? AL_LETTER_SAME
                                                : AL_LETTER_OTHER));
        diagonal = above.best;
        if (here < found->top.score - found->drop) {
            cells[j] = (al_extended){DEAD, DEAD};
            horizontal = DEAD;
            continue;
        }
        consider(found, band->a + i, band->b + j, here);
        cells[j] = (al_extended){here, vertical};
        horizontal = larger(horizontal + AL_GAP_LETTER, here + AL_GAP_OPEN + AL_GAP_LETTER);
        alive = alive == SIZE_MAX ? j : alive;
        last = j;
    }
    band->start = alive == SIZE_MAX ? 0 : alive;
    band->end = alive == SIZE_MAX ? 0 : last + 1;
    return true;
}

/* One table, to its end or to where letters run on alike. False: memory, or time. */
static bool extend_table(al_extender *extender, extension *found, bool *runs)
{
    band band;
    bool whole = open_row(extender, found, &band);
    size_t rows = found->a.n - found->top.a;
    *runs = false;
    for (size_t i = 1; i <= rows && band.start < band.end && whole && !*runs; i++) {
        whole = next_row(extender, found, i, &band) &&
                !al_clock_late(&extender->clock, band.end - band.start);
        *runs = found->top.a == band.a + i && runs_on(found);
    }
    return whole;
}

bool al_extend(al_extender *extender, al_strand a, al_strand b, bool forwards, int32_t drop,
               al_reach *out)
{
    extension found = {.a = line_of(a, forwards), .b = line_of(b, forwards), .drop = drop};
    bool whole = true;
    for (bool runs = true; runs && whole;) {
        run(&found);
        whole = extend_table(extender, &found, &runs);
    }
    if (whole)
        *out = found.best;
    return whole;
}
