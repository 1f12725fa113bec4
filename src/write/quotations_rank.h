/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which quotation is told first: what touches a negation, a number, a name, a modal, whatever else
 * is wrong with it; then what was not found, is another's, spliced, altered; last what is true.
 */
#ifndef AL_QUOTATIONS_RANK_H
#define AL_QUOTATIONS_RANK_H

#include "base/must_check.h"
#include "speech/quotations.h"

/* The touches of what is wrong with a quotation, and of nothing that is honest. */
uint32_t al_quotation_touches(const almost_quotations *quotations, size_t index);

/* Whether its status is no good one, and it was not known before. `statuses`: bits; 0: the usual.
 */
bool al_quotation_fails(const almost_quotation *quotation, uint32_t statuses);

/* The numbers of all quotations, the worst first. NULL when memory ends. The caller's to release.
 */
size_t *al_quotations_ranked(const almost_quotations *quotations);

#endif
