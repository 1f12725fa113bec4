/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text as a reader sees it: where its lines were only wrapped and where they
 * end on purpose, how many words a stretch has, how far some words reach.
 *
 * A text has one width at which it seems to be wrapped. A line break is part of
 * the text where the next word would have fitted before it: verses, script
 * lines and ends of paragraphs stay, and prose is wrapped anew.
 */
#ifndef AL_READING_H
#define AL_READING_H

#include "page/flow.h"
#include "text/text.h"

typedef struct al_reading {
    const char *bytes;
    const char *whole; /* with what is left out (text/compared.h); NULL: nothing is */
    uint64_t length;
    uint64_t wrapped_at; /* bytes in a full line; 0: no line break is by wrapping */
} al_reading;

void al_reading_init(al_reading *reading, const almost_text *text);

/* Feed a stretch to a flow, white space as the text has it. */
void al_reading_feed(const al_reading *reading, almost_span span, al_style style, al_flow *flow);

/* The same of what is marked or quoted: apart from what stands around it where it has to be. */
void al_reading_feed_apart(const al_reading *reading, almost_span span, al_style style,
                           al_flow *flow);

/* What the white space means that stands before byte `at`, from `start` on. */
al_separator al_reading_before(const al_reading *reading, uint64_t start, uint64_t at);

/* The stretch without white space at its ends. */
almost_span al_reading_trim(const al_reading *reading, almost_span span);

/* The bytes of the whole words within the first `length`, or all where that is much less. */
size_t al_reading_whole_words(const char *bytes, size_t length);

/* Whether a byte is of a letter or a digit, rather than of punctuation or white space. */
static inline bool al_reading_is_wordy(char byte)
{
    unsigned char letter = (unsigned char)byte;
    return letter >= 0x80 || (letter >= '0' && letter <= '9') ||
           ((letter | 32) >= 'a' && (letter | 32) <= 'z');
}

/* What white space parts, counted. 0 where words are not parted by white space. */
uint64_t al_reading_words(const al_reading *reading, almost_span span);

/*
 * The byte that follows the first `words` words of a stretch, and the one where its last `words`
 * begin. Where words are not parted by white space, eight cells are one.
 */
uint64_t al_reading_forward(const al_reading *reading, almost_span span, uint64_t words);
uint64_t al_reading_backward(const al_reading *reading, almost_span span, uint64_t words);

#endif
