/* SPDX-License-Identifier: Apache-2.0 */
/* The cells of a comparison dealt out to several judges, each on a thread of its own. */
#ifndef AL_JUDGE_CREW_H
#define AL_JUDGE_CREW_H

#include "meaning/judge.h"

/*
 * Judge all cells, on up to `threads` threads; the caller's is one of them. Few changes, and all of
 * them where there is no memory for a second judge, are judged on the caller's. False when memory
 * ends or it is late.
 */
AL_MUST_CHECK bool al_judge_crew(al_judge *judge, const al_cells *cells, al_change *changes,
                                 uint32_t threads, al_clock *clock);

#endif
