/* SPDX-License-Identifier: Apache-2.0 */
/* Texts as they are given to the jobs of a batch: which of them are refused, and how the others are
   read. */
#ifndef AL_GIVEN_H
#define AL_GIVEN_H

#include "base/output.h"
#include "batch/line_read.h"

#include <sys/stat.h>

/* What file it is, whatever its paths. */
typedef struct al_file_identity {
    bool known;
    struct stat about;
} al_file_identity;

/* Files that no text of a job may be. */
typedef struct al_spared {
    const char *listed;      /* what the lines are: "pairs" */
    al_file_identity list;   /* where they come from */
    al_file_identity output; /* and where the results go */
} al_spared;

/* Either path may be NULL, and "-" is standard input. */
al_spared al_spared_of(const char *listed, const char *list, const char *output);

/* Whether a text is neither of these. Of one that the results would be written over the job gets
   no line: *mute. READ, ARGUMENT. */
AL_MUST_CHECK almost_status al_given_check(const al_given_text *given, const al_spared *spared,
                                           bool *mute, almost_error *error);

/* What a text's own options do not say is as for all texts of its side. */
almost_text_options al_given_reading(const al_given_text *given, const almost_text_options *all);

/* The line of a job without answer. */
void al_write_error_line(const char *id, const almost_error *why, al_output *output);

#endif
