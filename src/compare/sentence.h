/* SPDX-License-Identifier: Apache-2.0 */
/* The verdict as a person would say it. */
#ifndef AL_SENTENCE_H
#define AL_SENTENCE_H

#include "compare/comparison.h"

/* Fill comparison->sentence from its changes, verdict and statistics, which must be complete. */
void al_sentence(almost_comparison *comparison);

#endif
