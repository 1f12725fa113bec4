/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A cast that is given: a person a line, names parted by `;`, the first of which is printed, then a
 * gender (m, f) in parentheses where it is known. `#` begins a comment line.
 */
#ifndef AL_SPEECH_CAST_H
#define AL_SPEECH_CAST_H

#include "speech/persons.h"

/* FORMAT with the line where a gender is none, or a line has no name. `cast` may be NULL. */
AL_MUST_CHECK almost_status al_speech_cast_check(const almost_text *cast, almost_error *error);

/* Make persons of those who are named in the text, by all their names. False when memory ends. */
AL_MUST_CHECK bool al_speech_cast_take(const almost_text *cast, al_speech_names *names,
                                       al_speech_persons *persons);

#endif
