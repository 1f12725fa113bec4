/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which names are of persons, and which are of one. A name is a person's when it stands beside a
 * verb of speech, or has a title, or is a listed first name, or is so often followed by one sex of
 * pronoun. Mr. Darcy and Darcy are one where no other man has that name; Elizabeth Bennet is
 * Elizabeth, and Miss Bennet only where she is the only one.
 */
#ifndef AL_SPEECH_PERSONS_H
#define AL_SPEECH_PERSONS_H

#include "speech/names.h"

typedef struct al_speech_person {
    uint32_t name;   /* the form that stands most often: what is printed */
    uint32_t count;  /* mentions of all its names */
    uint32_t spoken; /* quotations that are surely his or hers */
    uint32_t verbs;
    uint32_t called;
    uint32_t narrated;
    uint32_t elder;      /* names with such a title: Mrs. */
    uint32_t younger;    /* Miss, or a first name alone */
    uint32_t title;      /* form of one that says what he is: Dr., Captain; or NONE */
    const char *printed; /* as a cast has it; NULL: by its names */
    size_t printed_length;
    uint32_t he; /* pronouns behind all names */
    uint32_t she;
    bool by_name; /* the sex is that of a title or first name */
    uint8_t sex;
    bool common;
} al_speech_person;

typedef struct al_speech_persons {
    const almost_allocator *allocator;
    al_speech_person *list;
    size_t n;
    size_t capacity;
} al_speech_persons;

/* Group the names, which learn who they are of; those of a cast (or NULL) first. False when memory
 * ends. */
AL_MUST_CHECK bool al_speech_persons_init(al_speech_persons *persons, al_speech_names *names,
                                          const almost_text *cast);
void al_speech_persons_release(al_speech_persons *persons);

/* A person for a name that has none: a phrase, or a name that an attribution makes one. NONE:
   memory ends. */
uint32_t al_speech_persons_add(al_speech_persons *persons, al_speech_names *names, uint32_t name);

/* One more name of a person. */
void al_speech_persons_join(al_speech_persons *persons, al_speech_names *names, uint32_t name,
                            uint32_t who);

#endif
