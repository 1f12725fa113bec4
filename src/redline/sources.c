/* SPDX-License-Identifier: Apache-2.0 */
/* The runs of a text's origin, walked together with its atoms. */
#include "redline/sources.h"

#include "base/search.h"
#include "text/origin.h"

/* Bytes of the source of some bytes that lie in one run. */
static al_range source_in_run(const al_origin *origin, size_t run, al_range bytes)
{
    al_origin_run at = origin->runs[run];
    uint32_t end = run + 1 < origin->n ? origin->runs[run + 1].start : origin->end;
    if (end - at.start != at.source.end - at.source.start)
        return at.source;
    return (al_range){at.source.start + (bytes.start - at.start),
                      at.source.start + (bytes.end - at.start)};
}

void al_sources_find(const al_atoms *atoms, al_range *sources)
{
    const al_origin *origin = atoms->text->origin;
    size_t run = 0;
    for (size_t i = 0; i < atoms->n; i++) {
        al_range bytes = atoms->items[i].bytes;
        while (run + 1 < origin->n && origin->runs[run + 1].start <= bytes.start)
            run++;
        sources[i].start =
            source_in_run(origin, run, (al_range){bytes.start, bytes.start + 1}).start;
        size_t last = run;
        while (last + 1 < origin->n && origin->runs[last + 1].start < bytes.end)
            last++;
        sources[i].end = source_in_run(origin, last, (al_range){bytes.end - 1, bytes.end}).end;
    }
}

al_source_walk al_sources_walk(const al_atoms *atoms)
{
    return (al_source_walk){.atoms = atoms};
}

/* The first atom is looked for by halving, further ones lie a few runs on. */
void al_sources_go(al_source_walk *walk, uint32_t atom)
{
    const al_origin *origin = walk->atoms->text->origin;
    walk->left = walk->atoms->items[atom].bytes;
    size_t low = walk->run, high = origin->n;
    if (low > 0 && low + 4 < high && origin->runs[low + 4].start > walk->left.start)
        high = low + 4;
    size_t behind =
        AL_FIRST_FROM(al_origin_run, origin->runs, low, high, start, walk->left.start + 1);
    walk->run = behind > low ? behind - 1 : low;
}

bool al_sources_next(al_source_walk *walk, al_range *source)
{
    const al_origin *origin = walk->atoms->text->origin;
    if (walk->left.start >= walk->left.end)
        return false;
    while (walk->run + 1 < origin->n && origin->runs[walk->run + 1].start <= walk->left.start)
        walk->run++;
    uint32_t end = walk->run + 1 < origin->n ? origin->runs[walk->run + 1].start : origin->end;
    al_range bytes = {walk->left.start, end < walk->left.end ? end : walk->left.end};
    *source = source_in_run(origin, walk->run, bytes);
    walk->left.start = bytes.end;
    return true;
}
