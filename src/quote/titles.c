/* SPDX-License-Identifier: Apache-2.0 */
/* Names as rows of hashes, sorted. */
#include "quote/titles.h"

#include "words/fold.h"

#include <stdlib.h>
#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

enum {
    longest_run = 64,
    word_letters = 3,
    many_names = 256, /* that have a run: it says too little to look at them all */
    most_candidates = 512
};

static bool is_letter(unsigned char c)
{
    return c >= 0x80 || ((c | 32) >= 'a' && (c | 32) <= 'z') || (c >= '0' && c <= '9');
}

bool al_run_next(const char *bytes, uint32_t end, uint32_t *at, al_run *out)
{
    while (*at < end && !is_letter((unsigned char)bytes[*at]))
        ++*at;
    uint32_t start = *at;
    bool figures = true;
    while (*at < end && is_letter((unsigned char)bytes[*at])) {
        figures &= bytes[*at] >= '0' && bytes[*at] <= '9';
        ++*at;
    }
    if (start == *at)
        return false;
    char room[4 * longest_run + 32];
    uint32_t length = *at - start < longest_run ? *at - start : longest_run;
    size_t n = al_fold_word(bytes + start, length, AL_FOLD_EVERYTHING, room, sizeof room);
    *out = (al_run){XXH3_64bits(room, n), {start, *at}, figures || n < word_letters};
    return true;
}

/* The name of a source without folders and ending. */
static al_range stem_of(const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *start = slash != NULL && slash[1] != '\0' ? slash + 1 : name;
    const char *dot = strrchr(start, '.');
    size_t end = dot != NULL && dot > start ? (size_t)(dot - name) : strlen(name);
    return (al_range){(uint32_t)(start - name), (uint32_t)end};
}

/* The hash of a beginning and one more run. */
static uint64_t go_on(uint64_t start, uint64_t run)
{
    const uint64_t both[2] = {start, run};
    return XXH3_64bits(both, sizeof both);
}

static bool add(al_titles *titles, const al_run *run, uint64_t start, uint32_t source)
{
    if (!al_grow(titles->allocator, (void **)&titles->runs, &titles->runs_room, titles->n_runs + 1,
                 sizeof *titles->runs) ||
        !al_grow(titles->allocator, (void **)&titles->starts, &titles->starts_room,
                 titles->n_starts + 1, sizeof *titles->starts))
        return false;
    titles->runs[titles->n_runs++] = (al_title_run){run->hash, source, run->figures};
    titles->starts[titles->n_starts++] = (al_title_start){start, UINT32_MAX};
    return true;
}

static bool read_name(al_titles *titles, const char *name, uint32_t source)
{
    al_range stem = stem_of(name);
    al_run run;
    uint64_t start = 0;
    bool any = false;
    for (uint32_t at = stem.start; al_run_next(name, stem.end, &at, &run); any = true) {
        start = go_on(start, run.hash);
        if (!add(titles, &run, start, source))
            return false;
    }
    if (any)
        titles->starts[titles->n_starts - 1].source = source;
    return true;
}

static int by_run(const void *a, const void *b)
{
    const al_title_run *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->source < y->source ? -1 : x->source > y->source;
}

static int by_start(const void *a, const void *b)
{
    const al_title_start *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return x->source < y->source ? -1 : x->source > y->source;
}

/* Sort both rows, and keep each entry once: of equal beginnings the first whole name. */
static void settle(al_titles *titles)
{
    size_t n = 0;
    if (titles->n_runs == 0)
        return;
    qsort(titles->runs, titles->n_runs, sizeof *titles->runs, by_run);
    for (size_t i = 0; i < titles->n_runs; i++)
        if (n == 0 || by_run(&titles->runs[n - 1], &titles->runs[i]) != 0)
            titles->runs[n++] = titles->runs[i];
    titles->n_runs = n;
    n = 0;
    qsort(titles->starts, titles->n_starts, sizeof *titles->starts, by_start);
    for (size_t i = 0; i < titles->n_starts; i++)
        if (n == 0 || titles->starts[n - 1].hash != titles->starts[i].hash)
            titles->starts[n++] = titles->starts[i];
    titles->n_starts = n;
}

bool al_titles_init(al_titles *titles, const al_sources *sources)
{
    *titles = (al_titles){.allocator = sources->allocator};
    for (uint32_t i = 0; i < sources->n; i++)
        if (!read_name(titles, almost_text_name(sources->items[i].text), i))
            return false;
    settle(titles);
    return true;
}

void al_titles_release(al_titles *titles)
{
    if (titles->allocator == NULL)
        return;
    al_release(titles->allocator, titles->runs);
    al_release(titles->allocator, titles->starts);
    *titles = (al_titles){.allocator = NULL};
}

/* The entry of a beginning; NULL: no name begins so. */
static const al_title_start *start_of(const al_titles *titles, uint64_t hash)
{
    size_t low = 0, high = titles->n_starts;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (titles->starts[middle].hash < hash)
            low = middle + 1;
        else
            high = middle;
    }
    bool found = low < titles->n_starts && titles->starts[low].hash == hash;
    return found ? &titles->starts[low] : NULL;
}

size_t al_titles_whole(const al_titles *titles, const al_run *runs, uint32_t n, uint32_t *length)
{
    size_t best = AL_NO_TITLE;
    uint64_t hash = 0;
    for (uint32_t i = 0; i < n; i++) {
        hash = go_on(hash, runs[i].hash);
        const al_title_start *start = start_of(titles, hash);
        if (start == NULL)
            break;
        if (start->source == UINT32_MAX)
            continue;
        best = start->source;
        *length = i + 1;
    }
    return best;
}

/* The first entry of a run at a source or behind it. */
static size_t lower(const al_titles *titles, uint64_t hash, uint32_t source)
{
    const al_title_run wanted = {hash, source, false};
    size_t low = 0, high = titles->n_runs;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (by_run(&titles->runs[middle], &wanted) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool has(const al_titles *titles, uint64_t hash, uint32_t source)
{
    size_t at = lower(titles, hash, source);
    return at < titles->n_runs && titles->runs[at].hash == hash &&
           titles->runs[at].source == source;
}

/* How much of a name stands among the runs: a word says more than any figures. */
static uint32_t score_of(const al_titles *titles, const al_run *runs, uint32_t n, uint32_t source)
{
    uint32_t score = 0;
    for (uint32_t i = 0; i < n; i++)
        if (has(titles, runs[i].hash, source))
            score += runs[i].figures ? 1 : 16;
    return score;
}

static int by_number(const void *a, const void *b)
{
    const uint32_t *x = a, *y = b;
    return *x < *y ? -1 : *x > *y;
}

/* Sources whose names have a word that few names have. */
static uint32_t candidates_of(const al_titles *titles, const al_run *runs, uint32_t n,
                              uint32_t out[most_candidates])
{
    uint32_t found = 0, kept = 0;
    for (uint32_t i = 0; i < n; i++) {
        size_t first = lower(titles, runs[i].hash, 0), end = first;
        while (end < titles->n_runs && titles->runs[end].hash == runs[i].hash &&
               end - first <= many_names)
            end++;
        if (runs[i].figures || end - first > many_names || found + (end - first) > most_candidates)
            continue;
        for (size_t at = first; at < end; at++)
            out[found++] = titles->runs[at].source;
    }
    if (found == 0)
        return 0;
    qsort(out, found, sizeof *out, by_number);
    for (uint32_t i = 0; i < found; i++)
        if (kept == 0 || out[kept - 1] != out[i])
            out[kept++] = out[i];
    return kept;
}

size_t al_titles_most(const al_titles *titles, const al_run *runs, uint32_t n)
{
    uint32_t candidates[most_candidates];
    uint32_t n_candidates = candidates_of(titles, runs, n, candidates);
    uint32_t best = 0;
    size_t source = AL_NO_TITLE;
    for (uint32_t i = 0; i < n_candidates; i++) {
        uint32_t score = score_of(titles, runs, n, candidates[i]);
        if (score >= best)
            source = score > best ? candidates[i] : AL_NO_TITLE; /* two are none */
        best = score > best ? score : best;
    }
    return source;
}
