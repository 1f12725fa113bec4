/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each change of a comparison touches, judged by the sentence it stands
 * in. The touches that a change was given when it was found (touches.h) say how
 * its words differ on the surface; the judge says what that does to the
 * meaning. The steps, each in a file of its own:
 *
 *   cells      the changes of a sentence, with the words that both kept (cell.h)
 *   tokens     its words and signs (token.h)
 *   items      negations, numbers, names, modals, quantities ... (item.h)
 *   surplus    equal items cancel anywhere in the cell; what is left is told at
 *              its change (surplus.h); negations by what they govern (negation.h)
 *   relations  words that an affix, an opposite or an exchange of places turns (relate.h)
 */
#ifndef AL_JUDGE_H
#define AL_JUDGE_H

#include "base/deadline.h"
#include "base/must_check.h"
#include "meaning/cell.h"
#include "meaning/touches.h"

typedef struct al_judge al_judge;

/*
 * For the sides of `toucher`, which must outlive it. `original` is the number of the side that is
 * the original; `language` an ISO 639-1 code or NULL. On success *out is the caller's. MEMORY.
 */
AL_MUST_CHECK almost_status al_judge_new(al_toucher *toucher, int original, const char *language,
                                         al_judge **out, almost_error *error);
void al_judge_free(al_judge *judge);

/*
 * Judge all changes, which cover both texts in the telling's order; their touches are made anew. Of
 * many changes, up to `threads` threads each judge a part: the outcome is the same. `clock` may be
 * NULL. MEMORY, TIMEOUT.
 */
AL_MUST_CHECK almost_status al_judge_changes(al_judge *judge, al_change *changes, size_t n,
                                             uint32_t threads, al_clock *clock,
                                             almost_error *error);

/* --- For the crew (judge_crew.h) -------------------------------------------- */

/* Another judge of the same changes, with what it works out its own. MEMORY. */
AL_MUST_CHECK almost_status al_judge_twin(const al_judge *judge, al_judge **out,
                                          almost_error *error);

/* Judge the cells of a part. False when memory ends or it is late. */
AL_MUST_CHECK bool al_judge_part(al_judge *judge, al_cells *part, al_change *changes,
                                 al_clock *clock);

/* What the judge reads items with; borrowed. */
al_item_reader *al_judge_reader(al_judge *judge);

#endif
