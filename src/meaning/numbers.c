/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The grammar of numbers in words; see numbers.h. ICU's spell-out rules are
 * the judge: tests/unit/numbers_test.c reads back what they write.
 */
#include "meaning/numbers.h"

#include <string.h>

#define MOST INT64_C(100000000000000000)
#define GLUED_MOST 96 /* bytes of the longest word that is looked at */

int64_t al_number_code(al_number number)
{
    switch (number.kind) {
    case AL_NUMBER_CARDINAL:
    case AL_NUMBER_ROMAN: return number.value;
    case AL_NUMBER_ORDINAL: return number.value | INT64_C(1) << 62;
    case AL_NUMBER_TIMES: return number.value | INT64_C(1) << 61;
    case AL_NUMBER_VAGUE: return number.value | INT64_C(1) << 60;
    case AL_NUMBER_OTHER: return number.value | INT64_MIN;
    }
    return number.value;
}

bool al_number_equal(al_number a, al_number b)
{
    if (a.value != b.value)
        return false;
    if (a.kind == b.kind)
        return true;
    al_number_kind other = a.kind == AL_NUMBER_ROMAN ? b.kind : a.kind;
    return (a.kind == AL_NUMBER_ROMAN || b.kind == AL_NUMBER_ROMAN) &&
           (other == AL_NUMBER_CARDINAL || other == AL_NUMBER_ORDINAL);
}

void al_number_begin(al_number_state *state)
{
    *state = (al_number_state){.room = 1000};
}

/* What may follow a part that was added. */
static int32_t room_after(const al_language *language, const al_lexicon_number *part)
{
    int64_t value = part->value;
    if (part->room != 0)
        return part->room;
    if (value == 10)
        return language->properties & AL_LANGUAGE_TEN ? 10 : 1;
    if (value == 0)
        return 0;
    return value >= 100 ? 100 : value >= 20 && value % 10 == 0 ? 10 : 1;
}

/* five and twenty, fünfundzwanzig; Latin tertius decimus. */
static bool take_reversed(al_number_state *state, const al_language *language,
                          const al_lexicon_number *part)
{
    int64_t below = state->group % 100;
    if (below < 1 || below > 9 || state->room != 1)
        return false;
    bool tens = part->value >= 20 && part->value <= 90 && part->value % 10 == 0;
    bool usual = tens && state->joint && language->properties & AL_LANGUAGE_REVERSED;
    bool latin = part->value == 10 && state->kind == AL_NUMBER_ORDINAL && !state->joint;
    if (!usual && !latin)
        return false;
    state->group += part->value;
    return true;
}

static bool take_addend(al_number_state *state, const al_language *language,
                        const al_lexicon_number *part)
{
    if (part->value >= state->room || (part->value == 0 && state->any))
        return take_reversed(state, language, part);
    state->group += part->value;
    state->room = room_after(language, part);
    return true;
}

/* three score, quatre-vingt. */
static bool take_score(al_number_state *state, const al_lexicon_number *part)
{
    int64_t below = state->group % 100;
    if (below < 1 || below > 9 || state->room != 1 || state->joint ||
        (below == 1 && !state->article))
        return false;
    state->group += below * (part->value - 1);
    state->room = (int32_t)part->value;
    return true;
}

/* A thousand and up closes the group; mil millones multiplies all that came before. */
static bool take_thousand(al_number_state *state, int64_t value)
{
    int64_t group = state->group != 0 ? state->group : 1;
    if (state->scale == 0 || value < state->scale) {
        if (group > MOST / value)
            return false;
        state->total += group * value;
    } else if (value > state->scale && state->total + state->group <= MOST / value &&
               state->total + state->group < value) {
        state->total = (state->total + state->group) * value;
    } else {
        return false;
    }
    state->group = 0;
    state->scale = value;
    state->room = 1000;
    return state->total <= MOST;
}

static bool take_multiplier(al_number_state *state, const al_lexicon_number *part)
{
    if (state->room == 0 || (state->joint && state->group != 0))
        return false;
    if (part->value >= 1000)
        return take_thousand(state, part->value);
    if (state->group >= 100)
        return false;
    state->group = (state->group != 0 ? state->group : 1) * part->value;
    state->room = part->value == 100 ? 100 : 1;
    return true;
}

static bool take_article(al_number_state *state)
{
    state->group = 1;
    state->room = 1;
    state->any = state->article = true;
    return true;
}

/* By the first of its roles that fits. */
static bool take_value(al_number_state *state, const al_language *language,
                       const al_lexicon_number *part)
{
    al_number_state before = *state;
    if (part->roles & AL_ROLE_SCORE) {
        if (take_score(state, part))
            return true;
        *state = before;
    }
    if (part->roles & AL_ROLE_MULTIPLIES)
        return take_multiplier(state, part);
    return part->roles & AL_ROLE_ADDS && take_addend(state, language, part);
}

static bool take_alone(al_number_state *state, const al_lexicon_number *part)
{
    if (state->any)
        return false;
    state->kind = part->roles & AL_ROLE_TIMES ? AL_NUMBER_TIMES : AL_NUMBER_VAGUE;
    state->group = part->value;
    state->any = state->closed = true;
    return true;
}

bool al_number_take(al_number_state *state, const al_language *language,
                    const al_lexicon_number *part, bool inside)
{
    if (state->closed || (!state->any && !inside && !(part->roles & AL_ROLE_OUTSIDE)))
        return false;
    if (part->roles & AL_ROLE_JOINT) {
        bool fits = state->any && !state->joint;
        state->joint = true;
        return fits;
    }
    if (part->roles & (AL_ROLE_TIMES | AL_ROLE_VAGUE))
        return take_alone(state, part);
    if (part->roles & AL_ROLE_ARTICLE && !state->any)
        return take_article(state);
    bool ordinal = part->roles & AL_ROLE_ORDINAL;
    if (state->kind == AL_NUMBER_ORDINAL && !ordinal)
        return false;
    if (ordinal)
        state->kind = AL_NUMBER_ORDINAL;
    if (!take_value(state, language, part))
        return false;
    state->any = true;
    state->article = state->joint = false;
    state->closed = ordinal && !(language->properties & AL_LANGUAGE_COMPOUND);
    return true;
}

bool al_number_take_value(al_number_state *state, al_number number)
{
    if (number.kind > AL_NUMBER_ORDINAL || state->closed || state->kind != AL_NUMBER_CARDINAL)
        return false;
    if (state->any && (state->group != 0 || number.value >= state->scale))
        return false;
    state->group = number.value;
    state->kind = number.kind;
    state->closed = number.kind == AL_NUMBER_ORDINAL;
    state->room = 1;
    state->any = true;
    state->joint = false;
    return true;
}

bool al_number_complete(const al_number_state *state)
{
    return state->any && !state->article && !state->joint;
}

al_number al_number_result(const al_number_state *state)
{
    return (al_number){state->total + state->group, state->kind};
}

/* One word as a row of parts, by the longest part first, going back where that leads nowhere. */
typedef struct gluing {
    const al_language *language;
    const char *letters;
    size_t length;
    uint32_t steps; /* left; bounds the work on words made to be bad */
} gluing;

static bool glue(gluing *word, size_t at, const al_number_state *state, al_number *number)
{
    if (at == word->length) {
        *number = al_number_result(state);
        return al_number_complete(state);
    }
    bool hyphen = word->letters[at] == '-' && at > 0;
    if (!hyphen && at > 0 && !(word->language->properties & AL_LANGUAGE_GLUED) &&
        word->letters[at - 1] != '-')
        return false;
    at += hyphen;
    size_t most = word->length - at < 20 ? word->length - at : 20;
    for (size_t length = most; length >= 1; length--) {
        if (word->steps == 0)
            return false;
        word->steps--;
        const char *letters = word->letters + at;
        const al_lexicon_number *part = al_lexicon_number_of(al_lexicon_find(
            word->language, letters, length, al_lexicon_hash(letters, length), letters, length));
        al_number_state next = *state;
        if (part != NULL && al_number_take(&next, word->language, part, true) &&
            glue(word, at + length, &next, number))
            return true;
    }
    return false;
}

bool al_number_glued(const al_language *language, const char *letters, size_t length,
                     al_number *number)
{
    if (language == NULL || length > GLUED_MOST ||
        (!(language->properties & AL_LANGUAGE_GLUED) && memchr(letters, '-', length) == NULL))
        return false;
    gluing word = {language, letters, length, 400};
    al_number_state state;
    al_number_begin(&state);
    return glue(&word, 0, &state, number);
}

typedef struct roman_part {
    char letters[3];
    int32_t value;
} roman_part;

static const roman_part roman_parts[] = {
    {"m", 1000}, {"cm", 900}, {"d", 500}, {"cd", 400}, {"c", 100}, {"xc", 90}, {"l", 50},
    {"xl", 40},  {"x", 10},   {"ix", 9},  {"v", 5},    {"iv", 4},  {"i", 1}};

#define ROMAN_PARTS (sizeof roman_parts / sizeof *roman_parts)

/* The standard form of a number up to 3,999, at most 15 letters. */
static size_t write_roman(int32_t value, char *out)
{
    size_t length = 0;
    for (size_t i = 0; i < ROMAN_PARTS; i++)
        for (; value >= roman_parts[i].value; value -= roman_parts[i].value)
            for (const char *c = roman_parts[i].letters; *c != 0; c++)
                out[length++] = *c;
    return length;
}

int32_t al_number_roman(const char *letters, size_t length)
{
    char standard[16];
    int32_t value = 0;
    size_t at = 0;
    if (length == 0 || length > 15)
        return 0;
    for (size_t i = 0; i < ROMAN_PARTS; i++) {
        size_t size = strlen(roman_parts[i].letters);
        while (length - at >= size && memcmp(letters + at, roman_parts[i].letters, size) == 0) {
            value += roman_parts[i].value;
            at += size;
        }
    }
    if (at < length || value > 3999 || write_roman(value, standard) != length ||
        memcmp(standard, letters, length) != 0)
        return 0;
    return value;
}

bool al_number_ordinal_ending(const al_language *language, const char *letters, size_t length)
{
    if (language == NULL)
        return false;
    for (uint32_t i = 0; i < language->n_endings; i++)
        if (language->endings[i].length == length &&
            memcmp(al_lexicon_strings + language->endings[i].letters, letters, length) == 0)
            return true;
    return false;
}
