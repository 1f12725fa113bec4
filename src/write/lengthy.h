/* SPDX-License-Identifier: Apache-2.0 */
/* What is missing and what is new at length, for the head of a comparison. */
#ifndef AL_LENGTHY_H
#define AL_LENGTHY_H

#include "write/head.h"
#include "base/must_check.h"

/* Both lists, each with an empty line behind it if there is one. False when memory ends. */
AL_MUST_CHECK bool al_stretches_write(const al_page *page, al_line *line);

#endif
