/* SPDX-License-Identifier: Apache-2.0 */
/* The forms of a merge, one file each, and what they share. */
#ifndef AL_MERGE_FORMS_H
#define AL_MERGE_FORMS_H

#include "base/buffer.h"
#include "base/output.h"
#include "merge/merge.h"

/* A text as it grows token by token. */
typedef struct al_merge_line {
    al_buffer out;
    al_merge_token last; /* what stands at its end */
} al_merge_line;

/* Append a token, with the white space before it. */
void al_merge_line_add(const almost_merge *merge, al_merge_line *line, al_merge_token token);

/* The same in two steps; nothing stands before the first token of a text. */
void al_merge_line_add_blank(const almost_merge *merge, al_merge_line *line, al_merge_token token);
void al_merge_line_add_word(const almost_merge *merge, al_merge_line *line, al_merge_token token);

/* Append what a side (or AL_FROM_BASE) has at a conflict. */
void al_merge_line_add_reading(const almost_merge *merge, al_merge_line *line,
                               const al_merge_conflict *conflict, uint32_t side);

/* The text with marks, in the encoding that it is to have. ENCODING, MEMORY. */
AL_MUST_CHECK almost_status al_merge_put_marks(const almost_merge *merge,
                                               const almost_merge_write_options *options,
                                               al_buffer *out, almost_error *error);

/* Whether the text is written in the encoding of the base, as all sides have it; else in UTF-8. */
bool al_merge_has_encoding(const almost_merge *merge);

/* almost.merge/1; `full`: with what each side changed. False when memory ends. */
AL_MUST_CHECK bool al_merge_put_json(const almost_merge *merge, bool full, al_output *output);

/* What stands between the brackets of `pieces`. False when memory ends. */
AL_MUST_CHECK bool al_merge_put_pieces(const almost_merge *merge, bool full, al_output *output);

/* The numbers of sides, from 0, of bits as given, behind a key. */
void al_merge_put_sides(al_output *output, const char *key, uint64_t sides);

/* The page. False when memory ends. */
AL_MUST_CHECK bool al_merge_put_page(const almost_merge *merge, al_output *output);

#endif
