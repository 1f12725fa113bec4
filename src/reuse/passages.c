/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From pairs, sorted by documents, to passages. What is found in a pair depends on the pairs before
 * it that have the same first document, and on no others; so threads are given whole documents with
 * all of their pairs, and what they find is put together in order. A document with more pairs than
 * a job may hold is done by whoever hands out the jobs, while they come.
 */
#include "base/error.h"
#include "base/jobs.h"
#include "base/workers.h"
#include "reuse/aligner.h"

#include <string.h>

enum {
    BETWEEN_LOOKS = 4096, /* pairs, after which the clock and the caller are asked */
    ENOUGH = 256,         /* pairs of a job: some milliseconds */
    MOST = 1 << 16,       /* a megabyte of pairs */
    WORK_OF_PAIR = 32     /* one takes as long as so many seeds */
};

/* Pairs of some first documents, and the passages that were found. */
typedef struct portion {
    al_record *pairs;
    size_t n_pairs, capacity;
    al_shared *passages;
    size_t n_passages;
    uint64_t n_linked;
    almost_status status;
    almost_error error;
} portion;

typedef struct aligning {
    almost_reuse *reuse;
    al_shared_aligner *aligners; /* one a thread */
    uint32_t n_aligners;
    al_shared_aligner own; /* for a document with very many pairs */
    bool alone;            /* such a document is at hand */
    al_jobs *jobs;
    portion *filling;   /* NULL: nothing */
    uint32_t document;  /* the first one of the last pair that was taken */
    uint64_t done, all; /* pairs */
    uint64_t told;      /* of these, those that may have been saved */
} aligning;

/* --- Jobs ----------------------------------------------------------------- */

/* Let an aligner do all pairs, one after the other. */
static almost_status take_all(al_shared_aligner *aligner, const al_record *pairs, size_t n,
                              almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++)
        status = al_shared_aligner_take(aligner, &pairs[i], error);
    return status;
}

static void run_portion(void *context, uint32_t worker, void *job)
{
    const aligning *aligning = context;
    al_shared_aligner *aligner = &aligning->aligners[worker];
    const almost_allocator *allocator = aligning->reuse->allocator;
    portion *portion = job;
    aligner->n_linked = 0;
    aligner->n_passages = 0;
    portion->status = take_all(aligner, portion->pairs, portion->n_pairs, &portion->error);
    if (portion->status == ALMOST_OK)
        portion->status = al_shared_aligner_end(aligner, &portion->error);
    al_release(allocator, portion->pairs);
    portion->pairs = NULL;
    portion->n_linked = aligner->n_linked;
    if (portion->status != ALMOST_OK || aligner->n_passages == 0)
        return;
    portion->passages = al_allocate(allocator, aligner->n_passages, sizeof *portion->passages);
    if (portion->passages == NULL) {
        portion->status = al_fail_memory(&portion->error);
        return;
    }
    portion->n_passages = aligner->n_passages;
    memcpy(portion->passages, aligner->passages, portion->n_passages * sizeof *portion->passages);
}

static void release_portion(void *context, void *job)
{
    const almost_allocator *allocator = ((aligning *)context)->reuse->allocator;
    portion *portion = job;
    if (portion == NULL)
        return;
    al_release(allocator, portion->pairs);
    al_release(allocator, portion->passages);
    al_release(allocator, portion);
}

static uint64_t weigh_portion(const void *job)
{
    const portion *portion = job;
    return portion->pairs != NULL ? portion->capacity * sizeof *portion->pairs
                                  : portion->n_passages * sizeof *portion->passages;
}

/* --- In order ------------------------------------------------------------- */

static almost_status keep(aligning *aligning, const al_shared *passages, size_t n,
                          almost_error *error)
{
    almost_reuse *reuse = aligning->reuse;
    if (n == 0)
        return ALMOST_OK;
    if (!al_grow(reuse->allocator, (void **)&reuse->passages, &reuse->passages_capacity,
                 reuse->n_passages + n, sizeof *reuse->passages))
        return al_fail_memory(error);
    memcpy(reuse->passages + reuse->n_passages, passages, n * sizeof *passages);
    reuse->n_passages += n;
    return ALMOST_OK;
}

/* Wait for the first one of the portions that are under way. */
static almost_status take_portion(aligning *aligning, bool *any, almost_error *error)
{
    portion *portion = al_jobs_take(aligning->jobs);
    *any = portion != NULL;
    if (portion == NULL)
        return ALMOST_OK;
    almost_status status = portion->status;
    if (status != ALMOST_OK && error != NULL)
        *error = portion->error;
    if (status == ALMOST_OK)
        status = keep(aligning, portion->passages, portion->n_passages, error);
    aligning->reuse->n_linked += portion->n_linked;
    release_portion(aligning, portion);
    return status;
}

static almost_status take_rest(aligning *aligning, almost_error *error)
{
    bool any = true;
    almost_status status = ALMOST_OK;
    while (any && status == ALMOST_OK)
        status = take_portion(aligning, &any, error);
    return status;
}

/* The portion that was filled is handed to a thread. */
static almost_status hand_out(aligning *aligning, almost_error *error)
{
    bool any = true;
    almost_status status = ALMOST_OK;
    if (aligning->filling == NULL)
        return ALMOST_OK;
    while (status == ALMOST_OK && any && al_jobs_room(aligning->jobs) == 0)
        status = take_portion(aligning, &any, error);
    if (status != ALMOST_OK)
        return status;
    al_jobs_add(aligning->jobs, aligning->filling);
    aligning->filling = NULL;
    return ALMOST_OK;
}

/* --- A document with very many pairs -------------------------------------- */

/* What is before it is waited for; its pairs that are there already are done. */
static almost_status begin_alone(aligning *aligning, almost_error *error)
{
    portion *portion = aligning->filling;
    size_t first = portion->n_pairs;
    while (first > 0 && portion->pairs[first - 1].high >> 32 == aligning->document)
        first--;
    al_record *pairs = portion->pairs + first;
    size_t n = portion->n_pairs - first;
    almost_status status = take_all(&aligning->own, pairs, n, error);
    portion->n_pairs = first;
    aligning->alone = true;
    if (status == ALMOST_OK)
        status = hand_out(aligning, error);
    return status != ALMOST_OK ? status : take_rest(aligning, error);
}

static almost_status end_alone(aligning *aligning, almost_error *error)
{
    if (!aligning->alone)
        return ALMOST_OK;
    aligning->alone = false;
    almost_status status = al_shared_aligner_end(&aligning->own, error);
    if (status == ALMOST_OK)
        status = keep(aligning, aligning->own.passages, aligning->own.n_passages, error);
    aligning->reuse->n_linked += aligning->own.n_linked;
    aligning->own.n_passages = 0;
    aligning->own.n_linked = 0;
    return status;
}

/* Whatever is under way comes to its end. */
static almost_status end_all(aligning *aligning, almost_error *error)
{
    almost_status status = end_alone(aligning, error);
    if (status == ALMOST_OK)
        status = hand_out(aligning, error);
    return status == ALMOST_OK ? take_rest(aligning, error) : status;
}

/* --- Pairs ---------------------------------------------------------------- */

static almost_status put_pair(aligning *aligning, const al_record *pair, almost_error *error)
{
    const almost_allocator *allocator = aligning->reuse->allocator;
    portion *portion = aligning->filling;
    if (portion == NULL)
        portion = aligning->filling = al_allocate_zero(allocator, 1, sizeof *portion);
    if (portion == NULL || !al_grow(allocator, (void **)&portion->pairs, &portion->capacity,
                                    portion->n_pairs + 1, sizeof *portion->pairs))
        return al_fail_memory(error);
    portion->pairs[portion->n_pairs++] = *pair;
    return ALMOST_OK;
}

static almost_status take_pair(aligning *aligning, const al_record *pair, almost_error *error)
{
    uint32_t document = (uint32_t)(pair->high >> 32);
    size_t n = aligning->filling != NULL ? aligning->filling->n_pairs : 0;
    almost_status status = ALMOST_OK;
    if (document != aligning->document) {
        status = end_alone(aligning, error);
        if (status == ALMOST_OK && n >= ENOUGH)
            status = hand_out(aligning, error);
        aligning->document = document;
    } else if (n == MOST) {
        status = begin_alone(aligning, error);
    }
    if (status != ALMOST_OK)
        return status;
    return aligning->alone ? al_shared_aligner_take(&aligning->own, pair, error)
                           : put_pair(aligning, pair, error);
}

static almost_status take_pairs(void *context, const al_record *records, size_t n,
                                almost_error *error)
{
    aligning *aligning = context;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        status = take_pair(aligning, &records[i], error);
        if (status == ALMOST_OK && ++aligning->done % BETWEEN_LOOKS == 0)
            status =
                al_reuse_go_on(aligning->reuse, "aligning passages",
                               .75 + .25 * (double)aligning->done / (double)aligning->all, error);
    }
    return status;
}

/* All letters into memory, where they take no more than a part of it that sorting leaves. */
static almost_status read_letters(almost_reuse *reuse, almost_error *error)
{
    if (reuse->n_letters > reuse->memory / AL_LETTERS_SHARE)
        return ALMOST_OK;
    reuse->all_letters = al_allocate(reuse->allocator, (size_t)reuse->n_letters + 1, 1);
    if (reuse->all_letters == NULL)
        return al_fail_memory(error);
    return al_scratch_read(&reuse->letters, 0, reuse->all_letters, (size_t)reuse->n_letters, error);
}

static almost_status begin(aligning *aligning, almost_error *error)
{
    almost_reuse *reuse = aligning->reuse;
    uint32_t threads = al_workers_wanted(&reuse->environment);
    const al_job_plan plan = {run_portion, release_portion, weigh_portion, aligning};
    al_shared_aligner_init(&aligning->own, reuse);
    aligning->aligners = al_allocate(reuse->allocator, threads, sizeof *aligning->aligners);
    if (aligning->aligners == NULL)
        return al_fail_memory(error);
    for (; aligning->n_aligners < threads; aligning->n_aligners++)
        al_shared_aligner_init(&aligning->aligners[aligning->n_aligners], reuse);
    aligning->jobs = al_jobs_new(reuse->allocator, &plan, threads);
    if (aligning->jobs == NULL)
        return al_fail_memory(error);
    almost_status status = al_scratch_flush(&reuse->letters, error);
    return status == ALMOST_OK ? read_letters(reuse, error) : status;
}

static void end(aligning *aligning)
{
    al_jobs_free(aligning->jobs);
    release_portion(aligning, aligning->filling);
    for (uint32_t i = 0; i < aligning->n_aligners; i++)
        al_shared_aligner_release(&aligning->aligners[i]);
    al_shared_aligner_release(&aligning->own);
    al_release(aligning->reuse->allocator, aligning->aligners);
    al_release(aligning->reuse->allocator, aligning->reuse->all_letters);
    aligning->reuse->all_letters = NULL;
}

/* No document has pairs in two parts: what was found can be saved there. */
static almost_status end_part(void *context, uint32_t part, almost_error *error)
{
    aligning *aligning = context;
    uint64_t bytes = (aligning->done - aligning->told) * sizeof(al_record) * WORK_OF_PAIR;
    aligning->told = aligning->done;
    if (!al_kept_is_due(aligning->reuse, bytes))
        return ALMOST_OK;
    almost_status status = end_all(aligning, error);
    return status == ALMOST_OK ? al_kept_save(aligning->reuse, AL_ALIGNING, part, error) : status;
}

almost_status al_reuse_align(almost_reuse *reuse, almost_error *error)
{
    aligning aligning = {
        .reuse = reuse, .all = al_spill_count(reuse->pairs), .document = UINT32_MAX};
    almost_status status = begin(&aligning, error);
    if (status == ALMOST_OK)
        status = al_spill_drain_from(reuse->pairs, reuse->kept.part, take_pairs, end_part,
                                     &aligning, error);
    if (status == ALMOST_OK)
        status = end_all(&aligning, error);
    end(&aligning);
    return status;
}
