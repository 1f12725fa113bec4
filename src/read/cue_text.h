/* SPDX-License-Identifier: Apache-2.0 */
/* Times and tagged text, as several formats of subtitles write them. */
#ifndef AL_CUE_TEXT_H
#define AL_CUE_TEXT_H

#include "read/cues.h"
#include "read/decoded.h"

/*
 * A time such as 01:02:03,456 or 2:03.45 at *at, white space before it passed over; hours may be
 * missing. False, with *at anywhere, when there is none.
 */
bool al_cue_time(const al_read_line *line, uint32_t *at, uint64_t *milliseconds);

/* A line that has a start and an end, parted by `sign` such as "-->". */
bool al_cue_times(const al_read_line *line, const char *sign, uint64_t *start, uint64_t *end);

/* Whether a line holds nothing but white space, or a number alone. */
bool al_line_is_blank(const al_read_line *line);
bool al_line_is_number(const al_read_line *line);

/*
 * Add a line of a cue: what stands between < and > is a tag, and `<v Name>` says who speaks. With
 * `entities`, as in WebVTT, every < begins one, and & a character reference. A tag that is open at
 * the end of the line goes on in the next: *open.
 */
void al_cue_tagged(al_cues *cues, const al_decoded *decoded, const al_read_line *line,
                   bool entities, bool *open);

#endif
