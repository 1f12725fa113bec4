/* SPDX-License-Identifier: Apache-2.0 */
/* The text of an RTF file, from its first group. */
#ifndef AL_RTF_TEXT_H
#define AL_RTF_TEXT_H

#include "base/must_check.h"
#include "read/reader.h"

/* `at` is where its first brace stands. Errors: FORMAT (it is cut off), LIMIT, ENCODING, MEMORY. */
AL_MUST_CHECK almost_status al_rtf_read_text(const al_read_source *source, uint32_t at,
                                             const al_read_options *options, al_builder *builder,
                                             almost_error *error);

#endif
