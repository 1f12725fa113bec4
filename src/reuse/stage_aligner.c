/* SPDX-License-Identifier: Apache-2.0 */
/* Hits of documents that somebody else has brought together: which are worth it, and their
 * passages. */
#include "base/error.h"
#include "reuse/aligner.h"

#include <string.h>

/* The window of one place. */
static al_loaded window_of(const almost_reuse_windows *windows, size_t i)
{
    return (al_loaded){.letters = (uint8_t *)windows->letters + windows->offsets[i],
                       .n = (size_t)(windows->offsets[i + 1] - windows->offsets[i])};
}

size_t almost_reuse_filter(const almost_reuse_windows *first, const almost_reuse_windows *second,
                           size_t n, uint8_t *keep)
{
    _Static_assert((int)ALMOST_REUSE_AROUND == AL_ALIKE_AROUND, "as much as is looked at");
    size_t kept = 0;
    for (size_t i = 0; i < n; i++) {
        const al_loaded a = window_of(first, i), b = window_of(second, i);
        uint32_t at = first->places[i], other = second->places[i];
        keep[i] = at <= a.n && other <= b.n && al_alike_around(&a, at, &b, other) >= AL_ALIKE;
        kept += keep[i];
    }
    return kept;
}

/* --- Aligning ------------------------------------------------------------ */

struct almost_reuse_aligner {
    almost_reuse *reuse; /* documents and their letters, and no seeds */
    al_shared_aligner shared;
    int64_t *numbers; /* of the documents, ascending */
    size_t numbers_capacity;
    almost_reuse_hit last;
    bool any;          /* `last` is one */
    uint32_t index[2]; /* of its documents */
    almost_reuse_passage *passages;
    size_t n_passages, passages_capacity;
};

almost_status almost_reuse_aligner_new(const almost_reuse_options *options,
                                       const almost_reuse_words *words, almost_reuse_aligner **out,
                                       almost_error *error)
{
    almost_reuse *reuse;
    almost_status status = almost_reuse_new(options, &reuse, error);
    if (status != ALMOST_OK)
        return status;
    almost_reuse_aligner *aligner = al_allocate_zero(reuse->allocator, 1, sizeof *aligner);
    if (aligner == NULL) {
        almost_reuse_free(reuse);
        return al_fail_memory(error);
    }
    al_spill_free(reuse->seeds);
    reuse->seeds = NULL;
    reuse->rarity.words = words->words;
    reuse->rarity.letters = words->letters;
    memcpy(reuse->rarity.counts, words->counts, ALMOST_REUSE_WORDS * sizeof *words->counts);
    al_rarity_close(&reuse->rarity);
    aligner->reuse = reuse;
    al_shared_aligner_init(&aligner->shared, reuse);
    *out = aligner;
    return ALMOST_OK;
}

void almost_reuse_aligner_free(almost_reuse_aligner *aligner)
{
    if (aligner == NULL)
        return;
    almost_reuse *reuse = aligner->reuse;
    al_shared_aligner_release(&aligner->shared);
    al_release(reuse->allocator, aligner->numbers);
    al_release(reuse->allocator, aligner->passages);
    al_release(reuse->allocator, aligner);
    almost_reuse_free(reuse);
}

static almost_status check_document(const almost_reuse_aligner *aligner, int64_t document, size_t n,
                                    almost_error *error)
{
    size_t known = aligner->reuse->n_documents;
    if (aligner->any || (known > 0 && aligner->numbers[known - 1] >= document))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "document %lld comes after hits, or not in order", (long long)document);
    if (n > AL_REUSE_MOST_BYTES || known >= UINT32_MAX - 1)
        return al_fail(error, ALMOST_ERROR_LIMIT, NULL, "too many letters, or too many documents");
    return ALMOST_OK;
}

almost_status almost_reuse_aligner_add(almost_reuse_aligner *aligner, int64_t document,
                                       const uint8_t *letters, size_t n, almost_error *error)
{
    almost_reuse *reuse = aligner->reuse;
    almost_status status = check_document(aligner, document, n, error);
    if (status != ALMOST_OK)
        return status;
    if (!al_grow(reuse->allocator, (void **)&reuse->documents, &reuse->documents_capacity,
                 reuse->n_documents + 1, sizeof *reuse->documents) ||
        !al_grow(reuse->allocator, (void **)&aligner->numbers, &aligner->numbers_capacity,
                 reuse->n_documents + 1, sizeof *aligner->numbers))
        return al_fail_memory(error);
    status = al_scratch_append(&reuse->letters, letters, n, error);
    if (status != ALMOST_OK)
        return status;
    reuse->documents[reuse->n_documents] =
        (al_reuse_document){.first_letter = reuse->n_letters, .n_letters = (uint32_t)n};
    aligner->numbers[reuse->n_documents++] = document;
    reuse->n_letters += n;
    return ALMOST_OK;
}

/* The place of a document among those that were added; UINT32_MAX where it is not. */
static uint32_t index_of(const almost_reuse_aligner *aligner, int64_t document)
{
    size_t low = 0, high = aligner->reuse->n_documents;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (aligner->numbers[middle] < document)
            low = middle + 1;
        else
            high = middle;
    }
    return low < aligner->reuse->n_documents && aligner->numbers[low] == document ? (uint32_t)low
                                                                                  : UINT32_MAX;
}

/* Whether a hit may stand before another one. */
static bool in_order(const almost_reuse_hit *first, const almost_reuse_hit *second)
{
    for (int side = 0; side < 2; side++)
        if (first->document[side] != second->document[side])
            return first->document[side] < second->document[side];
    if (first->letter[0] != second->letter[0])
        return first->letter[0] < second->letter[0];
    return first->letter[1] <= second->letter[1];
}

/* Find the documents of a hit, and see whether it can be one. */
static almost_status place(almost_reuse_aligner *aligner, const almost_reuse_hit *hit,
                           almost_error *error)
{
    if (hit->document[0] >= hit->document[1] || (aligner->any && !in_order(&aligner->last, hit)))
        return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                       "hits are not sorted by documents and letters");
    for (int side = 0; side < 2; side++) {
        if (!aligner->any || hit->document[side] != aligner->last.document[side])
            aligner->index[side] = index_of(aligner, hit->document[side]);
        uint32_t index = aligner->index[side];
        if (index == UINT32_MAX || hit->letter[side] == 0 ||
            hit->letter[side] > aligner->reuse->documents[index].n_letters)
            return al_fail(error, ALMOST_ERROR_ARGUMENT, NULL,
                           "a hit names letter %lu of document %lld, which was not added",
                           (unsigned long)hit->letter[side], (long long)hit->document[side]);
    }
    aligner->last = *hit;
    aligner->any = true;
    return ALMOST_OK;
}

/* All of a first document is there: its passages go out. */
static almost_status give_out(almost_reuse_aligner *aligner, almost_error *error)
{
    al_shared_aligner *shared = &aligner->shared;
    almost_status status = al_shared_aligner_end(shared, error);
    if (status != ALMOST_OK)
        return status;
    if (!al_grow(aligner->reuse->allocator, (void **)&aligner->passages,
                 &aligner->passages_capacity, aligner->n_passages + shared->n_passages,
                 sizeof *aligner->passages))
        return al_fail_memory(error);
    for (size_t i = 0; i < shared->n_passages; i++) {
        const al_shared *from = &shared->passages[i];
        almost_reuse_passage *passage = &aligner->passages[aligner->n_passages++];
        *passage = (almost_reuse_passage){.score = from->score, .linked = from->linked};
        for (int side = 0; side < 2; side++) {
            passage->document[side] = aligner->numbers[from->document[side]];
            passage->start[side] = from->start[side];
            passage->end[side] = from->end[side];
        }
    }
    shared->n_passages = 0;
    return ALMOST_OK;
}

static almost_status take_hit(almost_reuse_aligner *aligner, const almost_reuse_hit *hit,
                              almost_error *error)
{
    almost_status status = ALMOST_OK;
    if (aligner->any && aligner->last.document[0] != hit->document[0])
        status = give_out(aligner, error);
    if (status == ALMOST_OK)
        status = place(aligner, hit, error);
    if (status != ALMOST_OK)
        return status;
    const al_record record =
        al_pair_record(aligner->index[0], aligner->index[1], hit->letter[0], hit->letter[1]);
    return al_shared_aligner_take(&aligner->shared, &record, error);
}

almost_status almost_reuse_aligner_take(almost_reuse_aligner *aligner, const almost_reuse_hit *hits,
                                        size_t n, const almost_reuse_passage **passages,
                                        size_t *n_passages, almost_error *error)
{
    almost_status status = al_reuse_go_on(aligner->reuse, "aligning passages", 0, error);
    aligner->n_passages = 0;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++)
        status = take_hit(aligner, &hits[i], error);
    if (status == ALMOST_OK && n == 0)
        status = give_out(aligner, error);
    if (status != ALMOST_OK)
        return status;
    *passages = aligner->passages;
    *n_passages = aligner->n_passages;
    return ALMOST_OK;
}
