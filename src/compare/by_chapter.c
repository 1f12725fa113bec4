/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Two chapters are one another where most of what either has in common with the other text is in
 * the other chapter, and that is a part of it that counts; or where each has most in common with
 * the other. Chapters that hang together so are one row: one and one, one that was split, several
 * that were joined. What has moved are the rows beside the heaviest chain in order.
 */
#include "compare/by_chapter.h"

#include "base/error.h"
#include "compare/chapter_flow.h"

#include <stdlib.h>

enum { LEAST_PART = 10 /* one in so many words of the shorter chapter are in common at least */ };

/* What is known of one chapter. */
typedef struct known {
    uint64_t words;
    uint64_t kept;
    uint64_t common; /* words with a partner, without titles */
    uint64_t best;   /* most words in common with one chapter */
    uint64_t changes;
    uint64_t loud;
    uint32_t partner; /* that chapter */
    uint32_t row;     /* AL_NONE: none yet */
} known;

typedef struct finder {
    const al_sides *sides;
    const al_aligned *aligned;
    const almost_comparison *comparison;
    al_by_chapter *by;
    al_chapter_flows flows;
    known *known[2];
    uint32_t *parent; /* of chapters of the original, then the telling: a tree for each row */
    bool *crossed;    /* of each row: words of it are in chapters of another */
} finder;

static int side_of(const finder *finder, int i)
{
    return i == 0 ? finder->sides->original : finder->sides->telling;
}

/* --- What there is in each chapter ------------------------------------------------ */

/* Mark the words that lie in passages, where these begin and end. */
static int32_t *passage_edges(const finder *finder, int side)
{
    const al_aligned *aligned = finder->aligned;
    int32_t *edges = al_allocate_zero(finder->sides->allocator,
                                      (size_t)aligned->alignment.n[side] + 1, sizeof *edges);
    for (size_t i = 0; edges != NULL && i < aligned->n_passages; i++) {
        const al_passage *passage = &aligned->passages[i];
        if (passage->summary)
            continue;
        edges[passage->words[side].start]++;
        edges[passage->words[side].end]--;
    }
    return edges;
}

static bool count_words(finder *finder, int i)
{
    int side = side_of(finder, i);
    const al_chapters *chapters = &finder->by->chapters[i];
    const al_side *words = &finder->sides->side[side];
    int32_t *edges = passage_edges(finder, side), depth = 0;
    if (edges == NULL)
        return false;
    for (uint32_t word = 0, chapter = 0; word < words->n_words; word++) {
        while (chapter + 1 < chapters->n &&
               words->spans[word].start >= chapters->items[chapter].bytes.end)
            chapter++;
        depth += edges[word];
        finder->known[i][chapter].words++;
        finder->known[i][chapter].kept += depth > 0;
    }
    al_release(finder->sides->allocator, edges);
    return true;
}

static void count_flows(finder *finder)
{
    for (size_t k = 0; k < finder->flows.n; k++) {
        const al_chapter_flow *flow = &finder->flows.items[k];
        for (int i = 0; i < 2; i++) {
            known *mine = &finder->known[i][flow->chapters[i]];
            mine->common += flow->words;
            if (flow->words > mine->best) {
                mine->best = flow->words;
                mine->partner = flow->chapters[1 - i];
            }
        }
    }
}

/* The chapter that a change of a side begins in; NULL where it is of its title. */
static known *changed(finder *finder, int i, al_range range, uint32_t *hint)
{
    const al_chapters *chapters = &finder->by->chapters[i];
    *hint = al_chapter_at(chapters, *hint, range.start);
    if (range.start < chapters->items[*hint].title.end)
        return NULL;
    return &finder->known[i][*hint];
}

static void count_changes(finder *finder)
{
    const almost_comparison *comparison = finder->comparison;
    uint32_t hints[2] = {0, 0};
    for (size_t k = 0; k < comparison->n_changes; k++) {
        const al_change *change = &comparison->changes[k];
        if (change->kind == ALMOST_SAME || change->kind == ALMOST_MOVED)
            continue;
        known *old =
            change->kind == ALMOST_ADDED ? NULL : changed(finder, 0, change->original, &hints[0]);
        known *new =
            change->kind == ALMOST_MISSING ? NULL : changed(finder, 1, change->telling, &hints[1]);
        bool title = (old == NULL && change->kind != ALMOST_ADDED) ||
                     (new == NULL && change->kind != ALMOST_MISSING);
        known *mine = old != NULL ? old : new;
        if (title || mine == NULL)
            continue;
        mine->changes++;
        mine->loud += (change->touches & AL_TOUCHES_MEANING) != 0;
    }
}

/* --- Which are one another ---------------------------------------------------------- */

static uint32_t root_of(finder *finder, uint32_t node)
{
    while (finder->parent[node] != node)
        node = finder->parent[node] = finder->parent[finder->parent[node]];
    return node;
}

static bool are_one(const finder *finder, const al_chapter_flow *flow)
{
    const known *old = &finder->known[0][flow->chapters[0]];
    const known *new = &finder->known[1][flow->chapters[1]];
    uint64_t words = flow->words;
    uint64_t shorter = old->words < new->words ? old->words : new->words;
    if (LEAST_PART * words < shorter)
        return false;
    return 2 * words >= old->common || 2 * words >= new->common ||
           (old->partner == flow->chapters[1] && new->partner == flow->chapters[0]);
}

static void join(finder *finder)
{
    uint32_t n = (uint32_t)finder->by->chapters[0].n;
    for (size_t k = 0; k < finder->flows.n; k++) {
        const al_chapter_flow *flow = &finder->flows.items[k];
        if (!are_one(finder, flow))
            continue;
        uint32_t a = root_of(finder, flow->chapters[0]);
        uint32_t b = root_of(finder, n + flow->chapters[1]);
        finder->parent[a < b ? b : a] = a < b ? a : b;
    }
}

/* --- Rows --------------------------------------------------------------------------- */

static void add_to_row(al_chapter_row *row, int i, const known *known)
{
    row->n[i]++;
    row->words[i] += known->words;
    row->kept[i] += known->kept;
    row->changes += known->changes;
    row->loud += known->loud;
}

/* Rows in the order of the telling, what is missing at the end. */
static bool make_rows(finder *finder)
{
    al_by_chapter *by = finder->by;
    size_t n[2] = {by->chapters[0].n, by->chapters[1].n};
    uint32_t *row_of = al_allocate(finder->sides->allocator, n[0] + n[1], sizeof *row_of);
    by->rows = al_allocate_zero(finder->sides->allocator, n[0] + n[1], sizeof *by->rows);
    if (row_of == NULL || by->rows == NULL) {
        al_release(finder->sides->allocator, row_of);
        return false;
    }
    for (size_t i = 0; i < n[0] + n[1]; i++)
        row_of[i] = AL_NONE;
    for (int i = 1; i >= 0; i--) {
        for (uint32_t chapter = 0; chapter < n[i]; chapter++) {
            uint32_t root = root_of(finder, i == 0 ? chapter : (uint32_t)n[0] + chapter);
            if (row_of[root] == AL_NONE)
                row_of[root] = (uint32_t)by->n_rows++;
            finder->known[i][chapter].row = row_of[root];
            add_to_row(&by->rows[row_of[root]], i, &finder->known[i][chapter]);
        }
    }
    al_release(finder->sides->allocator, row_of);
    return true;
}

static void fill_members(finder *finder)
{
    al_by_chapter *by = finder->by;
    for (int i = 0; i < 2; i++) {
        uint32_t first = 0;
        for (size_t row = 0; row < by->n_rows; row++) {
            by->rows[row].first[i] = first;
            first += by->rows[row].n[i];
            by->rows[row].n[i] = 0;
        }
        for (uint32_t chapter = 0; chapter < by->chapters[i].n; chapter++) {
            al_chapter_row *row = &by->rows[finder->known[i][chapter].row];
            by->members[i][row->first[i] + row->n[i]++] = chapter;
        }
    }
}

/* Rows of which words are in chapters of another. */
static void find_crossed(finder *finder)
{
    for (size_t k = 0; k < finder->flows.n; k++) {
        const al_chapter_flow *flow = &finder->flows.items[k];
        uint32_t old = finder->known[0][flow->chapters[0]].row;
        uint32_t new = finder->known[1][flow->chapters[1]].row;
        if (old != new)
            finder->crossed[old] = finder->crossed[new] = true;
    }
}

static al_chapter_kind kind_of(const al_chapter_row *row, bool crossed)
{
    if (row->n[1] == 0)
        return AL_CHAPTER_MISSING;
    if (row->n[0] == 0)
        return AL_CHAPTER_ADDED;
    if (row->n[0] == 1 && row->n[1] == 1)
        return row->changes == 0 && !crossed ? AL_CHAPTER_SAME : AL_CHAPTER_CHANGED;
    if (row->n[0] == 1)
        return AL_CHAPTER_SPLIT;
    return row->n[1] == 1 ? AL_CHAPTER_JOINED : AL_CHAPTER_REDIVIDED;
}

/* --- Their order ---------------------------------------------------------------------- */

/* The heaviest chain of rows in order up to each place of the original (a Fenwick tree). */
typedef struct chain {
    uint32_t *tree;   /* row + 1; 0: none */
    uint64_t *weight; /* of the chain that ends with a row */
    uint32_t *before; /* row + 1 */
    size_t n;
} chain;

static uint32_t heaviest_before(const chain *chain, uint32_t place)
{
    uint32_t best = 0;
    for (; place > 0; place -= place & -place) {
        uint32_t row = chain->tree[place];
        if (row != 0 && (best == 0 || chain->weight[row - 1] > chain->weight[best - 1]))
            best = row;
    }
    return best;
}

static void note_chain(chain *chain, uint32_t place, uint32_t row)
{
    for (; place <= chain->n; place += place & -place) {
        uint32_t known = chain->tree[place];
        if (known == 0 || chain->weight[row - 1] > chain->weight[known - 1])
            chain->tree[place] = row;
    }
}

static void walk_chain(al_by_chapter *by, chain *chain)
{
    uint32_t best = 0;
    for (uint32_t row = 0; row < by->n_rows; row++) {
        al_chapter_row *here = &by->rows[row];
        if (here->n[0] == 0 || here->n[1] == 0)
            continue;
        uint32_t place = by->members[0][here->first[0]] + 1;
        uint32_t before = heaviest_before(chain, place);
        chain->before[row] = before;
        chain->weight[row] =
            here->kept[0] + here->kept[1] + 1 + (before != 0 ? chain->weight[before - 1] : 0);
        note_chain(chain, place, row + 1);
        here->moved = true;
        if (best == 0 || chain->weight[row] > chain->weight[best - 1])
            best = row + 1;
    }
    for (; best != 0; best = chain->before[best - 1])
        by->rows[best - 1].moved = false;
}

static bool find_moved(finder *finder)
{
    al_by_chapter *by = finder->by;
    const almost_allocator *allocator = finder->sides->allocator;
    chain chain = {.n = by->chapters[0].n};
    chain.tree = al_allocate_zero(allocator, chain.n + 1, sizeof *chain.tree);
    chain.weight = al_allocate_zero(allocator, by->n_rows, sizeof *chain.weight);
    chain.before = al_allocate_zero(allocator, by->n_rows, sizeof *chain.before);
    bool fine = chain.tree != NULL && chain.weight != NULL && chain.before != NULL;
    if (fine)
        walk_chain(by, &chain);
    al_release(allocator, chain.tree);
    al_release(allocator, chain.weight);
    al_release(allocator, chain.before);
    return fine;
}

/* How many present rows stand before each missing one: those up to what stood before it. */
static void find_slots(const finder *finder, size_t present, size_t *slots)
{
    const al_by_chapter *by = finder->by;
    for (size_t row = present; row < by->n_rows; row++) {
        uint32_t chapter = by->members[0][by->rows[row].first[0]];
        uint32_t before = chapter > 0 ? finder->known[0][chapter - 1].row : AL_NONE;
        slots[row] = before == AL_NONE ? 0 : before < present ? before + 1 : slots[before];
    }
}

/* Put what is missing, which stands at the end, behind the row of what stood before it. */
static bool place_missing(finder *finder)
{
    al_by_chapter *by = finder->by;
    const almost_allocator *allocator = finder->sides->allocator;
    al_chapter_row *rows = al_allocate(allocator, by->n_rows, sizeof *rows);
    size_t *slots = al_allocate_zero(allocator, by->n_rows, sizeof *slots);
    size_t *missing = al_allocate_zero(allocator, by->n_rows + 2, sizeof *missing);
    size_t present = by->n_rows;
    if (rows == NULL || slots == NULL || missing == NULL) {
        al_release(allocator, rows);
    } else {
        while (present > 0 && by->rows[present - 1].n[1] == 0)
            present--;
        find_slots(finder, present, slots);
        for (size_t row = present; row < by->n_rows; row++)
            missing[slots[row] + 1]++;
        for (size_t slot = 0; slot <= present; slot++)
            missing[slot + 1] += missing[slot]; /* those of slots up to this one */
        for (size_t row = 0; row < present; row++)
            rows[row + missing[row + 1]] = by->rows[row];
        for (size_t row = present; row < by->n_rows; row++)
            rows[slots[row] + missing[slots[row]]++] = by->rows[row];
        al_release(allocator, by->rows);
        by->rows = rows;
    }
    bool fine = slots != NULL && missing != NULL && by->rows == rows;
    al_release(allocator, slots);
    al_release(allocator, missing);
    return fine;
}

/* --- All of it -------------------------------------------------------------------------- */

static bool make_room(finder *finder)
{
    al_by_chapter *by = finder->by;
    const almost_allocator *allocator = finder->sides->allocator;
    const almost_text *texts[2] = {finder->comparison->original, finder->comparison->telling};
    for (int i = 0; i < 2; i++) {
        if (!al_chapters_find(texts[i], allocator, &by->chapters[i]))
            return false;
        size_t n = by->chapters[i].n;
        by->members[i] = al_allocate(allocator, n, sizeof *by->members[i]);
        finder->known[i] = al_allocate_zero(allocator, n, sizeof *finder->known[i]);
        if (by->members[i] == NULL || finder->known[i] == NULL)
            return false;
    }
    size_t n = by->chapters[0].n + by->chapters[1].n;
    finder->parent = al_allocate(allocator, n, sizeof *finder->parent);
    finder->crossed = al_allocate_zero(allocator, n, sizeof *finder->crossed);
    for (size_t i = 0; finder->parent != NULL && i < n; i++)
        finder->parent[i] = (uint32_t)i;
    return finder->parent != NULL && finder->crossed != NULL;
}

static bool find(finder *finder)
{
    al_by_chapter *by = finder->by;
    if (!make_room(finder) || !count_words(finder, 0) || !count_words(finder, 1) ||
        !al_chapter_flows_find(finder->sides, &finder->aligned->alignment, by->chapters,
                               &finder->flows))
        return false;
    count_flows(finder);
    count_changes(finder);
    join(finder);
    if (!make_rows(finder))
        return false;
    fill_members(finder);
    find_crossed(finder);
    for (size_t row = 0; row < by->n_rows; row++)
        by->rows[row].kind = (uint8_t)kind_of(&by->rows[row], finder->crossed[row]);
    return find_moved(finder) && place_missing(finder);
}

almost_status al_by_chapter_find(const al_sides *sides, const al_aligned *aligned,
                                 almost_comparison *comparison, almost_error *error)
{
    const almost_allocator *allocator = sides->allocator;
    finder finder = {.sides = sides,
                     .aligned = aligned,
                     .comparison = comparison,
                     .by = al_allocate_zero(allocator, 1, sizeof *finder.by)};
    bool fine = finder.by != NULL && find(&finder);
    al_release(allocator, finder.flows.items);
    for (int i = 0; i < 2; i++)
        al_release(allocator, finder.known[i]);
    al_release(allocator, finder.parent);
    al_release(allocator, finder.crossed);
    if (fine)
        comparison->chapters = finder.by;
    else
        al_by_chapter_free(allocator, finder.by);
    return fine ? ALMOST_OK : al_fail_memory(error);
}

void al_by_chapter_free(const almost_allocator *allocator, al_by_chapter *chapters)
{
    if (chapters == NULL)
        return;
    for (int i = 0; i < 2; i++) {
        al_release(allocator, chapters->chapters[i].items);
        al_release(allocator, chapters->members[i]);
    }
    al_release(allocator, chapters->rows);
    al_release(allocator, chapters);
}
