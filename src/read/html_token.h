/* SPDX-License-Identifier: Apache-2.0 */
/*
 * HTML as tags and text, by the tokenizer of its standard (13.2.5): quoted attributes, comments,
 * elements that hold no markup, such as script. Nothing is copied: a token points into the source.
 * As XHTML it has sections of CDATA, and tags that close themselves.
 */
#ifndef AL_HTML_TOKEN_H
#define AL_HTML_TOKEN_H

#include <stdbool.h>
#include <stdint.h>

typedef struct al_html_piece {
    const char *bytes;
    uint32_t length;
} al_html_piece;

typedef enum al_html_token_kind {
    AL_HTML_NOTHING, /* the end */
    AL_HTML_TEXT,
    AL_HTML_START,
    AL_HTML_END
} al_html_token_kind;

typedef struct al_html_token {
    al_html_token_kind kind;
    al_html_piece whole;
    al_html_piece name;       /* of a tag, as it is written */
    al_html_piece attributes; /* of a tag */
    bool closes_itself;
    bool literal; /* text without character references */
} al_html_token;

typedef struct al_html_tokens {
    const char *at, *end;
    bool xml;
    bool literal;       /* what the element that holds no markup holds has no references either */
    al_html_piece held; /* the name of that element, or none */
} al_html_tokens;

static inline al_html_tokens al_html_tokens_of(const char *bytes, uint64_t length, bool xml)
{
    return (al_html_tokens){.at = bytes, .end = bytes + length, .xml = xml};
}

/* The next token; AL_HTML_NOTHING at the end. What is cut off within a tag is none. */
al_html_token al_html_next(al_html_tokens *tokens);

/*
 * What follows, up to the end tag of the element whose start tag was read, is text. `literal`: and
 * has no character references.
 */
void al_html_hold(al_html_tokens *tokens, const al_html_token *start, bool literal);

/* The value of an attribute, without quotation marks; of several the first. False: it has none. */
bool al_html_attribute(const al_html_token *token, const char *name, al_html_piece *value);

/* Whether a piece is a word, in any letters. */
bool al_html_is(al_html_piece piece, const char *word);

/* Whether the words of a piece, parted by white space, have this one, in any letters. */
bool al_html_has_word(al_html_piece piece, const char *word);

#endif
