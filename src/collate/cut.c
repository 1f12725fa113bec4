/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words here are what stands between white space: an edition's `dom[ini]` and `l'un` are one word
 * to who collates, whatever signs are in it. Where no white space parts words (Chinese, Japanese,
 * Thai) they are those of UAX #29. A chunk without letter or digit, such as a dash, is no word but
 * travels with the one before it, so that no comma is ever put beside a word; `&` and the Tironian
 * et are words.
 */
#include "collate/cut.h"

#include "base/error.h"
#include "base/utf8.h"
#include "text/compared.h"

#include <string.h>

enum { BATCH = 1024 };

void al_witness_release(al_witness *witness, const almost_allocator *allocator)
{
    al_release(allocator, witness->starts);
    al_release(allocator, witness->words);
    al_release(allocator, witness->forms);
    al_release(allocator, witness->own);
    al_release(allocator, witness->json);
    al_release(allocator, witness->pieces.starts);
    al_release(allocator, witness->pieces.forms);
    al_release(allocator, witness->pieces.json);
    al_release(allocator, witness->pieces.firsts);
    *witness = (al_witness){.n = 0};
}

/* Words as they come from a scanner, one at a time. */
typedef struct feed {
    al_word_scanner *scanner;
    al_word_span words[BATCH];
    size_t at, n;
} feed;

typedef struct cutting {
    const almost_allocator *allocator;
    const almost_text *text;
    al_witness *witness;
    size_t room;
    feed chunks; /* what white space parts */
    feed words;  /* what UAX #29 parts */
} cutting;

/* The word in hand; an empty one at the end of the text. */
static almost_status peek(feed *feed, uint32_t end, al_word_span *word, almost_error *error)
{
    if (feed->at == feed->n) {
        feed->at = 0;
        almost_status status =
            al_word_scanner_next(feed->scanner, feed->words, BATCH, &feed->n, error);
        if (status != ALMOST_OK)
            return status;
    }
    *word = feed->n > 0 ? feed->words[feed->at] : (al_word_span){end, end};
    return ALMOST_OK;
}

static bool put(cutting *cutting, uint32_t start, uint32_t end)
{
    al_witness *witness = cutting->witness;
    size_t n = witness->n;
    if (n == cutting->room && !al_grow(cutting->allocator, (void **)&witness->words, &cutting->room,
                                       n + BATCH, sizeof *witness->words))
        return false;
    witness->words[witness->n++] = (al_word_span){start, end};
    return true;
}

static bool is_et(const char *bytes, uint32_t length)
{
    for (uint32_t at = 0; at < length;) {
        uint32_t size, c = al_decode(bytes, length, at, &size);
        if (c == '&' || c == 0x204A)
            return true;
        at += size;
    }
    return false;
}

/* The words of one chunk: one, unless words of UAX #29 meet in it without anything between. */
static almost_status cut_chunk(cutting *cutting, al_word_span chunk, almost_error *error)
{
    uint32_t end = (uint32_t)cutting->text->length, start = chunk.start, behind = UINT32_MAX;
    al_word_span word;
    almost_status status;
    while ((status = peek(&cutting->words, end, &word, error)) == ALMOST_OK &&
           word.start < chunk.end && word.end > word.start) {
        if (word.start == behind) {
            if (!put(cutting, start, word.start))
                return al_fail_memory(error);
            start = word.start;
        }
        behind = word.end;
        cutting->words.at++;
    }
    if (status != ALMOST_OK)
        return status;
    bool is_word =
        behind != UINT32_MAX || is_et(cutting->text->bytes + chunk.start, chunk.end - chunk.start);
    if (is_word && !put(cutting, start, chunk.end))
        return al_fail_memory(error);
    return ALMOST_OK;
}

static almost_status cut_words(cutting *cutting, almost_error *error)
{
    uint32_t end = (uint32_t)cutting->text->length;
    al_word_span chunk;
    almost_status status;
    while ((status = peek(&cutting->chunks, end, &chunk, error)) == ALMOST_OK &&
           chunk.end > chunk.start) {
        cutting->chunks.at++;
        status = cut_chunk(cutting, chunk, error);
        if (status != ALMOST_OK)
            return status;
    }
    /* signs alone are a witness, too: one token, so that they are not lost */
    if (status == ALMOST_OK && cutting->witness->n == 0 && end > 0 && !put(cutting, 0, end))
        return al_fail_memory(error);
    return status;
}

/* Where tokens begin, and which form each has. */
static bool number_words(cutting *cutting, al_spellings *spellings)
{
    al_witness *witness = cutting->witness;
    uint32_t n = witness->n;
    witness->starts = al_allocate(cutting->allocator, (size_t)n + 1, sizeof *witness->starts);
    witness->forms = al_allocate(cutting->allocator, n, sizeof *witness->forms);
    if (witness->starts == NULL || witness->forms == NULL)
        return false;
    for (uint32_t i = 0; i < n; i++) {
        al_word_span word = witness->words[i];
        witness->starts[i] = i == 0 ? 0 : word.start;
        if (!al_spellings_add(spellings, witness->bytes + word.start, word.end - word.start,
                              &witness->forms[i]))
            return false;
    }
    witness->starts[n] = n > 0 ? witness->length : 0;
    return true;
}

static almost_status cut(cutting *cutting, al_spellings *spellings, almost_error *error)
{
    const al_slice slice = al_slice_of(cutting->text);
    almost_status status = al_word_scanner_new(&slice, ALMOST_WORDS_SPACE, slice.start, slice.end,
                                               &cutting->chunks.scanner, error);
    if (status == ALMOST_OK)
        status = al_word_scanner_new(&slice, ALMOST_WORDS_UNICODE, slice.start, slice.end,
                                     &cutting->words.scanner, error);
    if (status == ALMOST_OK)
        status = cut_words(cutting, error);
    if (status == ALMOST_OK && !number_words(cutting, spellings))
        status = al_fail_memory(error);
    return status;
}

almost_status al_witness_cut(al_witness *witness, const char *siglum, const almost_text *text,
                             const almost_allocator *allocator, al_spellings *spellings,
                             almost_error *error)
{
    *witness =
        (al_witness){.siglum = siglum, .bytes = text->bytes, .length = (uint32_t)text->length};
    cutting *cutting = al_allocate_zero(allocator, 1, sizeof *cutting);
    if (cutting == NULL)
        return al_fail_memory(error);
    cutting->allocator = allocator;
    cutting->text = al_text_compared(text);
    cutting->witness = witness;
    almost_status status = cut(cutting, spellings, error);
    al_word_scanner_free(cutting->chunks.scanner);
    al_word_scanner_free(cutting->words.scanner);
    al_release(allocator, cutting);
    if (status != ALMOST_OK)
        al_witness_release(witness, allocator);
    return status;
}
