/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Is the text in hand the one that was compared, and is the patch whole? Texts
 * are compared as decoded: a text that was saved in another encoding is still
 * the one that was compared.
 */
#ifndef AL_CHECK_H
#define AL_CHECK_H

#include "apply/patch.h"
#include "base/must_check.h"

/* Whether the text is, byte for byte, the patch's text of a side. */
bool al_check_is_side(const almost_patch *patch, const almost_text *text, int side);

/*
 * ALMOST_ERROR_MISMATCH with the first place where the text is not the patch's
 * text of side `given`, as exactly as the patch knows it.
 */
AL_MUST_CHECK almost_status al_check_fail(const almost_patch *patch, const almost_text *text,
                                          int given, almost_error *error);

/*
 * Whether applying all of the patch to the text, which is its text of side
 * `given`, gives what the patch says of its other text. *mark gets whether that
 * begins with a byte order mark, or -1 when nothing tells. Errors: FORMAT.
 */
AL_MUST_CHECK almost_status al_check_outcome(const almost_patch *patch, const almost_text *text,
                                             int given, int *mark, almost_error *error);

#endif
