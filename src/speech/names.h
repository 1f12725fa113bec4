/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Names in a text: runs of titles, names, initials and particles, each distinct row of words once,
 * with what speaks for a person and for a sex. A phrase for someone without a name ("the old lady")
 * is kept in the same way where it is met beside a quotation.
 */
#ifndef AL_SPEECH_NAMES_H
#define AL_SPEECH_NAMES_H

#include "speech/capitals.h"

enum { AL_SPEECH_NAME_WORDS = 6 };

typedef enum al_speech_sex { AL_SPEECH_ANY, AL_SPEECH_MALE, AL_SPEECH_FEMALE } al_speech_sex;

typedef struct al_speech_name {
    uint32_t words[AL_SPEECH_NAME_WORDS]; /* forms */
    uint8_t n_words;
    uint8_t n_titles; /* of these, at the beginning */
    uint8_t sex;      /* of its title or first name */
    bool common;      /* no name: the old lady */
    bool anyone;      /* one, another: with the same words, but not the one */
    bool person;
    uint32_t sample; /* tokens of one place where it stands */
    uint32_t sample_end;
    uint32_t count;     /* in all */
    uint32_t narrated;  /* of these, outside of quotations */
    uint32_t the;       /* behind a definite article */
    uint32_t article;   /* form of that; where it can, of one behind a verb of speech: der Frosch */
    uint32_t at_places; /* behind at, near, into */
    uint32_t verbs;     /* beside a verb of speech */
    uint32_t called;    /* in a quotation, between commas: someone is addressed */
    uint32_t he;        /* what the next pronoun is */
    uint32_t she;
    uint32_t who; /* number of a person (persons.h) */
} al_speech_name;

typedef struct al_speech_mention {
    uint32_t first; /* tokens */
    uint32_t end;
    uint32_t name;
    bool quoted;
    bool called;  /* is addressed: in a quotation, between signs */
    bool subject; /* begins a clause */
} al_speech_mention;

typedef struct al_speech_names {
    const al_speech_tokens *tokens;
    al_speech_name *list;
    size_t n;
    size_t capacity;
    al_speech_mention *mentions; /* in the order of the text, without overlap */
    size_t n_mentions;
    size_t mentions_capacity;
    uint32_t *slots;
    uint32_t mask;
} al_speech_names;

/* Find all. False when memory or time ends; there is nothing to release then. */
AL_MUST_CHECK bool al_speech_names_init(al_speech_names *names, const al_speech_tokens *tokens,
                                        const al_speech_capital *capitals);
void al_speech_names_release(al_speech_names *names);

/* The number of the name of these words; a new one where there is none yet. NONE: memory ends. */
uint32_t al_speech_names_add(al_speech_names *names, const al_speech_name *name);

/* The number of the name of these words, or NONE. */
uint32_t al_speech_names_known(const al_speech_names *names, const al_speech_name *name);

/* The first mention that ends behind a token, or the number of mentions. O(log n). */
size_t al_speech_names_after(const al_speech_names *names, uint32_t token);

/* The mention that begins at a token, or that ends before one; NULL: none. O(log n). */
const al_speech_mention *al_speech_names_at(const al_speech_names *names, uint32_t token);
const al_speech_mention *al_speech_names_before(const al_speech_names *names, uint32_t end);

#endif
