/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pairs of a corpus. Seeds are sorted and paired part by part, and no group is in two parts: so
 * threads are given whole parts, and pairs, which are sorted again, are taken in the order of the
 * parts. A part of which sixteen would not fit into half of the memory is done by the caller.
 */
#include "base/error.h"
#include "base/jobs.h"
#include "base/workers.h"
#include "reuse/corpus.h"
#include "reuse/groups.h"

#include <pthread.h>

enum {
    NOWHERE = -1,            /* which document it is was not asked yet */
    BETWEEN_LOOKS = 1 << 16, /* seeds, after which the clock and the caller are asked */
    SHARE_OF_PART = 2 * 16   /* of the memory */
};

/* Room for the seeds of a part, and to sort them; a page that is new costs as much as a seed's
 * sort. */
typedef struct rows {
    struct rows *next;
    size_t capacity; /* of each of the two rows */
    al_record first[];
} rows;

/* A part: its seeds, and then its pairs. */
typedef struct portion {
    rows *rows;
    size_t n_seeds;
    al_record *pairs;
    size_t n_pairs, capacity;
    uint32_t part;
    almost_status status;
    almost_error error;
} portion;

typedef struct pairing {
    almost_reuse *reuse;
    al_jobs *jobs;
    bool one_thread;
    pthread_mutex_t mutex; /* guards what follows */
    rows *spare;
    al_grouping own; /* of a large part, done by the caller */
    uint64_t done;   /* seeds */
} pairing;

/* --- Rows ----------------------------------------------------------------- */

/* Those of a part that is done, or new ones. NULL: memory ends. */
static rows *take_rows(pairing *pairing, size_t n)
{
    const almost_allocator *allocator = pairing->reuse->allocator;
    size_t capacity = n + n / 8; /* parts are about as large as each other */
    pthread_mutex_lock(&pairing->mutex);
    rows *taken = pairing->spare;
    if (taken != NULL)
        pairing->spare = taken->next;
    pthread_mutex_unlock(&pairing->mutex);
    if (taken != NULL && taken->capacity >= n)
        return taken;
    al_release(allocator, taken);
    taken = al_allocate(allocator, 1 + 2 * capacity, sizeof *taken->first);
    if (taken != NULL)
        taken->capacity = capacity;
    return taken;
}

static void give_back(pairing *pairing, rows *rows)
{
    if (rows == NULL)
        return;
    pthread_mutex_lock(&pairing->mutex);
    rows->next = pairing->spare;
    pairing->spare = rows;
    pthread_mutex_unlock(&pairing->mutex);
}

static void release_rows(pairing *pairing)
{
    for (rows *next; pairing->spare != NULL; pairing->spare = next) {
        next = pairing->spare->next;
        al_release(pairing->reuse->allocator, pairing->spare);
    }
    pthread_mutex_destroy(&pairing->mutex);
}

/* Where a seed stands, once that is asked: most are alone in their group. */
static void place(const almost_reuse *reuse, al_grouped *seed)
{
    uint64_t letter = al_seed_position(&seed->seed);
    if (seed->document != NOWHERE)
        return;
    seed->document = al_reuse_document_at(reuse, letter - 1);
    seed->letter = (uint32_t)(letter - reuse->documents[seed->document].first_letter);
}

/* False when both are in one document. */
static bool make_pair(const almost_reuse *reuse, al_grouped *first, al_grouped *second,
                      al_record *pair)
{
    place(reuse, first);
    place(reuse, second);
    *pair = al_pair_record((uint32_t)first->document, (uint32_t)second->document, first->letter,
                           second->letter);
    return first->document != second->document;
}

static almost_status take_seeds(al_grouping *grouping, const al_record *seeds, size_t n,
                                almost_error *error)
{
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        al_grouped seed = {.seed = seeds[i], .document = NOWHERE};
        status = al_grouping_take(grouping, &seed, error);
    }
    return status;
}

/* --- By a thread ---------------------------------------------------------- */

typedef struct finding {
    const almost_reuse *reuse;
    portion *portion;
} finding;

static almost_status keep_pair(void *context, al_grouped *first, al_grouped *second,
                               almost_error *error)
{
    finding *finding = context;
    portion *portion = finding->portion;
    al_record pair;
    if (!make_pair(finding->reuse, first, second, &pair))
        return ALMOST_OK;
    if (!al_grow(finding->reuse->allocator, (void **)&portion->pairs, &portion->capacity,
                 portion->n_pairs + 1, sizeof *portion->pairs))
        return al_fail_memory(error);
    portion->pairs[portion->n_pairs++] = pair;
    return ALMOST_OK;
}

static void run_portion(void *context, uint32_t worker, void *job)
{
    pairing *pairing = context;
    portion *portion = job;
    al_record *seeds = portion->rows->first;
    finding finding = {pairing->reuse, portion};
    al_grouping grouping = {.visit = keep_pair, .context = &finding};
    const al_record *sorted = al_records_sort(seeds, seeds + portion->n_seeds, portion->n_seeds,
                                              AL_SPILL_PART_BITS, AL_SEED_HASH_BITS);
    (void)worker;
    portion->status = take_seeds(&grouping, sorted, portion->n_seeds, &portion->error);
    if (portion->status == ALMOST_OK)
        portion->status = al_grouping_end(&grouping, &portion->error);
    give_back(pairing, portion->rows);
    portion->rows = NULL;
}

static void release_portion(void *context, void *job)
{
    const almost_allocator *allocator = ((pairing *)context)->reuse->allocator;
    portion *portion = job;
    give_back(context, portion->rows);
    al_release(allocator, portion->pairs);
    al_release(allocator, portion);
}

static uint64_t weigh_portion(const void *job)
{
    const portion *portion = job;
    return (portion->rows != NULL ? 2 * portion->rows->capacity : portion->capacity) *
           sizeof(al_record);
}

/* --- In order ------------------------------------------------------------- */

static almost_status go_on(pairing *pairing, size_t n, almost_error *error)
{
    almost_reuse *reuse = pairing->reuse;
    pairing->done += n;
    return al_reuse_go_on(reuse, "pairing places",
                          .55 + .2 * (double)pairing->done / (double)al_spill_count(reuse->seeds),
                          error);
}

/* Wait for the first one of the parts that are under way. */
static almost_status take_portion(pairing *pairing, bool *any, almost_error *error)
{
    portion *portion = al_jobs_take(pairing->jobs);
    *any = portion != NULL;
    if (portion == NULL)
        return ALMOST_OK;
    almost_status status = portion->status;
    if (status != ALMOST_OK && error != NULL)
        *error = portion->error;
    for (size_t i = 0; i < portion->n_pairs && status == ALMOST_OK; i++)
        status = al_spill_add(pairing->reuse->pairs, portion->pairs[i], error);
    if (status == ALMOST_OK)
        status = go_on(pairing, portion->n_seeds, error);
    release_portion(pairing, portion);
    return status;
}

static almost_status take_rest(pairing *pairing, almost_error *error)
{
    bool any = true;
    almost_status status = ALMOST_OK;
    while (status == ALMOST_OK && any)
        status = take_portion(pairing, &any, error);
    return status;
}

/* A part goes to a thread, once there is room for it. */
static almost_status hand_out(pairing *pairing, uint32_t part, size_t n, almost_error *error)
{
    almost_reuse *reuse = pairing->reuse;
    almost_status status = ALMOST_OK;
    bool any = true;
    while (status == ALMOST_OK && any && al_jobs_room(pairing->jobs) == 0)
        status = take_portion(pairing, &any, error);
    if (status != ALMOST_OK)
        return status;
    portion *portion = al_allocate_zero(reuse->allocator, 1, sizeof *portion);
    if (portion == NULL)
        return al_fail_memory(error);
    portion->n_seeds = n;
    portion->rows = take_rows(pairing, n);
    status = portion->rows == NULL
                 ? al_fail_memory(error)
                 : al_spill_gather(reuse->seeds, part, portion->rows->first, error);
    if (status == ALMOST_OK)
        al_jobs_add(pairing->jobs, portion);
    else
        release_portion(pairing, portion);
    return status == ALMOST_OK && pairing->one_thread ? take_rest(pairing, error) : status;
}

/* --- By the caller -------------------------------------------------------- */

static almost_status add_pair(void *context, al_grouped *first, al_grouped *second,
                              almost_error *error)
{
    const pairing *pairing = context;
    al_record pair;
    return make_pair(pairing->reuse, first, second, &pair)
               ? al_spill_add(pairing->reuse->pairs, pair, error)
               : ALMOST_OK;
}

static almost_status take_sorted(void *context, const al_record *seeds, size_t n,
                                 almost_error *error)
{
    pairing *pairing = context;
    almost_status status = ALMOST_OK;
    for (size_t i = 0, some; i < n && status == ALMOST_OK; i += some) {
        some = n - i < BETWEEN_LOOKS ? n - i : BETWEEN_LOOKS;
        status = take_seeds(&pairing->own, seeds + i, some, error);
        if (status == ALMOST_OK)
            status = go_on(pairing, some, error);
    }
    return status;
}

static almost_status do_alone(pairing *pairing, uint32_t part, almost_error *error)
{
    almost_status status = take_rest(pairing, error);
    if (status == ALMOST_OK)
        status = al_spill_drain_part(pairing->reuse->seeds, part, take_sorted, pairing, error);
    return status == ALMOST_OK ? al_grouping_end(&pairing->own, error) : status;
}

/* --- All of them ---------------------------------------------------------- */

/* Groups end where a part does: what they left can be saved there. */
static almost_status end_part(pairing *pairing, uint32_t part, size_t n, almost_error *error)
{
    almost_reuse *reuse = pairing->reuse;
    if (!al_kept_is_due(reuse, n * sizeof(al_record)))
        return ALMOST_OK;
    almost_status status = take_rest(pairing, error);
    return status == ALMOST_OK ? al_kept_save(reuse, AL_PAIRING, part + 1, error) : status;
}

static almost_status pair_part(pairing *pairing, uint32_t part, almost_error *error)
{
    almost_reuse *reuse = pairing->reuse;
    size_t n = al_spill_part_size(reuse->seeds, part);
    if (n == 0)
        return ALMOST_OK;
    bool small = n <= reuse->memory / SHARE_OF_PART / (2 * sizeof(al_record));
    almost_status status =
        small ? hand_out(pairing, part, n, error) : do_alone(pairing, part, error);
    return status == ALMOST_OK ? end_part(pairing, part, n, error) : status;
}

almost_status al_reuse_pair(almost_reuse *reuse, almost_error *error)
{
    uint32_t threads = al_workers_wanted(&reuse->environment);
    pairing pairing = {.reuse = reuse, .one_thread = threads == 1, .own = {.visit = add_pair}};
    const al_job_plan plan = {run_portion, release_portion, weigh_portion, &pairing};
    almost_status status = ALMOST_OK;
    pairing.own.context = &pairing;
    pairing.jobs = al_jobs_new(reuse->allocator, &plan, threads);
    if (pairing.jobs == NULL)
        return al_fail_memory(error);
    pthread_mutex_init(&pairing.mutex, NULL);
    for (uint32_t part = reuse->kept.part; part < AL_SPILL_PARTS && status == ALMOST_OK; part++)
        status = pair_part(&pairing, part, error);
    if (status == ALMOST_OK)
        status = take_rest(&pairing, error);
    al_jobs_free(pairing.jobs);
    release_rows(&pairing);
    return status;
}
