/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The stem of a word as a number: what its inflected forms have in common, so
 * that “walked” and “walks” are one word to a search. Words are folded (case
 * and typography, fold.h), stemmed by Snowball (M. F. Porter, 2001; libstemmer)
 * in the languages that it knows and by Schinke's rules in Latin (stem_latin.h),
 * and only then lose their accents, which Snowball's rules need.
 *
 * libstemmer is loaded when a word first needs it, as ICU is: linking it
 * would add 10,800 relocations, 0.2 ms, to every start. Without it, and in
 * other languages, the folded word is its own stem. Its releases differ in the
 * stems of a few words.
 */
#ifndef AL_STEM_H
#define AL_STEM_H

#include "base/memory.h"
#include "base/must_check.h"

/* Longer words are their own stems, and not even folded. */
#define AL_STEM_MOST_BYTES 64

typedef struct al_stemmer al_stemmer;
typedef struct al_stem_rules al_stem_rules;

/*
 * What tells whether two languages have the same stems: the same pointer then, never NULL. They
 * have the same background (background.h), too.
 */
const al_stem_rules *al_stem_rules_of(const char *language);

/*
 * A stemmer for `language`, an ISO 639-1 code in lower case (what follows a
 * hyphen is passed over). NULL and unknown languages are fine: words are only
 * folded. One thread may use it at a time. The caller frees it.
 */
AL_MUST_CHECK almost_status al_stemmer_new(const almost_allocator *allocator, const char *language,
                                           al_stemmer **out, almost_error *error);
void al_stemmer_free(al_stemmer *stemmer);

/* Whether words are more than folded: the language is known, and its rules are installed. */
bool al_stemmer_stems(al_stemmer *stemmer);

/*
 * The 64-bit hash (XXH64, seed 0) of the stem of a word in its original bytes.
 * Never fails: where libstemmer runs out of memory, the folded word is the stem.
 */
uint64_t al_stemmer_stem(al_stemmer *stemmer, const char *bytes, size_t length);

/* The stem's letters; `out` has room for AL_STEM_MOST_LETTERS bytes. Returns their length. */
#define AL_STEM_MOST_LETTERS (16 * AL_STEM_MOST_BYTES)
size_t al_stemmer_letters(al_stemmer *stemmer, const char *bytes, size_t length, char *out);

#endif
