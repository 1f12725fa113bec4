/* SPDX-License-Identifier: Apache-2.0 */
/* One pair of a batch on its way: what was added, and what has become of it. */
#ifndef AL_JOB_H
#define AL_JOB_H

#include "base/buffer.h"
#include "base/deadline.h"
#include "batch/given.h"
#include "shelf/shelf.h"

/* What all jobs of a batch have in common; not changed once the batch is made. */
typedef struct al_job_options {
    const almost_allocator *allocator;
    almost_environment environment;
    almost_compare_options compare;
    almost_write_options write;
    bool lines;                     /* write a line and keep no comparison */
    almost_text_options reading[2]; /* of all texts that do not say so themselves */
    uint64_t line_bytes;
    al_spared spared;
    al_shelf *shelf;
} al_job_options;

typedef struct al_job {
    uint64_t number;
    bool mute;   /* it has no line */
    char *bytes; /* the line, or what the pair points to */
    size_t length;
    al_line_place place; /* of the line; without a name `given` is filled */
    al_given_text given[2];
    al_pair_line read;
    const char *id;   /* as soon as it is known */
    char counted[24]; /* the number of the line, where it has no other, also when memory ends */
    al_deadline deadline;
    const al_shelved *texts[2];
    almost_comparison *comparison;
    almost_verdict verdict;
    uint64_t findings; /* of the gate of its line */
    al_buffer out;     /* the line that is the result */
    almost_status status;
    almost_error error;
    almost_batch_result result; /* all of this, for the caller */
} al_job;

/* A job with a copy of the texts and the id (NULL: its number), or of the line. NULL: no memory. */
al_job *al_job_of_texts(const al_job_options *options, const al_given_text given[2], const char *id,
                        uint64_t number);
al_job *al_job_of_line(const al_job_options *options, const char *bytes, size_t length,
                       const char *name, uint64_t line, uint64_t number);

/* Read, compare and write. What fails is noted in the job. */
void al_job_run(al_job *job, const al_job_options *options);

void al_job_free(al_job *job, const al_job_options *options);

#endif
