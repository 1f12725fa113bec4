/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The lists of data/speech as tables, made by tools/speech.py when the library is built: verbs that
 * tell that someone speaks, titles, first names, words for people. A word has a set of classes in
 * each language that lists it.
 */
#ifndef AL_SPEECH_LISTS_H
#define AL_SPEECH_LISTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Bits, in the order of CLASSES in tools/speech.py. */
#define AL_SPEECH_BIT(n) (UINT64_C(1) << (n))
#define AL_SPEECH_VERB AL_SPEECH_BIT(0)      /* says that someone speaks */
#define AL_SPEECH_WEAK_VERB AL_SPEECH_BIT(1) /* may say so: smiled, began */
#define AL_SPEECH_TITLE_MAN AL_SPEECH_BIT(2) /* before a name */
#define AL_SPEECH_TITLE_WOMAN AL_SPEECH_BIT(3)
#define AL_SPEECH_TITLE AL_SPEECH_BIT(4)    /* of either sex */
#define AL_SPEECH_NAME_MAN AL_SPEECH_BIT(5) /* a first name */
#define AL_SPEECH_NAME_WOMAN AL_SPEECH_BIT(6)
#define AL_SPEECH_MAN AL_SPEECH_BIT(7) /* a noun for a man */
#define AL_SPEECH_WOMAN AL_SPEECH_BIT(8)
#define AL_SPEECH_PERSON AL_SPEECH_BIT(9)       /* a noun for either */
#define AL_SPEECH_NOUN AL_SPEECH_BIT(10)        /* reply, voice, words */
#define AL_SPEECH_NEVER AL_SPEECH_BIT(11)       /* never a person, though it has a capital */
#define AL_SPEECH_CONTRACTION AL_SPEECH_BIT(12) /* an apostrophe stands before it: 'tis */
#define AL_SPEECH_HE AL_SPEECH_BIT(13)
#define AL_SPEECH_SHE AL_SPEECH_BIT(14)
#define AL_SPEECH_I AL_SPEECH_BIT(15)
#define AL_SPEECH_THEY AL_SPEECH_BIT(16) /* pronouns that are no one person */
#define AL_SPEECH_DETERMINER AL_SPEECH_BIT(17)
#define AL_SPEECH_POSSESSIVE AL_SPEECH_BIT(18)
#define AL_SPEECH_PREPOSITION AL_SPEECH_BIT(19)
#define AL_SPEECH_CONJUNCTION AL_SPEECH_BIT(20)
#define AL_SPEECH_PRESENT AL_SPEECH_BIT(21) /* a present auxiliary */
#define AL_SPEECH_PAST AL_SPEECH_BIT(22)    /* a past auxiliary */
#define AL_SPEECH_ADVERB AL_SPEECH_BIT(23)
#define AL_SPEECH_MENTIONING AL_SPEECH_BIT(24)   /* words spoken of follow: called, the word */
#define AL_SPEECH_VOCATIVE_MAN AL_SPEECH_BIT(25) /* sir */
#define AL_SPEECH_VOCATIVE_WOMAN AL_SPEECH_BIT(26)
#define AL_SPEECH_RELATIVE AL_SPEECH_BIT(27)
#define AL_SPEECH_PARTICLE AL_SPEECH_BIT(28)  /* inside a name: de, von */
#define AL_SPEECH_TALKING AL_SPEECH_BIT(29)   /* first and second person: I, you */
#define AL_SPEECH_FUNCTION AL_SPEECH_BIT(30)  /* tells the language */
#define AL_SPEECH_GENERIC AL_SPEECH_BIT(31)   /* a noun that is resolved: girl, mother */
#define AL_SPEECH_PLACE AL_SPEECH_BIT(32)     /* before a place: at, near */
#define AL_SPEECH_REFLEXIVE AL_SPEECH_BIT(33) /* to himself */

#define AL_SPEECH_HIS AL_SPEECH_BIT(34) /* other cases of he: him, his */
#define AL_SPEECH_HERS AL_SPEECH_BIT(35)
#define AL_SPEECH_INFINITIVE AL_SPEECH_BIT(36) /* of a verb of speech */
#define AL_SPEECH_DEFINITE AL_SPEECH_BIT(37)
#define AL_SPEECH_SUBORDINATE AL_SPEECH_BIT(38) /* a conjunction whose clause is no main one */
#define AL_SPEECH_ELDER AL_SPEECH_BIT(39)       /* of the grown up: Mrs., mother, old */
#define AL_SPEECH_YOUNGER AL_SPEECH_BIT(40)     /* Miss, boy, young */
#define AL_SPEECH_INDEFINITE AL_SPEECH_BIT(41)  /* an article for somebody new: a */
#define AL_SPEECH_REPORTING AL_SPEECH_BIT(42)   /* a clause follows, and never a quotation: found */
#define AL_SPEECH_INFORMING AL_SPEECH_BIT(43)   /* the one who is told may stand before it: told */
#define AL_SPEECH_COMPLEMENT AL_SPEECH_BIT(44)  /* opens a clause that is said: that */
#define AL_SPEECH_ACCORDING AL_SPEECH_BIT(45)   /* names who says a clause: according */
#define AL_SPEECH_VERB_SECOND AL_SPEECH_BIT(46) /* of these: the verb of the clause comes next */
#define AL_SPEECH_SUBJUNCTIVE AL_SPEECH_BIT(47) /* of what others say: sei, habe */
#define AL_SPEECH_DOCUMENT AL_SPEECH_BIT(48)    /* says what stands in it: article, treaty */

typedef struct al_speech_word {
    uint32_t letters; /* place in al_speech_strings */
    uint32_t uses;    /* place in al_speech_uses */
    uint8_t length;
    uint8_t n_uses;
} al_speech_word;

typedef struct al_speech_use {
    uint64_t classes;
    uint32_t language; /* place in al_speech_languages */
} al_speech_use;

extern const char *const al_speech_languages[];
extern const uint32_t al_speech_languages_count;
extern const uint32_t al_speech_mask;
extern const uint16_t al_speech_slots[];
extern const al_speech_word al_speech_words[];
extern const al_speech_use al_speech_uses[];
extern const char al_speech_strings[];
extern const char al_speech_short_forms[]; /* a line a set of names, a blank behind each */

/* The number of a language that there are lists for, or UINT32_MAX. `code` may be NULL. */
uint32_t al_speech_language(const char *code);

/* The word of these letters in lower case, by their al_lexicon_hash(), or NULL. */
const al_speech_word *al_speech_find(const char *letters, size_t length, uint32_t hash);

/* What a word, which may be NULL, is in a language; 0 where that does not list it. */
uint64_t al_speech_classes(const al_speech_word *word, uint32_t language);

/* What a folded word is in any language. */
uint64_t al_speech_any_classes(const char *letters, size_t length);

/* Whether two folded first names may be one person's: Tom and Thomas. */
bool al_speech_short_forms_join(const char *a, size_t a_length, const char *b, size_t b_length);

#endif
