/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which forms are words of a language: whether some word stands in its list, and
 * nothing more. The lists are data/forms/, counted by tools/count_forms.py and
 * packed by tools/forms.py as binary fuse filters (T. M. Graf and D. Lemire,
 * 2022): what is in a list is always found, and of what is not one in 256 is
 * taken for a word as well. So ask where that does no harm: whether a changed
 * word is another word, not whether a text is free of errors.
 *
 * `letters` are folded by AL_FOLD_TYPOGRAPHY, AL_FOLD_CASE and AL_FOLD_EDGES;
 * accents stay, for they tell words apart (né, ne). Constant tables, nothing made at run time, for
 * any number of threads. `language` may be NULL: no word is known then.
 */
#ifndef AL_DICTIONARY_H
#define AL_DICTIONARY_H

#include "language/lexicon.h"

enum {
    AL_DICTIONARY_FORMS,
    AL_DICTIONARY_NAMES,
    AL_DICTIONARY_NOUNS, /* German only */
    AL_DICTIONARY_KINDS
};

/* One list: three segments of fingerprints are asked for a word. */
typedef struct al_filter {
    const uint8_t *fingerprints; /* NULL: no such list */
    uint32_t seed;
    uint32_t length;   /* of a segment, a power of two */
    uint32_t segments; /* that the first place is in; two more follow */
} al_filter;

typedef struct al_dictionary {
    char language[4];
    al_filter filters[AL_DICTIONARY_KINDS];
} al_dictionary;

extern const al_dictionary al_dictionaries[];
extern const uint32_t al_dictionaries_count;

/*
 * Whether a word is in the language's list. Words that an apostrophe or a
 * hyphen parts are known, too, when their parts are: l'homme, dog's, walk'd.
 */
bool al_dictionary_knows(const al_language *language, const char *letters, size_t length);

/*
 * Whether a word is a common name of persons or places: such as stand with a capital within
 * sentences and are hardly ever small. Many a name is not listed, and no word that is a name, too.
 */
bool al_dictionary_has_name(const al_language *language, const char *letters, size_t length);

/*
 * Whether a German word is a noun and no name: it follows articles and possessives. An unknown
 * word with a known noun at its end and a known word before is a compound. False in other
 * languages.
 */
bool al_dictionary_is_noun(const al_language *language, const char *letters, size_t length);

#endif
