/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is named beside the quotations of a stretch of text, and where: what whoever compares two
 * texts wants to know of a few paragraphs, without the rest of the text.
 */
#ifndef AL_SPEECH_BESIDE_H
#define AL_SPEECH_BESIDE_H

#include "base/range.h"
#include "speech/phrases.h"
#include "text/text.h"

typedef struct al_speech_beside {
    al_range quoted; /* bytes of what is quoted, from the first span of a turn to the last */
    al_range phrase; /* bytes of who is said to say it */
    uint8_t subject; /* al_speech_subject: NAMED, HE_SAYS, SHE_SAYS or I_SAY */
} al_speech_beside;

typedef struct al_speech_besides {
    const almost_allocator *allocator;
    al_clock *clock; /* of whoever compares; NULL: there is time */
    al_speech_beside *list;
    size_t n;
    size_t capacity;
} al_speech_besides;

/*
 * Add those of a range of bytes, which begins and ends with a paragraph. `language` is such as
 * "en", or NULL: to be found out. False when memory or time ends.
 */
AL_MUST_CHECK bool al_speech_beside_find(const almost_text *text, al_range range,
                                         const char *language, al_speech_besides *out);

#endif
