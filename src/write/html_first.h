/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The changes that matter most, as a list in plain HTML: there before the page has unpacked its
 * data, and where it cannot.
 */
#ifndef AL_HTML_FIRST_H
#define AL_HTML_FIRST_H

#include "compare/comparison.h"
#include "base/output.h"

/* Nothing where nothing differs. */
void al_html_first(const almost_comparison *comparison, al_output *output);

#endif
