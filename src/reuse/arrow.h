/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of passages or clusters as a stream of Arrow (its IPC format), batch by batch. */
#ifndef AL_REUSE_ARROW_H
#define AL_REUSE_ARROW_H

#include "base/must_check.h"
#include "almost/reuse.h"
#include "base/output.h"

typedef struct al_reuse_arrow al_reuse_arrow;

/* For lines of a form, PAIRS or CLUSTERS; the stream goes to `output`. NULL: no memory. */
al_reuse_arrow *al_reuse_arrow_new(const almost_allocator *allocator, almost_reuse_form form,
                                   al_output *output);
void al_reuse_arrow_free(al_reuse_arrow *arrow);

/* Takes lines in pieces of any size, as a sink does; `context` is the stream. */
int al_reuse_arrow_take(void *context, const char *bytes, size_t length);

/* The rest, and the end of the stream. MEMORY where it had ended when lines were taken. */
AL_MUST_CHECK almost_status al_reuse_arrow_end(al_reuse_arrow *arrow, almost_error *error);

#endif
