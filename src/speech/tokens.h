/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text as words and signs, in paragraphs, for all that looks for quotations: one pass, in which
 * nothing is looked up twice. A word is letters and digits, apostrophes and hyphens between
 * letters; a French pronoun behind its verb is one of its own (dit-il). All else that is no white
 * space is a sign.
 */
#ifndef AL_SPEECH_TOKENS_H
#define AL_SPEECH_TOKENS_H

#include "base/deadline.h"
#include "base/range.h"
#include "speech/forms.h"
#include "text/text.h"

typedef enum al_speech_token_kind {
    AL_SPEECH_WORD,
    AL_SPEECH_SIGN,
    AL_SPEECH_DASH, /* of whatever length, `--` among them; no hyphen */
    AL_SPEECH_MARK  /* may quote */
} al_speech_token_kind;

typedef enum al_speech_token_flag {
    AL_SPEECH_SPACED = 1 << 0,  /* white space or the beginning of the text before it */
    AL_SPEECH_CAPITAL = 1 << 1, /* begins with a capital */
    AL_SPEECH_ALL_CAPITAL = 1 << 2,
    AL_SPEECH_FIRST = 1 << 3,   /* of its paragraph */
    AL_SPEECH_QUOTED = 1 << 4,  /* lies in a quotation: set by whoever pairs marks */
    AL_SPEECH_BEGINS = 1 << 5,  /* a sentence */
    AL_SPEECH_GENITIVE = 1 << 6 /* ends with 's, which its form has not */
} al_speech_token_flag;

/* Signs that are written as two characters, beyond all code points. */
enum { AL_SPEECH_GRAVES = 0x110000 /* `` */, AL_SPEECH_APOSTROPHES /* '' behind these */ };

typedef struct al_speech_token {
    uint32_t start;  /* byte */
    uint32_t form;   /* of a word its form; else its code point */
    uint16_t length; /* in bytes; what is longer goes on as another */
    uint8_t kind;    /* al_speech_token_kind */
    uint8_t flags;   /* al_speech_token_flag */
} al_speech_token;

typedef struct al_speech_paragraph {
    uint32_t first; /* tokens */
    uint32_t end;
    uint32_t indent; /* columns before its first line */
    bool apart;      /* measure.h: verse, a letter, a block quotation */
} al_speech_paragraph;

typedef struct al_speech_tokens {
    const almost_allocator *allocator;
    al_clock *clock; /* that every stage looks at; NULL: there is time */
    const char *bytes;
    uint64_t start;  /* of what is read */
    uint64_t length; /* its end */
    al_speech_token *list;
    size_t n;
    size_t capacity;
    al_speech_paragraph *paragraphs;
    size_t n_paragraphs;
    al_speech_forms forms;
    uint32_t language; /* of the lists */
} al_speech_tokens;

/*
 * Read a range of a text. `tokens` has its allocator and its clock, and is zero but for them.
 * `language` is a number of al_speech_languages, or UINT32_MAX: to be found out. False when memory
 * or time ends; there is nothing to release then.
 */
AL_MUST_CHECK bool al_speech_tokens_init(al_speech_tokens *tokens, const almost_text *text,
                                         al_range range, uint32_t language);
void al_speech_tokens_release(al_speech_tokens *tokens);

/* The byte behind a token. */
static inline uint32_t al_speech_token_end(const al_speech_token *token)
{
    return token->start + token->length;
}

/* What the lists say of a token; 0 of signs. */
static inline uint64_t al_speech_token_classes(const al_speech_tokens *tokens, size_t at)
{
    const al_speech_token *token = &tokens->list[at];
    return token->kind == AL_SPEECH_WORD ? tokens->forms.list[token->form].classes : 0;
}

static inline bool al_speech_token_is_word(const al_speech_tokens *tokens, size_t at)
{
    return tokens->list[at].kind == AL_SPEECH_WORD;
}

/* Whether it is a word of so many bytes at least that ends with these letters. */
bool al_speech_token_ends(const al_speech_tokens *tokens, size_t at, const char *ending,
                          size_t least);

/* Whether it is this sign. */
static inline bool al_speech_token_is(const al_speech_token *token, uint32_t sign)
{
    return token->kind != AL_SPEECH_WORD && token->form == sign;
}

#endif
