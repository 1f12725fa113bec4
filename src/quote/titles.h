/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of sources, by the runs of letters and figures that they are made of:
 * Anon_Clara_1864.txt is `anon`, `clara`, `1864`. A name is found by walking along its beginnings,
 * each of which has a hash: what it takes grows with the text that is read and not with how many
 * sources there are.
 */
#ifndef AL_TITLES_H
#define AL_TITLES_H

#include "base/range.h"
#include "quote/sources.h"

#define AL_NO_TITLE SIZE_MAX

/* A run of letters and figures, folded. */
typedef struct al_run {
    uint64_t hash;
    al_range bytes;
    bool figures; /* figures only, or too short to be a word */
} al_run;

/* The next run from *at on, which goes behind it; false at the end. */
bool al_run_next(const char *bytes, uint32_t end, uint32_t *at, al_run *out);

/* A run that a name has. */
typedef struct al_title_run {
    uint64_t hash;
    uint32_t source;
    bool figures;
} al_title_run;

/* A beginning of names. */
typedef struct al_title_start {
    uint64_t hash;   /* of all its runs */
    uint32_t source; /* the first whose whole name it is; UINT32_MAX: none */
} al_title_start;

typedef struct al_titles {
    const almost_allocator *allocator;
    al_title_run *runs; /* by hash, then by source; each once */
    size_t n_runs;
    size_t runs_room;
    al_title_start *starts; /* by hash, each once */
    size_t n_starts;
    size_t starts_room;
} al_titles;

/* Read the names of sources. False when memory ends; the caller's to release in any case. */
AL_MUST_CHECK bool al_titles_init(al_titles *titles, const al_sources *sources);
void al_titles_release(al_titles *titles);

/*
 * The source all of whose name stands in a row from the first of `n` runs on, the longest, with its
 * runs in *length; AL_NO_TITLE: none.
 */
size_t al_titles_whole(const al_titles *titles, const al_run *runs, uint32_t n, uint32_t *length);

/*
 * The one source of whose name most stands among the runs, in any order, a word of it at least.
 * Runs that are in hundreds of names find none of these.
 */
size_t al_titles_most(const al_titles *titles, const al_run *runs, uint32_t n);

#endif
