/* SPDX-License-Identifier: Apache-2.0 */
/* Whether a table keeps to what was decided. */
#ifndef AL_KEPT_H
#define AL_KEPT_H

#include "collate/collation.h"
#include "collate/fixed.h"

/* The row of each of fixed->words, in rows[]. False when memory ends. */
AL_MUST_CHECK bool al_fixed_rows(const al_fixed *fixed, const al_columns *table, uint32_t *rows);

/* MISMATCH when a decision does not hold, which is a defect; MEMORY. */
AL_MUST_CHECK almost_status al_fixed_check(const al_fixed *fixed, const al_columns *table,
                                           almost_error *error);

#endif
