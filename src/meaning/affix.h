/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Affixes that turn a word, in languages without a list of rewrites of their
 * own (language/rewrite.h): prefixes, listed as terms (onmogelijk, невозможно),
 * and the Turkish -ma- within verbs.
 */
#ifndef AL_AFFIX_H
#define AL_AFFIX_H

#include "meaning/terms.h"
#include "words/forms.h"

/* Whether one of the two is the other with such an affix. `code` is the language's. */
bool al_affix_turns(const al_term_language *terms, const char *code, al_letters a, al_letters b);

#endif
