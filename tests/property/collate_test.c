/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Laws of collating, on random small traditions.
 *
 * - Every witness is what its cells are in a row, to the byte.
 * - The table is the same in every order of the witnesses.
 * - Of three witnesses no table is worth more than the best of all, which a search of every way to
 * align three sequences finds; nearly always the one that is found is worth as much.
 */
#include "collate/align.h"
#include "collate/collation.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_WITNESSES = 6, MOST_WORDS = 14, ROOM = 512 };

static uint32_t below(uint64_t *state, uint32_t limit)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return (uint32_t)(((z ^ z >> 31) >> 32) * limit >> 32);
}

static int complain(uint64_t round, const char *what)
{
    printf("round %llu: %s\n", (unsigned long long)round, what);
    return 1;
}

/* --- Random witnesses --------------------------------------------------------------------------
 */

/* Copies of a row of words with words left out, added, respelt, swapped, and signs between. */
static void make_witness(char *to, uint64_t *state, const uint32_t *words, uint32_t n)
{
    static const char *const stems[] = {"quis", "dominus", "and", "the",    "arma", "virumque",
                                        "cano", "troiae",  "qui", "primus", "ab",   "oris"};
    static const char *const between[] = {" ", " ", " ", ", ", "\n", " -- ", ".  "};
    size_t at = 0;
    for (uint32_t i = 0; i < n; i++) {
        uint32_t stem = words[i];
        if (below(state, 8) == 0)
            continue;
        if (below(state, 10) == 0)
            stem = below(state, 12);
        if (i + 1 < n && below(state, 15) == 0)
            stem = words[i + 1];
        at += (size_t)snprintf(to + at, ROOM - at, "%s%s%s", stems[stem],
                               below(state, 8) == 0 ? "s" : "", between[below(state, 7)]);
    }
    to[at] = '\0';
}

static void make_witnesses(char room[][ROOM], uint32_t n, uint64_t *state)
{
    uint32_t words[MOST_WORDS], n_words = below(state, MOST_WORDS + 1);
    for (uint32_t i = 0; i < n_words; i++)
        words[i] = below(state, 12);
    for (uint32_t i = 0; i < n; i++)
        make_witness(room[i], state, words, n_words);
}

static almost_collation *collate(char room[][ROOM], const uint32_t *order, uint32_t n,
                                 almost_text **texts)
{
    static const char *const sigla[] = {"A", "B", "C", "D", "E", "F"};
    const char *names[MOST_WITNESSES];
    almost_collation *collation = NULL;
    for (uint32_t i = 0; i < n; i++) {
        names[i] = sigla[order[i]];
        if (almost_text_from_memory(room[order[i]], strlen(room[order[i]]), NULL, &texts[i],
                                    NULL) != ALMOST_OK)
            return NULL;
    }
    if (almost_collate((const almost_text *const *)texts, names, n, NULL, &collation, NULL) !=
        ALMOST_OK)
        return NULL;
    return collation;
}

/* --- Nothing lost, no order ----------------------------------------------------------------------
 */

static bool rebuilds(const almost_collation *collation, size_t witness)
{
    uint64_t length, byte = 0;
    (void)almost_collation_bytes(collation, witness, &length);
    for (uint64_t row = 0; row < almost_collation_rows(collation); row++) {
        almost_span cell = almost_collation_cell(collation, row, witness);
        if (cell.end == cell.start)
            continue;
        if (cell.start != byte)
            return false;
        byte = cell.end;
    }
    return byte == length;
}

/* The same cells, witness i of the one being witness order[i] of the other. */
static bool same_table(const almost_collation *one, const almost_collation *other,
                       const uint32_t *order, uint32_t n)
{
    if (almost_collation_rows(one) != almost_collation_rows(other))
        return false;
    for (uint64_t row = 0; row < almost_collation_rows(one); row++) {
        for (uint32_t i = 0; i < n; i++) {
            almost_span a = almost_collation_cell(one, row, i);
            almost_span b = almost_collation_cell(other, row, order[i]);
            if (a.start != b.start || a.end != b.end)
                return false;
        }
    }
    return true;
}

static void release(almost_collation *collation, almost_text **texts, uint32_t n)
{
    almost_collation_free(collation);
    for (uint32_t i = 0; i < n; i++)
        almost_text_free(texts[i]);
}

static int test_orders(uint64_t round)
{
    uint64_t state = round;
    char room[MOST_WITNESSES][ROOM];
    uint32_t order[MOST_WITNESSES], n = 1 + below(&state, MOST_WITNESSES);
    almost_text *texts[2][MOST_WITNESSES];
    int wrong = 0;
    make_witnesses(room, n, &state);
    for (uint32_t i = 0; i < n; i++)
        order[i] = i;
    almost_collation *first = collate(room, order, n, texts[0]);
    for (uint32_t i = n; i > 1; i--) {
        uint32_t k = below(&state, i), last = order[i - 1];
        order[i - 1] = order[k];
        order[k] = last;
    }
    almost_collation *other = collate(room, order, n, texts[1]);
    if (first == NULL || other == NULL)
        return complain(round, "no collation");
    for (uint32_t i = 0; i < n; i++)
        if (!rebuilds(first, i))
            wrong = complain(round, "a witness is not rebuilt");
    if (!same_table(other, first, order, n))
        wrong = complain(round, "another order gives another table");
    release(first, texts[0], n);
    release(other, texts[1], n);
    return wrong;
}

/* --- Three witnesses, every table ---------------------------------------------------------------
 */

enum { THREE = 3, SIDE = MOST_WORDS + 1 };

/* The worth of two words in one row. */
typedef struct worths {
    double of[THREE][MOST_WORDS][MOST_WORDS]; /* sequences 0 and 1, 0 and 2, 1 and 2 */
    uint32_t n[THREE];
} worths;

static void fill_worths(worths *worths, const al_tradition *tradition, const al_pairings *pairings)
{
    static const uint32_t sides[THREE][2] = {{0, 1}, {0, 2}, {1, 2}};
    for (int k = 0; k < THREE; k++) {
        worths->n[k] = tradition->sequences[k].n;
        const al_pairing *pairing = al_pairings_get(pairings, sides[k][0], sides[k][1]);
        double weight = (double)tradition->sequences[sides[k][0]].weight *
                        tradition->sequences[sides[k][1]].weight;
        for (uint32_t x = 0; x < MOST_WORDS; x++)
            for (uint32_t y = 0; y < MOST_WORDS; y++)
                worths->of[k][x][y] = -weight * AL_PRICE_OF_PAIR;
        for (uint32_t x = 0; x < tradition->sequences[sides[k][0]].n; x++)
            for (uint32_t i = pairing->starts[x]; i < pairing->starts[x + 1]; i++)
                worths->of[k][x][pairing->partners[i].word] += weight * pairing->partners[i].p;
    }
}

/* What a row is worth that ends at these places; `in` says who stands in it, a bit each. */
static double worth_of_row(const worths *worths, const uint32_t at[THREE], unsigned in)
{
    double worth = 0;
    if ((in & 3) == 3)
        worth += worths->of[0][at[0] - 1][at[1] - 1];
    if ((in & 5) == 5)
        worth += worths->of[1][at[0] - 1][at[2] - 1];
    if ((in & 6) == 6)
        worth += worths->of[2][at[1] - 1][at[2] - 1];
    return worth;
}

/* The best of all ways to put three sequences into rows: each cell of a cube by seven ways. */
static double best_of_all(const worths *worths)
{
    static double best[SIDE][SIDE][SIDE];
    for (uint32_t a = 0; a <= worths->n[0]; a++)
        for (uint32_t b = 0; b <= worths->n[1]; b++)
            for (uint32_t c = 0; c <= worths->n[2]; c++) {
                const uint32_t at[THREE] = {a, b, c};
                best[a][b][c] = a + b + c == 0 ? 0 : -INFINITY;
                for (unsigned in = 1; in < 8; in++) {
                    uint32_t p = in & 1, q = in >> 1 & 1, r = in >> 2;
                    if (p > a || q > b || r > c)
                        continue;
                    double worth = best[a - p][b - q][c - r] + worth_of_row(worths, at, in);
                    best[a][b][c] = worth > best[a][b][c] ? worth : best[a][b][c];
                }
            }
    return best[worths->n[0]][worths->n[1]][worths->n[2]];
}

static double worth_of_table(const worths *worths, const al_columns *table)
{
    double worth = 0;
    for (uint32_t row = 0; row < table->n; row++) {
        uint32_t at[THREE] = {0, 0, 0};
        unsigned in = 0;
        for (uint32_t i = 0; i < THREE; i++) {
            uint32_t word = table->words[(size_t)row * THREE + i];
            if (word != AL_NO_WORD) {
                at[i] = word + 1;
                in |= 1U << i;
            }
        }
        worth += worth_of_row(worths, at, in);
    }
    return worth;
}

/* How far below the best the table of three witnesses is; below 0: it has fewer sequences. */
static double short_of_best(const almost_collation *collation)
{
    const al_tradition *tradition = &collation->tradition;
    const al_collating collating = {.threads = 1, .most_cells = 1 << 20};
    al_model model;
    al_pairings pairings;
    static worths worths;
    if (tradition->n != THREE || al_model_learn(&model, tradition, &collating, NULL) != ALMOST_OK ||
        !al_pairings_all(&pairings, tradition))
        return -1;
    if (al_pairings_fill(&pairings, &model, &collating, (al_shares){0, 1}, NULL) != ALMOST_OK)
        abort();
    fill_worths(&worths, tradition, &pairings);
    double best = best_of_all(&worths), found = worth_of_table(&worths, &collation->table);
    al_pairings_release(&pairings);
    if (found > best + 1e-6)
        abort();
    return best - found > 1e-6 ? best - found : 0;
}

/* In three of a hundred random traditions, full of repeated words, the search may end beside the
 * best. */
static int test_three(uint64_t rounds)
{
    uint64_t judged = 0, short_of = 0;
    for (uint64_t round = 0; round < rounds; round++) {
        static const uint32_t order[THREE] = {0, 1, 2};
        uint64_t state = ~round;
        char room[MOST_WITNESSES][ROOM];
        almost_text *texts[THREE];
        make_witnesses(room, THREE, &state);
        almost_collation *collation = collate(room, order, THREE, texts);
        if (collation == NULL)
            return complain(round, "no collation");
        double less = short_of_best(collation);
        judged += less >= 0;
        short_of += less > 0;
        release(collation, texts, THREE);
    }
    printf("%llu of %llu tables are not the best\n", (unsigned long long)short_of,
           (unsigned long long)judged);
    return short_of * 100 > judged * 3 ? complain(rounds, "too many are not the best") : 0;
}

int main(int n_arguments, char **arguments)
{
    uint64_t rounds = n_arguments > 1 ? strtoull(arguments[1], NULL, 10) : 1000;
    int wrong = 0;
    for (uint64_t round = 0; round < rounds && wrong == 0; round++)
        wrong = test_orders(round);
    return wrong + test_three(rounds) != 0;
}
