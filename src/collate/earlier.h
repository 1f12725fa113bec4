/* SPDX-License-Identifier: Apache-2.0 */
/* Texts that are added to an earlier answer: for almost_collate(). */
#ifndef AL_EARLIER_H
#define AL_EARLIER_H

#include "base/must_check.h"
#include "almost/almost.h"

/*
 * As almost_collate() of options->earlier, which is not NULL, and `n` texts. The options are
 * complete, and their environment, too.
 */
AL_MUST_CHECK almost_status al_collate_earlier(const almost_text *const *texts,
                                               const char *const *sigla, size_t n,
                                               const almost_collate_options *options,
                                               almost_collation **out, almost_error *error);

#endif
