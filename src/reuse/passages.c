/* SPDX-License-Identifier: Apache-2.0 */
/* From pairs, sorted by documents, to passages. */
#include "base/error.h"
#include "reuse/aligner.h"

enum { BETWEEN_LOOKS = 4096 /* pairs, after which the clock and the caller are asked */ };

typedef struct aligning {
    almost_reuse *reuse;
    al_shared_aligner aligner;
    uint64_t done, all; /* pairs */
} aligning;

static almost_status take_pairs(void *context, const al_record *records, size_t n,
                                almost_error *error)
{
    aligning *aligning = context;
    almost_status status = ALMOST_OK;
    for (size_t i = 0; i < n && status == ALMOST_OK; i++) {
        status = al_shared_aligner_take(&aligning->aligner, &records[i], error);
        if (status == ALMOST_OK && ++aligning->done % BETWEEN_LOOKS == 0)
            status =
                al_reuse_go_on(aligning->reuse, "aligning passages",
                               .4 + .6 * (double)aligning->done / (double)aligning->all, error);
    }
    return status;
}

/* What the aligner found is the corpus's. */
static void hand_over(almost_reuse *reuse, al_shared_aligner *aligner)
{
    reuse->passages = aligner->passages;
    reuse->n_passages = aligner->n_passages;
    reuse->n_linked = aligner->n_linked;
    aligner->passages = NULL;
}

almost_status al_reuse_align(almost_reuse *reuse, al_spill *pairs, almost_error *error)
{
    aligning aligning = {.reuse = reuse, .all = al_spill_count(pairs)};
    al_shared_aligner_init(&aligning.aligner, reuse);
    almost_status status = al_spill_drain(pairs, take_pairs, &aligning, error);
    if (status == ALMOST_OK)
        status = al_shared_aligner_end(&aligning.aligner, error);
    if (status == ALMOST_OK)
        hand_over(reuse, &aligning.aligner);
    al_shared_aligner_release(&aligning.aligner);
    return status;
}
