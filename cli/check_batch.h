/* SPDX-License-Identifier: Apache-2.0 */
/* What check does with --batch. */
#ifndef CHECK_BATCH_H
#define CHECK_BATCH_H

#include "settings.h"

/* Check the accounts that settings->batch lists, against what --against and the operands
   name; the exit status. */
int check_batch(const settings *settings, int n_operands, char **operands);

#endif
