/* SPDX-License-Identifier: Apache-2.0 */
/* What witnesses have to do with each other: a tree in Newick's form, a matrix, a line for each. */
#include "edition/edition.h"
#include "edition/kinship.h"

#include "base/json.h"

#include <string.h>

/* A name for Newick: in quotation marks, those in it doubled, where it is not plain. */
static void put_name(al_output *output, const char *siglum)
{
    bool plain = true;
    for (const char *at = siglum; *at != '\0'; at++)
        plain &= strchr(" \t\r\n()[]':;,_", *at) == NULL;
    al_output_text(output, plain ? "" : "'");
    for (; *siglum != '\0'; siglum++) {
        al_output_text(output, *siglum == '\'' ? "'" : "");
        al_output_bytes(output, siglum, 1);
    }
    al_output_text(output, plain ? "" : "'");
}

/* A leaf: its witness, or all that have the same forms, at no distance from each other. */
static void put_leaf(al_output *output, const almost_collation *collation, uint32_t sequence)
{
    bool many = collation->tradition.sequences[sequence].weight > 1, first = true;
    al_output_text(output, many ? "(" : "");
    for (uint32_t i = 0; i < collation->n; i++) {
        if (collation->tradition.of_witness[i] != sequence)
            continue;
        al_output_text(output, first ? "" : ",");
        put_name(output, collation->witnesses[i].siglum);
        al_output_text(output, many ? ":0" : "");
        first = false;
    }
    al_output_text(output, many ? ")" : "");
}

typedef struct level {
    uint32_t node;
    int child;
} level;

/* The tree without recursion, which a comb of hundreds would make deep. */
static void put_tree(al_output *output, const almost_collation *collation, const al_kinship *tree,
                     level *levels)
{
    size_t depth = 1;
    levels[0] = (level){tree->n - 1, 0};
    while (depth > 0) {
        level *top = &levels[depth - 1];
        const al_kinship_node *node = &tree->nodes[top->node];
        uint32_t child = top->child < 3 ? node->children[top->child] : UINT32_MAX;
        if (top->node >= tree->n_leaves && child != UINT32_MAX) {
            al_output_text(output, top->child == 0 ? "(" : ",");
            top->child++;
            levels[depth++] = (level){child, 0};
            continue;
        }
        if (top->node < tree->n_leaves)
            put_leaf(output, collation, top->node);
        else
            al_output_text(output, ")");
        if (top->node >= tree->n_leaves && node->support >= 0)
            al_output_fixed(output, node->support, 2);
        if (--depth > 0) {
            al_output_text(output, ":");
            al_output_fixed(
                output, tree->nodes[levels[depth - 1].node].lengths[levels[depth - 1].child - 1],
                6);
        }
    }
    al_output_text(output, ";\n");
}

bool al_edition_newick(const almost_collation *collation, const almost_collation_options *options,
                       al_output *output)
{
    al_unit_table units;
    al_kinship tree;
    (void)options;
    if (!al_units_init(&units, collation))
        return false;
    bool done = al_kinship_init(&tree, &units);
    al_units_release(&units);
    if (!done)
        return false;
    level *levels = al_allocate(collation->allocator, tree.n, sizeof *levels);
    if (levels != NULL)
        put_tree(output, collation, &tree, levels);
    al_release(collation->allocator, levels);
    al_kinship_release(&tree);
    return levels != NULL;
}

static void put_cell(al_output *output, const char *text)
{
    for (; *text != '\0'; text++)
        al_output_bytes(output, (unsigned char)*text < 0x20 ? " " : text, 1);
}

/* How far any two are from each other; NULL when memory ends. */
static double *find_distances(const almost_collation *collation)
{
    al_unit_table units;
    size_t n = collation->tradition.n;
    if (!al_units_init(&units, collation))
        return NULL;
    double *distances = al_allocate(collation->allocator, n * n, sizeof *distances);
    if (distances != NULL)
        al_units_distances(&units, NULL, distances);
    al_units_release(&units);
    return distances;
}

static double agreement(const almost_collation *collation, const double *distances, uint32_t i,
                        uint32_t k)
{
    const uint32_t *of = collation->tradition.of_witness;
    return 1 - distances[(size_t)of[i] * collation->tradition.n + of[k]];
}

bool al_edition_matrix(const almost_collation *collation, const almost_collation_options *options,
                       al_output *output)
{
    double *distances = find_distances(collation);
    (void)options;
    if (distances == NULL)
        return false;
    for (uint32_t i = 0; i < collation->n; i++) {
        al_output_text(output, "\t");
        put_cell(output, collation->witnesses[i].siglum);
    }
    al_output_text(output, "\n");
    for (uint32_t i = 0; i < collation->n; i++) {
        put_cell(output, collation->witnesses[i].siglum);
        for (uint32_t k = 0; k < collation->n; k++) {
            al_output_text(output, "\t");
            al_output_fixed(output, agreement(collation, distances, i, k), 4);
        }
        al_output_text(output, "\n");
    }
    al_release(collation->allocator, distances);
    return true;
}

/* --- A line for each witness ---------------------------------------------------------------------
 */

typedef struct counts {
    uint64_t places; /* in which it has a say */
    uint64_t main;   /* in which it has what most have */
    uint64_t own;    /* words that nobody else has there */
    uint64_t lacks;  /* words that all others have */
    uint64_t silent;
    uint64_t parts; /* the first row in which it has not what most have; UINT64_MAX: none */
} counts;

static bool count_places(const almost_collation *collation, counts *counts)
{
    al_variation places;
    if (!al_variation_init(&places, collation, AL_GRAIN_FORMS))
        return false;
    for (uint32_t i = 0; i < collation->n; i++)
        counts[i].parts = UINT64_MAX;
    for (uint64_t row = 0; row < collation->table.n; row++) {
        al_variation_read(&places, row);
        for (uint32_t i = 0; i < collation->n; i++) {
            uint32_t reading = places.of[i];
            if (reading == UINT32_MAX) {
                counts[i].silent++;
                continue;
            }
            const al_reading *what = &places.readings[reading];
            counts[i].places++;
            counts[i].main += reading == places.main;
            if (reading != places.main && counts[i].parts == UINT64_MAX)
                counts[i].parts = row;
            counts[i].own += what->n == 1 && !what->absent && places.n_readings > 1;
            counts[i].lacks += what->n == 1 && what->absent;
        }
    }
    al_variation_release(&places);
    return true;
}

static void put_count(al_output *output, uint64_t number, const char *what)
{
    al_output_text(output, "  ");
    al_output_grouped(output, number);
    al_output_text(output, what);
}

/* The witness that agrees most with another one; there are two at least. */
static uint32_t nearest_to(const almost_collation *collation, const double *distances, uint32_t i)
{
    uint32_t nearest = i == 0 ? 1 : 0;
    for (uint32_t k = 0; k < collation->n; k++)
        if (k != i &&
            agreement(collation, distances, i, k) > agreement(collation, distances, i, nearest))
            nearest = k;
    return nearest;
}

static void put_witness(al_output *output, const almost_collation *collation, uint32_t i,
                        const counts *counts, const double *distances)
{
    char percent[48];
    put_cell(output, collation->witnesses[i].siglum);
    *al_put_percent(percent,
                    counts->places > 0 ? (double)counts->main / (double)counts->places : 0) = '\0';
    al_output_text(output, ": ");
    al_output_text(output, percent);
    al_output_text(output, " as most have it;");
    put_count(output, counts->own, counts->own == 1 ? " word only it has," : " words only it has,");
    put_count(output, counts->lacks, counts->silent > 0 ? " only it lacks," : " only it lacks");
    if (counts->silent > 0)
        put_count(output, counts->silent,
                  counts->silent == 1 ? " place where it has a gap" : " places where it has a gap");
    if (counts->parts != UINT64_MAX) {
        al_output_text(output, ", parts from them at place ");
        al_output_grouped(output, counts->parts + 1);
    }
    if (collation->n > 1) {
        al_output_text(output, "; nearest to ");
        put_cell(output, collation->witnesses[nearest_to(collation, distances, i)].siglum);
    }
    al_output_text(output, "\n");
}

bool al_edition_summary(const almost_collation *collation, const almost_collation_options *options,
                        al_output *output)
{
    double *distances = find_distances(collation);
    counts *all = al_allocate_zero(collation->allocator, collation->n, sizeof *all);
    bool done = distances != NULL && all != NULL && count_places(collation, all);
    (void)options;
    for (uint32_t i = 0; done && i < collation->n; i++)
        put_witness(output, collation, i, &all[i], distances);
    al_release(collation->allocator, distances);
    al_release(collation->allocator, all);
    return done;
}

static void put_verdict(al_output *output, const almost_collation *collation, uint32_t i,
                        const counts *counts, const double *distances)
{
    al_json_text(output, "{\"witness\":", collation->witnesses[i].siglum);
    al_json_count(output, ",\"places\":", counts->places);
    al_json_count(output, ",\"as_most\":", counts->main);
    al_json_count(output, ",\"only_it_has\":", counts->own);
    al_json_count(output, ",\"only_it_lacks\":", counts->lacks);
    al_json_count(output, ",\"gap\":", counts->silent);
    if (counts->parts != UINT64_MAX)
        al_json_count(output, ",\"parts_at\":", counts->parts);
    if (collation->n > 1) {
        uint32_t nearest = nearest_to(collation, distances, i);
        al_json_text(output, ",\"nearest\":", collation->witnesses[nearest].siglum);
        al_json_fixed(output, ",\"agreement\":", agreement(collation, distances, i, nearest));
    }
    al_output_text(output, "}");
}

bool al_edition_verdicts(const almost_collation *collation, const almost_collation_options *options,
                         al_output *output)
{
    double *distances = find_distances(collation);
    counts *all = al_allocate_zero(collation->allocator, collation->n, sizeof *all);
    bool done = distances != NULL && all != NULL && count_places(collation, all);
    (void)options;
    al_output_text(output, ",\n\"verdicts\":[");
    for (uint32_t i = 0; done && i < collation->n; i++) {
        al_output_text(output, i == 0 ? "\n" : ",\n");
        put_verdict(output, collation, i, &all[i], distances);
    }
    al_output_text(output, "]");
    al_release(collation->allocator, distances);
    al_release(collation->allocator, all);
    return done;
}
