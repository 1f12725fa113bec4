/* SPDX-License-Identifier: Apache-2.0 */
/* Most gaps between words are a blank, and answered at once; the others by sentences.h. */
#include "words/breaks.h"

#include "words/sentences.h"

#include <string.h>

/* Whether a line that ends before the word was not wrapped there: what follows begins anew. */
static bool begins_line(const almost_text *text, al_word_span previous, al_word_span word)
{
    unsigned char first = (unsigned char)text->bytes[word.start];
    bool anew = (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9') || first >= 0x80;
    return anew && memchr(text->bytes + previous.end, '\n', word.start - previous.end) != NULL;
}

/* A blank, or a comma and a blank: most of what stands between words. */
static bool is_plain(const char *between, uint32_t length)
{
    return length == 0 || (length == 1 && *between != '\n') ||
           (length == 2 && *between == ',' && between[1] == ' ');
}

al_break al_break_between(const almost_text *text, al_word_span previous, al_word_span word)
{
    if (is_plain(text->bytes + previous.end, word.start - previous.end))
        return AL_BREAK_NONE;
    switch (al_border_before(text, previous, word)) {
    case AL_BORDER_PARAGRAPH: return AL_BREAK_PARAGRAPH;
    case AL_BORDER_SENTENCE: return AL_BREAK_SENTENCE;
    default: return begins_line(text, previous, word) ? AL_BREAK_SENTENCE : AL_BREAK_NONE;
    }
}
