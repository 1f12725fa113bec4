/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a run leaves in a folder, so that the next one goes on with it after it was ended at any
 * instant. Files grow by appending alone; now and then all of them are written out, and a file with
 * their lengths and sums takes the place of the one before. What stands behind these lengths is
 * written again. A later run is handed the same documents, which are known by their sums.
 */
#ifndef AL_KEPT_H
#define AL_KEPT_H

#include "reuse/spill.h"

typedef struct almost_reuse almost_reuse;

/* How far it has come: documents are read, seeds paired, pairs aligned; passages are there. */
typedef enum al_stage { AL_READING = 0, AL_PAIRING = 1, AL_ALIGNING = 2, AL_FOUND = 3 } al_stage;

typedef struct al_kept {
    char *folder; /* NULL: nothing is kept */
    int lock;     /* descriptor; -1: none */
    al_stage stage;
    uint32_t part; /* of the records of a stage, the first one that was not handed out */
    al_scratch documents, passages; /* those in memory, as far as they were saved */
    size_t n_documents, n_passages; /* these */
    size_t n_again;                 /* of documents that an earlier run took, those added again */
    size_t n_before;                /* all that it took */
    uint64_t since;                 /* bytes of work since they were saved */
} al_kept;

/* Take a folder within the one for files to work in, for one run alone. */
AL_MUST_CHECK almost_status al_kept_take(almost_reuse *reuse, almost_error *error);

/* All files are open: begin, or take up what a run before has left. */
AL_MUST_CHECK almost_status al_kept_open(almost_reuse *reuse, almost_error *error);
void al_kept_close(almost_reuse *reuse);

/* A file of the corpus, by its name in the folder, or without one where nothing is kept. */
AL_MUST_CHECK almost_status al_kept_scratch(almost_reuse *reuse, al_scratch *scratch,
                                            const char *name, almost_error *error);

/*
 * Whether a document, of which this is the sum, is the next one of those that a run before took:
 * it is there already.
 */
bool al_kept_has(almost_reuse *reuse, uint64_t sum);

/* Save how far it has come. */
AL_MUST_CHECK almost_status al_kept_save(almost_reuse *reuse, al_stage stage, uint32_t part,
                                         almost_error *error);

/* Whether enough was done since it was saved to save it again; `bytes` more were. */
bool al_kept_is_due(almost_reuse *reuse, uint64_t bytes);

#endif
