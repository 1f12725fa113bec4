/* SPDX-License-Identifier: Apache-2.0 */
/* What is reported without marks, held against the sources: is it supported, and what of it is not?
 */
#ifndef AL_INDIRECT_H
#define AL_INDIRECT_H

#include "base/deadline.h"
#include "quote/support.h"
#include "speech/quotations.h"

/* What is the same for all clauses of an account. */
typedef struct al_indirect_asker {
    const al_support *support;
    const almost_text *const *texts; /* the sources, as the caller has them */
    const al_cut *cut;               /* the words of the account */
    const almost_environment *environment;
    al_clock *clock;
} al_indirect_asker;

/* Say of each reported clause of `quotations` what supports it. MEMORY, ENCODING, TIMEOUT. */
AL_MUST_CHECK almost_status al_indirect_check(const al_indirect_asker *asker,
                                              almost_quotations *quotations, almost_error *error);

#endif
