/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Stems of Latin words, which libstemmer does not know: R. Schinke, M.
 * Greengrass, A. M. Robertson and P. Willett, A stemming algorithm for Latin
 * text databases, Journal of Documentation 52 (1996). It gives a word one stem
 * as a noun and one as a verb; a search wants one, so the noun's endings are
 * tried first and the verb's where none of them fits. Of two forms with one
 * stem, 74 in 100 are of one word; of two forms of one word, 20 in 100 have one
 * stem, most of the others being forms of one verb (18,500 forms of two treebanks).
 * Taking off a last vowel as well would make it 62 and 26.
 */
#ifndef AL_STEM_LATIN_H
#define AL_STEM_LATIN_H

#include <stddef.h>

/* Turn a folded word without accents into its stem, in place. Returns its length. */
size_t al_stem_latin(char *word, size_t length);

#endif
