/* SPDX-License-Identifier: Apache-2.0 */
/* The list of changes that touch the meaning, loudest first, one line each. */
#ifndef AL_LOUD_H
#define AL_LOUD_H

#include "base/must_check.h"
#include "write/page.h"

AL_MUST_CHECK almost_status al_loud_write(const al_page *page);

#endif
