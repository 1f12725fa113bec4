/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A word is held back until the next one is known, which a line-end hyphen may make a part of it.
 * Keys of words up to eight bytes, nine in ten, are remembered in a table that stays in the cache.
 */
#include "library/index_word.h"

#include "base/error.h"
#include "base/load.h"
#include "library/format.h"
#include "words/fold.h"
#include "words/sentences.h"
#include "words/word_list.h"
#include "words/word_scan.h"

#define XXH_INLINE_ALL
#include <xxhash.h>

enum { BATCH = 256, REMEMBERED = 4096 };

typedef struct remembered {
    uint64_t letters;
    uint64_t key; /* with the length above its bits; 0: none */
} remembered;

struct al_index_words {
    const almost_allocator *allocator;
    al_word_scanner scanner;
    size_t n, next; /* of `words` */
    bool ended;
    al_word_span words[BATCH];
    remembered table[REMEMBERED];
};

almost_status al_index_words_new(const al_slice *slice, al_index_words **out, almost_error *error)
{
    const almost_allocator *allocator = slice->text->allocator;
    al_index_words *tokens = al_allocate_zero(allocator, 1, sizeof *tokens);
    if (tokens == NULL)
        return al_fail_memory(error);
    tokens->allocator = allocator;
    al_index_words_begin(tokens, slice);
    *out = tokens;
    return ALMOST_OK;
}

void al_index_words_free(al_index_words *tokens)
{
    if (tokens == NULL)
        return;
    al_icu_words_free(tokens->allocator, tokens->scanner.icu);
    al_release(tokens->allocator, tokens);
}

void al_index_words_begin(al_index_words *tokens, const al_slice *slice)
{
    al_icu_words_free(tokens->allocator, tokens->scanner.icu);
    tokens->scanner = (al_word_scanner){.text = slice->text,
                                        .words = ALMOST_WORDS_UNICODE,
                                        .way = AL_SCAN_BLOCKS,
                                        .at = slice->start,
                                        .first = slice->start,
                                        .end = slice->end};
    tokens->n = tokens->next = 0;
    tokens->ended = false;
}

/* See that the word behind the next one is there, too, if there is one. */
static almost_status look_ahead(al_index_words *tokens, almost_error *error)
{
    size_t left = tokens->n - tokens->next;
    if (left >= 2 || tokens->ended)
        return ALMOST_OK;
    if (left == 1)
        tokens->words[0] = tokens->words[tokens->next];
    size_t got = 0;
    almost_status status =
        al_word_scanner_next(&tokens->scanner, tokens->words + left, BATCH - left, &got, error);
    if (status != ALMOST_OK)
        return status;
    tokens->next = 0;
    tokens->n = left + got;
    tokens->ended = got == 0;
    return ALMOST_OK;
}

/* The next word, and the one behind it where a hyphen parts them. */
static void take(al_index_words *tokens, al_index_word *out)
{
    const almost_text *text = tokens->scanner.text;
    al_word_span first = tokens->words[tokens->next++];
    *out = (al_index_word){first.start, first.end, first.end, first.end};
    if (tokens->next == tokens->n)
        return;
    al_word_span second = tokens->words[tokens->next];
    const char *behind = text->bytes + first.end;
    bool soft = first.end > 0 && (uint8_t)behind[-1] == 0xAD;
    if ((!soft && !al_may_hyphenate(behind)) || !al_hyphenated(text, first, second))
        return;
    *out = (al_index_word){first.start, second.end, first.end, second.start};
    tokens->next++;
}

almost_status al_index_words_next(al_index_words *tokens, al_index_word *out, size_t capacity,
                                  size_t *n, almost_error *error)
{
    size_t got = 0;
    while (got < capacity) {
        almost_status status = look_ahead(tokens, error);
        if (status != ALMOST_OK)
            return status;
        if (tokens->next == tokens->n)
            break;
        take(tokens, &out[got++]);
    }
    *n = got;
    return ALMOST_OK;
}

static size_t fold_part(const char *bytes, uint32_t start, uint32_t end, char *out)
{
    size_t length = end - start < AL_INDEX_WORD_LETTERS ? end - start : AL_INDEX_WORD_LETTERS;
    return al_fold_word(bytes + start, length, AL_FOLD_EVERYTHING, out, 4 * length + 16);
}

/* don't is dont: which of the two stands in a source is its typesetter's choice. */
static size_t without_apostrophes(char *letters, size_t length)
{
    if (memchr(letters, '\'', length) == NULL)
        return length;
    size_t kept = 0;
    for (size_t at = 0; at < length; at++)
        if (letters[at] != '\'')
            letters[kept++] = letters[at];
    return kept;
}

size_t al_index_word_letters(const char *bytes, const al_index_word *token, char *out)
{
    if (token->cut == token->end)
        return without_apostrophes(out, fold_part(bytes, token->start, token->end, out));
    char second[AL_INDEX_WORD_ROOM];
    size_t length = fold_part(bytes, token->start, token->cut, out);
    size_t more = fold_part(bytes, token->resume, token->end, second);
    if (length + more > AL_INDEX_WORD_ROOM)
        more = AL_INDEX_WORD_ROOM - length;
    memcpy(out + length, second, more);
    return without_apostrophes(out, length + more);
}

uint64_t al_letters_key(const char *letters, size_t length)
{
    return XXH3_64bits(letters, length) >> (64 - AL_KEY_BITS);
}

uint64_t al_index_word_key(al_index_words *tokens, const char *bytes, const al_index_word *token)
{
    char letters[AL_INDEX_WORD_ROOM];
    uint32_t length = token->end - token->start;
    if (length > 8 || token->cut != token->end)
        return al_letters_key(letters, al_index_word_letters(bytes, token, letters));
    uint64_t word = al_load_eight(bytes + token->start) & (UINT64_MAX >> (64 - 8 * length));
    remembered *place = &tokens->table[word * UINT64_C(0x9E3779B97F4A7C15) >> 52];
    const uint64_t key_mask = (UINT64_C(1) << AL_KEY_BITS) - 1;
    if (place->letters == word && place->key >> AL_KEY_BITS == length)
        return place->key & key_mask;
    uint64_t key = al_letters_key(letters, al_index_word_letters(bytes, token, letters));
    *place = (remembered){word, (uint64_t)length << AL_KEY_BITS | key};
    return key;
}
