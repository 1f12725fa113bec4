/* SPDX-License-Identifier: Apache-2.0 */
/* Average linkage over a full matrix, each row with its nearest: n^2 steps in most traditions. */
#include "collate/guide.h"

typedef struct cluster {
    uint32_t node;
    double weight;
    uint32_t nearest; /* the cluster of a higher number that is most alike; itself: there is none */
} cluster;

double *al_guide_likeness(const al_tradition *tradition, const al_pairings *pairings)
{
    size_t n = tradition->n;
    double *likeness = al_allocate_zero(tradition->allocator, n * n, sizeof *likeness);
    for (uint32_t i = 0; likeness != NULL && i < pairings->n; i++) {
        const al_pairing *pairing = &pairings->items[i];
        double alike = al_pairing_likeness(pairing, tradition);
        likeness[pairing->x * n + pairing->y] = likeness[pairing->y * n + pairing->x] = alike;
    }
    return likeness;
}

static void find_nearest(cluster *clusters, uint32_t n, const double *likeness, uint32_t i)
{
    uint32_t found = i;
    for (uint32_t j = i + 1; j < n; j++)
        if (clusters[j].weight > 0 &&
            (found == i || likeness[(size_t)i * n + j] > likeness[(size_t)i * n + found]))
            found = j;
    clusters[i].nearest = found;
}

static uint32_t most_alike(const cluster *clusters, uint32_t n, const double *likeness)
{
    uint32_t found = UINT32_MAX;
    double most = -1;
    for (uint32_t i = 0; i < n; i++) {
        if (clusters[i].weight == 0 || clusters[i].nearest == i)
            continue;
        double alike = likeness[(size_t)i * n + clusters[i].nearest];
        if (alike > most) {
            most = alike;
            found = i;
        }
    }
    return found;
}

/* Cluster j becomes a part of i. */
static void merge(cluster *clusters, uint32_t n, double *likeness, uint32_t i, uint32_t j)
{
    double mine = clusters[i].weight, theirs = clusters[j].weight;
    for (uint32_t k = 0; k < n; k++) {
        double alike = (likeness[(size_t)i * n + k] * mine + likeness[(size_t)j * n + k] * theirs) /
                       (mine + theirs);
        likeness[(size_t)i * n + k] = likeness[(size_t)k * n + i] = alike;
    }
    clusters[i].weight += theirs;
    clusters[j].weight = 0;
    for (uint32_t k = 0; k < n; k++) {
        if (clusters[k].weight == 0 || k > j)
            continue;
        bool asks = k == i || clusters[k].nearest == j || clusters[k].nearest == i;
        if (asks)
            find_nearest(clusters, n, likeness, k);
        else if (k < i &&
                 likeness[(size_t)k * n + i] > likeness[(size_t)k * n + clusters[k].nearest])
            clusters[k].nearest = i;
    }
}

bool al_guide(const al_tradition *tradition, double *likeness, al_merge *merges)
{
    uint32_t n = tradition->n;
    cluster *clusters = al_allocate(tradition->allocator, n, sizeof *clusters);
    if (clusters == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++)
        clusters[i] = (cluster){i, tradition->sequences[i].weight, i};
    for (uint32_t i = 0; i < n; i++)
        find_nearest(clusters, n, likeness, i);
    for (uint32_t k = 0; k + 1 < n; k++) {
        uint32_t i = most_alike(clusters, n, likeness), j = clusters[i].nearest;
        merges[k] = (al_merge){clusters[i].node, clusters[j].node};
        merge(clusters, n, likeness, i, j);
        clusters[i].node = n + k;
    }
    al_release(tradition->allocator, clusters);
    return true;
}
