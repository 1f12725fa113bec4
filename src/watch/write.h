/* SPDX-License-Identifier: Apache-2.0 */
/* The two forms in which watching is told: lines for reading, and lines of JSON (almost.watch/1).
 */
#ifndef AL_WATCH_WRITE_H
#define AL_WATCH_WRITE_H

#include "base/must_check.h"
#include "base/output.h"

typedef struct al_watch_writing {
    const almost_allocator *allocator;
    al_output *output;
    almost_units units;
    bool several; /* sources */
    bool colour;
} al_watch_writing;

void al_watch_put_json(const al_watch_writing *writing, const almost_watched *watched);
void al_watch_put_json_summary(const al_watch_writing *writing,
                               const almost_watch_summary *summary);

/* False when memory ends. */
AL_MUST_CHECK bool al_watch_put_line(const al_watch_writing *writing,
                                     const almost_watched *watched);
AL_MUST_CHECK bool al_watch_put_lines(const al_watch_writing *writing,
                                      const almost_watch_summary *summary);

#endif
