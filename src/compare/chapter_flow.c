/* SPDX-License-Identifier: Apache-2.0 */
/* A walk over the words that have a partner; runs from chapter to chapter are added up. */
#include "compare/chapter_flow.h"

#include "compare/partner.h"

#include <stdlib.h>

static int by_chapters(const void *a, const void *b)
{
    const al_chapter_flow *first = a, *second = b;
    if (first->chapters[0] != second->chapters[0])
        return first->chapters[0] < second->chapters[0] ? -1 : 1;
    if (first->chapters[1] != second->chapters[1])
        return first->chapters[1] < second->chapters[1] ? -1 : 1;
    return 0;
}

static void merge(al_chapter_flows *flows)
{
    size_t n = 0;
    qsort(flows->items, flows->n, sizeof *flows->items, by_chapters);
    for (size_t i = 0; i < flows->n; i++) {
        if (n > 0 && by_chapters(&flows->items[n - 1], &flows->items[i]) == 0)
            flows->items[n - 1].words += flows->items[i].words;
        else
            flows->items[n++] = flows->items[i];
    }
    flows->n = n;
}

uint32_t al_chapter_at(const al_chapters *chapters, uint32_t hint, uint32_t byte)
{
    const al_chapter *items = chapters->items;
    if (items[hint].bytes.start <= byte && byte < items[hint].bytes.end)
        return hint;
    size_t low = 0, high = chapters->n;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (items[middle].bytes.start <= byte)
            low = middle;
        else
            high = middle;
    }
    return (uint32_t)low;
}

bool al_chapter_flows_find(const al_sides *sides, const al_alignment *alignment,
                           const al_chapters chapters[2], al_chapter_flows *out)
{
    const int side[2] = {sides->original, sides->telling};
    const uint32_t *partner = alignment->partner[side[0]];
    uint32_t n = alignment->n[side[0]], here[2] = {0, 0};
    al_chapter_flows flows = {.n = 0};
    for (uint32_t word = 0; (word = al_partner_next(partner, word, n)) < n; word++) {
        const uint32_t words[2] = {word, partner[word]};
        bool title = false;
        for (int i = 0; i < 2; i++) {
            uint32_t byte = sides->side[side[i]].spans[words[i]].start;
            here[i] = al_chapter_at(&chapters[i], here[i], byte);
            title |= byte < chapters[i].items[here[i]].title.end;
        }
        al_chapter_flow *last = flows.n > 0 ? &flows.items[flows.n - 1] : NULL;
        if (title)
            continue;
        if (last != NULL && last->chapters[0] == here[0] && last->chapters[1] == here[1]) {
            last->words++;
            continue;
        }
        if (!al_grow(sides->allocator, (void **)&flows.items, &flows.capacity, flows.n + 1,
                     sizeof *flows.items)) {
            al_release(sides->allocator, flows.items);
            return false;
        }
        flows.items[flows.n++] = (al_chapter_flow){{here[0], here[1]}, 1};
    }
    if (flows.n > 0)
        merge(&flows);
    *out = flows;
    return true;
}
