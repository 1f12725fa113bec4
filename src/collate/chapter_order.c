/* SPDX-License-Identifier: Apache-2.0 */
/* One after the other: of those that least should still follow, the one that follows the last. */
#include "collate/chapter_order.h"

#include <string.h>

#define NOWHERE UINT32_MAX

typedef struct ordering {
    const al_chapter_words *chapters;
    uint32_t n, n_groups, n_witnesses;
    uint32_t *at;     /* of each group and witness: the first chapter that is in it, or NOWHERE */
    uint32_t *behind; /* of each group: groups left that most put before it */
    uint32_t *first;  /* of each group: its chapter that is first by its words */
    const uint32_t *groups;
} ordering;

/* The order of two chapters by their words. */
static int by_words(const al_chapter_words *one, const al_chapter_words *other)
{
    uint32_t shorter = one->n < other->n ? one->n : other->n;
    for (uint32_t i = 0; i < shorter; i++)
        if (one->forms[i] != other->forms[i])
            return one->forms[i] < other->forms[i] ? -1 : 1;
    return (one->n > other->n) - (one->n < other->n);
}

static void note_chapters(ordering *ordering)
{
    memset(ordering->at, 0xFF,
           (size_t)ordering->n_groups * ordering->n_witnesses * sizeof *ordering->at);
    memset(ordering->first, 0xFF, ordering->n_groups * sizeof *ordering->first);
    for (uint32_t i = 0; i < ordering->n; i++) {
        uint32_t group = ordering->groups[i], *first = &ordering->first[group];
        uint32_t *at =
            &ordering->at[(size_t)group * ordering->n_witnesses + ordering->chapters[i].witness];
        *at = *at == NOWHERE ? i : *at;
        if (*first == NOWHERE || by_words(&ordering->chapters[i], &ordering->chapters[*first]) < 0)
            *first = i;
    }
}

/* Whether more witnesses have the one group before the other than behind it. */
static bool comes_before(const ordering *ordering, uint32_t one, uint32_t other)
{
    const uint32_t *a = ordering->at + (size_t)one * ordering->n_witnesses;
    const uint32_t *b = ordering->at + (size_t)other * ordering->n_witnesses;
    uint32_t before = 0, behind = 0;
    for (uint32_t w = 0; w < ordering->n_witnesses; w++) {
        before += (a[w] != NOWHERE) & (b[w] != NOWHERE) & (a[w] < b[w]);
        behind += (a[w] != NOWHERE) & (b[w] != NOWHERE) & (a[w] > b[w]);
    }
    return before > behind;
}

/* In how many witnesses a group stands right behind another, or at the beginning. */
static uint32_t follows(const ordering *ordering, uint32_t group, uint32_t last)
{
    uint32_t n = 0;
    for (uint32_t w = 0; w < ordering->n_witnesses; w++) {
        uint32_t i = ordering->at[(size_t)group * ordering->n_witnesses + w];
        if (i == NOWHERE)
            continue;
        bool begins = i == 0 || ordering->chapters[i - 1].witness != w;
        n += begins ? last == NOWHERE : ordering->groups[i - 1] == last;
    }
    return n;
}

/* Of the groups left, whose places are NOWHERE, the one to come next. */
static uint32_t choose(const ordering *ordering, const uint32_t *places, uint32_t last)
{
    uint32_t best = NOWHERE, most = 0;
    for (uint32_t group = 0; group < ordering->n_groups; group++) {
        if (places[group] != NOWHERE ||
            (best != NOWHERE && ordering->behind[group] > ordering->behind[best]))
            continue;
        uint32_t n = follows(ordering, group, last);
        bool above =
            best == NOWHERE || ordering->behind[group] < ordering->behind[best] || n > most;
        if (!above && n == most)
            above = by_words(&ordering->chapters[ordering->first[group]],
                             &ordering->chapters[ordering->first[best]]) < 0;
        if (above) {
            best = group;
            most = n;
        }
    }
    return best;
}

static void place_all(ordering *ordering, uint32_t *places)
{
    uint32_t n = ordering->n_groups, last = NOWHERE;
    for (uint32_t group = 0; group < n; group++)
        for (uint32_t other = 0; other < n; other++)
            ordering->behind[group] += other != group && comes_before(ordering, other, group);
    memset(places, 0xFF, n * sizeof *places);
    for (uint32_t place = 0; place < n; place++) {
        last = choose(ordering, places, last);
        places[last] = place;
        for (uint32_t group = 0; group < n; group++)
            if (places[group] == NOWHERE)
                ordering->behind[group] -= comes_before(ordering, last, group);
    }
}

bool al_chapters_order(const almost_allocator *allocator, const al_chapter_words *chapters,
                       uint32_t n, const uint32_t *groups, uint32_t n_groups, uint32_t *places)
{
    uint32_t n_witnesses = n > 0 ? chapters[n - 1].witness + 1 : 0;
    ordering ordering = {
        .chapters = chapters,
        .n = n,
        .n_groups = n_groups,
        .n_witnesses = n_witnesses,
        .groups = groups,
        .at = al_allocate(allocator, (size_t)n_groups * n_witnesses, sizeof(uint32_t)),
        .behind = al_allocate_zero(allocator, n_groups, sizeof(uint32_t)),
        .first = al_allocate(allocator, n_groups, sizeof(uint32_t)),
    };
    bool done = ordering.at != NULL && ordering.behind != NULL && ordering.first != NULL;
    if (done) {
        note_chapters(&ordering);
        place_all(&ordering, places);
    }
    al_release(allocator, ordering.at);
    al_release(allocator, ordering.behind);
    al_release(allocator, ordering.first);
    return done;
}
