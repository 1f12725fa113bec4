/* SPDX-License-Identifier: Apache-2.0 */
/* What compare does with --pairs. */
#ifndef COMPARE_PAIRS_H
#define COMPARE_PAIRS_H

#include "settings.h"

/* Compare the pairs that settings->pairs lists; the exit status. */
int compare_pairs(const settings *settings, int n_operands);

#endif
