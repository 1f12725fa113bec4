/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the word scanner. It stands in one of three ways of going on,
 * each of which hands over to another at a byte where UAX #29 needs to know
 * nothing of what came before:
 *
 * - blocks: from behind an ASCII character that no word can hold, up to the
 *   last such character in the next 64 bytes, by masks;
 * - run: character by character, where 64 bytes hold no such character;
 * - ICU: where a character is HARD (word_table.h).
 *
 * Three things are decided differently from UAX #29. White space is in no
 * word, U+202F included, which it makes a connector. Bytes that are not valid
 * are what windows-1252 makes of them, and letters where they are several:
 * so a stray byte does not tear the word that it stands in. And the rules are
 * those of ICU 72 for `:` (parts words) and `@` (parts none).
 */
#ifndef AL_WORD_SCAN_H
#define AL_WORD_SCAN_H

#include "base/must_check.h"
#include "words/word_class.h"
#include "words/words.h"

/* The most words that one step of blocks or run can give. */
#define AL_WORDS_A_STEP 64

typedef enum al_scan_way { AL_SCAN_BLOCKS, AL_SCAN_RUN, AL_SCAN_ICU } al_scan_way;

struct al_word_scanner {
    const almost_text *text;
    almost_words words;
    al_scan_way way;
    uint64_t at;
    uint64_t first;           /* byte of the slice */
    uint64_t end;             /* nothing from here on is looked at, but for bytes of the same 64 */
    uint64_t hard_at;         /* the character for which ICU was asked last */
    struct al_icu_words *icu; /* word_icu.c; NULL until needed */
};

/* Go on with ICU from `start`, because of the character at `hard_at`. */
static inline void al_leave_to_icu(al_word_scanner *scanner, uint64_t start, uint64_t hard_at)
{
    scanner->at = start;
    scanner->hard_at = hard_at;
    scanner->way = AL_SCAN_ICU;
}

/* Where words are put; there is always room for AL_WORDS_A_STEP when a step begins. */
typedef struct al_word_sink {
    al_word_span *next;
    al_word_span *end;
} al_word_sink;

static inline void al_put_word(al_word_sink *sink, uint64_t start, uint64_t end)
{
    *sink->next++ = (al_word_span){(uint32_t)start, (uint32_t)end};
}

/* The class of the character at a byte in a scanner, which sees a blank where its words end. */
static inline al_word_class al_class_within(const al_word_scanner *scanner, uint64_t at,
                                            uint32_t *size)
{
    if (at < scanner->end)
        return al_class_at(scanner->text, at, size);
    *size = 1;
    return AL_CLASS_SPACE;
}

/* One step each; they may change scanner->way. */
void al_scan_block(al_word_scanner *scanner, al_word_sink *sink);
void al_scan_run(al_word_scanner *scanner, al_word_sink *sink);
void al_scan_space(al_word_scanner *scanner, al_word_sink *sink);
AL_MUST_CHECK almost_status al_scan_icu(al_word_scanner *scanner, al_word_sink *sink,
                                        almost_error *error);

void al_icu_words_free(const almost_allocator *allocator, struct al_icu_words *icu);

#endif
