/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict as a person would say it. */
#ifndef AL_SENTENCE_H
#define AL_SENTENCE_H

#include "compare/comparison.h"

/* What touches the meaning, of all that a change may touch. */
#define AL_TOUCHES_MEANING                                                                         \
    (ALMOST_TOUCHES_NEGATION | ALMOST_TOUCHES_NUMBER | ALMOST_TOUCHES_NAME |                       \
     ALMOST_TOUCHES_MODAL | ALMOST_TOUCHES_SPEAKER)

/* Fill comparison->sentence from its changes, verdict and statistics, which must be complete. */
void al_sentence(almost_comparison *comparison);

#endif
