/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words as a library knows them: those of the scanner (words/words.h), but what a line-end hyphen
 * parts is one; and of each the key of its form, which is its fold (words/fold.h) without
 * apostrophes. Sources that are indexed, windows that are read again and quotations all come
 * through here, so that what is the same word to one of them is to all.
 */
#ifndef AL_INDEX_WORD_H
#define AL_INDEX_WORD_H

#include "base/must_check.h"
#include "words/words.h"

/* Bytes of a text; without those from `cut` to `resume`, which part one word at a line end. */
typedef struct al_index_word {
    uint32_t start;
    uint32_t end;
    uint32_t cut; /* = end: none are left out */
    uint32_t resume;
} al_index_word;

/* Room for the folded letters of a word; of longer ones the rest is not looked at. */
enum { AL_INDEX_WORD_LETTERS = 256, AL_INDEX_WORD_ROOM = 4 * AL_INDEX_WORD_LETTERS + 32 };

typedef struct al_index_words al_index_words;

/* The words of a slice. The tokens are the caller's to free. */
AL_MUST_CHECK almost_status al_index_words_new(const al_slice *slice, al_index_words **out,
                                               almost_error *error);
void al_index_words_free(al_index_words *tokens);

/* Begin anew with another slice, of a text of the same allocator. */
void al_index_words_begin(al_index_words *tokens, const al_slice *slice);

/* Up to `capacity` (at least 1) further ones; *n is 0 at the end. */
AL_MUST_CHECK almost_status al_index_words_next(al_index_words *tokens, al_index_word *out,
                                                size_t capacity, size_t *n, almost_error *error);

/* The folded letters of a word, into AL_INDEX_WORD_ROOM bytes; returns how many. */
size_t al_index_word_letters(const char *bytes, const al_index_word *token, char *out);

/* Its key: AL_KEY_BITS bits. Short ones that were seen not long ago cost no folding. */
uint64_t al_index_word_key(al_index_words *tokens, const char *bytes, const al_index_word *token);

/* The key of letters that are folded. */
uint64_t al_letters_key(const char *letters, size_t length);

/* The key of two words, one behind the other. */
static inline uint64_t al_pair_key(uint64_t first, uint64_t second)
{
    uint64_t mixed = first * UINT64_C(0x9E3779B97F4A7C15) + second;
    mixed = (mixed ^ mixed >> 29) * UINT64_C(0xBF58476D1CE4E5B9);
    return (mixed ^ mixed >> 32) * UINT64_C(0x94D049BB133111EB) >> 12;
}

#endif
