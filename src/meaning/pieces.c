/* SPDX-License-Identifier: Apache-2.0 */
/* See pieces.h: from left to right, at each letter the longest term. */
#include "meaning/pieces.h"

#include "base/utf8.h"
#include "meaning/value_letters.h"

#include <string.h>

enum { longest = 16 /* letters of a term */ };

bool al_pieces_wanted(const char *language)
{
    static const char codes[][4] = {"zh", "ja", "th", "ko"};
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (strcmp(codes[i], language) == 0)
            return true;
    return false;
}

/* A term that begins at a byte: where it ends, and the number of its word; 0: none. */
typedef struct piece {
    uint32_t end;
    uint16_t term;
} piece;

/* One letter is a term within words in Chinese only, and never a name: 不, but not 王. */
static bool is_whole(const al_token_maker *maker, uint16_t term, uint32_t letters)
{
    al_term_list terms = al_terms_from(maker->pieces, term);
    bool found = false;
    for (uint32_t i = 0; i < terms.n; i++)
        found |= letters > 1 || terms.terms[i].class == AL_TERM_NEGATION;
    return found && (letters > 1 || strcmp(maker->pieces->code, "zh") == 0);
}

static piece piece_at(const al_token_maker *maker, const almost_text *text, al_range run)
{
    piece found = {run.start, 0};
    uint32_t at = run.start;
    for (uint32_t letters = 1; letters <= longest && at < run.end; letters++) {
        uint32_t size;
        al_decode(text->bytes, run.end, at, &size);
        at += size;
        uint16_t term = al_token_term_of(text->bytes + run.start, at - run.start);
        if (term != 0 && is_whole(maker, term, letters))
            found = (piece){at, term};
    }
    return found;
}

/* The words from the first on that nothing parts, and that are written without capitals. */
static uint32_t run_of(const al_side *side, al_range words)
{
    const char *bytes = side->text->bytes;
    uint32_t n = 0;
    for (uint32_t i = words.start; i < words.end; i++, n++) {
        unsigned char c = (unsigned char)bytes[side->spans[i].start];
        if (c < 0xE0 || c >= 0xEE || (n > 0 && side->spans[i].start != side->spans[i - 1].end))
            break;
    }
    return n;
}

static uint32_t next_letter(const almost_text *text, uint32_t at)
{
    uint32_t size;
    al_decode(text->bytes, text->length, at, &size);
    return at + size;
}

uint32_t al_pieces_words(const al_token_maker *maker, const al_side *side, al_range words)
{
    if (maker->pieces == NULL || words.start == words.end)
        return 0;
    uint32_t n = run_of(side, words);
    if (n == 0)
        return 0;
    al_range run = {side->spans[words.start].start, side->spans[words.start + n - 1].end};
    for (uint32_t at = run.start; at < run.end; at = next_letter(side->text, at)) {
        piece found = piece_at(maker, side->text, (al_range){at, run.end});
        if (found.term != 0)
            return n;
    }
    return 0;
}

/* What is being added: the word that its next byte lies in. */
typedef struct adding {
    al_token_maker *maker;
    al_tokens *tokens;
    const al_side *side;
    al_token token;
} adding;

/* The token of some bytes of the word that it stands in. */
static bool add_part(adding *work, al_range bytes, uint16_t term)
{
    const char *text = work->side->text->bytes;
    al_token token = work->token;
    token.bytes = bytes;
    token.form = work->side->forms[token.word];
    token.key = al_classes_letters_key(text + bytes.start, bytes.end - bytes.start);
    token.term = term;
    token.classes = al_token_classes_of(work->maker, term);
    token.shape = (uint8_t)al_shape_of(work->maker->classes->language, text + bytes.start,
                                       bytes.end - bytes.start);
    work->token.apart = false;
    return al_tokens_append(work->tokens, &token) != NULL;
}

/* The words from a byte to another, that at the end perhaps not whole. */
static bool add_between(adding *work, al_range bytes)
{
    while (bytes.start < bytes.end) {
        const al_word_span *word = &work->side->spans[work->token.word];
        if (word->end <= bytes.start) {
            work->token.word++;
            continue;
        }
        uint32_t end = word->end < bytes.end ? word->end : bytes.end;
        bool whole = word->start == bytes.start && end == word->end;
        al_token made = work->token;
        made.bytes = (al_range){bytes.start, end};
        made.form = work->side->forms[made.word];
        if (whole ? !al_tokens_add_word(work->maker, work->tokens, &made)
                  : !add_part(work, made.bytes, 0))
            return false;
        work->token.apart = false;
        bytes.start = end;
    }
    return true;
}

bool al_pieces_add(al_token_maker *maker, al_tokens *tokens, int side, al_token first, uint32_t n)
{
    adding work = {maker, tokens, &maker->sides[side], first};
    const almost_text *text = work.side->text;
    uint32_t at = first.bytes.start, from = at, end = work.side->spans[first.word + n - 1].end;
    while (at < end) {
        piece found = piece_at(maker, text, (al_range){at, end});
        if (found.term == 0) {
            at = next_letter(text, at);
            continue;
        }
        if (!add_between(&work, (al_range){from, at}))
            return false;
        while (work.side->spans[work.token.word].end <= at)
            work.token.word++;
        if (!add_part(&work, (al_range){at, found.end}, found.term))
            return false;
        at = from = found.end;
    }
    return add_between(&work, (al_range){from, end});
}
