/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words and signs in one row, as the meaning of a sentence is read from them:
 * `£4.5 million` is a sign, a word, a word. What stands for two words is two
 * tokens (don't: do, not). A token knows its term word (terms.h), what class of
 * form it is (classes.h), and whether it lies in what changed.
 */
#ifndef AL_TOKEN_H
#define AL_TOKEN_H

#include "base/must_check.h"
#include "base/range.h"
#include "meaning/classes.h"
#include "meaning/terms.h"
#include "words/side.h"

#define AL_NO_TOKEN UINT32_MAX

typedef struct al_token {
    uint64_t key;    /* of its folded letters, as al_form_class has it; of a sign, the code point */
    al_range bytes;  /* of the text; both tokens of one word have all of it */
    uint32_t word;   /* of the side; of a sign, the word that comes next, or n_words */
    uint32_t form;   /* of a word */
    uint32_t change; /* the change that it lies in */
    uint32_t sign;   /* the code point of a sign; 0: a word */
    uint32_t choice; /* of 'd and 'll: modal groups of the lexicon, one of which it is; else 0 */
    uint32_t classes; /* of the terms that begin with its term word, as al_term_list has them */
    uint16_t term;    /* number of its term word, or 0 */
    uint16_t flags;   /* al_form_flag bits; 0 for signs */
    bool changed;     /* in the change it lies in, it has no equal on the other side */
    bool apart;       /* white space stands before it, or it is the first */
    bool half;        /* one of two tokens of a word */
    uint8_t shape;    /* al_shape of a word's letters */
} al_token;

typedef struct al_tokens {
    const almost_allocator *allocator;
    al_token *list;
    size_t n;
    size_t capacity;
} al_tokens;

/* What all tokens of a form have in common. */
typedef struct al_token_form {
    uint32_t classes;
    uint16_t term;
    uint8_t shape;
    bool known;      /* it was asked for */
    uint8_t opposed; /* 0: not asked yet; 1: has no antonym, 2: has one */
} al_token_form;

/* What tokens are made with: of one pair of texts. */
typedef struct al_token_maker {
    const al_side *sides; /* two */
    al_classes *classes;
    const al_term_language *language; /* or NULL */
    const al_term_language *everywhere;
    const al_term_language *pieces; /* whose terms stand within words, without blanks; or NULL */
    bool antonyms;                  /* the language has a table of them */
    char prefixed[4];     /* he, ar: terms stand behind letters of other words; else empty */
    al_token_form *forms; /* of each form */
} al_token_maker;

/*
 * MEMORY. The classes and sides must outlive it; `code` is that of the language, or NULL. Where it
 * writes none apart, its terms are found within words: 不得转让.
 */
AL_MUST_CHECK almost_status al_token_maker_init(al_token_maker *maker, const al_side sides[2],
                                                al_classes *classes, const char *code,
                                                almost_error *error);
void al_token_maker_release(al_token_maker *maker);

/* What all tokens of a form have in common. */
const al_token_form *al_token_form_of(al_token_maker *maker, uint32_t form);

/* Whether a form has an antonym, by the table of its language. */
bool al_token_is_opposed(al_token_maker *maker, uint32_t form);

/*
 * Add the tokens of some bytes of a side, words `words` and all signs. False when memory ends.
 * Token lists are zeroed and given an allocator to begin with.
 */
bool al_tokens_add(al_token_maker *maker, al_tokens *tokens, int side, al_range bytes,
                   al_range words, uint32_t change, bool changed);

void al_tokens_release(al_tokens *tokens);

/* The number of the term word that some letters of a text are, or 0. */
uint16_t al_token_term_of(const char *bytes, size_t length);

/* The classes of the terms that begin with a term word. */
uint32_t al_token_classes_of(const al_token_maker *maker, uint16_t term);

/* A token at the end of the list, equal to another; NULL when memory ends. */
al_token *al_tokens_append(al_tokens *tokens, const al_token *token);

/* The token, or two, of a word whose bytes, number and form are filled in. */
bool al_tokens_add_word(al_token_maker *maker, al_tokens *tokens, const al_token *token);

/* Whether a token is this sign. */
static inline bool al_token_is(const al_tokens *tokens, size_t at, uint32_t sign)
{
    return at < tokens->n && tokens->list[at].sign == sign;
}

/* How many of the tokens from `at` on are the term, or 0. */
uint32_t al_token_matches(const al_tokens *tokens, size_t at, const al_term *term);

#endif
