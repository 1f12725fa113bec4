/* SPDX-License-Identifier: Apache-2.0 */
/* See stem_latin.h. In each list the longer endings stand first. */
#include "language/stem_latin.h"

#include <stdbool.h>
#include <string.h>

/* Words whose -que is no “and”. */
static const char *const ending_in_que[] = {
    "atque",     "quoque",        "neque",     "itaque",    "absque",    "apsque",    "abusque",
    "adaeque",   "adusque",       "denique",   "deque",     "susque",    "oblique",   "peraeque",
    "plenisque", "quandoque",     "quisque",   "quaeque",   "cuiusque",  "cuique",    "quemque",
    "quamque",   "quaque",        "quique",    "quorumque", "quarumque", "quibusque", "quosque",
    "quasque",   "quotusquisque", "quousque",  "ubique",    "undique",   "usque",     "uterque",
    "utique",    "utroque",       "utribique", "torque",    "coque",     "concoque",  "contorque",
    "detorque",  "decoque",       "excoque",   "extorque",  "obtorque",  "optorque",  "retorque",
    "recoque",   "attorque",      "incoque",   "intorque",  "praetorque"};

typedef struct ending {
    const char *letters;
    const char *instead;
} ending;

static const ending noun_endings[] = {
    {"ibus", ""}, {"ius", ""}, {"ae", ""}, {"am", ""}, {"as", ""}, {"em", ""},  {"es", ""},
    {"ia", ""},   {"is", ""},  {"nt", ""}, {"os", ""}, {"ud", ""}, {"um", ""},  {"us", ""},
    {"a", ""},    {"e", ""},   {"i", ""},  {"o", ""},  {"u", ""},  {NULL, NULL}};

static const ending verb_endings[] = {
    {"iuntur", "i"}, {"beris", "bi"}, {"erunt", "i"}, {"untur", "i"}, {"iunt", "i"}, {"mini", ""},
    {"ntur", ""},    {"stis", ""},    {"bor", "bi"},  {"ero", "eri"}, {"mur", ""},   {"mus", ""},
    {"ris", ""},     {"sti", ""},     {"tis", ""},    {"tur", ""},    {"unt", "i"},  {"bo", "bi"},
    {"ns", ""},      {"nt", ""},      {"ri", ""},     {"m", ""},      {"r", ""},     {"s", ""},
    {"t", ""},       {NULL, NULL}};

static bool ends_in(const char *word, size_t length, const char *letters, size_t size)
{
    return length >= size && memcmp(word + length - size, letters, size) == 0;
}

static bool keeps_que(const char *word, size_t length)
{
    for (size_t i = 0; i < sizeof ending_in_que / sizeof *ending_in_que; i++)
        if (strlen(ending_in_que[i]) == length && memcmp(word, ending_in_que[i], length) == 0)
            return true;
    return false;
}

/* Replace the longest ending, where two letters stay before it. */
static size_t replace(char *word, size_t length, const ending *endings)
{
    for (; endings->letters != NULL; endings++) {
        size_t size = strlen(endings->letters);
        if (!ends_in(word, length, endings->letters, size))
            continue;
        if (length - size < 2)
            return length;
        size_t instead = strlen(endings->instead);
        memcpy(word + length - size, endings->instead, instead);
        return length - size + instead;
    }
    return length;
}

size_t al_stem_latin(char *word, size_t length)
{
    for (size_t i = 0; i < length; i++)
        word[i] = word[i] == 'j' ? 'i' : word[i] == 'v' ? 'u' : word[i];
    if (ends_in(word, length, "que", 3)) {
        if (keeps_que(word, length) || length == 3)
            return length;
        length -= 3;
    }
    size_t stem = replace(word, length, noun_endings);
    return stem != length ? stem : replace(word, length, verb_endings);
}
