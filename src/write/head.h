/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What stands above a comparison for reading: the verdict, the shares, what
 * touches the meaning, what is missing, new or moved at length, and where the
 * two part for good.
 */
#ifndef AL_HEAD_H
#define AL_HEAD_H

#include "base/must_check.h"
#include "write/page.h"

/* The verdict, and what was not compared. */
AL_MUST_CHECK almost_status al_head_short(const al_page *page);

/* All of the head; an empty line follows each part that there is. */
AL_MUST_CHECK almost_status al_head_write(const al_page *page);

#endif
