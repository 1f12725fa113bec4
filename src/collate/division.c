/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A window of a few rows is one place when what a witness has in it, without the white space, is
 * what another has as its only word there: the same letters, or nearly, and nearer than each of the
 * parts is by itself, and all but one at an end, so that an article left out is no division.
 */
#include "collate/division.h"

#include "base/edits.h"
#include "base/search.h"
#include "collate/joined.h"
#include "collate/kept.h"

enum {
    MOST_ROWS = 4,  /* of a window: `in as much as` */
    MOST_FORMS = 16 /* different readings of a window that are looked at on either side */
};

/* Edits of five letters that may be between the words and the one: as near as AL_LIKE_80. */
enum { LETTERS_AN_EDIT = 5 };

/* Witnesses that may divide a word for one that does not, where their words have no own rows. */
static const double most_for_one = 2;

/* What a witness has in a window. */
typedef struct reading {
    uint32_t forms[MOST_ROWS];
    uint32_t n;
    double weight; /* of the witnesses that have it */
    bool divided;  /* its words are another's one, or it is that one */
} reading;

typedef struct dividing {
    almost_collation *collation;
    const al_fixed *fixed;
    uint32_t *rows;          /* of each word of `fixed`; NULL: nothing is */
    uint64_t *places;        /* of each letter: where the one word has it; 0 between calls */
    bool *full;              /* of each row: all have a word in it */
    bool *merged;            /* of each row: it is one with the row before */
    uint32_t n_merged;       /* rows */
    reading one[MOST_FORMS]; /* of the window in hand: those of one word */
    uint32_t n_one;
    reading several[MOST_FORMS];
    uint32_t n_several;
} dividing;

/* --- Whether words are another's one -----------------------------------------------------------
 */

static uint32_t edits_of(const dividing *dividing, const al_form_letters *one,
                         const uint32_t *forms, uint32_t n)
{
    al_edits edits = al_edits_begin(one->n);
    for (uint32_t i = 0; i < n; i++) {
        const al_form_letters *part = &dividing->collation->tradition.forms[forms[i]];
        for (uint32_t k = 0; k < part->n; k++)
            al_edits_step(&edits, dividing->places[part->letters[k]]);
    }
    return edits.n;
}

static uint64_t letters_of(const dividing *dividing, const reading *reading)
{
    uint64_t letters = 0;
    for (uint32_t i = 0; i < reading->n; i++)
        letters += dividing->collation->tradition.forms[reading->forms[i]].n;
    return letters;
}

/* Note where the one word has its letters. */
static void mark(const dividing *dividing, const al_form_letters *one)
{
    for (uint32_t i = 0; i < one->n; i++)
        dividing->places[one->letters[i]] |= UINT64_C(1) << i;
}

static void unmark(const dividing *dividing, const al_form_letters *one)
{
    for (uint32_t i = 0; i < one->n; i++)
        dividing->places[one->letters[i]] = 0;
}

/* Whether the words are nearer to the one than each by itself, and than all but the first or last.
 */
static bool is_nearest(const dividing *dividing, const al_form_letters *one, const reading *several,
                       uint32_t edits)
{
    const uint32_t *forms = several->forms, n = several->n;
    for (uint32_t i = 0; i < n; i++)
        if (edits >= edits_of(dividing, one, forms + i, 1))
            return false;
    return edits < edits_of(dividing, one, forms + 1, n - 1) &&
           edits < edits_of(dividing, one, forms, n - 1);
}

static bool is_divided(const dividing *dividing, uint32_t form, const reading *several)
{
    const al_form_letters *one = &dividing->collation->tradition.forms[form];
    uint64_t letters = letters_of(dividing, several);
    uint64_t longer = letters > one->n ? letters : one->n;
    uint64_t apart = letters > one->n ? letters - one->n : one->n - letters;
    if (one->n < 2 || one->n > AL_EDITS_LETTERS || apart * LETTERS_AN_EDIT > longer)
        return false;
    mark(dividing, one);
    uint32_t edits = edits_of(dividing, one, several->forms, several->n);
    bool divided =
        (uint64_t)edits * LETTERS_AN_EDIT <= longer && is_nearest(dividing, one, several, edits);
    unmark(dividing, one);
    return divided;
}

/* --- Windows ------------------------------------------------------------------------------------
 */

/* UINT32_MAX: it has no word there. */
static uint32_t form_at(const dividing *dividing, uint32_t row, uint32_t s)
{
    const al_columns *table = &dividing->collation->table;
    uint32_t word = table->words[(size_t)row * table->n_members + s];
    return word != AL_NO_WORD ? dividing->collation->tradition.sequences[s].forms[word]
                              : UINT32_MAX;
}

static bool same_reading(const reading *one, const reading *other)
{
    bool same = one->n == other->n;
    for (uint32_t i = 0; same && i < one->n; i++)
        same = one->forms[i] == other->forms[i];
    return same;
}

static void note(reading *readings, uint32_t *n, const reading *what)
{
    uint32_t i = 0;
    while (i < *n && !same_reading(&readings[i], what))
        i++;
    if (i == MOST_FORMS)
        return;
    if (i == *n) {
        readings[i] = *what;
        readings[(*n)++].weight = 0;
    }
    readings[i].weight += what->weight;
}

/* What a sequence has in `k` rows from `row` on; true: in the first and the last of them, too. */
static bool take_words(const dividing *dividing, uint32_t row, uint32_t k, uint32_t s,
                       reading *what)
{
    uint32_t last = UINT32_MAX, first = form_at(dividing, row, s);
    for (uint32_t i = 0; i < k; i++) {
        last = form_at(dividing, row + i, s);
        if (last != UINT32_MAX)
            what->forms[what->n++] = last;
    }
    return first != UINT32_MAX && last != UINT32_MAX;
}

/* What the sequences have in `k` rows from `row` on; of several words only what fills the window.
 */
static void read_window(dividing *dividing, uint32_t row, uint32_t k)
{
    const al_tradition *tradition = &dividing->collation->tradition;
    dividing->n_one = dividing->n_several = 0;
    for (uint32_t s = 0; s < tradition->n; s++) {
        reading what = {.weight = tradition->sequences[s].weight};
        bool fills = take_words(dividing, row, k, s, &what);
        if (what.n == 1)
            note(dividing->one, &dividing->n_one, &what);
        else if (fills)
            note(dividing->several, &dividing->n_several, &what);
    }
}

/*
 * Whether what is divided outweighs what else stands there in several words, and is not what nearly
 * all have: where one scribe of many writes two words as one, an editor keeps the places of both.
 */
static bool is_one_place(dividing *dividing)
{
    double divided = 0, others = 0, whole = 0;
    for (uint32_t i = 0; i < dividing->n_several; i++) {
        for (uint32_t k = 0; k < dividing->n_one; k++) {
            if (!is_divided(dividing, dividing->one[k].forms[0], &dividing->several[i]))
                continue;
            dividing->several[i].divided = dividing->one[k].divided = true;
        }
        *(dividing->several[i].divided ? &divided : &others) += dividing->several[i].weight;
    }
    for (uint32_t k = 0; k < dividing->n_one; k++)
        whole += dividing->one[k].divided ? dividing->one[k].weight : 0;
    return divided > 0 && divided >= others && whole * most_for_one >= divided;
}

/* Whether an editor wants two places for words of these rows. */
static bool are_apart(const dividing *dividing, uint32_t row, uint32_t k)
{
    const al_fixed *fixed = dividing->fixed;
    for (size_t i = 0; fixed != NULL && i < fixed->n_apart; i++) {
        uint32_t one = dividing->rows[fixed->firsts[fixed->apart[i].one]];
        uint32_t other = dividing->rows[fixed->firsts[fixed->apart[i].other]];
        if (one - row < k && other - row < k)
            return true;
    }
    return false;
}

/* The row behind the chapter that a row is in, or behind all. */
static uint32_t end_of_chapter(const almost_collation *collation, uint32_t row)
{
    const al_chapters_of *chapters = &collation->chapters;
    if (chapters->n == 0)
        return collation->table.n;
    return chapters->rows[al_first_from(chapters->rows, 0, (size_t)chapters->n + 1,
                                        sizeof *chapters->rows, 0, row + 1)];
}

/* The rows of the smallest window from `row` on that is one place; 1: there is none. */
static uint32_t find_window(dividing *dividing, uint32_t row)
{
    uint32_t rows = end_of_chapter(dividing->collation, row), full = dividing->full[row];
    for (uint32_t k = 2; k <= MOST_ROWS && row + k <= rows; k++) {
        full += dividing->full[row + k - 1];
        if (full > 1) /* a witness of one word lacks all rows but one */
            break;
        read_window(dividing, row, k);
        if (is_one_place(dividing) && !are_apart(dividing, row, k))
            return k;
    }
    return 1;
}

static bool is_full(const al_columns *table, uint32_t row)
{
    const uint32_t *words = table->words + (size_t)row * table->n_members;
    uint32_t s = 0;
    while (s < table->n_members && words[s] != AL_NO_WORD)
        s++;
    return s == table->n_members;
}

static void find_windows(dividing *dividing)
{
    const al_columns *table = &dividing->collation->table;
    for (uint32_t row = 0; row < table->n; row++)
        dividing->full[row] = is_full(table, row);
    for (uint32_t row = 0, k; row < table->n; row += k) {
        k = find_window(dividing, row);
        for (uint32_t i = 1; i < k; i++)
            dividing->merged[row + i] = true;
        dividing->n_merged += k - 1;
    }
}

/* --- One row of them ----------------------------------------------------------------------------
 */

/* Which tokens of a sequence are one with the token before; true: some are. */
static bool find_joins(const dividing *dividing, uint32_t sequence, bool *joins)
{
    const al_columns *table = &dividing->collation->table;
    bool any = false, open = false; /* the place in hand has a word */
    for (uint32_t row = 0; row < table->n; row++) {
        uint32_t word = table->words[(size_t)row * table->n_members + sequence];
        open &= dividing->merged[row];
        if (word == AL_NO_WORD)
            continue;
        joins[word] = open;
        any |= open;
        open = true;
    }
    return any;
}

static bool join_witnesses(const dividing *dividing)
{
    almost_collation *collation = dividing->collation;
    bool done = true;
    for (uint32_t i = 0; done && i < collation->n; i++) {
        al_witness *witness = &collation->witnesses[i];
        bool *joins = al_allocate(collation->allocator, witness->n, sizeof *joins);
        done = joins != NULL;
        if (done && find_joins(dividing, collation->tradition.of_witness[i], joins))
            done = al_witness_join(witness, collation->allocator, &collation->spellings, joins);
        al_release(collation->allocator, joins);
    }
    return done;
}

/* A row of its own: words by the numbers of the tokens that there are now. */
static void put_row(const uint32_t *from, uint32_t *to, uint32_t n, uint32_t *next)
{
    for (uint32_t s = 0; s < n; s++)
        to[s] = from[s] != AL_NO_WORD ? next[s]++ : AL_NO_WORD;
}

/* A row that is one with `to`: a word there has taken in what follows it. */
static void add_row(const uint32_t *from, uint32_t *to, uint32_t n, uint32_t *next)
{
    for (uint32_t s = 0; s < n; s++)
        if (from[s] != AL_NO_WORD && to[s] == AL_NO_WORD)
            to[s] = next[s]++;
}

static bool merge_rows(const dividing *dividing)
{
    al_columns *table = &dividing->collation->table;
    al_chapters_of *chapters = &dividing->collation->chapters;
    uint32_t n = table->n_members, kept = 0, chapter = 0;
    uint32_t *next = al_allocate_zero(dividing->collation->allocator, n, sizeof *next);
    for (uint32_t row = 0; next != NULL && row < table->n; row++) {
        if (chapter < chapters->n && chapters->rows[chapter] == row)
            chapters->rows[chapter++] = kept; /* its first row is never one with another */
        kept += !dividing->merged[row];
        uint32_t *to = table->words + (size_t)(kept - 1) * n;
        (dividing->merged[row] ? add_row : put_row)(table->words + (size_t)row * n, to, n, next);
    }
    if (chapters->n > 0)
        chapters->rows[chapters->n] = kept;
    table->n = kept;
    al_release(dividing->collation->allocator, next);
    return next != NULL;
}

bool al_division_join(almost_collation *collation, const al_fixed *fixed)
{
    const almost_allocator *allocator = collation->allocator;
    dividing dividing = {
        .collation = collation,
        .fixed = fixed,
        .places = al_allocate_zero(allocator, collation->tradition.n_letters, sizeof(uint64_t)),
        .full = al_allocate(allocator, collation->table.n, sizeof(bool)),
        .merged = al_allocate_zero(allocator, collation->table.n, sizeof(bool)),
    };
    bool done = dividing.places != NULL && dividing.full != NULL && dividing.merged != NULL;
    if (done && fixed != NULL) {
        dividing.rows = al_allocate(allocator, fixed->n_words, sizeof *dividing.rows);
        done = dividing.rows != NULL && al_fixed_rows(fixed, &collation->table, dividing.rows);
    }
    if (done)
        find_windows(&dividing);
    if (done && dividing.n_merged > 0)
        done = join_witnesses(&dividing) && merge_rows(&dividing) &&
               al_tradition_renew(&collation->tradition, collation->witnesses, collation->n,
                                  &collation->spellings);
    al_release(allocator, dividing.rows);
    al_release(allocator, dividing.places);
    al_release(allocator, dividing.full);
    al_release(allocator, dividing.merged);
    return done;
}
