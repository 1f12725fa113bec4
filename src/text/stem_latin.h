/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stems of Latin words, which libstemmer does not know: R. Schinke, M.
 * Greengrass, A. M. Robertson and P. Willett, A stemming algorithm for Latin
 * text databases, Journal of Documentation 52 (1996). It gives a word one stem
 * as a noun and one as a verb; a search wants one, so the noun's endings are
 * tried first and the verb's where none of them fits.
 */
#ifndef AL_STEM_LATIN_H
#define AL_STEM_LATIN_H

#include <stddef.h>

/* Turn a folded word without accents into its stem, in place. Returns its length. */
size_t al_stem_latin(char *word, size_t length);

#endif
