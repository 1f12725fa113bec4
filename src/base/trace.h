/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each stage found, told line by line to whoever tunes it: see `trace` of
 * almost_environment. Where nobody listens it costs a look at a pointer.
 */
#ifndef AL_TRACE_H
#define AL_TRACE_H

#include "almost/almost.h"
#include "base/range.h"

#include <stdbool.h>

typedef struct al_trace {
    void (*line)(void *context, const char *stage, const char *line); /* NULL: nobody listens */
    void *context;
    bool turned; /* side 0 is the telling */
} al_trace;

al_trace al_trace_of(const almost_environment *environment, bool turned);

static inline bool al_tracing(const al_trace *trace)
{
    return trace->line != NULL;
}

/*
 * A line with tabs: what it is, where its words begin and end in the original and in the telling,
 * and what it is worth, or how many, as the stage has it.
 */
void al_trace_words(const al_trace *trace, const char *stage, const char *what,
                    al_words_range words, double value);

#endif
