/* SPDX-License-Identifier: Apache-2.0 */
/* Lines of a trace: made only where somebody listens, so that their cost does not matter. */
#include "base/trace.h"

#include <stdio.h>

al_trace al_trace_of(const almost_environment *environment, bool turned)
{
    if (environment == NULL)
        return (al_trace){.line = NULL};
    return (al_trace){
        .line = environment->trace, .context = environment->trace_context, .turned = turned};
}

void al_trace_words(const al_trace *trace, const char *stage, const char *what,
                    al_words_range words, double value)
{
    char line[160];
    int original = trace->turned, telling = !original;
    if (!al_tracing(trace))
        return;
    snprintf(line, sizeof line, "%s\t%u\t%u\t%u\t%u\t%.2f", what, words.start[original],
             words.end[original], words.start[telling], words.end[telling], value);
    trace->line(trace->context, stage, line);
}
