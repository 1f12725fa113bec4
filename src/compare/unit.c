/* SPDX-License-Identifier: Apache-2.0 */
/* Borders by what stands between two words; see unit.h. */
#include "compare/unit.h"

#include "words/sentences.h"

#include <string.h>

uint32_t al_unit_before(const al_side *side, uint32_t i)
{
    if (i == 0 || i == side->n_words)
        return AL_UNIT_PARAGRAPH;
    const al_word_span *spans = side->spans + i;
    const char *trail = side->text->bytes + spans[-1].end;
    bool breaks = memchr(trail, '\n', spans[0].start - spans[-1].end) != NULL;
    uint32_t line = breaks ? AL_UNIT_LINE : 0;
    switch (al_border_before(&side->slice, spans[-1], spans[0])) {
    case AL_BORDER_PARAGRAPH: return AL_UNIT_PARAGRAPH;
    case AL_BORDER_SENTENCE: return AL_UNIT_SENTENCE + line;
    case AL_BORDER_PHRASE: return AL_UNIT_PHRASE + line;
    default: return line;
    }
}
