/* SPDX-License-Identifier: Apache-2.0 */
/* See variants.h. The questions that both dictionaries and rules are sure of come first. */
#include "language/variants.h"

#include "language/dictionary.h"

#include <string.h>

/* Words of so many letters are one misread letter away from any other. */
enum { SHORT = 2, MOST_RULES = 2 };

static bool are_equal(al_letters a, al_letters b)
{
    return a.length == b.length && memcmp(a.bytes, b.bytes, a.length) == 0;
}

static bool is_joint(char byte)
{
    return byte == '\'' || byte == '-';
}

/* Whether two words are equal but for apostrophes and hyphens. */
static bool are_joined_alike(al_letters a, al_letters b)
{
    size_t i = 0, j = 0;
    for (;;) {
        while (i < a.length && is_joint(a.bytes[i]))
            i++;
        while (j < b.length && is_joint(b.bytes[j]))
            j++;
        if (i == a.length || j == b.length)
            return i == a.length && j == b.length;
        if (a.bytes[i++] != b.bytes[j++])
            return false;
    }
}

/* With accents as they are, or with none: either may be how one of the texts writes. */
static bool lead(const al_language *language, uint32_t kinds, uint32_t most,
                 const al_related_word *a, const al_related_word *b)
{
    if (al_rewrite_count(language, kinds, a->folded, b->folded, most) <= most)
        return true;
    return !are_equal(a->plain, b->plain) &&
           al_rewrite_count(language, kinds, a->plain, b->plain, most) <= most;
}

static bool is_excepted(const al_language *language, const al_related_word *a,
                        const al_related_word *b)
{
    return al_rewrite_is_excepted(language, a->folded, b->folded);
}

static bool has_figure(al_letters word)
{
    for (size_t i = 0; i < word.length; i++)
        if (word.bytes[i] >= '0' && word.bytes[i] <= '9')
            return true;
    return false;
}

static bool is_short(al_letters word)
{
    size_t n = 0;
    for (size_t i = 0; i < word.length; i++)
        n += ((unsigned char)word.bytes[i] & 0xC0) != 0x80;
    return n <= SHORT;
}

/* Where all nouns have capitals, only listed names are names. */
static bool is_name(const al_language *language, const al_related_word *word)
{
    if (language != NULL && (language->properties & AL_LANGUAGE_NOUNS))
        return al_dictionary_has_name(language, word->folded.bytes, word->folded.length);
    return (word->marks & AL_RELATED_CAPITAL) != 0;
}

/* Whether an unknown word may well be right: beside a known one it is no misreading then. */
static bool stands_apart(const al_language *language, const al_related_word *unknown,
                         const al_related_word *known)
{
    return is_short(unknown->folded) || is_short(known->folded) || has_figure(unknown->folded) ||
           has_figure(known->folded) || ((unknown->marks | known->marks) & AL_RELATED_UNIT) ||
           is_name(language, unknown);
}

static al_word_relation relate_known(const al_language *language, const al_related_word *a,
                                     const al_related_word *b)
{
    if (are_equal(a->plain, b->plain))
        return AL_WORDS_OTHER; /* né, ne */
    bool excepted = is_excepted(language, a, b);
    if (!excepted && lead(language, AL_REWRITE_AFFIX, 1, a, b))
        return AL_WORDS_AFFIX;
    if (!excepted &&
        ((a->stem != 0 && a->stem == b->stem) || lead(language, AL_REWRITE_FORM, 1, a, b)))
        return AL_WORDS_FORM;
    return AL_WORDS_OTHER;
}

/* At most one of the two is known. */
static al_word_relation relate_unknown(const al_language *language, const al_related_word *a,
                                       const al_related_word *b, bool knows_a, bool knows_b)
{
    bool knows_one = knows_a || knows_b;
    if (knows_one && !is_excepted(language, a, b) && lead(language, AL_REWRITE_AFFIX, 1, a, b))
        return AL_WORDS_AFFIX;
    if (are_equal(a->plain, b->plain) ||
        lead(language, AL_REWRITE_SPELLING | AL_REWRITE_LOOSE | AL_REWRITE_DOUBLED, MOST_RULES, a,
             b))
        return AL_WORDS_SPELLING;
    if (!knows_one)
        return AL_WORDS_UNKNOWN;
    if (lead(language, AL_REWRITE_FORM, 1, a, b))
        return AL_WORDS_FORM;
    bool apart = knows_a ? stands_apart(language, b, a) : stands_apart(language, a, b);
    return apart ? AL_WORDS_APART : AL_WORDS_MISREAD;
}

al_word_relation al_words_relate(const al_language *language, const al_related_word *a,
                                 const al_related_word *b)
{
    if (are_equal(a->folded, b->folded) || are_joined_alike(a->folded, b->folded))
        return AL_WORDS_SAME;
    if (a->folded.length > AL_REWRITE_MOST_BYTES || b->folded.length > AL_REWRITE_MOST_BYTES)
        return AL_WORDS_UNKNOWN;
    if (!is_excepted(language, a, b) && lead(language, AL_REWRITE_SPELLING, MOST_RULES, a, b))
        return AL_WORDS_SPELLING;
    bool knows_a = al_dictionary_knows(language, a->folded.bytes, a->folded.length);
    bool knows_b = al_dictionary_knows(language, b->folded.bytes, b->folded.length);
    if (knows_a && knows_b)
        return relate_known(language, a, b);
    return relate_unknown(language, a, b, knows_a, knows_b);
}
