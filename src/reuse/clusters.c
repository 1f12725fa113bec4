/* SPDX-License-Identifier: Apache-2.0 */
/* Stretches that are one, and what belongs together by them. */
#include "reuse/clusters.h"

#include "base/error.h"

#include <stdlib.h>

enum {
    LOOKED_BACK = 32, /* stretches of about one length before one; those like it are among them */
    LENGTHS = 32      /* classes of lengths, by powers of two */
};

/* Two numbers as one, for what is ordered by the first and then by the second. */
static uint64_t both(uint32_t first, uint32_t then)
{
    return (uint64_t)first << 32 | then;
}

static int by_place(const void *a, const void *b)
{
    const al_stretch *first = a, *second = b;
    uint64_t x = both(first->document, first->start), y = both(second->document, second->start);
    if (x == y) {
        x = both(first->end, first->number);
        y = both(second->end, second->number);
    }
    return (x > y) - (x < y);
}

/* --- One of two: sets that grow together (union by the smaller number) --- */

uint32_t al_stretch_root(uint32_t *parents, uint32_t number)
{
    while (parents[number] != number) {
        parents[number] = parents[parents[number]];
        number = parents[number];
    }
    return number;
}

static void unite(uint32_t *parents, uint32_t a, uint32_t b)
{
    a = al_stretch_root(parents, a);
    b = al_stretch_root(parents, b);
    if (a < b)
        parents[b] = a;
    else
        parents[a] = b;
}

/* Whether what two stretches share is at least half of either. */
static bool is_like(const al_stretch *a, const al_stretch *b)
{
    uint32_t start = a->start > b->start ? a->start : b->start;
    uint32_t end = a->end < b->end ? a->end : b->end;
    if (a->document != b->document || end <= start)
        return false;
    return 2 * (uint64_t)(end - start) >= a->end - a->start &&
           2 * (uint64_t)(end - start) >= b->end - b->start;
}

static int length_class(uint32_t length)
{
    int class = 0;
    while (length >>= 1)
        class ++;
    return class;
}

/* The last stretches of one class of lengths, as places in the list. */
typedef struct recent {
    uint32_t at[LOOKED_BACK];
    size_t n, next;
} recent;

static void unite_with_recent(const al_stretch *stretches, const al_stretch *here,
                              const recent *recent, uint32_t *parents)
{
    for (size_t k = 0; k < recent->n; k++)
        if (is_like(here, &stretches[recent->at[k]]))
            unite(parents, here->number, stretches[recent->at[k]].number);
}

static void put_recent(recent *recent, uint32_t at)
{
    recent->at[recent->next] = at;
    recent->next = (recent->next + 1) % LOOKED_BACK;
    recent->n += recent->n < LOOKED_BACK;
}

/*
 * Stretches in order of their places: each is united with those before it that are like it, which
 * are at most twice as long, or half. Of the same stretch found many times one stands for all, so
 * that few need to be looked at; and short ones within a long one do not hide it.
 */
void al_stretches_unite(const al_stretch *stretches, size_t n, uint32_t *parents)
{
    recent recents[LENGTHS] = {{.n = 0}};
    for (size_t i = 0; i < n; i++) {
        const al_stretch *here = &stretches[i];
        if (i > 0 && here->document == stretches[i - 1].document &&
            here->start == stretches[i - 1].start && here->end == stretches[i - 1].end) {
            unite(parents, here->number, stretches[i - 1].number);
            continue;
        }
        int class = length_class(here->end - here->start);
        for (int k = class > 0 ? class - 1 : 0; k <= class + 1 && k < LENGTHS; k++)
            unite_with_recent(stretches, here, &recents[k], parents);
        put_recent(&recents[class], (uint32_t)i);
    }
}

static int by_cluster(const void *a, const void *b)
{
    const al_member *first = a, *second = b;
    uint64_t x = both(first->cluster, first->document), y = both(second->cluster, second->document);
    if (x == y) {
        x = both(first->start, first->end);
        y = both(second->start, second->end);
    }
    return (x > y) - (x < y);
}

/* Stretches of one cluster in one document that touch are one member. */
static size_t merge_members(al_member *members, size_t n)
{
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        al_member *last = kept > 0 ? &members[kept - 1] : NULL;
        if (last != NULL && last->cluster == members[i].cluster &&
            last->document == members[i].document && members[i].start <= last->end) {
            if (members[i].end > last->end)
                last->end = members[i].end;
        } else {
            members[kept++] = members[i];
        }
    }
    return kept;
}

/* Number the clusters from 1, in the order of their roots. */
static uint32_t number_clusters(al_member *members, size_t n)
{
    uint32_t count = 0, root = UINT32_MAX;
    for (size_t i = 0; i < n; i++) {
        if (members[i].cluster != root) {
            root = members[i].cluster;
            count++;
        }
        members[i].cluster = count;
    }
    return count;
}

static void list_stretches(const almost_reuse *reuse, al_stretch *stretches, uint32_t *parents)
{
    for (size_t i = 0; i < reuse->n_passages; i++) {
        const al_shared *passage = &reuse->passages[i];
        for (uint32_t side = 0; side < 2; side++) {
            uint32_t number = (uint32_t)(2 * i) + side;
            parents[number] = number;
            stretches[number] = (al_stretch){passage->document[side], passage->start[side],
                                             passage->end[side], number};
        }
        unite(parents, (uint32_t)(2 * i), (uint32_t)(2 * i) + 1);
    }
}

almost_status al_clusters_make(const almost_reuse *reuse, al_clusters *out, almost_error *error)
{
    size_t n = 2 * reuse->n_passages;
    if (reuse->n_passages > UINT32_MAX / 2 - 1)
        return al_fail(
            error, ALMOST_ERROR_LIMIT, NULL,
            "more than two thousand million passages; raise the score that is asked for");
    al_stretch *stretches = al_allocate(reuse->allocator, n, sizeof *stretches);
    uint32_t *parents = al_allocate(reuse->allocator, n, sizeof *parents);
    al_member *members = al_allocate(reuse->allocator, n, sizeof *members);
    if (stretches == NULL || parents == NULL || members == NULL) {
        al_release(reuse->allocator, stretches);
        al_release(reuse->allocator, parents);
        al_release(reuse->allocator, members);
        return al_fail_memory(error);
    }
    list_stretches(reuse, stretches, parents);
    qsort(stretches, n, sizeof *stretches, by_place);
    al_stretches_unite(stretches, n, parents);
    for (size_t i = 0; i < n; i++)
        members[i] = (al_member){al_stretch_root(parents, stretches[i].number),
                                 stretches[i].document, stretches[i].start, stretches[i].end};
    qsort(members, n, sizeof *members, by_cluster);
    n = merge_members(members, n);
    *out = (al_clusters){.members = members, .n = n, .count = number_clusters(members, n)};
    al_release(reuse->allocator, stretches);
    al_release(reuse->allocator, parents);
    return ALMOST_OK;
}

void al_clusters_release(al_clusters *clusters, const almost_allocator *allocator)
{
    al_release(allocator, clusters->members);
    *clusters = (al_clusters){.members = NULL};
}
