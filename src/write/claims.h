/* SPDX-License-Identifier: Apache-2.0 */
/* What summaries say that their source does not, as a list for reading. */
#ifndef AL_CLAIMS_H
#define AL_CLAIMS_H

#include "write/page.h"

/* Nothing where there is no such thing. False when memory ends. */
bool al_claims_write(const al_page *page, al_line *line);

#endif
