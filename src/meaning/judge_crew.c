/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Changes are dealt out in blocks, from one end of a sentence to another
 * (al_cells_seam()), so that no two threads look at one cell. Where blocks begin
 * follows from the changes alone, and is found before any of them is judged; a
 * cell is judged by what stands in it: the outcome is the same whoever judges it. Every thread has
 * a judge of its own, as judges remember what they worked out of each word.
 */
#include "meaning/judge_crew.h"

#include "base/memory.h"
#include "base/workers.h"

#include <stdatomic.h>

enum {
    a_block = 512,    /* changes: half a millisecond or so */
    worth_a_judge = 8 /* blocks for each thread, at least: it works out words that others know */
};

typedef struct crew {
    const al_judge *judge;
    const al_cells *cells;
    al_change *changes;
    al_deadline deadline;
    const size_t *starts; /* of each block, and the end of the last */
    size_t n;
    atomic_size_t next; /* block that nobody took yet */
    atomic_bool late;
    atomic_bool stopped; /* late, or memory has ended */
} crew;

/* Judge blocks as long as there are any. False when memory ends or it is late. */
static bool judge_blocks(crew *crew, al_judge *judge, al_clock *clock)
{
    while (!atomic_load(&crew->stopped)) {
        size_t block = atomic_fetch_add(&crew->next, 1);
        if (block >= crew->n)
            return true;
        al_cells part = al_cells_part(crew->cells, crew->starts[block], crew->starts[block + 1]);
        if (!al_judge_part(judge, &part, crew->changes, clock)) {
            atomic_store(&crew->stopped, true);
            return false;
        }
    }
    return false;
}

/* A thread that has no memory for a judge leaves all blocks to the others. */
static void work(void *context)
{
    crew *crew = context;
    al_judge *judge;
    al_clock clock = {.deadline = crew->deadline};
    if (al_judge_twin(crew->judge, &judge, NULL) != ALMOST_OK)
        return;
    if (!judge_blocks(crew, judge, &clock) && clock.late)
        atomic_store(&crew->late, true);
    al_judge_free(judge);
}

/* Where blocks begin; the next one begins where the last one ends. NULL when memory ends. */
static size_t *find_starts(const al_cells *cells, size_t *n)
{
    size_t *starts = al_allocate(cells->allocator, cells->n / a_block + 2, sizeof *starts);
    size_t end = 0;
    if (starts == NULL)
        return NULL;
    for (*n = 0, starts[0] = 0; end < cells->n; starts[++*n] = end)
        end = al_cells_seam(cells, end + a_block);
    return starts;
}

/* Judge all blocks with `helpers` threads beside the caller's. */
static bool judge_together(crew *crew, al_judge *judge, uint32_t helpers, al_clock *clock)
{
    al_workers *workers = al_workers_start(crew->cells->allocator, helpers, work, crew);
    bool whole = judge_blocks(crew, judge, clock);
    al_workers_join(workers);
    if (clock != NULL && atomic_load(&crew->late))
        clock->late = true;
    return whole && !atomic_load(&crew->stopped);
}

bool al_judge_crew(al_judge *judge, const al_cells *cells, al_change *changes, uint32_t threads,
                   al_clock *clock)
{
    size_t useful = cells->n / a_block / worth_a_judge;
    crew crew = {.judge = judge, .cells = cells, .changes = changes};
    size_t *starts = useful > 1 && threads > 1 ? find_starts(cells, &crew.n) : NULL;
    if (starts == NULL) {
        al_cells all = *cells;
        return al_judge_part(judge, &all, changes, clock);
    }
    if (clock != NULL)
        crew.deadline = clock->deadline;
    crew.starts = starts;
    uint32_t together = useful < threads ? (uint32_t)useful : threads;
    bool whole = judge_together(&crew, judge, together - 1, clock);
    al_release(cells->allocator, starts);
    return whole;
}
