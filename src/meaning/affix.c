/* SPDX-License-Identifier: Apache-2.0 */
/* See affix.h. The host stands on the other side of the pair, so that few chances are taken. */
#include "meaning/affix.h"

#include <string.h>

enum { least_host = 3, least_stem = 2 /* bytes */ };

/* Whether the first bytes of a word are a prefix of the language. */
static bool is_prefix(const al_term_language *terms, const char *letters, size_t length)
{
    al_term_list found = al_terms_from(terms, al_terms_word(letters, length));
    for (uint32_t i = 0; i < found.n; i++)
        if (found.terms[i].class == AL_TERM_PREFIX)
            return true;
    return false;
}

static bool stands_at(al_letters word, size_t at, const char *letters)
{
    size_t length = strlen(letters);
    return at + length <= word.length && memcmp(word.bytes + at, letters, length) == 0;
}

/* Whether two words are equal, the one from `at` on and the other from `from` on. */
static bool goes_on(al_letters word, size_t at, al_letters rest, size_t from)
{
    return word.length - at == rest.length - from &&
           memcmp(word.bytes + at, rest.bytes + from, word.length - at) == 0;
}

/*
 * Whether the negated verb has -m(V)(y)- where the other has nothing: gelmedi, geldi;
 * kaldırmayacak, kaldıracak. The vowel of -iyor goes with it: gelmiyor, geliyor.
 */
static bool has_negation_at(al_letters negated, al_letters plain, size_t at)
{
    static const char *const vowels[] = {"a", "e", "ı", "i", "u", "ü"};
    if (!stands_at(negated, at, "m"))
        return false;
    if (goes_on(negated, at + 1, plain, at))
        return true;
    for (size_t i = 0; i < sizeof vowels / sizeof *vowels; i++) {
        size_t next = at + 1 + strlen(vowels[i]);
        if (!stands_at(negated, at + 1, vowels[i]))
            continue;
        if (next <= negated.length && goes_on(negated, next, plain, at))
            return true;
        if (stands_at(negated, next, "y") && goes_on(negated, next + 1, plain, at))
            return true;
    }
    return false;
}

/* The aorist, where the endings differ: gelmez, gelir; yazmaz, yazar. */
static bool is_aorist(al_letters negated, al_letters plain, size_t at)
{
    bool maz = stands_at(negated, at, "maz") || stands_at(negated, at, "mez");
    return maz && negated.length - at >= 3 && plain.length > at && plain.length - at <= 3 &&
           plain.bytes[plain.length - 1] == 'r';
}

static bool negates_verb(al_letters negated, al_letters plain)
{
    size_t shorter = negated.length < plain.length ? negated.length : plain.length;
    for (size_t at = 0; at <= shorter; at++) {
        if (at >= least_stem &&
            (has_negation_at(negated, plain, at) || is_aorist(negated, plain, at)))
            return true;
        if (at == shorter || negated.bytes[at] != plain.bytes[at])
            return false;
    }
    return false;
}

bool al_affix_turns(const al_term_language *terms, const char *code, al_letters a, al_letters b)
{
    bool turkish = strcmp(code, "tr") == 0;
    if (turkish && (negates_verb(a, b) || negates_verb(b, a)))
        return true;
    al_letters longer = a.length > b.length ? a : b, shorter = a.length > b.length ? b : a;
    size_t more = longer.length - shorter.length;
    return more > 0 && shorter.length >= least_host &&
           memcmp(longer.bytes + more, shorter.bytes, shorter.length) == 0 &&
           is_prefix(terms, longer.bytes, more);
}
