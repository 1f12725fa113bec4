/* SPDX-License-Identifier: Apache-2.0 */
/* One account of a batch on its way: the line that was added, and what has become of it. */
#ifndef AL_CHECK_JOB_H
#define AL_CHECK_JOB_H

#include "base/buffer.h"
#include "batch/given.h"
#include "quote/check.h"

/* What all jobs of a batch have in common; not changed once the batch is made. */
typedef struct al_check_job_options {
    const almost_allocator *allocator;
    almost_environment environment;
    almost_check_options check;
    almost_text_options reading;
    almost_units units;
    uint32_t fail_on;
    uint64_t line_bytes;
    al_spared spared;
} al_check_job_options;

typedef struct al_check_job {
    char *bytes; /* the line */
    size_t length;
    al_line_place place;
    const char *id;   /* as soon as it is known */
    char counted[24]; /* the number of the line, where it has no other, also when memory ends */
    bool mute;        /* it has no line */
    uint64_t quotations;
    uint64_t failing;
    al_buffer out; /* the line that is the result */
    almost_status status;
    almost_error error;
    almost_check_result result; /* all of this, for the caller */
} al_check_job;

/* A job with a copy of the line. NULL: no memory. */
al_check_job *al_check_job_new(const al_check_job_options *options, const al_line_source *line);

/* Read, check and write, by the checker of a thread. What fails is noted in the job. */
void al_check_job_run(al_check_job *job, const al_check_job_options *options, al_checker *checker);

void al_check_job_free(al_check_job *job, const al_check_job_options *options);

#endif
