/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison read back: the object that a comparison is, with texts of its own, filled from JSON
 * and good for being shown. What JSON does not say it does not have: what was ignored where, and
 * what only the terminal draws by.
 */
#ifndef AL_VIEW_H
#define AL_VIEW_H

#include "apply/json_read.h"
#include "compare/comparison.h"

struct almost_view {
    almost_comparison *comparison;
    almost_text *texts[2];
};

/*
 * Fill what stands before the changes: verdict, statistics, passages and the like. The texts are
 * there. Errors: FORMAT, MEMORY; what was allocated is the comparison's.
 */
AL_MUST_CHECK almost_status al_view_read_facts(const json_t *root, const char *name,
                                               almost_comparison *comparison, almost_error *error);

#endif
