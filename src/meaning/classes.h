/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What each form is, found once, when it is first asked for: the key by which
 * spellings of one word are told to be one, its words in the lexicon, the
 * number it writes, how its capitals stand. All work on letters is here; the
 * judging of changes then compares flags and numbers.
 */
#ifndef AL_CLASSES_H
#define AL_CLASSES_H

#include "base/must_check.h"
#include "language/lexicon.h"
#include "meaning/numbers.h"
#include "words/merge.h"

#define AL_NO_WORD UINT16_MAX

typedef enum al_form_flag {
    AL_FORM_KNOWN = 1 << 0,         /* classified */
    AL_FORM_LOUD = 1 << 1,          /* it, or a part of it, negates or is a modal */
    AL_FORM_NUMBER = 1 << 2,        /* figures, a Roman numeral, a number in one word: `number` */
    AL_FORM_PART = 1 << 3,          /* may be a part of a number, by the lexicon */
    AL_FORM_FAINT_PART = 1 << 4,    /* the same, but no number alone: and, a, one */
    AL_FORM_FAINT_ROMAN = 1 << 5,   /* xii, V: a number only where the other side has one */
    AL_FORM_CAPITAL = 1 << 6,       /* begins with a capital */
    AL_FORM_INNER_CAPITAL = 1 << 7, /* d'Artagnan */
    AL_FORM_UPPER = 1 << 8,         /* two or more letters, all capitals */
    AL_FORM_INITIAL = 1 << 9,       /* one capital letter */
    AL_FORM_COMMON = 1 << 10,       /* in the lexicon, and so no name */
    AL_FORM_TWO = 1 << 11,          /* stands for two words: `other` and `base_key` */
    AL_FORM_OTHER_FIRST = 1 << 12,  /* of these, `other` comes first */
    AL_FORM_NOUN_ENDING = 1 << 13   /* German -ung, -heit: no name */
} al_form_flag;

typedef struct al_form_class {
    uint64_t key;      /* hash of the folded letters */
    uint64_t base_key; /* the same without a clitic; of a name, without 's and d' */
    al_number number;
    uint32_t modal_mask; /* modal groups, one of which `other` is; bit 0: or none */
    uint16_t word;       /* place in al_lexicon_words, of the base if FORM_TWO; or AL_NO_WORD */
    uint16_t other;      /* the clitic's */
} al_form_class;

typedef struct al_classes {
    const almost_allocator *allocator;
    const al_forms *forms;
    const al_language *language; /* or NULL */
    uint16_t *flags;
    const al_form_class **known; /* of each form that was looked up; else NULL */
    al_form_class *own;          /* room for those that no vocabulary keeps */
    uint32_t count;
} al_classes;

AL_MUST_CHECK almost_status al_classes_init(al_classes *classes, const almost_allocator *allocator,
                                            const al_forms *forms, const al_language *language,
                                            almost_error *error);
void al_classes_release(al_classes *classes);

/* Whether the code point at the start of the bytes is a capital letter. */
bool al_classes_capital(const char *bytes, size_t length);

/* The key of folded letters. */
uint64_t al_classes_letters_key(const char *letters, size_t length);

/*
 * The flags of all words of a text, for comparisons to come: few words are asked
 * for more than their flags. Nothing changes once it is made.
 */
typedef struct al_class_survey {
    const al_word_list *list;
    const al_language *language; /* or NULL */
    uint16_t *flags;             /* of each distinct word */
} al_class_survey;

/* In a language, or NULL. False when memory ends; the caller's to release, also then. */
bool al_class_survey_init(al_class_survey *survey, const al_word_list *list,
                          const al_language *language);
void al_class_survey_release(al_class_survey *survey);

/*
 * Take the flags from the surveys of the texts whose lists were merged, where those are of the same
 * language: before any is asked for.
 */
void al_classes_take(al_classes *classes, const al_class_survey *const surveys[2],
                     const al_merge *merge);

/* Fill in the class of a form; returns its flags. */
uint16_t al_classes_find(al_classes *classes, uint32_t form);

/* The flags of a form. */
static inline uint16_t al_classes_flags(al_classes *classes, uint32_t form)
{
    uint16_t flags = classes->flags[form];
    return flags != 0 ? flags : al_classes_find(classes, form);
}

/* The class of a form. */
static inline const al_form_class *al_classes_get(al_classes *classes, uint32_t form)
{
    if (classes->known[form] == NULL)
        al_classes_find(classes, form);
    return classes->known[form];
}

static inline const al_lexicon_word *al_classes_word(uint16_t place)
{
    return place == AL_NO_WORD ? NULL : &al_lexicon_words[place];
}

#endif
