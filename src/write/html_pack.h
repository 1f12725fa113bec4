/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A comparison as the data of a page: almost.comparison/1 with its texts, in a twentieth of the
 * bytes. Four streams, each packed by raw DEFLATE and written in base 85, so that nothing in them
 * is markup:
 *
 * - head: the JSON without its changes and groups; offsets in UTF-16 units;
 * - original: its text, in UTF-8;
 * - telling: the text of those changes whose telling is not the bytes of their original;
 * - columns: what else there is to say of the changes, a column at a time (html_pack.c). Which of
 *   them are equal is not said: their texts tell, and it would be a tenth of the page.
 */
#ifndef AL_HTML_PACK_H
#define AL_HTML_PACK_H

#include "base/must_check.h"
#include "compare/comparison.h"
#include "base/output.h"

/* Send the four, each as an element `script` that is no script. False when memory ends. */
AL_MUST_CHECK bool al_html_pack(const almost_comparison *comparison, al_output *output);

#endif
