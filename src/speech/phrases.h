/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is meant by some words beside a verb: a name, a pronoun, a phrase for someone without a name.
 * "The waiter, Joe" is Joe, "the voice of Joe" and "Joe's voice" are his. Article 2 is nobody.
 */
#ifndef AL_SPEECH_PHRASES_H
#define AL_SPEECH_PHRASES_H

#include "speech/persons.h"
#include "speech/spans.h"

typedef enum al_speech_subject {
    AL_SPEECH_NOBODY,
    AL_SPEECH_NAMED,
    AL_SPEECH_PHRASE, /* the old lady */
    AL_SPEECH_HE_SAYS,
    AL_SPEECH_SHE_SAYS,
    AL_SPEECH_I_SAY,
    AL_SPEECH_THEY_SAY /* no one person */
} al_speech_subject;

typedef struct al_speech_phrase {
    uint32_t first; /* tokens */
    uint32_t end;
    uint32_t name;   /* of NAMED, and of PHRASE once it is added; else NONE */
    uint8_t subject; /* al_speech_subject */
    uint8_t sex;     /* as far as the phrase itself says */
    bool genitive;   /* X's reply */
    bool person;     /* of PHRASE: its noun is one for persons */
    bool document;   /* of PHRASE: it says what stands in it: Article 2, the treaty */
    bool anyone;     /* one, another: somebody whom nothing names */
    bool weak;       /* by a pattern that other evidence overrules */
} al_speech_phrase;

/* What is known of a text when its quotations are looked at. */
typedef struct al_speech_book {
    al_speech_tokens *tokens;
    al_speech_spans *spans;
    al_speech_names *names;
    al_speech_persons *persons;
} al_speech_book;

/* The phrase that begins at a token, within tokens up to `limit`; NOBODY where none does. */
al_speech_phrase al_speech_phrase_at(const al_speech_book *book, uint32_t at, uint32_t limit);

/* The phrase that ends before the token `end`, adverbs and auxiliaries between, from `floor` on. */
al_speech_phrase al_speech_phrase_before(const al_speech_book *book, uint32_t floor, uint32_t end);

/* Behind up to `most` adverbs, auxiliaries and reflexives. */
uint32_t al_speech_skip_adverbs(const al_speech_book *book, uint32_t at, uint32_t limit,
                                uint32_t most);

#endif
