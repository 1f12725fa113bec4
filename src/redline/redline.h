/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A redline on its way: what is kept, who marks it, and the proof. Each format has one function
 * that marks a document once; redline.c asks again, with less of it kept, where what comes out
 * does not read as it should.
 */
#ifndef AL_REDLINE_REDLINE_H
#define AL_REDLINE_REDLINE_H

#include "almost/redline.h"
#include "read/package.h"
#include "redline/kept.h"
#include "redline/marking.h"

/* What cannot be shown as it is kept. */
typedef struct al_fault {
    bool found;
    uint32_t atom; /* of the original: where, or near it */
} al_fault;

typedef struct al_redline_job {
    const almost_allocator *allocator;
    const almost_redline_options *options;
    const almost_comparison *comparison;
    bool columns;                /* are looked for in tables */
    const almost_text *original; /* of the format, and so marked */
    al_kept *kept;
    al_package package; /* of the original */
    al_marking marking;
    al_read_options how; /* what comes out is read */
} al_redline_job;

/*
 * Append the marked document to `out`. What cannot be shown is *fault, and then nothing is in `out`
 * that is of use. Errors: FORMAT, READ, MEMORY.
 */
typedef almost_status al_redline_function(al_redline_job *job, al_buffer *out, al_fault *fault,
                                          almost_error *error);
al_redline_function al_redline_docx;
al_redline_function al_redline_odt;

/*
 * Read what came out, with our changes accepted and rejected, and hold it against the texts. Where
 * it differs is *fault. Errors: those of reading.
 */
AL_MUST_CHECK almost_status al_redline_prove(const al_redline_job *job, const al_reader *reader,
                                             const al_buffer *out, al_fault *fault,
                                             almost_error *error);

/* A plain document of a text, for originals of other formats. Errors: READ, MEMORY, FORMAT. */
AL_MUST_CHECK almost_status al_redline_new_docx(const almost_text *text,
                                                const almost_allocator *allocator, al_buffer *out,
                                                almost_error *error);

AL_MUST_CHECK almost_status al_redline_new_odt(const almost_text *text,
                                               const almost_allocator *allocator, al_buffer *out,
                                               almost_error *error);

/* FORMAT: a text has a character that XML cannot have. */
almost_status al_redline_fail_unfit(const almost_text *text, almost_error *error);

#endif
