/* SPDX-License-Identifier: Apache-2.0 */
/* Stretches that are one, and what belongs together by them. */
#include "reuse/clusters.h"

#include "base/error.h"

/* They are sorted as records, and so are members: four numbers in the order of their bits. */
static al_record record_of(uint32_t a, uint32_t b, uint32_t c, uint32_t d)
{
    return (al_record){(uint64_t)a << 32 | b, (uint64_t)c << 32 | d};
}

static al_stretch stretch_of(const al_record *record)
{
    return (al_stretch){(uint32_t)(record->high >> 32), (uint32_t)record->high,
                        (uint32_t)(record->low >> 32), (uint32_t)record->low};
}

enum {
    LOOKED_BACK = 32, /* stretches of about one length before one; those like it are among them */
    LENGTHS = 32      /* classes of lengths, by powers of two */
};

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

/* The last stretches of one class of lengths. */
typedef struct recent {
    al_stretch last[LOOKED_BACK];
    size_t n, next;
} recent;

static void unite_with_recent(const al_stretch *here, const recent *recent, uint32_t *parents)
{
    for (size_t k = 0; k < recent->n; k++)
        if (is_like(here, &recent->last[k]))
            unite(parents, here->number, recent->last[k].number);
}

static void put_recent(recent *recent, const al_stretch *stretch)
{
    recent->last[recent->next] = *stretch;
    recent->next = (recent->next + 1) % LOOKED_BACK;
    recent->n += recent->n < LOOKED_BACK;
}

/* Stretches as they are united, one after the other. */
typedef struct uniting {
    recent recents[LENGTHS];
    al_stretch before;
    bool any; /* there is one before */
    uint32_t *parents;
} uniting;

/*
 * Stretches in order of their places: each is united with those before it that are like it, which
 * are at most twice as long, or half. Of the same stretch found many times one stands for all, so
 * that few need to be looked at; and short ones within a long one do not hide it.
 */
static void unite_next(uniting *uniting, const al_stretch *here)
{
    const al_stretch before = uniting->before;
    bool same = uniting->any && here->document == before.document && here->start == before.start &&
                here->end == before.end;
    if (same)
        unite(uniting->parents, here->number, before.number);
    uniting->before = *here;
    uniting->any = true;
    if (same)
        return;
    int class = length_class(here->end - here->start);
    for (int k = class > 0 ? class - 1 : 0; k <= class + 1 && k < LENGTHS; k++)
        unite_with_recent(here, &uniting->recents[k], uniting->parents);
    put_recent(&uniting->recents[class], here);
}

void al_stretches_unite(const al_stretch *stretches, size_t n, uint32_t *parents)
{
    uniting uniting = {.parents = parents};
    for (size_t i = 0; i < n; i++)
        unite_next(&uniting, &stretches[i]);
}

static void unite_within(const al_record *stretches, size_t n, uint32_t *parents)
{
    uniting uniting = {.parents = parents};
    for (size_t i = 0; i < n; i++) {
        const al_stretch here = stretch_of(&stretches[i]);
        unite_next(&uniting, &here);
    }
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

static void list_stretches(const almost_reuse *reuse, al_record *stretches, uint32_t *parents)
{
    for (size_t i = 0; i < reuse->n_passages; i++) {
        const al_shared *passage = &reuse->passages[i];
        for (uint32_t side = 0; side < 2; side++) {
            uint32_t number = (uint32_t)(2 * i) + side;
            parents[number] = number;
            stretches[number] = record_of(passage->document[side], passage->start[side],
                                          passage->end[side], number);
        }
        unite(parents, (uint32_t)(2 * i), (uint32_t)(2 * i) + 1);
    }
}

/* Stretches as what they are of a cluster, in order; of two rows the one that is used then. */
static al_record *list_members(al_record *stretches, al_record *other, size_t n, uint32_t *parents)
{
    for (size_t i = 0; i < n; i++) {
        const al_stretch here = stretch_of(&stretches[i]);
        stretches[i] =
            record_of(al_stretch_root(parents, here.number), here.document, here.start, here.end);
    }
    return al_records_sort(stretches, other, n, 0, 32); /* in each they are in order */
}

/* The members of records that are sorted. */
static almost_status make_members(const almost_reuse *reuse, const al_record *records, size_t n,
                                  al_clusters *out, almost_error *error)
{
    al_member *members = al_allocate(reuse->allocator, n, sizeof *members);
    if (members == NULL)
        return al_fail_memory(error);
    for (size_t i = 0; i < n; i++) {
        const al_stretch here = stretch_of(&records[i]);
        members[i] = (al_member){here.document, here.start, here.end, here.number};
    }
    n = merge_members(members, n);
    *out = (al_clusters){.members = members, .n = n, .count = number_clusters(members, n)};
    return ALMOST_OK;
}

almost_status al_clusters_make(const almost_reuse *reuse, al_clusters *out, almost_error *error)
{
    size_t n = 2 * reuse->n_passages;
    if (reuse->n_passages > UINT32_MAX / 2 - 1)
        return al_fail(
            error, ALMOST_ERROR_LIMIT, NULL,
            "more than two thousand million passages; raise the score that is asked for");
    al_record *rows = al_allocate(reuse->allocator, n, 2 * sizeof *rows);
    uint32_t *parents = al_allocate(reuse->allocator, n, sizeof *parents);
    almost_status status = rows == NULL || parents == NULL ? al_fail_memory(error) : ALMOST_OK;
    if (status == ALMOST_OK) {
        list_stretches(reuse, rows, parents);
        al_record *stretches = al_records_sort(rows, rows + n, n, 0, 96); /* by number they are */
        unite_within(stretches, n, parents);
        const al_record *members =
            list_members(stretches, stretches == rows ? rows + n : rows, n, parents);
        al_release(reuse->allocator, parents);
        parents = NULL;
        status = make_members(reuse, members, n, out, error);
    }
    al_release(reuse->allocator, rows);
    al_release(reuse->allocator, parents);
    return status;
}

void al_clusters_release(al_clusters *clusters, const almost_allocator *allocator)
{
    al_release(allocator, clusters->members);
    *clusters = (al_clusters){.members = NULL};
}
