/* SPDX-License-Identifier: Apache-2.0 */
/* Times for words: those of subtitles for the words of another telling. */
#ifndef ALMOST_RETIME_H
#define ALMOST_RETIME_H

#include <almost/text.h>

#ifdef __cplusplus
extern "C" {
#endif

/* --- Times ------------------------------------------------------------- */

/*
 * Put the times of subtitles to the words of another text, such as the script of what was said: to
 * `sink`, as SubRip (.srt), all words of it, in cues that begin with the same words as those of the
 * subtitles. A cue of which the text has nothing is left out. Errors: FORMAT (the subtitles have no
 * times), WRITE, and those of almost_compare().
 */
ALMOST_PUBLIC ALMOST_MUST_CHECK almost_status almost_retime(const almost_text *subtitles,
                                                            const almost_text *words,
                                                            const almost_environment *environment,
                                                            almost_sink sink, void *sink_context,
                                                            almost_error *error);

#ifdef __cplusplus
}
#endif

#endif
