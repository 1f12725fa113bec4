/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The words of a text by their letters in lower case, each once: how often it stands there, and
 * what the lists say of it.
 */
#ifndef AL_SPEECH_FORMS_H
#define AL_SPEECH_FORMS_H

#include "base/buffer.h"
#include "speech/lists.h"

enum { AL_SPEECH_LONGEST = 64 /* bytes of a word that is looked at; a longer one is all in one */ };

typedef struct al_speech_form {
    uint32_t letters; /* place in the pool */
    uint32_t hash;
    uint32_t count;
    uint16_t length;
    const al_speech_word *listed; /* NULL: in no list */
    uint64_t classes;             /* of the language, once it is known */
} al_speech_form;

typedef struct al_speech_forms {
    al_speech_form *list;
    size_t n;
    size_t capacity;
    al_buffer letters;
    uint32_t *slots; /* number of a form + 1 */
    uint32_t mask;
    uint64_t key;
} al_speech_forms;

/* False when memory ends; there is nothing to release then. */
AL_MUST_CHECK bool al_speech_forms_init(al_speech_forms *forms, const almost_allocator *allocator);
void al_speech_forms_release(al_speech_forms *forms);

/* The number of the form of a word, counted once more; UINT32_MAX when memory ends. */
uint32_t al_speech_forms_add(al_speech_forms *forms, const char *bytes, size_t length);

/* The number of the form of a word that may have capitals, without counting; UINT32_MAX: none. */
uint32_t al_speech_forms_known(const al_speech_forms *forms, const char *bytes, size_t length);

/* Whether any list has the word of these letters. */
bool al_speech_forms_is_listed(const char *bytes, size_t length);

/* The language that most function words are of, or `preset` where that is one; sets all classes. */
uint32_t al_speech_forms_settle(al_speech_forms *forms, uint32_t preset);

#endif
